"""What is true of the other parts of a message."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from classifiers import beside


@given(arrays(np.float64, st.tuples(st.integers(0, 9), st.integers(1, 4)), elements=st.sampled_from([0.0, 0.15, 1.0, 2.0])))
def test_each_row_sees_all_rows_but_itself(rows):
    found = beside.others(rows)
    assert found.shape == rows.shape
    for place in range(len(rows)):
        assert found[place].tolist() == np.delete(rows, place, axis=0).max(axis=0, initial=0.0).tolist()


@pytest.mark.parametrize("count", [0, 1])
def test_who_is_alone_has_nobody_beside(count):
    assert not beside.others(np.ones((count, 3))).any()
