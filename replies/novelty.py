"""How much of a text is new against what was sent before: by content, not by bytes. Pure, Japanese and English."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz import fuzz

from replies.sentences import is_japanese, normalise, sentences

_CHARS: Final = 6
_WORDS: Final = 3
_SAME: Final = 90.0
"""From this likeness (rapidfuzz ratio, 0 to 100) a sentence is an earlier one with other small words."""


def novelty(text: str, earlier_texts: Sequence[str], *, frame: str = "") -> float:
    """Return the share of the text's content (0.0 to 1.0) that none of ``earlier_texts`` says.

    Content is measured in shingles: six letters running in Japanese, three words in English, within one sentence. A sentence
    that is an earlier one but for small words counts as said, unless its figures differ. What also stands in ``frame`` (the
    letter's fixed words) counts neither way; a text without any content of its own brings nothing new: 0.0.
    """
    fixed = set(_all_shingles([frame]))
    said = [normalise(one) for earlier in earlier_texts for one in sentences(earlier)]
    known = {shingle for one in said for shingle in _shingles(one)}
    total = new = 0
    for sentence in map(normalise, sentences(text)):
        own = [shingle for shingle in _shingles(sentence) if shingle not in fixed]
        total += len(own)
        if own and not _said(sentence, said):
            new += sum(shingle not in known for shingle in own)
    return new / total if total else 0.0


def difference(a: str, b: str) -> list[str]:
    """Return the lines of ``b`` against ``a``: ``"  "`` kept, ``"- "`` gone, ``"+ "`` new, in order.

    Blanks at the ends of lines and runs of empty lines are no difference.
    """
    return [line for line in difflib.ndiff(_lines(a), _lines(b)) if not line.startswith("? ")]


def _said(sentence: str, said: Sequence[str]) -> bool:
    figures = _figures(sentence)
    return any(fuzz.ratio(sentence, earlier, score_cutoff=_SAME) >= _SAME and figures <= _figures(earlier) for earlier in said)


def _figures(sentence: str) -> frozenset[str]:
    digits = "".join(char if char.isdigit() else " " for char in sentence)
    return frozenset(digits.split())


def _all_shingles(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for one in sentences(text):
            yield from _shingles(normalise(one))


def _shingles(normal: str) -> Iterator[str]:
    """Yield the shingles of a normalised sentence; one shorter than a shingle is its own."""
    if is_japanese(normal):
        packed = normal.replace(" ", "")
        pieces: Sequence[str] = packed
        size, glue = _CHARS, ""
    else:
        pieces, size, glue = normal.split(), _WORDS, " "
    if pieces and len(pieces) < size:
        yield glue.join(pieces)
    for start in range(len(pieces) - size + 1):
        yield glue.join(pieces[start : start + size])


def _lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return [line for index, line in enumerate(lines) if line or (index and lines[index - 1])]
