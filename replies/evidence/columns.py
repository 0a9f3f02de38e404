"""From cells to typed values, a column at a time: a hundred thousand lines cost a few C loops."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import partial
from operator import attrgetter
from types import NoneType
from typing import Any, Final, get_args

from replies.evidence import amounts, dates
from replies.evidence.formats import Header

Convert = Callable[[str], Any]
MASK: Final = "***"
_CONTACT: Final = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|\+\d[\d\s-]{7,}\d|(?<!\d)[0０]\d{1,4}[-－ー\s(]?\d{1,4}[-－ー\s)]?\d{3,4}(?!\d)|〒?\s?(?<!\d)\d{3}[-－ー]\d{4}(?!\d)"
)
_CODES: Final = frozenset({"asin", "fnsku"})
_ZONE: Final = attrgetter("tzinfo")
_SPOKEN: Final = frozenset({"comment"})


class Memo(dict[str, Any]):
    """Values already read: prices, SKUs and titles repeat, and a look-up is cheaper than reading again."""

    def __init__(self, convert: Convert) -> None:
        super().__init__()
        self.convert = convert

    def __missing__(self, cell: str) -> Any:
        value = self[cell] = self.convert(cell)
        return value


@dataclass(frozen=True, slots=True)
class Habits:
    """How one file writes what can be written in two ways."""

    mark: amounts.DecimalMark
    order: dates.DateOrder
    order_is_guess: bool
    """Some date could be read either way and no line of the first block decides it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One field: where it stands and how its cells are read. Position None: the file has no such column."""

    field: str
    position: int | None
    convert: Convert
    absent: Any
    many: Callable[[Sequence[str]], Iterable[Any]]
    """Reads a whole column: the same values as ``convert`` one by one."""


def habits(header: Header, rows: Sequence[Sequence[str]]) -> Habits:
    """Learn a file's habits from its first lines."""
    numeric: list[str] = []
    dated: list[str] = []
    for field, position in header.positions.items():
        kind = _base(header.format.kinds[field])
        wanted = numeric if kind in (Decimal, int) else dated if kind in (date, datetime) else None
        if wanted is not None:
            wanted.extend({row[position] for row in rows if len(row) > position})
    order = dates.date_order(dated)
    default = dates.DateOrder.MONTH_FIRST if header.format.month_first else dates.DateOrder.DAY_FIRST
    guess = order is None and any(map(dates.is_ambiguous, dated))
    return Habits(amounts.decimal_mark(numeric), order or default, guess)


def columns(header: Header, known: Habits, zone: tzinfo) -> tuple[Column, ...]:
    """Return a reader for each field of the row type, in its order."""
    form = header.format
    made = []
    for field, kind in form.kinds.items():
        convert, absent = _converter(field, kind, known, zone, field in form.unique)
        many = partial(_instants if _base(kind) is datetime else map, convert)
        made.append(Column(field, header.positions.get(field), convert, absent, many))
    return tuple(made)


def _instants(convert: Convert, cells: Sequence[str]) -> Iterable[datetime | None]:
    """Read instants; a column that is all ISO 8601 with zones, as Amazon's reports are, never leaves C."""
    try:
        moments = list(map(datetime.fromisoformat, cells))
    except ValueError:
        return map(convert, cells)
    return moments if all(map(_ZONE, moments)) else map(convert, cells)


def _base(kind: object) -> object:
    return next((part for part in get_args(kind) if part is not NoneType), kind)


def _converter(field: str, kind: object, known: Habits, zone: tzinfo, unique: bool) -> tuple[Convert, Any]:
    base, optional = _base(kind), NoneType in get_args(kind)
    if field in _SPOKEN:
        return _masked, ""
    if base is str:
        return (str.strip if unique else Memo(_code if field in _CODES else str.strip).__getitem__), ""
    read: Mapping[object, Convert] = {
        int: lambda cell: amounts.count(cell, known.mark),
        Decimal: lambda cell: amounts.amount(cell, known.mark),
        date: lambda cell: dates.day(cell, known.order),
        datetime: lambda cell: dates.instant(cell, zone, known.order),
    }
    convert = read[base]
    blank = None if optional else 0 if base is int else ...
    forgiving = convert if blank is ... else _blank(convert, blank)
    return (forgiving if base is datetime else Memo(forgiving).__getitem__), None if blank is ... else blank


def _blank(convert: Convert, blank: Any) -> Convert:
    return lambda cell: convert(cell) if cell and not cell.isspace() else blank


def _code(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip().upper()


def _masked(comment: str) -> str:
    """Hide mail addresses, telephone numbers and postal codes that a buyer wrote into a comment."""
    return _CONTACT.sub(MASK, comment.strip())
