"""One-page PDFs of Japanese lines, as a supplier's own program prints them: set together once, then taken apart."""

import io
import json
from collections.abc import Mapping

import typst
from pypdf import PdfReader, PdfWriter

from replies.render.pdf import fonts

_SHEETS = b"""
#let sheets = json(bytes(sys.inputs.sheets))
#set page(paper: "a4", margin: 25mm)
#set text(font: "Noto Sans CJK JP", size: 11pt, cjk-latin-spacing: none)
#for (number, sheet) in sheets.enumerate() {
  if number > 0 { pagebreak() }
  sheet.split("\\n").join(linebreak())
}
"""
_MADE: dict[str, bytes] = {}
"""Words of a page → its PDF: most sets of papers differ in a page or two."""


def pages(words: Mapping[str, str]) -> dict[str, bytes]:
    """Return a PDF of one page for each name; the same words give the same bytes."""
    new = list(dict.fromkeys(text for text in words.values() if text not in _MADE))
    if new:
        data = {"sheets": json.dumps(new, ensure_ascii=False)}
        whole = typst.compile(_SHEETS, format="pdf", sys_inputs=data, font_paths=fonts(), ignore_system_fonts=True, timestamp=0)
        for text, page in zip(new, PdfReader(io.BytesIO(whole)).pages, strict=True):
            writer, out = PdfWriter(), io.BytesIO()
            writer.add_page(page)
            writer.write(out)
            _MADE[text] = out.getvalue()
    return {name: _MADE[text] for name, text in words.items()}
