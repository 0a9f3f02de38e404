"""Makes typed rows of records, and a problem of each record that is none."""

from dataclasses import dataclass
from datetime import tzinfo
from itertools import repeat
from typing import Any, Final, cast

from replies.evidence.columns import Column, columns, habits
from replies.evidence.formats import Header
from replies.evidence.records import Batch
from replies.evidence.rows import Row

_SHOWN: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class LineProblem:
    """What is wrong with a line. ``why`` is a code under ``evidence_problem`` in the catalogue."""

    file: str
    line: int
    why: str
    column: str = ""
    """The heading of the cell at fault, where one is."""
    cell: str = ""
    """Its text, shortened. Never of a personal or unknown column: those are not read."""
    kept: bool = False
    """The line was used all the same."""


class Typist:
    """Turns the batches of one file into rows; learns the file's habits from the first."""

    def __init__(self, header: Header, file: str, zone: tzinfo) -> None:
        self.header = header
        self.file = file
        self.zone = zone
        self.problems: list[LineProblem] = []
        self.extras: dict[str, list[tuple[int, str]]] = {heading: [] for heading, _ in header.unknown}
        self._columns: tuple[Column, ...] = ()

    def rows(self, batch: Batch) -> list[Row]:
        """Return the rows of a batch, in order; lines that give none land in ``problems``."""
        batch = _without_blanks(batch)
        if not batch.starts:
            return []
        if not self._columns:
            self._learn(batch)
        if not self.header.format.buyers:
            self._keep_extras(batch)
        try:
            if rows := self._at_once(batch):
                return rows
        except ValueError:
            pass  # some cell is wrong: find out which, line by line
        typed = (self._one(line, cells) for line, cells in zip(batch.starts, batch.rows, strict=True))
        return [row for row in typed if row is not None]

    def signed(self, rows: list[Row]) -> list[Row]:
        """Give outgoing quantities their minus where this export writes all of them without."""
        names = self.header.format.outflows
        if not names:
            return rows
        values = [getattr(row, name) for row in rows for name in names]
        if not any(values) or min(values) < 0:
            return rows
        return [row._replace(**{name: -getattr(row, name) for name in names}) for row in rows]

    def _learn(self, batch: Batch) -> None:
        known = habits(self.header, batch.rows)
        self._columns = columns(self.header, known, self.zone)
        if known.order_is_guess:
            why = f"dates_read_{known.order}"
            self.problems.append(LineProblem(file=self.file, line=batch.starts[0], why=why, kept=True))

    def _at_once(self, batch: Batch) -> list[Row]:
        cells = batch.columns(self.header.width)
        if cells is None:
            return []
        values = [
            repeat(column.absent) if column.position is None else column.many(cells[column.position]) for column in self._columns
        ]
        make = cast(Any, self.header.format.row)._make
        return list(map(make, zip(repeat(self.file), batch.starts, *values, strict=False)))

    def _one(self, line: int, cells: list[str]) -> Row | None:
        width = self.header.width
        if len(cells) > width and not any(map(str.strip, cells[width:])):
            cells = cells[:width]
        needed = max(self.header.positions[field] for field in self.header.format.required)
        if not needed < len(cells) <= width:
            why = "too_few_cells" if len(cells) <= width else "too_many_cells"
            self.problems.append(LineProblem(file=self.file, line=line, why=why, cell=f"{len(cells)} / {width}"))
            return None
        cells = cells + [""] * (width - len(cells))
        values: list[Any] = [self.file, line]
        for column in self._columns:
            if column.position is None:
                values.append(column.absent)
                continue
            cell = cells[column.position]
            try:
                values.append(column.convert(cell))
            except ValueError:
                self.problems.append(self._bad_cell(line, column.field, cell))
                return None
        return cast(Row, cast(Any, self.header.format.row)._make(values))

    def _bad_cell(self, line: int, field: str, cell: str) -> LineProblem:
        kind = str(self.header.format.kinds[field])
        why = "no_date" if "date" in kind else "no_number"
        if not cell.strip():
            why = "blank_cell"
        heading = self.header.format.headings[field]
        return LineProblem(file=self.file, line=line, why=why, column=heading, cell=cell.strip()[:_SHOWN])

    def _keep_extras(self, batch: Batch) -> None:
        if not self.extras:
            return
        rows = batch.rows
        for heading, position in self.header.unknown:
            kept = self.extras[heading]
            for line, cells in zip(batch.starts, rows, strict=True):
                if len(cells) > position and (cell := cells[position].strip()):
                    kept.append((line, cell))


def _without_blanks(batch: Batch) -> Batch:
    if batch.flat:
        if all(batch.flat[:: batch.width]):
            return batch
    elif all(row and row[0] for row in batch.ragged):
        return batch
    kept = [(line, cells) for line, cells in zip(batch.starts, batch.rows, strict=True) if any(map(str.strip, cells))]
    return Batch([line for line, _ in kept], [cells for _, cells in kept])
