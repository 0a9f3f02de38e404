"""Reading FETCH answers: tolerant of what servers leave out or add."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from imapclient.exceptions import ProtocolError
from imapclient.response_parser import parse_fetch_response

from mailbot.imap.values import BodyData, Defect, HeaderData

FIELDS: Final = "FROM SENDER REPLY-TO RETURN-PATH TO CC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES DATE LIST-ID"
"""What triage looks at, and no more: this list is paid for with every message of the mailbox."""
HEADER_ITEMS: Final = f"(UID INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS ({FIELDS})])"
BODY_ITEMS: Final = "(UID INTERNALDATE BODY.PEEK[])"
WHOLE_HEADER_ITEMS: Final = "(UID INTERNALDATE BODY.PEEK[HEADER])"
SIZE_ITEMS: Final = "(UID RFC822.SIZE)"
MESSAGE_ID_ITEMS: Final = "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"

_UID: Final = re.compile(rb"\bUID (\d+)")

Answer = Mapping[bytes, Any]
Answers = dict[int, Answer]


def parse(data: list[Any]) -> Answers:
    """Return the items of each message by UID; nothing of an answer that is no IMAP (it is then asked for piece by piece)."""
    try:
        return dict(parse_fetch_response(data, normalise_times=False))
    except (ProtocolError, ValueError):
        return {}


def uids(data: Iterable[Any]) -> set[int]:
    """Return the UIDs of answers to ``(UID)``: no literal can stand in them."""
    found: set[int] = set()
    for line in data:
        if isinstance(line, bytes) and (match := _UID.search(line)):
            found.add(int(match.group(1)))
    return found


def header(uid: int, answer: Answer) -> HeaderData | None:
    """Read one answer; None where the header is missing, as in an unasked change of flags."""
    content = _section(answer, b"BODY[HEADER")
    if content is None:
        return None
    return HeaderData(uid=uid, internaldate=_date(answer), size=size(answer) or 0, header=content)


def body(uid: int, answer: Answer, expected: Mapping[int, int]) -> BodyData | None:
    """Read one answer; None where the body is missing, or empty though a size is ``expected``."""
    content = _section(answer, b"BODY[]")
    if content is None or (expected.get(uid) and not content):
        return None
    return BodyData(uid=uid, internaldate=_date(answer), content=content)


def header_only(uid: int, answer: Answer) -> BodyData | None:
    """Read the answer for a message that is beyond the cap."""
    content = _section(answer, b"BODY[HEADER]")
    if content is None:
        return None
    return BodyData(uid=uid, internaldate=_date(answer), content=content, defect=Defect.TOO_LARGE)


def undelivered_header(uid: int) -> HeaderData:
    """Stand in for a message whose header is not handed out."""
    return HeaderData(uid=uid, internaldate=None, size=0, header=b"", defect=Defect.UNDELIVERED)


def undelivered_body(uid: int) -> BodyData:
    """Stand in for a message that is not handed out."""
    return BodyData(uid=uid, internaldate=None, content=b"", defect=Defect.UNDELIVERED)


def size(answer: Answer) -> int | None:
    """Return RFC822.SIZE."""
    value = answer.get(b"RFC822.SIZE")
    return value if isinstance(value, int) else None


def _section(answer: Answer, begin: bytes) -> bytes | None:
    """Find a section by its beginning: servers reorder and quote the field names when they repeat them."""
    for key, value in answer.items():
        if key.startswith(begin):
            return value if isinstance(value, bytes) else b""
    return None


def _date(answer: Answer) -> datetime | None:
    value = answer.get(b"INTERNALDATE")
    if not isinstance(value, datetime):
        return None
    try:
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None
