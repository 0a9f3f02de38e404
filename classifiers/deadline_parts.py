"""The part that a length of time or a date plays in its sentence."""

from enum import Enum, auto


class Part(Enum):
    """A deadline of the seller, the opening of a window, or neither."""

    DUE = auto()
    OPENS = auto()
    NONE = auto()
