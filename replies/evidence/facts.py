"""What the evidence allows a letter or report to say, as facts with file and line.

Two kinds of keys: every figure under its own (``evidence.sold.B0…``, see ``figures.py``), and what letters ask for:

``goods.ASIN.title|supplier|ordered|delivered|difference|stock``; ``supplier.N.name|contact``;
``document.invoice.ASIN`` and ``document.delivery_note.ASIN`` (files handed in and in order, issued in the window);
``reserve.before|before_date|after|after_date|reports`` where a reserve was not carried over.
A difference that no paper explains, or a paper without its file, gives no fact: a gap shows, and is honest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from replies.evidence.counted import Counted
from replies.evidence.findings import Located, Say, Unit, cited, dated, printed
from replies.evidence.paper_files import PaperFile, base_name
from replies.evidence.papers import Paper, PaperKind
from replies.evidence.purchases import Purchase
from replies.evidence.reconcile import Reconciliation
from replies.evidence.rows import PaperLine
from replies.situation import Fact

Proven = tuple[Fact, tuple[Located, ...]]
"""A fact and the rows that it rests on."""


def facts(outcome: Reconciliation, say: Say) -> tuple[Fact, ...]:
    """Print all facts of a reconciliation in the language of ``say``."""
    return tuple(fact for fact, _ in proven(outcome, say))


def proven(outcome: Reconciliation, say: Say) -> tuple[Proven, ...]:
    """Return all facts, each with the rows that it rests on."""
    return (
        *(_fact(one.key, one.text(say), one.rests, say) for one in outcome.figures),
        *_goods(outcome.counted, say),
        *_suppliers(outcome.counted, say),
        *_documents(outcome.counted, say),
        *_reserve(outcome, say),
    )


def _fact(key: str, value: str, rests: Iterable[Located], say: Say) -> Proven:
    rows = tuple(rests)
    return Fact(key=key, value=value, source=cited(rows, say)), rows


def _goods(counted: Counted, say: Say) -> Iterator[Proven]:
    for stock in counted.stocks:
        asin = stock.asin
        own = [one for one in counted.purchases if one.asin == asin and _counts(one.lines, counted)]
        lines = [line for one in own for line in one.lines]
        named = stock.rests["sold"][:1] or lines[:1]
        if named and (title := counted.evidence.products.titles.get(asin)):
            yield _fact(f"goods.{asin}.title", title, named, say)
        if suppliers := list(dict.fromkeys(line.supplier_name for line in lines if line.supplier_name)):
            yield _fact(f"goods.{asin}.supplier", say("evidence_fact.and").join(suppliers), lines, say)
        stated = [one for one in own if one.ordered is not None and one.delivered is not None]
        if stated:
            yield from _quantities(asin, stated, say)
        if stock.on_hand is not None and stock.rests["on_hand"]:
            units = say(f"evidence_value.{Unit.UNITS}", value=printed(stock.on_hand), currency="")
            yield _fact(f"goods.{asin}.stock", units, stock.rests["on_hand"], say)


def _quantities(asin: str, stated: Sequence[Purchase], say: Say) -> Iterator[Proven]:
    lines = [line for one in stated for line in one.lines]
    dates = {
        "ordered": [line.issue_date for line in lines if line.ordered is not None],
        "delivered": [line.delivered_date or line.issue_date for line in lines if line.delivered is not None],
    }
    for name, days in dates.items():
        total = printed(sum(getattr(one, name) for one in stated))
        known = [day for day in days if day is not None]
        span = {"since": dated(min(known), say), "until": dated(max(known), say)} if known else {}
        value = say("evidence_fact.in_period", units=total, **span) if span else total
        yield _fact(f"goods.{asin}.{name}", value, lines, say)
    explained = [one for one in stated if one.explained]
    if explained and all(one.gap == 0 for one in stated):
        reasons = (
            say(
                "evidence_fact.difference",
                doc=one.doc_id,
                why=say("evidence_fact.and").join(say(f"evidence_word.{kind}") for kind in one.why),
                units=printed(one.explained),
            )
            for one in explained
        )
        rests = [line for one in explained for line in one.lines]
        yield _fact(f"goods.{asin}.difference", say("evidence_fact.and").join(reasons), rests, say)


def _suppliers(counted: Counted, say: Say) -> Iterator[Proven]:
    """Suppliers of the goods in question, in the order of their first paper; a contact only as the papers state it."""
    lines: dict[str, list[PaperLine]] = {}
    for supply in counted.supplies:
        if supply.asin in counted.asins and supply.line.supplier_name:
            lines.setdefault(supply.line.supplier_name, []).append(supply.line)
    for number, (name, own) in enumerate(lines.items(), 1):
        yield _fact(f"supplier.{number}.name", name, own, say)
        stated = [
            next((getattr(line, field) for line in own if getattr(line, field)), "")
            for field in ("supplier_address", "supplier_phone", "supplier_url", "supplier_email")
        ]
        if all(stated[:2]):
            yield _fact(f"supplier.{number}.contact", say("evidence_fact.and").join(filter(None, stated)), own, say)


def _documents(counted: Counted, say: Say) -> Iterator[Proven]:
    given = {base_name(file.name): file for file in counted.evidence.files if not file.trouble}
    for asin in counted.asins:
        for kind in (PaperKind.INVOICE, PaperKind.DELIVERY_NOTE):
            own = [
                paper
                for paper in counted.papers
                if paper.kind is kind
                and _names(paper, asin, counted)
                and _counts(paper.lines, counted)
                and _is_given(paper, given)
            ]
            if own:
                names = say("evidence_fact.and").join(_file(paper) for paper in own)
                yield _fact(f"document.{kind}.{asin}", names, [line for paper in own for line in paper.lines], say)


def _reserve(outcome: Reconciliation, say: Say) -> Iterator[Proven]:
    ruled = {finding.rule: finding for finding in reversed(outcome.findings)}
    lost = ruled.get("reserve_vanished") or ruled.get("reserve_changed")
    if lost is None:
        return
    periods = {one.settlement_id: one for one in outcome.counted.settlements}
    before, after = periods[str(lost.values["before"])], periods[str(lost.values["after"])]
    for name, amount in (("before", before.kept), ("after", after.previous)):
        money = say(f"evidence_value.{Unit.MONEY}", value=printed(amount), currency=before.currency)
        yield _fact(f"reserve.{name}", money, lost.rests, say)
    place = outcome.counted.question.place
    for name, moment in (("before_date", before.ends), ("after_date", after.starts)):
        if moment is not None:
            yield _fact(f"reserve.{name}", moment.astimezone(place).date().isoformat(), lost.rests, say)
    numbers = say("evidence_fact.and").join((before.settlement_id, after.settlement_id))
    yield _fact("reserve.reports", numbers, lost.rests, say)


def _counts(lines: Iterable[PaperLine], counted: Counted) -> bool:
    """Whether papers are of the window; without a notice all are."""
    window = counted.question.window
    days: list[date] = [line.issue_date for line in lines if line.issue_date is not None]
    return window is None or any(window[0] <= day <= window[1] for day in days)


def _names(paper: Paper, asin: str, counted: Counted) -> bool:
    named = counted.evidence.products.asin
    return any(named(asin=line.asin, sku=line.sku, jan=line.jan) == asin for line in paper.lines)


def _is_given(paper: Paper, given: Mapping[str, PaperFile]) -> bool:
    """Whether the paper's own file is there, opens, and is the one that the list recorded."""
    file = given.get(base_name(_file(paper)))
    stated = str(paper.said("sha256") or "").casefold()
    return file is not None and stated in ("", file.sha256)


def _file(paper: Paper) -> str:
    return str(paper.said("paper") or "")
