"""Tables ready to print: for the terminal, as CSV, or as a report's annex. Every row knows the lines it rests on."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from replies.evidence.findings import Located, MonthOf, Say, Value, Word, cited, dated, month, printed

Cell = Value | None
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexRow:
    """One row; a cell is None where nothing is known."""

    cells: tuple[Cell, ...]
    rests: tuple[Located, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTable:
    """One table. Its title is the code ``evidence_table.NAME``, its columns ``evidence_column.COLUMN``."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[AnnexRow, ...]
    span: tuple[date, date] | None = None
    """First and last day that the records behind it cover."""

    def title(self, say: Say) -> str:
        """Return the table's title, with the days that its records cover."""
        title = say(f"evidence_table.{self.name}")
        if self.span is None:
            return title
        return say("evidence_table.as_of", title=title, since=month(self.span[0], say), until=dated(self.span[1], say))

    def headings(self, say: Say) -> tuple[str, ...]:
        """Return the column headings; the last is the source of each row."""
        return (*(say(f"evidence_column.{column}") for column in self.columns), say("evidence_column.source"))

    def lines(self, say: Say) -> Iterator[tuple[str, ...]]:
        """Yield the rows as text, the last cell naming file and line."""
        for row in self.rows:
            yield (*(_shown(cell, say) for cell in row.cells), cited(row.rests, say))

    def as_text(self, say: Say) -> str:
        """Return the table for a terminal; full-width letters count double."""
        grid = [self.headings(say), *self.lines(say)]
        widths = [max(map(_width, column)) for column in zip(*grid, strict=True)]
        right = [*map(self._is_numeric, range(len(self.columns))), False]
        body = [_ruled(cells, widths, right) for cells in grid]
        return "\n".join([self.title(say), body[0], "  ".join("-" * width for width in widths), *body[1:]])

    def as_csv(self, say: Say) -> str:
        """Return the table as CSV with plain numbers. What a spreadsheet would take for a formula is quoted with a '."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.headings(say))
        for row in self.rows:
            writer.writerow([*(_plain(cell, say) for cell in row.cells), cited(row.rests, say)])
        return out.getvalue()

    def _is_numeric(self, place: int) -> bool:
        return any(isinstance(row.cells[place], int | Decimal) for row in self.rows)


def table(
    name: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Sequence[Cell], Sequence[Located]]],
    span: tuple[date, date] | None = None,
) -> AnnexTable:
    """Put a table together from (cells, rests) pairs."""
    made = tuple(AnnexRow(cells=tuple(cells), rests=tuple(rests)) for cells, rests in rows)
    return AnnexTable(name=name, columns=tuple(columns), rows=made, span=span)


def _shown(cell: Cell, say: Say) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, Word):
        return say(f"evidence_word.{cell}")
    if isinstance(cell, MonthOf):
        return month(cell, say)
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return dated(cell, say)
    return printed(cell)


def _plain(cell: Cell, say: Say) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int | Decimal):
        return str(cell)
    text = printed(cell) if isinstance(cell, date) else _shown(cell, say)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(cell, date) else text


def _ruled(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for cell, width, to_right in zip(cells, widths, right, strict=True):
        space = " " * (width - _width(cell))
        padded.append(space + cell if to_right else cell + space)
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(letter) in "WF" else 0 if unicodedata.combining(letter) else 1 for letter in text
    )
