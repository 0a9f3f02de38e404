"""Each number can be traced to file and line: counted again from the cited lines by other means, it is the same."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from decimal import Decimal

import pytest

from mailbot import i18n
from replies.evidence import courses, facts, plots, reconcile
from replies.evidence.findings import Figure, Located
from tests.evidence import fictional
from tests.evidence.test_planted_gaps import found
from tests.evidence.world import END

LANGUAGES = ("ja", "en")


@pytest.fixture(scope="module")
def made() -> fictional.Set:
    return fictional.make(["paper_gap_explained", "authenticity_comments", "reserve_vanished"], workbook=False)


@pytest.fixture(scope="module")
def outcome(made: fictional.Set) -> reconcile.Reconciliation:
    return found(made)


def cited_cells(
    made: fictional.Set, rests: Iterable[Located], file: str, encoding: str, delimiter: str, column: str
) -> list[str]:
    """Read the cited lines of a file again with the standard library alone."""
    lines = made.tables[file].decode(encoding).split("\r\n")
    place = next(csv.reader([lines[0]], delimiter=delimiter)).index(column)
    return [next(csv.reader([lines[row.line - 1]], delimiter=delimiter))[place] for row in rests if row.file == file]


def figure(outcome: reconcile.Reconciliation, key: str) -> Figure:
    (one,) = [one for one in outcome.figures if one.key == f"evidence.{key}"]
    return one


@pytest.mark.parametrize("asin", fictional.ASINS)
def test_units_are_the_sum_of_the_cited_lines(made: fictional.Set, outcome: reconcile.Reconciliation, asin: str) -> None:
    for key, file, encoding, delimiter, column in (
        ("sold", "orders.txt", "utf-8", "\t", "quantity"),
        ("sold_in_window", "orders.txt", "utf-8", "\t", "quantity"),
        ("returned", "返品レポート.csv", "cp932", ",", "数量"),
        ("removed", "返送依頼.csv", "cp932", ",", "発送した数"),
        ("received", "ledger_detail.txt", "utf-8", "\t", "Quantity"),
        ("supplied", "papers.csv", "utf-8-sig", ",", "qty_delivered"),
        ("bought_in_window", "papers.csv", "utf-8-sig", ",", "qty_delivered"),
        ("on_hand", "ledger_summary.txt", "utf-8", "\t", "Ending Warehouse Balance"),
    ):
        one = figure(outcome, f"{key}.{asin}")
        assert one.value == sum(map(int, cited_cells(made, one.rests, file, encoding, delimiter, column))), key


def test_the_world_itself_agrees(made: fictional.Set, outcome: reconcile.Reconciliation) -> None:
    for asin in fictional.ASINS:
        sales = [sale for sale in made.world.sales if sale.product.asin == asin and not sale.cancelled]
        assert figure(outcome, f"sold.{asin}").value == sum(sale.units for sale in sales)
        stock = sum(event.units for event in made.world.events if event.product.asin == asin and event.day <= END)
        assert figure(outcome, f"on_hand.{asin}").value == stock


def test_money_is_the_cited_lines(made: fictional.Set, outcome: reconcile.Reconciliation) -> None:
    paid = figure(outcome, "paid_out")
    cells = [
        cell
        for file in ("settlements_2018.txt", "settlements_2019.txt")
        for cell in cited_cells(made, paid.rests, file, "utf-8", "\t", "total-amount")
    ]
    assert paid.value == sum(map(Decimal, cells))
    assert paid.value == sum((period.total for period in made.world.periods), Decimal(0))


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_name_file_and_line(outcome: reconcile.Reconciliation, language: str) -> None:
    stated = facts.facts(outcome, i18n.load(language))
    keys = [fact.key for fact in stated]
    assert len(keys) == len(set(keys))
    for fact in stated:
        assert fact.value
        assert re.search(r"\.(?:txt|csv|xlsx)", fact.source), fact
        assert re.search(r"\d", fact.source), fact
    for asin in fictional.ASINS:
        for name in ("title", "supplier", "ordered", "delivered", "stock"):
            assert f"goods.{asin}.{name}" in keys
        assert f"document.invoice.{asin}" in keys
    by_key = {fact.key: fact.value for fact in stated}
    assert by_key["goods.B0FICT0001.difference"].startswith("PO-201901-0")
    assert "goods.B0FICT0002.difference" not in by_key
    assert by_key["supplier.1.name"] == "株式会社そらいろ物産"
    assert {"reserve.before", "reserve.after", "reserve.before_date", "reserve.after_date", "reserve.reports"} <= by_key.keys()


def test_a_file_that_is_not_the_recorded_one_is_no_document() -> None:
    made = fictional.make(["paper_file_changed", "file_unreadable"], workbook=False)
    stated = {fact.key: fact.value for fact in facts.facts(found(made), i18n.load("ja"))}
    assert "INV-201901-1.pdf" not in stated["document.invoice.B0FICT0003"]
    assert "INV-201902-1.pdf" in stated["document.invoice.B0FICT0003"]
    assert "DN-201810-1.pdf" not in stated["document.delivery_note.B0FICT0003"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_print(outcome: reconcile.Reconciliation, language: str) -> None:
    say = i18n.load(language)
    assert {table.name for table in outcome.tables} >= {
        "products",
        "papers",
        "purchases",
        "coverage",
        "stocks",
        "returns",
        "comments",
    }
    for table in outcome.tables:
        rows = list(csv.reader(io.StringIO(table.as_csv(say))))
        assert len(rows) == len(table.rows) + 1
        assert {len(row) for row in rows} == {len(table.columns) + 1}
        shown = table.as_text(say).splitlines()
        assert shown[0] == table.title(say)
        assert len(shown) == len(table.rows) + 3


def test_a_csv_cell_is_never_a_formula(outcome: reconcile.Reconciliation) -> None:
    from replies.evidence import annex

    made = annex.table("papers", ("doc", "units"), [(("=HYPERLINK(1)", -5), outcome.findings[0].rests)])
    row = list(csv.reader(io.StringIO(made.as_csv(i18n.load("en")))))[1]
    assert row[:2] == ["'=HYPERLINK(1)", "-5"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures(made: fictional.Set, outcome: reconcile.Reconciliation, language: str) -> None:
    say = i18n.load(language)
    drawn = courses.courses(outcome.counted)
    assert [course.asin for course in drawn] == list(fictional.ASINS)
    for course in drawn:
        assert len(course.months) == 18
        assert sum(month.sold for month in course.months) == figure(outcome, f"sold.{course.asin}").value
        assert sum(month.supplied for month in course.months) == figure(outcome, f"supplied.{course.asin}").value
        assert sum(month.returned for month in course.months) == figure(outcome, f"returned.{course.asin}").value
        root = ET.fromstring(plots.svg(course, say, "<水筒> & \x0b傘"))
        words = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
        assert any(course.asin in text for text in words)
        assert say("evidence_plot.sold") in words
        bars = [element for element in root.iter("{http://www.w3.org/2000/svg}rect") if element.get("fill") == "#08519c"]
        assert len(bars) == 18 + 1, "a bar a month, and the legend"
        for element in root.iter():
            for name in ("x", "y", "width", "height"):
                assert -1 <= float(element.get(name, "0")) <= 961


def test_a_picture_of_a_single_month() -> None:
    from datetime import date

    month = courses.Month(first=date(2019, 5, 1), supplied=0, sold=0, returned=0)
    ET.fromstring(plots.svg(courses.Course(asin="B0FICT0001", months=(month,), notice_on=date(2030, 1, 1)), i18n.load("ja")))
