"""The blocks of a section, from plan to paragraphs, lists, tables and pictures."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from replies.calendar_dates import parse_date
from replies.facts import needs
from replies.render.document import Block, Bullets, Paragraph, Section, Table
from replies.report.evidence_blocks import evidence
from replies.report.material import step
from replies.report.outline import BlockPlan, SectionPlan
from replies.report.specials import SPECIALS, sourced
from replies.report.writer import Writer, lines_of, marks, pair_of

_COMMON: Final = ("store_name", "seller_name", "asins", "notice.")


def section(writer: Writer, plan: SectionPlan, heading: str, level: int = 1) -> Section:
    """Return a section written out; where none of its own facts is known, one gap that names them all."""
    keys = needs(writer.material.situation, step(writer.material.situation), plan.facts, writer.binding.ledger)
    own = [key for key in keys if not key.startswith(_COMMON)]
    if own and not any(writer.knows(key) for key in own):
        return Section(heading=heading, blocks=(writer.gap(own),), level=level)
    blocks = [block for planned in _grouped(plan) for block in _written(writer, plan, planned)]
    return Section(heading=heading, blocks=tuple(blocks), level=level)


def _grouped(plan: SectionPlan) -> Iterator[list[BlockPlan]]:
    """Blocks that run over the same group stand together, so that each item is told whole before the next."""
    for _, run in groupby(
        enumerate(plan.blocks), key=lambda pair: pair[1].each if not pair[1].grid and pair[1].each else pair[0]
    ):
        yield [block for _, block in run]


def _written(writer: Writer, plan: SectionPlan, run: list[BlockPlan]) -> Iterator[Block]:
    group = "" if run[0].grid else run[0].each
    for item in writer.binding.items(group) if group else ("",):
        for block in run:
            yield from _sentences(writer, block, item)
    for block in run:
        yield from _blocks(writer, plan, block)


def _sentences(writer: Writer, block: BlockPlan, item: str) -> Iterator[Block]:
    if all(writer.knows(key.replace("*", item)) for key in block.when):
        if block.say:
            yield writer.paragraph(f"report.{block.say}", item, number=item)
        if block.lines:
            yield _lines(writer, block.lines.replace("*", item))


def _blocks(writer: Writer, plan: SectionPlan, block: BlockPlan) -> Iterator[Block]:
    if block.pairs and all(map(writer.knows, block.when)):
        yield _pairs(writer, block)
    elif block.grid and block.each:
        yield grid(writer, plan, block)
    elif block.table:
        yield from evidence(writer, block.table)
    elif block.special:
        yield from SPECIALS[block.special](writer, block)


def _lines(writer: Writer, key: str) -> Block:
    value, cites = writer.cell(key)
    if not writer.knows(key):
        return Paragraph(text=value, kind="gap")
    items = tuple(Paragraph(text=line, cites=cites if place == 0 else ()) for place, line in enumerate(lines_of(value)))
    return Bullets(items=items, numbered=True)


def _pairs(writer: Writer, block: BlockPlan) -> Block:
    value, cites = writer.cell(block.pairs)
    if not writer.knows(block.pairs):
        return Paragraph(text=value, kind="gap")
    head = tuple(writer.word(f"report_column.{block.grid}_{side}") for side in ("left", "right"))
    rows: list[tuple[str, ...]] = [(*_dated(writer, pair_of(line)), marks(cites)) for line in lines_of(value)]
    return sourced(writer, head, rows)


def _dated(writer: Writer, pair: tuple[str, str]) -> tuple[str, str]:
    day = parse_date(pair[0])
    return (writer.day(day) if day else pair[0]), pair[1]


def grid(writer: Writer, plan: SectionPlan, block: BlockPlan, *, cited: bool = True) -> Table:
    """Return a table of facts, a row for each ASIN or item; ``cited``: with the numbers of the sources in a last column."""
    by_asin = block.each == "asins"
    items = writer.material.asins if by_asin else writer.binding.items(block.each)
    head = [writer.word(f"report_column.{block.grid}_{column.rpartition('.')[2]}") for column in block.columns]
    rows: list[tuple[str, ...]] = []
    for item in items or ("",):
        cells: list[str] = [item] if by_asin else []
        cites: list[int] = []
        for column in block.columns:
            needed = column in plan.facts and not (column == "goods.*.difference" and not writer.binding.differs(item))
            text, numbers = writer.cell(column.replace("*", item), needed=needed)
            cells.append(text)
            cites += numbers
        rows.append((*cells, marks(cites if cited else ())))
    first = [writer.word("report_column.asin")] if by_asin else []
    return sourced(writer, (*first, *head), rows)
