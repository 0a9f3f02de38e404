"""The story in a few sentences, and in phases, for a stranger."""

import pytest

from classifiers.labels import Act, AmountRole, DemandKind, Label, Track
from mailbot.casebook.brief import brief
from mailbot.casebook.case import Case
from mailbot.casebook.phases import MOST, phases_of
from mailbot.casebook.timeline import timeline
from mailbot.casebook.wording import words_for
from tests.casebook.founding import STORY
from tests.casebook.history import case_of
from tests.casebook.letters import demand, due, jst, letter, sent, yen

NOW = jst("2020-03-20 09:00")
CLOSED = letter(jst("2021-06-01 09:00"), Label.CLOSURE_NOTICE, "停止しました", tracks=(Track.ACCOUNT,))


def said(case: Case, now: str, language: str = "ja") -> list[str]:
    return [item.text for item in brief(case, words_for(case, language), jst(now))]


def test_the_founding_story_in_a_few_sentences() -> None:
    case = case_of(STORY)
    lines = said(case, "2020-03-20 09:00")
    assert len(lines) <= 9
    assert lines[0] == "2018年8月15日（水）、出品用アカウントが停止・閉鎖されました。"
    assert "再開されました" in lines[1]
    assert any("支払うとの通知" in line for line in lines)
    english = said(case, "2020-03-20 09:00", "en")
    assert english[0] == "On Wed 15 August 2018 the selling account was suspended or closed."
    assert len(english) == len(lines)


def test_every_sentence_but_a_count_rests_on_a_message() -> None:
    case = case_of(STORY)
    for item in brief(case, words_for(case, "en"), NOW):
        counted = item.text.startswith(("Submissions", "No message", "No submission"))
        assert counted or case.entry(item.message) is not None, item


def test_a_closed_account_counts_its_days() -> None:
    lines = said(case_of([CLOSED]), "2021-06-11 23:00")
    assert lines == [
        "2021年6月1日（火）、出品用アカウントが停止・閉鎖されました。",
        "再開の連絡はまだありません（停止・閉鎖から10日）。",
        "Amazonへの提出は見つかっていません。",
    ]


def test_a_mailbox_that_begins_with_a_refusal_says_no_day_of_closure() -> None:
    refused = letter(
        jst("2021-06-01 09:00"), Label.TEMPLATE_REJECTION, "再開できません", tracks=(Track.ACCOUNT,), appealable=True
    )
    assert said(case_of([refused]), "2021-06-02 09:00")[0].startswith("遅くとも2021年6月1日")


def test_a_listing_matter_has_its_own_beginning_and_end() -> None:
    stopped = letter(jst("2021-06-01 09:00"), Label.AUTHENTICITY_INQUIRY, "真贋", asins=("B0AAAAAAA1",))
    back = letter(jst("2021-06-09 09:00"), Label.REINSTATEMENT, "再開しました", asins=("B0AAAAAAA1",), tracks=(Track.LISTING,))
    lines = said(case_of([stopped, back]), "2021-06-10 09:00")
    assert lines[:2] == [
        "2021年6月1日（火）、出品は「調査中」になりました。",
        "2021年6月9日（水）、出品は「出品再開」になりました。",
    ]


def test_an_appeal_is_not_sent_because_it_was_refused() -> None:
    refused = letter(jst("2021-06-09 09:00"), Label.TEMPLATE_REJECTION, "再開できません", tracks=(Track.ACCOUNT,), final=True)
    lines = said(case_of([CLOSED, refused]), "2021-06-10 09:00")
    assert "Amazonへの提出は見つかっていません。" in lines


def test_while_the_account_is_closed_only_it_and_the_money_turn_the_story() -> None:
    stock = letter(
        jst("2021-06-05 09:00"), Label.INVENTORY_NOTICE, "FBA在庫の返送または所有権の放棄をご依頼ください。30日以内です。"
    )
    money = letter(
        jst("2021-06-08 09:00"),
        Label.FUNDS_APPEAL_WINDOW,
        "売上金の申し立てができます",
        amounts=(yen(1000, AmountRole.WITHHELD),),
    )
    phases = phases_of(case_of([CLOSED, stock, money]))
    assert [phase.turning.track for phase in phases if phase.turning] == [Track.ACCOUNT, Track.FUNDS]
    assert Track.STOCK in {change.track for phase in phases for change in phase.turns}


