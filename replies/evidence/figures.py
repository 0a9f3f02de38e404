"""The figures that a report may state: each with its key, its unit and the rows that prove it.

Keys: ``evidence.WHAT`` for all goods in question together, ``evidence.WHAT.ASIN`` for one. ``facts.py`` prints them.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from replies.evidence.counted import Counted
from replies.evidence.coverage import Coverage
from replies.evidence.findings import Figure, Located, Unit, Value
from replies.evidence.lexicon import AUTHENTICITY
from replies.evidence.papers import BUYING, Paper
from replies.evidence.purchases import product_of
from replies.evidence.returned import Returned, percent
from replies.evidence.stock import Stock


def figures(counted: Counted) -> tuple[Figure, ...]:
    """Return every figure that the evidence supports; what no file says has none."""
    return (*_totals(counted), *_by_asin(counted), *_paper_figures(counted), *_reserve_figures(counted))


def _figure(key: str, value: Value | None, unit: Unit, rests: Sequence[Located], currency: str = "") -> Iterator[Figure]:
    if value is not None and rests:
        yield Figure(key=f"evidence.{key}", value=value, unit=unit, rests=tuple(rests), currency=currency)


def _totals(counted: Counted) -> Iterator[Figure]:
    for name in ("sold", "supplied", "received", "returned", "removed", "on_hand"):
        values = [getattr(one, name) for one in counted.stocks]
        rests = [row for one in counted.stocks for row in one.rests[name]]
        yield from _figure(name, sum(value or 0 for value in values), Unit.UNITS, rests)
    back = [comment.row for one in counted.returned for comment in one.comments]
    doubting = [comment.row for one in counted.returned for comment in one.comments if comment.about(AUTHENTICITY)]
    shipped, returned = sum(one.shipped for one in counted.returned), sum(row.quantity for row in back)
    sales = [row for one in counted.returned for row in one.sales]
    if sales:
        yield from _figure("return_rate", percent(returned, shipped), Unit.PERCENT, [*back, *sales])
    yield from _figure("doubting", sum(row.quantity for row in doubting), Unit.UNITS, doubting or back)
    yield from _figure("doubting_share", percent(sum(row.quantity for row in doubting), returned), Unit.PERCENT, doubting or back)
    if counted.coverage:
        rests = [row for one in counted.coverage for row in (*one.papers, *one.sales)]
        yield from _figure("window_from", counted.coverage[0].since, Unit.DAY, rests)
        yield from _figure("window_to", counted.coverage[0].until, Unit.DAY, rests)
        yield from _figure("bought_in_window", sum(one.bought for one in counted.coverage), Unit.UNITS, rests)
        yield from _figure("sold_in_window", sum(one.sold for one in counted.coverage), Unit.UNITS, rests)
    if counted.evidence.sold:
        first = min(counted.evidence.sold, key=lambda row: row.purchased)
        last = max(counted.evidence.sold, key=lambda row: row.purchased)
        place = counted.question.place
        yield from _figure("first_sale", first.purchased.astimezone(place).date(), Unit.DAY, (first,))
        yield from _figure("last_sale", last.purchased.astimezone(place).date(), Unit.DAY, (last,))


def _by_asin(counted: Counted) -> Iterator[Figure]:
    for stocked in counted.stocks:
        yield from _stock_figures(stocked, counted)
    for covered in counted.coverage:
        yield from _coverage_figures(covered)
    for returned in counted.returned:
        yield from _return_figures(returned)


def _stock_figures(one: Stock, counted: Counted) -> Iterator[Figure]:
    named = one.rests["sold"][:1] or one.rests["supplied"][:1]
    yield from _figure(f"title.{one.asin}", counted.evidence.products.titles.get(one.asin), Unit.TEXT, named)
    for name in ("sold", "supplied", "received", "returned", "removed", "on_hand"):
        yield from _figure(f"{name}.{one.asin}", getattr(one, name), Unit.UNITS, one.rests[name])


def _coverage_figures(one: Coverage) -> Iterator[Figure]:
    yield from _figure(f"bought_in_window.{one.asin}", one.bought, Unit.UNITS, one.papers)
    yield from _figure(f"sold_in_window.{one.asin}", one.sold, Unit.UNITS, one.sales)
    yield from _figure(f"coverage.{one.asin}", one.ratio, Unit.TIMES, (*one.papers, *one.sales))


def _return_figures(one: Returned) -> Iterator[Figure]:
    back = [comment.row for comment in one.comments]
    doubting = [comment.row for comment in one.comments if comment.about(AUTHENTICITY)]
    yield from _figure(f"return_rate.{one.asin}", one.rate, Unit.PERCENT, (*back, *one.sales))
    yield from _figure(f"doubting.{one.asin}", one.units(AUTHENTICITY), Unit.UNITS, doubting or back)
    yield from _figure(f"doubting_share.{one.asin}", one.share(AUTHENTICITY), Unit.PERCENT, doubting or back)


def _paper_figures(counted: Counted) -> Iterator[Figure]:
    bought = [paper for paper in counted.papers if paper.kind in BUYING and _names(paper, counted)]
    lines = [line for paper in bought for line in paper.lines]
    yield from _figure("papers", len(bought), Unit.PAPERS, lines)
    suppliers = list(dict.fromkeys(line.supplier_name for line in lines if line.supplier_name))
    if suppliers:
        yield from _figure("suppliers", " / ".join(suppliers), Unit.TEXT, lines)
    own = [one for one in counted.purchases if one.product in counted.asins]
    stated = [one for one in own if one.ordered is not None and one.delivered is not None]
    lines = [line for one in stated for line in one.lines]
    for name in ("ordered", "delivered", "explained"):
        yield from _figure(f"papers_{name}", sum(getattr(one, name) or 0 for one in stated), Unit.UNITS, lines)
    yield from _figure("papers_gap", sum(abs(one.gap) for one in stated), Unit.UNITS, lines)


def _names(paper: Paper, counted: Counted) -> bool:
    """Whether a paper is about the goods in question: of others nobody has asked."""
    return any(product_of(line, counted.evidence.products) in counted.asins for line in paper.lines)


def _reserve_figures(counted: Counted) -> Iterator[Figure]:
    if not counted.settlements:
        return
    last = counted.settlements[-1]
    yield from _figure("reserve_last", last.kept, Unit.MONEY, (last.head, *last.reserves), last.currency)
    paid = [one for one in counted.settlements if one.currency == last.currency]
    total = sum((one.total or Decimal(0) for one in paid), Decimal(0))
    yield from _figure("paid_out", total, Unit.MONEY, [one.head for one in paid], last.currency)
