"""One message's way, on a page: who wrote it, what the reader is told of it, and what no reading may say."""

from datetime import UTC, datetime, timedelta

import pytest

from classifiers.labels import Act, Direction, Label
from classifiers.reading import Reading
from classifiers.sample import Sample, SenderKind, Signal
from mailbot.authentication import Trust
from mailbot.messages import Place, RawMessage, Understanding, Unparseable, Verdict
from mailbot.pipeline import Context, amended, is_case_mail, sender_kind, understand
from tests.letters import APPEAL, CLOSURE, SELLER, SERVER, START, amazon, mail, noise, own


class Credulous:
    """A reader that takes everything for a closure, and remembers what it was told."""

    version = "test"

    def __init__(self) -> None:
        self.told: list[Sample] = []

    def read(self, sample: Sample) -> Reading:
        self.told.append(sample)
        if sample.direction is Direction.OUTGOING:
            return Reading(label=None, act=Act.APPEAL, confidence=0.9)
        return Reading(label=Label.CLOSURE_NOTICE, confidence=0.9, secondary=(Label.FUNDS_WITHHELD,))


def read(content: bytes, *, sent: bool = False, received: datetime | None = None) -> tuple[Understanding, Sample]:
    reader = Credulous()
    trust = Trust(authserv_ids=(SERVER,), own_addresses=(SELLER,))
    raw = RawMessage(content=content, place=Place(account="shop", folder="INBOX"), received=received)
    found = understand(raw, Context(reader=reader, trust=trust, sent=sent))
    assert isinstance(found, Understanding)
    return found, reader.told[0]


def test_a_notice_is_read_and_judged():
    found, sample = read(amazon(CLOSURE, "停止のお知らせ"))
    assert (found.direction, found.authenticity.verdict) == (Direction.INCOMING, Verdict.GENUINE)
    assert (sample.sender_kind, sample.subject, sample.received) == (SenderKind.AMAZON, "停止のお知らせ", START)
    assert found.version == "2/test"
    assert is_case_mail(found)


def test_the_server_knows_better_than_the_headers_when_it_came():
    late = START + timedelta(days=2)
    found, _ = read(amazon(CLOSURE, "停止のお知らせ"), received=late)
    assert found.parsed.received == late


@pytest.mark.parametrize(
    ("content", "sent", "direction"),
    [
        (own(APPEAL, "改善計画"), False, Direction.OUTGOING),
        (noise(1), True, Direction.OUTGOING),
        (noise(1), False, Direction.INCOMING),
        (amazon(CLOSURE, "停止"), True, Direction.INCOMING),
        (mail(CLOSURE, "停止", sender=f"Amazon.co.jp <{SELLER}>", message_id="<self@x>"), False, Direction.INCOMING),
    ],
)
def test_who_wrote(content, sent, direction):
    """A mail that poses as Amazon under the seller's own address is not the seller's."""
    assert read(content, sent=sent)[0].direction is direction


def test_a_strangers_words_are_no_notice_whatever_they_say():
    relayed = mail(
        CLOSURE,
        "停止",
        sender="購入者 <abc@marketplace.amazon.co.jp>",
        message_id="<r@x>",
        **{"Authentication-Results": f"{SERVER}; dkim=pass header.d=marketplace.amazon.co.jp"},
    )
    found, sample = read(relayed)
    assert Signal.RELAYED in sample.signals
    assert sample.sender_kind is SenderKind.RELAY
    assert (found.reading.label, found.reading.secondary) == (Label.OTHER_AMAZON, ())
    assert not is_case_mail(found)


def test_what_is_forged_is_no_case_mail():
    found, _ = read(mail(CLOSURE, "停止", sender="Amazon <no-reply@arnazon-co.jp.example>", message_id="<lure@x>"))
    assert found.authenticity.verdict is Verdict.FORGED
    assert not is_case_mail(found)


def test_dns_is_asked_only_where_the_context_allows():
    asked: list[datetime | None] = []

    def resolver(received: datetime | None) -> None:
        asked.append(received)

    raw = RawMessage(content=amazon(CLOSURE, "停止"), place=Place(account="shop", folder=""), received=None)
    understand(raw, Context(reader=Credulous(), resolver=resolver))
    assert asked == [START]


@pytest.mark.parametrize(
    ("domain", "account", "zone"),
    [
        (b"amazon.com", None, "America/Los_Angeles"),
        (b"amazon.co.jp", None, "Asia/Tokyo"),
        (b"shop.example", None, "Asia/Tokyo"),
        (b"amazon.com", "Europe/London", "Europe/London"),
    ],
)
def test_a_printed_time_is_meant_where_the_account_is_or_the_store(domain, account, zone):
    reader = Credulous()
    raw = RawMessage(
        content=b"From: notices@" + domain + b"\r\nSubject: a notice\r\n\r\nBy 5 May.",
        place=Place(account="shop", folder=""),
        received=None,
    )
    understand(raw, Context(reader=reader, timezone=account))
    assert reader.told[0].timezone == zone


def test_what_cannot_be_parsed_is_a_value():
    deep = b"From: a@b.example\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (level, level) for level in range(3000)
    )
    raw = RawMessage(content=deep, place=Place(account="shop", folder=""), received=datetime(2018, 8, 15, tzinfo=UTC))
    found = understand(raw, Context(reader=Credulous()))
    assert isinstance(found, Unparseable)
    assert found.sha256 == raw.sha256


def test_the_users_label_takes_the_place_of_the_readers():
    found, _ = read(amazon(CLOSURE, "停止"))
    assert amended(found, None) is found
    assert amended(found, Label.CLOSURE_NOTICE) is found
    corrected = amended(found, Label.POLICY_WARNING).reading
    assert (corrected.label, corrected.confidence, corrected.abstained) == (Label.POLICY_WARNING, 1.0, None)


@pytest.mark.parametrize(
    ("domain", "kind"),
    [
        ("amazon.co.jp", SenderKind.AMAZON),
        ("marketplace.amazon.co.jp", SenderKind.RELAY),
        ("arnazon.co.jp", SenderKind.OTHER),
        ("amazon.co.jp.example", SenderKind.OTHER),
        ("", SenderKind.UNKNOWN),
    ],
)
def test_whom_a_domain_names(domain, kind):
    assert sender_kind(domain) is kind
