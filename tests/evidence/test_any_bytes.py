"""Whatever bytes a file holds, reading ends with values and not with an exception."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st

from replies.evidence import holdings, paper_files, reconcile, tables
from replies.evidence.question import Question
from tests.evidence import reports
from tests.evidence.reading import ORDERS, PAPERS, order

HEADS = st.sampled_from([b"", ORDERS.encode() + b"\n", PAPERS.encode() + b"\n", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe"])
WORKBOOK = reports.papers_xlsx([{"doc_id": "A", "doc_type": "請求書", "supplier_name": "架空物産"}])
PDF = reports.pdf("INV-1")
CELLS = st.text(alphabet='",\t\n\r;あ①-1.0aB(/', max_size=40)


@settings(max_examples=150, deadline=None)
@given(HEADS, st.binary(max_size=300))
def test_any_bytes(head: bytes, rest: bytes) -> None:
    assert tables.read(io.BytesIO(head + rest), "any")
    assert paper_files.examine(io.BytesIO(head + rest), "any").size == len(head + rest)


@settings(max_examples=150, deadline=None)
@given(st.lists(CELLS, max_size=8), st.sampled_from([ORDERS, PAPERS]))
def test_any_text_below_a_header(lines: list[str], head: str) -> None:
    (table,) = tables.read(io.BytesIO("\n".join([head, *lines, order(1)]).encode()), "any")
    assert isinstance(table, tables.Table)
    reconcile.reconcile(holdings.collect([table]), Question())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damage_to_a_report(data: st.DataObject) -> None:
    """No line is lost without a word: each good line gives a row, or is near a problem."""
    good = [order(1 + number % 9) for number in range(40)]
    place = data.draw(st.integers(0, 39))
    cut = data.draw(st.integers(0, len(good[0])))
    damage = data.draw(st.text(alphabet='"\t,あ', min_size=1, max_size=4))
    lines = [*good[:place], good[place][:cut] + damage + good[place][cut:], *good[place + 1 :]]
    (table,) = tables.read(io.BytesIO("\n".join([ORDERS, *lines]).encode()), "any")
    assert isinstance(table, tables.Table)
    seen = {row.line for row in table.rows} | {problem.line for problem in table.problems}
    assert seen == set(range(2, 42))


@settings(max_examples=80, deadline=None)
@given(st.integers(9, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=20))
def test_any_damage_to_a_workbook(place: int, damage: bytes) -> None:
    assert tables.read(io.BytesIO(WORKBOOK[:place] + damage + WORKBOOK[place + len(damage) :]), "any.xlsx")
    assert tables.read(io.BytesIO(WORKBOOK[:place]), "any.xlsx")


@settings(max_examples=80, deadline=None)
@given(st.integers(9, len(PDF) - 1), st.binary(min_size=1, max_size=20))
def test_any_damage_to_a_pdf(place: int, damage: bytes) -> None:
    assert paper_files.examine(io.BytesIO(PDF[:place] + damage + PDF[place + len(damage) :]), "any.pdf").type == "pdf"
