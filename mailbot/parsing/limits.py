"""How much of a message is looked at. Mail is hostile data: every bound stands before the parser that needs it.

No clock is read: the work is linear in the size of the message, and these bounds make the size small. The standard
library is quadratic in the semicolons of a Content-* header and in nesting times lines, so both are counted beforehand.
"""

import re
from typing import Final

MESSAGE_BYTES: Final = 64 * 1024 * 1024
HEADER_BLOCK_BYTES: Final = 256 * 1024
HEADER_BYTES: Final = 32 * 1024
HEADER_COUNT: Final = 2_000
PART_HEADER_BYTES: Final = 8 * 1024
PART_HEADER_SEMICOLONS: Final = 200
STRUCTURE_BUDGET: Final = 20_000_000
"""Multipart containers times lines: what the recursive line reader of the standard library would have to pass on."""
DEPTH: Final = 30
PARTS: Final = 500
TEXT_CHARS: Final = 400_000
"""Of each text part, and of the whole text. Amazon's longest notices have a few thousand characters."""
LINKS: Final = 500
LINK_CHARS: Final = 2_000
FORWARDED: Final = 20
NAME_CHARS: Final = 255

_PART_HEADER: Final = re.compile(rb"^content-[a-z-]{2,40}:", re.IGNORECASE | re.MULTILINE)
_EMPTY_LINE: Final = re.compile(rb"\r?\n\r?\n")
_CONTAINER: Final = re.compile(rb"multipart/|message/", re.IGNORECASE)


class Refused(Exception):  # noqa: N818 - a verdict on the message, no error of ours
    """The message will not be read; ``reason`` is a code of the catalogue. Never leaves this package."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def check(content: bytes) -> None:
    """Raise ``Refused`` for bytes that a parser must not be given.

    A header that is too large makes the whole message unreadable rather than being cut: what is cut off may be the part
    of a From line that gives a forgery away. No notice of Amazon's comes near these sizes.
    """
    if not content.strip():
        raise Refused("empty")
    if len(content) > MESSAGE_BYTES:
        raise Refused("too_large", str(len(content)))
    _check_block(content)
    containers = sum(1 for _ in _CONTAINER.finditer(content))
    lines = content.count(b"\n") + content.count(b"\r")
    if containers * max(lines, 1) > STRUCTURE_BUDGET and containers > 20:
        raise Refused("too_nested", str(containers))
    for match in _PART_HEADER.finditer(content):
        field = content[match.start() : _field_end(content, match.end(), PART_HEADER_BYTES)]
        if len(field) > PART_HEADER_BYTES or field.count(b";") > PART_HEADER_SEMICOLONS:
            raise Refused("header_too_large", field[:40].decode("ascii", "replace"))


def header_block(content: bytes) -> bytes:
    """Return the bytes up to the first empty line; all of them where there is none."""
    match = _EMPTY_LINE.search(content)
    return content[: match.end()] if match else content


def _check_block(content: bytes) -> None:
    position, count = 0, 0
    while position < len(content):
        if content[position : position + 1] in (b"\n", b"\r"):
            return
        end = _field_end(content, position, HEADER_BYTES)
        if end - position > HEADER_BYTES and b":" in content[position : position + 80]:
            raise Refused("header_too_large", content[position : position + 40].decode("ascii", "replace"))
        if b":" not in content[position:end]:
            return  # the first line that is no header begins the body, as in the standard library
        position, count = end, count + 1
        if position > HEADER_BLOCK_BYTES or count > HEADER_COUNT:
            raise Refused("headers_too_large", str(count))


def _field_end(content: bytes, start: int, bound: int) -> int:
    """Return where the header that begins before ``start`` ends, or a place beyond ``start + bound``."""
    position = start
    while position - start <= bound:
        newline = content.find(b"\n", position, start + bound + 2)
        if newline < 0:
            return min(len(content), start + bound + 2)
        position = newline + 1
        if content[position : position + 1] not in (b" ", b"\t"):
            return position
    return position
