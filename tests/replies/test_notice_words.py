"""What a notice says in its own words: circulars, returns, statements, reasons, signatures."""

from dataclasses import replace

import pytest

from classifiers.labels import AmountRole, ChannelKind, ClockKind, DemandKind, Label, Track
from replies import compose, facts, gaps, notice_words, playbook
from replies.situation import StepName
from tests.replies.making import ENGLISH, STORY, at, notice, situation, step, submission, wanted, window
from tests.replies.making import facts as stated

LIBRARY = compose.load()
NEWS = notice(
    Label.AUTHENTICITY_INQUIRY,
    ref="news",
    asins=(),
    sender="store-news@amazon.co.jp",
    text="出品者様\n\n請求書の提出をお願いするとき、次の記載がない例が増えています。\nこのお知らせへの返信は必要ありません。",
)
REFUSED = notice(
    Label.TEMPLATE_REJECTION,
    ref="refused",
    at=at(2018, 11, 19),
    secondary=(Label.FUNDS_WITHHELD,),
    quote="出品用アカウントを再開することはできません。",
    text="みなと商店 様\n\n出品用アカウントを再開することはできません。必要な情報が含まれていないためです。\n\n"
    "また、売上金については、お申し出が解決していないため、お支払いすることができません。\n\nアカウントスペシャリスト\nAmazon.co.jp",
)
FORM = notice(
    Label.TEMPLATE_REJECTION,
    ref="form",
    at=at(2018, 11, 28),
    secondary=(Label.FUNDS_WITHHELD,),
    quote="十分な情報が含まれておりませんでした。",
    text="十分な情報が含まれておりませんでした。\nなお、売上金のお支払いは引き続き留保されます。",
)
STATEMENT = notice(
    Label.FUNDS_WITHHELD,
    ref="statement",
    at=at(2018, 12, 20),
    text="今回の引当金: 1,284,560円\n"
    "売上金 1,284,560円 は引き続き留保されており、今回の決済期間のお支払いはありません。\nAmazon ペイメント",
    amounts=(("1284560", "JPY", AmountRole.BALANCE),),
)
GONE = replace(STATEMENT, ref="gone", at=at(2019, 3, 11), amounts=(("0", "JPY", AmountRole.BALANCE),))
REFUSING = {Track.ACCOUNT: "refused", Track.FUNDS: "refused"}


def named(case, name: StepName):
    return next((one for one in playbook.steps(case) if one.name is name), None)


class TestCirculars:
    def test_a_newsletter_about_inquiries_gets_no_draft(self):
        case = situation(NEWS, states={})
        assert [one.rule for one in playbook.steps(case)] == ["general_notice"]
        assert not playbook.wants_draft(playbook.steps(case)[0])

    def test_it_overtakes_no_inquiry(self):
        own = notice(Label.AUTHENTICITY_INQUIRY, ref="own", at=at(2018, 8, 6))
        case = situation(own, replace(NEWS, at=at(2018, 8, 7)), now=at(2018, 8, 8), states={})
        assert named(case, StepName.ANSWER_INQUIRY).answers == "own"

    def test_an_inquiry_that_names_an_asin_is_meant(self):
        assert not notice_words.is_general(replace(NEWS, asins=("B00STORY01",)))
        assert not notice_words.is_general(
            replace(NEWS, sender="seller-performance@amazon.co.jp", text="出品者様\n7日以内にご返信ください")
        )


class TestStock:
    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ("ご依頼いただいた在庫の返送が完了しました。", "stock_returned"),
            ("対象の在庫を廃棄いたしました。", "stock_gone"),
            ("30日以内に、在庫の返送または所有権の放棄をご依頼ください。", "stock_removal"),
            ("Please create a removal order within 30 days.", "stock_removal"),
            ("Your removal order is complete.", "stock_returned"),
        ],
    )
    def test_what_only_seller_central_takes_has_no_letter(self, text, rule):
        found = named(situation(notice(Label.INVENTORY_NOTICE, text=text)), StepName.SECURE_STOCK)
        assert found.rule == rule
        assert not playbook.wants_draft(found)

    def test_a_letter_where_the_notice_asks_for_an_answer(self):
        text = "在庫の返送をご依頼ください。請求書がある場合は、本メールにご返信ください。"
        found = named(situation(notice(Label.INVENTORY_NOTICE, text=text)), StepName.SECURE_STOCK)
        assert playbook.wants_draft(found)
        assert "removal_first" in found.notes

    def test_units_that_the_notice_lists_are_not_asked_for(self):
        text = "ご返信ください。\nASIN: B00STORY01 FNSKU: X0007 9個\nASIN: B00STORY02 FNSKU: X0008 41個"
        case = situation(notice(Label.INVENTORY_NOTICE, text=text))
        draft = compose.draft(case, step(StepName.SECURE_STOCK, track=Track.STOCK), LIBRARY)
        assert "：9個" in draft.body
        assert "2018年8月15日付のご連絡に記載の個数" in draft.body
        assert set(facts.missing(case, draft.step)) == {"stock.request", "stock.removal_order"}


