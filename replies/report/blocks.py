"""The blocks of a section, from plan to paragraphs, lists, tables and pictures."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape
from itertools import groupby
from typing import Final

from replies.calendar_dates import local_date, long_date, parse_date
from replies.evidence import plots
from replies.evidence.annex import AnnexTable
from replies.evidence.courses import courses
from replies.evidence.findings import Word
from replies.facts import document, needs
from replies.papers import papers
from replies.render.document import Align, Block, Bullets, Figure, Paragraph, Section, Table
from replies.report.material import say, step
from replies.report.outline import BlockPlan, SectionPlan
from replies.report.writer import NOTHING, Writer, lines_of, marks, pair_of

LONG: Final = 14
"""A table with more rows stands behind the report as a schedule, so that the text stays readable."""
_COMMON: Final = ("store_name", "seller_name", "asins", "notice.")
_CITED_COLUMN: Final = "source"
_DESCRIBED: Final = re.compile(r"<desc>(.*?)</desc>", re.DOTALL)


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
        yield from _evidence(writer, block.table)
    elif block.special:
        yield from _SPECIALS[block.special](writer)


def _lines(writer: Writer, key: str) -> Block:
    value, cites = writer.cell(key)
    if not cites:
        return Paragraph(text=value, kind="gap")
    items = tuple(Paragraph(text=line, cites=cites if place == 0 else ()) for place, line in enumerate(lines_of(value)))
    return Bullets(items=items, numbered=True)


def _pairs(writer: Writer, block: BlockPlan) -> Block:
    value, cites = writer.cell(block.pairs)
    if not cites:
        return Paragraph(text=value, kind="gap")
    head = tuple(writer.word(f"report_column.{block.grid}_{side}") for side in ("left", "right"))
    rows = tuple((*_dated(writer, pair_of(line)), marks(cites)) for line in lines_of(value))
    return Table(head=(*head, writer.word(f"report_column.{_CITED_COLUMN}")), rows=rows)


def _dated(writer: Writer, pair: tuple[str, str]) -> tuple[str, str]:
    day = parse_date(pair[0])
    return (long_date(day, writer.language) if day else pair[0]), pair[1]


def grid(writer: Writer, plan: SectionPlan, block: BlockPlan, *, cited: bool = True) -> Table:
    """Return a table of facts, a row for each ASIN or item; ``cited``: with the numbers of the sources in a last column."""
    by_asin = block.each == "asins"
    items = writer.material.asins if by_asin else writer.binding.items(block.each)
    head = [writer.word(f"report_column.{block.grid}_{column.rpartition('.')[2]}") for column in block.columns]
    rows = []
    for item in items or ("",):
        cells: list[str] = [item] if by_asin else []
        cites: list[int] = []
        for column in block.columns:
            needed = column in plan.facts and not (column == "goods.*.difference" and not writer.binding.differs(item))
            text, numbers = writer.cell(column.replace("*", item), needed=needed)
            cells.append(text)
            cites += numbers
        rows.append((*cells, *([marks(cites)] if cited else [])))
    first = [writer.word("report_column.asin")] if by_asin else []
    last = [writer.word(f"report_column.{_CITED_COLUMN}")] if cited else []
    return Table(head=(*first, *head, *last), rows=tuple(rows))


def _evidence(writer: Writer, name: str) -> Iterator[Block]:
    """A table of the reconciliation: short ones with the numbers of their sources, long ones as a schedule of its own."""
    outcome = writer.material.outcome
    found = next((one for one in outcome.tables if one.name == name), None) if outcome else None
    if found is None:
        return
    found = _at_issue(writer, found)
    told = say(writer.language)
    lines = tuple(found.lines(told))
    if len(lines) > LONG:
        table = Table(head=found.headings(told), rows=lines, align=_align(found))
        yield writer.schedule(found.title(told), table)
        return
    title = found.title(told)
    rows = tuple((*line[:-1], str(writer.sources.cite(_named(found, line, title), line[-1]))) for line in lines)
    yield Table(head=found.headings(told), rows=rows, caption=title, align=_align(found))


def _at_issue(writer: Writer, table: AnnexTable) -> AnnexTable:
    """The rows of the goods in question: of others nobody has asked."""
    outcome = writer.material.outcome
    place = next((table.columns.index(name) for name in ("asin", "product") if name in table.columns), None)
    if outcome is None or place is None or not writer.material.asins:
        return table
    others = {asin for asin in outcome.counted.evidence.products.titles if asin not in writer.material.asins}
    return replace(table, rows=tuple(row for row in table.rows if row.cells[place] not in others))


def _named(table: AnnexTable, line: tuple[str, ...], title: str) -> str:
    """A row in the list of sources: its table and its first two cells where the first alone is not its own."""
    firsts = [row.cells[0] for row in table.rows]
    name = line[0] if firsts.count(firsts[0]) == 1 else f"{line[0]} {line[1]}"
    return f"{title} {name}"


def _align(table: AnnexTable) -> tuple[Align, ...]:
    numeric = [
        any(isinstance(row.cells[place], int | Decimal) and not isinstance(row.cells[place], Word) for row in table.rows)
        for place in range(len(table.columns))
    ]
    return (*("right" if one else "left" for one in numeric), "left")


def _history(writer: Writer) -> Iterator[Block]:
    """Notices and submissions by date; a single notice is told already."""
    situation = writer.material.situation
    told = [
        (notice.at, writer.word("report.history_notice"), notice.subject)
        for notice in situation.notices
        if notice.believed and not notice.forged
    ]
    told += [(sent.at, writer.word("report.history_submission"), sent.address or NOTHING) for sent in situation.submissions]
    if len(told) < 2:
        return
    yield writer.paragraph("report.history_1")
    days = [(local_date(at, situation.timezone), kind, subject) for at, kind, subject in sorted(told)]
    yield Table(
        head=tuple(writer.word(f"report_column.{name}") for name in ("date", "kind", "subject")),
        rows=tuple((long_date(day, writer.language), kind, subject) for day, kind, subject in days),
    )


def _goods(writer: Writer) -> Iterator[Block]:
    outcome = writer.material.outcome
    found = next((one for one in outcome.tables if one.name == "products"), None) if outcome else None
    marked = {row.cells[0]: row.cells for row in found.rows} if found else {}
    rows = []
    for asin in writer.material.asins:
        title, cites = writer.cell(f"goods.{asin}.title")
        cells = marked.get(asin, (asin, None, None, None))
        rows.append((asin, title, str(cells[2] or NOTHING), str(cells[3] or NOTHING), marks(cites)))
    if rows:
        head = (
            *(writer.word(f"evidence_column.{name}") for name in ("asin", "title", "sku", "fnsku")),
            writer.word("report_column.source"),
        )
        yield Table(head=head, rows=tuple(rows))


def _plots(writer: Writer) -> Iterator[Block]:
    outcome = writer.material.outcome
    if outcome is None:
        return
    told = say(writer.language)
    titles = outcome.counted.evidence.products.titles
    drawn = [course for course in courses(outcome.counted) if course.asin in writer.material.asins]
    if drawn:
        yield writer.paragraph("report.supply_plots")
    for number, course in enumerate(drawn, 1):
        svg = plots.svg(course, told, titles.get(course.asin, ""))
        described = _DESCRIBED.search(svg)
        caption = writer.word("report.figure", number=number, title=told("evidence_plot.title", asin=course.asin))
        yield Figure(svg=svg, caption=caption, description=unescape(described[1]) if described else caption)


def _documents(writer: Writer) -> Iterator[Block]:
    """The papers owed for each product: the file's annex number, or the gap."""
    situation, notice = writer.material.situation, writer.material.notice
    others = max(len(writer.material.asins) - 1, 0)
    rows = []
    for paper in papers(situation, step(situation).name, notice):
        found = document(writer.binding.ledger, paper, others)
        shown, cites = writer.cell(found.key if found else paper.key)
        rows.append((writer.word(f"paper.{paper.kind}"), paper.asin or NOTHING, shown, marks(cites)))
    if rows:
        names = ("document", "asin", "annex", "source")
        yield Table(head=tuple(writer.word(f"report_column.{name}") for name in names), rows=tuple(rows))


_SPECIALS: Final = {"history": _history, "goods": _goods, "plots": _plots, "documents": _documents}
