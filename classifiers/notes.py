"""The deadlines and demands that a family of the corpus is marked with."""

import re
from dataclasses import dataclass
from typing import Final

from classifiers.labels import ClockKind, DemandKind, Start, Unit

_AT: Final = re.compile(r"^at (\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:[+-]\d{2}:\d{2}|Z)?)?)$")
_BLANKS: Final = re.compile(r"\s+")


class Malformed(ValueError):  # noqa: N818 - it names what the line is
    """A line of annotation cannot be read; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineNote:
    """A deadline that a reader should find. Either ``at`` (ISO date or time), or length, unit and start."""

    kind: ClockKind
    length: int | None
    unit: Unit | None
    start: Start | None
    at: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandNote:
    """A paper or text that a reader should find to be asked for."""

    kind: DemandKind
    age_days: int | None
    quote: str


def deadline_note(line: str, text: str) -> DeadlineNote:
    """Read ``due|opens | length | unit | start | words`` or ``due|opens | at DATE | words``. Raises Malformed."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) == 3 and (match := _AT.match(parts[1])):
        return DeadlineNote(kind=_kind(parts[0]), length=None, unit=None, start=None, at=match[1], quote=_quoted(parts[2], text))
    if len(parts) != 5:
        raise Malformed(f"{len(parts)} fields; needs kind | length | unit | start | words, or kind | at DATE | words")
    if not parts[1].isdecimal():
        raise Malformed(f"the length {parts[1]!r} is no whole number")
    try:
        unit, start = Unit(parts[2]), Start(parts[3])
    except ValueError as error:
        raise Malformed(str(error)) from error
    return DeadlineNote(
        kind=_kind(parts[0]), length=int(parts[1]), unit=unit, start=start, at=None, quote=_quoted(parts[4], text)
    )


def _kind(word: str) -> ClockKind:
    try:
        return ClockKind(word)
    except ValueError as error:
        raise Malformed(str(error)) from error


def demand_note(line: str, text: str) -> DemandNote:
    """Read ``kind | age in days or - | words``. Raises Malformed."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3:
        raise Malformed(f"{len(parts)} fields; needs kind | age in days or - | words")
    if parts[1] != "-" and not parts[1].isdecimal():
        raise Malformed(f"the age {parts[1]!r} is neither a number of days nor -")
    try:
        kind = DemandKind(parts[0])
    except ValueError as error:
        raise Malformed(str(error)) from error
    return DemandNote(kind=kind, age_days=None if parts[1] == "-" else int(parts[1]), quote=_quoted(parts[2], text))


def _quoted(words: str, text: str) -> str:
    """Check that the words stand in the text (wraps and blanks apart)."""
    if not words or _BLANKS.sub("", words) not in _BLANKS.sub("", text):
        raise Malformed(f"the words {words[:60]!r} do not stand in the text")
    return words
