"""Each report in each encoding, with each line end, is the same report."""

import io

import pytest

from replies.evidence import tables
from replies.evidence.rows import OrderLine
from replies.evidence.tables import Table
from tests.evidence import fictional
from tests.evidence.reading import order, orders, read

MADE = fictional.make(workbook=False)
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "cp932": "cp932",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_matrix(encoding: str, end: str) -> None:
    text = orders(*map(order, range(1, 9)), end=end)
    table = read(text.encode(encoding))
    assert [row.line for row in table.rows] == list(range(2, 10))
    assert {row.title for row in table.rows if isinstance(row, OrderLine)} == {"ステンレス水筒"}
    assert table.source.encoding == ENCODINGS[encoding]
    assert table.problems == ()


@pytest.mark.parametrize("name", sorted(MADE.tables))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_every_fictional_report_in_every_encoding(name: str, encoding: str) -> None:
    (before,) = tables.read(io.BytesIO(MADE.tables[name]), name)
    assert isinstance(before, Table)
    text = MADE.tables[name].decode("utf-8-sig" if before.source.encoding == "utf-8-sig" else before.source.encoding)
    (after,) = tables.read(io.BytesIO(text.encode(encoding)), name)
    assert isinstance(after, Table)
    assert after.rows == before.rows
    assert after.source.format == before.source.format


def test_vendor_characters_of_cp932() -> None:
    table = read(orders(order(1).replace("ステンレス水筒", "①㈱髙橋")).encode("cp932"))
    assert table.rows[0].title == "①㈱髙橋"  # type: ignore[union-attr]


def test_half_width_katakana_of_cp932() -> None:
    table = read(orders(order(1).replace("ステンレス水筒", "ｽﾃﾝﾚｽ")).encode("cp932"))
    assert table.rows[0].title == "ｽﾃﾝﾚｽ"  # type: ignore[union-attr]


def test_western_eight_bit() -> None:
    table = read(orders(order(1).replace("ステンレス水筒", "Café à emporter für Öl")).encode("cp1252"))
    assert table.rows[0].title == "Café à emporter für Öl"  # type: ignore[union-attr]


def test_japanese_that_begins_on_the_last_of_many_lines() -> None:
    plain = order(1).replace("ステンレス水筒", "bottle")
    table = read(orders(*[plain] * 20_000, order(2)).encode("cp932"))
    assert table.source.encoding == "cp932"
    assert table.rows[-1].title == "ステンレス水筒"  # type: ignore[union-attr]


def test_a_damaged_byte_costs_nothing_but_is_reported() -> None:
    lines = [order(number).replace("ステンレス水筒", "ステンレス水筒" * 10) for number in range(1, 9)]
    content = orders(*lines).encode().replace("ステンレス".encode(), b"\xff" + "テンレス".encode(), 1)
    table = read(content)
    assert len(table.rows) == 8
    assert [(problem.line, problem.why, problem.kept) for problem in table.problems] == [(2, "damaged_characters", True)]
    assert isinstance(table.rows[0], OrderLine)


def test_a_character_cut_by_the_block_edge() -> None:
    long = "水" * 700_000  # three bytes each: the megabyte's edge falls within one
    table = read(orders(order(1).replace("ステンレス水筒", long), order(2)))
    assert table.rows[0].title == long  # type: ignore[union-attr]
    assert table.problems == ()
