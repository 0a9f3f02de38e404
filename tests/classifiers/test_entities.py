"""Identifiers and sums, and their doubles."""

from decimal import Decimal

import pytest

from classifiers import amounts, entities
from classifiers.labels import AmountRole
from classifiers.sample import Sample


@pytest.mark.parametrize(
    ("text", "asins"),
    [
        ("ASIN：Ｂ０７ＱＫ４ＺＴ１Ｍ", ("B07QK4ZT1M",)),
        ("ASIN: B07QK4ZT1M,B08LM2XW9P,B01N5R7YCD", ("B07QK4ZT1M", "B08LM2XW9P", "B01N5R7YCD")),
        ("B07QK4ZT1M、B08LM2XW9PおよびB07QK4ZT1M", ("B07QK4ZT1M", "B08LM2XW9P")),
        ("ASIN: B00XXXXX1", ("B00XXXXX1",)),
        ("ASIN B07*****4K", ("B07*****4K",)),
        ("ASIN: 4873119049", ("4873119049",)),
        ("電話 4873119049", ()),
        ("https://www.amazon.co.jp/dp/B07QK4ZT1M?th=1", ("B07QK4ZT1M",)),
        ("bookkeeping b0okkeepers", ()),
    ],
)
def test_asins(text: str, asins: tuple[str, ...]) -> None:
    assert entities.extract(text).asins == asins


def test_numbers_of_orders_cases_complaints_and_shipments() -> None:
    found = entities.extract(
        Sample(
            subject="[CASE 7712345678] お問い合わせ",
            text=(
                "注文 250-1234567-7654321、P03-1234567-7654321 の件。"
                "苦情ID: 12345678901\nケースID 7712345679\n問い合わせ番号:8812345678\n"
                "納品 FBA15ABCD123。連絡先 owner@example.jp\n"
                "https://sellercentral.amazon.co.jp/gp/help/20037056 G200370560 /forums/t/8be798a9-1111-2222-3333-444455556666"
            ),
        )
    )
    assert found.order_ids == ("250-1234567-7654321", "P03-1234567-7654321")
    assert found.case_ids == ("7712345678", "7712345679", "8812345678")
    assert found.complaint_ids == ("12345678901",)
    assert found.shipment_ids == ("FBA15ABCD123",)
    assert found.addresses == ("owner@example.jp",)


@pytest.mark.parametrize(
    ("text", "value", "currency", "role"),
    [
        ("残高 ¥123,456 は留保されます。", "123456", "JPY", AmountRole.WITHHELD),
        ("現在の残高:１２万３，４５６円", "123456", "JPY", AmountRole.BALANCE),
        ("3億2,000万円", "320000000", "JPY", AmountRole.OTHER),
        ("引当金は 5,000円 です。", "5000", "JPY", AmountRole.RESERVE),
        ("¥345,678 をお支払いの手続きをいたしました。", "345678", "JPY", AmountRole.PAID),
        ("売上金（86,420円）は、次回の支払日に振り込まれます。", "86420", "JPY", AmountRole.PAID),
        ("売上金 86,420円は振り込まれません。", "86420", "JPY", AmountRole.BALANCE),
        ("We reviewed your funds. $2,140.88 will be transferred to your bank.", "2140.88", "USD", AmountRole.PAID),
        ("Your balance is $1,234.50.", "1234.50", "USD", AmountRole.BALANCE),
        ("We paid US$99 to your bank.", "99", "USD", AmountRole.PAID),
        ("A fee of £9.99 applies.", "9.99", "GBP", AmountRole.FEE),
        ("4.380,07 €", "4380.07", "EUR", AmountRole.OTHER),
        ("EUR 1 234,56", "1234.56", "EUR", AmountRole.OTHER),
        ("JPY 2,471,905", "2471905", "JPY", AmountRole.OTHER),
        ("調整額 -¥1,200", "-1200", "JPY", AmountRole.OTHER),
        ("($55.00)", "-55.00", "USD", AmountRole.OTHER),
    ],
)
def test_amounts(text: str, value: str, currency: str, role: AmountRole) -> None:
    (found,) = amounts.extract(text)
    assert (found.value, found.currency, found.role) == (Decimal(value), currency, role)
    assert found.quote in text


def test_a_dollar_follows_the_store() -> None:
    (found,) = amounts.extract(Sample(text="$10.00", timezone="America/Toronto"))
    assert found.currency == "CAD"


@pytest.mark.parametrize(
    "text",
    [
        "Case ID: 3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "問い合わせ番号 G69034208",
        "ヘルプ(G200399490)をご覧ください。",
        "in this case 69034208 helps",
    ],
)
def test_help_pages_and_message_ids_are_no_cases(text: str) -> None:
    assert entities.extract(text).case_ids == ()


def test_each_sum_keeps_its_own_label() -> None:
    found = entities.extract("前回残高 ¥5,000、お支払い金額 ¥3,000、今回の引当金 ¥2,000").amounts
    assert [amount.role.value for amount in found] == ["balance", "paid", "reserve"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("売上金（￥３，０５０，０００）の再審査の結果", "3050000"),
        ("・売上金（¥3,050,000）", "3050000"),
        ("The balance of your account ($1,200.50) will be held.", "1200.50"),
        ("Chargebacks      (USD 40.00)\nTotal", "-40.00"),
        ("返金 ▲1,200円", "-1200"),
    ],
)
def test_brackets_are_a_minus_only_in_the_column_of_a_statement(text: str, value: str) -> None:
    assert [found.value for found in amounts.extract(text)] == [Decimal(value)]


def test_what_is_kept_for_refunds_to_come_is_a_reserve() -> None:
    (found,) = amounts.extract("残りの¥120,000は購入者への返金および手数料の引当金として、さらに90日間お預かりいたします。")
    assert found.role is AmountRole.RESERVE
