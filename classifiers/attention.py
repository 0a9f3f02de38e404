"""A layer that listens to the sentences of a message: which of them count is learned, for each thing it listens for apart.

The meaning of a message stands in few of its sentences. Each channel finds what it knows in every sentence, and weighs the
sentences by shares of its own (attention pooling); what is heard, and numbers of the message as a whole, go through hidden units.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifiers.adam import Floats32
from classifiers.softmax import softmax


@dataclass(frozen=True, eq=False, slots=True)
class Heard:
    """What a layer is given of one message."""

    sentences: Floats32
    """A row for each sentence, at least one."""
    whole: Floats32
    """Numbers of the message as a whole."""


@dataclass(frozen=True, eq=False, slots=True)
class Listener:
    """The layer. A column of ``finds`` and ``weighs`` for each channel; the columns of ``decides`` are ``labels``."""

    labels: tuple[str, ...]
    finds: Floats32
    least: Floats32
    weighs: Floats32
    hidden: Floats32
    """A row for each number of the whole, then for each channel."""
    lean: Floats32
    decides: Floats32
    intercept: Floats32

    def logits(self, message: Heard) -> Floats32:
        """Raw scores of one message, a number for each of ``labels``."""
        found = np.maximum(message.sentences @ self.finds + self.least, 0)
        pooled = (softmax(message.sentences @ self.weighs, axis=0) * found).sum(axis=0)
        units = np.maximum(np.concatenate([message.whole, pooled]) @ self.hidden + self.lean, 0)
        scores: Floats32 = units @ self.decides + self.intercept
        return scores

    def arrays(self, prefix: str) -> "dict[str, NDArray[Any]]":
        """What an array file keeps. Half precision: the third decimal of a weight decides nothing."""
        return {f"{prefix}_{name}": getattr(self, name).astype(np.float16) for name in PARTS}

    @classmethod
    def restore(
        cls, labels: Sequence[str], arrays: "dict[str, NDArray[Any]]", prefix: str, *, sentence: int, whole: int
    ) -> "Listener":
        """Build one of what was kept; ``sentence`` and ``whole``: how many numbers a sentence and a message have.

        Raises KeyError or ValueError where the parts do not fit or hold numbers that are none.
        """
        parts = {name: arrays[f"{prefix}_{name}"].astype(np.float32) for name in PARTS}
        channels, units = len(parts["least"]), len(parts["lean"])
        expected: dict[str, tuple[int, ...]] = {
            "finds": (sentence, channels),
            "least": (channels,),
            "weighs": (sentence, channels),
            "hidden": (whole + channels, units),
            "lean": (units,),
            "decides": (units, len(labels)),
            "intercept": (len(labels),),
        }
        found = {name: part.shape for name, part in parts.items()}
        if found != expected:
            raise ValueError(f"arrays of {prefix} have the shapes {found}")
        if not all(np.isfinite(part.sum()) for part in parts.values()):
            raise ValueError(f"arrays of {prefix} hold numbers that are none")
        return cls(tuple(labels), **parts)


PARTS: Final = tuple(field.name for field in fields(Listener) if field.name != "labels")
"""The names of the matrices, in their order."""
