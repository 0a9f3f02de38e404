"""The list of cases is kept, and never tells yesterday's news."""

from datetime import UTC, datetime, timedelta

import pytest

from mailbot.messages import digest
from mailbot.service import care, case_list, casefile, doubts, linking, rebuild, telling
from mailbot.store import events, summaries
from tests.letters import APPEAL, CLOSURE, REFUSAL, START, amazon, own
from tests.service.world import at, only_case, receive, world

CLOSED = amazon(CLOSURE, "要ご対応:出品アカウント一時停止のご連絡", 1)
REPORT = own(APPEAL, "改善計画の提出", 2, when=START + timedelta(days=5), reply_to="<letter-1@amazon.co.jp>")
REFUSED = amazon(REFUSAL, "出品アカウントに関するご連絡", 3, when=START + timedelta(days=8))


@pytest.fixture
def opened(tmp_path):
    with world(tmp_path, now=datetime(2018, 8, 20, tzinfo=UTC)) as made:
        receive(made, CLOSED, REPORT)
        yield made


def fresh(workspace):
    return [telling.case_line(case, workspace.now()) for case in casefile.every(workspace)]


def kept(workspace):
    with workspace.store.read() as connection:
        return set(summaries.every(connection, case_list.VERSION))


def test_what_is_kept_is_what_a_replay_says(opened):
    assert case_list.lines(opened) == fresh(opened)
    assert kept(opened) == {only_case(opened).id}
    assert case_list.lines(opened) == fresh(opened)


def test_the_nearest_clock_is_that_of_the_hour(opened):
    case_list.lines(opened)
    for day in (16, 20, 30, 60, 100, 200):
        with at(opened, START + timedelta(days=day)) as then:
            assert case_list.lines(then) == fresh(then)


@pytest.mark.parametrize(
    "happens",
    [
        lambda made: receive(made, REFUSED),
        lambda made: doubts.correct(made, digest(CLOSED), "policy_warning"),
        lambda made: doubts.correct(made, digest(CLOSED), "not_amazon"),
        rebuild.reprocess,
        lambda made: linking.add_round(
            made, only_case(made).id, text="再度提出します。", at=START, channel="console", act="appeal"
        ),
        lambda made: care.forget(made, [digest(CLOSED)]),
    ],
    ids=["mail", "corrected", "off the case", "rebuilt", "told by hand", "forgotten"],
)
def test_whatever_happens_the_list_knows(opened, happens):
    case_list.lines(opened)
    happens(opened)
    assert case_list.lines(opened) == fresh(opened)


def test_a_mistaken_word_taken_back_leaves_the_case_as_it_was(opened):
    receive(opened, REFUSED)
    before, told = only_case(opened), case_list.lines(opened)
    doubts.correct(opened, digest(REFUSED), "not_amazon")
    assert len(only_case(opened).messages) == len(before.messages) - 1
    doubts.correct(opened, digest(REFUSED), "template_rejection")
    assert only_case(opened) == before
    assert case_list.lines(opened) == told


def test_another_version_is_not_trusted(opened):
    with opened.store.write() as connection:
        summaries.keep(connection, "0/0", {only_case(opened).id: {"id": "old"}})
    assert case_list.lines(opened) == fresh(opened)


def test_a_change_drops_only_its_own_case(opened):
    case_list.lines(opened)
    with opened.store.write() as connection:
        summaries.keep(connection, case_list.VERSION, {"other": {}})
        events.withdraw(connection, digest(REPORT), (only_case(opened).id,), (), opened.now())
    assert kept(opened) == {"other"}


def test_taking_mail_in_leaves_the_list_ready(tmp_path, monkeypatch):
    with world(tmp_path) as made:
        receive(made, CLOSED, REPORT)
        ready = kept(made)
        assert ready == {only_case(made).id}
        rebuild.reprocess(made)
        assert kept(made) == ready
        monkeypatch.setattr(case_list, "_sum_up", lambda *_: pytest.fail("nothing is left to sum up"))
        assert case_list.lines(made) == fresh(made)
