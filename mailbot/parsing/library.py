"""The one door to mail-parser. Its values and errors do not leave this package.

Taken from it: structural address parsing (hardened against display-name tricks, CVE-2023-27043), dates, the walk over
the parts and their defects. Not taken: its bodies and names, which it garbles for Japanese (7-bit ISO-2022-JP comes out
as escape text, cp932 with ① is destroyed); those are decoded by ``charsets`` and ``words`` over its ``.message``.
"""

import email
import email.errors
import email.utils
import logging
import re
from datetime import UTC, datetime, timedelta
from email.message import Message
from typing import Final

import mailparser
from mailparser.dates import parse_mail_date
from mailparser.exceptions import MailParserError
from mailparser.utils import get_addresses

from mailbot.messages import Address
from mailbot.parsing import words
from mailbot.parsing.limits import Refused, check

# It logs whole hostile headers as errors, which Python prints to stderr where no logging is set up.
logging.getLogger("mailparser").setLevel(logging.CRITICAL + 1)

_QUIRKS: Final = (AttributeError, TypeError, ValueError, LookupError, AssertionError, email.errors.MessageError, MailParserError)
"""What mail-parser and the standard library were seen to raise on broken mail (no boundary, unknown charset, bad base64)."""
_LENIENT: Final = re.compile(r"<\s*([^<>@\s]{1,100}@[^<>@\s]{1,253})\s*>\s*\Z")
_BARE: Final = re.compile(r"\s*([^<>@\s,;:()\"]{1,100}@[a-zA-Z0-9][a-zA-Z0-9.-]{0,252})\s*\Z")
_DATE_CHARS: Final = 200
_WIDEST_ZONE: Final = 14 * 3600
_YEARS: Final = range(1990, 2100)


def message(content: bytes) -> tuple[Message, tuple[str, ...]]:
    """Return the parsed message and the classes of its defects; ``Refused`` where there is no reading it at all."""
    try:
        mail = mailparser.parse_from_bytes(content)
        return mail.message, tuple(sorted(mail.defects_categories))
    except RecursionError:
        raise Refused("too_nested") from None
    except _QUIRKS as error:
        quirk = type(error).__name__
    try:
        # The library stumbled over its own recovery (a multipart that never starts): the plain parse still stands.
        return email.message_from_bytes(content), (f"LibraryQuirk{quirk}",)
    except RecursionError:
        raise Refused("too_nested") from None
    except _QUIRKS as error:
        raise Refused("unparseable", type(error).__name__) from None


def enclosed(content: bytes) -> Message | None:
    """Return a message that was sent as a file, None for bytes that are none or are not to be read."""
    try:
        check(content)
        found = email.message_from_bytes(content)
    except (Refused, RecursionError, *_QUIRKS):
        return None
    return found if "from" in found or "subject" in found else None


def addresses(raw: str) -> tuple[tuple[Address, ...], bool]:
    """Return the mailboxes of a raw address header and whether it was ambiguous (something in it was no mailbox)."""
    value = words.plain(raw)
    if not value.strip():
        return (), False
    defects: list[dict[str, object]] = []
    try:
        pairs = get_addresses(value, defects=defects)
    except _QUIRKS:
        pairs, defects = [], [{"recovered": False}]
    found = tuple(_address(name, mailbox) for name, mailbox in pairs if mailbox)
    if not found and (single := _lenient(value)):
        return (single,), False
    return found, any(not defect.get("recovered") for defect in defects)


def date(raw: str) -> datetime | None:
    """Return a Date header (or the date of a Received header) as an aware UTC time, None where it says nothing usable."""
    value = words.plain(raw)[:_DATE_CHARS].strip()
    try:
        strict = parse_mail_date(value)
        found = _loose_date(value) if strict.reasons == ("invalid-date-syntax",) else strict.value
    except (*_QUIRKS, OverflowError):
        return None
    return found if found is not None and found.year in _YEARS else None


def _loose_date(value: str) -> datetime | None:
    """Read the dates of mailers that write no zone (it counts as UTC), one digit for the hour, or the C library's order."""
    found = email.utils.parsedate_tz(value)
    if found is None or abs(found[9] or 0) > _WIDEST_ZONE:
        return None
    return datetime(*found[:6], tzinfo=UTC) - timedelta(seconds=found[9] or 0)


def _address(name: str, mailbox: str) -> Address:
    shown = words.words(name) if "=?" in name else name
    return Address(name=" ".join(shown.split()), address=mailbox.strip().lower())


def _lenient(value: str) -> Address | None:
    """Read an address that only the grammar forbids: Japanese carriers gave out local parts such as ``a..b.``."""
    if value.count("@") != 1 or value.count("<") > 1:
        return None
    match = _LENIENT.search(value) or _BARE.match(value)
    if match is None:
        return None
    name = value[: match.start()].strip().strip('"') if "<" in value else ""
    return _address(name, match[1])
