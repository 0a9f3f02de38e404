"""What moved in Amazon's warehouses by the ledger's own count, so that a row of the table adds up before the reader's eyes.

opening + received − shipped + returned − removed + other = closing. Each is the ledger's; other reports are compared elsewhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from replies.evidence import ledger
from replies.evidence.findings import Finding, Severity, Value
from replies.evidence.holdings import Evidence
from replies.evidence.rows import LedgerBalance


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The units of one ASIN over all the periods of the ledger's summary. What leaves is counted positive."""

    asin: str
    opening: int
    received: int
    shipped: int
    returned: int
    removed: int
    other: int
    """Transfers, finds, losses, damage and what the ledger itself calls other or unknown; signed."""
    closing: int
    rows: tuple[LedgerBalance, ...] = field(repr=False)

    @property
    def rest(self) -> int:
        """Units by which the row does not add up."""
        moved = self.received - self.shipped + self.returned - self.removed + self.other
        return self.closing - self.opening - moved


def flows(evidence: Evidence, wanted: Sequence[str]) -> tuple[Flow, ...]:
    """Return the flow of each ASIN wanted that the summary knows."""
    opened, closed = ledger.openings(evidence), ledger.closings(evidence)
    made = []
    for asin in wanted:
        rows = tuple(row for row in evidence.of(LedgerBalance) if row.asin == asin)
        if rows:
            made.append(
                Flow(
                    asin=asin,
                    opening=sum(row.opening for row in opened.get(asin, ())),
                    received=sum(row.receipts for row in rows),
                    shipped=-sum(row.shipments for row in rows),
                    returned=sum(row.returns for row in rows),
                    removed=-sum(row.vendor_returns + row.disposed for row in rows),
                    other=sum(row.transfers + row.found + row.lost + row.damaged + row.other for row in rows) + _unknown(rows),
                    closing=sum(row.closing for row in closed.get(asin, ())),
                    rows=rows,
                )
            )
    return tuple(made)


def findings(found: Sequence[Flow]) -> Iterator[Finding]:
    """Yield the ASINs whose row would not add up: a reader who sums it stops there."""
    for one in found:
        if one.rest:
            values: dict[str, Value] = {"asin": one.asin, "units": one.rest, "closing": one.closing}
            yield Finding(rule="stock_rest", severity=Severity.ERROR, values=values, rests=one.rows)


def span(evidence: Evidence) -> tuple[date, date] | None:
    """Return the first and last day that Amazon's reports cover: by the ledger, else by the sales; None without both."""
    if (covered := ledger.span(evidence.of(LedgerBalance))) is not None:
        return covered
    days = [row.purchased.date() for row in evidence.sold]
    return (min(days), max(days)) if days else None


def _unknown(rows: Sequence[LedgerBalance]) -> int:
    """Unknown events count where the ledger's own sum needs them: in some exports they are part of the others."""
    counted = (row for row in rows if row.closing - row.opening - sum(getattr(row, flow) for flow in ledger.FLOWS) == row.unknown)
    return sum(row.unknown for row in counted)
