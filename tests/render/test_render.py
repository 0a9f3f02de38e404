"""Documents as PDF, DOCX and text: the same words in each, whatever they are made of."""

import io
import re
import subprocess
from shutil import which

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from replies.render.document import Bullets, Document, Figure, Paragraph, Section, Table, headed, plain, shares
from replies.render.pdf import pdf
from replies.render.plain_text import text
from replies.render.reading import docx_text
from replies.render.word import docx

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20" fill="#08519c"/></svg>'
MARKUP = '#eval("1") *太字* $x$ <a> [b] `c` {{ d }} \\ // 註 @ref'
ROWS = tuple((f"B0FICT{number:04}", "ステンレス水筒 500ml 青", "a" * 64) for number in range(90))
DOCUMENT = Document(
    title="報告書",
    language="ja",
    meta=(("", "ご担当者様"), ("店舗名", "みずいろ商店")),
    contents="目次",
    footer="みずいろ商店",
    sections=(
        Section(
            heading="1. 本文",
            blocks=(
                Paragraph(text=MARKUP, cites=(1, 2)),
                Paragraph(text="【要記入:原因】", kind="gap"),
                Bullets(items=(Paragraph(text="一つ目"), Paragraph(text="二つ目")), numbered=True),
                Figure(svg=SVG, caption="図の題", description="図の説明"),
            ),
        ),
        Section(
            heading="2. 表", blocks=(Table(head=("ASIN", "商品名", "SHA-256"), rows=ROWS, fixed=frozenset({2})),), new_page=True
        ),
    ),
)


def words(content: bytes) -> str:
    return "".join(re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages)


def test_pdf_shows_all_text_as_it_is():
    said = words(pdf(DOCUMENT))
    for piece in (MARKUP, "【要記入:原因】", "一つ目", "図の題", "みずいろ商店", "a" * 64):
        assert re.sub(r"\s", "", piece) in said


def test_pdf_has_numbers_on_its_pages_and_repeats_a_table_s_head():
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(DOCUMENT))).pages]
    assert len(pages) > 3
    assert all(re.search(rf"{number} / {len(pages)}", page) for number, page in enumerate(pages, 1))
    assert all("SHA-256" in page for page in pages[2:])


def test_pdf_is_the_same_every_time_and_a4():
    made = pdf(DOCUMENT)
    assert made == pdf(DOCUMENT)
    box = PdfReader(io.BytesIO(made)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


@pytest.mark.skipif(which("pdffonts") is None, reason="poppler-utils")
def test_pdf_brings_its_fonts(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf(DOCUMENT))
    fonts = subprocess.run(["pdffonts", str(file)], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert all("NotoSansCJKjp" in line for line in fonts)


def test_docx_opens_and_holds_the_same():
    made = docx(DOCUMENT)
    said = docx_text(made)
    for piece in (MARKUP, "【要記入:原因】", "(1) 一つ目", "図の題", "a" * 64, "1. 本文"):
        assert piece in said
    assert made == docx(DOCUMENT)


def test_docx_that_is_none():
    with pytest.raises(ValueError, match="DOCX"):
        docx_text(b"PK\x03\x04 broken")


def test_text_holds_the_same():
    said = text(DOCUMENT)
    assert f"{MARKUP} [1, 2]" in said
    assert f"B0FICT0089 | ステンレス水筒 500ml 青 | {'a' * 64}" in said
    assert f"{MARKUP}\n" in text(DOCUMENT, cites=False)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_a_renderer(one, other):
    made = Document(
        title=one,
        language="en",
        footer=other,
        meta=((one, other),),
        sections=(Section(heading=one, blocks=(Paragraph(text=other), Table(head=(one, other), rows=((other, one),)))),),
    )
    assert pdf(made).startswith(b"%PDF")
    assert docx(made).startswith(b"PK")
    assert text(made)


@given(st.lists(st.tuples(st.text(max_size=90), st.text(max_size=20), st.text(max_size=5)), max_size=6))
def test_columns_share_the_whole_width(rows):
    found = shares(Table(head=("a", "b", "c"), rows=tuple(rows)))
    assert sum(found) == pytest.approx(1)
    assert min(found) > 0.01


def test_lines_under_headings_become_a_document():
    parts = headed(["案件", "", "■ 現状", "  停止中", "      引用", "■ 次"], "■ ")
    made = plain("経緯", parts, "ja")
    assert [section.heading for section in made.sections] == ["", "現状", "次"]
    assert [block.kind for block in made.sections[1].blocks] == ["plain", "small"]
    assert pdf(made).startswith(b"%PDF")
