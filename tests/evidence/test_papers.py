"""The seller's papers: ordered and delivered, what each must say, and who it names."""

from datetime import date

import pytest

from replies.evidence import addressee, holdings, paper_checks, papers, purchases
from replies.evidence.findings import Finding
from replies.evidence.paper_files import examine
from replies.evidence.papers import PaperKind
from replies.evidence.question import Question
from replies.evidence.rows import PaperLine
from tests.evidence import reports
from tests.evidence.reading import PAPERS, read

HEAD = PAPERS.split(",")


def evidence(*rows: dict[str, str]) -> holdings.Evidence:
    """Papers of which only what matters is told."""
    usual = {"doc_type": "請求書", "supplier_name": "架空物産", "issue_date": "2019-05-01", "asin": "B0FICT0001"}
    lines = [",".join({**usual, **row}.get(name, "") for name in HEAD) for row in rows]
    return holdings.collect([read("\n".join([PAPERS, *lines]), "papers.csv")])


def bought(*rows: dict[str, str]) -> tuple[purchases.Purchase, ...]:
    held = evidence(*rows)
    return purchases.purchases(papers.papers(held.of(PaperLine)), held.products)


def supplied(*rows: dict[str, str]) -> list[tuple[str, int, date | None]]:
    held = evidence(*rows)
    return [(one.asin, one.units, one.issued) for one in purchases.supplies(papers.papers(held.of(PaperLine)), held.products)]


def rules(found: object) -> list[str]:
    assert hasattr(found, "__iter__")
    return [finding.rule for finding in found if isinstance(finding, Finding)]


ORDER = {"doc_id": "PO", "doc_type": "発注書", "qty_ordered": "100"}
NOTE = {"doc_id": "DN", "doc_type": "納品書", "refers_to": "PO"}
BILL = {"doc_id": "INV", "doc_type": "請求書", "refers_to": "PO", "issue_date": "2019-05-20"}


@pytest.mark.parametrize(
    ("rows", "gap", "explained"),
    [
        ([{"doc_id": "A", "qty_ordered": "100", "qty_delivered": "100"}], 0, 0),
        ([{"doc_id": "A", "qty_ordered": "100", "qty_delivered": "95"}], 5, 0),
        ([{"doc_id": "A", "qty_ordered": "100", "qty_delivered": "105"}], -5, 0),
        ([{"doc_id": "A", "qty_ordered": "100", "qty_delivered": "95", "remark": "欠品 5個"}], 0, 5),
        ([{"doc_id": "A", "qty_ordered": "100", "qty_delivered": "95", "remark": "返品：２個、欠品３"}], 0, 5),
        ([{"doc_id": "A", "qty_ordered": "100", "qty_delivered": "95", "remark": "欠品 3"}], 2, 3),
        ([{"doc_id": "A", "qty_ordered": "100", "qty_delivered": "95", "remark": "5/20までに支払い"}], 5, 0),
        ([ORDER, {**NOTE, "qty_delivered": "100"}], 0, 0),
        ([ORDER, {**NOTE, "qty_delivered": "60"}, {**NOTE, "doc_id": "DN2", "qty_delivered": "40"}], 0, 0),
        ([ORDER, {**NOTE, "qty_delivered": "60"}, {**NOTE, "doc_type": "分納", "qty_delivered": "40"}], 0, 0),
        ([ORDER, {**NOTE, "qty_delivered": "60"}, {**NOTE, "doc_type": "分納", "qty_ordered": "40"}], 0, 40),
        ([ORDER, {**NOTE, "qty_delivered": "60"}, {**NOTE, "doc_type": "欠品", "qty_ordered": "40"}], 0, 40),
        ([ORDER, {**NOTE, "qty_delivered": "97"}, {**NOTE, "doc_type": "返品", "qty_delivered": "-3"}], 0, 3),
        ([ORDER, {**NOTE, "qty_delivered": "100"}, {**BILL, "qty_ordered": "100", "qty_delivered": "100"}], 0, 0),
        ([{"doc_id": "A", "qty_ordered": "100"}], 0, 0),
    ],
)
def test_ordered_equals_delivered(rows: list[dict[str, str]], gap: int, explained: int) -> None:
    (purchase,) = bought(*rows)
    assert (purchase.gap, purchase.explained) == (gap, explained)


def test_each_product_by_itself() -> None:
    one, other = bought(
        {"doc_id": "A", "qty_ordered": "10", "qty_delivered": "12"},
        {"doc_id": "A", "asin": "B0FICT0002", "qty_ordered": "10", "qty_delivered": "8"},
    )
    assert (one.gap, other.gap) == (-2, 2)


def test_a_note_that_knows_only_the_jan_joins_its_order() -> None:
    jan = "4900000000016"
    (purchase,) = bought({**ORDER, "jan_upc": jan}, {**NOTE, "asin": "", "jan_upc": jan, "qty_delivered": "99"})
    assert (purchase.asin, purchase.gap) == ("B0FICT0001", 1)


def test_papers_that_refer_to_each_other_end() -> None:
    one = {"doc_id": "A", "refers_to": "B", "qty_ordered": "10"}
    other = {"doc_id": "B", "refers_to": "A", "doc_type": "納品書", "qty_delivered": "10"}
    (purchase,) = bought(one, other)
    assert purchase.gap == 0


