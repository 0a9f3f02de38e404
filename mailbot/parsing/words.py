"""Headers to text: unfolding, RFC 2047 encoded words, RFC 2231 parameters, raw eight-bit bytes.

Reads what mailers write rather than what the RFCs allow: words without spaces between, words inside quotes, a character
split over two words. Pure; linear; nothing raises.
"""

import base64
import binascii
import quopri
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from mailbot.parsing.charsets import decode

_FOLD: Final = re.compile(r"[\r\n]+[ \t]?")
_WORD: Final = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_NOT_BASE64: Final = re.compile(r"[^A-Za-z0-9+/]")
_CONTINUED: Final = re.compile(r"([^*]{1,60})\*(?:(\d{1,3})(\*)?)?\Z")


@dataclass(frozen=True, slots=True)
class _Encoded:
    charset: str
    encoding: str
    payload: str


def octets(raw: str) -> bytes:
    """Return the bytes of a header as the standard library's parser keeps it (ASCII, the rest as surrogate escapes)."""
    try:
        return raw.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return raw.encode("utf-8", "surrogatepass")


def plain(raw: str) -> str:
    """Return a raw header unfolded, its eight-bit or escape-sequence bytes read, its encoded words untouched."""
    unfolded = _FOLD.sub(" ", raw)
    if unfolded.isascii() and "\x1b" not in unfolded:
        return unfolded.replace("\x00", "\ufffd")
    return decode(octets(unfolded))


def text(raw: str) -> str:
    """Return a raw header as text: ``plain`` with its encoded words decoded, stripped."""
    unfolded = plain(raw)
    return (words(unfolded) if "=?" in unfolded else unfolded).strip()


def words(value: str) -> str:
    """Decode the encoded words of ``value``, wherever they stand.

    Neighbours of one charset are joined as bytes before decoding: mailers split multibyte characters between words.
    """
    pieces: list[str] = []
    run: list[_Encoded] = []
    position = 0
    for match in _WORD.finditer(value):
        between = value[position : match.start()]
        if between.strip() or not run:
            pieces.append(_decoded(run))
            run = []
            pieces.append(between)
        run.append(_Encoded(match[1].lower(), match[2].lower(), match[3]))
        position = match.end()
    pieces.append(_decoded(run))
    pieces.append(value[position:])
    return "".join(pieces)


def parameters(raw: str) -> dict[str, str]:
    """Return the parameters of a Content-* header, names in lower case, values decoded; the first of a name wins."""
    simple: dict[str, str] = {}
    continued: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, value in _split(plain(raw)):
        match = _CONTINUED.match(name)
        if match is None:
            simple.setdefault(name, words(value))
        else:
            number = int(match[2]) if match[2] else 0
            encoded = match[3] is not None or match[2] is None
            continued.setdefault(match[1], {}).setdefault(number, (value, encoded))
    return simple | {name: _joined(segments) for name, segments in continued.items()}


def _decoded(run: list[_Encoded]) -> str:
    pieces: list[str] = []
    start = 0
    for end in range(1, len(run) + 1):
        if end == len(run) or run[end].charset != run[start].charset:
            pieces.append(decode(b"".join(_payloads(run[start:end])), run[start].charset))
            start = end
    return "".join(pieces)


def _payloads(run: list[_Encoded]) -> list[bytes]:
    found: list[bytes] = []
    pending = ""
    for index, word in enumerate(run):
        if word.encoding == "q":
            found.append(_base64(pending) + quopri.decodestring(octets(word.payload), header=True))
            pending = ""
            continue
        pending += _NOT_BASE64.sub("", word.payload)
        # A word cut in the middle of four characters goes on in the next one.
        whole = "=" in word.payload or len(pending) % 4 == 0
        if whole or index + 1 == len(run):
            found.append(_base64(pending))
            pending = ""
    return [*found, _base64(pending)]


def _base64(payload: str) -> bytes:
    usable = payload[: len(payload) - 1] if len(payload) % 4 == 1 else payload
    try:
        return base64.b64decode(usable + "=" * (-len(usable) % 4))
    except (binascii.Error, ValueError):
        return b""


def _split(value: str) -> list[tuple[str, str]]:
    """Split ``type; a=b; c="d;e"`` into its parameters by one pass over its characters."""
    found: list[str] = []
    piece: list[str] = []
    quoted = escaped = False
    for char in value:
        if escaped:
            escaped = False
        elif quoted and char == "\\":
            escaped = True
            continue
        elif char == '"':
            quoted = not quoted
            continue
        elif char == ";" and not quoted:
            found.append("".join(piece))
            piece = []
            continue
        piece.append(char)
    found.append("".join(piece))
    pairs = (item.partition("=") for item in found[1:])
    return [(name.strip().lower(), content.strip()) for name, sign, content in pairs if sign]


def _joined(segments: dict[int, tuple[str, bool]]) -> str:
    charset: str | None = None
    data = b""
    for number in sorted(segments):
        value, encoded = segments[number]
        if encoded and number == 0 and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        data += unquote_to_bytes(value) if encoded else value.encode("utf-8", "replace")
    return words(decode(data, charset))
