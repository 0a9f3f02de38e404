"""From weighed features to scores: a linear map, or one with a layer of hidden units between.

The hidden layer is learned over the leading directions of n-grams and signs (latent semantic analysis), then written out over
the n-grams and signs themselves: nothing but two matrices is kept, and for one message it is linear in its features.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

Floats = NDArray[np.float64]
DIRECTIONS: Final = 300
"""Leading directions of each block; 150 read worse by two points of macro-F1, by family."""
_EPOCHS: Final = 30
"""Stopping early is the regularisation, together with ``_DECAY``."""
_DECAY: Final = 0.05
_SEED: Final = 20_190_315


@dataclass(frozen=True, slots=True)
class Decider:
    """Two matrices. ``second`` is None for a linear one: then ``first`` leads to the scores at once."""

    labels: tuple[str, ...]
    first: Floats
    """A row for each feature."""
    bias: Floats
    second: Floats | None = None
    """A row for each hidden unit, a column for each label."""
    intercept: Floats | None = None

    def finish(self, reached: Floats) -> Floats:
        """Return raw scores from what ``first`` gave, ``bias`` included."""
        if self.second is None or self.intercept is None:
            return reached
        scores: Floats = np.maximum(reached, 0.0) @ self.second + self.intercept
        return scores

    def effect(self, reached: Floats) -> Floats | None:
        """Return the matrix by which the features' rows of ``first`` count toward the labels in one message; None for one."""
        return None if self.second is None else self.second * (reached > 0.0)[:, None]

    def arrays(self, prefix: str) -> "dict[str, NDArray[Any]]":
        """What the array file keeps. Half precision: the third decimal of a weight decides nothing."""
        found: dict[str, NDArray[Any]] = {
            f"{prefix}_first": self.first.astype(np.float16),
            f"{prefix}_bias": self.bias.astype(np.float32),
        }
        if self.second is not None and self.intercept is not None:
            found[f"{prefix}_second"] = self.second.astype(np.float32)
            found[f"{prefix}_intercept"] = self.intercept.astype(np.float32)
        return found

    @classmethod
    def restore(cls, labels: Sequence[str], arrays: "dict[str, NDArray[Any]]", prefix: str, features: int) -> "Decider":
        """Build one of what was kept. Raises KeyError or ValueError where the parts do not fit or hold numbers that are none."""
        first, bias = arrays[f"{prefix}_first"].astype(np.float64), arrays[f"{prefix}_bias"].astype(np.float64)
        parts = [first, bias]
        expected: list[tuple[int, ...]] = [(features, len(bias)), (len(bias),)]
        second = intercept = None
        if f"{prefix}_second" in arrays:
            second, intercept = (arrays[f"{prefix}_{name}"].astype(np.float64) for name in ("second", "intercept"))
            parts += [second, intercept]
            expected += [(len(bias), len(labels)), (len(labels),)]
        elif bias.shape != (len(labels),):
            raise ValueError(f"{prefix} scores {bias.shape} labels instead of {len(labels)}")
        if [part.shape for part in parts] != expected:
            raise ValueError(f"arrays of {prefix} have the shapes {[part.shape for part in parts]}")
        if not all(np.isfinite(part).all() for part in parts):
            raise ValueError(f"arrays of {prefix} hold numbers that are none")
        return cls(tuple(labels), first, bias, second, intercept)


def linear(features: Any, labels: Sequence[str], weights: Floats, regression: LogisticRegression) -> Decider:
    """Learn a linear one by the given regression."""
    regression.fit(features, list(labels), sample_weight=weights)
    return Decider(tuple(map(str, regression.classes_)), regression.coef_.T.copy(), regression.intercept_.copy())


def layered(blocks: Sequence[Any], labels: Sequence[str], weights: Floats, *, hidden: int) -> Decider:
    """Learn a layer of hidden units over the leading directions of each block; a narrow block is taken as it is.

    By family, on 2,802 families, without abstention: macro-F1 0.82; a logistic regression on the same features 0.79.
    """
    reduced, ways = [], []
    for block in blocks:
        if block.shape[1] <= DIRECTIONS:
            reduced.append(np.asarray(block.todense()))
            ways.append(np.eye(block.shape[1]))
        else:
            directions = TruncatedSVD(DIRECTIONS, random_state=_SEED)
            reduced.append(directions.fit_transform(block))
            ways.append(directions.components_.T)
    learned = MLPClassifier((hidden,), alpha=_DECAY, max_iter=_EPOCHS, random_state=_SEED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        learned.fit(np.hstack(reduced), list(labels), sample_weight=weights / weights.mean())
    ends = np.cumsum([part.shape[1] for part in reduced])[:-1]
    first = np.vstack([way @ part for way, part in zip(ways, np.split(learned.coefs_[0], ends), strict=True)])
    (bias, intercept), second = learned.intercepts_, learned.coefs_[1]
    return Decider(tuple(map(str, learned.classes_)), first, bias, second, intercept)
