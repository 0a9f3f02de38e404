"""What time brings: reminders, each once and by day; steps that silence calls for."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailbot.i18n import load
from mailbot.service import remind
from mailbot.service.workspace import Workspace
from tests.letters import APPEAL, CLOSURE, REFUSAL, START, amazon, own
from tests.servers.listener import listening
from tests.service.world import all_drafts, at, only_case, receive, world

JST = ZoneInfo("Asia/Tokyo")
WORDS = load("ja")
CLOSED = amazon(CLOSURE, "停止のお知らせ")
"""Of 15 August 2018; 17 days: the end of 1 September."""


@pytest.fixture
def opened(tmp_path) -> Iterator[Workspace]:
    with world(tmp_path / "data", now=START) as made:
        yield made


def told(opened: Workspace, when: datetime) -> list[str]:
    with at(opened, when) as then:
        return [item.stage for item in remind.remind(then, WORDS)]


def hour(day: int, hour: int = 9, month: int = 8) -> datetime:
    return datetime(2018, month, day, hour, tzinfo=JST)


def test_each_reminder_goes_out_once(opened):
    receive(opened, CLOSED)
    assert told(opened, hour(16)) == []
    found = {day: told(opened, hour(day)) + told(opened, hour(day, 15)) for day in range(17, 32)}
    assert {day: stages for day, stages in found.items() if stages} == {25: ["7d"], 29: ["3d"], 31: ["1d"]}
    assert told(opened, hour(1, month=9)) == ["0d"]
    assert told(opened, hour(1, 20, month=9)) == []


def test_a_daemon_that_slept_says_one_thing_not_four(opened):
    receive(opened, CLOSED)
    assert told(opened, hour(31, 20)) == ["1d"]
    assert told(opened, hour(31, 20)) == []


def test_fm84_nobody_is_woken_and_nothing_comes_late(opened):
    receive(opened, CLOSED)
    assert [told(opened, hour(25, clock)) for clock in (0, 3, 7)] == [[], [], []]
    assert told(opened, hour(25, 8)) == ["7d"]
    with_hours = replace(opened, config=replace(opened.config, awake_from=10, awake_until=12))
    assert [told(with_hours, hour(29, clock)) for clock in (9, 12)] == [[], []]
    assert told(with_hours, hour(30, 11)) == ["3d"]


def test_fm86_a_case_that_comes_up_again_gives_no_old_alarm(opened):
    """Half a year later a form letter comes: the deadline of the closure is long gone, and everybody knows."""
    receive(opened, CLOSED)
    with at(opened, datetime(2019, 3, 1, 10, tzinfo=JST)) as later:
        receive(later, amazon(REFUSAL, "再開できません", 2, when=datetime(2019, 3, 1, 9, tzinfo=JST)))
        assert remind.remind(later, WORDS) == ()


def test_an_answer_stops_the_reminders_of_its_deadline(opened):
    receive(opened, CLOSED)
    receive(opened, own(APPEAL, "Re: 停止のお知らせ", reply_to="<letter-1@amazon.co.jp>", when=hour(20)))
    assert [told(opened, hour(day)) for day in (25, 29, 31)] == [[], [], []]


def test_a_reminder_reaches_the_users_service(opened):
    receive(opened, CLOSED)
    with listening() as (host, arrived):
        notifying = replace(opened, config=replace(opened.config, notify_urls=(f"json://{host}",)))
        assert told(notifying, hour(25)) == ["7d"]
        assert told(notifying, hour(25, 15)) == []
    message = json.loads(arrived[0].body)
    assert len(arrived) == 1
    assert only_case(opened).id in message["title"]
    assert "請求書" in message["message"]


def test_a_service_that_is_down_is_no_failure_and_loses_no_reminder(opened):
    receive(opened, CLOSED)
    with listening() as (host, _):
        pass
    notifying = replace(opened, config=replace(opened.config, notify_urls=(f"json://{host}", "nonsense://?")))
    assert told(notifying, hour(25)) == ["7d"]


def test_silence_calls_for_a_step(opened):
    """An appeal that nobody answers: some day there is a draft that asks."""
    receive(opened, CLOSED)
    receive(opened, own(APPEAL, "Re: 停止のお知らせ", reply_to="<letter-1@amazon.co.jp>", when=START + timedelta(days=2)))
    before = len(all_drafts(opened))
    with at(opened, START + timedelta(days=3)) as soon:
        assert remind.catch_up(soon) == 0
    with at(opened, START + timedelta(days=60)) as late:
        assert remind.catch_up(late) >= 1
        assert remind.catch_up(late) == 0
    assert len(all_drafts(opened)) > before
