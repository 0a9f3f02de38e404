"""Amazon's domains as data."""

from zoneinfo import ZoneInfo

import pytest

from mailbot import domains


@pytest.mark.parametrize(
    ("domain", "amazon", "relay"),
    [
        ("amazon.co.jp", True, False),
        ("AMAZON.CO.JP.", True, False),
        ("email.amazon.co.jp", True, False),
        ("bounces.amazon.co.jp", True, False),
        ("amazonpay.amazon.co.jp", True, False),
        ("amazon.jp", True, False),
        ("sell.amazon.com", True, False),
        ("amazonsellerservices.com", True, False),
        ("amazon.com.mx", True, False),
        ("marketplace.amazon.co.jp", False, True),
        ("m.marketplace.amazon.co.jp", False, True),
        ("marketplace.amazon.de", False, True),
        ("amazonses.com", False, False),
        ("amazon.evil.example", False, False),
        ("amazon.co.jp.evil.com", False, False),
        ("notamazon.com", False, False),
        ("amazon", False, False),
        ("", False, False),
    ],
)
def test_who_is_amazon(domain: str, amazon: bool, relay: bool) -> None:
    assert domains.is_amazon(domain) is amazon
    assert domains.is_relay(domain) is relay


def test_stores_and_their_domains() -> None:
    assert domains.marketplace_of("email.amazon.co.jp") == "amazon.co.jp"
    assert domains.marketplace_of("amazon.jp") == "amazon.co.jp"
    assert domains.marketplace_of("marketplace.amazon.de") == "amazon.de"
    assert domains.marketplace_of("amazonsellerservices.com") is None
    assert domains.marketplace_of("example.jp") is None
    assert "amazon.co.jp" in domains.stores()
    assert len(set(domains.stores())) == len(domains.stores())


def test_the_data_say_when_and_where_from() -> None:
    assert domains.load().as_of.year >= 2026
    assert domains.load().source


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("amazon.co.jp", "email.amazon.co.jp", True),
        ("amazon.co.jp", "amazon.com", False),
        ("amazon.co.jp", "rakuten.co.jp", False),
        ("a.example.jp", "b.example.jp", True),
        ("a.example.co.uk", "b.other.co.uk", False),
        ("", "", False),
    ],
)
def test_alignment(one: str, other: str, same: bool) -> None:
    assert domains.aligned(one, other) is same


def test_envelopes() -> None:
    assert domains.is_envelope("ap-northeast-1.amazonses.com")
    assert domains.is_envelope("bounces.amazon.co.jp")
    assert not domains.is_envelope("evil.example")


def test_every_store_has_a_zone():
    assert set(domains.load().zones) == set(domains.stores())
    assert all(ZoneInfo(name) for name in domains.load().zones.values())
    assert domains.zone_of("mail.amazon.com") == "America/Los_Angeles"
    assert domains.zone_of("amazon.jp") == "Asia/Tokyo"
    assert domains.zone_of("amazonsellerservices.com") is None
    assert domains.zone_of("example.jp") is None
