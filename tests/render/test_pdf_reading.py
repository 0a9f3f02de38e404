"""A PDF read for checking: paragraphs whole, rows as rows, nothing of the page itself."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from replies.render.document import Bullets, Document, Paragraph, Section, Table
from replies.render.pdf import pdf
from replies.render.pdf_reading import pdf_text
from tests.evidence.reports import pdf as one_page

LETTERS = st.characters(blacklist_categories=("C", "Z"))
LONG = {
    "ja": "入荷した商品を、仕入先と請求書の番号ごとに区別して記録する手順がありませんでした。"
    "そのため、返品された商品がどの仕入のものかを示せませんでした。" * 2,
    "en": "We had no procedure that recorded received goods by supplier and invoice number, so that we "
    "could not show which purchase a returned product came from. " * 2,
}
DEEP = {
    "ja": "倉庫の在庫をすべて自社に戻し、仕入先と請求書の番号を1個ずつ台帳に記録しました",
    "en": "Called back all units from the warehouse and recorded supplier and invoice number of each in a register",
}


def document(language: str = "ja") -> Document:
    rows = tuple((f"2019-09-{day:02}", DEEP[language], "A", f"{day}.pdf", DEEP[language]) for day in range(10, 30))
    return Document(
        title="T",
        language=language,
        contents="目次",
        footer="みずいろ商店",
        sections=(
            Section(
                heading="1. 原因",
                blocks=(
                    Paragraph(text=LONG[language].strip(), cites=(1, 2)),
                    Bullets(items=(Paragraph(text="一つ目"), Paragraph(text="二つ目です")), numbered=True),
                    Table(head=("日付", "措置", "担当", "証拠", "備考"), rows=rows),
                ),
            ),
        ),
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_the_page_broke_is_whole_again(language):
    lines = pdf_text(pdf(document(language))).splitlines()
    assert " ".join(LONG[language].split()) in lines
    assert f"2019-09-10 | {DEEP[language]} | A | 10.pdf | {DEEP[language]}" in lines
    assert sum(line.startswith("2019-09-") and line.count(DEEP[language]) == 2 for line in lines) == 20
    assert "(1) 一つ目" in lines


def test_the_page_s_own_words_are_left_out():
    said = pdf_text(pdf(document()))
    assert "みずいろ商店" not in said
    assert "[1,2]" not in said
    assert ". . ." not in said


def test_lines_that_stand_alone_stay_alone():
    lines = ("店舗名：みずいろ商店", "出品者ID：A0FICTION1", "件名：再開のお願いについて")
    made = Document(title="", language="ja", sections=(Section(heading="", blocks=tuple(Paragraph(text=one) for one in lines)),))
    assert set(lines) <= set(pdf_text(pdf(made)).splitlines())


def test_the_last_of_many_pages_is_read():
    blank = Section(heading="", blocks=(Paragraph(text="記録"),), new_page=True)
    last = Section(heading="", blocks=(Paragraph(text="最後の頁です。"),), new_page=True)
    made = pdf(Document(title="", language="ja", sections=(*(blank,) * 45, last)))
    assert len(PdfReader(io.BytesIO(made)).pages) > 40
    assert "最後の頁です。" in pdf_text(made)


def test_without_a_text_layer_there_is_nothing_to_read():
    assert pdf_text(one_page("")) == ""


def test_locked_and_broken_files_are_refused():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(one_page("words"))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    for content in (out.getvalue(), b"%PDF-1.4\nbroken", b""):
        with pytest.raises(ValueError, match=r"PDF|encrypted"):
            pdf_text(content)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.text(alphabet=st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=40), min_size=1, max_size=5)
)
def test_no_words_are_lost(pieces):
    made = Document(title="", language="ja", sections=(Section(heading="", blocks=tuple(Paragraph(text=one) for one in pieces)),))
    content = pdf(made)
    shown = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    read = pdf_text(content).replace("|", "")
    assert sorted(set("".join(shown.split())) - set("".join(read.split())) - set("1/.|[],0123456789")) == []
