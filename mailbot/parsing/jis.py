"""ISO-2022-JP and EUC-JP with the vendor characters that Python's codecs refuse.

Python has no cp50221, and its iso2022_jp, _ext, _3 and _2004 all refuse ①㈱ (NEC row 13) and 髙 (rows 89 to 92), which
Japanese mail is full of. A double byte of JIS X 0208 and its vendor rows has one place in cp932, so it is read there.
Pure; linear; nothing raises.
"""

import re
from typing import Final

_LABELS: Final = frozenset(
    """iso-2022-jp iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-2004 iso-2022-jp-ms iso-2022-jp-ext csiso2022jp
    csiso2022jp2 cp50220 cp50221 cp50222 x-windows-50220 x-windows-50221 x-windows-iso2022jp iso2022jp iso2022-jp jis
    jis-encoding x-iso-2022-jp""".split()  # noqa: SIM905 - a word list is read as words
)
_SHIFT: Final = re.compile(rb"(\x1b(?:\$[@AB]|\$\([@-DO-Q]|\([A-Z]|\.[AF])|[\x0e\x0f])")
_ESCAPE: Final = re.compile(rb"\x1b(?:\$[@AB]|\$\([@-DO-Q]|\([IJ])")
_DOUBLE: Final = {b"\x1b$@": "jis", b"\x1b$B": "jis", b"\x1b$(@": "jis", b"\x1b$(B": "jis", b"\x1b$(D": "supplement",
                  b"\x1b$(O": "2004", b"\x1b$(Q": "2004", b"\x1b$(P": "2004-2", b"\x1b$A": "gb2312", b"\x1b$(A": "gb2312",
                  b"\x1b$(C": "euc_kr"}  # fmt: skip
_EUC_TOKEN: Final = re.compile(
    rb"[\x00-\x7f]+|(?:[\xa1-\xfe][\xa1-\xfe])+|\x8e[\xa1-\xdf]|\x8f[\xa1-\xfe][\xa1-\xfe]|.", re.DOTALL
)


def is_label(name: str) -> bool:
    """Return whether a lower-case charset label with hyphens names the ISO-2022-JP family."""
    return name in _LABELS


def has_escapes(data: bytes) -> bool:
    """Return whether the bytes switch to a Japanese set by an escape sequence: proof enough without any label."""
    return b"\x1b" in data and _ESCAPE.search(data) is not None


def decode(data: bytes) -> str:
    """Return the text of ISO-2022-JP bytes with any vendor extension; what cannot be read becomes U+FFFD."""
    try:
        return data.decode("iso2022_jp")
    except UnicodeError:
        pass  # vendor characters, half-width katakana, JIS X 0212: by hand below
    pieces: list[str] = []
    mode = "ascii"
    for token in _SHIFT.split(data):
        switched = _mode(token, mode)
        if switched is not None:
            mode = switched
            continue
        head, newline, rest = token.partition(b"\n")
        pieces.append(_read(head, mode))
        if newline:
            # RFC 1468: a line ends in ASCII; mailers that forget the closing escape mean it, too.
            mode = "ascii"
            pieces.append("\n" + _read(rest, mode))
    return "".join(pieces)


def decode_euc(data: bytes, errors: str) -> str | None:
    """Return the text of EUC-JP bytes, vendor rows included; with ``strict`` None where a byte cannot be read."""
    try:
        return data.decode("euc_jp")
    except UnicodeError:
        pass
    pieces: list[str] = []
    for token in _EUC_TOKEN.findall(data):
        if token[0] < 0x80:
            pieces.append(token.decode("ascii"))
        elif token[0] == 0x8E and len(token) == 2:
            pieces.append(token[1:].decode("cp932", "replace"))
        elif token[0] == 0x8F and len(token) == 3:
            pieces.append(token.decode("euc_jp", "replace"))
        elif len(token) > 1:
            pieces.append(_double(token))
        else:
            pieces.append("\ufffd")
    text = "".join(pieces)
    return None if errors == "strict" and "\ufffd" in text else text


def _mode(token: bytes, current: str) -> str | None:
    """Return the set that an escape sequence switches to, None for text."""
    if token in _DOUBLE:
        return _DOUBLE[token]
    if token in (b"\x1b(I", b"\x0e"):
        return "kana"
    if token == b"\x0f" or (token.startswith(b"\x1b(") and len(token) == 3):
        return "ascii"
    return current if token.startswith(b"\x1b.") and len(token) == 3 else None


def _read(data: bytes, mode: str) -> str:
    if not data:
        return ""
    if mode == "ascii":
        # Bytes above 0x7f here are half-width katakana of mailers that never learned ESC ( I.
        return data.decode("cp932", "replace")
    if mode == "kana":
        return bytes(byte | 0x80 if 0x21 <= byte <= 0x5F else byte for byte in data).decode("cp932", "replace")
    if mode == "jis":
        return _double(data)
    high = bytes(byte | 0x80 for byte in data)
    if mode in ("supplement", "2004-2"):
        codec = "euc_jp" if mode == "supplement" else "euc_jis_2004"
        pairs = (b"\x8f" + high[index : index + 2] for index in range(0, len(high), 2))
        return b"".join(pairs).decode(codec, "replace")
    return high.decode("euc_jis_2004" if mode == "2004" else mode, "replace")


def _double(data: bytes) -> str:
    """Read pairs of JIS X 0208 bytes (seven or eight bits) through their place in cp932."""
    shifted = bytearray()
    low = bytes(byte & 0x7F for byte in data)
    position = 0
    while position < len(low):
        first = low[position]
        if first < 0x21 or first > 0x7E:
            shifted.append(first if first < 0x7F else 0x3F)
            position += 1
            continue
        second = low[position + 1] if position + 1 < len(low) else 0
        if not 0x21 <= second <= 0x7E:
            shifted += b"\xff"  # half a character: cp932 has no 0xff, so it reads as U+FFFD
            position += 1
            continue
        row = first - 0x21
        lead = row // 2 + (0x81 if row < 62 else 0xC1)
        trail = second + 0x7E if row % 2 else second + (0x1F if second < 0x60 else 0x20)
        shifted += bytes((lead, trail))
        position += 2
    return shifted.decode("cp932", "replace")
