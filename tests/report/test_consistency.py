"""What the facts of a report do to each other, and the answer to a refusal that says "not implemented"."""

from dataclasses import replace

import pytest

from classifiers.labels import Deficit, Label
from replies.render.document import Table, tables
from replies.render.plain_text import text
from replies.report.allegation import allegation
from replies.report.annexes import misnamed
from replies.report.making import make
from replies.report.material import material
from replies.situation import Fact
from tests.evidence import fictional
from tests.replies.making import at, notice, situation, submission
from tests.report.making import TEXT, by_hand, outcome, papers, proven, whole
from tests.report.stated import DAY, STATED, STATED_EN

PLANNED = "倉庫の在庫をすべて自社に戻し、仕入先と請求書の番号を1個ずつ台帳に記録する予定です。"
PLANNED_EN = "We will call back all units from the warehouse and record supplier and invoice number of each in a register."


def changed(told, **values):
    """A material of which some stated facts are other ones."""
    wanted = {key.replace("__", "."): value for key, value in values.items()}
    kept = tuple(fact for fact in told.situation.facts if fact.key not in wanted)
    new = tuple(Fact(key=key, value=value, source=DAY) for key, value in wanted.items() if value)
    return replace(told, situation=replace(told.situation, facts=(*kept, *new)))


def rules(told) -> dict[str, str]:
    return {finding.rule: finding.quote for finding in make(told).findings}


def refused(language: str = "ja"):
    """The second round: planned, and refused as not implemented."""
    first = notice(asins=fictional.ASINS, at=at(2019, 8, 20, 9), text=TEXT)
    refusal = notice(
        Label.TEMPLATE_REJECTION,
        ref="notice-2",
        at=at(2019, 9, 3, 9),
        text="是正措置が実施されていることを確認できませんでした。",
        quote="是正措置が実施されていることを確認できませんでした。",
        asins=(),
        deficits=(Deficit.NOT_IMPLEMENTED,),
    )
    sent = submission(at(2019, 8, 25, 10), PLANNED if language == "ja" else PLANNED_EN)
    case = situation(
        first, refusal, submissions=(sent,), now=at(2019, 11, 20), store_name="みずいろ商店", seller_name="水野 みずほ"
    )
    stated = STATED if language == "ja" else STATED_EN
    return material(case, language=language, stated=stated, outcome=outcome(), files=papers())


class TestRoundTwo:
    @pytest.mark.parametrize(("language", "change"), [("ja", "前回は予定として"), ("en", "told this as planned")])
    def test_the_deficit_is_answered_first_in_every_layer(self, language, change):
        report = make(refused(language))
        first = report.document.sections[0]
        (table,) = [block for block in first.blocks if isinstance(block, Table)]
        assert change in table.rows[0][3]
        assert all(cell and cell != "–" for row in table.rows for cell in row)
        assert report.summary.sections[0].heading == first.heading
        assert report.box.index(first.heading) < report.box.index("1. ")
        assert report.blockers == ()

    def test_the_headings_name_both_days(self):
        assert make(refused()).document.sections[0].heading == (
            "前回のご指摘への回答（2019年9月3日付のご通知、2019年8月25日の提出からの変化）"
        )
        heading = make(refused("en")).document.sections[0].heading
        assert heading == "Response to your message of 3 September 2019: what has changed since our submission of 25 August 2019"

    def test_what_the_seller_states_as_the_change_is_told(self):
        report = make(changed(refused(), action__1__changed="今回は返送した530個の写真を添えます"))
        assert "今回は返送した530個の写真を添えます。" in text(report.document)

    def test_a_measure_without_a_record_is_pointed_out(self):
        assert "report_measure_unproven" in rules(refused())
        assert "report_measure_unproven" not in rules(proven())

    def test_the_first_round_has_no_such_section(self):
        assert whole().document.sections[0].heading.startswith("1. ")


