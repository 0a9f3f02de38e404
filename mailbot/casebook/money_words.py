"""Words that say the held money is gone: a reserve or balance of nothing, stated outright."""

import re
from collections.abc import Sequence
from typing import Final

_NOTHING: Final = re.compile(
    r"(?:引当金|残高|留保)[^。\n]{0,30}(?:(?<![\d,.,.])[0０](?:円|になっ|と表示|で(?:す|し|ある))|ゼロ)"
    r"|(?<![\d,.,.])[0０]円[^。\n]{0,12}(?:引当金|残高)"
    r"|(?:reserve|balance|funds)\b[^.\n]{0,40}\bzero\b|\bzero\b[^.\n]{0,20}\b(?:reserve|balance)"
    r"|(?:reserve|balance)\b[^.\n]{0,30}(?:[¥$€£]|JPY|USD|EUR|GBP) ?0(?:\.00)?(?![\d.,])",
    re.IGNORECASE,
)
PREVIOUS: Final = re.compile(
    r"前回|前期|前月|繰越|繰り越|\b(?:previous|prior|opening|beginning|starting|carried forward|brought forward)\b", re.IGNORECASE
)
"""What a statement carries over from the one before: how much there was, not how much there is."""
_CONDITIONAL: Final = re.compile(r"場合|次第|とき|(?:^|\W)(?:if|unless|until|once|when|may|until)(?:\W|$)", re.IGNORECASE)


def says_nothing_left(text: str) -> bool:
    """Say whether a notice states, without condition, that reserve or balance are zero."""
    lines = re.split(r"[。\n]|\. ", text)
    return any(_NOTHING.search(line) and not _CONDITIONAL.search(line) and not PREVIOUS.search(line) for line in lines)


def carried_over(text: str, quotes: Sequence[str]) -> tuple[bool, ...]:
    """Say of each sum whether the words before it, on its line, make it the last statement's.

    ``quotes`` are the sums as printed, in the order of the text.
    """
    found = []
    position = 0
    for quote in quotes:
        at = text.find(quote, position)
        start = max(position, *(text.rfind(mark, 0, at) + 1 for mark in ("。", "\n", ". ")))
        found.append(at >= 0 and PREVIOUS.search(text, start, at) is not None)
        position = at + len(quote) if at >= 0 else position
    return tuple(found)
