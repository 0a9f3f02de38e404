"""Parsing failures that other mail daemons died of, by their number in the project's list."""

import time
from datetime import UTC, datetime

import pytest

from mailbot.messages import Unparseable
from mailbot.parsing import headers, parse
from tests.parsing.mail import build, letter, multipart, parsed, part, raw


def _nested(levels: int) -> bytes:
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(levels)
    )
    return b"From: a@amazon.co.jp\r\nSubject: deep\r\n" + opening + b"\r\n" + b"closed\r\n" * 200


@pytest.mark.parametrize("levels", [200, 1_500, 20_000])
def test_fm53_deep_nesting_ends_in_a_value(levels: int) -> None:
    began = time.perf_counter()
    found = parse(raw(_nested(levels)))
    assert time.perf_counter() - began < 5
    assert isinstance(found, Unparseable) or "parts_left_out" in found.defects


def test_fm53_ten_levels_are_read() -> None:
    assert parsed(_nested(10)).text.startswith("closed")


_HOSTILE = {
    "semicolons": ("Content-Type", "multipart/mixed" + ";" * 24_000),
    "parameters": ("Content-Type", "text/plain" + "; a=b" * 5_000),
    "words": ("Subject", "=?utf-8?B?" * 3_000),
    "addresses": ("To", "a@b," * 7_000),
    "comments": ("From", "(" * 30_000),
    "quotes": ("From", '"' * 30_000),
    "received": ("Received", "from " * 6_000),
    "references": ("References", "<" * 30_000),
    "spaces": ("Authentication-Results", " " * 30_000),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_fm54_hostile_headers_cost_no_time(name: str) -> None:
    header, value = _HOSTILE[name]
    content = build(("From", "a@b.jp"), (header, value), body="text")
    began = time.perf_counter()
    parse(raw(content))
    headers(content)
    assert time.perf_counter() - began < 2


_BODIES = {
    "quotes": ("text/plain", ">" * 400_000),
    "dashes": ("text/plain", "-" * 400_000),
    "attributions": ("text/plain", "On " + "a " * 100_000 + "wrote\n"),
    "attribution lines": ("text/plain", "On x wrote:\nfoo:\n" * 30_000),
    "dates": ("text/plain", "2019年3月14日 10:00 :\n" * 20_000),
    "header blocks": ("text/plain", "From: a@b\nTo: c\n\n" * 20_000),
    "spaces": ("text/plain", " " * 400_000 + "x"),
    "items": ("text/html", "<ol>" + "<li>a" * 60_000),
    "depth": ("text/html", "<div>" * 80_000 + "x"),
    "angles": ("text/html", "<" * 400_000),
    "comments in css": ("text/html", "<style>" + "/*" * 100_000 + "</style>x"),
    "meta": ("text/html", "<meta " * 60_000),
}


@pytest.mark.parametrize("name", _BODIES)
def test_fm54_hostile_bodies_cost_no_time(name: str) -> None:
    kind, body = _BODIES[name]
    began = time.perf_counter()
    parse(raw(letter(body, kind)))
    assert time.perf_counter() - began < 4


def test_fm54_a_header_beyond_all_measure_is_refused_and_says_so() -> None:
    found = parse(raw(build(("From", "a@b.jp"), ("X-Long", "x" * 70_000), body="text")))
    assert isinstance(found, Unparseable)
    assert found.reason == "header_too_large"
    inner = part("text/plain" + "; a=b" * 5_000, "text")
    kind, body = multipart("mixed", inner)
    hidden = parse(raw(letter(body, kind)))
    assert isinstance(hidden, Unparseable)
    assert hidden.reason == "header_too_large"


def test_fm54_too_many_headers_are_refused() -> None:
    found = parse(raw(build(*[(f"X-{number}", "y") for number in range(3_000)], body="text")))
    assert isinstance(found, Unparseable)
    assert found.reason == "headers_too_large"


@pytest.mark.parametrize(
    "date",
    [
        "",
        "yesterday",
        "Thu, 32 Mar 2019 10:00:00 +0900",
        "Thu, 01 Jan 0001 00:00:00 +0000",
        "1 Jan 99999999 00:00 +0000",
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "Thu, 14 Mar 2019 25:61:61 +0900",
        "\x00",
        "Thu, 14 Mar 2019 10:00:00 +9999999",
    ],
)
def test_fm55_a_bad_date_neither_crashes_nor_back_dates(date: str) -> None:
    received = ("Received", "from a by mx.example.jp; Fri, 15 Mar 2019 11:00:00 +0900")
    found = parsed(build(received, ("From", "a@b.jp"), ("Date", date), body="text"))
    assert found.date is None
    assert found.received == datetime(2019, 3, 15, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "date",
    [
        "Thu, 14 Mar 2019 10:00:00 +0900 (JST)",
        "14 Mar 2019 10:00:00 +0900",
        "Mon, 14 Mar 2019 10:00:00 +0900",
        "Thu, 14 Mar 2019 01:00:00 GMT",
        "Wed, 13 Mar 2019 18:00:00 -0700",
        "Thu, 14 Mar 2019 1:00:00 +0000",
        "Thu, 14 Mar 19 10:00:00 +0900",
    ],
)
def test_fm55_dates_as_mailers_write_them(date: str) -> None:
    assert parsed(build(("From", "a@b.jp"), ("Date", date), body="x")).date == datetime(2019, 3, 14, 1, tzinfo=UTC)


def test_fm55_without_any_date_nothing_is_invented() -> None:
    found = parsed(build(("From", "a@b.jp"), body="x"))
    assert found.date is None
    assert found.received is None


@pytest.mark.parametrize(
    "sender", ["", "<>", "@", "a@", "Amazon", "a@b@c", "a@b)c@d", "\xff\xfe", "<<a@b>", '"', "undisclosed:;"]
)
def test_fm56_a_broken_sender_is_an_empty_address_with_a_defect(sender: str) -> None:
    found = parsed(build(("From", sender.encode("latin-1")), ("Subject", "x"), body="text"))
    assert found.sender.address == ""
    assert any(defect.startswith("from_") for defect in found.defects)
    assert found.text == "text"


def test_fm56_carriers_of_japan_gave_out_addresses_that_no_grammar_allows() -> None:
    assert parsed(build(("From", "たろう <taro..yamada.@docomo.ne.jp>"), body="x")).sender.address == "taro..yamada.@docomo.ne.jp"


@pytest.mark.parametrize(
    ("sender", "address", "name"),
    [
        ('"account-update@amazon.co.jp" <x@evil.example>', "x@evil.example", "account-update@amazon.co.jp"),
        ("account-update@amazon.co.jp <x@evil.example>", "x@evil.example", "account-update@amazon.co.jp"),
        ("=?utf-8?B?44Ki44Oe44K+44Oz?= <x@evil.example>", "x@evil.example", "アマゾン"),
        ('"=?utf-8?B?44Ki44Oe44K+44Oz?=" <x@evil.example>', "x@evil.example", "アマゾン"),
        (
            "=?utf-8?Q?a=40amazon.co.jp_=3Ca=40amazon.co.jp=3E=2C?= <x@evil.example>",
            "x@evil.example",
            "a@amazon.co.jp <a@amazon.co.jp>,",
        ),
        ("x@evil.example (a@amazon.co.jp)", "x@evil.example", "a@amazon.co.jp"),
    ],
)
def test_fm57_the_address_is_the_mailbox_and_never_the_name(sender: str, address: str, name: str) -> None:
    found = parsed(build(("From", sender), body="x"))
    assert (found.sender.address, found.sender.name) == (address, name)
    assert not [defect for defect in found.defects if defect.startswith("from_")]


@pytest.mark.parametrize(
    ("sender", "defect"),
    [
        ("a@amazon.co.jp, x@evil.example", "from_several"),
        ("<a@amazon.co.jp> <x@evil.example>", "from_ambiguous"),
        ("a@amazon.co.jp)x@evil.example", "from_empty"),
        ("a@amazon.co.jp,<x@evil.example", "from_ambiguous"),
        ('"a" <x@evil.example>, "unclosed', "from_ambiguous"),
    ],
)
def test_fm57_a_from_line_that_means_two_things_is_marked(sender: str, defect: str) -> None:
    assert defect in parsed(build(("From", sender), body="x")).defects


def test_fm57_two_from_headers_are_marked() -> None:
    found = parsed(build(("From", "a@amazon.co.jp"), ("From", "x@evil.example"), body="x"))
    assert "from_repeated" in found.defects


def test_fm58_header_names_reach_no_attribute() -> None:
    names = ["Parse", "Subject_json", "Headers_json", "Message", "Attachments", "Defects", "__class__", "X_json_json_json_json"]
    found = parsed(build(("From", "a@b.jp"), ("Subject", "true"), *[(name, "chosen") for name in names], body="text"))
    assert found.subject == "true"
    assert found.header("subject_json") == ("chosen",)
    assert found.header("defects") == ("chosen",)
    assert found.text == "text"


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/mixed; boundary=never",
        "multipart/mixed",
        "multipart/alternative; boundary=",
        "message/rfc822",
        "multipart/mixed; boundary=\x00",
    ],
)
def test_a_multipart_that_never_begins_is_no_crash(content_type: str) -> None:
    parse(raw(letter("nothing here", content_type)))
    inner = part(content_type, "nothing here")
    kind, body = multipart("mixed", part("text/plain", "outer"), inner)
    assert "outer" in parsed(letter(body, kind)).text


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "empty"), (b" \r\n\r\n", "empty"), (b"\x89PNG\r\n\x1a\n\x00" * 9, "no_headers")]
)
def test_what_is_no_mail_says_why(content: bytes, reason: str) -> None:
    found = parse(raw(content))
    assert isinstance(found, Unparseable)
    assert found.reason == reason