class TestMoney:
    def test_the_claim_answers_the_refusal_and_not_the_form_letter_after_it(self):
        case = situation(REFUSED, FORM, now=at(2018, 12, 1), states=REFUSING)
        found = named(case, StepName.CONTEST_WITHHOLDING)
        assert found.answers == "refused"
        body = compose.draft(case, found, LIBRARY).body
        assert "お申し出が解決していないため、お支払いすることができません" in body
        assert body.index("支払いをお願いいたします") < body.index("ご指摘への回答")

    def test_a_statement_asks_for_nothing_and_tells_the_sum(self):
        case = situation(REFUSED, FORM, STATEMENT, now=at(2018, 12, 21), states=REFUSING)
        found = named(case, StepName.CONTEST_WITHHOLDING)
        assert found.answers == "refused"
        assert "1,284,560円（2018年12月20日付のご連絡に記載の金額）" in compose.draft(case, found, LIBRARY).body

    def test_a_later_balance_of_nothing_is_told(self):
        case = situation(REFUSED, STATEMENT, GONE, now=at(2019, 3, 12), states=REFUSING)
        letter = step(StepName.CONTEST_WITHHOLDING, track=Track.FUNDS, answers="refused")
        assert "2019年3月11日付のご連絡には、残高0の記載があります" in compose.draft(case, letter, LIBRARY).body
        about = step(StepName.ASK_ABOUT_VANISHED_RESERVE, track=Track.FUNDS, answers="gone")
        assert (
            "変動前の残高：1,284,560円（2018年12月20日）\n・変動後の残高：0円（2019年3月11日）"
            in compose.draft(case, about, LIBRARY).body
        )


class TestReasons:
    def test_a_closure_is_quoted_by_its_allegation(self):
        text = "出品用アカウントを閉鎖しました。\n措置の理由\n商品の信憑性について、購入者様からご指摘が寄せられています。"
        found = notice_words.reason(notice(text=text, quote="出品用アカウントを閉鎖しました。"), Track.ACCOUNT)
        assert found == "商品の信憑性について、購入者様からご指摘が寄せられています。"

    def test_where_no_reason_is_found_the_quote_stays(self):
        assert notice_words.reason(notice(text=""), Track.ACCOUNT) == notice().quote

    @pytest.mark.parametrize(
        ("text", "team"),
        [
            ("…\n山根\nアカウントスペシャリスト\nAmazon.co.jp", "アカウントスペシャリスト"),
            ("…\nAmazon ペイメント", "Amazon ペイメント"),
            ("…\nSeller Performance Team\nAmazon.com", "Seller Performance Team"),
            ("…\n山根", ""),
        ],
    )
    def test_the_letter_goes_to_the_team_that_signed(self, text, team):
        assert notice_words.signature(notice(text=text)) == team

    def test_the_word_of_the_closure_is_the_notice_s_own(self):
        case = situation(notice(subject="出品アカウント閉鎖のご連絡"), facts=stated(STORY))
        assert "閉鎖日：2018年8月15日" in compose.draft(case, step(StepName.CLAIM_FUNDS, track=Track.FUNDS), LIBRARY).body


class TestReminders:
    def chased(self, *sent, now):
        return situation(notice(), now=now, submissions=sent, facts=stated(STORY))

    def test_what_was_answered_is_not_chased(self):
        case = self.chased(submission(at(2018, 8, 16), answered_at=at(2018, 8, 20)), now=at(2018, 9, 3))
        assert named(case, StepName.CHASE) is None

    @pytest.mark.parametrize(
        ("now", "rule", "words"),
        [
            (at(2018, 8, 29), "silence", "その後8営業日が過ぎましたが"),
            (at(2018, 12, 3), "silence_long", "2018年12月3日現在、ご返信を確認できておりません"),
        ],
    )
    def test_days_are_counted_up_to_a_month(self, now, rule, words):
        case = self.chased(submission(at(2018, 8, 16)), now=now)
        found = named(case, StepName.CHASE)
        assert found.rule == rule
        body = compose.draft(case, found, LIBRARY).body
        assert words in body
        assert "2018年8月16日に回答をお送りしました" in body
        assert found.values["since"] == "2018-08-16"


