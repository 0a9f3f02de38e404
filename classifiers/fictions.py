"""Invented names, ids and dates for the placeholders of the corpus. None belongs to anybody."""

from collections.abc import Callable
from random import Random
from typing import Final

Fiction = dict[str, str]
"""The value of each placeholder."""

_NAMES_JA: Final = [
    "山田太郎",
    "佐藤花子",
    "株式会社ミナト商会",
    "合同会社あおば",
    "中村健一",
    "有限会社ひので物産",
    "小林美咲",
    "高橋商店",
    "渡辺直樹",
    "株式会社カワセミ",
]
_NAMES_EN: Final = (
    "John Carter", "Maple Trade LLC", "Aiko Tanabe", "Northgate Goods Ltd", "Priya Nair", "M. Okafor", "Blue Heron Supply",
    "Lena Vogt", "Riverbank Imports Inc.", "Seller",
)  # fmt: skip
_STORES: Final = (
    "ミナトストア", "Aoba Select", "ひので堂", "northgate-goods", "カワセミ本舗", "Lucky Fox Shop", "TOKYO GOODS 88", "green+leaf",
    "さくら雑貨店", "HeronHome",
)  # fmt: skip
_BRANDS: Final = ("Hokuto", "NOVARIS", "ソラノワ", "Kestrel & Co", "ミドリヤ", "Brightwell", "ARCTELLA", "ツムギ")
_PRODUCTS_JA: Final = (
    "ワイヤレスイヤホン 防水 黒", "ステンレス水筒 500ml", "知育玩具 木製パズル", "メンズ腕時計 クォーツ", "化粧水 200mL", "充電ケーブル 2m 3本組",
    "ランニングシューズ 26.5cm", "限定版フィギュア 1/7スケール",
)  # fmt: skip
_PRODUCTS_EN: Final = (
    "Wireless Earbuds, Black", "Stainless Bottle 500 ml", "Wooden Puzzle for Kids", "Quartz Watch", "Facial Toner 200 ml",
    "USB-C Cable 2 m (3 pack)", "Running Shoes size 9", "Collector Figure 1/7",
)  # fmt: skip
_LOCALS: Final = ("info", "shop", "contact", "k.yamada", "sales", "owner", "m.ito")
_HOSTS: Final = ("minato.example.jp", "aoba.example.com", "northgate.example.co.uk", "heron.example.org", "hinode.example.net")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

GREETINGS_JA: Final = (
    "{name} 様", "{store} ご担当者様", "出品者様", "ご担当者様", "いつもお世話になっております。", "平素より格別のご高配を賜り、厚く御礼申し上げます。",
    "Amazon.co.jpをご利用いただきありがとうございます。", "こんにちは。",
)  # fmt: skip
GREETINGS_EN: Final = ("Hello,", "Dear {name},", "Dear Seller,", "Hello {store},", "Hi,", "Greetings,", "Good day,")
FOOTERS_JA: Final = (
    "よろしくお願いいたします。", "※本メールは送信専用アドレスから配信されています。", "何卒よろしくお願い申し上げます。", "このEメールは配信専用です。",
    "---\niPhoneから送信", "ご不明な点がございましたら、ヘルプページをご覧ください。",
)  # fmt: skip
FOOTERS_EN: Final = (
    "Best regards", "Sincerely,", "Thank you.", "Please do not reply to this automated message.", "Kind regards,",
    "Sent from my iPhone", "This e-mail was sent from a notification-only address.",
)  # fmt: skip
NOISE: Final = (
    "", "&nbsp;", "[image]", "[画像]", "<https://sellercentral.amazon.co.jp/>", "----------", "* * *", "\u3000", "\u200b", "logo", "|",
    "View in browser", "ブラウザで表示",
)  # fmt: skip


def of(random: Random, language: str) -> Fiction:
    """Invent a value for every placeholder, in the language of the text."""
    japanese = language == "ja" or (language == "mixed" and random.random() < 0.5)
    return {
        "name": random.choice(_NAMES_JA if japanese else _NAMES_EN),
        "store": random.choice(_STORES),
        "asin": _asin(random),
        "asin2": _asin(random),
        "asin3": _asin(random),
        "order": f"{random.randrange(100, 999)}-{_digits(random, 7)}-{_digits(random, 7)}",
        "case": _digits(random, random.choice((10, 11))),
        "complaint": _digits(random, 11),
        "shipment": f"FBA15{random.choice('ABCDFGHJK')}{_alphanumeric(random, 6)}",
        "amount": _amount(random, japanese=japanese),
        "date": _date(random, japanese=japanese),
        "date2": _date(random, japanese=japanese),
        "brand": random.choice(_BRANDS),
        "product": random.choice(_PRODUCTS_JA if japanese else _PRODUCTS_EN),
        "email": f"{random.choice(_LOCALS)}@{random.choice(_HOSTS)}",
        "phone": f"0{random.randrange(3, 9)}-{_digits(random, 4)}-{_digits(random, 4)}" if japanese else f"+1 555 {_digits(random, 3)} {_digits(random, 4)}",
    }  # fmt: skip


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _alphanumeric(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789ABCDEFGHJKLMNPQRSTVWXYZ") for _ in range(count))


def _asin(random: Random) -> str:
    return "B0" + _alphanumeric(random, 8)


def _amount(random: Random, *, japanese: bool) -> str:
    value = random.randrange(300, 4_000_000)
    if japanese:
        return random.choice((f"¥{value:,}", f"{value:,}円", f"￥{value:,}", f"JPY {value:,}"))
    return random.choice((f"${value / 100:,.2f}", f"£{value / 100:,.2f}", f"¥{value:,}", f"USD {value / 100:,.2f}"))


def _date(random: Random, *, japanese: bool) -> str:
    year, month, day = random.randrange(2013, 2027), random.randrange(1, 13), random.randrange(1, 29)
    japanese_forms: tuple[Callable[[], str], ...] = (
        lambda: f"{year}年{month}月{day}日",
        lambda: f"{year}/{month:02}/{day:02}",
        lambda: f"{month}月{day}日",
    )
    english_forms: tuple[Callable[[], str], ...] = (
        lambda: f"{_MONTHS[month - 1]} {day}, {year}",
        lambda: f"{day} {_MONTHS[month - 1]} {year}",
        lambda: f"{year}-{month:02}-{day:02}",
    )
    return random.choice(japanese_forms if japanese else english_forms)()
