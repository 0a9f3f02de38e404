"""Mails for the tests, built in code: nothing here was ever sent."""

import base64
from collections.abc import Iterable

from mailbot.messages import ParsedMessage, Place, RawMessage
from mailbot.parsing import parse

PLACE = Place(account="shop", folder="INBOX")
Header = tuple[str, str | bytes]


def build(*headers: Header, body: str | bytes = "", newline: bytes = b"\r\n") -> bytes:
    """Join headers and body as they are; text becomes UTF-8."""
    lines = [name.encode() + b": " + _bytes(value) for name, value in headers]
    return newline.join([*lines, b"", _bytes(body)])


def letter(body: str | bytes, content_type: str | None = "text/plain; charset=utf-8", *more: Header) -> bytes:
    """A plain mail from Amazon's domain to the seller."""
    headers: list[Header] = [
        ("From", "Amazon <seller-performance@amazon.co.jp>"),
        ("To", "seller@example.jp"),
        ("Subject", "test"),
        ("Message-ID", "<one@amazon.co.jp>"),
        *more,
    ]
    if content_type is not None:
        headers += [("MIME-Version", "1.0"), ("Content-Type", content_type)]
    return build(*headers, body=body)


def multipart(kind: str, *parts: bytes, boundary: str = "edge") -> tuple[str, bytes]:
    """Return the content type and body of a multipart."""
    pieces = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return f'multipart/{kind}; boundary="{boundary}"', pieces + b"--" + boundary.encode() + b"--\r\n"


def part(content_type: str, body: str | bytes, *more: Header) -> bytes:
    return build(("Content-Type", content_type), *more, body=body)


def base64_part(content_type: str, body: bytes, *more: Header) -> bytes:
    return build(("Content-Type", content_type), ("Content-Transfer-Encoding", "base64"), *more, body=base64.encodebytes(body))


def raw(content: bytes) -> RawMessage:
    return RawMessage(content=content, place=PLACE, received=None)


def parsed(content: bytes) -> ParsedMessage:
    """Parse what must be readable."""
    found = parse(raw(content))
    assert isinstance(found, ParsedMessage), found
    return found


def cp50221(text: str) -> bytes:
    """Encode as Japanese Windows mailers do: ISO-2022-JP with the vendor rows and half-width katakana."""
    pieces: list[bytes] = []
    mode = b"\x1b(B"
    for escape, data in _jis(text):
        if escape != mode:
            pieces.append(escape)
            mode = escape
        pieces.append(data)
    if mode != b"\x1b(B":
        pieces.append(b"\x1b(B")
    return b"".join(pieces)


def _jis(text: str) -> Iterable[tuple[bytes, bytes]]:
    for char in text:
        code = char.encode("cp932")
        if char.isascii():
            yield b"\x1b(B", code
        elif len(code) == 1:
            yield b"\x1b(I", bytes([code[0] & 0x7F])
        else:
            lead, trail = code
            row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2 + (1 if trail >= 0x9F else 0)
            cell = trail - 0x9F if trail >= 0x9F else trail - 0x40 - (1 if trail > 0x7F else 0)
            yield b"\x1b$B", bytes([row + 0x21, cell + 0x21])


def _bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value