class TestPapers:
    def test_another_paper_is_asked_for_in_the_demand_s_words_and_a_choice_stays_one(self):
        either = replace(wanted(DemandKind.INVOICE), quote="請求書または納品書の写し")
        other = replace(wanted(DemandKind.OTHER), quote="発注した数量を確認できる資料")
        case = situation(
            notice(Label.TEMPLATE_REJECTION, demands=(either, replace(either, kind=DemandKind.DELIVERY_NOTE), other))
        )
        draft = compose.draft(case, step(StepName.ANSWER_REJECTION), LIBRARY)
        assert "の請求書または納品書：" in draft.body
        assert "「発注した数量を確認できる資料」：" in draft.body
        assert "document.delivery_note.B00STORY01" not in {item.key for item in draft.blockers}

    def test_a_delivery_note_does_where_it_may(self):
        either = replace(wanted(DemandKind.INVOICE), quote="請求書または納品書の写し", asins=("B00STORY01",))
        values = stated({"document.delivery_note.B00STORY01": "別紙1 納品書"})
        case = situation(notice(Label.TEMPLATE_REJECTION, demands=(either,)), facts=values)
        assert "document.invoice.B00STORY01" not in facts.missing(case, step(StepName.ANSWER_REJECTION))

    def test_an_annex_that_names_no_paper_blocks(self):
        values = {key: value for key, value in STORY.items() if key != "annex.3.name"}
        draft = compose.draft(
            situation(notice(), now=at(2020, 2, 20), facts=stated(values)), step(StepName.APPEAL_CLOSURE), LIBRARY
        )
        assert [(item.code, item.key) for item in draft.blockers] == [("annex_without_file", "annex.3.name")]

    def test_an_edited_text_may_not_cite_a_paper_that_nobody_names(self):
        text = "照合しました(別紙3)。\n・請求書：別紙1 請求書.pdf"
        assert [item.key for item in gaps.found(text, (), ())] == ["annex.3.name"]
        assert gaps.found(text, (), ("別紙3 照合表.pdf",)) == ()
        assert gaps.found(text) == ()

    def test_a_paper_cannot_be_submitted_after_the_notice_that_doubts_it(self):
        values = {**STORY, "paper.name": "納品書 No.1(2018年8月20日に提出)"}
        case = situation(notice(Label.FORGERY_ALLEGATION), facts=stated(values))
        draft = compose.draft(case, step(StepName.ANSWER_FORGERY_ALLEGATION), LIBRARY)
        assert [item.code for item in draft.blockers] == ["paper_after_notice"]


def test_the_same_letter_elsewhere_is_carried_without_its_frame():
    told = "1. 根本原因\n納品書がありませんでした。"
    end = "よろしくお願いいたします。\n\nみなと雑貨店\n湊 一郎"
    text = f"アカウントスペシャリスト\nご担当者様\n\n作成日：2018年8月16日\n\n{told}\n\n{end}"
    sent = submission(at(2018, 8, 16), text, attachments=("a" * 64, "b" * 64), answered_at=at(2018, 8, 17))
    case = situation(notice(Label.TEMPLATE_REJECTION, at=at(2018, 8, 17)), submissions=(sent,))
    body = compose.draft(case, step(StepName.SWITCH_CHANNEL), LIBRARY).body
    assert "----------\n1. 根本原因\n納品書がありませんでした。\n----------" in body
    assert "前回お送りした書類（2点）" in body
    assert body.rstrip().endswith("みなと雑貨店\n湊 一郎")


def test_the_decision_names_the_submission_that_it_answers():
    first = submission(at(2018, 8, 20), answered_at=at(2018, 9, 1))
    later = submission(at(2018, 9, 10))
    case = situation(notice(Label.TEMPLATE_REJECTION, at=at(2018, 9, 1)), now=at(2018, 9, 20), submissions=(first, later))
    assert "2018年8月20日に提出した内容" in compose.draft(case, step(StepName.ANSWER_REJECTION), LIBRARY).body


def test_amazon_com_puts_the_month_first():
    case = situation(notice(language="en"), marketplace="amazon.com", language="en")
    assert compose.draft(case, step(StepName.APPEAL_CLOSURE), LIBRARY).body.startswith("Date: August 20, 2018\n")


@pytest.mark.parametrize(
    ("store", "told"),
    [("amazon.com", "September 3, 2019 and October 7, 2019"), ("amazon.co.uk", "3 September 2019 and 7 October 2019")],
)
def test_dates_in_statements_have_one_form_and_names_of_files_stay(store, told):
    values = {**ENGLISH, "cause.1.found": "On 2019-09-03 and 7 October 2019 we compared notes-2019-09-03.pdf"}
    case = situation(notice(language="en"), now=at(2020, 2, 20), marketplace=store, language="en", facts=stated(values))
    assert f"On {told} we compared notes-2019-09-03.pdf" in compose.draft(case, step(StepName.APPEAL_CLOSURE), LIBRARY).body


def test_a_verification_that_passed_reopened_nothing():
    case = situation(notice(Label.REINSTATEMENT), states={Track.ACCOUNT: "open", Track.VERIFICATION: "passed"})
    assert [one.rule for one in playbook.steps(case)] == ["verification_passed"]


def test_a_clock_of_the_stock_still_stands_beside_its_notice():
    text = "30日以内に、在庫の返送をご依頼ください。"
    told = notice(Label.INVENTORY_NOTICE, text=text, channels=((ChannelKind.CONSOLE, None),))
    case = situation(told, windows=(window(ClockKind.DUE, at(2018, 9, 14), track=Track.STOCK, notice="notice-1"),))
    assert named(case, StepName.SECURE_STOCK).not_after == at(2018, 9, 14)
