"""Mail of Amazon's as real servers hand it over: none of it is called forged, and it is genuine wherever there is proof."""

from datetime import UTC, datetime

import pytest

from classifiers import reader
from classifiers.labels import ACCOUNT_HEALTH
from mailbot.authentication import Resolver, Trust
from mailbot.messages import Place, RawMessage, Understanding, Verdict
from mailbot.pipeline import Context, understand
from tests.authentication.keys import nothing, resolve, signed, unreachable
from tests.authentication.notices import NOTICES, SELLER, Notice
from tests.authentication.servers import DELIVERIES, WRITINGS, Delivery, Writing, deliver, trust, twice_signed

OWN = Trust(authserv_ids=(), own_addresses=(SELLER,))
KEYS: dict[str, tuple[Resolver | None, Verdict]] = {
    "key": (resolve, Verdict.GENUINE),
    "key gone": (nothing, Verdict.UNPROVEN),
    "dns down": (unreachable, Verdict.UNPROVEN),
    "no dns": (None, Verdict.UNPROVEN),
}


def understood(content: bytes, believed: Trust, resolver: Resolver | None) -> Understanding:
    context = Context(reader=reader.load(), trust=believed, resolver=lambda _received: resolver)
    raw = RawMessage(content=content, place=Place(account="shop", folder="INBOX"), received=datetime(2019, 3, 14, tzinfo=UTC))
    found = understand(raw, context)
    assert isinstance(found, Understanding), found
    return found


def test_there_are_enough() -> None:
    assert len(NOTICES) * (len(DELIVERIES) + len(WRITINGS)) >= 150


@pytest.mark.parametrize("delivery", DELIVERIES, ids=lambda one: one.name)
def test_a_servers_word(delivery: Delivery) -> None:
    for notice in NOTICES:
        found = understood(deliver(delivery, notice), trust(delivery), None)
        assert found.authenticity.verdict is delivery.verdict, (notice.key, found.authenticity.reasons)
        assert found.authenticity.claims_amazon
        assert found.reading.label in ACCOUNT_HEALTH


@pytest.mark.parametrize("delivery", DELIVERIES, ids=lambda one: one.name)
def test_where_the_server_says_too_little_our_own_proof_suffices(delivery: Delivery) -> None:
    for notice in NOTICES:
        found = understood(twice_signed(deliver(delivery, notice), notice.domain), trust(delivery), resolve)
        assert found.authenticity.verdict is Verdict.GENUINE, (notice.key, found.authenticity.reasons)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("writing", WRITINGS, ids=lambda one: one.name)
def test_a_signature_of_ours(writing: Writing, key: str) -> None:
    resolver, verdict = KEYS[key]
    for notice in NOTICES:
        found = understood(signed(writing.make(notice), _signer(writing, notice)), OWN, resolver)
        assert found.authenticity.verdict is verdict, (notice.key, found.authenticity.reasons)
        assert _said(found, notice)


def _signer(writing: Writing, notice: Notice) -> str:
    return f"email.{notice.domain}" if writing.name == "a subdomain" else notice.domain


def _said(found: Understanding, notice: Notice) -> bool:
    """The words came through whatever they were wrapped in."""
    return "".join(notice.body.split())[:40] in "".join(found.parsed.text.split())