class TestAllegation:
    def test_the_reason_stands_beside_the_consequence(self):
        said = "ご通知の理由は「以下の商品の信憑性について、購入者からお申し出がありました」です。"
        assert said in text(whole().document)
        assert said in text(whole().summary)
        assert said in whole().box

    def test_a_refusal_without_a_reason_cites_the_first_notice(self):
        assert "最初のご通知の理由は「以下の商品の信憑性について" in text(make(refused()).document)

    def test_english_notices_give_theirs(self):
        asked = notice(
            language="en",
            quote="Your account has been deactivated.",
            text="Your account has been deactivated.\nWhy did this happen?\nWe received complaints about authenticity. More.",
        )
        found = allegation(situation(asked), asked)
        assert found is not None
        assert found[0].value == "We received complaints about authenticity"

    def test_without_a_reason_nothing_is_quoted(self):
        asked = notice(text="30日以内に書類をお送りください。")
        assert allegation(situation(asked), asked) is None


class TestConsistency:
    def test_one_record_cannot_prove_cause_and_measure(self):
        told = changed(proven(), authenticity__proof="改善前の入荷記録.pdf")
        assert rules(told)["report_annex_used_twice"] == "改善前の入荷記録.pdf"
        assert "report_annex_used_twice" not in rules(proven())

    def test_a_return_after_the_reports_end_is_told_and_pointed_out(self):
        assert "report_records_end" in rules(proven())
        said = text(whole().document)
        assert "2019年8月31日までのもので、2019年9月18日に実行した返送は含まれていません。" in said
        assert "report_records_end" not in rules(changed(proven(), action__1__date="2019-05-25"))

    def test_returned_stock_names_every_asin_of_the_notice(self):
        told = changed(proven(), pulled_stock__list="B0FICT0001：186個。隔離棚に保管")
        assert rules(told)["report_pulled_asin"] == "B0FICT0002, B0FICT0003"
        assert "report_pulled_asin" not in rules(proven())

    def test_a_number_that_is_another_file_s_blocks(self):
        told = changed(by_hand(), action__1__proof="別紙1 返送明細")
        assert [(one.code, one.what) for one in make(told).blockers] == [("annex_misnamed", "別紙1 返送明細")]
        number = next(annex.number for annex in make(by_hand()).annexes if annex.file.name == "返送明細.pdf")
        assert make(changed(by_hand(), action__1__proof=f"別紙{number} 返送明細")).blockers == ()

    def test_a_number_alone_is_no_other_file(self):
        assert misnamed("別紙1、別紙2（写真）。別紙3に示します", whole().annexes[:1], "ja") == ()


class TestNumbers:
    def test_totals_are_those_of_the_goods_in_question(self):
        said = text(whole().document)
        schedule = next(table for table in tables(whole().document) if table.head[0] == "書類番号" and "発注数" in table.head)
        ordered, delivered = (sum(int(row[place]) for row in schedule.rows) for place in (2, 3))
        assert f"発注数の合計は{ordered:,}個、納品数の合計は{delivered:,}個です。" in said
        assert "差の5個は、別表1に示す欠品によるものです。説明できない差はありません。" in said

    def test_rows_of_the_stock_table_add_up(self):
        stock = next(table for table in tables(whole().document) if "そのほかの増減" in table.head)
        assert stock.caption.endswith("（2018年3月～2019年8月31日現在）")
        for row in stock.rows:
            opening, received, shipped, returned, removed, other, closing = map(int, row[2:9])
            assert opening + received - shipped + returned - removed + other == closing

    def test_classes_of_returns_sum_to_all_returns(self):
        classed = next(table for table in tables(whole().document) if table.head[1] == "分類")
        assert sum(int(row[2]) for row in classed.rows) == 117
        assert {"その他", "コメントなし"} <= {row[1] for row in classed.rows}
        assert "0.00%" not in text(whole().document)

    def test_attachments_are_counted_by_their_kind(self):
        assert "別紙116点（請求書37点、納品書37点、発注書36点、当店の記録6点）" in whole().box
        assert "別紙6点（当店の記録6点）" in make(by_hand()).box

    def test_no_measure_is_dropped_in_silence(self):
        short = make(proven("en"), max_chars=2000).box
        assert "further measures: Plan of Action, section 4." in short
