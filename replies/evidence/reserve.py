"""Money held back from settlement to settlement: each must begin with the reserve that the one before it ended with.

A settlement ends with ``Current Reserve Amount`` (negative: kept back) and the next begins with ``Previous Reserve Amount
Balance`` (positive: given back). In V2 both are descriptions of ``other-transaction`` lines, in V1 transaction types.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from replies.evidence.findings import Finding, Severity, Value
from replies.evidence.holdings import Evidence
from replies.evidence.rows import OldSettlementLine, SettlementLine

_KEPT: Final = "current reserve amount"
_GIVEN_BACK: Final = "previous reserve amount balance"
_SLACK: Final = timedelta(days=1)
_AMOUNTS: Final = (
    "shipment_fee",
    "order_fee",
    "price",
    "item_fee",
    "misc_fee",
    "other_fee",
    "promotion",
    "direct_payment",
    "other",
)
Line = SettlementLine | OldSettlementLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """One settlement period."""

    settlement_id: str
    starts: datetime | None
    ends: datetime | None
    deposited: datetime | None
    total: Decimal | None
    """Paid out."""
    currency: str
    market: str
    """The store; blank where its lines do not tell."""
    lines_total: Decimal
    previous: Decimal
    """The reserve that it began with."""
    kept: Decimal
    """The reserve that it ended with, as a positive number."""
    head: Line = field(repr=False)
    reserves: tuple[Line, ...] = field(repr=False)


def settlements(evidence: Evidence) -> tuple[Settlement, ...]:
    """Return all settlements, store by store in order of time; one without a sale belongs to the only store of its currency."""
    grouped: dict[str, list[Line]] = {}
    lines: Iterable[Line] = (*evidence.of(SettlementLine), *evidence.of(OldSettlementLine))
    for line in lines:
        grouped.setdefault(line.settlement_id, []).append(line)
    made = [_settlement(name, own) for name, own in grouped.items()]
    stores: dict[str, set[str]] = {}
    for one in made:
        stores.setdefault(one.currency, set()).add(one.market)
    only = {currency: next(iter(markets - {""})) for currency, markets in stores.items() if len(markets - {""}) == 1}
    placed = [replace(one, market=one.market or only.get(one.currency, "")) for one in made]
    return tuple(sorted(placed, key=_place))


def _place(one: Settlement) -> tuple[str, str, float, str]:
    return one.currency, one.market, one.starts.timestamp() if one.starts else 0.0, one.settlement_id


def findings(periods: Sequence[Settlement]) -> Iterator[Finding]:
    """Yield reserves that changed or vanished between two periods, missing periods, and totals that do not add up."""
    for one in periods:
        if one.total is not None and one.total != one.lines_total:
            values: dict[str, Value] = {
                "settlement": one.settlement_id,
                "total": one.total,
                "lines": one.lines_total,
                "difference": one.total - one.lines_total,
                "currency": one.currency,
            }
            yield Finding(rule="settlement_unbalanced", severity=Severity.WARNING, values=values, rests=(one.head,))
    for before, after in pairwise(periods):
        if (before.currency, before.market) == (after.currency, after.market):
            yield from _between(before, after)


def _between(before: Settlement, after: Settlement) -> Iterator[Finding]:
    values: dict[str, Value] = {
        "before": before.settlement_id,
        "after": after.settlement_id,
        "kept": before.kept,
        "previous": after.previous,
        "currency": before.currency,
    }
    rests = (*before.reserves, *after.reserves, after.head)
    if before.ends is not None and after.starts is not None and after.starts - before.ends > _SLACK:
        dated: dict[str, Value] = {**values, "ends": before.ends.date(), "starts": after.starts.date()}
        yield Finding(rule="settlement_missing", severity=Severity.WARNING, values=dated, rests=(before.head, after.head))
    elif before.kept == after.previous:
        return
    elif before.kept > 0 and after.previous == 0:
        yield Finding(rule="reserve_vanished", severity=Severity.ERROR, values=values, rests=rests)
    else:
        yield Finding(rule="reserve_changed", severity=Severity.ERROR, values=values, rests=rests)


def _settlement(name: str, lines: list[Line]) -> Settlement:
    stores = Counter(line.market for line in lines if line.market and line.order_id)
    head = next((line for line in lines if line.total is not None), lines[0])
    kept = [line for line in lines if _said(line) == _KEPT]
    given_back = [line for line in lines if _said(line) == _GIVEN_BACK]
    return Settlement(
        settlement_id=name,
        starts=next((line.starts for line in lines if line.starts), None),
        ends=next((line.ends for line in lines if line.ends), None),
        deposited=next((line.deposited for line in lines if line.deposited), None),
        total=head.total,
        currency=next((line.currency for line in lines if line.currency), ""),
        market=next((market for market, _ in stores.most_common(1)), ""),
        lines_total=sum(map(amount_of, lines), Decimal(0)),
        previous=sum(map(amount_of, given_back), Decimal(0)),
        kept=-sum(map(amount_of, kept), Decimal(0)),
        head=head,
        reserves=(*given_back, *kept),
    )


def amount_of(line: Line) -> Decimal:
    """Return what a line adds to its settlement."""
    if isinstance(line, SettlementLine):
        return line.amount or Decimal(0)
    return sum((getattr(line, name) or Decimal(0) for name in _AMOUNTS), Decimal(0))


def _said(line: Line) -> str:
    said = line.description if isinstance(line, SettlementLine) else line.kind
    return said.strip().casefold()
