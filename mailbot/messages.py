"""The values a message passes through before anybody reads its words: raw, parsed, judged.

Pure: no I/O. All times are aware.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from classifiers.labels import Direction
from classifiers.reading import Reading


def digest(content: bytes) -> str:
    """Return the SHA-256 of ``content`` as 64 lower-case hexadecimal digits: a message's name in the store."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a copy of a message was found: a mailbox folder (``uid`` set) or a file (``path`` set)."""

    account: str
    folder: str
    uidvalidity: int | None = None
    uid: int | None = None
    path: str | None = None
    sent: bool = False
    """The folder is the mailbox's Sent folder: whoever From names, the seller wrote it."""


@dataclass(frozen=True, kw_only=True)
class RawMessage:
    """The bytes as they came, and how they came."""

    content: bytes
    place: Place
    received: datetime | None
    """INTERNALDATE of the server, mtime-free: None for files."""
    confirmed: bool = False
    """The user vouches for it (a notice copied from the console)."""

    @cached_property
    def sha256(self) -> str:
        return digest(self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One mailbox: display name (decoded) and ``local@domain`` in lower case; both may be empty."""

    name: str = ""
    address: str = ""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of the HTML part: never followed, only looked at."""

    shown: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """What is known of an attachment; its bytes stay in the raw message."""

    filename: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """A message inside this one: a message/rfc822 part, or an inline forward. Its headers are a claim of the forwarder."""

    subject: str
    sender: Address
    date: datetime | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedMessage:
    """What a message is, format apart."""

    sha256: str
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    subject: str
    sender: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    return_path: str | None
    date: datetime | None
    """The Date header, where it can be read."""
    received: datetime | None
    """When it arrived: INTERNALDATE, else the topmost Received, else Date. None where nothing says."""
    text: str
    """The newest words of its author."""
    quoted: str
    forwarded: tuple[Forwarded, ...]
    links: tuple[Link, ...]
    attachments: tuple[Attachment, ...]
    headers: tuple[tuple[str, str], ...]
    """All headers in order, decoded; names in lower case."""
    signals: frozenset[str]
    """``bounce``, ``list``, ``auto_reply`` (values of classifiers.sample.Signal)."""
    defects: tuple[str, ...] = ()

    def header(self, name: str) -> tuple[str, ...]:
        """Return every value of a header, topmost first."""
        return tuple(value for key, value in self.headers if key == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unparseable:
    """A message that cannot be read, kept and shown with its reason (a code of the catalogue)."""

    sha256: str
    reason: str
    detail: str = ""
    received: datetime | None = None


class Verdict(StrEnum):
    """Is it Amazon's? The decision table stands in ``mailbot.authentication``."""

    GENUINE = "genuine"
    UNPROVEN = "unproven"
    FORGED = "forged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a verdict: a code of the catalogue and the values its sentence needs."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authenticity:
    """The verdict and its reasons, the weightiest first."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    claims_amazon: bool
    """The message is from, or poses as, Amazon."""
    relayed: bool = False
    """It came through Amazon's buyer-to-seller relay: a stranger's words, never confirmable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """Everything derived from one message's bytes: made by ``pipeline.understand``, made again at will."""

    parsed: ParsedMessage
    direction: Direction
    authenticity: Authenticity
    reading: Reading
    version: str


class Disposition(StrEnum):
    """What became of a message. The five words of ``import --json`` are disjoint."""

    STORED = "stored"
    IGNORED = "ignored"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    UNREADABLE = "unreadable"
