"""The files that hold the seller's papers themselves: digest, pages, text layer.

Originals are only looked at: nothing here writes, repairs or marks one.
"""

import hashlib
import io
import logging
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, Final

from pypdf import PdfReader
from pypdf.errors import PdfReadError, PyPdfError

_LARGEST: Final = 100 << 20
_PAGES_READ: Final = 30
_TYPES: Final = (
    (b"%PDF", "pdf"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"PK\x03\x04", "office"),
)
logging.getLogger("pypdf").setLevel(logging.ERROR)  # it narrates each flaw of a file; what matters is in PaperFile


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """One file as it lies there."""

    name: str
    sha256: str
    size: int
    type: str
    """pdf, png, jpeg, gif, tiff, office, text or other, by content and not by name."""
    pages: int | None
    """Of a PDF; None for others and for a PDF that cannot be opened."""
    text: str | None
    """Its text layer (of the first thirty pages); empty where there is none; None where it cannot be told."""
    trouble: str = ""
    """``encrypted``, ``unreadable`` or ``empty``; blank for a file in order."""


def examine(stream: BinaryIO, name: str) -> PaperFile:
    """Look at one file. Never raises for its content: what is wrong with it stands in ``trouble``."""
    stream.seek(0)
    digest, size = hashlib.sha256(), 0
    head = b""
    for block in iter(lambda: stream.read(1 << 20), b""):
        head = head or block[:1024]
        digest.update(block)
        size += len(block)
    kind = _type(head)
    pages, text, trouble = _pdf(stream, size) if kind == "pdf" else (None, None, "" if size else "empty")
    return PaperFile(name=name, sha256=digest.hexdigest(), size=size, type=kind, pages=pages, text=text, trouble=trouble)


def base_name(path: str) -> str:
    """Return the last part of a file's name as a paper's line may give it, with either slash, ignoring case."""
    return PurePath(path.replace("\\", "/")).name.casefold()


def _type(head: bytes) -> str:
    for magic, kind in _TYPES:
        if head.startswith(magic):
            return kind
    try:
        head.decode("utf-8")
    except UnicodeDecodeError:
        return "other"
    return "text" if head and b"\0" not in head else "other"


def _pdf(stream: BinaryIO, size: int) -> tuple[int | None, str | None, str]:
    if size > _LARGEST:
        return None, None, "unreadable"
    stream.seek(0)
    # Damaged files make pypdf raise nearly anything; these were seen.
    try:
        reader = PdfReader(io.BytesIO(stream.read()))
        if reader.is_encrypted and not reader.decrypt(""):
            return None, None, "encrypted"
        text = "\n".join(page.extract_text() for page in reader.pages[:_PAGES_READ])
        return len(reader.pages), text.strip(), ""
    except (
        PdfReadError,
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        NotImplementedError,
    ):
        return None, None, "unreadable"
