"""The two ways to decide: what they learn, and that a layered one is linear in the features of one message."""

import numpy as np
import pytest
import scipy.sparse

from classifiers import decider
from classifiers.decider import Decider
from classifiers.network import Shape

RANDOM = np.random.default_rng(7)
CORNERS = [([0.0, 0.0], "same"), ([0.0, 1.0], "other"), ([1.0, 0.0], "other"), ([1.0, 1.0], "same"), ([3.0, 3.0], "far")]
CROSS = np.array([corner for corner, _ in CORNERS] * 1000) + RANDOM.normal(0, 0.05, (5000, 2))
LABELS = [label for _, label in CORNERS] * 1000


@pytest.fixture(scope="module")
def layered() -> Decider:
    block = scipy.sparse.csr_matrix(CROSS)
    return decider.layered([block, block], LABELS, np.ones(len(LABELS)), Shape(32, 0.1, drop_input=0.0, epochs=40))


def scores(decides: Decider, row: np.ndarray) -> np.ndarray:
    return decides.finish(row @ decides.first + decides.bias)


def test_a_layer_learns_what_no_line_can(layered: Decider) -> None:
    found = [layered.labels[place] for place in scores(layered, np.hstack([CROSS, CROSS])).argmax(axis=1)]
    assert np.mean([one == other for one, other in zip(found, LABELS, strict=True)]) > 0.9


def test_what_the_features_add_makes_up_the_score(layered: Decider) -> None:
    for row in np.hstack([CROSS, CROSS])[:20]:
        reached = row @ layered.first + layered.bias
        effect = layered.effect(reached)
        assert effect is not None
        assert layered.intercept is not None
        added = (row[:, None] * (layered.first @ effect)).sum(axis=0) + layered.bias @ effect + layered.intercept
        assert np.allclose(added, layered.finish(reached))


def test_wide_blocks_are_narrowed_and_written_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of forty columns, each a mixture of two, two directions tell all."""
    monkeypatch.setattr(decider, "DIRECTIONS", 2)
    wide = CROSS @ RANDOM.normal(size=(2, 40))
    found = decider.layered([scipy.sparse.csr_matrix(wide)], LABELS, np.ones(len(LABELS)), Shape(32, 0.1, 0.0, 40))
    assert found.first.shape == (40, 32)
    said = [found.labels[place] for place in scores(found, wide).argmax(axis=1)]
    assert np.mean([one == other for one, other in zip(said, LABELS, strict=True)]) > 0.9


def test_it_comes_back_from_arrays(layered: Decider) -> None:
    back = Decider.restore(layered.labels, layered.arrays("x"), "x", 4)
    row = np.hstack([CROSS, CROSS])
    assert np.allclose(scores(back, row), scores(layered, row), atol=2e-2)


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("x_second", lambda array: array[:-1], "shapes"),
        ("x_second", lambda array: array * np.nan, "numbers that are none"),
        ("x_bias", lambda array: array[:-1], "shapes"),
        ("x_first", lambda array: array * np.inf, "numbers that are none"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(layered: Decider, name: str, change: object, words: str) -> None:
    arrays = layered.arrays("x")
    assert callable(change)
    arrays[name] = change(arrays[name])
    with pytest.raises(ValueError, match=words):
        Decider.restore(layered.labels, arrays, "x", 4)


def test_a_linear_one_must_score_every_label() -> None:
    arrays = {"x_first": np.zeros((4, 3), np.float16), "x_bias": np.zeros(3)}
    with pytest.raises(ValueError, match="scores"):
        Decider.restore(("one", "two"), arrays, "x", 4)
