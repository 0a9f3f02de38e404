"""The layer's own training: the same twice, weights that count, and a test of its slopes against differences."""

from collections.abc import Callable

import numpy as np
import pytest

from classifiers import adam, network
from classifiers.network import Shape
from classifiers.softmax import sigmoid, softmax

RANDOM = np.random.default_rng(3)
ROWS = RANDOM.normal(size=(600, 4))
LABELS = ["up" if row[0] * row[1] > 0 else "down" for row in ROWS]
PLAIN = Shape(16, drop_hidden=0.0, drop_input=0.0, epochs=1200)


def said(found: network.Layered, rows: np.ndarray) -> list[str]:
    scores = np.maximum(rows @ found.first + found.bias, 0) @ found.second + found.intercept
    return [found.labels[place] for place in scores.argmax(axis=1)]


def test_it_learns_what_no_line_can() -> None:
    found = network.train(ROWS, LABELS, np.ones(600), PLAIN)
    assert np.mean([one == other for one, other in zip(said(found, ROWS), LABELS, strict=True)]) > 0.95


def test_the_same_rows_give_the_same_layer() -> None:
    one, other = (network.train(ROWS, LABELS, np.ones(600), Shape(8, 0.5, epochs=3)) for _ in range(2))
    assert np.array_equal(one.first, other.first)
    assert np.array_equal(one.second, other.second)


def test_what_weighs_nothing_teaches_nothing() -> None:
    """Half of the rows say the opposite, and weigh next to nothing."""
    rows, labels = np.vstack([ROWS, ROWS]), [*LABELS, *("down" if label == "up" else "up" for label in LABELS)]
    found = network.train(rows, labels, np.array([1.0] * 600 + [1e-6] * 600), PLAIN)
    assert np.mean([one == other for one, other in zip(said(found, ROWS), LABELS, strict=True)]) > 0.9


@pytest.mark.parametrize("dropped", [0.2, 0.5])
def test_dropout_keeps_what_a_row_is_worth(dropped: float) -> None:
    kept = adam.kept(np.random.default_rng(1), (400, 400), dropped)
    assert set(np.unique(kept).round(5)) == {0.0, np.float32(1 / (1 - dropped)).round(5)}
    assert kept.mean() == pytest.approx(1.0, abs=0.02)


def one_of(shares: np.ndarray, wanted: np.ndarray) -> float:
    return float(-np.log((shares * wanted).sum(axis=1)).mean())


def each_apart(shares: np.ndarray, wanted: np.ndarray) -> float:
    return float(-np.log(np.where(wanted, shares, 1 - shares)).sum(axis=1).mean())


@pytest.mark.parametrize(("squash", "measure"), [(softmax, one_of), (sigmoid, each_apart)])
def test_the_first_step_goes_down(squash: network.Squash, measure: Callable[[np.ndarray, np.ndarray], float]) -> None:
    """Against a difference of the loss itself: Adam's first step has the sign of each slope."""
    rows, wanted = ROWS[:50].astype(np.float32), np.eye(2, dtype=np.float32)[RANDOM.integers(0, 2, 50)]
    goal = network._Goal(("left", "right"), wanted, np.ones((50, 1), np.float32), squash)
    training = network._Training.begin(4, Shape(3, 0.0, 0.0), goal, np.random.default_rng(1), steps=1000)
    before = [part.value.astype(np.float64) for part in training.parts]

    def loss(parts: list[np.ndarray]) -> float:
        first, bias, second, intercept = parts
        return measure(squash(np.maximum(rows @ first + bias, 0) @ second + intercept), wanted)

    training.step(rows, goal.wanted, goal.shares)
    for which, part in enumerate(training.parts):
        for place in np.ndindex(part.value.shape):
            moved = [value.copy() for value in before]
            moved[which][place] += 1e-4
            slope = (loss(moved) - loss(before)) / 1e-4
            if abs(slope) > 1e-3:
                assert np.sign(part.value[place] - before[which][place]) == -np.sign(slope)
