"""What a person does with drafts: nothing leaves that was not approved as it stands."""

from collections.abc import Iterator

import pytest

from mailbot.errors import UsageError
from mailbot.service import page, remind, review
from mailbot.service.page import Saved, Written
from mailbot.service.review import text_digest
from mailbot.service.workspace import Workspace
from mailbot.store import events
from mailbot.store.drafts import DraftState
from replies.situation import StepName
from tests.letters import APPEAL, CLOSURE, REFUSAL, START, amazon, own
from tests.service.making import UNCONFIRMED, draft, proposed, with_gap
from tests.service.world import all_drafts, only_case, receive, world

CASE = "2018-08-15-aaaa"
FULL = """根本原因: 受け入れ検品で数量だけを数え、ロット番号を照合していませんでした。
実施した措置: 2018年8月20日に倉庫の全数を照合し、差のある12点を隔離しました。
再発防止: 受け入れ時にロット番号を仕入先の納品書と照合し、毎月責任者が記録を点検します。"""


@pytest.fixture
def opened(tmp_path) -> Iterator[Workspace]:
    with world(tmp_path / "data") as made:
        yield made


def decisions(opened: Workspace) -> list[str]:
    with opened.store.read() as connection:
        return [item.kind for item in events.decisions_on(connection)]


def test_a_ready_draft_is_approved_as_it_stands(opened):
    key = proposed(opened, draft(), case_id=CASE)
    found = review.approve(opened, key)
    assert found.state is DraftState.APPROVED
    with opened.store.read() as connection:
        (decision,) = events.decisions_on(connection, kind="approve")
    assert decision.data == {"draft": key, "text_sha256": text_digest(found.draft), "papers": []}


def test_a_blocked_draft_is_not_approved(opened):
    key = proposed(opened, with_gap(draft()), case_id=CASE)
    with pytest.raises(UsageError, match=r"draft_blocked.*根本原因"):
        review.approve(opened, key)
    assert review.shown(opened, key)[0].state is DraftState.BLOCKED
    assert decisions(opened) == []


def test_a_text_that_changed_since_it_was_seen_is_not_approved(opened):
    key = proposed(opened, draft(), case_id=CASE)
    seen = text_digest(review.shown(opened, key)[0].draft)
    review.edit(opened, key, FULL)
    with pytest.raises(UsageError, match="draft_changed"):
        review.approve(opened, key, expected=seen)
    now = text_digest(review.shown(opened, key)[0].draft)
    assert review.approve(opened, key, expected=now).state is DraftState.APPROVED


def test_filling_the_gaps_makes_a_draft_ready_and_opening_one_blocks_it_again(opened):
    key = proposed(opened, with_gap(draft()), case_id=CASE)
    assert review.edit(opened, key, FULL).state is DraftState.READY
    again = review.edit(opened, key, FULL + "\n【要記入:仕入先の住所】")
    assert (again.state, [blocker.what for blocker in again.draft.blockers]) == (DraftState.BLOCKED, ["仕入先の住所"])


def test_no_text_lifts_a_doubt_about_the_notice(opened):
    key = proposed(opened, draft(blockers=(UNCONFIRMED,)), case_id=CASE)
    found = review.edit(opened, key, FULL)
    assert (found.state, found.draft.blockers) == (DraftState.BLOCKED, (UNCONFIRMED,))


def test_a_text_that_says_what_was_sent_before_is_blocked(opened):
    receive(opened, amazon(CLOSURE, "停止のお知らせ"))
    receive(opened, own(APPEAL, "Re: 停止のお知らせ", reply_to="<letter-1@amazon.co.jp>"))
    receive(opened, amazon(REFUSAL, "再開できません", 2))
    case = only_case(opened)
    key = proposed(opened, with_gap(draft()), case_id=case.id)
    assert [blocker.code for blocker in review.edit(opened, key, APPEAL).draft.blockers] == ["nothing_new"]
    chaser = proposed(opened, draft(name=StepName.CHASE), case_id=case.id)
    assert review.edit(opened, chaser, APPEAL).state is DraftState.READY


def test_subject_and_line_ends_are_made_plain(opened):
    key = proposed(opened, draft(), case_id=CASE)
    found = review.edit(opened, key, "一\r\n二\r\n", "改善計画\r\nBcc: a@b.example")
    assert found.draft.body == "一\n二\n"
    assert found.draft.subject == "改善計画 Bcc: a@b.example"
    assert review.edit(opened, key, "三").draft.subject == found.draft.subject


@pytest.mark.parametrize("state", [DraftState.APPROVED, DraftState.REJECTED, DraftState.DELIVERED, DraftState.SUPERSEDED])
def test_what_is_decided_is_not_edited_any_more(opened, state):
    from mailbot.store import drafts

    key = proposed(opened, draft(), case_id=CASE)
    with opened.store.write() as connection:
        drafts.set_state(connection, key, state, opened.now())
    with pytest.raises(UsageError, match="draft_state"):
        review.edit(opened, key, FULL)
    if state is not DraftState.APPROVED:
        with pytest.raises(UsageError, match="draft_state"):
            review.reject(opened, key)
    with pytest.raises(UsageError, match="draft_state"):
        review.approve(opened, key)


def test_an_approval_can_be_taken_back_by_rejecting(opened):
    key = proposed(opened, draft(), case_id=CASE)
    review.approve(opened, key)
    assert review.reject(opened, key, "別の案を出す").state is DraftState.REJECTED
    assert decisions(opened) == ["approve", "reject"]


def test_every_word_of_a_person_is_kept(opened):
    key = proposed(opened, draft("一"), case_id=CASE)
    for text in ("二", "三"):
        review.edit(opened, key, text)
    _, revisions = review.shown(opened, key)
    assert [(item.author, item.body) for item in revisions] == [("mailbot", "一"), ("user", "二"), ("user", "三")]


def test_fm75_what_a_person_rejected_stays_rejected_as_time_goes_on(opened):
    receive(opened, amazon(CLOSURE, "停止のお知らせ"))
    (first,) = all_drafts(opened)
    review.reject(opened, first.id)
    for _ in range(3):
        assert remind.catch_up(opened) == 0
    assert [item.state for item in all_drafts(opened)] == [DraftState.REJECTED]


def test_what_a_person_wrote_is_not_replaced_when_mail_comes_in(opened):
    receive(opened, amazon(CLOSURE, "停止のお知らせ"))
    (first,) = all_drafts(opened)
    review.edit(opened, first.id, FULL)
    receive(opened, amazon(REFUSAL, "再開できません", 2, when=START.replace(day=20)))
    remind.catch_up(opened)
    assert review.shown(opened, first.id)[0].draft.body == FULL
    assert review.shown(opened, first.id)[0].state is DraftState.READY


def test_the_page_approves_only_what_it_showed(opened):
    key = proposed(opened, draft("一"), case_id=CASE)
    shown = page.draft(opened, key)
    written = Written(expected=shown.digest, subject=shown.stored.draft.subject, body="二\n")
    assert page.approve(opened, key, written) is Saved.SAVED  # changed: kept, and looked at once more
    assert review.shown(opened, key)[0].state is DraftState.READY
    with pytest.raises(UsageError, match="draft_changed"):
        page.approve(opened, key, written)
    shown = page.draft(opened, key)
    again = Written(expected=shown.digest, subject=shown.stored.draft.subject, body=shown.stored.draft.body)
    assert page.approve(opened, key, again) is Saved.APPROVED


def test_a_number_of_no_draft(opened):
    for act in (review.approve, review.reject, review.shown):
        with pytest.raises(UsageError, match="no_draft"):
            act(opened, 7)
