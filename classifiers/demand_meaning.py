"""What the vector of a sentence says about the papers it asks for: a small layer, beside the regression over its n-grams.

A regression over n-grams and vectors together was tried first; a layer over the vector and the sentence's numbers alone is a
quarter of its size, is trained in a tenth of the time, and finds more (SEMANTIC.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from classifiers import decider, network, semantic_numbers
from classifiers.adam import Floats32
from classifiers.decider import Decider
from classifiers.head import Floats
from classifiers.labels import DemandKind
from classifiers.network import Shape
from classifiers.semantic_numbers import Encode
from classifiers.softmax import sigmoid

SHAPE: Final = Shape(hidden=512, drop_hidden=0.5, drop_input=0.2, epochs=25)
_VECTOR_WEIGHT: Final = 6.0
_LEAST: Final = 1e-5


def given(numbers: Floats, texts: Sequence[str], encode: Encode) -> Floats32:
    """What the layer is given of sentences: a row each, its numbers and its vector."""
    vectors = semantic_numbers.each(texts, encode)
    return np.hstack([numbers.astype(np.float32), np.float32(_VECTOR_WEIGHT) * vectors])


def fit(rows: Floats32, kinds: Sequence[frozenset[DemandKind]]) -> Decider:
    """Train the layer on rows as ``given``, and the kinds of paper that each sentence asks for."""
    return decider.of_layer(network.train_several(rows, [frozenset(kind.value for kind in found) for found in kinds], SHAPE))


@dataclass(frozen=True, eq=False, slots=True)
class Meaning:
    """The layer and the encoder that it was trained with. Safe to share between threads."""

    decides: Decider
    encode: Encode

    def revise(self, shares: Floats, kinds: Sequence[str], numbers: Floats, texts: Sequence[str]) -> Floats:
        """Return the mean (of the log-odds) of the given probabilities and the layer's own, for each sentence and kind."""
        rows = given(numbers, texts, self.encode)
        own = self.decides.scores(rows)
        order = [self.decides.labels.index(kind) for kind in kinds]
        mean: Floats = sigmoid((_odds(shares) + own[:, order]) / 2)
        return mean


def _odds(shares: Floats) -> Floats:
    kept = np.clip(shares, _LEAST, 1 - _LEAST)
    found: Floats = np.log(kept / (1 - kept))
    return found
