"""Copies with marks: the lines that matter shaded, a strip that says what it is, the original as it was."""

import hashlib
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from replies.render.copies import Original, copies, says
from replies.render.document import Document, Figure, Section, Table
from replies.render.pdf import pdf, png
from tests.evidence.reports import pdf as one_page
from tests.render.test_render import SVG

JAN = "4900000000016"
ROWS = (("ステンレス水筒 500ml 青", JAN, "44"), ("折りたたみ傘 軽量 黒", "4900000000023", "30"))
INVOICE = pdf(
    Document(
        title="請求書",
        language="ja",
        sections=(Section(heading="明細", blocks=(Table(head=("商品名", "JAN", "数量"), rows=ROWS),)),),
    )
)
STRIP = "写し（原本ではありません） 原本：別紙4「INV-1.pdf」"


def original(content: bytes = INVOICE, kind: str = "pdf", terms: tuple[str, ...] = (JAN,)) -> Original:
    return Original(content=content, kind=kind, caption=STRIP, terms=terms)


def shades(content: bytes) -> int:
    """How many rectangles the overlay filled with the marker's yellow."""
    data = b"".join(page.get_contents().get_data() for page in PdfReader(io.BytesIO(content)).pages)
    return len(re.findall(rb"1 0\.8666\d* 0 scn", data))


def words(content: bytes) -> str:
    return "".join(re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages)


def test_the_copy_holds_the_page_says_that_it_is_one_and_shades_the_line():
    (made,) = copies([original()])
    assert shades(made) == 1
    said = words(made)
    assert re.sub(r"\s", "", STRIP) in said
    assert JAN in said
    before, after = (PdfReader(io.BytesIO(content)).pages[0].mediabox for content in (INVOICE, made))
    assert after.width == before.width
    assert 20 < after.height - before.height < 60, "the strip stands above the page and covers nothing"


def test_the_original_is_not_touched():
    before = hashlib.sha256(INVOICE).hexdigest()
    copies([original()])
    assert hashlib.sha256(INVOICE).hexdigest() == before


def test_the_same_papers_give_the_same_bytes():
    given_ = [original(), original(one_page(f"INV-2\nJAN {JAN} x 3"))]
    assert copies(given_) == copies(given_)


def test_a_name_that_a_cell_holds_is_found_whatever_its_width():
    (made,) = copies([original(terms=("ｽﾃﾝﾚｽ水筒500ML 青",))])
    assert shades(made) == 1


def test_where_nothing_is_found_there_is_no_copy():
    assert copies([original(terms=("B0NOTHERE0",)), original(one_page("")), original(b"%PDF-1.4\nbroken")]) == (None,) * 3
    assert copies([]) == ()


def test_a_picture_gets_its_strip():
    (made,) = copies([original(png(Figure(svg=SVG, caption="")), "png", ())])
    assert re.sub(r"\s", "", STRIP) in words(made)
    assert len(PdfReader(io.BytesIO(made)).pages[0].images) == 1


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_keeps_its_words(turn):
    """As a scanner leaves it: drawn sideways, and turned upright for the eye."""
    writer = PdfWriter()
    page = PdfReader(io.BytesIO(INVOICE)).pages[0]
    wide, high = page.mediabox.width, page.mediabox.height
    drawn = {90: (0, 1, -1, 0, high, 0), 180: (-1, 0, 0, -1, wide, high), 270: (0, -1, 1, 0, 0, wide)}[turn]
    sideways = writer.add_blank_page(*((high, wide) if turn % 180 else (wide, high)))
    sideways.merge_transformed_page(page, drawn)
    sideways.rotate(turn)
    out = io.BytesIO()
    writer.write(out)
    (made,) = copies([original(out.getvalue())])
    assert shades(made) == 1
    assert JAN in words(made)
    assert PdfReader(io.BytesIO(made)).pages[0].mediabox.width == wide


def test_a_locked_file_has_no_copy():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(INVOICE)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert copies([original(out.getvalue())]) == (None,)


@given(st.text(max_size=3))
def test_short_words_point_at_nothing(term):
    assert not says("anything 4900000000016", (term,))


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_break_it(content):
    assert copies([original(b"%PDF-1.4\n" + content)]) == (None,)
