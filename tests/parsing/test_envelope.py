"""Headers: words, folding, eight-bit bytes, threads, signals."""

import base64
from datetime import UTC, datetime

import pytest

from classifiers.sample import Signal
from mailbot.messages import Address
from mailbot.parsing import headers
from tests.parsing.mail import Header, build, cp50221, parsed


def _subject(value: str | bytes) -> str:
    content = build(("From", "a@b.jp"), ("Subject", value), body="x")
    assert headers(content).subject == parsed(content).subject
    return parsed(content).subject


def _b(data: bytes, charset: str) -> str:
    return f"=?{charset}?B?{base64.b64encode(data).decode()}?="


TEXT = "【重要】出品用アカウント停止のお知らせ①㈱髙"


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", TEXT.encode()),
        ("UTF-8", TEXT.encode()),
        ("iso-2022-jp", cp50221(TEXT)),
        ("ISO-2022-JP-MS", cp50221(TEXT)),
        ("Shift_JIS", TEXT.encode("cp932")),
        ("windows-31j", TEXT.encode("cp932")),
        ("unknown", TEXT.encode()),
        ("iso-2022-jp", TEXT.encode()),
        ("utf-8*ja", TEXT.encode()),
    ],
)
def test_a_subject_in_any_charset(charset: str, data: bytes) -> None:
    assert _subject(_b(data, charset)) == TEXT


def test_words_split_inside_a_character_are_joined_as_bytes() -> None:
    data = TEXT.encode()
    for cut in range(1, 12):
        assert _subject(f"{_b(data[:cut], 'utf-8')}\r\n {_b(data[cut:], 'utf-8')}") == TEXT


def test_words_whose_base64_was_cut_at_any_place() -> None:
    encoded = base64.b64encode(TEXT.encode()).decode()
    for cut in (1, 2, 3, 5, 21):
        assert _subject(f"=?utf-8?B?{encoded[:cut]}?= =?utf-8?B?{encoded[cut:]}?=") == TEXT


def test_words_without_spaces_around_them() -> None:
    first, second = _b("出品用".encode(), "utf-8"), _b("アカウント".encode(), "utf-8")
    assert _subject(f"Re:{first}{second}(1)") == "Re:出品用アカウント(1)"
    assert _subject(f"{first} and {second}") == "出品用 and アカウント"


def test_quoted_printable_words_with_underscores_and_raw_spaces() -> None:
    assert _subject("=?utf-8?Q?Account_health:_=E2=91=A0?=") == "Account health: ①"
    assert _subject("=?utf-8?q?raw space =E2=91=A0?=") == "raw space ①"


@pytest.mark.parametrize("data", [TEXT.encode(), TEXT.encode("cp932"), cp50221(TEXT)])
def test_raw_bytes_in_a_header(data: bytes) -> None:
    assert _subject(data) == TEXT
    assert parsed(build(("From", data.replace(b"\xe3\x80\x90", b"") + b" <a@b.jp>"), body="x")).sender.address == "a@b.jp"


def test_folding_and_control_characters() -> None:
    assert _subject("one\r\n two\r\n\tthree") == "one two\tthree".replace("\t", " ")
    bidi = "Amazon \u202egro.live\u202c\u200b"
    assert _subject(bidi.encode()) == bidi


def test_names_and_addresses() -> None:
    found = parsed(
        build(
            ("From", f"{_b('アカウントスペシャリスト'.encode(), 'utf-8')} <Seller-Performance@Amazon.co.jp>"),
            ("To", f'"Shop, Inc." <seller@example.jp>, {_b(cp50221("髙橋"), "iso-2022-jp")} <second@example.jp>'),
            ("Cc", "third@example.jp"),
            ("Reply-To", "answers@amazon.co.jp"),
            ("Return-Path", "<bounce@bounces.amazon.co.jp>"),
            body="x",
        )
    )
    assert found.sender == Address(name="アカウントスペシャリスト", address="seller-performance@amazon.co.jp")
    assert found.to == (
        Address(name="Shop, Inc.", address="seller@example.jp"),
        Address(name="髙橋", address="second@example.jp"),
    )
    assert [one.address for one in (*found.cc, *found.reply_to)] == ["third@example.jp", "answers@amazon.co.jp"]
    assert found.return_path == "bounce@bounces.amazon.co.jp"


