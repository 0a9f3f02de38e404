"""Which report a file is: by its headings, wherever they stand and however they are written."""

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from replies.evidence import formats, tables
from replies.evidence.rows import PaperLine, ReceiptLine, ReturnLine, ShipmentLine, TransactionLine
from tests.evidence import fictional
from tests.evidence.reading import ORDERS, PAPERS, order, orders, read, stranger

KINDS = {
    "orders.txt": "orders",
    "返品レポート.csv": "returns",
    "ledger_detail.txt": "ledger_detail",
    "ledger_summary.txt": "ledger_summary",
    "receipts.txt": "receipts",
    "出荷レポート.csv": "shipments",
    "返送依頼.csv": "removals",
    "settlements_2018.txt": "settlement_v1",
    "settlements_2019.txt": "settlement",
    "日付別トランザクション.csv": "transactions",
    "reimbursements.txt": "reimbursements",
    "papers.xlsx": "papers",
}
ENGLISH = {
    "returns": "return-date order-id sku asin fnsku product-name quantity fulfillment-center-id detailed-disposition reason"
    " status license-plate-number customer-comments",
    "removals": "request-date order-id order-type order-status last-updated-date sku fnsku disposition requested-quantity"
    " cancelled-quantity disposed-quantity shipped-quantity in-process-quantity removal-fee currency",
    "shipments": "amazon-order-id merchant-order-id shipment-id shipment-item-id amazon-order-item-id merchant-order-item-id"
    " purchase-date payments-date shipment-date reporting-date buyer-email buyer-name buyer-phone-number sku product-name"
    " quantity-shipped currency item-price recipient-name ship-address-1 ship-city ship-postal-code bill-address-1 carrier"
    " tracking-number fulfillment-center-id fulfillment-channel sales-channel",
}


@pytest.fixture(scope="module")
def made() -> fictional.Set:
    return fictional.make()


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_every_report_is_told(made: fictional.Set, name: str, kind: str) -> None:
    (source,) = tables.recognise(io.BytesIO(made.tables[name]), name)
    assert isinstance(source, tables.Recognised)
    assert (source.format, source.unknown) == (kind, ())
    table = read(made.tables[name], name)
    assert table.rows
    assert not [problem for problem in table.problems if not problem.kept]
    assert all(row.file == name for row in table.rows)


@pytest.mark.parametrize(("kind", "head"), ENGLISH.items())
def test_english_headings(kind: str, head: str) -> None:
    (source,) = tables.recognise(io.BytesIO(head.replace(" ", "\t").encode()), "file")
    assert isinstance(source, tables.Recognised)
    assert (source.format, source.unknown) == (kind, ())


def test_every_fictional_buyer_is_dropped(made: fictional.Set) -> None:
    """Not one word of a buyer's name, address, telephone or mail is in any value."""
    for name, content in made.tables.items():
        shown = repr(tables.read(io.BytesIO(content), name))
        for personal in ("花子", "hanako@", "090-0000", "架空町5", "999-0001", "架空県"):
            assert personal not in shown, name


def test_dropped_columns_are_named(made: fictional.Set) -> None:
    assert read(made.tables["orders.txt"]).source.dropped == (
        "ship-city",
        "ship-state",
        "ship-postal-code",
        "purchase-order-number",
    )
    assert "購入者のEメール" in read(made.tables["出荷レポート.csv"]).source.dropped
    assert read(made.tables["日付別トランザクション.csv"]).source.dropped == ("市町村", "都道府県", "郵便番号")


def test_unknown_columns_are_kept_by_name() -> None:
    table = read(f"{PAPERS},本社メモ\nA,invoice,x,2019-05-01,,,,,,1,1,,,,急ぎ\nB,invoice,x,2019-05-01,,,,,,1,1,,,,\n")
    assert table.source.unknown == ("本社メモ",)
    assert table.extras == {"本社メモ": ((2, "急ぎ"),)}


def test_unknown_columns_of_reports_about_buyers_keep_their_name_only() -> None:
    table = read(orders(order(1) + "\t架空 花子", head=ORDERS + "\tnew-column"))
    assert table.source.unknown == ("new-column",)
    assert table.extras == {}
    assert "花子" not in repr(table)


@pytest.mark.parametrize(
    "heading",
    [
        "buyer-email",
        "Buyer Name",
        "recipient_name",
        "ship-address-1",
        "SHIP-PHONE-NUMBER",
        "購入者名",
        "お届け先4",
        "請求先名",
        "お届け先電話番号",
    ],
)
def test_personal_headings(heading: str) -> None:
    assert formats.load().is_personal(heading)


@pytest.mark.parametrize(
    "heading", ["ship-service-level", "shipment-date", "ship-promotion-discount", "sku", "商品名", "billing"]
)
def test_other_headings(heading: str) -> None:
    assert not formats.load().is_personal(heading)


