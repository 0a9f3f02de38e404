"""Adam (Kingma and Ba, 2015) with decoupled decay of the weights and a rate that falls to nothing; and dropout."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats32 = NDArray[np.float32]
_MOMENTUM, _SCALE, _LEAST = 0.9, 0.999, 1e-8


@dataclass(slots=True)
class Part:
    """A matrix or row of weights on its way, and what Adam remembers of its slopes."""

    value: Floats32
    mean: Floats32
    square: Floats32

    @classmethod
    def of(cls, value: NDArray[Any]) -> "Part":
        """Begin with these weights."""
        started = value.astype(np.float32)
        return cls(started, np.zeros_like(started), np.zeros_like(started))

    def move(self, slope: NDArray[Any], done: int, left: float, *, rate: float, decay: float) -> None:
        """Take step number ``done``; ``left`` is the share of the way that is still to go."""
        self.mean += (1 - _MOMENTUM) * (slope - self.mean)
        self.square += (1 - _SCALE) * (slope * slope - self.square)
        size = np.sqrt(self.square / (1 - _SCALE**done)) + _LEAST
        self.value -= np.float32(rate * left / (1 - _MOMENTUM**done)) * self.mean / size
        if self.value.ndim > 1:
            self.value *= np.float32(1 - decay * left)


def kept(random: np.random.Generator, shape: tuple[int, ...], dropped: float) -> Floats32:
    """A mask of dropout (Srivastava et al., JMLR 15, 2014): what is left is raised, so that the sum stays what it is."""
    drawn = random.random(shape, dtype=np.float32)
    return (drawn > dropped).astype(np.float32) / np.float32(1.0 - dropped)
