"""Deadlines of the seller, and the many numbers that are none. Wordings here are not those of the corpus."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from classifiers import deadlines
from classifiers.labels import ClockKind, Label, Start, Unit
from classifiers.sample import Sample, SenderKind
from mailbot.parsing.markup import render

RECEIVED = datetime(2023, 11, 20, tzinfo=UTC)
Short = tuple[str, int, str, str]


def read(text: str, zone: str = "Asia/Tokyo") -> list[Short]:
    found = deadlines.extract(Sample(text=text, received=RECEIVED, timezone=zone))
    return [
        (one.kind.value, one.length, one.unit.value, one.start.value) for one in found if one.length and one.unit and one.start
    ]


def moments(text: str, zone: str = "Asia/Tokyo") -> list[tuple[str, str]]:
    found = deadlines.extract(Sample(text=text, received=RECEIVED, timezone=zone))
    return [(one.kind.value, one.at.isoformat()) for one in found if one.at]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "If you do not send us the requested information within 7 days, we will remove your listings.",
            ("due", 7, "days", "notice"),
        ),
        ("Please submit your appeal within 72 hours of receiving this notification.", ("due", 72, "hours", "notice")),
        ("You must create a removal order within 30 days or your inventory will be disposed of.", ("due", 30, "days", "notice")),
        ("Failure to respond within three (3) business days may result in deactivation.", ("due", 3, "business_days", "notice")),
        ("You have two weeks to contest this decision.", ("due", 14, "days", "notice")),
        ("FBA inventory must be removed no later than 60 days after the account is deactivated.", ("due", 60, "days", "closure")),
        ("Within the next 48 hours, call us at the number on your Account Health page.", ("due", 48, "hours", "notice")),
        ("You can request your funds 90 days after the deactivation of your account.", ("opens", 90, "days", "closure")),
        ("After ninety days from our last decision you may ask for your balance.", ("opens", 90, "days", "last_refusal")),
        ("Please wait 30 days before you submit another appeal.", ("opens", 30, "days", "notice")),
        ("本メールを受け取られてから3営業日以内にご返信ください。", ("due", 3, "business_days", "notice")),
        ("十七日以内に改善計画をお送りいただけない場合、出品権限を取り消します。", ("due", 17, "days", "notice")),
        ("一週間以内にご連絡をお願いします。", ("due", 7, "days", "notice")),
        ("３か月以内に申し立てを行ってください。", ("due", 3, "months", "notice")),
        ("お客様は、この通知から60日以内に異議を申し立てることができます。", ("due", 60, "days", "notice")),
        ("在庫は、停止日から30日以内に返送をご依頼ください。", ("due", 30, "days", "closure")),
        ("出品用アカウントは72時間以内に停止される可能性があります。", ("due", 72, "hours", "notice")),
        ("売上金の申し立ては、停止日から起算して九十日後から可能になります。", ("opens", 90, "days", "closure")),
        ("次の申し立ては、30日後に行っていただけます。", ("opens", 30, "days", "notice")),
        ("提出期限は14日です。", ("due", 14, "days", "notice")),
        ("14カレンダー日以内に請求書をご提出ください。", ("due", 14, "days", "notice")),
        ("7天以内にご返信ください。", ("due", 7, "days", "notice")),
        ("通知の日から1月以内に申し立てを行ってください。", ("due", 1, "months", "notice")),
        ("本日から半年以内に申し立てを行ってください。", ("due", 6, "months", "notice")),
    ],
)
def test_relative(text: str, expected: Short) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "We will respond to your appeal within 48 hours.",
        "You should hear from us in 2 business days.",
        "One of our investigators will telephone you within 24 hours.",
        "Please allow up to 3 business days for review.",
        "Your order defect rate over the last 60 days is 2%.",
        "Please send invoices issued in the last 365 days.",
        "Send a utility bill that is no more than 90 days old.",
        "Funds will be held in your account for 90 days.",
        "The warning will stay on your account for 180 days.",
        "We deactivated your account 90 days ago.",
        "We hold a reserve of the last 14 days of sales.",
        "For an order delivered on January 1, 2023 the money is available on January 9, 2023.",
        "ご提出いただいた情報は、2営業日以内に審査し、結果をお知らせいたします。",
        "受領後24時間以内に確認のご連絡をいたします。",
        "お支払いは、通常3〜5営業日以内に銀行口座に入金されます。",
        "過去365日以内に発行された請求書をお送りください。",
        "発行から90日以内の公共料金の請求書をご提出ください。",
        "警告は180日間アカウント健全性に表示されます。",
        "過去30日間に3件の苦情がありました。",
        "売上金は90日間留保されます。",
        "調査は最大30日かかる場合があります。",
        "2023年9月30日までに販売された商品が対象でした。",
        "2023年12月1日から手数料を改定します。",
    ],
)
def test_not_the_sellers(text: str) -> None:
    assert deadlines.extract(Sample(text=text, received=RECEIVED)) == ()


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("12月5日(火)までに、必要書類をアップロードしてください。", "Asia/Tokyo", "2023-12-05T23:59:59+09:00"),
        ("1月10日までにご返信ください。", "Asia/Tokyo", "2024-01-10T23:59:59+09:00"),
        ("提出期限:2023年12月5日 17:00(日本時間)", "America/New_York", "2023-12-05T17:00:00+09:00"),
        ("期限は令和5年12月5日です。", "Asia/Tokyo", "2023-12-05T23:59:59+09:00"),
        ("2023/12/05 午前中ではなく、12月6日午後5時半までにお送りください。", "Asia/Tokyo", "2023-12-06T17:30:00+09:00"),
        ("You have until December 5, 2023 at 11:59 PM PST to respond.", "Asia/Tokyo", "2023-12-05T23:59:00-08:00"),
        ("Please send them by 5 December.", "Europe/London", "2023-12-05T23:59:59+00:00"),
        ("Deadline: 12/5/2023", "America/Los_Angeles", "2023-12-05T23:59:59-08:00"),
        ("Deadline: 12/5/2023", "Europe/London", "2023-05-12T23:59:59+01:00"),
        ("Submit your documents by 5 pm UTC on 12 December 2023.", "Asia/Tokyo", "2023-12-12T17:00:00+00:00"),
        ("Your appeal window closes on 15 January 2024.", "Asia/Tokyo", "2024-01-15T23:59:59+09:00"),
        ("Please reply on or before 21-12-2023.", "Asia/Kolkata", "2023-12-21T23:59:59+05:30"),
        ("Please reply by 04-12-2023.", "Asia/Kolkata", "2023-12-04T23:59:59+05:30"),
        ("Send the invoices by 15-December-2023.", "Europe/London", "2023-12-15T23:59:59+00:00"),
        ("Send the invoices by 10-Dec-2023, 5:00 PM IST.", "Asia/Kolkata", "2023-12-10T17:00:00+05:30"),
        ("Send the invoices by the end of February 2024.", "Europe/London", "2024-02-29T23:59:59+00:00"),
        ("2023年12月末日までに改善計画をご提出ください。", "Asia/Tokyo", "2023-12-31T23:59:59+09:00"),
        ("令和6年2月末までに改善計画をご提出ください。", "Asia/Tokyo", "2024-02-29T23:59:59+09:00"),
        ("2月末までに改善計画をご提出ください。", "Asia/Tokyo", "2024-02-29T23:59:59+09:00"),
    ],
)
def test_printed(text: str, zone: str, expected: str) -> None:
    assert moments(text, zone) == [("due", expected)]


def test_a_day_without_a_year_needs_the_day_of_receipt() -> None:
    assert deadlines.extract("12月5日までにお送りください。") == ()


def test_second_limb() -> None:
    (found,) = deadlines.extract("Send an acceptable plan within 17 days or after two failed appeals, whichever is first.")
    assert (found.length, found.or_) == (17, "or after two failed appeals")


def test_start_from_the_sentence_before() -> None:
    text = "売上金は、アカウント停止日から90日間留保されます。90日経過後に、支払いをご請求ください。"
    assert read(text) == [("opens", 90, "days", "closure")]


def test_three_roles_of_one_number() -> None:
    text = (
        "Send a bill from the last 90 days. Your funds are held for 90 days. You have 90 days from this notification to appeal. "
        "We hope to answer within 90 days."
    )
    assert read(text) == [("due", 90, "days", "notice")]


def test_values_and_quotes() -> None:
    text = "なお、本メールの受信から１７日以内に\nご返信ください。"
    (found,) = deadlines.extract(text)
    assert (found.kind, found.unit, found.start, found.at) == (ClockKind.DUE, Unit.DAYS, Start.NOTICE, None)
    assert found.quote in text
    assert "１７日以内" in found.quote


def test_a_stranger_sets_no_deadline() -> None:
    relayed = Sample(text="24時間以内にご返信ください。", sender_kind=SenderKind.RELAY)
    assert deadlines.extract(relayed) == ()


def test_repeats_count_once_and_order_is_kept() -> None:
    text = "7日以内にご返信ください。\n90日後に残高をご請求ください。\n7日以内にご返信がない場合、取り消します。"
    found = read(text)
    assert found == [("due", 7, "days", "notice"), ("opens", 90, "days", "notice")]
    assert all(one != other for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paper | State | Reply by\nReceipt | open | 2024-06-11", [("due", "2024-06-11")]),
        (
            "When may I claim the balance?\nOnce 60 days have passed since the account was suspended.",
            [("opens", 60, "days", "closure")],
        ),
        ("請求できる時期:このメールから60日", [("opens", 60, "days", "notice")]),
        ("Contact the payments desk 120 days after this letter.", [("opens", 120, "days", "notice")]),
        ("Sixty days have to pass after the suspension. After that ask us again.", [("opens", 60, "days", "closure")]),
        ("Should 48 hours go by without a reply, offers are removed.", [("due", 48, "hours", "notice")]),
        ("Please answer within 15 natural days.", [("due", 15, "days", "notice")]),
        ("Order their return in the next 21 days.", [("due", 21, "days", "notice")]),
        ("The final day for an answer is June 3, 2024.", [("due", "2024-06-03")]),
        ("商品が売れた日から45日を過ぎると、残りは廃棄されます。", [("due", 45, "days", "other")]),
    ],
)
def test_deadlines_apart_from_their_words(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [*read(text), *((kind, at[:10]) for kind, at in moments(text))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Last month we told you to reply within 5 days. Nothing came.",
        "Expect a decision within the next 6 business days.",
        "If the code has not come after 8 days, order another one.",
        "2022年4月1日までにご回答をいただけなかったため、出品を停止しました。",
        "今後30日の間に同様の苦情があれば、アカウントを停止します。",
        "あと4日ほどで結果をご案内できる見込みです。",
        "Keep your delivery notes for at least 180 days.",
    ],
)
def test_clocks_of_others_and_times_gone_by(text: str) -> None:
    assert read(text) == []
    assert moments(text) == []


def test_a_receipt_sets_a_deadline_only_where_it_asks() -> None:
    text = "担当のチームが3日以内に。"
    assert deadlines.extract(text, Label.ACKNOWLEDGEMENT) == ()
    assert deadlines.extract("7日以内にご返信ください。", Label.ACKNOWLEDGEMENT) != ()


@pytest.mark.parametrize(
    "text",
    [
        "Appeals received before April 14, 2024 will not be reviewed.",
        "If you write before 14 April 2024, your request cannot be considered.",
        "2024年4月14日より前にいただいた申し立てには回答いたしかねます。",
    ],
)
def test_what_comes_too_early_is_not_read(text: str) -> None:
    assert moments(text) == [("opens", "2024-04-14T00:00:00+09:00")]


def test_forms_print_label_and_day_side_by_side() -> None:
    assert moments("５　提出期限　　　令和５年１２月２２日（金）午後５時") == [("due", "2023-12-22T17:00:00+09:00")]
    assert moments("Respond by  December 5, 2023 (5 PM Pacific)") == [("due", "2023-12-05T17:00:00-08:00")]
    assert moments("提出期限 の変更は 2023年12月22日に行いました。") == []


def test_a_threat_counted_from_the_notice_is_a_last_day() -> None:
    text = "Your account will be deactivated 60 days from this notice if verification isn't complete."
    assert read(text) == [("due", 60, "days", "notice")]
    assert read("The funds will be released 60 days from this notice.") == []


HTML_TABLE = """<p>The listings:</p><table><tr><th>ASIN</th><th>Title</th><th>Respond by</th></tr>
<tr><td>B0FFFFFFF1</td><td>Phone case</td><td>Dec 10, 2023</td></tr>
<tr><td>B0FFFFFFF2</td><td>Cable of May 2, 2023</td><td>Dec 12, 2023</td></tr></table>"""


def test_a_column_of_an_html_table_says_what_its_days_are() -> None:
    """The word lists and the judge alike: a day below "Respond by" is not to be voted away."""
    text = render(HTML_TABLE).text
    assert moments(text) == [("due", "2023-12-10T23:59:59+09:00"), ("due", "2023-12-12T23:59:59+09:00")]
    sample = Sample(text=text, received=RECEIVED)
    vetoed = deadlines.extract(sample, judge=lambda ruled, _: [None] * len(ruled))
    assert [one.quote for one in vetoed] == [
        "B0FFFFFFF1 | Phone case | Dec 10, 2023",
        "B0FFFFFFF2 | Cable of May 2, 2023 | Dec 12, 2023",
    ]
