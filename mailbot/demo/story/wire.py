"""Text into the octets of mail: character sets, transfer encodings, encoded words, folded headers. Pure.

Written out by hand rather than with ``email``: the story needs mail as other programs make it (7-bit ISO-2022-JP with
vendor characters, Shift_JIS in eight bits, charset labels that lie), and the same octets on every Python.
"""

import base64
import binascii
import quopri
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

_LINE: Final = 76
_WORD_OCTETS: Final = 42
"""Of payload in an encoded word: 56 characters of Base64, 75 with the longest charset name here (RFC 2047, 2)."""
_TO_KANJI: Final = b"\x1b$B"
_TO_ASCII: Final = b"\x1b(B"


def encode(text: str, charset: str) -> bytes:
    """Return ``text`` in a charset, as mail programs do it; UnicodeEncodeError for a character that it lacks."""
    if charset == "iso-2022-jp":
        return b"\n".join(_jis(line) for line in text.split("\n"))
    return text.encode({"shift_jis": "cp932"}.get(charset, charset))


def transfer(content: bytes, encoding: str) -> bytes:
    """Return a body in its transfer encoding, with CRLF, ended by a line end."""
    if encoding == "base64":
        coded = base64.b64encode(content.replace(b"\n", b"\r\n"))
        return b"".join(coded[start : start + _LINE] + b"\r\n" for start in range(0, len(coded), _LINE))
    if encoding == "quoted-printable":
        content = quopri.encodestring(content)
    return content.rstrip(b"\n").replace(b"\n", b"\r\n") + b"\r\n"


def binary(content: bytes) -> bytes:
    """Return an attachment in Base64 lines."""
    coded = base64.b64encode(content)
    return b"".join(coded[start : start + _LINE] + b"\r\n" for start in range(0, len(coded), _LINE))


def header(name: str, value: str | bytes) -> bytes:
    """Return a header line, folded where it has spaces to fold at."""
    octets = value.encode("ascii") if isinstance(value, str) else value
    lines = [name.encode("ascii") + b":"]
    for word in octets.split(b" "):
        if len(lines[-1]) + len(word) + 1 > _LINE and lines[-1].strip(b" :") and not lines[-1].endswith(b":"):
            lines.append(b"")
        lines[-1] += b" " + word
    return b"\r\n".join(lines) + b"\r\n"


def words(text: str, charset: str) -> str:
    """Return text for a header: itself where it is ASCII, else encoded words (RFC 2047)."""
    if text.isascii():
        return text
    return " ".join(_word(piece, charset) for piece in _pieces(text, charset))


def parameter(name: str, value: str) -> str:
    """Return a parameter of a Content-* header, in RFC 2231 form where it is not ASCII."""
    return f'{name}="{value}"' if value.isascii() else f"{name}*=UTF-8''{quote(value)}"


def _word(piece: str, charset: str) -> str:
    coded = binascii.b2a_base64(encode(piece, charset), newline=False).decode("ascii")
    return f"=?{charset.upper()}?B?{coded}?="


def _pieces(text: str, charset: str) -> Iterator[str]:
    piece = ""
    for char in text:
        if len(encode(piece + char, charset)) > _WORD_OCTETS:
            yield piece
            piece = ""
        piece += char
    yield piece


def _jis(line: str) -> bytes:
    out = bytearray()
    wide = False
    for char, octets in _codes(line):
        if wide != (not char.isascii()):
            wide = not wide
            out += _TO_KANJI if wide else _TO_ASCII
        out += octets
    return bytes(out) + (_TO_ASCII if wide else b"")


def _codes(line: str) -> Iterable[tuple[str, bytes]]:
    for char in line:
        if char.isascii():
            yield char, char.encode("ascii")
            continue
        octets = char.encode("cp932")
        if len(octets) != 2 or octets[0] >= 0xF0:
            raise UnicodeEncodeError("iso-2022-jp", line, 0, len(line), char)
        yield char, _from_sjis(*octets)


def _from_sjis(lead: int, trail: int) -> bytes:
    """Return the JIS code of a Shift_JIS pair. By way of cp932, so that ① and ㈱ (NEC row 13) come out as Outlook sent them."""
    row = (lead - (0x70 if lead < 0xA0 else 0xB0)) * 2
    if trail < 0x9F:
        return bytes((row - 1, trail - (0x20 if trail > 0x7E else 0x1F)))
    return bytes((row, trail - 0x7E))
