"""The tables of a reconciliation, as a report prints them. A table without rows is left out."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from replies.evidence.annex import AnnexTable, Cell, table
from replies.evidence.codes import told
from replies.evidence.counted import Counted
from replies.evidence.courses import courses
from replies.evidence.findings import Located, MonthOf, Word
from replies.evidence.flows import span
from replies.evidence.lexicon import AUTHENTICITY, load
from replies.evidence.papers import EXPLAINING
from replies.evidence.returned import Comment, percent
from replies.evidence.rows import PaperLine, RemovalLine, ReturnLine

OTHER: Final = "other_topic"
SILENT: Final = "no_comment"
Rows = list[tuple[tuple[Cell, ...], tuple[Located, ...]]]


def annexes(counted: Counted) -> tuple[AnnexTable, ...]:
    """Return all tables that have anything to say, in the order in which a report tells the story."""
    return tuple(one for one in _all(counted) if one.rows)


def _all(counted: Counted) -> Iterator[AnnexTable]:
    yield _products(counted)
    yield _papers(counted)
    yield _purchases(counted)
    yield _suppliers(counted)
    yield _coverage(counted)
    yield _stocks(counted)
    yield _months(counted)
    yield _returns(counted)
    yield _topics(counted)
    yield _reasons(counted)
    yield _comments(counted)
    yield _removals(counted)
    yield _reserve(counted)
    yield _files(counted)


def _products(counted: Counted) -> AnnexTable:
    products = counted.evidence.products
    rows: Rows = []
    for one in counted.stocks:
        skus = sorted(sku for sku, asin in products.by_sku.items() if asin == one.asin)
        fnskus = sorted(fnsku for fnsku, asin in products.by_fnsku.items() if asin == one.asin)
        rests = one.rests["sold"][:1] or one.rests["supplied"][:1]
        rows.append(((one.asin, products.titles.get(one.asin), ", ".join(skus), ", ".join(fnskus)), rests))
    return table("products", ("asin", "title", "sku", "fnsku"), rows)


def _papers(counted: Counted) -> AnnexTable:
    rows: Rows = [
        (
            (paper.doc_id, Word(paper.kind), paper.said("supplier_name"), paper.said("issue_date"), paper.said("paper")),
            paper.lines,
        )
        for paper in counted.papers
        if paper.kind not in EXPLAINING
    ]
    return table("papers", ("doc", "kind", "supplier", "issued", "file"), rows, _issued(rows))


def _purchases(counted: Counted) -> AnnexTable:
    rows: Rows = [
        (
            (
                one.doc_id,
                one.product,
                one.ordered,
                one.delivered,
                one.explained,
                one.gap,
                Word(one.why[0]) if len(one.why) == 1 else Word("several") if one.why else None,
            ),
            one.lines,
        )
        for one in counted.purchases
        if one.ordered is not None or one.delivered is not None
    ]
    return table("purchases", ("doc", "product", "ordered", "delivered", "explained", "gap", "why"), rows, _issued(rows))


def _suppliers(counted: Counted) -> AnnexTable:
    lines = {supply.line.supplier_name: supply.line for supply in counted.supplies}
    rows: Rows = []
    for name, line in sorted(lines.items()):
        own = [supply for supply in counted.supplies if supply.line.supplier_name == name]
        papers = len({supply.line.doc_id for supply in own})
        cells: tuple[Cell, ...] = (
            name,
            line.supplier_address or None,
            line.supplier_phone or None,
            line.supplier_url or None,
            line.reg_no or None,
            papers,
            sum(supply.units for supply in own),
        )
        rows.append((cells, tuple(supply.line for supply in own)))
    return table("suppliers", ("supplier", "address", "phone", "url", "registration", "papers", "units"), rows)


def _coverage(counted: Counted) -> AnnexTable:
    rows: Rows = [
        ((one.asin, one.since, one.until, one.bought, one.outside, one.sold, one.ratio), (*one.papers, *one.sales))
        for one in counted.coverage
    ]
    return table("coverage", ("asin", "since", "until", "bought", "outside", "sold", "ratio"), rows)


def _stocks(counted: Counted) -> AnnexTable:
    """By the ledger where there is one: its rows add up from the opening stock to the closing one."""
    known = {flow.asin: flow for flow in counted.flows}
    rows: Rows = []
    for one in counted.stocks:
        flow = known.get(one.asin)
        moved = (
            (one.opening, one.received, one.sold, one.returned, one.removed, None, one.on_hand)
            if flow is None
            else (flow.opening, flow.received, flow.shipped, flow.returned, flow.removed, flow.other, flow.closing)
        )
        rests = tuple(row for rows in one.rests.values() for row in rows)
        rests = rests if flow is None else (*one.rests["supplied"], *flow.rows)
        rows.append(((one.asin, one.supplied, *moved, one.unproven), rests))
    columns = ("asin", "supplied", "opening", "received", "shipped", "returned", "removed", "other", "on_hand", "unproven")
    return table("stocks", columns, rows, span(counted.evidence))


def _months(counted: Counted) -> AnnexTable:
    """The numbers behind the pictures: what came in, went out and came back in each month, and what was not yet sold."""
    rests: dict[str, tuple[Located, ...]] = {}
    for one in counted.returned:
        papers = tuple(supply.line for supply in counted.supplies if supply.asin == one.asin)
        rests[one.asin] = (*papers, *one.sales, *(comment.row for comment in one.comments))
    rows: Rows = [
        ((course.asin, MonthOf.of(month.first), month.supplied, month.sold, month.returned, running), rests[course.asin])
        for course in courses(counted)
        for month, running in zip(course.months, course.running, strict=True)
    ]
    return table("months", ("asin", "month", "bought", "sold", "returned", "unsold"), rows, span(counted.evidence))


def _returns(counted: Counted) -> AnnexTable:
    rows: Rows = [
        (
            (one.asin, one.shipped, one.returned, one.rate, one.units(AUTHENTICITY), one.share(AUTHENTICITY) or None),
            tuple(comment.row for comment in one.comments),
        )
        for one in counted.returned
        if one.shipped or one.returned
    ]
    columns = ("asin", "sold", "returned", "return_rate", "doubting", "doubting_share")
    return table("returns", columns, rows, span(counted.evidence))


def _topics(counted: Counted) -> AnnexTable:
    """Each return under one topic, so that they sum to all; what no topic knows is told, too."""
    rows: Rows = []
    for one in counted.returned:
        classed: dict[str, list[ReturnLine]] = {}
        for comment in one.comments:
            classed.setdefault(_topic(comment), []).append(comment.row)
        for name in (*(topic.name for topic in load()), OTHER, SILENT):
            if own := classed.get(name):
                units = sum(row.quantity for row in own)
                rows.append(((one.asin, Word(name), units, percent(units, one.returned)), tuple(own)))
    return table("topics", ("asin", "topic", "units", "share"), rows, span(counted.evidence))


def _topic(comment: Comment) -> str:
    if comment.topics:
        return next((heard.topic for heard in comment.topics if heard.by_comment), comment.topics[0].topic)
    return OTHER if comment.row.comment.strip() else SILENT


def _reasons(counted: Counted) -> AnnexTable:
    def key(row: ReturnLine) -> tuple[str, str]:
        return row.asin, row.reason

    back = sorted((comment.row for one in counted.returned for comment in one.comments), key=key)
    rows: Rows = []
    for (asin, reason), group in groupby(back, key):
        own = tuple(group)
        rows.append(((asin, told(reason), sum(row.quantity for row in own)), own))
    return table("reasons", ("asin", "reason", "units"), rows, span(counted.evidence))


def _comments(counted: Counted) -> AnnexTable:
    rows: Rows = []
    for one in counted.returned:
        for comment in one.comments:
            if topic := comment.about(AUTHENTICITY):
                row = comment.row
                day = row.returned.astimezone(counted.question.place).date()
                rows.append(((day, one.asin, row.order_id, told(row.reason), row.comment, topic.words), (row,)))
    return table("comments", ("day", "asin", "order", "reason", "comment", "words"), rows, span(counted.evidence))


def _removals(counted: Counted) -> AnnexTable:
    named = counted.evidence.products.asin
    rows: Rows = []
    for row in counted.evidence.of(RemovalLine):
        asin = named(sku=row.sku, fnsku=row.fnsku)
        if asin in counted.asins:
            day = row.requested.astimezone(counted.question.place).date()
            cells: tuple[Cell, ...] = (
                day, row.removal_id, asin, told(row.kind), told(row.disposition), row.requested_units, row.shipped_units,
                row.disposed_units,
            )  # fmt: skip
            rows.append((cells, (row,)))
    columns = ("day", "removal", "asin", "kind", "disposition", "requested", "sent_back", "destroyed")
    return table("removals", columns, rows, span(counted.evidence))


def _reserve(counted: Counted) -> AnnexTable:
    rows: Rows = [
        (
            (
                one.settlement_id,
                one.starts.date() if one.starts else None,
                one.ends.date() if one.ends else None,
                one.previous,
                one.kept,
                one.total,
                one.currency,
                one.deposited.date() if one.deposited else None,
            ),
            (one.head, *one.reserves),
        )
        for one in counted.settlements
    ]
    return table("reserve", ("settlement", "since", "until", "previous", "kept", "paid", "currency", "deposited"), rows)


def _files(counted: Counted) -> AnnexTable:
    from_lines = {line.paper: line for paper in counted.papers for line in reversed(paper.lines) if line.paper}
    rows: Rows = []
    for file in counted.evidence.files:
        text = None if file.text is None else Word("yes" if file.text else "no")
        line = from_lines.get(file.name)
        rows.append(((file.name, line.doc_id if line else None, file.pages, text, file.sha256), (line,) if line else ()))
    return table("files", ("file", "doc", "pages", "text_layer", "sha256"), rows)


def _issued(rows: Rows) -> tuple[date, date] | None:
    """The first and last day of the papers behind a table."""
    lines = [row for _, rests in rows for row in rests if isinstance(row, PaperLine)]
    days = [day for line in lines for day in (line.issue_date, line.delivered_date) if day is not None]
    return (min(days), max(days)) if days else None
