"""Numbers in every form that reports and papers use."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replies.evidence.amounts import DecimalMark, amount, count, decimal_mark


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1980", "1980"),
        ("1,980", "1980"),
        ("1,980.50", "1980.50"),
        ("1.980,50", "1980.50"),
        ("1 980,50", "1980.50"),
        ("1\u00a0980,50", "1980.50"),
        ("1\u202f980", "1980"),
        ("1'980.50", "1980.50"),
        ("1,23,456.00", "123456.00"),
        ("12,5", "12.5"),
        ("1,23", "1.23"),
        ("0,123", "0.123"),
        ("0.123", "0.123"),
        (".5", "0.5"),
        ("(55.00)", "-55.00"),
        ("-55.00", "-55.00"),
        ("55.00-", "-55.00"),
        ("−55", "-55"),
        ("△1,200", "-1200"),
        ("▲1,200", "-1200"),
        ("¥1,980", "1980"),
        ("￥１，９８０", "1980"),
        ("-¥500", "-500"),
        ("¥-500", "-500"),
        ("1,980円", "1980"),
        ("JPY 1,980", "1980"),
        ("€ 1.234,56", "1234.56"),
        ("1.234,56 €", "1234.56"),
        ("（１２３）", "-123"),
        ("+5", "5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("12,345.00", "12345.00"),
    ],
)
def test_forms(text: str, value: str) -> None:
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "--5", "(5", "5)", "1.2.3", "1,2345,678", "1.234,567.8", "5-5", "1e5", "4.9E+12", "NaN"],
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        amount(text)


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1.234", DecimalMark.POINT, "1.234"),
        ("1.234", DecimalMark.COMMA, "1234"),
        ("1,234", DecimalMark.POINT, "1234"),
        ("1,234", DecimalMark.COMMA, "1.234"),
    ],
)
def test_the_mark_decides_what_a_text_leaves_open(text: str, mark: DecimalMark, value: str) -> None:
    assert amount(text, mark) == Decimal(value)


def test_the_mark_is_learned_from_clear_numbers() -> None:
    assert decimal_mark(["1.234", "12,50", "7"]) is DecimalMark.COMMA
    assert decimal_mark(["1,234", "12.50", "7"]) is DecimalMark.POINT
    assert decimal_mark(["1.234", "1,234"]) is DecimalMark.POINT


@pytest.mark.parametrize(("text", "value"), [("3", 3), ("３個", 3), ("1,000", 1000), ("2.0", 2), ("-4", -4), ("(4)", -4)])
def test_counts(text: str, value: int) -> None:
    assert count(text) == value


def test_a_fraction_is_no_count() -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        count("1.5")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False))
def test_every_way_to_write_a_number_reads_back(value: Decimal) -> None:
    plain = f"{abs(value):,.2f}"
    european = plain.translate(str.maketrans(",.", ".,"))
    spaced = plain.replace(",", "\u202f").replace(".", ",")
    wide = plain.translate({ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789,."})
    for written in (plain, european, spaced, wide, plain.replace(",", "'"), plain.replace(",", "")):
        for negative in (f"-{written}", f"({written})", f"{written}-", f"△{written}", f"-¥{written}"):
            assert amount(negative) == -abs(value)
        assert amount(written) == abs(value)
        assert amount(f"¥{written}") == abs(value)


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(amount(text), Decimal)
