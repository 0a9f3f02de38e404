"""The timeline to print: a page of summary, the picture, the tables; the same data as everywhere."""

from datetime import timedelta

import pytest

from mailbot.casebook.timeline import timeline
from mailbot.errors import UsageError
from mailbot.service import printing, telling
from replies.render import pdf
from replies.render.document import Figure, Table, paragraphs, tables
from tests.casebook.founding import STORY
from tests.casebook.history import case_of
from tests.casebook.letters import jst
from tests.letters import CLOSURE, amazon
from tests.service.world import only_case, receive, world

INQUIRY = """出品者様

お客様が出品された B07ZZZZZ99 について、商品が本物ではないとの申告を受けました。

7日以内に、過去365日以内に発行された請求書の写しをこのメールにご返信のうえお送りください。
"""
NOW = jst("2020-03-20 09:00")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("detail", ["short", "full"])
def test_it_says_what_the_timeline_says(language, detail):
    told = timeline(case_of(STORY), language, NOW, detail)
    document = printing.document([told])
    words = {paragraph.text for paragraph in paragraphs(document)} | {
        cell for table in tables(document) for row in table.rows for cell in row
    }
    for line in (*told.summary.brief, *told.summary.next):
        assert any(text.startswith(line.text) for text in words), line
    for phase in told.phases:
        assert any(text.startswith(phase.name) for text in words), phase
    messages = [table for table in tables(document) if len(table.rows) == len(told.case.messages) and "SHA-256" in table.head]
    assert len(messages) == (detail == "full")
    assert any(isinstance(block, Figure) for section in document.sections for block in section.blocks)
    for table in tables(document):
        assert all(len(row) == len(table.head) for row in table.rows)


def test_several_cases_each_begin_a_page():
    told = timeline(case_of(STORY), "ja", NOW, "short")
    document = printing.document([told, told])
    assert [section.heading for section in document.sections if section.new_page] == [told.heading, told.heading]
    with pytest.raises(ValueError, match="case"):
        printing.document([])


def test_the_same_case_gives_the_same_pages():
    told = timeline(case_of(STORY), "ja", NOW, "short")
    first = pdf.pdf(printing.document([told]))
    assert first == pdf.pdf(printing.document([told]))
    assert first.startswith(b"%PDF-")
    assert first.count(b"/Type /Page\n") <= 3 or first.count(b"/Type/Page") <= 3


def test_the_picture_as_png(tmp_path):
    with world(tmp_path) as opened:
        with pytest.raises(UsageError) as error:
            telling.tell_file(opened, None, "png", language="ja", detail="full")
        assert error.value.code == "error.no_cases"
        receive(opened, amazon(CLOSURE, "停止のお知らせ", 1))
        made = telling.tell_file(opened, only_case(opened).id, "png", language="ja", detail="full")
        assert made.startswith(b"\x89PNG")
        receive(opened, amazon(INQUIRY, "真贋に関するご確認", 2, when=opened.now() - timedelta(days=900)))
        with pytest.raises(UsageError) as error:
            telling.tell_file(opened, None, "png", language="ja", detail="full")
        assert error.value.code == "error.one_case"


def test_tables_have_a_head_in_both_languages():
    for language in ("ja", "en"):
        document = printing.document([timeline(case_of(STORY), language, NOW, "full")])
        assert all(isinstance(table, Table) and all(table.head) for table in tables(document))