def test_a_matter_never_spoken_of_again_says_so() -> None:
    inquiry = letter(jst("2021-05-20 09:00"), Label.AUTHENTICITY_INQUIRY, "真贋", asins=("B0AAAAAAA1",))
    back = letter(jst("2021-07-01 09:00"), Label.REINSTATEMENT, "アカウントを再開しました", tracks=(Track.ACCOUNT,))
    told = timeline(case_of([inquiry, CLOSED, back]), "ja", jst("2021-07-02 09:00"))
    (listing,) = (line for line in told.summary.standing if line.text.startswith("出品"))
    assert listing.notes == ("アカウントの再開後、この点についての連絡はありません。",)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_phase_and_every_change_is_told_once(language: str) -> None:
    case = case_of(STORY)
    phases = phases_of(case)
    assert len(phases) <= MOST
    assert sum(phase.sent for phase in phases) == len(case.rounds)
    told = timeline(case, language, NOW, "short")
    assert all(phase.ref is not None for phase in told.phases if phase.quote)


def test_answers_come_from_what_was_asked_and_within_reason() -> None:
    papers = sent(jst("2021-06-02 09:00"), Act.DOCUMENTS, "請求書をお送りします。")
    appeal = sent(jst("2021-06-03 09:00"), Act.APPEAL, "再開をお願いします。根本原因は照合の不足です。")
    paid = letter(jst("2021-08-20 09:00"), Label.FUNDS_RELEASED, "お支払いしました")
    refused = letter(jst("2021-08-21 09:00"), Label.TEMPLATE_REJECTION, "再開できません", tracks=(Track.ACCOUNT,))
    much_later = letter(jst("2022-06-21 09:00"), Label.TEMPLATE_REJECTION, "再開できません", tracks=(Track.ACCOUNT,))
    case = case_of([CLOSED, papers, appeal, paid, refused])
    assert [item.answer for item in case.rounds] == [None, refused.sha256], "a payment months later answers no papers"
    assert [item.answer for item in case_of([CLOSED, papers, appeal, much_later]).rounds] == [None, None]


def test_a_deadline_that_passed_is_in_the_brief() -> None:
    notice = letter(jst("2021-06-01 09:00"), Label.POLICY_WARNING, "停止のおそれがあります。3日以内に", deadlines=(due(3),))
    late = sent(jst("2021-06-06 09:00"), Act.APPEAL, "改善計画をお送りします。")
    assert "アカウントの期限（2021年6月4日（金））までの提出は見つかっていません。" in said(case_of([notice]), "2021-06-05 09:00")
    assert "アカウントの期限（2021年6月4日（金））に対し、提出は2021年6月6日（日）でした。" in said(
        case_of([notice, late]), "2021-06-07 09:00"
    )
    assert not any("期限" in line for line in said(case_of([notice]), "2021-06-04 09:00"))


def test_nothing_is_missing_once_everything_is_settled() -> None:
    stopped = letter(
        jst("2021-06-01 09:00"),
        Label.AUTHENTICITY_INQUIRY,
        "真贋",
        asins=("B0AAAAAAA1",),
        demands=(demand(DemandKind.INVOICE),),
    )
    back = letter(jst("2021-06-09 09:00"), Label.REINSTATEMENT, "再開しました", asins=("B0AAAAAAA1",), tracks=(Track.LISTING,))
    assert case_of([stopped]).missing
    case = case_of([stopped, back])
    assert case.missing == ()
    told = timeline(case, "ja", jst("2021-06-10 09:00"))
    assert [line.text for line in told.summary.missing] == ["直近の通知で求められたまま残っているものはありません。"]