def test_the_header_stands_below_prose() -> None:
    prose = ["Includes Amazon Marketplace transactions", "", "All amounts in JPY", 'a "quoted, line', "definitions,x,y"]
    table = read("\n".join([*prose, *orders(order(1)).splitlines()]))
    assert table.source.header_line == 6
    assert table.rows[0].line == 7


def test_spelling_of_headings_does_not_matter() -> None:
    head = 'Amazon Order ID\tPURCHASE_DATE\tFulfilment-Channel\tｓｋｕ\tASIN\t"item status"\tquantity'
    table = read(f"{head}\n1\t2019-05-01\tAmazon\tA\tb0fict0001\tShipped\t1\n")
    assert table.source.unknown == ()
    assert table.rows[0].asin == "B0FICT0001"  # type: ignore[union-attr]
    assert table.rows[0].channel == "Amazon"  # type: ignore[union-attr]


def test_semicolons_and_columns_in_any_order() -> None:
    table = read("quantity;sku;fba-shipment-id;received-date\n5;A;FBA1;2019-05-01\n")
    assert isinstance(table.rows[0], ReceiptLine)
    assert (table.rows[0].quantity, table.rows[0].shipment) == (5, "FBA1")


def test_a_repeated_heading_is_reported_and_the_first_counts() -> None:
    table = read("sku\tquantity\tfba-shipment-id\treceived-date\tquantity\nA\t5\tFBA1\t2019-05-01\t9\n")
    assert table.source.unknown == ("quantity",)
    assert table.rows[0].quantity == 5  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n\n", "empty"),
        ("買い物メモ\n牛乳,2\n".encode(), "no_header"),
        (b"%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08\x00\x00\x00", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"PK\x03\x04garbage", "broken_workbook"),
    ],
)
def test_a_stranger_says_what_was_looked_for(content: bytes, reason: str) -> None:
    found = stranger(content)
    assert found.reason == reason
    assert set(found.looked_for) == {form.name for form in formats.load().all}


def test_a_near_miss_says_what_is_lacking() -> None:
    found = stranger(b"amazon-order-id\tpurchase-date\tproduct-name\tsku\tasin\n")
    assert found.near is not None
    assert (found.near.format, found.near.missing) == ("orders", ("item-status", "quantity"))


def test_an_archive_that_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("orders.txt", "x")
    assert stranger(out.getvalue()).reason == "archive"


def test_each_sheet_of_a_workbook_is_a_table() -> None:
    book = openpyxl.Workbook()
    book.active.title = "五月"
    for sheet in (book.active, book.create_sheet("六月")):
        sheet.append(PAPERS.split(","))
        sheet.append(["A", "請求書", "x", None, None, None, "水筒", 4900000000016, None, 10, 10.0])
    book.create_sheet("空")
    book.create_sheet("メモ").append(["自由", "な", "覚え書き"])
    out = io.BytesIO()
    book.save(out)
    first, second, third = tables.read(io.BytesIO(out.getvalue()), "papers.xlsx")
    assert isinstance(first, tables.Table)
    assert isinstance(second, tables.Table)
    assert isinstance(third, tables.Unrecognised)
    assert (first.source.file, second.source.file, third.file) == (
        "papers.xlsx [五月]",
        "papers.xlsx [六月]",
        "papers.xlsx [メモ]",
    )
    assert isinstance(first.rows[0], PaperLine)
    assert (first.rows[0].jan, first.rows[0].ordered, first.rows[0].delivered) == ("4900000000016", 10, 10)


def test_a_sellers_own_format_is_data() -> None:
    own = """
[warehouse]
rows = "ReceiptLine"
required = ["received", "sku", "quantity"]
key = ["received", "sku"]
[warehouse.columns]
received = ["入庫日"]
sku = ["品番"]
quantity = ["入庫数"]
title = ["品名"]
"""
    (table,) = tables.read(io.BytesIO("入庫日,品番,品名,入庫数\n2019/5/1,A,水筒,3\n".encode()), "f", known=formats.load(own))
    assert isinstance(table, tables.Table)
    assert (table.source.format, table.rows[0].quantity) == ("warehouse", 3)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wrong",
    [
        '[x]\nrows = "NoSuchRow"\nrequired = []\n[x.columns]\n',
        '[x]\nrows = "ReceiptLine"\nrequired = ["nonsense"]\n[x.columns]\n',
    ],
)
def test_a_wrong_format_fails_at_start_up(wrong: str) -> None:
    with pytest.raises(ValueError, match="x:"):
        formats.load(wrong)


def test_values_of_the_other_reports(made: fictional.Set) -> None:
    returned = read(made.tables["返品レポート.csv"]).rows[0]
    assert isinstance(returned, ReturnLine)
    assert returned.returned.utcoffset() is not None
    shipped = read(made.tables["出荷レポート.csv"]).rows[0]
    assert isinstance(shipped, ShipmentLine)
    assert isinstance(shipped.price, Decimal)
    paid = read(made.tables["日付別トランザクション.csv"]).rows[0]
    assert isinstance(paid, TransactionLine)
    assert paid.total == (paid.sales or 0) + (paid.selling_fees or 0)
