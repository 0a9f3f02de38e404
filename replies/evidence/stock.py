"""Reconciliation (b): supplied, received, shipped, returned and on hand per ASIN, and where the reports contradict.

Supply is what the papers prove; everything else is Amazon's own word, report against report.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from replies.evidence import ledger
from replies.evidence.findings import Finding, Located, Severity, Value
from replies.evidence.holdings import Evidence
from replies.evidence.movements import Edges, Movement, by_asin, differences, mismatches
from replies.evidence.purchases import Supply
from replies.evidence.question import Question
from replies.evidence.rows import LedgerBalance, LedgerEvent, OrderLine, ReceiptLine, RemovalLine, ReturnLine, ShipmentLine
from replies.evidence.rows import ReimbursementLine as Repaid

_DAY: Final = timedelta(days=1)
_LEAVING: Final = Edges(lag=3 * _DAY, slack=_DAY)
"""An order leaves within about three days."""
_SAME: Final = Edges(lag=3 * _DAY, slack=3 * _DAY)
"""Two reports of the same event; zones and booking times differ."""
_ON_THE_WAY: Final = timedelta(days=30)
"""Bought goods reach a fulfilment centre, and removals are carried out, within about so many days."""
_REMOVING: Final = Edges(lag=_ON_THE_WAY, slack=_ON_THE_WAY)
_MERCHANT: Final = frozenset({"merchant", "mfn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The goods of one ASIN over all the time that the evidence covers. None: no report says it."""

    asin: str
    supplied: int
    opening: int | None
    received: int | None
    sold: int
    sold_by_merchant: int
    returned: int
    removed: int
    on_hand: int | None
    rests: Mapping[str, tuple[Located, ...]] = field(repr=False)
    """Field → the rows that it was counted from."""

    @property
    def unproven(self) -> int | None:
        """Units that Amazon received beyond what the papers prove; negative: bought and not sent in."""
        return None if self.received is None else self.received - self.supplied


def stocks(evidence: Evidence, supplies: Sequence[Supply], wanted: Sequence[str]) -> tuple[Stock, ...]:
    """Return the stock of each ASIN wanted."""
    balances, opened = ledger.closings(evidence), ledger.openings(evidence)
    moved = {
        "supplied": by_asin(Movement(one.asin, date.min, one.units, one.line) for one in supplies),
        "received": by_asin(_received(evidence)),
        "returned": by_asin(Movement(row.asin, date.min, row.quantity, row) for row in evidence.of(ReturnLine)),
        "removed": by_asin(_removals(evidence)),
    }
    sold: dict[str, list[OrderLine]] = {asin: [] for asin in wanted}
    for row in evidence.sold:
        if row.asin in sold:
            sold[row.asin].append(row)
    made = []
    for asin in wanted:
        counted = {name: sum(move.units for move in moves.get(asin, ())) for name, moves in moved.items()}
        rests: dict[str, tuple[Located, ...]] = {
            name: tuple(move.row for move in moves.get(asin, ())) for name, moves in moved.items()
        }
        made.append(
            Stock(
                asin=asin,
                supplied=counted["supplied"],
                opening=sum(row.opening for row in opened.get(asin, ())) if opened else None,
                received=counted["received"] if moved["received"] else None,
                sold=sum(row.quantity for row in sold[asin]),
                sold_by_merchant=sum(row.quantity for row in sold[asin] if row.channel.casefold() in _MERCHANT),
                returned=counted["returned"],
                removed=counted["removed"],
                on_hand=sum(row.closing for row in balances.get(asin, ())) if balances else None,
                rests={**rests, "sold": tuple(sold[asin]), "on_hand": tuple(balances.get(asin, ()))},
            )
        )
    return tuple(made)


def findings(counted: Iterable[Stock], evidence: Evidence, supplies: Sequence[Supply], question: Question) -> Iterator[Finding]:
    """Yield what the papers do not account for, and every pair of reports that contradict each other."""
    everything = _received(evidence)
    if everything:
        span = min(move.day for move in everything), max(move.day for move in everything) - _ON_THE_WAY
        received, supplied = by_asin(everything), _by_asin(supplies)
        for one in counted:
            yield from _against_papers(one, received.get(one.asin, []), supplied.get(one.asin, []), span)
    yield from _against_each_other(evidence, question)
    yield from _lost(evidence)


def _against_papers(one: Stock, received: list[Movement], own: list[Supply], span: tuple[date, date]) -> Iterator[Finding]:
    dated = [day for supply in own if (day := _came(supply)) is not None]
    if not dated or not received:
        return
    covered = [move for move in received if move.day >= min(dated)]
    units = sum(move.units for move in covered)
    values: dict[str, Value] = {"asin": one.asin, "supplied": one.supplied, "received": units, "since": min(dated)}
    rests = (*one.rests["supplied"], *(move.row for move in covered))
    if units > one.supplied:
        beyond: dict[str, Value] = {**values, "units": units - one.supplied}
        yield Finding(rule="received_exceeds_supplied", severity=Severity.ERROR, values=beyond, rests=rests)
    first, last = span
    settled = sum(supply.units for supply in own if (day := _came(supply)) is not None and first <= day <= last)
    left = settled - units - one.sold_by_merchant
    if left > 0:
        merchant: dict[str, Value] = {**values, "supplied": settled, "merchant": one.sold_by_merchant, "units": left}
        yield Finding(rule="supplied_exceeds_received", severity=Severity.WARNING, values=merchant, rests=rests)


