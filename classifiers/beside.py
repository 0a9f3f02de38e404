"""What stands beside: of rows that describe the parts of one message, what is true of any part but this one."""

import numpy as np

from classifiers.head import Floats


def others(rows: Floats) -> Floats:
    """For each row, the greatest number of each column among the *other* rows; 0 where there is no other, or all are less."""
    if len(rows) < 2:
        return np.zeros_like(rows)
    second, greatest = np.partition(rows, len(rows) - 2, axis=0)[-2:]
    found: Floats = np.maximum(np.where(rows == greatest, second, greatest), 0.0)
    return found
