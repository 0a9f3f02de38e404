"""Tables in HTML mail: those of data keep their columns apart, those for layout become plain lines."""

import pytest

from mailbot.parsing.markup import render


def rows(*lines: str, cell: str = "td") -> str:
    def row(line: str) -> str:
        return "".join(f"<{cell}>{text}</{cell}>" for text in line.split(","))

    return "<table>" + "".join(f"<tr>{row(line)}</tr>" for line in lines) + "</table>"


def test_three_columns_are_kept_apart() -> None:
    assert render(rows("ASIN,商品名,回答期限", "B0FFFFFFF1,ケース,2025/02/10")).text == (
        "ASIN | 商品名 | 回答期限\nB0FFFFFFF1 | ケース | 2025/02/10"
    )


def test_two_columns_only_below_a_head() -> None:
    assert render(rows("Order,250-1", "Deadline,March 5")).text == "Order 250-1\nDeadline March 5"
    headed = "<table><thead><tr><th>ASIN</th><th>Due</th></tr></thead><tr><td>B0FFFFFFF1</td><td>March 5</td></tr></table>"
    assert render(headed).text == "ASIN | Due\nB0FFFFFFF1 | March 5"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (rows("Home,Help,Sign out"), "Home Help Sign out"),
        (rows(",Amazon,Seller Central", ",Dear,seller"), "Amazon Seller Central\nDear seller"),
        (
            f"<table><tr><td>a</td><td>b</td><td>{rows('x,y')}</td></tr><tr><td>c</td><td>d</td><td>e</td></tr></table>",
            "a b\n\nx y\n\nc d e",
        ),
    ],
    ids=["one row", "a spacer", "a table within"],
)
def test_layout_is_no_table(page: str, text: str) -> None:
    assert render(page).text == text


def test_tables_left_open_do_no_harm() -> None:
    assert "last" in render("<table><tr><td>a<td>b<td>c<tr><td>d<td>e<td>f</td></table></table>last").text
