"""Which Authentication-Results are believed."""

import pytest

from mailbot.authentication import Trust, propose_authserv_ids
from mailbot.authentication.statements import Statement, trusted
from mailbot.parsing import headers
from tests.parsing.mail import Header, build

TRUST = Trust(authserv_ids=("mx.example.jp",), own_addresses=("seller@example.jp",))
_OURS = ("Received", "from x by mx.example.jp (Postfix); Thu, 14 Mar 2019 10:00:00 +0900")
_THEIRS = ("Received", "from y by relay.evil.example; Thu, 14 Mar 2019 09:59:00 +0900")
_FROM = ("From", "a@amazon.co.jp")
_PASS = ("Authentication-Results", "mx.example.jp; dkim=pass header.d=amazon.co.jp")
_NONE = (
    "Authentication-Results",
    "mx.example.jp; dkim=none; spf=softfail smtp.mailfrom=evil.example; dmarc=fail header.from=amazon.co.jp",
)


def _methods(*lines: Header, trust: Trust = TRUST) -> list[tuple[str, str, str]]:
    found = trusted(headers(build(*lines, body="x")).headers, trust)
    return [(one.method, one.result, one.domain) for one in found]


def test_layouts_of_real_servers() -> None:
    expected = [("dkim", "pass", "amazon.co.jp")]
    assert _methods(_PASS, _OURS, _FROM) == expected
    assert _methods(_OURS, _PASS, _FROM) == expected
    assert (
        _methods(("Delivered-To", "s@example.jp"), _OURS, ("X-Received", "by x"), ("Return-Path", "<a@b>"), _OURS, _PASS, _FROM)
        == expected
    )


def test_gmail_names_the_signer_by_its_identity() -> None:
    value = (
        "mx.google.com;\r\n       dkim=pass header.i=@amazon.co.jp header.s=abc header.b=AbC1;\r\n"
        "       dkim=pass header.i=@amazonses.com header.s=def header.b=dEf2;\r\n"
        "       spf=pass (google.com: domain of x@y permits 1.2.3.4)\r\n smtp.mailfrom=x@bounces.amazon.co.jp;\r\n"
        "       dmarc=pass (p=QUARANTINE sp=QUARANTINE dis=NONE) header.from=amazon.co.jp"
    )
    trust = Trust(authserv_ids=("mx.google.com",))
    assert _methods(("Authentication-Results", value), _FROM, trust=trust) == [
        ("dkim", "pass", "amazon.co.jp"),
        ("dkim", "pass", "amazonses.com"),
        ("spf", "pass", "bounces.amazon.co.jp"),
        ("dmarc", "pass", "amazon.co.jp"),
    ]


def test_two_headers_of_one_server_belong_together() -> None:
    dmarc = ("Authentication-Results", "mx.example.jp; dmarc=pass header.from=amazon.co.jp")
    spf = ("Received-SPF", "pass")
    assert [one[0] for one in _methods(dmarc, spf, _PASS, _OURS, _FROM)] == ["dmarc", "dkim"]


@pytest.mark.parametrize(
    "lines",
    [
        [_NONE, _OURS, _PASS, _FROM],  # the sender's own, below our server's trace
        [_OURS, _NONE, _PASS, _FROM],  # right below our server's statement: it repeats a method
        [_OURS, _NONE, ("Received-SPF", "pass"), _PASS, _FROM],
        [_NONE, ("X-Anything", "x"), _PASS, _OURS, _FROM],
    ],
)
def test_a_forged_statement_below_the_true_one_is_not_heard(lines: list[Header]) -> None:
    assert ("dkim", "pass", "amazon.co.jp") not in _methods(*lines)
    assert ("dmarc", "fail", "amazon.co.jp") in _methods(*lines)


def test_a_strangers_statement_on_top_silences_what_is_below() -> None:
    other = ("Authentication-Results", "spam.example.com; dkim=fail")
    assert _methods(other, _PASS, _OURS, _FROM) == []


@pytest.mark.parametrize(
    "value",
    [
        "spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=amazon.co.jp; dkim=pass header.d=amazon.co.jp;dmarc=pass action=none",
        "mx.example.jp",
        "mx.example.jp; dkim",
        "mx.example.jp; " + "(" * 3_000,
        "mx.example.jp; dkim=pass " + "x" * 5_000,
        "",
        ";;;",
        "mx.example.jp; =pass",
        "mx.example.jp 99; dkim=pass header.d=amazon.co.jp",
        "mx.example.jp; dkim=pass header.d=amazon.co.jp; (unclosed",
    ],
)
def test_a_statement_that_cannot_be_read_states_nothing(value: str) -> None:
    assert ("dkim", "pass", "amazon.co.jp") not in _methods(("Authentication-Results", value), _OURS, _FROM)


def test_names_with_a_star_and_in_any_case() -> None:
    assert Trust(authserv_ids=("*.mail.example.jp",)).believes("mta7.mail.example.jp")
    assert not Trust(authserv_ids=("*.mail.example.jp",)).believes("mail.example.jp.evil.example")
    assert Trust(authserv_ids=("MX.example.jp",)).believes("mx.Example.jp")
    assert not Trust(authserv_ids=("",)).believes("")


def test_a_server_that_found_nothing_says_none() -> None:
    found = trusted((("authentication-results", "mx.example.jp; none"),), TRUST)
    assert found == (Statement(server="mx.example.jp", method="none", result="none", domain=""),)


def test_names_to_trust_are_proposed_by_their_number() -> None:
    mails = [
        (("authentication-results", "mx.example.jp; none"), ("authentication-results", "evil.example; none")),
        (("subject", "x"), ("authentication-results", "mx.example.jp (comment) 1; dkim=pass")),
        (("authentication-results", "other.example.jp; none"),),
        (("authentication-results", "spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=x"),),
        (("subject", "x"),),
    ]
    assert propose_authserv_ids(mails) == (("mx.example.jp", 2), ("other.example.jp", 1))
