"""Reconciliation (d): how many units came back, and how many of their comments doubt that the goods are genuine.

Amazon has no reason code for "fake": the doubt stands in the comments.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from replies.evidence.findings import Finding, Severity
from replies.evidence.holdings import Evidence
from replies.evidence.lexicon import AUTHENTICITY, Heard, heard
from replies.evidence.rows import OrderLine, ReturnLine, ShipmentLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A return and what it speaks of."""

    row: ReturnLine = field(repr=False)
    topics: tuple[Heard, ...]

    def about(self, topic: str) -> Heard | None:
        """Return how the return speaks of a topic, or None."""
        return next((one for one in self.topics if one.topic == topic), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The returns of one ASIN."""

    asin: str
    shipped: int
    returned: int
    comments: tuple[Comment, ...]
    sales: tuple[OrderLine | ShipmentLine, ...] = field(repr=False)

    @property
    def rate(self) -> Decimal | None:
        """Returned ÷ shipped in percent, two places; None where nothing was shipped."""
        return percent(self.returned, self.shipped)

    def units(self, topic: str) -> int:
        """Count the returned units that speak of a topic."""
        return sum(comment.row.quantity for comment in self.comments if comment.about(topic))

    def share(self, topic: str) -> Decimal | None:
        """Return the topic's part of all returned units in percent."""
        return percent(self.units(topic), self.returned)


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share in percent, rounded to two places."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01")) if whole else None


def returned(evidence: Evidence, wanted: Sequence[str]) -> tuple[Returned, ...]:
    """Return the returns of each ASIN wanted."""
    sales: dict[str, list[OrderLine | ShipmentLine]] = {asin: [] for asin in wanted}
    for row in evidence.sold:
        if row.asin in sales:
            sales[row.asin].append(row)
    if not evidence.of(OrderLine):
        for shipped in evidence.of(ShipmentLine):
            sales.get(evidence.products.asin(sku=shipped.sku), []).append(shipped)
    back: dict[str, list[ReturnLine]] = {asin: [] for asin in wanted}
    for line in evidence.of(ReturnLine):
        back.get(line.asin, []).append(line)
    return tuple(_returned(asin, sales[asin], back[asin]) for asin in wanted)


def findings(all_returned: Iterable[Returned]) -> Iterator[Finding]:
    """Yield the ASINs whose buyers doubt that the goods are genuine."""
    for one in all_returned:
        doubting = [comment.row for comment in one.comments if comment.about(AUTHENTICITY)]
        if doubting:
            yield Finding(
                rule="authenticity_comments",
                severity=Severity.WARNING,
                values={
                    "asin": one.asin,
                    "units": one.units(AUTHENTICITY),
                    "returned": one.returned,
                    "share": one.share(AUTHENTICITY) or Decimal(0),
                },
                rests=tuple(doubting),
            )


def _returned(asin: str, sales: Sequence[OrderLine | ShipmentLine], back: Sequence[ReturnLine]) -> Returned:
    return Returned(
        asin=asin,
        shipped=sum(row.quantity for row in sales),
        returned=sum(line.quantity for line in back),
        comments=tuple(Comment(row=line, topics=heard(line.comment, line.reason)) for line in back),
        sales=tuple(sales),
    )
