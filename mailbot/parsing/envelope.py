"""The headers of a message as values: who, to whom, about what, in answer to what, and what kind of mail it is.

Pure. Used by the full parse and, on the headers alone, by triage.
"""

import email.errors
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser
from typing import Final

from mailbot.messages import Address
from mailbot.parsing import library, signals, words
from mailbot.parsing.limits import Refused, check, header_block

_MESSAGE_ID: Final = re.compile(r"<[^<>\s]{1,900}>")
_RECEIVED_SEEN: Final = 30
_SINGLE: Final = (
    "subject",
    "date",
    "reply-to",
    "message-id",
    "content-type",
    "content-transfer-encoding",
    "mime-version",
    "sender",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedHeaders:
    """What the headers say. ``defects`` are codes; those of From decide about hostility in ``authentication``."""

    headers: tuple[tuple[str, str], ...]
    """All headers in order, decoded; names in lower case."""
    sender: Address
    sender_line: Address
    """The Sender header: who sent in the name of ``sender``."""
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    return_path: str | None
    """Lower case; "" for the null sender <>, None where there is no such header."""
    subject: str
    message_id: str | None
    """With its angle brackets, as sent."""
    in_reply_to: str | None
    references: tuple[str, ...]
    date: datetime | None
    arrived: datetime | None
    """The time of the topmost Received header."""
    signals: frozenset[str]
    defects: tuple[str, ...] = ()


def headers(content: bytes) -> ParsedHeaders:
    """Read the header block of ``content`` (a whole message, or the headers alone as IMAP hands them out).

    Never raises: what cannot be read is empty, with the code ``headers_unreadable`` among the defects.
    """
    try:
        block = header_block(content.lstrip(b"\r\n\xef\xbb\xbf"))
        check(block)
        parsed = BytesHeaderParser().parsebytes(block)
        return read(tuple(parsed.raw_items()))
    except (Refused, email.errors.MessageError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return read((), ("headers_unreadable",))


def read(raw: Sequence[tuple[str, str]], defects: tuple[str, ...] = ()) -> ParsedHeaders:
    """Make the value from raw header pairs, in order, as the standard library's parser keeps them."""
    lines: dict[str, list[str]] = {}
    decoded: list[tuple[str, str]] = []
    for name, value in raw:
        key = name.strip().lower()
        lines.setdefault(key, []).append(str(value))
        decoded.append((key, words.text(str(value))))
    texts = dict(reversed(decoded))
    sender, problems = _sender(lines.get("from", []))
    ids = _ids(lines.get("message-id", [""])[0])
    answers = _ids(lines.get("in-reply-to", [""])[0])
    repeated = tuple(f"repeated_{name.replace('-', '_')}" for name in _SINGLE if len(lines.get(name, ())) > 1)
    return ParsedHeaders(
        headers=tuple(decoded),
        sender=sender,
        sender_line=_first(lines, "sender"),
        reply_to=_all(lines, "reply-to"),
        to=_all(lines, "to"),
        cc=_all(lines, "cc"),
        return_path=_return_path(lines),
        subject=" ".join(texts.get("subject", "").split()),
        message_id=ids[0] if ids else (texts.get("message-id") or None),
        in_reply_to=answers[0] if answers else None,
        references=tuple(dict.fromkeys(_ids(" ".join(lines.get("references", ()))))),
        date=library.date(lines["date"][0]) if "date" in lines else None,
        arrived=_arrived(lines.get("received", [])),
        signals=signals.of(decoded, sender.address, texts.get("subject", "")),
        defects=(*defects, *problems, *repeated),
    )


def _sender(values: Sequence[str]) -> tuple[Address, tuple[str, ...]]:
    """Return the first mailbox of From and what is wrong with the header: both count in ``authentication``."""
    if not values:
        return Address(), ("from_missing",)
    problems: list[str] = []
    found, ambiguous = library.addresses(values[0])
    if len(values) > 1:
        problems.append("from_repeated")
    if len(found) > 1:
        problems.append("from_several")
    if ambiguous:
        problems.append("from_ambiguous")
    if not found:
        problems.append("from_empty")
    return (found[0] if found else Address(name=words.text(values[0])[:300])), tuple(problems)


def _all(lines: dict[str, list[str]], name: str) -> tuple[Address, ...]:
    return tuple(address for value in lines.get(name, ())[:5] for address in library.addresses(value)[0])


def _first(lines: dict[str, list[str]], name: str) -> Address:
    found = _all(lines, name)
    return found[0] if found else Address()


def _return_path(lines: dict[str, list[str]]) -> str | None:
    values = lines.get("return-path")
    if not values:
        return None
    found, _ = library.addresses(values[0])
    return found[0].address if found else ""


def _ids(value: str) -> list[str]:
    return _MESSAGE_ID.findall(words.plain(value))


def _arrived(received: Sequence[str]) -> datetime | None:
    for value in received[:_RECEIVED_SEEN]:
        found = library.date(words.plain(value).rpartition(";")[2])
        if found is not None:
            return found
    return None
