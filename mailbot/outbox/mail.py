"""Writing a draft as a mail: pure, the same values give the same bytes.

Header lines are laid out here and not by ``email``: its folding turns a long Message-ID in References into an encoded word,
and the answer then stands outside its thread.
"""

import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from mailbot.errors import UsageError
from mailbot.messages import Address, digest

_ADDRESS: Final = re.compile(r"[^\s<>()\[\],;:\\\"@\x00-\x1f\x7f]+@[^\s<>()\[\],;:\\\"@\x00-\x1f\x7f]+")
_MESSAGE_ID: Final = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]+>")
_REFERENCES_KEPT: Final = 30
"""RFC 5322 sets no limit; the first and the newest are what mail programs look at."""
_LINE: Final = 76


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that goes with a draft, byte for byte."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMail:
    """Everything a mail is made of; nothing is added to it."""

    message_id: str
    """With its angle brackets."""
    date: datetime
    """Aware."""
    sender: Address
    to: str
    subject: str
    body: str
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = field(default=())
    unsent: bool = False
    """Ask Outlook to open the file as a draft (``X-Unsent``)."""


def compose_mail(draft: DraftMail) -> bytes:
    """Return the mail, lines ended by CRLF.

    No value can add a header: line breaks become spaces. Raises UsageError for an address, ValueError for a Message-ID or a
    date that cannot stand in a mail.
    """
    return _header_block(draft) + _body(draft)


def _header_block(draft: DraftMail) -> bytes:
    if draft.date.tzinfo is None:
        raise ValueError("a mail's date needs a time zone")
    lines = [
        _line("From", _mailbox(draft.sender)),
        _line("To", _checked_address(draft.to)),
        _line("Subject", _words(draft.subject, "Subject")),
        _line("Date", format_datetime(draft.date)),
        _line("Message-ID", _identifier(draft.message_id)),
    ]
    if draft.in_reply_to:
        lines.append(_line("In-Reply-To", _identifier(draft.in_reply_to)))
    if draft.references:
        lines.append(_line("References", "\r\n ".join(_kept(draft.references))))
    if draft.unsent:
        lines.append(_line("X-Unsent", "1"))
    return "".join(lines).encode("ascii")


def _body(draft: DraftMail) -> bytes:
    message = EmailMessage(policy=SMTP)
    text = draft.body.replace("\r\n", "\n").replace("\r", "\n")
    message.set_content(text, charset="utf-8", cte="quoted-printable" if text.isascii() else "base64")
    for enclosure in draft.enclosures:
        main, _, sub = _media_type(enclosure.name).partition("/")
        message.add_attachment(enclosure.content, maintype=main, subtype=sub, filename=attachment_name(enclosure.name))
    if draft.enclosures:
        message.set_boundary(f"=_{digest(draft.message_id.encode() + text.encode())[:40]}")
    return message.as_bytes()


def attachment_name(name: str) -> str:
    """Return the last part of a name without control characters; ``attachment`` where nothing is left."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip(" .") or "attachment"


def _media_type(name: str) -> str:
    guessed, encoding = mimetypes.guess_type(name)
    if guessed is None or encoding or guessed.startswith(("message/", "multipart/")):
        # A message type may not be base64 (RFC 2046, 5.2.1), and anything else would not be byte for byte.
        return "application/octet-stream"
    return guessed


def _line(name: str, value: str) -> str:
    return f"{name}: {value}\r\n"


def _words(text: str, header: str) -> str:
    """Encode free text (RFC 2047), folded; plain where it is short ASCII."""
    flat = _one_line(text)
    if flat.isascii() and len(flat) + len(header) + 2 <= _LINE and "=?" not in flat:
        return flat
    return Header(flat, "utf-8", maxlinelen=_LINE, header_name=header).encode(linesep="\r\n")


def _mailbox(address: Address) -> str:
    spec = _checked_address(address.address)
    name = _one_line(address.name)
    if not name:
        return spec
    if name.isascii():
        return '"' + re.sub(r'(["\\])', r"\\\1", name) + f'" <{spec}>'
    return f"{_words(name, 'From')}\r\n <{spec}>"


def _checked_address(address: str) -> str:
    if not address.isascii() or _ADDRESS.fullmatch(address) is None:
        raise UsageError("error.draft_address", address=address)
    return address


def _identifier(value: str) -> str:
    if _MESSAGE_ID.fullmatch(value) is None:
        raise ValueError(f"not a Message-ID: {value!r}")
    return value


def _kept(references: Sequence[str]) -> list[str]:
    """Return those that are Message-IDs (a broken one came in with somebody's mail), the first and the newest of many."""
    good = [value for value in dict.fromkeys(references) if _MESSAGE_ID.fullmatch(value)]
    return good if len(good) <= _REFERENCES_KEPT else [good[0], *good[1 - _REFERENCES_KEPT :]]


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
