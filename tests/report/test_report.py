"""The report: its sections, its numbers and their sources, its gaps, its layers."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from replies import lint, lint_context
from replies.facts import describe
from replies.render.document import Figure, Paragraph, Table, paragraphs, tables
from replies.render.pdf import pdf
from replies.render.plain_text import text
from replies.render.reading import docx_text
from replies.render.word import docx
from replies.report.making import make
from replies.report.material import material, step
from replies.report.outline import OutlineError, load, read
from replies.situation import Fact
from replies.templates import words
from tests.replies.test_lint import FIRST_REPORT_JA
from tests.report.making import by_hand, proven, shop, whole
from tests.report.stated import DAY, FILES, STATED

HOLLOW = re.compile(r"「」|（）|\(\)|、、|。。|は。|は、(?:です|から|まで)|：。|が。|[^：]：$|\bNone\b")
"""What a sentence looks like where a fact was left out and the words around it stayed."""
NEEDED = tuple(
    sorted(
        key
        for key in {fact.key for fact in by_hand().situation.facts}
        if (
            key.rpartition(".")[2] not in ("proof", "owner", "why")
            and key not in ("seller_id", "notice.reason", "supply.reading", "listings.list", "cause.2.text", "supplier.2.name")
        )
        or key.endswith(("action.1.proof", "authenticity.owner", "listings.owner"))
    )
)


class TestWhole:
    def test_it_has_the_sections_of_the_founding_story_in_their_order(self):
        headings = [section.heading for section in whole().document.sections][:23]
        assert [heading.split(". ")[0] for heading in headings] == [str(number) for number in range(1, 24)]
        assert headings[2] == "3. 仕入れと納品"
        assert headings[20] == "21. FBA倉庫から返送した商品の今後の販売"

    def test_every_section_says_something(self):
        for section in whole().document.sections:
            assert any(isinstance(block, Paragraph | Table) for block in section.blocks), section.heading

    def test_nothing_is_missing(self):
        assert whole().blockers == ()
        assert "【" not in text(whole().document)

    def test_no_paragraph_stands_twice(self):
        said = Counter(item.text for item in paragraphs(whole().document))
        assert [sentence for sentence, times in said.items() if times > 1] == []

    def test_every_number_leads_to_a_source(self):
        """What is proven cites; what is the seller's own word does not, and one line says so for all of it."""
        document = whole().document
        listed = document.sections[-1].blocks[1].rows
        assert [row[0] for row in listed] == [str(number) for number in range(1, 1 + len(listed))]
        own = {fact.value for fact in STATED}
        for section in document.sections[:23]:
            for block in section.blocks:
                if isinstance(block, Paragraph) and re.search(r"evidence|通知の理由", block.text):
                    assert block.cites, block.text
                if isinstance(block, Table) and block.head[-1] == "出典":
                    assert all(re.fullmatch(r"(別紙[\d～、]+)?(、?\d+(, \d+)*)?", row[-1]) for row in block.rows), block
        assert document.sections[-1].blocks[-1].text == "番号も別紙も示していない記述は、当店の記録によるものです。"
        assert own

    def test_sources_are_notices_papers_and_amazons_reports_by_name(self):
        sources = [source for _, source in whole().document.sections[-1].blocks[1].rows]
        assert "ご通知（2019年8月20日）" in sources
        assert "全注文レポート（セラーセントラルより取得、2018年3月～2019年8月）" in sources
        assert any(re.fullmatch(r"仕入書類（別紙7～\d+）", source) for source in sources)
        assert len(sources) < 12
        assert not any(".txt" in source or ".xlsx" in source for source in sources)

    def test_long_tables_stand_behind_and_are_pointed_to(self):
        document = whole().document
        behind = [section.heading for section in document.sections if section.heading.startswith("別表")]
        said = text(document)
        for heading in behind:
            number, _, title = heading.partition(" ")
            assert f"、{number}に示します。" in said, title

    def test_only_goods_in_question_are_told_of(self):
        assert "B0FICT0004" not in text(whole().document)

    def test_annexes_are_numbered_with_digest_and_pages(self):
        index = whole().index.sections[0].blocks[-1]
        assert len(index.rows) == len(whole().annexes) > 100
        assert index.rows[0][0] == "別紙1"
        assert all(re.fullmatch(r"[0-9a-f]{64}", row[5]) and row[4] == "1" for row in index.rows)
        told = {row[3]: row[1:3] for row in index.rows}
        assert told["検品記録.pdf"] == ("検品記録", "5、7")
        assert told["INV-201903-0.pdf"] == ("請求書 株式会社そらいろ物産", "3、別表1、3")
        assert told["DN-201903-0.pdf"][1] == "別表1、3"
        assert whole().index.title == "別紙一覧"
        assert whole().index.sections[0].heading == ""

    def test_papers_of_the_goods_in_question_get_copies_and_the_seller_s_own_records_none(self):
        copied = {copy.annex.file.name: copy for copy in whole().copies}
        assert not copied.keys() & set(FILES)
        assert {"INV-201903-0.pdf", "DN-201903-0.pdf", "PO-201903-1.pdf"} <= copied.keys()
        copy = copied["INV-201903-0.pdf"]
        assert f"別紙{copy.annex.number}「INV-201903-0.pdf」" in copy.caption
        assert copy.caption.startswith("写し（原本ではありません）")
        assert "写し_" in text(whole().index)

    def test_without_copies_the_index_speaks_of_none(self):
        report = make(by_hand())
        assert report.copies == ()
        assert "写し" not in text(report.index)

    def test_file_names_become_annex_numbers(self):
        actions = next(one for one in tables(whole().document) if one.head[1] == "実行した是正措置")
        assert actions.rows[0][2] == "原因1"
        assert actions.rows[0][4] == "別紙5「返送明細.pdf」"

    def test_pictures_show_each_product(self):
        figures = [block for section in whole().document.sections for block in section.blocks if isinstance(block, Figure)]
        assert len(figures) == 3
        assert "仕入数" in figures[0].description

    def test_it_passes_lint(self):
        material = proven()
        context = lint_context.of(material.situation, step(material.situation), attachments=("別紙1",))
        assert lint.ok(lint.check(text(whole().document), "ja", context))
        assert lint.ok(lint.check(whole().box, "ja", context))

    def test_the_first_report_of_the_story_does_not(self):
        material = proven()
        found = lint.check(FIRST_REPORT_JA, "ja", lint_context.of(material.situation, step(material.situation)))
        assert not lint.ok(found)
        assert {"no_root_cause", "no_papers", "missing_asin", "unsupported_claim"} <= {item.rule for item in found}

    def test_the_english_plan_has_three_pillars_from_the_same_facts(self):
        report = make(proven("en"))
        tops = [section.heading for section in report.document.sections if section.level == 1]
        assert tops[1:4] == ["2. Root cause", "3. Corrective actions taken", "4. Preventive measures"]
        assert tops[4] == "5. Closing"
        seconds = [section.heading for section in report.document.sections if section.level == 2]
        assert len(seconds) == 23
        assert seconds[2:4] == ["2.1 Root cause", "2.2 How the root cause was established"] or seconds[2:4] == [
            "2.1. Root cause",
            "2.2. How the root cause was established",
        ]
        assert report.blockers == ()
        assert "【" not in text(report.document)
        context = lint_context.of(proven("en").situation, step(proven("en").situation), attachments=("Annex 1",))
        assert lint.ok(lint.check(text(report.document, cites=False), "en", context))
        assert lint.ok(lint.check(report.box, "en", context))

    def test_japanese_statements_in_an_english_plan_must_be_translated(self):
        report = make(material(shop(), language="en", stated=STATED, outcome=proven().outcome, files=proven().files))
        assert {blocker.code for blocker in report.blockers} == {"other_language"}


