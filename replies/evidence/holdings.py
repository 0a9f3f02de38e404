"""All evidence of a case in one value: rows by kind, each line once, and what was noticed while collecting them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, Final, TypeVar

from replies.evidence import formats
from replies.evidence.formats import Formats
from replies.evidence.paper_files import PaperFile
from replies.evidence.rows import (
    LedgerBalance,
    LedgerEvent,
    OrderLine,
    PaperLine,
    ReimbursementLine,
    RemovalLine,
    ReturnLine,
    Row,
)
from replies.evidence.tables import Table, Unrecognised
from replies.evidence.typist import LineProblem

R = TypeVar("R", bound=Row)
DEAD: Final = frozenset({"Cancelled", "Canceled", "cancelled", "canceled", "キャンセル"})
"""States of an order in which nothing was sold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Lines of a file that another file holds as well; they count once."""

    file: str
    lines: int


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What a reconciliation works on."""

    rows: Mapping[type[Any], tuple[Any, ...]]
    """Row type → its rows."""
    files: tuple[PaperFile, ...] = ()
    problems: tuple[LineProblem, ...] = ()
    strangers: tuple[Unrecognised, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    sources: tuple[tuple[str, str, str], ...] = ()
    """(file, format, SHA-256) of each table."""

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """Return the rows of one kind."""
        return self.rows.get(kind, ())

    @cached_property
    def sold(self) -> tuple[OrderLine, ...]:
        """Order lines that are sales on Amazon: not cancelled, and not another shop's goods sent out by FBA."""
        return tuple(
            row
            for row in self.of(OrderLine)
            if row.quantity and row.item_status not in DEAD and row.status not in DEAD and row.sales_channel != "Non-Amazon"
        )

    @cached_property
    def products(self) -> "Products":
        """Which ASIN stands behind each SKU, FNSKU and JAN."""
        return _products(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Products:
    """Names of the same goods. An identifier that stood for two ASINs is left out: it proves nothing."""

    by_sku: Mapping[str, str]
    by_fnsku: Mapping[str, str]
    by_jan: Mapping[str, str]
    titles: Mapping[str, str]
    """ASIN → its title."""

    def asin(self, *, asin: str = "", sku: str = "", fnsku: str = "", jan: str = "") -> str:
        """Return the ASIN of a line, by the first identifier that tells it; blank where none does."""
        return asin or self.by_sku.get(sku, "") or self.by_fnsku.get(fnsku, "") or self.by_jan.get(jan, "")


def collect(tables: Iterable[Table | Unrecognised], files: Iterable[PaperFile] = (), known: Formats | None = None) -> Evidence:
    """Bring tables together. Exports overlap: a line that stands in two files counts once, as its newest export has it."""
    given = list(tables)
    good = [table for table in given if isinstance(table, Table)]
    keys = {form.name: form.key for form in (known or formats.load()).all}
    kinds: dict[str, list[Table]] = {}
    for table in good:
        kinds.setdefault(table.source.format, []).append(table)
    rows: dict[type[Any], tuple[Any, ...]] = {}
    repeats: list[Repeat] = []
    for name, alike in kinds.items():
        for single, dropped in _once(alike, keys[name]):
            if single:
                rows[type(single[0])] = rows.get(type(single[0]), ()) + tuple(single)
            repeats += dropped
    return Evidence(
        rows=rows,
        files=tuple(files),
        problems=tuple(problem for table in good for problem in table.problems),
        strangers=tuple(table for table in given if isinstance(table, Unrecognised)),
        repeats=tuple(repeats),
        sources=tuple((table.source.file, table.source.format, table.source.sha256) for table in good),
    )


def _once(tables: Sequence[Table], key: tuple[str, ...]) -> Iterable[tuple[Sequence[Row], list[Repeat]]]:
    """Yield each table's rows without those that a newer export holds; a file's own repeated lines are real."""
    if len(tables) == 1:
        yield tables[0].rows, []
        return
    key_of: Callable[[Any], Any] = attrgetter(*key)
    newest_first = sorted(enumerate(tables), key=lambda pair: (_newest(pair[1]), pair[0]), reverse=True)
    taken: set[Any] = set()
    kept: dict[int, list[Row]] = {}
    for place, table in newest_first:
        keys = list(map(key_of, table.rows))
        kept[place] = [row for row, one in zip(table.rows, keys, strict=True) if one not in taken]
        taken.update(keys)
    for place, table in enumerate(tables):
        lost = len(table.rows) - len(kept[place])
        yield kept[place], [Repeat(file=table.source.file, lines=lost)] if lost else []


def _newest(table: Table) -> str:
    moments = [row.updated for row in table.rows if isinstance(row, OrderLine | RemovalLine) and row.updated is not None]
    return max(moments).isoformat() if moments else ""


def _products(evidence: Evidence) -> Products:
    skus: dict[str, set[str]] = {}
    fnskus: dict[str, set[str]] = {}
    jans: dict[str, set[str]] = {}
    titles: dict[str, str] = {}
    named: Iterable[LedgerEvent | LedgerBalance | ReturnLine | ReimbursementLine] = chain(
        evidence.of(LedgerEvent), evidence.of(LedgerBalance), evidence.of(ReturnLine), evidence.of(ReimbursementLine)
    )
    for row in named:
        fnskus.setdefault(row.fnsku, set()).add(row.asin)
        skus.setdefault(row.sku, set()).add(row.asin)
        titles.setdefault(row.asin, row.title)
    for sku, asin, title in {(row.sku, row.asin, row.title) for row in evidence.of(OrderLine)}:
        skus.setdefault(sku, set()).add(asin)
        titles.setdefault(asin, title)
    for paper in evidence.of(PaperLine):
        if paper.asin:
            jans.setdefault(paper.jan, set()).add(paper.asin)
            skus.setdefault(paper.sku, set()).add(paper.asin)
            titles.setdefault(paper.asin, paper.title)
    return Products(by_sku=_sure(skus), by_fnsku=_sure(fnskus), by_jan=_sure(jans), titles=titles)


def _sure(names: Mapping[str, set[str]]) -> dict[str, str]:
    return {
        name: next(iter(asins)) for name, asins in names.items() if name and len(asins - {""}) == 1 for asins in [asins - {""}]
    }
