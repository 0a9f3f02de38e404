"""Reports to test on: the fictional shop's evidence and what it states, as material."""

import io
from functools import lru_cache

from replies.evidence import holdings, paper_files, reconcile, tables
from replies.evidence.paper_files import PaperFile
from replies.evidence.reconcile import Reconciliation
from replies.report.making import Report, make
from replies.report.material import Material, material
from replies.situation import Fact
from tests.evidence import fictional
from tests.evidence.reports import pdf as one_page
from tests.replies.making import at, notice, situation
from tests.report.stated import BY_HAND, DAY, FILES, STATED, STATED_EN


@lru_cache
def contents() -> dict[str, bytes]:
    """Every file of the set by name, the seller's own records included; one shortage is explained by its paper."""
    made = fictional.make(("paper_gap_explained",))
    return {**made.tables, **made.originals, **{name: one_page(name) for name in FILES}}


@lru_cache
def papers() -> tuple[PaperFile, ...]:
    return tuple(paper_files.examine(io.BytesIO(content), name) for name, content in contents().items() if name.endswith(".pdf"))


@lru_cache
def outcome() -> Reconciliation:
    made = fictional.make(("paper_gap_explained",))
    read = [table for name, content in made.tables.items() for table in tables.read(io.BytesIO(content), name)]
    return reconcile.reconcile(holdings.collect(read, papers()), made.question)


def shop(**more):
    asked = notice(asins=fictional.ASINS, at=at(2019, 8, 20, 9), quote="お客様の出品用アカウントは閉鎖されています。")
    values = {"now": at(2019, 11, 20), "store_name": "みずいろ商店", "seller_name": "水野 みずほ"}
    return situation(asked, **(values | more))


@lru_cache
def proven(language: str = "ja") -> Material:
    """With the whole evidence."""
    said = STATED_EN if language == "en" else STATED
    return material(shop(), language=language, stated=said, outcome=outcome(), files=papers())


@lru_cache
def whole() -> Report:
    return make(proven())


def by_hand(without: frozenset[str] = frozenset()) -> Material:
    """Without any file but the seller's records: every fact is stated, and some may be taken away."""
    hand = tuple(Fact(key=key, value=value, source=DAY) for key, value in BY_HAND.items())
    told = tuple(fact for fact in (*STATED, *hand) if fact.key not in without)
    records = tuple(file for file in papers() if file.name in FILES)
    return material(shop(), stated=told, files=records)
