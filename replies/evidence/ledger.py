"""The Inventory Ledger by itself: Amazon's own identity, and whether its two views agree (part of reconciliation (b)).

opening + receipts − shipments to customers + customer returns ± transfers, finds, losses, damage − removals − disposals
= closing; and a period opens with what the one before closed with.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from replies.evidence.findings import Finding, Located, Severity, Value, Word
from replies.evidence.holdings import Evidence
from replies.evidence.rows import LedgerBalance, LedgerEvent

FLOWS: Final = (
    "receipts", "shipments", "returns", "vendor_returns", "transfers", "found", "lost", "damaged", "disposed", "other",
)  # fmt: skip
RECEIPTS: Final = "receipts"
SHIPMENTS: Final = "shipments"
RETURNS: Final = "customerreturns"
VENDOR_RETURNS: Final = "vendorreturns"
_MONTH: Final = 28


def event_of(row: LedgerEvent) -> str:
    """Return the plain name of an event: ``Customer Returns`` and ``CustomerReturns`` are one."""
    return row.event.replace(" ", "").casefold()


def events(evidence: Evidence, name: str) -> dict[str, list[LedgerEvent]]:
    """Return the events of one name by ASIN."""
    found: dict[str, list[LedgerEvent]] = {}
    for row in evidence.of(LedgerEvent):
        if event_of(row) == name:
            found.setdefault(row.asin, []).append(row)
    return found


def closings(evidence: Evidence) -> dict[str, list[LedgerBalance]]:
    """Return, by ASIN, the last balance of each FNSKU, disposition and place: together they are the stock on hand."""
    last: dict[str, list[LedgerBalance]] = {}
    for chain in _chains(evidence):
        last.setdefault(chain[-1].asin, []).append(chain[-1])
    newest = max((row.day for rows in last.values() for row in rows), default=None)
    # A place that later periods no longer list has no stock.
    return {asin: [row for row in rows if row.day == newest] for asin, rows in last.items()}


def openings(evidence: Evidence) -> dict[str, list[LedgerBalance]]:
    """Return, by ASIN, the first balance of each FNSKU, disposition and place at the ledger's first period."""
    first: dict[str, list[LedgerBalance]] = {}
    oldest = min((row.day for row in evidence.of(LedgerBalance)), default=None)
    for chain in _chains(evidence):
        if chain[0].day == oldest:
            first.setdefault(chain[0].asin, []).append(chain[0])
    return first


def findings(evidence: Evidence) -> Iterator[Finding]:
    """Yield lines whose sum is wrong, periods that do not join, and flows in which the two views differ."""
    for row in evidence.of(LedgerBalance):
        difference = row.closing - row.opening - sum(getattr(row, flow) for flow in FLOWS)
        if difference not in (0, row.unknown):
            values: dict[str, Value] = {"asin": row.asin, "day": row.day, "closing": row.closing, "difference": difference}
            yield Finding(rule="ledger_unbalanced", severity=Severity.ERROR, values=values, rests=(row,))
    for chain in _chains(evidence):
        yield from _breaks(chain)
    yield from _views(evidence)


def _breaks(chain: Sequence[LedgerBalance]) -> Iterator[Finding]:
    for before, after in pairwise(chain):
        if after.opening != before.closing:
            values: dict[str, Value] = {
                "asin": after.asin,
                "day": after.day,
                "closing": before.closing,
                "opening": after.opening,
                "difference": after.opening - before.closing,
            }
            yield Finding(rule="ledger_chain_broken", severity=Severity.ERROR, values=values, rests=(before, after))


def _views(evidence: Evidence) -> Iterator[Finding]:
    """Compare detail and summary where both cover the same whole months or days."""
    balances, detail = evidence.of(LedgerBalance), evidence.of(LedgerEvent)
    covered = span(balances)
    if covered is None or not detail:
        return
    first, last = covered
    if min(row.day for row in detail) > first + timedelta(days=_MONTH) or max(row.day for row in detail) < last - timedelta(
        days=_MONTH
    ):
        return
    for flow, event in (
        ("receipts", RECEIPTS),
        ("shipments", SHIPMENTS),
        ("returns", RETURNS),
        ("vendor_returns", VENDOR_RETURNS),
    ):
        detailed = events(evidence, event)
        for asin in sorted({row.asin for row in balances}):
            own = [row for row in balances if row.asin == asin]
            listed = [row for row in detailed.get(asin, ()) if first <= row.day <= last]
            summed, counted = sum(getattr(row, flow) for row in own), sum(row.quantity for row in listed)
            if abs(summed) != abs(counted):
                rests: tuple[Located, ...] = (*(row for row in own if getattr(row, flow)), *listed)
                yield _differing(asin, flow, summed, counted, rests)


def _differing(asin: str, flow: str, summed: int, counted: int, rests: tuple[Located, ...]) -> Finding:
    values: dict[str, Value] = {
        "asin": asin,
        "flow": Word(flow),
        "summary": abs(summed),
        "detail": abs(counted),
        "difference": abs(abs(summed) - abs(counted)),
    }
    return Finding(rule="ledger_views_differ", severity=Severity.WARNING, values=values, rests=rests)


def span(rows: Iterable[LedgerBalance]) -> tuple[date, date] | None:
    """Return the days that a summary covers; None for a granularity that its dates do not show."""
    days = sorted({row.day for row in rows})
    if len(days) < 2:
        return None
    if all(day.day == 1 for day in days):
        after = (days[-1] + timedelta(days=31)).replace(day=1)
        return days[0], after - timedelta(days=1)
    if min(later - earlier for earlier, later in pairwise(days)) == timedelta(days=1):
        return days[0], days[-1]
    return None


def _chains(evidence: Evidence) -> list[list[LedgerBalance]]:
    """Return the balances of each FNSKU, disposition and place in order of time."""
    chains: dict[tuple[str, ...], list[LedgerBalance]] = {}
    for row in sorted(evidence.of(LedgerBalance), key=lambda row: row.day):
        chains.setdefault((row.asin, row.fnsku, row.sku, row.disposition, row.location), []).append(row)
    return list(chains.values())
