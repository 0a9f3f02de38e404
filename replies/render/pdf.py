"""A document as PDF, set by typst. The layout stands in ``page.typ``; the document goes in as JSON and never as markup.

No font of the system is used: the two that are ship with mailbot's packages, so that every machine prints the same pages.
"""

import io
import json
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
import typst
from pypdf import PdfReader

from replies.render.document import Block, Bullets, Document, Figure, Paragraph, Section, Table, shares

_SMALLER: Final = (0.94, 0.88, 0.82, 0.76, 0.7)
"""Below this nobody reads it: then it has two pages."""
_PICTURE: Final = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")\n'


def pdf(document: Document) -> bytes:
    """Return the document as a PDF. The same document gives the same bytes."""
    made = _set(document, 1.0)
    for scale in _SMALLER if document.one_page else ():
        if len(PdfReader(io.BytesIO(made)).pages) == 1:
            break
        made = _set(document, scale)
    return made


def _set(document: Document, scale: float) -> bytes:
    data = json.dumps(_document(document) | {"scale": scale}, ensure_ascii=False)
    return typst.compile(
        _page(), format="pdf", sys_inputs={"document": data}, font_paths=fonts(), ignore_system_fonts=True, timestamp=0
    )


def png(figure: Figure, ppi: float = 200) -> bytes:
    """Return a figure as a PNG picture, for formats that hold no SVG."""
    return typst.compile(
        _PICTURE, format="png", ppi=ppi, sys_inputs={"svg": figure.svg}, font_paths=fonts(), ignore_system_fonts=True
    )


@lru_cache
def _page() -> bytes:
    return (files("replies.render") / "page.typ").read_bytes()


@lru_cache
def fonts() -> typst.Fonts:
    """The two fonts, which both packages install as files, and typst's own for signs that they lack; read once."""
    folders = [Path(str(module.FONT_PATH)).parent for module in (noto_cjk_sans_jp_regular, noto_cjk_sans_jp_bold)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def _document(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "language": document.language,
        "meta": [list(pair) for pair in document.meta],
        "contents": document.contents,
        "footer": document.footer,
        "one_page": document.one_page,
        "sections": [_section(section) for section in document.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "level": section.level,
        "new_page": section.new_page,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", **asdict(block)}
    if isinstance(block, Bullets):
        return {"type": "bullets", **asdict(block)}
    if isinstance(block, Table):
        return {"type": "table", **_table(block)}
    return {"type": "figure", **asdict(block)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "head": table.head,
        "rows": table.rows,
        "caption": table.caption,
        "align": table.align or ("left",) * len(table.head),
        "fixed": sorted(table.fixed),
        "shares": shares(table),
        "cites": table.cites,
    }