def _by_asin(supplies: Iterable[Supply]) -> dict[str, list[Supply]]:
    grouped: dict[str, list[Supply]] = {}
    for supply in supplies:
        grouped.setdefault(supply.asin, []).append(supply)
    return grouped


def _against_each_other(evidence: Evidence, question: Question) -> Iterator[Finding]:
    shipped = _moves(evidence, ledger.SHIPMENTS, -1)
    reports = (
        ("shipments_differ", _orders(evidence, question) if shipped else [], shipped, _LEAVING),
        ("shipment_reports_differ", _shipments(evidence, question) if shipped else [], shipped, _SAME),
        ("returns_differ", _moves(evidence, ledger.RETURNS), _returns(evidence, question), _SAME),
    )
    compared = [("receipts_differ", mismatches(_moves(evidence, ledger.RECEIPTS), _receipts(evidence), _SAME))]
    compared.append(("removals_differ", mismatches(_taken_out(evidence), _removals(evidence), _REMOVING)))
    compared += [(rule, differences(first, second, edges)) for rule, first, second, edges in reports]
    for rule, found in compared:
        for one in found:
            values: dict[str, Value] = {
                "asin": one.asin,
                "first": one.first,
                "second": one.second,
                "difference": abs(one.first - one.second),
                "since": one.since,
                "until": one.until,
            }
            yield Finding(rule=rule, severity=Severity.WARNING, values=values, rests=one.rests)


def _lost(evidence: Evidence) -> Iterator[Finding]:
    """Units that Amazon lost and neither found nor paid for: the seller's claim, and a gap in the stock that is not his."""
    rows = evidence.of(LedgerBalance)
    if not rows or not evidence.of(Repaid):
        return
    settled = max(row.day for row in rows) - 2 * _ON_THE_WAY
    for asin in sorted({row.asin for row in rows}):
        own = [row for row in rows if row.asin == asin and (row.lost or row.found) and row.day <= settled]
        repaid = [
            row for row in evidence.of(Repaid) if evidence.products.asin(asin=row.asin, sku=row.sku, fnsku=row.fnsku) == asin
        ]
        missing, paid = -sum(row.lost + row.found for row in own), sum(row.units for row in repaid)
        if missing > paid:
            values: dict[str, Value] = {"asin": asin, "missing": missing, "paid": paid, "units": missing - paid}
            yield Finding(rule="lost_unpaid", severity=Severity.NOTE, values=values, rests=(*own, *repaid))


def _came(supply: Supply) -> date | None:
    return supply.arrived or supply.issued


def _received(evidence: Evidence) -> list[Movement]:
    return _moves(evidence, ledger.RECEIPTS) or _receipts(evidence)


def _receipts(evidence: Evidence) -> list[Movement]:
    named = evidence.products.asin
    return [
        Movement(named(asin=row.asin, sku=row.sku, fnsku=row.fnsku), row.received.date(), row.quantity, row, row.shipment)
        for row in evidence.of(ReceiptLine)
    ]


def _moves(evidence: Evidence, event: str, sign: int = 1) -> list[Movement]:
    return [
        Movement(asin, row.day, sign * row.quantity, row, row.reference)
        for asin, rows in ledger.events(evidence, event).items()
        for row in rows
    ]


def _orders(evidence: Evidence, question: Question) -> list[Movement]:
    """Orders that FBA sent out, other shops' included."""
    place = question.place
    return [
        Movement(row.asin, row.purchased.astimezone(place).date(), row.quantity, row)
        for row in evidence.of(OrderLine)
        if row.item_status == "Shipped" and row.channel.casefold() not in _MERCHANT
    ]


def _shipments(evidence: Evidence, question: Question) -> list[Movement]:
    place, named = question.place, evidence.products.asin
    return [
        Movement(named(sku=row.sku), row.shipped.astimezone(place).date(), row.quantity, row) for row in evidence.of(ShipmentLine)
    ]


def _returns(evidence: Evidence, question: Question) -> list[Movement]:
    place = question.place
    return [Movement(row.asin, row.returned.astimezone(place).date(), row.quantity, row) for row in evidence.of(ReturnLine)]


def _removals(evidence: Evidence) -> list[Movement]:
    named = evidence.products.asin
    return [
        Movement(
            named(sku=row.sku, fnsku=row.fnsku),
            row.requested.date(),
            row.shipped_units + row.disposed_units,
            row,
            row.removal_id,
        )
        for row in evidence.of(RemovalLine)
    ]


def _taken_out(evidence: Evidence) -> list[Movement]:
    """What the ledger says was taken out: its detail by removal order, else its summary in total."""
    ordered = {row.removal_id for row in evidence.of(RemovalLine)}
    listed = [
        Movement(row.asin, row.day, -row.quantity, row, row.reference)
        for row in evidence.of(LedgerEvent)
        if ledger.event_of(row) == ledger.VENDOR_RETURNS or row.reference in ordered
    ]
    if any(move.reference in ordered for move in listed):
        return listed
    balances = [row for row in evidence.of(LedgerBalance) if row.vendor_returns or row.disposed]
    return [Movement(row.asin, row.day, -row.vendor_returns - row.disposed, row) for row in balances] or listed
