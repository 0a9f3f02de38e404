"""The ledger of facts: where they come from, which are wanting, and the form that asks for them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.labels import Act, DemandKind, Label, Track
from replies.calendar_dates import add_workdays, long_date, parse_date, workdays_between
from replies.case_facts import money
from replies.fact_form import FormError, form, read
from replies.facts import Ledger, asked, collect, comparable, describe, differs, known, missing
from replies.papers import asins, papers
from replies.situation import Fact, StepName
from tests.replies.making import ASINS, STATED, STORY, at, facts, notice, situation, step, submission, wanted


class TestWhatTheCaseItselfKnows:
    def test_dates_and_sums_come_from_believed_notices_with_their_source(self):
        closure = notice(amounts=(("487213", "JPY", "balance"),))
        ledger = collect(situation(closure), closure)
        assert ledger.get("closure.date") == Fact(key="closure.date", value="2018-08-15", source="notice 2018-08-15")
        assert ledger.get("funds.balance").value == "487,213円"
        assert ledger.get("store_name").source == "configuration"

    def test_nothing_comes_from_a_notice_that_is_not_believed(self):
        doubtful = notice(believed=False, amounts=(("487213", "JPY", "balance"),))
        ledger = collect(situation(doubtful), doubtful)
        assert ledger.get("closure.date") is None
        assert ledger.get("funds.balance") is None

    def test_a_date_is_of_the_marketplace_s_day(self):
        late = notice(at=at(2018, 8, 15, 0))
        assert collect(situation(late), late).get("notice.date").value == "2018-08-15"
        assert collect(situation(late, timezone="UTC"), late).get("notice.date").value == "2018-08-14"

    def test_what_the_seller_states_is_printed_and_the_difference_is_told(self):
        told = notice()
        case = situation(told, facts=facts({"closure.date": "2018-08-16"}))
        ledger = collect(case, told)
        assert ledger.get("closure.date").value == "2018-08-16"
        assert [(item.earlier.source, item.later.source) for item in ledger.contradictions()] == [("notice 2018-08-15", STATED)]

    def test_the_last_letter_is_that_of_the_same_matter(self):
        sent = (submission(at(2018, 8, 20)), submission(at(2018, 11, 20), "売上金について", Act.FUNDS_REQUEST))
        case = situation(notice(), submissions=sent)
        assert collect(case, None, Track.ACCOUNT).get("submission.date").value == "2018-08-20"
        assert collect(case, None, Track.FUNDS).get("submission.date").value == "2018-11-20"

    def test_a_long_quote_is_not_printed(self):
        told = notice(quote="長い" * 100)
        assert collect(situation(told), told).get("notice.quote") is None


class TestComparing:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("2018年8月15日", "2018-08-15"),
            ("15 August 2018", "2018/8/15"),
            ("487,213円", "JPY 487213"),
            ("¥487,213", "487213"),
            ("株式会社 サンプル", "株式会社 サンプル"),
        ],
    )
    def test_the_same_in_other_clothes(self, one, other):
        assert comparable(one) == comparable(other)

    @pytest.mark.parametrize(("one", "other"), [("2018-08-15", "2018-08-16"), ("48個", "49個"), ("1,000円", "10,000円")])
    def test_not_the_same(self, one, other):
        assert comparable(one) != comparable(other)

    @pytest.mark.parametrize(
        ("ordered", "delivered", "different"),
        [
            ("120個", "120 個", False),
            ("120個(2017年8月から)", "120個(2017年9月から)", False),
            ("1,200 units", "1200 units (2018)", False),
            ("120個", "118個", True),
            ("2017年: 120個", "2017年: 118個", True),
            ("120", "118", True),
        ],
    )
    def test_ordered_against_delivered(self, ordered, delivered, different):
        ledger = Ledger.of(facts({"goods.X.ordered": ordered, "goods.X.delivered": delivered}))
        assert differs(ledger, "X") is different

    def test_items_are_in_their_order(self):
        ledger = Ledger.of(facts({f"action.{name}.text": "x" for name in ("10", "recall", "2", "1")}))
        assert ledger.items("action") == ("1", "2", "10", "recall")


class TestPapers:
    def test_each_product_owes_its_own_invoice_and_the_letter_answers_the_plan(self):
        told = notice(demands=(wanted(DemandKind.INVOICE, 365), wanted(DemandKind.PLAN), wanted(DemandKind.BANK)))
        owed = papers(situation(told), StepName.APPEAL_CLOSURE, told)
        assert [paper.key for paper in owed] == [*(f"document.invoice.{asin}" for asin in ASINS), "document.bank.all"]

    def test_a_demand_for_some_products_is_for_those(self):
        told = notice(demands=(wanted(DemandKind.INVOICE, 365, ASINS[:1]),))
        assert [paper.asin for paper in papers(situation(told), StepName.APPEAL_CLOSURE, told)] == [ASINS[0]]

    def test_what_is_asked_twice_is_owed_once(self):
        told = notice(asins=(), demands=(wanted(DemandKind.INVOICE, 365), wanted(DemandKind.INVOICE, 180)))
        owed = papers(situation(told), StepName.APPEAL_CLOSURE, told)
        assert [(paper.key, paper.age_days) for paper in owed] == [("document.invoice.all", 365)]

    def test_an_inquiry_whose_demands_could_not_be_read_owes_invoices(self):
        told = notice(Label.AUTHENTICITY_INQUIRY)
        assert {paper.kind for paper in papers(situation(told), StepName.ANSWER_INQUIRY, told)} == {DemandKind.INVOICE}

    def test_products_come_from_the_nearest_earlier_notice(self):
        inquiry = notice(Label.AUTHENTICITY_INQUIRY, ref="first", at=at(2018, 8, 1))
        refusal = notice(Label.TEMPLATE_REJECTION, asins=())
        assert asins(situation(inquiry, refusal), refusal) == ASINS
        lure = replace(inquiry, forged=True, asins=("B0EVIL0000",), at=at(2018, 8, 10))
        assert asins(situation(inquiry, lure, refusal), refusal) == ASINS

    def test_products_may_be_stated(self):
        told = notice(asins=())
        assert asins(situation(told, facts=facts({"asins": "b00story01、B00STORY02"})), told) == ASINS

    def test_a_case_that_began_with_an_inquiry_is_about_the_supply_chain(self):
        inquiry = notice(Label.AUTHENTICITY_INQUIRY, ref="first", at=at(2018, 8, 1))
        assert "supply" in asked(situation(inquiry, notice()), notice())
        assert "supply" not in asked(situation(notice()), notice())


class TestTheForm:
    def test_what_is_missing_is_asked_for_and_read_back(self):
        case, which = situation(notice()), step(StepName.APPEAL_CLOSURE)
        keys = missing(case, which)
        text = form(keys, "ja")
        assert all(describe(key, "ja") in text for key in keys)
        assert read(text, STATED) == ()
        filled = "".join(
            line.replace('""', f'"{STORY[line.split(" = ")[0]]}"') if " = " in line else line for line in text.splitlines(True)
        )
        stated = read(filled, STATED)
        assert {fact.key for fact in stated} == set(keys)
        assert missing(replace(case, facts=stated), which) == ()

    def test_dates_and_numbers_are_values_too(self):
        stated = read("action.1.date = 2019-10-21\n[goods.B00STORY01]\nordered = 120\n", STATED)
        assert [(fact.key, fact.value) for fact in stated] == [
            ("action.1.date", "2019-10-21"),
            ("goods.B00STORY01.ordered", "120"),
        ]

    @pytest.mark.parametrize("text", ["shoe_size = '27'", "cause.1.text = ['a']", "cause = [", "cause.1.colour = 'red'"])
    def test_what_nothing_asks_for_is_told(self, text):
        with pytest.raises(FormError) as failed:
            read(text, STATED)
        assert failed.value.problems

    def test_every_key_of_the_story_is_of_the_vocabulary(self):
        assert [key for key in STORY if not known(key, "ja") or not known(key, "en")] == []

    def test_a_step_without_a_letter_needs_nothing(self):
        assert missing(situation(notice()), step(StepName.WAIT)) == ()


class TestDates:
    @pytest.mark.parametrize(
        "text",
        [
            "2018-08-15",
            "2018/8/15",
            "2018年8月15日",
            "\uff12\uff10\uff11\uff18年8月15日",
            "15 August 2018",
            "Aug 15, 2018",
            "August 15th 2018",
        ],
    )
    def test_a_day_is_read(self, text):
        assert parse_date(text) == date(2018, 8, 15)

    @pytest.mark.parametrize("text", ["", "08/15/2018", "2018-13-01", "2018-08-15から", "15 Augustus", "15 Foo 2018"])
    def test_a_guess_is_not_made(self, text):
        assert parse_date(text) is None

    @given(st.dates(min_value=date(1990, 1, 1)), st.sampled_from(["ja", "en"]))
    def test_what_is_printed_is_read(self, day, language):
        assert parse_date(long_date(day, language)) == day

    @given(st.integers(0, 30), st.integers(0, 4000))
    def test_patience_is_as_long_as_it_says(self, days, hours):
        start = at(2018, 1, 1) + timedelta(hours=hours)
        assert workdays_between(start, add_workdays(start, days, "Asia/Tokyo"), "Asia/Tokyo") == days


def test_money_is_printed_with_the_digits_of_the_notice():
    assert money("487213", "JPY", "ja") == "487,213円"
    assert money("487213", "JPY", "en") == "JPY 487,213"
    assert money("1234.50", "USD", "en") == "USD 1,234.50"
    assert money("12", None, "ja") == "12"
