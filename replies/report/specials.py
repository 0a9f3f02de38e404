"""Blocks that are more than a sentence, a list or a plain table: each returns its blocks for the writer and its plan."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Final

from classifiers.labels import Label
from replies.calendar_dates import local_date
from replies.evidence import plots
from replies.evidence.courses import courses
from replies.facts import document
from replies.papers import papers
from replies.render.document import Block, Figure, Table
from replies.report import checks
from replies.report.causes import cause_of
from replies.report.evidence_blocks import evidence, found, is_long
from replies.report.material import say, step
from replies.report.outline import BlockPlan
from replies.report.writer import NOTHING, Writer, is_none, marks

_DESCRIBED: Final = re.compile(r"<desc>(.*?)</desc>", re.DOTALL)
_ENDS: Final = (("deactivated", ("deactivat",)), ("closed", ("閉鎖", "closed")), ("suspended", ("停止", "suspend")))


def sourced(writer: Writer, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Table:
    """Return a table whose last cells name the sources; without any the column is left out."""
    if all(not row[-1] for row in rows):
        return Table(head=head, rows=tuple(row[:-1] for row in rows))
    return Table(head=(*head, writer.word("report_column.source")), rows=tuple(rows))


def _history(writer: Writer, _: BlockPlan) -> Iterator[Block]:
    """Notices and submissions by date; a single notice is told already."""
    situation = writer.material.situation
    told = [
        (notice.at, writer.word("report.history_notice"), notice.subject)
        for notice in situation.notices
        if notice.believed and not notice.forged
    ]
    told += [
        (sent.at, writer.word("report.history_submission"), sent.address or writer.word(f"report.channel_{sent.channel}"))
        for sent in situation.submissions
    ]
    if len(told) < 2:
        return
    yield writer.paragraph("report.history_1")
    days = [(local_date(at, situation.timezone), kind, subject) for at, kind, subject in sorted(told)]
    yield Table(
        head=tuple(writer.word(f"report_column.{name}") for name in ("date", "kind", "subject")),
        rows=tuple((writer.day(day), kind, subject) for day, kind, subject in days),
    )


def _reason(writer: Writer, _: BlockPlan) -> Iterator[Block]:
    if writer.knows("notice.reason"):
        yield writer.paragraph(reason_code(writer))


def reason_code(writer: Writer) -> str:
    """Return the code of the sentence that tells the allegation: of this notice, or of the first one."""
    return "report.problem_reason" if writer.material.alleged_here else "report.problem_reason_first"


def _closure(writer: Writer, _: BlockPlan) -> Iterator[Block]:
    """The end of selling in the word that the notice itself uses."""
    if not writer.knows("closure.date"):
        return
    notices = writer.material.situation.notices
    closing = [one for one in notices if Label.CLOSURE_NOTICE in (one.label, *one.secondary) and not one.forged]
    said = "\n".join(f"{one.subject}\n{one.quote}\n{one.text}" for one in closing[-1:]).casefold()
    named = next((name for name, signs in _ENDS if any(sign in said for sign in signs)), "deactivated")
    yield writer.paragraph("report.problem_closure", word=writer.word(f"report.closure_{named}"))


def _goods(writer: Writer, _: BlockPlan) -> Iterator[Block]:
    outcome = writer.material.outcome
    listed = next((one for one in outcome.tables if one.name == "products"), None) if outcome else None
    marked = {row.cells[0]: row.cells for row in listed.rows} if listed else {}
    rows: list[tuple[str, ...]] = []
    for asin in writer.material.asins:
        title, cites = writer.cell(f"goods.{asin}.title")
        cells = marked.get(asin, (asin, None, None, None))
        rows.append((asin, title, str(cells[2] or NOTHING), str(cells[3] or NOTHING), marks(cites)))
    if rows:
        yield sourced(writer, tuple(writer.word(f"evidence_column.{name}") for name in ("asin", "title", "sku", "fnsku")), rows)


def _purchases(writer: Writer, block: BlockPlan) -> Iterator[Block]:
    """The totals of the goods in question, what explains the difference, and where each line of it stands."""
    table = found(writer, "purchases")
    if all(map(writer.knows, block.when)):
        yield writer.paragraph("report.supply_papers")
        where = writer.word("report.here") if table is None or not is_long(table) else writer.next_schedule()
        if not is_none(writer.value("evidence.papers_gap")):
            yield writer.paragraph("report.supply_papers_gap", where=where)
        elif is_none(writer.value("evidence.papers_explained")):
            yield writer.paragraph("report.supply_papers_equal")
        else:
            yield writer.paragraph("report.supply_papers_explained", where=where, why=_why(writer))
    yield from evidence(writer, "purchases")


def _why(writer: Writer) -> str:
    outcome, told = writer.material.outcome, say(writer.language)
    bought = outcome.counted.purchases if outcome else ()
    kinds = dict.fromkeys(kind for one in bought if one.product in writer.material.asins for kind in one.why)
    return writer.word("report.between").join(told(f"evidence_word.{kind}").lower() for kind in kinds) or writer.word(
        "report.why_papers"
    )


def _doubting(writer: Writer, block: BlockPlan) -> Iterator[Block]:
    """How many comments doubt; none is told without a share of nothing."""
    known = writer.knows("evidence.doubting") and is_none(writer.value("evidence.doubting"))
    yield writer.paragraph("report.comments_none" if known else "report.comments_1")
    if not known and all(map(writer.knows, block.when)):
        yield writer.paragraph("report.comments_share")


def _later(writer: Writer, _: BlockPlan) -> Iterator[Block]:
    """What left the warehouse after the reports end, so that nobody looks for it in their tables."""
    for item, until in checks.later_returns(writer.material, writer.binding):
        yield writer.paragraph("report.supply_later", item, until=writer.day(until))


def _actions(writer: Writer, block: BlockPlan) -> Iterator[Block]:
    """The actions, each with the cause that it answers."""
    causes = writer.binding.items("cause")
    rows: list[tuple[str, ...]] = []
    for item in writer.binding.items("action"):
        cells: list[str] = []
        cites: list[int] = []
        for column in block.columns:
            text, numbers = writer.cell(column.replace("*", item), needed=not column.endswith(".owner"))
            cells.append(text)
            cites += numbers
        cause = writer.word("report.cause_number", number=cause_of(writer, item, causes))
        rows.append((*cells[:2], cause, *cells[2:], marks(cites)))
    names = [column.rpartition(".")[2] for column in block.columns]
    head = (*names[:2], "cause", *names[2:])
    yield sourced(writer, tuple(writer.word(f"report_column.actions_{name}") for name in head), rows)


def _plots(writer: Writer, _: BlockPlan) -> Iterator[Block]:
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


def _documents(writer: Writer, _: BlockPlan) -> Iterator[Block]:
    """The papers owed for each product: the file's annex number, or the gap."""
    situation, notice = writer.material.situation, writer.material.notice
    others = max(len(writer.material.asins) - 1, 0)
    rows: list[tuple[str, ...]] = []
    for paper in papers(situation, step(situation).name, notice):
        listed = document(writer.binding.ledger, paper, others)
        shown, _cites = writer.cell(listed.key if listed else paper.key)
        rows.append((writer.word(f"paper.{paper.kind}"), paper.asin or writer.word("report.all_goods"), shown))
    if rows:
        names = ("document", "asin", "annex")
        yield Table(head=tuple(writer.word(f"report_column.{name}") for name in names), rows=tuple(rows))


SPECIALS: Final[Mapping[str, Callable[[Writer, BlockPlan], Iterator[Block]]]] = {
    "history": _history,
    "reason": _reason,
    "closure": _closure,
    "goods": _goods,
    "purchases": _purchases,
    "doubting": _doubting,
    "later": _later,
    "actions": _actions,
    "plots": _plots,
    "documents": _documents,
}
