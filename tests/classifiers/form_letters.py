"""Form letters of our own in both languages, with everything that differs from copy to copy left open."""

from collections.abc import Iterator
from itertools import cycle

REFUSAL = """{name} 様

このたびは改善計画をお送りいただき、ありがとうございます。

お送りいただいた内容を慎重に確認いたしましたが、アカウントの利用を再開するには情報が不十分です。

次の点について、より詳しくご説明ください。
-- 問題が発生した根本的な原因
-- 問題を解決するために実施した措置
-- 今後同じ問題を発生させないための対策

ケースID: {case}
対象ASIN: {asin}

改善計画は、{date}までにこのメールへの返信としてお送りください。

アカウントスペシャリスト
Amazon.co.jp"""
REVISED = REFUSAL.replace(
    "次の点について、より詳しくご説明ください。",
    "次の点について、請求書などの証明書類を添えて、より詳しくご説明ください。書類のないご説明は審査いたしません。",
)
FINAL = """{name} 様

お申し立ての内容を再度確認いたしましたが、アカウントを再開しないという判断に変わりはございません。

判断の詳細につきましては、お伝えすることができません。本件に関してこれ以上ご連絡をいただきましても、お返事を差し上げられない場合がございます。

アカウントスペシャリスト
Amazon.co.jp"""
REFUSAL_EN = """Hello {name},

Thank you for submitting your appeal. We reviewed your account and the information you provided, and we do not have enough
information to reactivate your selling account at this time.

Please send us a more detailed plan that explains:
-- The root cause of the complaints about {asin}
-- The actions you have taken to resolve the issue
-- The steps you have taken to prevent the issue going forward

You can send the plan by replying to this email until {date}. Case ID {case}.

Sincerely,
Seller Performance Team
Amazon.com"""
REVISED_EN = REFUSAL_EN.replace(
    "You can send the plan by replying to this email until {date}.",
    "You can send the plan only through the Appeal button in Account Health. We do not read plans that are sent by email.",
)
FINAL_EN = """Hello {name},

We reviewed your appeal and decided not to reinstate your selling account. This decision is final, and we may not reply to
further emails about this issue.

Funds will be held for 90 days from {date}.

Sincerely,
Seller Performance Team
Amazon.com"""

_NAMES = {
    "ja": ("佐藤太郎", "みなと商店", "(株)ABC", "山田", "株式会社しおかぜ", "田中 花子", "Hokuto Shop", "鈴木一郎", "青空堂",
           "ストアX", "Blue Heron", "木村"),
    "en": ("Jo Brand", "Blue Heron Supply", "ACME Ltd", "seller", "Maria", "Hokuto Shop", "O'Neil & Sons", "Dr. Who", "Tom",
           "Shop24", "Green Leaf", "A. Smith"),
}  # fmt: skip
_DATES = {
    "ja": ("2019年3月14日", "3月1日", "2020/01/05", "12月12日", "2018年8月15日(水)", "令和元年5月1日", "11月30日", "2024-02-29",
           "１月６日", "平成31年4月30日", "10月10日", "9月9日"),
    "en": ("14 March 2019", "March 1", "Jan 5, 2020", "2019-03-14", "August 15, 2018", "May 1st", "Nov 30", "29 February 2024",
           "January 6", "7 July 2021", "10/10/2022", "Sept 9"),
}  # fmt: skip
_ASINS = (
    "B07QK4ZT1M", "B000000001, B000000002", "B08LM2XW9P", "B01N5R7YCD", "B07ABCDE12", "B0C1234567", "B07QK4ZT1N",
    "B00AAAAAAA, B00BBBBBBB", "B07QK4ZT1P", "B0DDDDDDDD", "B07QK4ZT2M", "B00CCCCCCC",
)  # fmt: skip


def copies(letter: str) -> Iterator[str]:
    """Yield copies of one letter without end: other names, dates, case numbers and goods."""
    language = "en" if letter.isascii() else "ja"
    filled = zip(cycle(_NAMES[language]), cycle(_DATES[language]), cycle(_ASINS), strict=False)
    for number, (name, date, asin) in enumerate(filled):
        yield letter.format(name=name, date=date, asin=asin, case=5_127_713_029 + number * 98_765)
