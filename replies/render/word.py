"""A document as DOCX, to go on writing in: headings, lists, tables whose heads repeat, pictures, contents, page numbers.

The table of contents is a field that a word processor fills; until it does, the headings stand there without page numbers.
"""

import io
import zipfile
from typing import Any, Final

import docx as library
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from replies.render.document import Block, Bullets, Document, Figure, Paragraph, Section, Table, shares
from replies.render.pdf import png
from replies.render.plain_text import COLON

_FONTS: Final = {"ja": "Yu Gothic", "en": "Calibri"}
"""Fonts that Word has; it replaces them where they are missing."""
_TEXT_WIDTH: Final = Mm(166)
_MARGIN: Final = Mm(22)
_TITLE: Final = 255
"""The longest title that the format's properties hold."""
_FAINT: Final = RGBColor(0x8A, 0x95, 0xA1)
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format knows."""
_GAP: Final = RGBColor(0xC2, 0x41, 0x0C)


def docx(document: Document) -> bytes:
    """Return the document as a DOCX file."""
    made = library.Document()
    _page(made, document)
    made.core_properties.title = _clean(document.title)[:_TITLE]
    made.core_properties.author = ""
    made.add_heading(_clean(document.title), level=0)
    for label, value in document.meta:
        made.add_paragraph(_clean(f"{label}{COLON[document.language]}{value}" if label else value))
    if document.contents:
        _contents(made, document)
    for section in document.sections:
        _section(made, section)
    out = io.BytesIO()
    made.save(out)
    return _dateless(out)


def _page(made: Any, document: Document) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    font = _FONTS[document.language]
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = made.styles[name]
        style.font.name = font
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(script), font)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)  # a theme's font would win over the named one
    made.styles["Normal"].font.size = Pt(10.5)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run(_clean(f"{document.footer}  ") if document.footer else "")
    _field(foot, "PAGE", "1")


def _contents(made: Any, document: Document) -> None:
    made.add_paragraph().add_run(_clean(document.contents)).bold = True
    headings = "\n".join(_clean(section.heading) for section in document.sections if section.level == 1)
    _field(made.add_paragraph(), r'TOC \o "1-1" \h \z \u', headings)
    made.add_page_break()


def _field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field: begin, its code, what it shows until it is brought up to date, end."""
    begun = paragraph.add_run()._r
    begun.append(_element("w:fldChar", fldCharType="begin"))
    coded = paragraph.add_run()._r
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    coded.append(instruction)
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="separate"))
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="end"))


def _section(made: Any, section: Section) -> None:
    if section.new_page:
        made.add_page_break()
    if section.heading:
        made.add_heading(_clean(section.heading), level=section.level)
    for block in section.blocks:
        _block(made, block)


def _block(made: Any, block: Block) -> None:
    if isinstance(block, Paragraph):
        _written(made.add_paragraph(), block)
    elif isinstance(block, Bullets):
        for number, item in enumerate(block.items, 1):
            _written(made.add_paragraph(), item, f"({number}) " if block.numbered else "・")
    elif isinstance(block, Table):
        _table(made, block)
    else:
        _figure(made, block)


def _written(paragraph: Any, item: Paragraph, before: str = "") -> None:
    run = paragraph.add_run(before + _clean(item.text))
    if item.kind == "gap":
        run.bold = True
        run.font.color.rgb = _GAP
    if item.kind == "small":
        run.font.size = Pt(8.5)
    if item.cites:
        _cites(paragraph, item.cites)


def _cites(paragraph: Any, cites: tuple[int, ...]) -> None:
    mark = paragraph.add_run(f"[{', '.join(map(str, cites))}]")
    mark.font.superscript = True
    mark.font.color.rgb = _FAINT


def _table(made: Any, table: Table) -> None:
    if table.caption:
        caption = made.add_paragraph()
        caption.paragraph_format.keep_with_next = True
        caption.add_run(_clean(table.caption)).bold = True
        if table.cites:
            _cites(caption, table.cites)
    grid = made.add_table(rows=1, cols=len(table.head), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    widths = [Emu(int(_TEXT_WIDTH * share)) for share in shares(table)]
    for column, size in zip(grid.columns, widths, strict=True):
        column.width = size
    _row(grid.rows[0], table.head, table, widths, head=True)
    grid.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))
    for cells in table.rows:
        _row(grid.add_row(), cells, table, widths, head=False)
    made.add_paragraph()


def _row(row: Any, words: tuple[str, ...], table: Table, widths: list[Emu], *, head: bool) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))
    for place, (cell, text, size) in enumerate(zip(row.cells, words, widths, strict=True)):
        cell.width = size
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if table.align and table.align[place] == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(_clean(text))
        run.font.size = Pt(6 if place in table.fixed else 8)
        run.bold = head


def _figure(made: Any, figure: Figure) -> None:
    made.add_picture(io.BytesIO(png(figure)), width=_TEXT_WIDTH)
    caption = made.add_paragraph().add_run(_clean(figure.caption))
    caption.font.size = Pt(8.5)


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _clean(text: str) -> str:
    """Drop what XML cannot hold; line breaks and tabs stay."""
    return "".join(letter for letter in text if letter in "\n\t" or (letter.isprintable() or letter in "\u3000\u00a0"))


def _dateless(saved: io.BytesIO) -> bytes:
    """Return the archive with one date for all its entries, so that the same document gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, _ZIP_TIME), before.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
