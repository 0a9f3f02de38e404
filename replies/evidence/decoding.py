"""From a binary stream to lines of text, whatever encoding the console, Excel or a bookkeeping program left it in."""

import codecs
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

BLOCK: Final = 1 << 20
DAMAGED: Final = "\ufffd"
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]+")
_LONE: Final = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f](?![^\x00-\x7f])|(?<![^\x00-\x7f])[^\x00-\x7f](?=[A-Za-z])")
"""A single foreign letter beside a Latin one, as accents are: ``Öl`` is cp932's ``ﾖl``."""
_BEARABLE: Final = 0.02
"""Share of damaged characters among the non-ASCII ones up to which an encoding is still believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sniffed:
    """What a first pass over the bytes told."""

    encoding: str
    sha256: str


def sniff(stream: BinaryIO) -> Sniffed:
    """Tell encoding and digest in one pass, and rewind. The whole file is looked at: Japanese may begin on its last line."""
    stream.seek(0)
    head = stream.read(4096)
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), None) or _wide(head)
    stream.seek(0)
    digest = hashlib.sha256()
    strict: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    for block in iter(lambda: stream.read(BLOCK), b""):
        digest.update(block)
        if strict is not None and encoding is None:
            strict = _fed(strict, block)
    if encoding is None:
        whole = strict is not None and _fed(strict, b"", final=True) is not None
        encoding = "utf-8" if whole else _narrow(stream)
    stream.seek(0)
    return Sniffed(encoding=encoding, sha256=digest.hexdigest())


def blocks(stream: BinaryIO, encoding: str) -> Iterator[list[str]]:
    """Yield the lines of each megabyte, without their line ends; undecodable bytes become U+FFFD."""
    stream.seek(0)
    newlines = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("replace"), translate=True)
    rest = ""
    while block := stream.read(BLOCK):
        lines = (rest + newlines.decode(block)).split("\n")
        rest = lines.pop()
        if lines:
            yield lines
    rest += newlines.decode(b"", final=True)
    if rest:
        yield rest.split("\n")


def _fed(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> codecs.IncrementalDecoder | None:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return None
    return decoder


def _wide(head: bytes) -> str | None:
    """Recognise UTF-16 without a mark by the NULs of its tabs, digits and line ends."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if not even and not odd:
        return None
    if max(even, odd) < len(head) // 20 or min(even, odd) > max(even, odd) // 10:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _narrow(stream: BinaryIO) -> str:
    """Choose among the eight-bit encodings: damaged UTF-8, Japan's cp932, else western."""
    for encoding in ("utf-8", "cp932"):
        damaged = letters = runs = lone = 0
        for lines in blocks(stream, encoding):
            text = "\n".join(lines)
            damaged += text.count(DAMAGED)
            lone += len(_LONE.findall(text))
            for run in _FOREIGN.findall(text):
                runs += 1
                letters += len(run)
        if damaged <= letters * _BEARABLE and (encoding == "utf-8" or lone * 2 <= runs):
            return encoding
    return "cp1252"
