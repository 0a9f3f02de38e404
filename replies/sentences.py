"""Text cut into sentences and brought to one form, for comparing and for checking. Japanese and English."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_QUOTED: Final = re.compile(r"^\s*[>>|]")
_END: Final = re.compile(
    r"(?<=[。!?!?])(?![。!?!?」』))])"  # not between a stop and the bracket that it stands in
    r"|(?<=[A-Za-z0-9)\]\"'”][.])(?=\s+[A-Z\"'“(])"
)
_NOISE: Final = re.compile(r"[\W_]+")
_LETTERS: Final = re.compile(r"[ぁ-んァ-ヶ一-龠々ー]")


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of ``text`` as written, in order; quoted lines (``>``) and empty ones are left out.

    A line is never joined with the next: letters are lists as often as prose, and a wrong join hides a finding.
    """
    for line in text.splitlines():
        if _QUOTED.match(line):
            continue
        for piece in _END.split(line):
            if trimmed := piece.strip():
                yield trimmed


def normalise(sentence: str) -> str:
    """Return the sentence for comparison: NFKC, case folded, without punctuation; words parted by one space."""
    return _NOISE.sub(" ", unicodedata.normalize("NFKC", sentence).casefold()).strip()


def is_japanese(text: str) -> bool:
    """Tell whether the text is written in Japanese for the larger part of its words."""
    return len(_LETTERS.findall(text)) * 2 > sum(char.isascii() and char.isalpha() for char in text)
