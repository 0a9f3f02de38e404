"""Which case a message goes to, and why."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from classifiers.labels import Act, Label, Track
from mailbot.casebook.links import case_id_of, link, link_all, reasons
from mailbot.casebook.message import CaseMessage
from mailbot.casebook.outline import begin, grow, outline_of
from mailbot.i18n import load
from tests.casebook.founding import CLOSURE, INQUIRY, NOISE, STORY
from tests.casebook.history import case_of
from tests.casebook.letters import jst, letter, sent


def reason(messages: list[CaseMessage], last: CaseMessage) -> str | None:
    found = link_all([*messages, last])[last.sha256]
    return found.reason.code if found else None


def closed(**more: object) -> CaseMessage:
    return letter(jst("2021-06-01 09:00"), Label.CLOSURE_NOTICE, "アカウントを停止しました。", name="<c@amazon.example>", **more)


def test_founding() -> None:
    found = link(CLOSURE, [])
    assert found is not None
    assert (found.case_id, found.new, found.reason.code) == (f"2018-08-15-{CLOSURE.sha256[:4]}", True, "founding")


def test_the_day_of_a_case_is_that_of_its_zone() -> None:
    late = letter(jst("2021-06-01 00:30"), Label.CLOSURE_NOTICE)
    assert case_id_of(late).startswith("2021-06-01-"), "it is still May in UTC"


def test_rules_in_their_order() -> None:
    first = closed(asins=("B0AAAAAAA1",), case_ids=("1234567890",), form="form-1")
    later = jst("2021-06-10 09:00")
    assert reason([first], letter(later, Label.TEMPLATE_REJECTION, thread=("<c@amazon.example>",))) == "thread"
    assert reason([first], letter(later, Label.OTHER_AMAZON, thread=("<c@amazon.example>",))) == "thread"
    assert reason([first], letter(later, Label.TEMPLATE_REJECTION, case_ids=("1234567890",))) == "case_id"
    assert reason([first], letter(later, Label.AUTHENTICITY_INQUIRY, asins=("B0AAAAAAA1",))) == "asin"
    assert reason([first], letter(later, Label.POLICY_WARNING, form="form-1")) == "form"
    assert reason([first], letter(later, Label.FUNDS_WITHHELD)) == "account_closed"
    assert reason([first], letter(later, Label.AUTHENTICITY_INQUIRY, asins=("B0BBBBBBB1",))) == "founding"


def test_an_answer_that_comes_before_what_it_answers() -> None:
    answer = letter(jst("2021-06-05 09:00"), Label.TEMPLATE_REJECTION, thread=("<late@amazon.example>",))
    notice = letter(jst("2021-06-06 09:00"), Label.OTHER_AMAZON, name="<late@amazon.example>")
    assert reason([answer], notice) == "thread"


def test_what_belongs_to_no_case() -> None:
    first = closed()
    later = jst("2021-06-10 09:00")
    assert reason([first], letter(later, Label.OTHER_AMAZON)) is None
    assert reason([first], letter(later, Label.NOT_AMAZON)) is None
    assert reason([first], letter(later, None)) is None
    assert reason([], letter(later, Label.ACKNOWLEDGEMENT)) is None
    assert reason([first], letter(later, Label.ACKNOWLEDGEMENT)) == "account_closed"
    assert reason([first], sent(later, Act.OTHER, "ありがとう")) is None
    assert reason([first], sent(later, Act.APPEAL, "返品について", to="support@rakuten.example")) is None


def test_accounts_never_mix() -> None:
    first = closed(asins=("B0AAAAAAA1",))
    other = letter(jst("2021-06-10 09:00"), Label.TEMPLATE_REJECTION, asins=("B0AAAAAAA1",), account="other")
    assert reason([first], other) == "founding"


def test_a_listing_matter_grows_into_the_closure() -> None:
    inquiry = letter(jst("2021-05-20 09:00"), Label.AUTHENTICITY_INQUIRY, asins=("B0AAAAAAA1",))
    assert reason([inquiry], closed()) == "grown"
    assert reason([inquiry], closed(asins=("B0BBBBBBB1",))) == "founding", "it names other goods"
    long_ago = letter(jst("2020-05-20 09:00"), Label.AUTHENTICITY_INQUIRY, asins=("B0AAAAAAA1",))
    assert reason([long_ago], closed()) == "founding"


def test_money_after_the_reopening_stays_with_its_case() -> None:
    back = letter(jst("2021-07-01 09:00"), Label.REINSTATEMENT, tracks=(Track.ACCOUNT,))
    paid = letter(jst("2021-07-15 09:00"), Label.FUNDS_RELEASED)
    assert reason([closed(), back], paid) == "last_matter"


def test_the_users_word_wins() -> None:
    first = closed()
    stray = letter(jst("2021-06-10 09:00"), Label.TEMPLATE_REJECTION)
    links = link_all([first, stray], {stray.sha256: "2021-06-10-aaaa"})
    assert links[stray.sha256] == link(stray, [], pin="2021-06-10-aaaa")
    assert links[first.sha256] != links[stray.sha256]


def test_a_replayed_case_has_the_outline_of_its_messages() -> None:
    case = case_of(STORY)
    outline = begin(case.id, STORY[0])
    for message in STORY[1:]:
        outline = grow(outline, message)
    replayed = outline_of(case)
    assert (replayed.asins, replayed.message_ids, replayed.form_ids) == (outline.asins, outline.message_ids, outline.form_ids)
    assert replayed.states[Track.ACCOUNT] == outline.states[Track.ACCOUNT] == "reopened"


@given(st.permutations([*STORY, *NOISE[:20]]))
def test_links_do_not_depend_on_the_order_of_arrival(messages: list[CaseMessage]) -> None:
    assert link_all(messages) == link_all([*STORY, *NOISE[:20]])


def test_the_founding_inquiry_and_its_closure_are_one_matter() -> None:
    assert reason([INQUIRY], CLOSURE) == "asin"


def test_what_the_reader_left_to_the_user_joins_by_what_it_names() -> None:
    first = closed(case_ids=("1234567890",))
    unread = letter(jst("2021-06-10 09:00"), None, case_ids=("1234567890",))
    guessed = replace(unread, reading=replace(unread.reading, alternatives=(("template_rejection", 0.5),)))
    assert reason([first], unread) is None
    assert reason([first], guessed) == "case_id"


def test_a_receipt_joins_the_case_that_names_its_id_only_later() -> None:
    receipt = letter(jst("2021-06-05 09:00"), Label.ACKNOWLEDGEMENT, "申し立てを受け付けました", case_ids=("6240918835",))
    inquiry = letter(jst("2021-06-06 09:00"), Label.AUTHENTICITY_INQUIRY, "真贋", asins=("B0AAAAAAA1",))
    report = sent(jst("2021-06-20 09:00"), Act.APPEAL, "報告書", asins=("B0AAAAAAA1",))
    answer = letter(jst("2021-06-25 09:00"), Label.TEMPLATE_REJECTION, "不十分", case_ids=("6240918835",), asins=("B0AAAAAAA1",))
    alone = link_all([receipt, inquiry, report])
    assert alone[receipt.sha256] is None
    found = link_all([answer, report, receipt, inquiry])
    joined = found[receipt.sha256]
    assert joined is not None
    assert (joined.case_id, joined.new, joined.reason.code) == (case_id_of(inquiry), False, "case_id")
    elsewhere = letter(jst("2021-06-05 09:00"), Label.NOT_AMAZON, "受付", case_ids=("6240918835",))
    assert link_all([answer, elsewhere])[elsewhere.sha256] is None


def test_each_message_of_a_case_says_what_binds_it() -> None:
    first = closed(asins=("B0AAAAAAA1",), case_ids=("1234567890",))
    answer = letter(jst("2021-06-10 09:00"), Label.TEMPLATE_REJECTION, thread=("<c@amazon.example>",))
    named = letter(jst("2021-06-11 09:00"), Label.TEMPLATE_REJECTION, case_ids=("1234567890",))
    stray = letter(jst("2021-06-12 09:00"), Label.OTHER_AMAZON, "他の件")
    found = reasons([stray, named, answer, first], {})
    assert {name: why.code for name, why in found.items()} == {
        first.sha256: "founding",
        answer.sha256: "thread",
        named.sha256: "case_id",
    }
    assert reasons([first, stray], {stray.sha256: "2021-06-01-0000"})[stray.sha256].code == "by_hand"
    everything = [message for message in STORY if link_all(STORY)[message.sha256] is not None]
    assert {why.code for why in reasons(everything, {}).values()} <= {why.removeprefix("case_link.") for why in LINK_WORDS}
    assert len(reasons(everything, {})) == len(everything)


LINK_WORDS = [code for code in load("ja").codes if code.startswith("case_link.")]
