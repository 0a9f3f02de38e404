"""From lines of text to records of cells, each with the number of the line it began on.

A quote that is opened and never closed swallows the rest of a file in the standard reader; here it costs its own line.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

LONGEST: Final = 60
"""No cell of a report runs over more lines; what does is an unclosed quote."""
UNCLOSED: Final = "unclosed_quote"
UNREADABLE: Final = "unreadable_cell"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file parts its cells. Amazon's tab-separated reports carry bare quotes in titles: there they mean nothing."""

    delimiter: str
    quoted: bool

    def cells(self, line: str) -> list[str]:
        """Read one line; ValueError for one that cannot be read."""
        if not self.quoted:
            return line.split(self.delimiter)
        try:
            return next(csv.reader((line,), delimiter=self.delimiter), [])
        except csv.Error as error:
            raise ValueError(UNREADABLE) from error


@dataclass(frozen=True, slots=True)
class Batch:
    """Records that were read together: as rows, or, where all are of one width, as one flat list, which is quicker."""

    starts: Sequence[int]
    """Line number of each record's first line."""
    ragged: list[list[str]] = field(default_factory=list)
    flat: list[str] = field(default_factory=list)
    width: int = 0
    """Of the flat form."""

    @property
    def rows(self) -> list[list[str]]:
        """Return the cells of each record."""
        if not self.flat:
            return self.ragged
        return [self.flat[at : at + self.width] for at in range(0, len(self.flat), self.width)]

    def columns(self, width: int) -> Sequence[Sequence[str]] | None:
        """Return the cells by column; None where some record is not of this width."""
        if self.flat:
            return [self.flat[place :: self.width] for place in range(self.width)] if self.width == width else None
        return list(zip(*self.ragged, strict=True)) if set(map(len, self.ragged)) == {width} else None


Report = Callable[[int, str], None]
"""Called with line number and reason for each line that gave no record."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the records below a header of ``width`` cells."""

    dialect: Dialect
    width: int
    report: Report

    def batches(self, blocks: Iterable[list[str]], first: int) -> Iterator[Batch]:
        """Yield the records of blocks of lines, the first of which has the number ``first``."""
        carried: list[str] = []
        for block in blocks:
            lines = carried + block if carried else block
            batch, used = self._read(first, lines)
            yield batch
            first += used
            carried = lines[used:]
        if carried:
            yield self._walk(first, carried, last=True)[0]

    def _read(self, first: int, lines: list[str]) -> tuple[Batch, int]:
        """Return the records and how many lines they took; the rest is open and waits for more."""
        mark = self.dialect.delimiter
        if not self.dialect.quoted:
            return self._split(range(first, first + len(lines)), lines), len(lines)
        try:
            rows = list(csv.reader(lines, delimiter=mark))
        except csv.Error:
            return self._walk(first, lines, last=False)
        if len(rows) == len(lines) and not self._stays_open(lines[-1:]):
            return Batch(range(first, first + len(lines)), rows), len(lines)
        return self._walk(first, lines, last=False)

    def _split(self, starts: Sequence[int], lines: list[str]) -> Batch:
        mark = self.dialect.delimiter
        if {line.count(mark) for line in lines} != {self.width - 1}:
            return Batch(starts, [line.split(mark) for line in lines])
        return Batch(starts, flat=mark.join(lines).split(mark), width=self.width)

    def _walk(self, first: int, lines: list[str], *, last: bool) -> tuple[Batch, int]:
        """Read record by record, as cells that run over lines or damaged quotes need it."""
        starts: list[int] = []
        rows: list[list[str]] = []
        at = 0
        while at < len(lines):
            window = lines[at : at + LONGEST]
            try:
                row, used = self._record(window)
            except csv.Error:
                self.report(first + at, UNREADABLE)
                at += 1
                continue
            if used == len(window) < LONGEST and not last and self._stays_open(window):
                break
            if (used > 1 and len(row) != self.width) or self._stays_open(window[:used]):
                self.report(first + at, UNCLOSED)
                at += 1
                continue
            starts.append(first + at)
            rows.append(row)
            at += used
        return Batch(starts, rows), at

    def _record(self, window: list[str]) -> tuple[list[str], int]:
        """Return the first record of ``window`` and how many lines it takes."""
        if window[0].count('"') % 2 == 0:
            row = next(csv.reader(window[:1], delimiter=self.dialect.delimiter), [])
            if len(row) == self.width:
                return row, 1
        reader = csv.reader((f"{line}\n" for line in window), delimiter=self.dialect.delimiter)
        return next(reader), reader.line_num

    def _stays_open(self, lines: list[str]) -> bool:
        """Whether a quote that the first record of ``lines`` opened is still open at their end."""
        if not any('"' in line for line in lines):
            return False
        reader = csv.reader((f"{line}\n" for line in (*lines, "")), delimiter=self.dialect.delimiter)
        next(reader)
        return reader.line_num > len(lines)
