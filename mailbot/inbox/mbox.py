"""Splitting an mbox file into its messages, holding one of them at a time.

Pure but for the stream it is given. The format is RFC 4155 with the quoting of mboxrd: a line of the message that begins with
``From `` was given a ``>``, and loses it here. The newline that ends each message belongs to the file, not to the mail.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

MAX_MESSAGE_BYTES: Final = 40 * 1024 * 1024
_LINE_BYTES: Final = 64 * 1024

_SEPARATOR: Final = re.compile(rb"From .*\b\d{1,2}:\d{2}(?::\d{2})?\b.*\b(?:19|20)\d{2}\b")
# A separator carries a time and a year; "From our side ..." of a letter does not.
_HEADER: Final = re.compile(rb">?[\x21-\x39\x3b-\x7e]+[ \t]*:|>From ")
_QUOTED: Final = re.compile(rb">+From ")


class TooLarge:
    """A message beyond MAX_MESSAGE_BYTES, passed over."""


def is_mbox(head: bytes) -> bool:
    """Say whether a file that begins like this is an mbox."""
    first, _, rest = head.partition(b"\n")
    return first.startswith(b"From ") and bool(_SEPARATOR.match(first) or _HEADER.match(rest))


def split(stream: BinaryIO) -> Iterator[bytes | TooLarge]:
    """Yield each message's bytes with its own line ends, unquoted."""
    message = _Message()
    started = False
    for line, begins, following in _with_next(stream):
        if begins and _is_separator(line, following, first=not started):
            if started:
                yield message.finished()
            message, started = _Message(), True
        else:
            message.add(line, begins)
    if started:
        yield message.finished()


class _Message:
    """The message being collected."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._size = 0

    def add(self, line: bytes, begins: bool) -> None:
        if begins and _QUOTED.match(line):
            line = line[1:]
        self._size += len(line)
        if self._size <= MAX_MESSAGE_BYTES:
            self._lines.append(line)

    def finished(self) -> bytes | TooLarge:
        if self._size > MAX_MESSAGE_BYTES:
            return TooLarge()
        if len(self._lines) > 1 and self._lines[-1] in (b"\n", b"\r\n"):
            self._lines.pop()
        return b"".join(self._lines)


def _is_separator(line: bytes, following: bytes, *, first: bool) -> bool:
    if first:
        return line.startswith(b"From ")
    return line.startswith(b"From ") and _SEPARATOR.match(line) is not None and _HEADER.match(following) is not None


def _with_next(stream: BinaryIO) -> Iterator[tuple[bytes, bool, bytes]]:
    """Yield each piece of a line, whether it begins the line, and the piece after it."""
    begins = True
    line = stream.readline(_LINE_BYTES)
    while line:
        following = stream.readline(_LINE_BYTES)
        yield line, begins, following
        begins = line.endswith(b"\n")
        line = following