def test_an_order_that_was_not_handed_in_still_joins_its_papers() -> None:
    assert len(bought({**NOTE, "qty_delivered": "5"}, {**BILL, "qty_ordered": "5"})) == 1


def test_supply_counts_each_delivery_once_and_dates_it_by_the_invoice() -> None:
    rows = [ORDER, {**NOTE, "qty_delivered": "100"}, {**BILL, "qty_delivered": "100"}]
    assert supplied(*rows) == [("B0FICT0001", 100, date(2019, 5, 20))]
    assert supplied({**BILL, "refers_to": "", "qty_ordered": "7"}) == [("B0FICT0001", 7, date(2019, 5, 20))]
    assert supplied(ORDER) == [], "an order proves no delivery"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("請求書", PaperKind.INVOICE),
        ("INVOICE", PaperKind.INVOICE),
        (" 納品書 ", PaperKind.DELIVERY_NOTE),
        ("ﾚｼｰﾄ", PaperKind.TILL_RECEIPT),
        ("領収書", PaperKind.RECEIPT),
        ("欠品", PaperKind.SHORTAGE),
        ("見積書", PaperKind.OTHER),
    ],
)
def test_kinds(word: str, kind: PaperKind) -> None:
    assert papers.kind_of(word) is kind


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"jan_upc": "4900000000017"}, "jan_impossible"),
        ({"jan_upc": "4.90E+12"}, "jan_damaged"),
        ({"doc_type": "見積書"}, "paper_kind_unknown"),
        ({"issue_date": "2019-08-21"}, "paper_after_notice"),
        ({"asin": ""}, "paper_line_unnamed"),
        ({"qty_ordered": "", "qty_delivered": ""}, "paper_line_without_quantity"),
    ],
)
def test_what_a_paper_must_say(row: dict[str, str], rule: str) -> None:
    held = evidence({"doc_id": "A", "qty_ordered": "1", "qty_delivered": "1", **row})
    documents = papers.papers(held.of(PaperLine))
    assert rule in rules(papers.findings(documents, date(2019, 8, 20)))


def test_goods_without_asin_are_said_to_count_for_none() -> None:
    held = evidence({"doc_id": "A", "asin": "", "product_name": "水筒", "qty_delivered": "9"})
    found = list(purchases.unassigned(purchases.supplies(papers.papers(held.of(PaperLine)), held.products)))
    assert [(one.rule, one.values["units"]) for one in found] == [("paper_line_without_asin", 9)]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("株式会社みずいろ", None),
        ("（株）みずいろ 御中", None),
        ("㈱みずいろ　様", None),
        ("株式会社 み ず い ろ", None),
        ("みずいろ商店", None),
        ("みずいろ", "buyer_name_form"),
        ("みずいろ株式会社", "buyer_name_form"),
        ("有限会社みずいろ", "buyer_name_differs"),
        ("株式会社みずいろ東京", "buyer_name_differs"),
        ("", "buyer_name_missing"),
    ],
)
def test_names(written: str, rule: str | None) -> None:
    documents = papers.papers(evidence({"doc_id": "A", "buyer_name": written}).of(PaperLine))
    question = Question(names=("株式会社みずいろ", "みずいろ商店"))
    assert rules(addressee.findings(documents, question)) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("東京都世田谷区若林9丁目8番7号", "〒154-0023 東京都世田谷区若林９－８－７ みずいろビル201", True),
        ("世田谷区若林9-8-7", "東京都世田谷区若林九丁目8番地7", True),
        ("東京都世田谷区若林9-8-7", "東京都世田谷区若林9-8-71", False),
        ("東京都世田谷区若林9-8", "東京都世田谷区若林9-8-7", False),
        ("東京都世田谷区若林9-8-7", "大阪府大阪市北区1-1", False),
    ],
)
def test_addresses(one: str, other: str, same: bool) -> None:
    assert addressee._same_place(addressee.plain_address(one), addressee.plain_address(other)) is same


def test_files_and_papers() -> None:
    import io

    content = reports.pdf("INV")
    given = (
        examine(io.BytesIO(content), "INV.pdf"),
        examine(io.BytesIO(b""), "empty.pdf"),
        examine(io.BytesIO(b"\xff\xd8\xff"), "photo.jpg"),
    )
    assert [(file.type, file.pages, file.trouble) for file in given] == [
        ("pdf", 1, ""),
        ("other", None, "empty"),
        ("jpeg", None, ""),
    ]
    assert given[0].text == "INV"
    held = evidence({"doc_id": "A", "file": "scans\\inv.PDF"}, {"doc_id": "B", "file": "lost.pdf"}, {"doc_id": "C"})
    documents = papers.papers(held.of(PaperLine))
    found = list(paper_checks.findings(documents, given, Question(used={given[0].sha256.upper(): "2019-08-01"})))
    assert sorted((one.rule, str(one.values.get("doc", one.values.get("file")))) for one in found) == [
        ("file_empty", "empty.pdf"),
        ("file_unlisted", "empty.pdf"),
        ("file_unlisted", "photo.jpg"),
        ("paper_file_missing", "B"),
        ("paper_used_before", "A"),
        ("paper_without_file", "C"),
    ]