def bare(said: str) -> str:
    return re.sub(r"\s", "", said)


def pieces(document) -> list[str]:
    """Every heading, paragraph, list item, caption and cell."""
    cells = [cell for table in tables(document) for row in (table.head, *table.rows) for cell in row]
    captions = [table.caption for table in tables(document)]
    return [*(part.heading for part in document.sections), *(item.text for item in paragraphs(document)), *captions, *cells]


@pytest.mark.parametrize("language", ["ja", "en"])
class TestFiles:
    def test_pdf_and_docx_hold_the_same_words(self, language):
        document = make(proven(language)).document
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(document))).pages]
        printed, written = bare("".join(pages)), bare(docx_text(docx(document)))
        assert len(pages) >= 20
        assert [piece for piece in pieces(document) if bare(piece) not in written] == []
        lost = [piece for piece in pieces(document) if bare(piece) not in printed]
        assert [piece for piece in lost if not across_pages(piece, pages)] == []

    def test_every_page_holds_something(self, language):
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf(make(proven(language)).document))).pages]
        assert min(len(page) for page in pages[:1] + pages[3:]) > 200
        assert len({bare(page) for page in pages}) == len(pages)

    def test_pictures_are_in_the_docx(self, language):
        with zipfile.ZipFile(io.BytesIO(docx(make(proven(language)).document))) as archive:
            assert sum(name.startswith("word/media/") for name in archive.namelist()) == 3

    def test_a_summary_of_many_causes_is_still_one_page(self, language):
        whole_ = proven(language)
        facts = {fact.key: fact.value for fact in whole_.situation.facts}
        more = [
            Fact(key=f"{group}.{number}.{name_}", value=facts[f"{group}.1.{name_}"], source=DAY)
            for number in range(3, 6)
            for group, names in (("cause", ("text", "issue", "found")), ("action", ("text", "date", "proof")))
            for name_ in names
        ]
        longer = replace(whole_, situation=replace(whole_.situation, facts=(*whole_.situation.facts, *more)))
        assert len(PdfReader(io.BytesIO(pdf(make(longer).summary))).pages) == 1


