"""What the words before and after a time mean: a small layer over their vectors, beside the regression over their n-grams."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from classifiers import decider, network, semantic_numbers
from classifiers.adam import Floats32
from classifiers.decider import Decider
from classifiers.features import mask
from classifiers.head import Floats
from classifiers.network import Shape
from classifiers.semantic_numbers import Encode
from classifiers.softmax import logs, softmax
from classifiers.times import Time

SHAPE: Final = Shape(hidden=256, drop_hidden=0.5, drop_input=0.2, epochs=30)
WINDOWS: Final = 3
"""Texts that are encoded of a time: what stands before it, after it, and both with the time between them."""
_SIDE: Final = 120
_AROUND: Final = 100
_STANDS_FOR_IT: Final = "TIME"
_NUMBER_WEIGHT: Final = 2.0
_VECTOR_WEIGHT: Final = 4.0


def windows(time: Time) -> tuple[str, str, str]:
    """The texts that are encoded of a time; names, dates and ids masked."""
    before, after = mask(time.before[-_SIDE - _AROUND :]), mask(time.after[: _SIDE + _AROUND])
    return before[-_SIDE:], after[:_SIDE], f"{before[-_AROUND:]} {_STANDS_FOR_IT} {after[:_AROUND]}"


def given(numbers: Floats, texts: Sequence[tuple[str, str, str]], encode: Encode) -> Floats32:
    """What the layer is given of times: a row each, the numbers and the vectors of its ``windows``."""
    vectors = semantic_numbers.each([text for three in texts for text in three], encode)
    sides = vectors.reshape(len(texts), WINDOWS * semantic_numbers.WIDTH)
    return np.hstack([np.float32(_NUMBER_WEIGHT) * numbers.astype(np.float32), np.float32(_VECTOR_WEIGHT) * sides])


def fit(rows: Floats32, verdicts: Sequence[str]) -> Decider:
    """Train the layer on rows as ``given``, and the names of the verdicts on them."""
    return decider.of_layer(network.train(rows, verdicts, np.ones(len(rows)), SHAPE))


@dataclass(frozen=True, eq=False, slots=True)
class Meaning:
    """The layer and the encoder that it was trained with. Safe to share between threads."""

    decides: Decider
    encode: Encode

    def revise(self, shares: Floats, verdicts: Sequence[str], numbers: Floats, times: Sequence[Time]) -> Floats:
        """Return the mean (of the log-probabilities) of the given probabilities of each time's verdicts and the layer's own."""
        own = softmax(self.decides.scores(given(numbers, [windows(time) for time in times], self.encode)))
        by_name = dict(zip(self.decides.labels, own.T, strict=True))
        second = np.array([by_name.get(verdict, np.zeros(len(times))) for verdict in verdicts]).T
        mean: Floats = softmax((logs(shares) + logs(second)) / 2)
        return mean
