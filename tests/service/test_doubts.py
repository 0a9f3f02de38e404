"""The user's word: what they confirm becomes fact, what they correct is read so, and both outlive every rebuild."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from classifiers.labels import Label, Track
from mailbot.errors import UsageError
from mailbot.messages import Disposition
from mailbot.service import care, casefile, doubts, remind, review
from mailbot.service.rebuild import reprocess
from mailbot.service.workspace import Workspace
from mailbot.store import drafts, events
from mailbot.store.drafts import DraftState
from tests.letters import CLOSURE, ORDER, REFUSAL, START, amazon, mail, noise
from tests.service.world import all_drafts, at, everything, message, only_case, receive, world

UNPROVEN = amazon(CLOSURE, "停止のお知らせ", proven=False)
LATER = amazon(REFUSAL, "再開できません", 2, when=START + timedelta(days=9), proven=False)
FORGED = mail(CLOSURE, "停止のお知らせ", sender="Amazon <no-reply@arnazon-co.jp.example>", message_id="<lure@x>")
RELAYED = mail(
    "商品が届きません。返金してください。",
    "ご注文について",
    sender="購入者 <abc123@marketplace.amazon.co.jp>",
    message_id="<relay@x>",
    **{"Authentication-Results": "mx.example.jp; dkim=pass header.d=marketplace.amazon.co.jp"},
)


@pytest.fixture
def opened(tmp_path) -> Iterator[Workspace]:
    with world(tmp_path / "data") as made:
        yield made


def state(opened: Workspace, track: Track = Track.ACCOUNT) -> tuple[str, str | None]:
    found = only_case(opened).tracks[track]
    return found.state, found.provisional_state


def waiting(opened: Workspace, before: datetime | None = None, domain: str | None = None) -> list[int]:
    return [item.stored.id for item in doubts.unproven(opened, before, domain)]


def test_what_is_unproven_moves_nothing_until_it_is_confirmed(opened):
    receive(opened, UNPROVEN)
    assert state(opened) == ("open", "closed")
    assert all(not clock.confirmed for clock in only_case(opened).clocks)
    (made,) = all_drafts(opened)
    assert (made.state, made.draft.blockers[0].code) == (DraftState.BLOCKED, "unconfirmed")
    doubts.confirm(opened, ["1"])
    assert state(opened) == ("closed", None)
    assert any(clock.confirmed for clock in only_case(opened).clocks)
    (made,) = all_drafts(opened)
    assert "unconfirmed" not in [blocker.code for blocker in made.draft.blockers]


def test_the_word_is_given_once(opened):
    receive(opened, UNPROVEN)
    assert waiting(opened) == [1]
    doubts.confirm(opened, ["1"])
    doubts.confirm(opened, ["1"])
    assert waiting(opened) == []
    assert len(only_case(opened).messages) == 1


def test_only_what_may_be_confirmed_is_listed(opened):
    receive(opened, UNPROVEN, FORGED, RELAYED, noise(1), amazon(REFUSAL, "再開できません", 5))
    assert waiting(opened) == [message(opened, UNPROVEN).id]


@pytest.mark.parametrize(("content", "code"), [(FORGED, "confirm_forged"), (RELAYED, "confirm_relayed")])
def test_a_forged_or_relayed_message_is_never_confirmed(opened, content, code):
    receive(opened, UNPROVEN, content)
    names = [str(message(opened, found).id) for found in (UNPROVEN, content)]
    with pytest.raises(UsageError, match=code):
        doubts.confirm(opened, names)
    assert not any(item.vouched for item in everything(opened)), "all or nothing"
    assert state(opened) == ("open", "closed")


def test_a_forged_message_moves_nothing_and_is_shown(opened):
    counts = receive(opened, FORGED)
    assert (counts.quarantined, counts.drafts) == (1, 0)
    assert casefile.every(opened) == ()
    assert [item.disposition for item in everything(opened)] == [Disposition.QUARANTINED]
    reprocess(opened)
    assert casefile.every(opened) == ()


def test_choosing_by_day_and_by_domain(opened):
    receive(opened, UNPROVEN, LATER)
    first, second = message(opened, UNPROVEN).id, message(opened, LATER).id
    assert waiting(opened, before=START + timedelta(days=1)) == [first]
    assert waiting(opened, before=START) == []
    assert waiting(opened, domain="amazon.co.jp") == waiting(opened, domain="@Amazon.co.jp") == [first, second]
    assert waiting(opened, domain="zon.co.jp") == [], "a domain, not the end of a name"


def test_a_confirmation_outlives_a_rebuild(opened):
    receive(opened, UNPROVEN)
    doubts.confirm(opened, ["1"])
    reprocess(opened)
    assert state(opened) == ("closed", None)


def test_a_correction_makes_another_message_of_it(opened):
    receive(opened, amazon(CLOSURE, "停止のお知らせ"), amazon(ORDER, "発送のお知らせ", 2))
    assert state(opened)[0] == "closed"
    doubts.correct(opened, "1", "authenticity_inquiry")
    assert (state(opened)[0], state(opened, Track.LISTING)[0]) == ("open", "inquired")
    with opened.store.read() as connection:
        (decision,) = events.decisions_on(connection, kind="correct")
    assert decision.data == {"label": "authenticity_inquiry", "before": "closure_notice"}


def test_the_last_correction_counts_and_outlives_a_rebuild(opened):
    receive(opened, amazon(CLOSURE, "停止のお知らせ"))
    doubts.correct(opened, "1", "other_amazon")
    assert casefile.every(opened) == ()
    doubts.correct(opened, "1", "reinstatement")
    reprocess(opened)
    assert [entry.label for entry in only_case(opened).messages] == ["reinstatement"]


def test_mail_that_is_corrected_to_none_of_ours_takes_its_proposal_along(opened):
    """A draft that answers no matter any more must not wait to be approved."""
    receive(opened, amazon(CLOSURE, "停止のお知らせ"))
    assert [item.state for item in all_drafts(opened)] == [DraftState.BLOCKED]
    doubts.correct(opened, "1", "other_amazon")
    assert [item.state for item in all_drafts(opened)] == [DraftState.SUPERSEDED]


def test_a_persons_text_stays_even_then(opened):
    receive(opened, amazon(CLOSURE, "停止のお知らせ"))
    review.edit(opened, 1, "わたしの文面")
    doubts.correct(opened, "1", "other_amazon")
    assert all_drafts(opened)[0].draft.body == "わたしの文面"
    assert review.edit(opened, 1, "わたしの文面、二つ目").state is DraftState.READY


def test_a_label_that_is_none(opened):
    receive(opened, amazon(CLOSURE, "停止のお知らせ"))
    with pytest.raises(UsageError, match=r"bad_label.*closure_notice"):
        doubts.correct(opened, "1", "closed")
    with pytest.raises(UsageError, match="no_message"):
        doubts.correct(opened, "9", "closure_notice")


def test_mail_whose_bytes_are_gone_can_still_be_corrected(opened):
    """Retention dropped a notice that the reader took for an order: the user's word puts it on a case."""
    receive(opened, amazon(CLOSURE, "停止のお知らせ"))
    doubts.correct(opened, "1", "other_amazon")
    with at(opened, datetime(2019, 6, 1, tzinfo=UTC)) as later:
        assert remind.retain(later) == 1
        doubts.correct(later, "1", "closure_notice")
        assert state(later)[0] == "closed"
        reprocess(later)
        assert state(later)[0] == "closed"


