"""What a mail server tells us. Pure; times are aware, in UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One folder of the list."""

    name: str
    delimiter: str
    attributes: frozenset[str] = frozenset()
    """In lower case, with the backslash: ``\\\\sent``, ``\\\\noselect``."""

    @property
    def selectable(self) -> bool:
        """Whether it can hold messages."""
        return self.attributes.isdisjoint((r"\noselect", r"\nonexistent"))

    @property
    def special(self) -> bool:
        """Whether the server says what it is for (RFC 6154)."""
        return not self.attributes.isdisjoint((r"\sent", r"\drafts", r"\junk", r"\trash", r"\archive", r"\all"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderStatus:
    """A folder at the moment it was opened. UIDs mean nothing without their UIDVALIDITY (RFC 9051, 2.3.1.1)."""

    name: str
    uidvalidity: int
    """0 where the server names none: then no UID can be trusted beyond this session."""
    uidnext: int | None
    exists: int


class Defect(StrEnum):
    """Why a message has less than was asked for."""

    TOO_LARGE = "too_large"
    """Beyond our cap: its header alone was fetched."""
    UNDELIVERED = "undelivered"
    """It is there, and the server does not hand it out, even asked for alone. It may do so another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderData:
    """What triage needs of one message."""

    uid: int
    internaldate: datetime | None
    size: int
    """RFC822.SIZE; some servers estimate it."""
    header: bytes
    """The few header fields asked for, as raw lines; may be empty."""
    defect: Defect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyData:
    """One message, whole; or what could be had of it, and why."""

    uid: int
    internaldate: datetime | None
    content: bytes
    defect: Defect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """Bytes of IMAP that went over the connection since login began, TLS framing apart."""

    read: int = 0
    written: int = 0