def test_threads_keep_their_brackets() -> None:
    found = parsed(
        build(
            ("From", "a@b.jp"),
            ("Message-ID", "<three@b.jp>"),
            ("In-Reply-To", "Your message of Monday <two@amazon.co.jp> (x)"),
            ("References", "<one@amazon.co.jp>\r\n <two@amazon.co.jp> <one@amazon.co.jp>"),
            body="x",
        )
    )
    assert (found.message_id, found.in_reply_to) == ("<three@b.jp>", "<two@amazon.co.jp>")
    assert found.references == ("<one@amazon.co.jp>", "<two@amazon.co.jp>")
    assert parsed(build(("From", "a@b.jp"), ("Message-ID", "no-brackets@b.jp"), body="x")).message_id == "no-brackets@b.jp"
    assert parsed(build(("From", "a@b.jp"), body="x")).message_id is None


def test_the_topmost_received_header_says_when_it_came() -> None:
    content = build(
        ("Received", "by mx.example.jp (Postfix) id 1; Thu, 14 Mar 2019 10:00:05 +0900 (JST)"),
        ("Received", "from a by b; Mon, 11 Mar 2019 10:00:00 +0900"),
        ("From", "a@b.jp"),
        ("Date", "Mon, 11 Mar 2019 09:00:00 +0900"),
        body="x",
    )
    assert parsed(content).received == datetime(2019, 3, 14, 1, 0, 5, tzinfo=UTC)
    assert parsed(content).date == datetime(2019, 3, 11, tzinfo=UTC)


def test_a_second_subject_or_content_type_is_noticed() -> None:
    found = parsed(build(("From", "a@b.jp"), ("Subject", "one"), ("Subject", "two"), body="x"))
    assert "repeated_subject" in found.defects
    assert found.subject == "one"


@pytest.mark.parametrize("prefix", [b"\r\n", b"\n\n", b"\xef\xbb\xbf", b"From someone Thu Mar 14 10:00:00 2019\n"])
def test_what_export_programs_put_before_the_headers(prefix: bytes) -> None:
    assert parsed(prefix + build(("From", "a@b.jp"), ("Subject", "x"), body="text")).subject == "x"


def test_headers_alone_are_enough_for_headers() -> None:
    found = headers(b"From: a@b.jp\r\nSubject: x\r\nTo: seller@example.jp\r\n")
    assert (found.sender.address, found.subject, found.to[0].address) == ("a@b.jp", "x", "seller@example.jp")
    assert "headers_unreadable" in headers(b"From: a@b.jp\r\nX: " + b"x" * 400_000).defects


_AMAZON = ("From", "Amazon <no-reply@amazon.co.jp>")
_SHOP = ("From", "shop <info@shop.example>")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([_AMAZON, ("Auto-Submitted", "auto-generated")], set()),
        ([_AMAZON, ("List-Unsubscribe", "<mailto:x@amazon.co.jp>"), ("Precedence", "bulk")], set()),
        ([_AMAZON, ("List-Id", "<x.amazon.co.jp>")], set()),
        ([_SHOP, ("List-Id", "<news.shop.example>")], {Signal.LIST}),
        ([_SHOP, ("List-Post", "<mailto:list@shop.example>")], {Signal.LIST}),
        ([_SHOP, ("List-Unsubscribe", "<mailto:x@shop.example>")], set()),
        ([_SHOP, ("Auto-Submitted", "auto-replied")], {Signal.AUTO_REPLY}),
        ([_SHOP, ("Auto-Submitted", "no"), ("Subject", "不在のお知らせ")], set()),
        ([_SHOP, ("Subject", "自動返信: お問い合わせ")], set()),
        ([_SHOP, ("Subject", "自動返信: お問い合わせ"), ("X-Auto-Response-Suppress", "All")], {Signal.AUTO_REPLY}),
        ([_SHOP, ("X-Autoreply", "yes")], {Signal.AUTO_REPLY}),
        ([_SHOP, ("Precedence", "auto_reply")], {Signal.AUTO_REPLY}),
        ([("From", "MAILER-DAEMON@mx.example.jp"), ("Return-Path", "<>"), ("Subject", "x")], {Signal.BOUNCE}),
        (
            [("From", "Mail Delivery <MAILER-DAEMON@mx.example.jp>"), ("Subject", "Undelivered Mail Returned to Sender")],
            {Signal.BOUNCE},
        ),
        ([("From", "postmaster@mx.example.jp"), ("Subject", "メンテナンスのお知らせ")], set()),
        ([_SHOP, ("Content-Type", "multipart/report; report-type=delivery-status; boundary=x")], {Signal.BOUNCE}),
        ([_SHOP, ("Content-Type", "multipart/report; report-type=disposition-notification; boundary=x")], set()),
        ([_SHOP, ("Return-Path", "<>"), ("Subject", "x")], set()),
    ],
)
def test_signals(lines: list[Header], expected: set[Signal]) -> None:
    assert parsed(build(*lines, body="x")).signals == {one.value for one in expected}