def test_confirming_does_not_touch_what_a_person_decided(opened):
    receive(opened, UNPROVEN)
    review.reject(opened, 1)
    doubts.confirm(opened, ["1"])
    assert [item.state for item in all_drafts(opened)] == [DraftState.REJECTED]


def test_a_word_on_one_accounts_message_is_no_word_on_anothers(opened):
    receive(opened, UNPROVEN)
    receive(opened, UNPROVEN, account="second")
    first = message(opened, UNPROVEN, "shop")
    doubts.confirm(opened, [str(first.id)])
    assert not message(opened, UNPROVEN, "second").vouched
    shops = {case.account: case.tracks[Track.ACCOUNT].state for case in casefile.every(opened)}
    assert shops == {"shop": "closed", "second": "open"}


def test_a_correction_in_one_account_is_none_in_another(opened):
    for account in ("shop", "second"):
        receive(opened, amazon(CLOSURE, "停止のお知らせ"), account=account)
    doubts.correct(opened, "1", "other_amazon")
    reprocess(opened)
    assert [case.account for case in casefile.every(opened)] == ["second"]


def test_confirmed_labels_are_what_training_learns(opened):
    from mailbot.service import lessons

    receive(opened, UNPROVEN)
    assert lessons.taught(opened) == ()
    doubts.correct(opened, "1", Label.POLICY_WARNING)
    assert len(lessons.taught(opened)) == 1


def test_forgetting_takes_the_words_and_leaves_what_they_did(opened):
    receive(opened, amazon(CLOSURE, "停止のお知らせ"))
    before = only_case(opened)
    assert care.forget(opened, ["1"]) == 1
    assert care.forget(opened, ["1"]) == 0
    (stored,) = everything(opened)
    assert stored.understanding["parsed"]["text"] == ""
    assert only_case(opened) == before
    done = reprocess(opened)
    assert (done.messages, done.without_bytes) == (1, 1)
    assert only_case(opened) == before
    with opened.store.read() as connection:
        assert [item.kind for item in events.decisions_on(connection)] == ["forget", "forget"]
        assert drafts.every(connection) != ()
