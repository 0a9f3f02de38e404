"""The contract with dkimpy, held by a key of our own."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.authentication.signature import Outcome, verify
from mailbot.authentication.trust import Resolver
from tests.authentication.keys import nothing, resolve, signed, unreachable
from tests.parsing.mail import build, letter

AUTHOR = "amazon.co.jp"
NOTICE = letter("出品用アカウントを停止しました。\r\n", "text/plain; charset=utf-8", ("Date", "Thu, 14 Mar 2019 10:00:00 +0900"))
ARRIVED = datetime(2019, 3, 14, 1, tzinfo=UTC)


def _outcomes(content: bytes, resolver: Resolver | None = resolve, at: datetime | None = ARRIVED) -> list[Outcome]:
    return [one.outcome for one in verify(content, AUTHOR, resolver, at)]


def test_a_sound_signature_passes() -> None:
    assert _outcomes(signed(NOTICE)) == [Outcome.PASS]


def test_bare_line_feeds_of_an_exported_file_do_no_harm() -> None:
    assert _outcomes(signed(NOTICE).replace(b"\r\n", b"\n")) == [Outcome.PASS]


def test_a_signature_is_good_for_the_whole_organization() -> None:
    (found,) = verify(signed(NOTICE, "email.amazon.co.jp"), AUTHOR, resolve, ARRIVED)
    assert (found.domain, found.outcome) == ("email.amazon.co.jp", Outcome.PASS)


def test_a_strangers_signature_is_not_looked_at() -> None:
    assert _outcomes(signed(NOTICE, "evil.example")) == []
    assert _outcomes(signed(NOTICE, "amazonses.com")) == []
    assert _outcomes(signed(NOTICE, "amazon.com")) == []


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (signed(NOTICE).replace("停止".encode(), "再開".encode()), Outcome.BODY_CHANGED),
        (signed(NOTICE) + b"one more line\r\n", Outcome.BODY_CHANGED),
        (signed(NOTICE).replace(b"Subject: test", b"Subject: tset"), Outcome.WRONG),
        (b"From: x@evil.example\r\n" + signed(NOTICE), Outcome.WRONG),
        (signed(NOTICE, length=True), Outcome.PARTIAL),
        (signed(NOTICE, length=True) + b"appended\r\n", Outcome.PARTIAL),
        (signed(NOTICE).replace(b"a=rsa-sha256", b"a=rsa-sha1"), Outcome.WRONG),
        (signed(NOTICE).replace(b"a=rsa-sha256", b"a=none"), Outcome.WRONG),
        (signed(NOTICE, tags=b" x=1500000000;"), Outcome.EXPIRED),
        (signed(NOTICE, tags=b" x=1600000000;"), Outcome.WRONG),
        (signed(NOTICE).replace(b"bh=", b"bh=!"), Outcome.WRONG),
    ],
)
def test_what_becomes_of_a_signature(content: bytes, outcome: Outcome) -> None:
    assert _outcomes(content) == [outcome]


def test_expiry_is_held_against_the_time_of_arrival_and_no_clock() -> None:
    old = signed(NOTICE, tags=b" x=1552539600;")
    assert _outcomes(old, at=datetime(2019, 3, 14, tzinfo=UTC)) == [Outcome.WRONG]  # the tag is unsigned, so the rest fails
    assert _outcomes(old, at=datetime(2019, 4, 14, tzinfo=UTC)) == [Outcome.EXPIRED]
    assert _outcomes(old, at=None) == [Outcome.WRONG]


def test_a_key_that_is_gone_and_dns_that_is_down_are_told_apart() -> None:
    assert _outcomes(signed(NOTICE), nothing) == [Outcome.NO_KEY]
    assert _outcomes(signed(NOTICE), unreachable) == [Outcome.DNS_FAILED]
    assert _outcomes(signed(NOTICE), lambda _: b"v=DKIM1; p=") == [Outcome.WRONG]
    assert _outcomes(signed(NOTICE), lambda _: b"\xff garbage") == [Outcome.WRONG]
    assert _outcomes(signed(NOTICE), None) == [Outcome.UNCHECKED]


def test_only_the_first_few_signatures_are_looked_up() -> None:
    asked: list[str] = []

    def counting(name: str) -> bytes | None:
        asked.append(name)
        return None

    line = signed(NOTICE).partition(b"From:")[0]
    assert len(_outcomes(line * 200 + NOTICE, counting)) == len(asked) == 4


@pytest.mark.parametrize(
    "content",
    [
        signed(NOTICE) + b" " * 2_000_000 + b"x\r\n",
        signed(NOTICE).replace(b"h=", b"h=" + b" " * 6_000, 1),
        signed(NOTICE) + (b" " * 390 + b"x") * 5_000,
    ],
)
def test_white_space_without_end_costs_no_time(content: bytes) -> None:
    began = time.perf_counter()
    assert _outcomes(content) != [Outcome.PASS]
    assert time.perf_counter() - began < 3


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 700), st.binary(max_size=8))
def test_no_damage_makes_it_raise_or_pass(place: int, spice: bytes) -> None:
    content = signed(NOTICE)
    damaged = content[:place] + spice + content[place + len(spice) :]
    outcomes = _outcomes(damaged)
    if Outcome.PASS in outcomes and damaged != content:
        # What may change unseen is white space, the case of names and what no signature covers.
        assert (
            damaged[len(content.partition(b"From:")[0]) :].split() == content[len(content.partition(b"From:")[0]) :].split()
            or place < 700
        )


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(content: bytes) -> None:
    verify(content, AUTHOR, resolve, None)
    verify(
        build(("DKIM-Signature", b"v=1; d=amazon.co.jp; " + content.replace(b"\r", b"").replace(b"\n", b"")), body="x"),
        AUTHOR,
        resolve,
        None,
    )
