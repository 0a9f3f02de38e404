"""Reconciliation (c) and (g): do the papers cover what was sold in the days that the notice looks at, for every ASIN?

Below 1 the papers do not account for the sales. Far above 3 they do not look like this shop's purchases.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from replies.evidence.findings import Finding, Located, Severity, Value
from replies.evidence.holdings import Evidence
from replies.evidence.purchases import Supply
from replies.evidence.question import Question
from replies.evidence.rows import OrderLine, ShipmentLine

LEAST: Final = Decimal(1)
IMPLAUSIBLE: Final = Decimal(3)
_EDGE: Final = timedelta(days=31)
"""An export that begins or ends this near to the window's edge may simply have no sales beyond it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One ASIN in the window."""

    asin: str
    since: date
    until: date
    bought: int
    """Units of papers issued in the window."""
    outside: int
    """Units of papers issued before or after it, or undated: they do not count."""
    sold: int
    papers: tuple[Located, ...] = field(repr=False)
    sales: tuple[Located, ...] = field(repr=False)

    @property
    def ratio(self) -> Decimal | None:
        """Bought ÷ sold, to two places and rounded down: 0.999 is not 1. None where nothing was sold."""
        if not self.sold:
            return None
        return (Decimal(self.bought * 100 // self.sold) / 100).quantize(Decimal("0.01"))


def asins(evidence: Evidence, supplies: Iterable[Supply], question: Question) -> tuple[str, ...]:
    """Return the ASINs in question: the notice's, else all that were sold or bought."""
    if question.asins:
        return question.asins
    known = {row.asin for row in evidence.sold} | {supply.asin for supply in supplies}
    return tuple(sorted(known - {""}))


def coverage(evidence: Evidence, supplies: Sequence[Supply], question: Question) -> tuple[Coverage, ...]:
    """Return the coverage of each ASIN in question; nothing where the day of the notice is not known."""
    if question.window is None:
        return ()
    since, until = question.window
    wanted = asins(evidence, supplies, question)
    sold = _sold(evidence, question, since, until, frozenset(wanted))
    made = []
    for asin in wanted:
        own = [supply for supply in supplies if supply.asin == asin]
        inside = [supply for supply in own if supply.issued is not None and since <= supply.issued <= until]
        sales = sold.get(asin, [])
        made.append(
            Coverage(
                asin=asin,
                since=since,
                until=until,
                bought=sum(supply.units for supply in inside),
                outside=sum(supply.units for supply in own) - sum(supply.units for supply in inside),
                sold=sum(row.quantity for row in sales),
                papers=tuple(supply.line for supply in inside),
                sales=tuple(sales),
            )
        )
    return tuple(made)


def findings(
    covered: Sequence[Coverage], evidence: Evidence, supplies: Sequence[Supply], question: Question
) -> Iterator[Finding]:
    """Yield ASINs without papers, with too few and with implausibly many, and order exports that do not reach."""
    if question.notice_on is None:
        if question.asins:
            yield Finding(rule="notice_day_unknown", severity=Severity.WARNING, values={}, rests=())
    else:
        yield from _partial(evidence, question)
    proven = {supply.asin for supply in supplies}
    for asin in question.asins:
        if asin not in proven:
            yield Finding(rule="asin_without_paper", severity=Severity.ERROR, values={"asin": asin}, rests=())
    for one in covered:
        if one.asin in proven:
            yield from _weighed(one)


def _weighed(one: Coverage) -> Iterator[Finding]:
    values: dict[str, Value] = {
        "asin": one.asin,
        "since": one.since,
        "until": one.until,
        "bought": one.bought,
        "sold": one.sold,
        "missing": max(0, one.sold - one.bought),
        "ratio": "–" if one.ratio is None else one.ratio,
    }
    rests = (*one.papers, *one.sales)
    if one.ratio is None:
        yield Finding(rule="asin_without_sales", severity=Severity.NOTE, values=values, rests=rests)
    elif one.bought < one.sold:
        yield Finding(rule="coverage_low", severity=Severity.ERROR, values=values, rests=rests)
    elif one.bought > IMPLAUSIBLE * one.sold:
        yield Finding(rule="coverage_implausible", severity=Severity.WARNING, values=values, rests=rests)


def _partial(evidence: Evidence, question: Question) -> Iterator[Finding]:
    """An order export that begins late or ends early makes the sales look smaller than they were."""
    assert question.window is not None
    since, until = question.window
    rows = evidence.of(OrderLine)
    if not rows:
        return
    first = min(rows, key=lambda row: row.purchased)
    last = max(rows, key=lambda row: row.purchased)
    begins, ends = first.purchased.astimezone(question.place).date(), last.purchased.astimezone(question.place).date()
    if begins - since > _EDGE or until - ends > _EDGE:
        values: dict[str, Value] = {"since": since, "until": until, "begins": begins, "ends": ends}
        yield Finding(rule="orders_incomplete", severity=Severity.WARNING, values=values, rests=(first, last))


def _sold(
    evidence: Evidence, question: Question, since: date, until: date, wanted: frozenset[str]
) -> dict[str, list[OrderLine | ShipmentLine]]:
    begin, end = question.instants(since, until)
    sold: dict[str, list[OrderLine | ShipmentLine]] = {asin: [] for asin in wanted}
    for row in evidence.sold:
        if row.asin in wanted and begin <= row.purchased < end:
            sold[row.asin].append(row)
    if evidence.of(OrderLine):
        return sold
    for shipped in evidence.of(ShipmentLine):
        asin = evidence.products.asin(sku=shipped.sku)
        if asin in wanted and begin <= (shipped.purchased or shipped.shipped) < end:
            sold[asin].append(shipped)
    return sold
