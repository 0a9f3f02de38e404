"""Copies of papers with marks: the lines that matter shaded, and above every page a strip that says that it is a copy.

The original is read and never written: a copy is another file. The page keeps its size and its content; the strip is added
above it, so that nothing is covered. Only the lines of a text layer can be found; a picture gets its strip and no shading.
"""

import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, cast

import typst
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from replies.render.pdf import fonts
from replies.render.pieces import DAMAGE, Piece, pieces, upright

PICTURES: Final = frozenset({"png", "jpeg", "gif"})
"""Kinds of pictures that can be set on a page."""
_STRIP: Final = 34.0
_A4: Final = (595.0, 842.0)
_SHORTEST: Final = 4
"""A shorter word would be found in places that have nothing to do with it."""
_LARGEST_PICTURE: Final = 12 << 20

Band = tuple[float, float, float, float]
"""Left, top, width and height in points, from the copy's upper left corner; of a row from the page's lower left one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A paper to copy: its bytes, its kind (``pdf`` or one of ``PICTURES``), what the strip says, what is looked for."""

    content: bytes
    kind: str
    caption: str
    terms: tuple[str, ...]


@dataclass(slots=True)
class _Page:
    """One page of a copy in the making."""

    width: float
    height: float
    caption: str
    bands: list[Band] = field(default_factory=list)
    picture: bytes | None = None
    original: PageObject | None = None


@dataclass(slots=True)
class _Row:
    """The pieces of text that stand on one line."""

    pieces: list[Piece]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in sorted(self.pieces))

    def band(self) -> Band:
        """Return the shade over the line. How long its last piece is can only be judged by its letters."""
        size = max(piece.size for piece in self.pieces)
        low = min(piece.y for piece in self.pieces)
        left = min(piece.x for piece in self.pieces) - 3
        right = max(piece.end for piece in self.pieces) + 3
        return left, low - size * 0.3, right - left, size * 1.4


def copies(originals: Sequence[Original]) -> tuple[bytes | None, ...]:
    """Return a marked copy of each paper as a PDF; None where nothing was found to mark, or the file cannot be opened.

    The same papers give the same bytes.
    """
    made = [_pages(original) for original in originals]
    whole = [page for pages in made for page in pages]
    if not whole:
        return (None,) * len(originals)
    overlays = PdfReader(io.BytesIO(_overlays(whole)))
    found: list[bytes | None] = []
    start = 0
    for pages in made:
        laid = [overlays.pages[start + place] for place in range(len(pages))]
        found.append(_bound(pages, laid) if pages else None)
        start += len(pages)
    return tuple(found)


def says(text: str, terms: Iterable[str]) -> bool:
    """Tell whether a text holds one of the terms, whatever their width, case and spaces."""
    plain = _plain(text)
    return any(len(term) >= _SHORTEST and term in plain for term in map(_plain, terms))


def _pages(original: Original) -> list[_Page]:
    if original.kind in PICTURES:
        if len(original.content) > _LARGEST_PICTURE:
            return []
        return [_Page(*_A4, caption=original.caption, picture=original.content)]
    try:
        reader = PdfReader(io.BytesIO(original.content))
        if reader.is_encrypted and not reader.decrypt(""):
            return []
        pages = [_page(page, original) for page in reader.pages]
    except DAMAGE:
        return []
    return pages if any(page.bands for page in pages) else []


def _page(page: PageObject, original: Original) -> _Page:
    box = page.cropbox
    across, high = float(box.width), float(box.height)
    if page.rotation % 180:
        across, high = high, across
    made = _Page(across, high + _STRIP, original.caption, original=page)
    for row in _rows(page):
        if says(row.text, original.terms):
            x, y, wide, tall = row.band()
            made.bands.append((x, made.height - y - tall, min(wide, across - x), tall))
    return made


def _rows(page: PageObject) -> Iterator[_Row]:
    """Yield the lines of a page's text layer as it is seen: pieces whose feet stand at one height."""
    found = sorted(pieces(page), key=lambda piece: (-piece.y, piece.x))
    if not found:
        return
    row = [found[0]]
    for before, piece in pairwise(found):
        if before.y - piece.y > max(before.size, piece.size) * 0.4:
            yield _Row(row)
            row = []
        row.append(piece)
    yield _Row(row)


def _overlays(pages: Sequence[_Page]) -> bytes:
    data = [
        {
            "width": page.width,
            "height": page.height,
            "strip": _STRIP,
            "caption": page.caption,
            "bands": page.bands,
            "picture": list(page.picture) if page.picture is not None else None,
        }
        for page in pages
    ]
    source = (files("replies.render") / "copies.typ").read_bytes()
    given = {"pages": json.dumps(data, ensure_ascii=False)}
    return typst.compile(source, format="pdf", sys_inputs=given, font_paths=fonts(), ignore_system_fonts=True, timestamp=0)


def _bound(pages: Sequence[_Page], overlays: Sequence[PageObject]) -> bytes:
    writer = PdfWriter()
    for page, overlay in zip(pages, overlays, strict=True):
        made = writer.add_blank_page(page.width, page.height)
        if page.original is not None:
            made.merge_transformed_page(page.original, upright(page.original))
        made.merge_page(_inked(overlay))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _inked(overlay: PageObject) -> PageObject:
    """Let the shades darken what they lie on, as a marker's ink does: letters below stay black."""
    resources = DictionaryObject(cast(DictionaryObject, overlay["/Resources"]))
    for state in cast(DictionaryObject, resources.get("/ExtGState", {})).values():
        state.get_object()[NameObject("/BM")] = NameObject("/Multiply")
    return overlay


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
