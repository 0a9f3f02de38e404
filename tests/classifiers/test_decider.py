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
    return decides.scores(row)


def test_a_layer_learns_what_no_line_can(layered: Decider) -> None:
    found = [layered.labels[place] for place in scores(layered, np.hstack([CROSS, CROSS])).argmax(axis=1)]
    assert np.mean([one == other for one, other in zip(found, LABELS, strict=True)]) > 0.9


def test_what_the_features_add_makes_up_the_score(layered: Decider) -> None:
    for row in np.hstack([CROSS, CROSS])[:20]:
        first = layered.rows(slice(None))
        reached = row @ first + layered.bias
        effect = layered.effect(reached)
        assert effect is not None
        assert layered.intercept is not None
        added = (row[:, None] * (first @ effect)).sum(axis=0) + layered.bias @ effect + layered.intercept
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


def test_a_layer_is_kept_in_a_byte_a_weight() -> None:
    """No weight is further from what was learned than half a step of its row; a row of zeros stays one."""
    learned = RANDOM.normal(size=(50, 8)) * np.exp(RANDOM.normal(0, 3, (50, 1)))
    learned[7] = 0.0
    kept = decider._stepped(Decider(("one",), learned, np.zeros(8), np.zeros((8, 1)), np.zeros(1)))
    assert kept.first.dtype == np.int8
    assert kept.steps is not None
    assert (np.abs(kept.rows(slice(None)) - learned) <= kept.steps[:, None] * 0.501).all()
    assert not kept.rows(np.array([7])).any()
    assert (kept.rows(np.array([3, 5])) == kept.rows(slice(None))[[3, 5]]).all()


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("x_second", lambda array: array[:-1], "shapes"),
        ("x_second", lambda array: array * np.nan, "numbers that are none"),
        ("x_bias", lambda array: array[:-1], "shapes"),
        ("x_steps", lambda array: array * np.inf, "numbers that are none"),
        ("x_steps", lambda array: array[:-1], "shapes"),
        ("x_first", lambda array: array.astype(np.float16), "with steps"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(layered: Decider, name: str, change: object, words: str) -> None:
    arrays = layered.arrays("x")
    assert callable(change)
    arrays[name] = change(arrays[name])
    with pytest.raises(ValueError, match=words):
        Decider.restore(layered.labels, arrays, "x", 4)


def test_a_layer_without_its_steps_is_refused(layered: Decider) -> None:
    arrays = {name: array for name, array in layered.arrays("x").items() if name != "x_steps"}
    with pytest.raises(ValueError, match="without steps"):
        Decider.restore(layered.labels, arrays, "x", 4)


def test_half_precision_that_is_no_number_is_refused() -> None:
    arrays = {"x_first": np.full((4, 2), np.inf, np.float16), "x_bias": np.zeros(2)}
    with pytest.raises(ValueError, match="numbers that are none"):
        Decider.restore(("one", "two"), arrays, "x", 4)


def test_a_linear_one_must_score_every_label() -> None:
    arrays = {"x_first": np.zeros((4, 3), np.float16), "x_bias": np.zeros(3)}
    with pytest.raises(ValueError, match="scores"):
        Decider.restore(("one", "two"), arrays, "x", 4)
