"""Tables of the reconciliation as blocks: short ones in the text, long ones as schedules behind it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from replies.evidence.annex import AnnexTable
from replies.evidence.findings import Word
from replies.render.document import Align, Block, Table
from replies.report.material import say
from replies.report.writer import Writer

LONG: Final = 14
"""A table with more rows stands behind the report as a schedule, so that the text stays readable."""


def found(writer: Writer, name: str) -> AnnexTable | None:
    """Return a table of the reconciliation with the rows of the goods in question: of others nobody has asked."""
    outcome = writer.material.outcome
    table = next((one for one in outcome.tables if one.name == name), None) if outcome else None
    if table is None:
        return None
    place = next((table.columns.index(column) for column in ("asin", "product") if column in table.columns), None)
    wanted = writer.material.asins
    if place is None or not wanted:
        return table
    return replace(table, rows=tuple(row for row in table.rows if row.cells[place] in wanted))


def is_long(table: AnnexTable) -> bool:
    """Tell whether a table stands behind the report."""
    return len(table.rows) > LONG


def evidence(writer: Writer, name: str) -> Iterator[Block]:
    """Yield a table, or the sentence that says in which schedule it stands."""
    table = found(writer, name)
    if table is None or not table.rows:
        return
    told = say(writer.language)
    title = table.title(told)
    rows = tuple((*line[:-1], writer.proof_of(row.rests)) for row, line in zip(table.rows, table.lines(told), strict=True))
    made = Table(head=table.headings(told), rows=rows, align=_align(table))
    yield writer.schedule(name, title, made) if is_long(table) else replace(made, caption=title)


def _align(table: AnnexTable) -> tuple[Align, ...]:
    numeric = [
        any(isinstance(row.cells[place], int | Decimal) and not isinstance(row.cells[place], Word) for row in table.rows)
        for place in range(len(table.columns))
    ]
    return (*("right" if one else "left" for one in numeric), "left")
