"""What the reader is told of one message: plain values, no mail format."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from classifiers.labels import Direction


class SenderKind(StrEnum):
    """Who the From line names. It is a claim of the message, not a verdict on it."""

    AMAZON = "amazon"
    RELAY = "relay"
    """Amazon's buyer-to-seller relay: a stranger's words."""
    OTHER = "other"
    UNKNOWN = "unknown"
    """No sender at all: pasted text."""


class Signal(StrEnum):
    """What the headers prove about the kind of mail."""

    BOUNCE = "bounce"
    LIST = "list"
    AUTO_REPLY = "auto_reply"
    RELAYED = "relayed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One message as the reader sees it."""

    text: str
    """The newest text of its author, without quoted history and forwarded parts; lines separated by ``\\n``."""
    subject: str = ""
    quoted: str = ""
    """Quoted history, for context only: what it says is not said again."""
    forwarded: tuple[str, ...] = ()
    """Texts of forwarded messages. Where ``text`` is (nearly) empty, the first is what the message says."""
    sender_name: str = ""
    sender_address: str = ""
    sender_kind: SenderKind = SenderKind.UNKNOWN
    direction: Direction = Direction.INCOMING
    signals: frozenset[Signal] = frozenset()
    links: tuple[tuple[str, str], ...] = ()
    """(shown text, target) of each link of the HTML part."""
    attachment_names: tuple[str, ...] = ()
    received: datetime | None = None
    """Aware. Gives printed dates without a year their year."""
    timezone: str = "Asia/Tokyo"
    """IANA name of the marketplace's zone, for printed times without one."""
