"""Ordered and delivered, per purchase and product: reconciliation (a), and the supply that papers prove.

A purchase is all papers that belong together: an order and the notes and invoices that refer to it (``refers_to``), or one
paper alone. Its order, its delivery note and its invoice repeat the same goods, so each quantity is taken from one kind of
paper, the one that states it best. The difference is explained by lines of kind 分納 (instalment), 返品 (sent back) and 欠品
(shortage), or by remarks that name them with a number.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from replies.evidence.findings import Finding, Severity, Value
from replies.evidence.holdings import Products
from replies.evidence.papers import EXPLAINING, Paper, PaperKind, explanations, kind_of
from replies.evidence.rows import PaperLine

_ORDERING: Final = (PaperKind.ORDER, PaperKind.INVOICE, PaperKind.DELIVERY_NOTE, PaperKind.RECEIPT, PaperKind.TILL_RECEIPT)
_DELIVERING: Final = (PaperKind.DELIVERY_NOTE, PaperKind.INVOICE, PaperKind.RECEIPT, PaperKind.TILL_RECEIPT, PaperKind.ORDER)
_BILLING: Final = (PaperKind.INVOICE, PaperKind.RECEIPT, PaperKind.TILL_RECEIPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One product of one purchase. Quantities are None where no paper states them."""

    doc_id: str
    product: str
    """ASIN, else JAN, SKU or the name on the paper."""
    asin: str
    ordered: int | None
    delivered: int | None
    """Including what came in further instalments."""
    explained: int
    """Units of the difference that 分納, 返品 and 欠品 account for."""
    why: tuple[PaperKind, ...]
    lines: tuple[PaperLine, ...] = field(repr=False)

    @property
    def gap(self) -> int:
        """Ordered but neither delivered nor explained; negative: delivered beyond the order."""
        if self.ordered is None or self.delivered is None:
            return 0
        return self.ordered - self.delivered - self.explained


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Goods that a paper proves to have come in."""

    asin: str
    units: int
    issued: date | None
    """Of the invoice where the purchase has one, else of the paper itself."""
    arrived: date | None
    line: PaperLine = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Group:
    doc_id: str
    papers: list[Paper]


def purchases(documents: Sequence[Paper], products: Products) -> tuple[Purchase, ...]:
    """Return every product of every purchase, in the order of the papers."""
    return tuple(
        _purchase(group, product, lines)
        for group in _groups(documents)
        for product, lines in _by_product(group, products).items()
    )


def supplies(documents: Sequence[Paper], products: Products) -> tuple[Supply, ...]:
    """Return what came in, each delivery once."""
    found: list[Supply] = []
    for group in _groups(documents):
        billed = next((paper.said("issue_date") for paper in group.papers if paper.kind in _BILLING), None)
        for lines in _by_product(group, products).values():
            found.extend(_supplied(lines, billed, products))
    return tuple(found)


def findings(bought: Iterable[Purchase]) -> Iterator[Finding]:
    """Yield what is ordered and not delivered, delivered and not ordered, and what an explanation settles."""
    for purchase in bought:
        values: dict[str, Value] = {
            "doc": purchase.doc_id,
            "product": purchase.product,
            "ordered": purchase.ordered or 0,
            "delivered": purchase.delivered or 0,
            "explained": purchase.explained,
            "gap": abs(purchase.gap),
        }
        if purchase.gap > 0:
            yield Finding(rule="paper_gap", severity=Severity.ERROR, values=values, rests=purchase.lines)
        elif purchase.gap < 0:
            yield Finding(rule="paper_surplus", severity=Severity.ERROR, values=values, rests=purchase.lines)
        elif purchase.explained:
            yield Finding(rule="paper_gap_explained", severity=Severity.NOTE, values=values, rests=purchase.lines)


def unassigned(supplied: Iterable[Supply]) -> Iterator[Finding]:
    """Yield delivered goods of which no identifier tells the ASIN: they count for none."""
    for supply in supplied:
        if not supply.asin:
            line = supply.line
            values: dict[str, Value] = {
                "doc": line.doc_id,
                "product": line.title or line.jan or line.sku,
                "units": supply.units,
            }
            yield Finding(rule="paper_line_without_asin", severity=Severity.WARNING, values=values, rests=(line,))


def product_of(line: PaperLine, products: Products) -> str:
    """Name the product of a line by the best identifier it has."""
    return products.asin(asin=line.asin, sku=line.sku, jan=line.jan) or line.jan or line.sku or line.title


def _groups(documents: Sequence[Paper]) -> list[_Group]:
    named = {paper.doc_id: paper for paper in documents}
    groups: dict[str, _Group] = {}
    for paper in documents:
        root, seen = paper, {paper.doc_id}
        while root.refers_to in named and root.refers_to not in seen:
            root = named[root.refers_to]
            seen.add(root.doc_id)
        name = root.refers_to or root.doc_id
        groups.setdefault(name if root.refers_to not in seen else min(seen), _Group(name, [])).papers.append(paper)
    return list(groups.values())


def _by_product(group: _Group, products: Products) -> dict[str, list[PaperLine]]:
    lines: dict[str, list[PaperLine]] = {}
    for paper in group.papers:
        for line in paper.lines:
            lines.setdefault(product_of(line, products), []).append(line)
    return lines


def _purchase(group: _Group, product: str, lines: list[PaperLine]) -> Purchase:
    plain = [line for line in lines if kind_of(line.doc_type) not in EXPLAINING]
    ordered, _ = _stated(plain, _ORDERING, lambda line: line.ordered)
    delivered, _ = _stated(plain, _DELIVERING, lambda line: line.delivered)
    later = sum(line.delivered or 0 for line in lines if kind_of(line.doc_type) is PaperKind.INSTALMENT)
    reasons = [(kind, units) for line in lines for kind, units in _explained(line)]
    return Purchase(
        doc_id=group.doc_id,
        product=product,
        asin=next((line.asin for line in lines if line.asin), ""),
        ordered=ordered,
        delivered=None if delivered is None and not later else (delivered or 0) + later,
        explained=sum(units for _, units in reasons),
        why=tuple(dict.fromkeys(kind for kind, _ in reasons)),
        lines=tuple(lines),
    )


def _explained(line: PaperLine) -> Iterator[tuple[PaperKind, int]]:
    kind = kind_of(line.doc_type)
    if kind not in EXPLAINING:
        yield from explanations(line.remark)
    elif kind is not PaperKind.INSTALMENT or not line.delivered:
        yield kind, abs(line.delivered or line.ordered or 0)


def _stated(
    lines: Iterable[PaperLine], ranked: Sequence[PaperKind], quantity: Callable[[PaperLine], int | None]
) -> tuple[int | None, list[PaperLine]]:
    """Return the sum of a quantity and its lines, of the best kind of paper that states it."""
    stating = [(kind_of(line.doc_type), line, units) for line in lines if (units := quantity(line)) is not None]
    for kind in ranked:
        own = [(line, units) for stated, line, units in stating if stated is kind]
        if own:
            return sum(units for _, units in own), [line for line, _ in own]
    return None, []


def _supplied(lines: list[PaperLine], billed: date | None, products: Products) -> Iterator[Supply]:
    plain = [line for line in lines if kind_of(line.doc_type) not in EXPLAINING]
    _, delivering = _stated(plain, _DELIVERING, lambda line: line.delivered)
    if not delivering:
        # An invoice with one column of quantities states what was billed.
        _, delivering = _stated(plain, _BILLING, lambda line: line.ordered)
    later = [line for line in lines if kind_of(line.doc_type) is PaperKind.INSTALMENT and line.delivered]
    for line in (*delivering, *later):
        units = line.delivered if line.delivered is not None else line.ordered or 0
        asin = products.asin(asin=line.asin, sku=line.sku, jan=line.jan)
        issued = line.issue_date if kind_of(line.doc_type) in _BILLING else billed or line.issue_date
        yield Supply(asin=asin, units=units, issued=issued, arrived=line.delivered_date, line=line)
