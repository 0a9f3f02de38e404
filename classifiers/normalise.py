"""Folding: one spelling for matching, with the way back to the words as they were written.

Mail arrives with full-width digits, look-alike letters, invisible characters inside words and hard line wraps inside sentences
(Japanese mailers wrap at about 35 characters). Rules match the folded text; quotes come from the original.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from classifiers.wraps import joined_segments

LIMIT: Final = 60_000
"""Characters examined of one message: notices are short, and hostile mail is not allowed to cost more."""

JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
"""A letter of Japanese: kana or a common ideograph."""
_HYPHENS: Final = "‐‑‒–—―−﹣－─━"
_WAVES: Final = "〜～∼∿"
_QUOTES: Final = {"‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"'}
_INVISIBLE: Final = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u3164\uffa0\ufeff\r")
_SPELT: Final = dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_WAVES, "~") | dict.fromkeys("\t\v\f", " ") | {"\n": "\n"} | _QUOTES
"""Characters with a spelling of our own."""
_CYRILLIC: Final = "АВЕКМНОРСТУХЅІЈԌԚԜӀаеорсухѕіјһԁԛԝгпкмтьв"
_CYRILLIC_AS: Final = "abekmhopctyxsijgqwlaeopcyxsijhdqwrnkmtbb"
_GREEK: Final = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχϲε"
_GREEK_AS: Final = "abezhikmnoptyxaikvoptuxce"
_MARKS: Final = frozenset(range(0x2460, 0x2500)) | frozenset(range(0x24EA, 0x2500))
"""Circled numbers stay: NFKC would turn the marker of a list item into a bare digit."""
_VOICING: Final = {"ﾞ": "\u3099", "ﾟ": "\u309a", "\u3099": "\u3099", "\u309a": "\u309a", "゛": "\u3099", "゜": "\u309a"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. Positions of findings are positions in ``text``; ``quote`` leads back to ``original``."""

    original: str
    text: str
    offsets: Sequence[int]
    """For each character of ``text``, its position in ``original``."""

    def quote(self, start: int, end: int) -> str:
        """Return the words of the original between two positions of the folded text."""
        if end <= start:
            return ""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        while last < len(self.original) and self.original[last] in _VOICING:
            last += 1
        return self.original[first:last]


class _Table(dict[int, str]):
    """Code point → folded spelling, filled on demand, for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character in _SPELT or _is_invisible(character):
        return _SPELT.get(character, "")
    if ord(character) in _MARKS:
        return character
    plain = unicodedata.normalize("NFKC", character)
    return "".join(_LOOK_ALIKES.get(part, part.lower()) for part in plain if not _is_invisible(part))


def _is_invisible(character: str) -> bool:
    if character in _VOICING:
        return False
    return character in _INVISIBLE or unicodedata.category(character) in {"Cf", "Mn", "Me"}


_LOOK_ALIKES: Final = dict(zip(_CYRILLIC, _CYRILLIC_AS, strict=False)) | dict(zip(_GREEK, _GREEK_AS, strict=False))
_TABLE: Final = _Table()


def fold(text: str) -> Folded:
    """Fold a text: compatibility forms, invisible characters, look-alikes, hyphens, case and hard line wraps.

    Only the first ``LIMIT`` characters are examined.
    """
    original = text[:LIMIT]
    spelled, offsets = _spell(original)
    segments = joined_segments(spelled)
    pieces: list[str] = []
    kept: list[int] = []
    for start, end, joint in segments:
        pieces.append(spelled[start:end])
        kept.extend(range(start, end))
        if joint:
            pieces.append(joint)
            kept.append(end)
    if isinstance(offsets, range):
        return Folded(original, "".join(pieces), tuple(kept))
    last = len(offsets) - 1
    return Folded(original, "".join(pieces), tuple(offsets[min(position, last)] for position in kept))


def fold_line(text: str) -> str:
    """Fold a short text (a subject, a name) where nobody needs the way back."""
    return _spell(text[:LIMIT])[0]


def _spell(original: str) -> tuple[str, Sequence[int]]:
    spelled = original.translate(_TABLE)
    if all(len(_TABLE[ord(character)]) == 1 and character not in _VOICING for character in set(original)):
        return spelled, range(len(original))
    pieces: list[str] = []
    offsets: list[int] = []
    for position, character in enumerate(original):
        if character in _VOICING and pieces:
            composed = unicodedata.normalize("NFC", pieces[-1] + _VOICING[character])
            if len(composed) == 1:
                pieces[-1] = composed
                continue
        for part in _TABLE[ord(character)]:
            pieces.append(part)
            offsets.append(position)
    return "".join(pieces), offsets
