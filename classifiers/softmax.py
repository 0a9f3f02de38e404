"""From scores to shares, and back."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_STEEP: Final = 80.0
"""Scores beyond it say no more; in single precision the exponential function ends soon after."""
LEAST: Final = 1e-6
"""The least share that counts: probabilities that are rounded, or were never seen, are not taken for impossible."""


def softmax(scores: NDArray[Any], axis: int = -1) -> NDArray[Any]:
    """Shares that sum to 1, row by row (or along another axis), in the precision of the scores."""
    raised = np.exp(scores - scores.max(axis=axis, keepdims=True))
    shares: NDArray[Any] = raised / raised.sum(axis=axis, keepdims=True)
    return shares


def sigmoid(scores: NDArray[Any]) -> NDArray[Any]:
    """The share of each score by itself."""
    shares: NDArray[Any] = 1.0 / (1.0 + np.exp(-np.clip(scores, -_STEEP, _STEEP)))
    return shares


def logs(shares: NDArray[Any]) -> NDArray[np.float64]:
    """Logarithms of shares, none of them infinite."""
    found: NDArray[np.float64] = np.log(np.maximum(shares, LEAST))
    return found
