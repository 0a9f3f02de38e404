"""Texts cut into pieces for marking: the words that decided, the gaps of a draft, what changed between two texts. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_GAP: Final = re.compile(r"【\s*(?:要記入|TO FILL IN|要確認)\s*[:：]?\s*([^】]{0,200})】", re.IGNORECASE)
"""The form of an honest gap, as ``replies`` prints it and looks for it; a test holds the two together."""
_CONTEXT: Final = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``kind`` is "" for plain words."""

    text: str
    kind: str = ""
    what: str = ""
    """Of a gap: what is to be filled in."""
    number: int = 0
    """Of a gap: the how-maniest it is, from 1."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a comparison: ``same``, ``old``, ``new`` or ``skip`` (lines left out)."""

    kind: str
    text: str


def one_line(text: str, width: int = 0) -> str:
    """Return a text on one line, cut to ``width`` characters where that is given."""
    line = " ".join(text.split())
    return line if not width or len(line) <= width else line[: width - 1] + "…"


def pieces(text: str, quotes: Iterable[tuple[str, str]]) -> list[Piece]:
    """Cut a text at its quotes, given as (kind, words); where they overlap the first to begin wins, then the longer."""
    spans = sorted(_spans(text, quotes), key=lambda span: (span[0], -span[1]))
    found: list[Piece] = []
    at = 0
    for start, end, kind in spans:
        if start < at:
            continue
        found += [Piece(text[at:start]), Piece(text[start:end], kind)]
        at = end
    return [piece for piece in (*found, Piece(text[at:])) if piece.text]


def _spans(text: str, quotes: Iterable[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    for kind, quote in quotes:
        # A quote stands on one line; in the mail it may run over several.
        words = [re.escape(word) for word in quote.rstrip("…").split()]
        if words and (match := re.search(r"\s*".join(words), text)):
            yield match.start(), match.end(), kind


def gap_pieces(text: str) -> list[Piece]:
    """Cut a draft's text at its gaps."""
    found: list[Piece] = []
    at = 0
    for number, match in enumerate(_GAP.finditer(text), start=1):
        found += [Piece(text[at : match.start()]), Piece(match[0], "gap", match[1].strip(), number)]
        at = match.end()
    return [piece for piece in (*found, Piece(text[at:])) if piece.text]


def filled(text: str, answers: Sequence[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """Put answers, given as (gap, words) in their order, into the gaps of a text; return it and the answers left over.

    An answer goes to the next gap of its wording. A gap that is asked several times and answered once is filled everywhere.
    """
    waiting: dict[str, list[str]] = {}
    for gap, words in answers:
        waiting.setdefault(gap, []).append(words.strip())
    spare = {gap: next((words for words in given if words), "") for gap, given in waiting.items()}
    used: set[str] = set()

    def put(match: re.Match[str]) -> str:
        given = waiting.get(match[0], [])
        words = (given.pop(0) if given else "") or spare.get(match[0], "")
        used.add(match[0])
        return words or match[0]

    result = _GAP.sub(put, text)
    return result, [(gap, words) for gap, words in answers if words.strip() and gap not in used]


def changes(old: str, new: str) -> list[Change]:
    """Compare two texts by lines, leaving out what is the same far from any change."""
    before, after = old.split("\n"), new.split("\n")
    found: list[Change] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += _shortened(before[start:end], first=start == 0, last=end == len(before))
        else:
            found += [Change("old", line) for line in before[start:end]]
            found += [Change("new", line) for line in after[new_start:new_end]]
    return found


def _shortened(lines: Sequence[str], *, first: bool, last: bool) -> list[Change]:
    head = 0 if first else _CONTEXT
    tail = 0 if last else _CONTEXT
    if len(lines) <= head + tail + 1:
        return [Change("same", line) for line in lines]
    kept_tail = lines[len(lines) - tail :] if tail else []
    return [
        *(Change("same", line) for line in lines[:head]),
        Change("skip", str(len(lines) - head - tail)),
        *(Change("same", line) for line in kept_tail),
    ]
