"""From scores to shares."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def softmax(scores: NDArray[Any], axis: int = -1) -> NDArray[Any]:
    """Shares that sum to 1, row by row (or along another axis), in the precision of the scores."""
    raised = np.exp(scores - scores.max(axis=axis, keepdims=True))
    shares: NDArray[Any] = raised / raised.sum(axis=axis, keepdims=True)
    return shares
