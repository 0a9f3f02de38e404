"""One message's way, on a page: bytes → parsed → judged → read. Pure: DNS, model and time are arguments.

``understand`` is run when a message comes in, and again over the stored bytes whenever the model, a rule or the user's word
changed. What follows from it for a case is ``mailbot.casebook``; what to answer is ``replies``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Protocol

from classifiers.labels import Direction, Label
from classifiers.reading import Reading
from classifiers.sample import Sample, SenderKind, Signal
from mailbot import authentication, domains, parsing
from mailbot.authentication import Resolver, Trust
from mailbot.messages import Authenticity, ParsedMessage, RawMessage, Understanding, Unparseable, Verdict

VERSION: Final = "2"
"""Of parsing, authentication and mapping; raise it where stored messages must be read again."""


class Reads(Protocol):
    """The classifier, as far as the pipeline knows it."""

    @property
    def version(self) -> str: ...

    def read(self, sample: Sample) -> Reading: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What understanding depends on beside the bytes."""

    reader: Reads
    trust: Trust = field(default_factory=lambda: Trust(authserv_ids=(), own_addresses=()))
    resolver: Callable[[datetime | None], Resolver | None] = lambda _received: None
    """DNS for DKIM, or None, by the time a message was received: keys of old mail are gone."""
    timezone: str | None = None
    """Of the account; None where a message's account is unknown: its sender's store says, else Japan's."""
    sent: bool = False
    """The message lies in the Sent folder."""

    @property
    def version(self) -> str:
        """Changes where any stage would read otherwise."""
        return f"{VERSION}/{self.reader.version}"


def understand(raw: RawMessage, context: Context) -> Understanding | Unparseable:
    """Return all that one message says. Never raises for what a message contains."""
    parsed = parsing.parse(raw)
    if isinstance(parsed, Unparseable):
        return parsed
    authenticity = authentication.judge(parsed, raw.content, context.trust, context.resolver(parsed.received))
    direction = direction_of(parsed, context, authenticity)
    reading = context.reader.read(sample_of(parsed, authenticity, direction, zone_for(parsed, context)))
    return Understanding(
        parsed=parsed,
        direction=direction,
        authenticity=authenticity,
        reading=_gated(reading, authenticity, direction),
        version=context.version,
    )


def zone_for(parsed: ParsedMessage, context: Context) -> str:
    """Return the IANA zone in which printed times without one are meant."""
    return context.timezone or domains.zone_of(parsed.sender.domain) or "Asia/Tokyo"


def direction_of(parsed: ParsedMessage, context: Context, authenticity: Authenticity) -> Direction:
    """Say who wrote. A mail that poses as Amazon under the seller's own address is not the seller's."""
    own = parsed.sender.address in context.trust.own_addresses
    if (own or context.sent) and not authenticity.claims_amazon:
        return Direction.OUTGOING
    return Direction.INCOMING


def sample_of(parsed: ParsedMessage, authenticity: Authenticity, direction: Direction, timezone: str) -> Sample:
    """Map a mail to what the reader is told of it."""
    signals = {Signal(name) for name in parsed.signals}
    if authenticity.relayed:
        signals.add(Signal.RELAYED)
    return Sample(
        text=parsed.text,
        subject=parsed.subject,
        quoted=parsed.quoted,
        forwarded=tuple(part.text for part in parsed.forwarded),
        sender_name=parsed.sender.name,
        sender_address=parsed.sender.address,
        sender_kind=sender_kind(parsed.sender.domain),
        direction=direction,
        signals=frozenset(signals),
        links=tuple((link.shown, link.target) for link in parsed.links),
        attachment_names=tuple(item.filename for item in parsed.attachments),
        received=parsed.received,
        timezone=timezone,
    )


def sender_kind(domain: str) -> SenderKind:
    """Say whom a From domain names."""
    if not domain:
        return SenderKind.UNKNOWN
    if domains.is_relay(domain):
        return SenderKind.RELAY
    return SenderKind.AMAZON if domains.is_amazon(domain) else SenderKind.OTHER


def amended(understanding: Understanding, label: Label | None) -> Understanding:
    """Return the understanding with the label that the user gave, where one was given."""
    if label is None or understanding.reading.label is label:
        return understanding
    alternatives = understanding.reading.alternatives
    reading = replace(understanding.reading, label=label, abstained=None, confidence=1.0, alternatives=alternatives)
    return replace(understanding, reading=reading)


def is_case_mail(understanding: Understanding) -> bool:
    """Say whether a message may move a case: forged and relayed mail never does."""
    authenticity = understanding.authenticity
    return authenticity.verdict is not Verdict.FORGED and not authenticity.relayed


def _gated(reading: Reading, authenticity: Authenticity, direction: Direction) -> Reading:
    """A relayed message is a stranger's: other_amazon, whatever its words claim (docs/authenticity.md)."""
    if direction is Direction.INCOMING and authenticity.relayed and reading.label is not Label.OTHER_AMAZON:
        return replace(reading, label=Label.OTHER_AMAZON, abstained=None, secondary=(), deadlines=(), demands=())
    return reading
