"""Everything again from the stored bytes: the same whatever the order of arrival; what people decided and told stays."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import permutations

import pytest

from mailbot.errors import UsageError
from mailbot.messages import digest
from mailbot.service import casefile, linking, review
from mailbot.service.rebuild import reprocess
from mailbot.service.workspace import Workspace
from mailbot.store import events, facts, messages
from mailbot.store.drafts import DraftState
from replies.situation import Fact
from tests.letters import APPEAL, CLOSURE, REFUSAL, RELEASE, START, amazon, own
from tests.service.making import draft, proposed
from tests.service.world import all_drafts, everything, message, only_case, receive, world


def day(number: int):
    return START + timedelta(days=number)


FIRST = amazon(CLOSURE, "停止のお知らせ", 1, when=day(0))
SENT = own(APPEAL, "Re: 停止のお知らせ", reply_to="<letter-1@amazon.co.jp>", when=day(3))
REFUSED = amazon(REFUSAL, "再開できません", 2, when=day(5))
PAID = amazon(RELEASE, "お支払い", 3, when=day(200))
STORY = (FIRST, SENT, REFUSED, PAID)
INQUIRY = """出品者様

お客様が出品された B07ZZZZZ99 について、商品が本物ではないとの申告を受けました。

7日以内に、過去365日以内に発行された請求書の写しをこのメールにご返信のうえお送りください。
"""
ASIDE = amazon(INQUIRY, "真贋に関するご確認", 7, when=day(-400))
"""Of other goods and long before: a case of its own."""


@pytest.fixture
def opened(tmp_path) -> Iterator[Workspace]:
    with world(tmp_path / "data") as made:
        yield made


def story(opened: Workspace) -> dict[str, list[str]]:
    """The cases: the digest of each message, in order."""
    return {case.id: [entry.sha256 for entry in case.messages] for case in casefile.every(opened)}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> tuple[object, ...]:
    with world(tmp_path_factory.mktemp("fresh") / "data") as made:
        receive(made, *STORY)
        return casefile.every(made)


@pytest.mark.parametrize("order", list(permutations(range(4)))[1::5])
def test_any_order_of_arrival_gives_the_same(opened, fresh, order):
    for number in order:
        receive(opened, STORY[number])
    reprocess(opened)
    assert casefile.every(opened) == fresh


def test_rebuilding_twice_changes_nothing(opened):
    receive(opened, *STORY)
    reprocess(opened)
    with opened.store.read() as connection:
        before = events.newest(connection)
    cases = casefile.every(opened)
    done = reprocess(opened)
    with opened.store.read() as connection:
        assert events.newest(connection) == before, "no event was written anew"
    assert casefile.every(opened) == cases
    assert (done.messages, done.without_bytes, done.cases) == (4, 0, 1)


def test_drafts_and_decisions_outlive_a_rebuild(opened):
    receive(opened, FIRST)
    review.edit(opened, 1, "わたしの文面")
    review.reject(opened, 1)
    receive(opened, *STORY[1:])
    before = all_drafts(opened)
    reprocess(opened)
    assert all_drafts(opened) == before
    with opened.store.read() as connection:
        assert [item.kind for item in events.decisions_on(connection)] == ["edit", "reject"]


def test_where_a_message_lay_says_nothing_of_when_it_came(opened):
    """Of a file only its headers know; once the server says when it came in, that counts, whichever was first."""
    from mailbot.messages import Place, RawMessage
    from mailbot.service.process import process

    def store(received, uid, path) -> None:
        place = Place(account="shop", folder="INBOX" if uid else "", uidvalidity=7 if uid else None, uid=uid, path=path)
        with opened.store.write() as connection:
            messages.add(connection, RawMessage(content=FIRST, place=place, received=received), opened.now())

    arrived = day(0) + timedelta(minutes=7)
    store(None, None, "old.eml")
    process(opened, "shop")
    assert everything(opened)[0].received == day(0)
    store(arrived + timedelta(hours=1), 2, None)
    store(arrived, 1, None)
    reprocess(opened)
    assert everything(opened)[0].received == arrived
    assert only_case(opened).first_at == arrived


def test_a_message_moved_by_hand_stays_where_it_was_put(opened):
    receive(opened, FIRST, ASIDE)
    assert len(story(opened)) == 2
    target = message(opened, FIRST).case_id
    assert linking.move(opened, digest(ASIDE)[:12], target) == target
    assert story(opened) == {target: [digest(ASIDE), digest(FIRST)]}
    receive(opened, REFUSED)
    reprocess(opened)
    assert story(opened) == {target: [digest(ASIDE), digest(FIRST), digest(REFUSED)]}


def test_a_draft_follows_the_message_that_it_answers(opened):
    receive(opened, FIRST, ASIDE)
    target = message(opened, FIRST).case_id
    linking.move(opened, str(message(opened, ASIDE).id), target)
    assert {item.case_id for item in all_drafts(opened) if item.answers == digest(ASIDE)} == {target}


def test_an_older_founder_gives_the_case_another_name_and_all_that_was_told_follows(opened):
    """A case is named after its first message; the first message may come in last."""
    receive(opened, REFUSED, PAID, ASIDE)
    name = message(opened, REFUSED).case_id
    linking.move(opened, str(message(opened, ASIDE).id), name)
    linking.add_round(opened, name, text="コンソールに貼った文面", at=day(4), channel="console", act="appeal")
    alone = proposed(opened, draft(answers=None), case_id=name)
    with opened.store.write() as connection:
        facts.add(connection, [Fact(key="cause", value="検品", source="本人")], name, opened.now())
    receive(opened, FIRST)
    reprocess(opened)
    case = only_case(opened)
    assert case.id != name
    assert [entry.sha256 for entry in case.messages] == [digest(item) for item in (ASIDE, FIRST, REFUSED, PAID)]
    assert [item.text for item in case.rounds] == ["コンソールに貼った文面"]
    assert next(item for item in all_drafts(opened) if item.id == alone).case_id == case.id
    with opened.store.read() as connection:
        assert [fact.key for fact in facts.of_case(connection, case.id)] == ["cause"]
    again = casefile.every(opened)
    reprocess(opened)
    assert casefile.every(opened) == again


def test_moving_the_last_message_away_leaves_no_empty_case_and_no_proposal(opened):
    receive(opened, FIRST, ASIDE)
    left = message(opened, ASIDE).case_id
    target = message(opened, FIRST).case_id
    linking.move(opened, str(message(opened, ASIDE).id), target)
    assert [row.id for row in casefile.rows(opened)] == [target]
    with pytest.raises(UsageError, match="no_case"):
        casefile.load(opened, left)
    assert not [item for item in all_drafts(opened) if item.case_id == left and item.state is not DraftState.SUPERSEDED]


def test_moving_to_a_case_that_is_none(opened):
    receive(opened, FIRST)
    with pytest.raises(UsageError, match="no_case"):
        linking.move(opened, "1", "2000-01-01-0000")
    with pytest.raises(UsageError, match="no_message"):
        linking.move(opened, "9", only_case(opened).id)


def test_a_link_in_one_account_is_none_in_another(opened):
    """The same bytes in two mailboxes: each account has its own cases, also where their names would be the same."""
    receive(opened, FIRST, ASIDE)
    receive(opened, FIRST, ASIDE, account="second")
    cases = {case.id: case.account for case in casefile.every(opened)}
    assert sorted(cases.values()) == ["second", "second", "shop", "shop"]
    linking.move(opened, str(message(opened, ASIDE).id), message(opened, FIRST).case_id)
    reprocess(opened)
    assert sorted(case.account for case in casefile.every(opened)) == ["second", "second", "shop"]
    for case in casefile.every(opened):
        assert {entry.sha256 for entry in case.messages} <= {digest(FIRST), digest(ASIDE)}


def test_a_round_told_by_hand_is_one_and_stays(opened):
    receive(opened, FIRST)
    name = only_case(opened).id
    for _ in range(2):
        linking.add_round(opened, name[:12], text="コンソールに貼った文面", at=day(4), channel="console", act="appeal")
    receive(opened, REFUSED)
    reprocess(opened)
    (told,) = only_case(opened).rounds
    assert (told.act, told.channel, told.answer) == ("appeal", "console", digest(REFUSED))


@pytest.mark.parametrize(("channel", "act"), [("fax", "appeal"), ("console", "shouting"), ("console", "other")])
def test_a_round_of_no_kind(opened, channel, act):
    receive(opened, FIRST)
    with pytest.raises(UsageError, match="bad_choice"):
        linking.add_round(opened, only_case(opened).id, text="x", at=day(4), channel=channel, act=act)
    assert only_case(opened).rounds == ()


def test_a_rebuild_that_is_interrupted_is_made_up_for(opened):
    class Crash(BaseException):
        pass

    def crash(_stage: str, done: int, _total: int) -> None:
        if done == 3:
            raise Crash

    receive(opened, *STORY)
    before = casefile.every(opened)
    with pytest.raises(Crash):
        reprocess(opened, crash)
    assert casefile.every(opened) == before
