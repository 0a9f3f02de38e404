"""A line that cannot be read is reported with its number, and the rest goes on."""

import pytest

from replies.evidence.rows import OrderLine, PaperLine, ReturnLine
from tests.evidence.reading import PAPERS, order, orders, read

RETURNS = "return-date,order-id,sku,asin,fnsku,product-name,quantity,reason,customer-comments"
RETURN = '2019-05-01T00:00:00+00:00,503-0000000-000000{n},0012-AA,B0FICT0001,X000000001,"水筒, 青",1,DEFECTIVE,{comment}'


def returns(*comments: str) -> str:
    return "\n".join([RETURNS, *(RETURN.format(n=number, comment=comment) for number, comment in enumerate(comments))]) + "\n"


@pytest.mark.parametrize(
    ("bad", "why", "column"),
    [
        ("too\tfew", "too_few_cells", ""),
        (order(2) + "\textra\tcells", "too_many_cells", ""),
        (order(2).replace("\t1\t", "\tmany\t"), "no_number", "quantity"),
        (order(2).replace("\t1\t", "\t1.5\t"), "no_number", "quantity"),
        (order(2).replace("2019-05-02", "2019-05-32"), "no_date", "purchase-date"),
        (order(2).replace("2019-05-02T01:00:00+00:00", ""), "blank_cell", "purchase-date"),
        (order(2).replace("2480.00", "free"), "no_number", "item-price"),
    ],
)
def test_malformed_lines(bad: str, why: str, column: str) -> None:
    table = read(orders(order(1), bad, order(3)), "orders.txt")
    assert [row.line for row in table.rows] == [2, 4]
    (problem,) = table.problems
    assert (problem.file, problem.line, problem.why, problem.column, problem.kept) == ("orders.txt", 3, why, column, False)


def test_what_is_no_damage() -> None:
    table = read(orders(order(1), "", order(2) + "\t\t", order(3).rsplit("\t", 2)[0], "   "))
    assert [row.line for row in table.rows] == [2, 4, 5]
    assert table.problems == ()


def test_bare_quotes_in_a_tab_separated_title() -> None:
    title = '"The best" 5" bottle, "new'
    table = read(orders(order(1).replace("ステンレス水筒", title), order(2)))
    assert len(table.rows) == 2
    assert table.rows[0].title == title  # type: ignore[union-attr]


def test_quoted_tab_separated_cells() -> None:
    quoted = ['"' + line.replace("\t", '"\t"') + '"' for line in orders(order(1), order(2)).splitlines()]
    table = read("\n".join(quoted))
    assert [row.line for row in table.rows] == [2, 3]
    assert isinstance(table.rows[0], OrderLine)
    assert table.rows[0].quantity == 1


def test_a_comment_over_several_lines() -> None:
    table = read(returns("良い", '"一行目\n二行目\n\n四行目"', "終わり"))
    assert [row.line for row in table.rows] == [2, 3, 7]
    assert isinstance(table.rows[1], ReturnLine)
    assert table.rows[1].comment == "一行目\n二行目\n\n四行目"
    assert table.problems == ()


def test_an_unclosed_quote_costs_its_own_line() -> None:
    table = read(returns("良い", '"閉じない', *["普通"] * 200))
    assert len(table.rows) == 201
    assert [(problem.line, problem.why) for problem in table.problems] == [(3, "unclosed_quote")]


def test_an_unclosed_quote_that_meets_another() -> None:
    table = read(returns("良い", '"閉じない', "普通", '"正しい"', "普通"))
    assert [(problem.line, problem.why) for problem in table.problems] == [(3, "unclosed_quote")]
    assert [row.line for row in table.rows] == [2, 4, 5, 6]


def test_an_unclosed_quote_on_the_last_line() -> None:
    table = read(returns("良い", '"閉じない'))
    assert [row.line for row in table.rows] == [2]
    assert [problem.line for problem in table.problems] == [3]


def test_a_comment_across_the_block_edge() -> None:
    many = ["長いコメント" * 40] * 1_500
    table = read(returns(*many, *['"一\n二"'] * 200, *many))
    assert len(table.rows) == 3_200
    assert table.problems == ()
    assert table.rows[-1].line == 1 + 1_500 + 400 + 1_500


def test_a_cell_beyond_the_readers_limit() -> None:
    table = read(returns("良い", "あ" * 140_000, "普通"))
    assert [row.line for row in table.rows] == [2, 4]
    assert [(problem.line, problem.why) for problem in table.problems] == [(3, "unreadable_cell")]


def test_european_numbers_are_learned_from_the_file() -> None:
    head = (
        "settlement-id\tsettlement-start-date\ttotal-amount\tcurrency\ttransaction-type\tamount-type\tamount-description\tamount"
        "\tquantity-purchased"
    )
    lines = [
        "1\t01.02.2020 05:12:11 UTC\t1.234,56\tEUR\t\t\t\t\t",
        "1\t\t\t\tOrder\tItemPrice\tPrincipal\t1.300\t1",
        "1\t\t\t\tOrder\tItemFees\tCommission\t-65,44\t1",
    ]
    table = read("\n".join([head, *lines]))
    assert [str(row.amount) for row in table.rows[1:]] == ["1300", "-65.44"]  # type: ignore[union-attr]
    assert str(table.rows[0].total) == "1234.56"  # type: ignore[union-attr]


def test_an_ambiguous_date_is_read_and_said_to_be() -> None:
    table = read(f"{PAPERS}\nA,invoice,x,03/04/2019,,,,,,,,,,\n")
    assert isinstance(table.rows[0], PaperLine)
    assert str(table.rows[0].issue_date) == "2019-04-03"
    assert [(problem.why, problem.kept) for problem in table.problems] == [("dates_read_day_first", True)]
    table = read(f"{PAPERS}\nA,invoice,x,03/04/2019,,,,,,,,,,\nB,invoice,x,03/14/2019,,,,,,,,,,\n")
    assert [str(row.issue_date) for row in table.rows] == ["2019-03-04", "2019-03-14"]  # type: ignore[union-attr]
    assert table.problems == ()


def test_instants_without_a_zone_are_of_the_marketplace() -> None:
    text = orders(order(1).replace("+00:00", ""))
    assert read(text).rows[0].purchased.isoformat() == "2019-05-01T01:00:00+09:00"  # type: ignore[union-attr]
    assert read(text, zone="Europe/Berlin").rows[0].purchased.isoformat() == "2019-05-01T01:00:00+02:00"  # type: ignore[union-attr]


def test_comments_lose_addresses_and_numbers() -> None:
    table = read(returns("電話は090-1234-5678、hana@example.jp、〒154-0023 です", "2019年5月に10個買いました"))
    assert [row.comment for row in table.rows] == ["電話は***、***、*** です", "2019年5月に10個買いました"]  # type: ignore[union-attr]