def across_pages(piece: str, pages: list[str]) -> bool:
    """A paragraph that runs over a page's end stands with the foot between its halves."""
    sought = bare(piece)
    joined = [bare(first) for first in pages]
    return any(
        sought[:cut] in one and sought[cut:] in two
        for one, two in pairwise(joined)
        for cut in range(1, len(sought))
        if sought[cut:] and two.startswith(sought[cut : cut + 12])
    )


class TestLayers:
    def test_the_summary_leads_from_issue_to_proof(self):
        rows = next(tables(whole().summary)).rows
        assert rows[0][2:] == (
            "倉庫の在庫をすべて自社に戻し、仕入先と請求書の番号を1個ずつ台帳に記録しました",
            "2019年9月18日",
            "別紙5「返送明細.pdf」",
        )
        assert rows[1][0] == "パッキンの欠けた商品が出荷されました"

    @pytest.mark.parametrize("limit", [850, 1000, 1300])
    def test_the_box_keeps_the_limit_and_its_sentences_whole(self, limit):
        longest = make(by_hand()).box
        short = make(by_hand(), max_chars=limit).box
        assert len(short) <= limit < len(longest)
        own = {line for line in short.splitlines() if line[:1] != "4" and "このほかの再発防止策" not in line}
        assert own <= set(longest.splitlines())
        assert "このほかの再発防止策" in short
        assert all(word in short for word in ("1. 根本原因", "2. 実行した是正措置", "3. 再発防止策"))

    def test_an_annex_that_does_not_exist_blocks(self):
        report = make(proven())
        assert report.blockers == ()
        told = by_hand()
        changed = tuple(
            replace(fact, value="別紙99 検品記録") if fact.key == "action.1.proof" else fact for fact in told.situation.facts
        )
        wrong = make(replace(told, situation=replace(told.situation, facts=changed)))
        assert any("別紙99" in blocker.what for blocker in wrong.blockers)


class TestGaps:
    def test_stated_by_hand_it_is_whole_too(self):
        assert make(by_hand()).blockers == ()

    @settings(max_examples=12, deadline=None)
    @given(st.sets(st.sampled_from(NEEDED), min_size=1, max_size=6))
    def test_whatever_is_taken_away_shows_and_blocks(self, lost):
        report = make(by_hand(frozenset(lost)))
        missing = {blocker.key for blocker in report.blockers if blocker.code == "missing_fact"}
        assert lost <= missing
        said = text(report.document)
        assert [key for key in lost if words("ja")["gap.mark"].format(what=describe(key, "ja")) not in said] == []
        kept = {fact.value for fact in by_hand(frozenset(lost)).situation.facts}
        gone = {fact.value for fact in by_hand().situation.facts if fact.key in lost} - kept
        assert [value for value in gone if len(value) > 6 and value in said and not any(value in other for other in kept)] == []
        assert [line for line in said.splitlines() if HOLLOW.search(line)] == []
        assert len([part for part in report.document.sections if re.match(r"\d+\.", part.heading) and part.blocks]) == 23
        unmarked = [item for item in paragraphs(report.document) if "【要記入" in item.text and item.kind != "gap"]
        assert unmarked == [], "a gap in running text is shown as one"
        layers = text(report.summary) + report.box
        assert not any(value in layers for value in gone if len(value) > 6 and not any(value in other for other in kept))

    def test_a_section_of_which_nothing_is_known_is_one_gap(self):
        lost = frozenset({f"meetings.{name}" for name in ("since", "plan", "control", "list")})
        section = next(part for part in make(by_hand(lost)).document.sections if part.heading.startswith("22."))
        (block,) = section.blocks
        assert block.kind == "gap"
        assert block.text.count("【要記入") == 4

    def test_an_empty_case_has_every_section_and_claims_nothing(self):
        report = make(material(shop(store_name=None, seller_name=None)))
        assert len([part for part in report.document.sections if re.match(r"\d+\.", part.heading)]) == 23
        assert len(report.blockers) > 60


class TestOutline:
    def test_every_needed_fact_is_printed_by_its_section(self):
        for plan in load():
            printed = str(plan.blocks) + "".join(words("ja")[f"report.{block.say}"] for block in plan.blocks if block.say)
            for key in (*plan.facts, *plan.optional):
                if key not in ("asins", "document.*", "goods.*.title", "store_name", "seller_id", "action.*.cause"):
                    assert key in printed, (plan.key, key)

    def test_a_broken_outline_tells_every_problem(self):
        broken = '[[section]]\nkey = "x"\npillar = "y"\nfacts = ["no.such"]\nblocks = [{ say = "nothing", what = 1 }]\n'
        with pytest.raises(OutlineError, match=r"unknown pillar.*no\.such.*what.*nothing"):
            read(broken)
