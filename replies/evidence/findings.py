"""What a reconciliation states: findings, figures, and the lines that each of them rests on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

_RANGES_SHOWN: Final = 4
_LISTED: Final = 500


class Severity(StrEnum):
    """How much a finding weighs: an error must be cleared or explained before anything is sent."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Located(Protocol):
    """Anything that was read from a line of a file; every row is."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int: ...


class Place(NamedTuple):
    """A file, or a line of it, that is no row. Line 0: the file as a whole."""

    file: str
    line: int = 0


class Say(Protocol):
    """The catalogue of the reader's language: ``say(code, **values)`` is a sentence."""

    def __call__(self, code: str, /, **values: object) -> str: ...


class Word(str):
    """A value that is a word of the catalogue, ``evidence_word.CODE``. A type, so that no text of a file can pose as one."""

    __slots__ = ()


Value = str | int | Decimal | date | datetime


class MonthOf(date):
    """A calendar month as a value, by its first day."""

    @classmethod
    def of(cls, day: date) -> "MonthOf":
        """Return the month of a day."""
        return cls(day.year, day.month, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a person should look at. ``rule`` is a code under ``evidence_finding`` that ``values`` fill."""

    rule: str
    severity: Severity
    values: Mapping[str, Value]
    rests: tuple[Located, ...] = field(repr=False)
    """The rows themselves."""

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """The (file, line) pairs that the finding rests on."""
        return tuple((row.file, row.line) for row in self.rests)

    def text(self, say: Say) -> str:
        """Return the finding as a sentence."""
        spoken = {name: _spoken(value, say) for name, value in self.values.items()}
        return say(f"evidence_finding.{self.rule}", **spoken)

    def advice(self, say: Say) -> str:
        """Return what to do about it."""
        return say(f"evidence_advice.{self.rule}")


class Unit(StrEnum):
    """What a figure counts; its printed form is a code under ``evidence_value``."""

    UNITS = "units"
    LINES = "lines"
    PAPERS = "papers"
    PERCENT = "percent"
    TIMES = "times"
    MONEY = "money"
    DAY = "day"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number, date or name of which a report may speak, and the rows that prove it."""

    key: str
    value: Value
    unit: Unit
    rests: tuple[Located, ...] = field(repr=False)
    currency: str = ""

    def text(self, say: Say) -> str:
        """Return the value ready to print."""
        return say(f"evidence_value.{self.unit}", value=printed(self.value), currency=self.currency)


def _spoken(value: Value, say: Say) -> str:
    return say(f"evidence_word.{value}") if isinstance(value, Word) else printed(value)


def printed(value: Value) -> str:
    """Return a value as both languages print it: grouped digits, ISO days."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    return str(value)


def dated(day: date, say: Say) -> str:
    """Return a day as the reader's language writes it."""
    return say("evidence_date.day", year=day.year, month=say(f"evidence_date.month_{day.month}"), day=day.day)


def month(day: date, say: Say) -> str:
    """Return a day's month as the reader's language writes it."""
    return say("evidence_date.month", year=day.year, month=say(f"evidence_date.month_{day.month}"))


def cited(rests: Iterable[Located], say: Say) -> str:
    """Name the lines for people: each file with its line, a few ranges, or the first, the last and how many."""
    return say("evidence_source.between").join(_cited(file, lines, say) for file, lines in _by_file(rests).items())


def _cited(file: str, lines: set[int], say: Say) -> str:
    first, last = min(lines), max(lines)
    if last == 0:
        return say("evidence_source.file", file=file)
    if first == last:
        return say("evidence_source.line", file=file, line=first)
    if last - first + 1 == len(lines):
        return say("evidence_source.lines", file=file, lines=f"{first}–{last}")
    ranges = list(_ranges(sorted(lines))) if len(lines) <= _LISTED else []
    if 0 < len(ranges) <= _RANGES_SHOWN:
        shown = ", ".join(str(begin) if begin == end else f"{begin}–{end}" for begin, end in ranges)
        return say("evidence_source.lines", file=file, lines=shown)
    return say("evidence_source.many", file=file, first=first, last=last, count=printed(len(lines)))


def _by_file(rests: Iterable[Located]) -> dict[str, set[int]]:
    files: dict[str, set[int]] = {}
    for row in rests:
        files.setdefault(row.file, set()).add(row.line)
    return files


def _ranges(lines: list[int]) -> Iterator[tuple[int, int]]:
    first = last = lines[0]
    for line in lines[1:]:
        if line != last + 1:
            yield first, last
            first = line
        last = line
    yield first, last
