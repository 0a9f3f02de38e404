"""Letters: everything they say is bound to a fact, and what is not known shows as a gap and blocks."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.labels import Act, ChannelKind, Deficit, DemandKind, Label, Track
from replies import compose, facts, lint, lint_context, refusals
from replies.dating import undated
from replies.situation import Fact, StepName
from replies.templates import TemplateError, sources
from tests.replies.making import (
    ASINS,
    ENGLISH,
    LETTERS,
    STORY,
    at,
    notice,
    situation,
    step,
    submission,
    told,
    wanted,
)
from tests.replies.making import facts as stated

LIBRARY = compose.load()
MARK = {"ja": "【要記入", "en": "【TO FILL IN"}
VALUES = {"ja": STORY, "en": ENGLISH}


def codes(draft) -> list[str]:
    return [blocker.code for blocker in draft.blockers]


def missing(draft) -> set[str]:
    return {blocker.key for blocker in draft.blockers if blocker.code == "missing_fact"}


# A change of channel carries the earlier text word for word: that text was checked for what it is.
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("name", "deficits"), [item for item in LETTERS if item[0] is not StepName.SWITCH_CHANNEL])
def test_a_whole_letter_passes_lint(name, deficits, language):
    case, which = told(name, deficits=deficits, language=language)
    draft = compose.draft(case, which, LIBRARY)
    context = lint_context.of(case, which, attachments=draft.attachments)
    assert [finding for finding in lint.check(draft.body, language, context) if finding.severity != "note"] == []


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("name", "deficits"), LETTERS)
class TestEveryLetter:
    def test_with_everything_stated_it_is_whole(self, name, deficits, language):
        draft = compose.draft(*told(name, deficits=deficits, language=language), LIBRARY)
        assert draft.blockers == ()
        assert "【" not in draft.body
        assert "None" not in draft.body
        assert draft.subject
        assert "\n" not in draft.subject

    def test_nothing_in_it_reads_as_a_request_to_cheat(self, name, deficits, language):
        assert refusals.recognise(compose.draft(*told(name, deficits=deficits, language=language), LIBRARY).body) == ()

    def test_its_addressee_store_and_person_stand_in_it(self, name, deficits, language):
        draft = compose.draft(*told(name, deficits=deficits, language=language), LIBRARY)
        first = {
            "ja": r"Amazon\.co\.jp .+ご担当者様\n\n作成日：2020年2月20日\n店舗名：",
            "en": r"Date: 20 February 2020\nSubject: ",
        }
        assert re.match(first[language], draft.body)
        if language == "en":
            assert re.search(r"\n\nDear Amazon\.co\.jp [A-Z][^\n]+,\n\n", draft.body), "the salutation follows the head"
        assert "みなと雑貨店" in draft.body

    def test_it_has_no_runs_of_empty_lines_and_no_loose_ends(self, name, deficits, language):
        body = compose.draft(*told(name, deficits=deficits, language=language), LIBRARY).body
        assert "\n\n\n" not in body
        assert all(line == line.rstrip() for line in body.splitlines())

    @settings(max_examples=12, deadline=None)
    @given(data=st.data())
    def test_each_fact_taken_away_shows_as_a_gap_and_a_blocker(self, name, deficits, language, data):
        whole = compose.draft(*told(name, deficits=deficits, language=language), LIBRARY)
        lost = set(data.draw(st.lists(st.sampled_from(sorted(VALUES[language])), unique=True)))
        kept = {key: value for key, value in VALUES[language].items() if key not in lost}
        case, which = told(name, deficits=deficits, language=language, keys=kept)
        draft = compose.draft(case, which, LIBRARY)
        assert missing(draft) == set(facts.missing(case, which))
        assert draft.body.count(MARK[language]) >= len(missing(draft))
        assert all(facts.describe(key, language) in draft.body for key in missing(draft))
        for key in lost & set(whole.cited):
            assert key in missing(draft) or may_go(key, draft, kept, sources(language)[name]), key
        for key in lost:
            if not any(VALUES[language][key] in value for value in kept.values()):
                assert VALUES[language][key] not in draft.body, "what is not known is not said"
        assert [line for line in draft.body.splitlines() if HOLLOW.search(line) and line not in whole.body] == []


HOLLOW = re.compile(r"「」|（）|\(\)|、、|。。|：$|: ?$|\bNone\b|\s[.,]")
"""What a sentence looks like where a fact was left out and the words around it stayed."""


def test_tomorrow_s_draft_is_the_same_but_for_its_date():
    case, which = told(StepName.APPEAL_CLOSURE)
    one, other = (compose.draft(replace(case, now=at(2020, 2, day)), which, LIBRARY) for day in (20, 21))
    assert one.body != other.body
    assert undated(one.body) == undated(other.body)
    assert "2020年2月21日" in other.body


def may_go(key: str, draft, kept: dict[str, str], source) -> bool:
    """A fact may go without a gap of its own: an optional one, one the case knows, or a whole item with the others."""
    if star(key) in source.optional or (key.endswith(".date") and key.split(".", maxsplit=1)[0] in ("closure", "reinstatement")):
        return True
    group, item = key.split(".")[:2]
    items = {other.split(".")[1] for other in kept if other.startswith(f"{group}.")}
    left = items or {"1"} & {other.split(".")[1] for other in missing(draft) if other.startswith(f"{group}.")}
    return group in ("action", "cause", "prevention", "news", "supplier", "open_point") and bool(left) and item not in items


def star(key: str) -> str:
    group, _, rest = key.partition(".")
    return f"{group}.*.{rest.partition('.')[2]}" if "." in rest else key


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("name", "deficits"), LETTERS)
def test_with_nothing_stated_every_need_is_a_gap(name, deficits, language):
    case, which = told(name, deficits=deficits, language=language, keys={})
    case = replace(case, store_name=None, seller_name=None)
    draft = compose.draft(case, which, LIBRARY)
    assert missing(draft) == set(facts.missing(case, which))
    assert draft.body.count(MARK[language]) >= len(missing(draft)) > 0
    assert "None" not in draft.body


@settings(max_examples=150, deadline=None)
@given(
    letter=st.sampled_from(LETTERS),
    language=st.sampled_from(["ja", "en"]),
    kinds=st.lists(st.sampled_from(DemandKind), unique=True),
    goods=st.lists(st.sampled_from([*ASINS, "B00STORY03"]), unique=True),
    lost=st.sets(st.sampled_from(sorted(STORY))),
)
def test_whatever_is_demanded_for_whatever_goods_the_letter_and_the_list_of_needs_agree(letter, language, kinds, goods, lost):
    name, deficits = letter
    kept = {key: value for key, value in VALUES[language].items() if key not in lost}
    case, which = told(name, deficits=deficits, language=language, keys=kept)
    asked = replace(case.notices[0], demands=tuple(wanted(kind) for kind in kinds), asins=tuple(goods))
    case = replace(case, notices=(asked,))
    draft = compose.draft(case, which, LIBRARY)
    assert missing(draft) == set(facts.missing(case, which))
    assert all(facts.describe(key, language) in draft.body for key in missing(draft))
    owed = {f"document.{kind}.all" for kind in (DemandKind.IDENTITY, DemandKind.BANK) if kind in kinds}
    if any(pattern == "document.*" for pattern in sources(language)[name].facts):
        assert owed <= set(draft.cited) | missing(draft)


class TestFacts:
    def test_a_blank_fact_is_no_fact(self):
        case, which = told(StepName.APPEAL_CLOSURE, keys={**STORY, "cause.1.text": "  \n "})
        assert "cause.1.text" in missing(compose.draft(case, which, LIBRARY))

    def test_two_invoices_for_three_asins_leave_a_gap(self):
        third = (*ASINS, "B00STORY03")
        case = situation(notice(asins=third, demands=(wanted(DemandKind.INVOICE, 365),)), facts=stated(STORY))
        draft = compose.draft(case, step(StepName.APPEAL_CLOSURE), LIBRARY)
        assert "document.invoice.B00STORY03" in missing(draft)
        assert f"document.invoice.{ASINS[0]}" not in missing(draft)

    def test_one_file_for_all_counts_for_the_products_that_it_names(self):
        values = {key: value for key, value in STORY.items() if not key.startswith("document.invoice")}
        told_of = notice(demands=(wanted(DemandKind.INVOICE),))
        whole = stated({**values, "document.invoice.all": f"別紙1 請求書({ASINS[0]})"})
        draft = compose.draft(situation(told_of, facts=whole), step(StepName.APPEAL_CLOSURE), LIBRARY)
        assert missing(draft) == {f"document.invoice.{ASINS[1]}"}

    def test_ordered_and_delivered_that_differ_want_a_reason(self):
        values = {**STORY, f"goods.{ASINS[0]}.delivered": "118個"}
        draft = compose.draft(*told(StepName.ANSWER_INQUIRY, keys=values), LIBRARY)
        assert missing(draft) == {f"goods.{ASINS[0]}.difference"}

    def test_what_the_evidence_counted_is_told_beside_the_orders(self):
        counted = {
            "evidence.window_from": "2017-08-15",
            "evidence.window_to": "2018-08-15",
            f"evidence.bought_in_window.{ASINS[0]}": "120個",
            f"evidence.sold_in_window.{ASINS[0]}": "106個",
        }
        draft = compose.draft(*told(StepName.ANSWER_INQUIRY, keys={**STORY, **counted}), LIBRARY)
        assert "2017年8月15日から2018年8月15日まで：仕入数 120個、販売数 106個" in draft.body
        assert set(counted) <= set(draft.cited)
        assert draft.body.count("販売数") == 1

    def test_facts_that_contradict_each_other_block(self):
        case, which = told(StepName.ASK_ABOUT_FUNDS)
        case = replace(case, facts=(Fact(key="funds.balance", value="500,000円", source="settlement.txt line 2"), *case.facts))
        draft = compose.draft(case, which, LIBRARY)
        assert "contradiction" in codes(draft)
        assert "settlement.txt line 2" in next(item.what for item in draft.blockers if item.code == "contradiction")

    def test_the_same_sum_in_other_words_is_no_contradiction(self):
        case, which = told(StepName.ASK_ABOUT_FUNDS)
        case = replace(case, facts=(Fact(key="funds.balance", value="JPY 487213", source="notice 2018-08-15"), *case.facts))
        assert compose.draft(case, which, LIBRARY).blockers == ()

    def test_a_paper_older_than_the_notice_allows_blocks(self):
        values = {**STORY, f"document.invoice.{ASINS[0]}": "別紙1 請求書 2017年5月1日発行"}
        draft = compose.draft(*told(StepName.ANSWER_INQUIRY, keys=values), LIBRARY)
        assert codes(draft) == ["paper_too_old"]

    def test_an_action_done_tomorrow_is_not_done(self):
        draft = compose.draft(*told(StepName.APPEAL_CLOSURE, keys={**STORY, "action.1.date": "2020-03-01"}), LIBRARY)
        assert codes(draft) == ["date_ahead"]

    def test_a_request_to_cheat_among_the_facts_blocks(self):
        values = {**STORY, "action.1.text": "請求書の日付を書き換えてください"}
        assert "refused" in codes(compose.draft(*told(StepName.APPEAL_CLOSURE, keys=values), LIBRARY))

    def test_japanese_sentences_do_not_slip_into_an_english_letter(self):
        draft = compose.draft(*told(StepName.APPEAL_CLOSURE, language="en", keys=STORY), LIBRARY)
        assert set(codes(draft)) == {"other_language"}

    def test_attachments_are_what_the_facts_name(self):
        draft = compose.draft(*told(StepName.ANSWER_INQUIRY), LIBRARY)
        assert draft.attachments == (
            STORY[f"document.invoice.{ASINS[0]}"],
            STORY[f"document.invoice.{ASINS[1]}"],
            STORY["action.1.proof"],
            STORY["action.2.proof"],
            STORY["prevention.1.proof"],
        )


class TestChannel:
    reply = notice(channels=((ChannelKind.REPLY, None),), subject="RE: FW: 要ご対応:出品アカウント\r\nBcc: x@example.com")

    def test_a_reply_keeps_its_thread_and_no_line_break(self):
        case = situation(self.reply, facts=stated(STORY))
        which = step(StepName.APPEAL_CLOSURE, channel=ChannelKind.REPLY, to="seller-performance@amazon.co.jp")
        draft = compose.draft(case, which, LIBRARY)
        assert draft.subject == "Re: 要ご対応:出品アカウント Bcc: x@example.com"
        assert draft.to == "seller-performance@amazon.co.jp"
        assert "件名" not in draft.body

    def test_a_console_text_has_its_own_subject(self):
        draft = compose.draft(*told(StepName.APPEAL_CLOSURE), LIBRARY)
        assert draft.to is None
        assert f"件名：{draft.subject}" in draft.body


class TestRounds:
    def second(self, text: str, deficits=(Deficit.NOT_IMPLEMENTED,)):
        told_of = notice(Label.TEMPLATE_REJECTION, deficits=deficits, at=at(2018, 9, 1))
        case = situation(told_of, now=at(2020, 2, 20), facts=stated(STORY), submissions=(submission(at(2018, 8, 20), text),))
        return case, step(StepName.ANSWER_REJECTION)

    def test_the_first_round_has_no_novelty(self):
        assert compose.draft(*told(StepName.APPEAL_CLOSURE), LIBRARY).novelty is None

    def test_the_same_again_is_blocked(self):
        first = compose.draft(*self.second(""), LIBRARY)
        again = compose.draft(*self.second(first.body), LIBRARY)
        assert again.novelty == 0.0
        assert "nothing_new" in codes(again)

    def test_new_deeds_are_new(self):
        draft = compose.draft(*self.second("商品をすべて削除しました。二度と販売しません。申し訳ございません。"), LIBRARY)
        assert draft.novelty > 0.9
        assert draft.blockers == ()

    def test_not_implemented_is_answered_by_dates_and_proof_first(self):
        body = compose.draft(*self.second("前の文面"), LIBRARY).body
        assert body.index("2019年10月21日") < body.index("再発防止策")
        assert "別紙4 検品記録" in body
        assert "根本原因" not in body

    def test_only_the_named_deficit_is_answered(self):
        body = compose.draft(*self.second("前の文面", (Deficit.PREVENTION,)), LIBRARY).body
        assert "再発防止策" in body
        assert "根本原因" not in body
        assert "2018年8月20日に提出した内容" in body

    def test_a_reminder_speaks_of_its_own_matter(self):
        sent = (
            submission(at(2018, 11, 20), "売上金についてお尋ねします。", Act.FUNDS_REQUEST),
            submission(at(2018, 12, 3), "改善計画です。"),
        )
        case = situation(notice(Label.FUNDS_WITHHELD), now=at(2018, 12, 10), submissions=sent, facts=stated(STORY))
        draft = compose.draft(case, step(StepName.CHASE, track=Track.FUNDS), LIBRARY)
        assert "2018年11月20日" in draft.body
        assert "売上金支払い" in draft.body


class TestHostileMail:
    def test_a_template_in_a_notice_is_only_text(self):
        told_of = notice(subject="{{ 7*7 }} {% for x in range(9) %}", quote="{{ fact.__globals__ }} 【要記入:x】")
        draft = compose.draft(situation(told_of, facts=stated(STORY)), step(StepName.APPEAL_CLOSURE), LIBRARY)
        assert "49" not in draft.body
        assert "{{ fact.__globals__ }}" in draft.body

    def test_a_user_s_template_is_checked_and_sandboxed(self):
        with pytest.raises(TemplateError, match="unknown fact shoe_size"):
            compose.load("ja", own={"ja/chase": "{#\nfacts: shoe_size\n#}\n{{ fact('shoe_size') }}"})
        with pytest.raises(TemplateError, match="used and not declared"):
            compose.load("ja", own={"ja/chase": "{#\nsubject: x\n#}\n{{ fact('store_name') }}"})
        with pytest.raises(TemplateError, match="unknown name open"):
            compose.load("ja", own={"ja/chase": "{#\nsubject: x\n#}\n{{ open('/etc/passwd') }}"})
        library = compose.load("ja", own={"ja/chase": "{#\nsubject: x\n#}\n{{ fact.__func__.__globals__ }}"})
        with pytest.raises(Exception, match="unsafe"):
            compose.draft(*told(StepName.CHASE), library)

    def test_a_user_s_template_is_used(self):
        own = {"ja/chase": "{#\nsubject: 確認\nfacts: store_name\n#}\n{{ fact('store_name') }}です。"}
        assert compose.draft(*told(StepName.CHASE), compose.load("ja", own=own)).body == "みなと雑貨店です。\n"


def test_both_languages_declare_the_same_facts():
    for name, source in sources("ja").items():
        other = sources("en")[name]
        assert (source.facts, source.optional, source.when) == (other.facts, other.optional, other.when), name


@pytest.mark.parametrize(
    ("language", "marketplace", "written"),
    [("ja", "amazon.com", "ja"), ("en", "amazon.co.jp", "en"), ("und", "amazon.co.jp", "ja"), ("de", "amazon.de", "en")],
)
def test_the_language_is_the_notice_s_else_the_store_s(language, marketplace, written):
    case = situation(notice(), language=language, marketplace=marketplace)
    assert compose.draft(case, step(StepName.APPEAL_CLOSURE), LIBRARY).language == written


@pytest.mark.parametrize("name", [StepName.WAIT, StepName.NONE])
def test_no_letter_belongs_to_waiting(name):
    assert compose.draft(situation(notice()), step(name), LIBRARY) is None
