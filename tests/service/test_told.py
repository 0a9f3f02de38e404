"""What the user tells of a case: clocks, sums, notes, states, and two cases that are one."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from icalendar import Calendar

from classifiers.labels import Track
from mailbot.casebook.by_hand import ClockAction
from mailbot.casebook.clocks import ClockStatus, name_of, status
from mailbot.errors import UsageError
from mailbot.service import case_list, casefile, feed, linking, rebuild, remind, telling, told
from mailbot.store import facts
from replies.situation import Fact
from tests.casebook.letters import TOKYO
from tests.evidence.reports import settlements_v2
from tests.evidence.world import Period
from tests.letters import APPEAL, CLOSURE, REFUSAL, START, amazon, own
from tests.service.world import all_drafts, at, only_case, receive, world

NOW = START + timedelta(days=3)
INQUIRY = """出品者様

お客様が出品された {asin} について、商品が本物ではないとの申告を受けました。

7日以内に、過去365日以内に発行された請求書の写しをこのメールにご返信のうえお送りください。
"""


@pytest.fixture
def opened(tmp_path):
    with world(tmp_path / "data", now=NOW) as made:
        receive(made, amazon(CLOSURE, "要ご対応:出品アカウント一時停止のご連絡", 1))
        yield made


def due(workspace):
    return next(clock for clock in only_case(workspace).clocks if clock.track is Track.ACCOUNT)


def decide(workspace, action, *, at=NOW, until=None):
    clock = due(workspace)
    return told.clock(workspace, only_case(workspace).id, name_of(clock), action=action, at=at, until=until)


@pytest.mark.parametrize(
    ("action", "until", "found"),
    [
        (ClockAction.MET, None, ClockStatus.MET),
        (ClockAction.MOOT, None, ClockStatus.MOOT),
        (ClockAction.SNOOZE, NOW + timedelta(days=5), ClockStatus.SNOOZED),
        (ClockAction.EXTEND, NOW + timedelta(days=60), ClockStatus.RUNNING),
    ],
)
def test_a_word_on_a_clock_stands_until_it_is_taken_back(opened, action, until, found):
    before = due(opened)
    after = decide(opened, action, until=until)
    assert status(after, NOW + timedelta(minutes=1)) is found
    assert (after.at == until) is (action is ClockAction.EXTEND)
    rebuild.reprocess(opened)
    assert due(opened) == after, "it outlives a rebuild"
    assert case_list.lines(opened) == [telling.case_line(case, opened.now()) for case in casefile.every(opened)]
    decide(opened, ClockAction.RESUME)
    assert due(opened) == before
    again = decide(opened, ClockAction.MET, at=NOW - timedelta(hours=1))
    assert again.met_at == NOW - timedelta(hours=1), "what was taken back was that word, not all that may follow"


def test_what_was_done_in_time_and_told_late_was_in_time(opened):
    late = due(opened).at + timedelta(days=3)
    with at(opened, late) as then:
        assert status(due(then), late) is ClockStatus.MISSED
        assert status(decide(then, ClockAction.MET, at=due(then).at - timedelta(hours=1)), late) is ClockStatus.MET
        decide(then, ClockAction.RESUME, at=late)
        assert status(decide(then, ClockAction.MET, at=late), late) is ClockStatus.MISSED


@pytest.mark.parametrize(
    ("action", "moment", "until"),
    [
        (ClockAction.MET, START - timedelta(days=1), None),
        (ClockAction.EXTEND, NOW, None),
        (ClockAction.SNOOZE, NOW, NOW),
    ],
)
def test_times_that_make_no_sense(opened, action, moment, until):
    with pytest.raises(UsageError):
        decide(opened, action, at=moment, until=until)


def test_no_such_clock(opened):
    for name in ("", "zzzzzz"):
        with pytest.raises(UsageError) as error:
            told.clock(opened, only_case(opened).id, name, action=ClockAction.MET, at=NOW)
        assert error.value.code == "error.no_clock"


def test_a_moved_clock_moves_its_calendar_entry_and_a_moot_one_is_cancelled(opened):
    def entry():
        found = Calendar.from_ical(telling.calendar(opened, None, "ja"))
        short = name_of(due(opened))
        return next(event for event in found.walk("VEVENT") if f"-{short}" in str(event["uid"]))

    first = entry()
    later = datetime(2018, 10, 17, 23, 59, 59, tzinfo=TOKYO)
    decide(opened, ClockAction.EXTEND, until=later)
    second = entry()
    decide(opened, ClockAction.MOOT)
    third = entry()
    assert first["uid"] == second["uid"] == third["uid"]
    assert int(first["sequence"]) < int(second["sequence"]) < int(third["sequence"])
    assert [str(event["status"]) for event in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert second["dtstart"].dt == later.date()


def test_snoozed_clocks_are_quiet(opened):
    day = due(opened).at - timedelta(days=2)
    with at(opened, day) as then:
        decide(then, ClockAction.SNOOZE, at=day, until=day + timedelta(days=1))
        assert due(then).id not in {reminder.clock.id for reminder in remind.remind(then, words())}


def words():
    from mailbot.i18n import load

    return load("ja")


def test_a_sum_a_note_and_a_state(opened):
    case = only_case(opened).id
    told.money(opened, case, role="reserve", value="1,284,560", currency="jpy", at=NOW, why="ペイメント画面")
    told.note(opened, case, "電話で確認した", NOW)
    after = told.state(opened, case, track="stock", to="blocked", at=NOW, why="画面で確認")
    assert after.state(Track.STOCK) == "blocked"
    rebuild.reprocess(opened)
    found = only_case(opened)
    (point,) = (point for point in found.money if point.source == "user")
    assert (point.value, point.currency, point.role, point.confirmed) == (Decimal(1284560), "JPY", "reserve", True)
    shown = telling.tell(opened, case, "text", language="ja", detail="full")
    for said in ("電話で確認した", "利用者による記録: 在庫は「保留」", "¥1,284,560"):
        assert said in shown


@pytest.mark.parametrize("value", ["", "many", "-1", "nan", "inf"])
def test_what_is_no_sum(opened, value):
    with pytest.raises(UsageError) as error:
        told.money(opened, only_case(opened).id, role="reserve", value=value, currency="JPY", at=NOW, why="")
    assert error.value.code == "error.bad_sum"


@pytest.mark.parametrize(("track", "state"), [("nothing", "open"), ("account", "blocked")])
def test_no_such_track_or_state(opened, track, state):
    with pytest.raises(UsageError) as error:
        told.state(opened, only_case(opened).id, track=track, to=state, at=NOW, why="")
    assert error.value.code == "error.bad_choice"


def period(number: int, *, kept: int = 0, previous: int = 0, total: int = 0) -> Period:
    starts = datetime(2018, 8, 1, tzinfo=TOKYO) + timedelta(days=14 * number)
    sums = (Decimal(previous), Decimal(kept), Decimal(total))
    return Period(str(10_000_000_000 + number), starts, starts + timedelta(days=14), [], *sums)


def test_settlement_files_show_the_reserve_that_vanished(opened, tmp_path):
    case = only_case(opened).id
    file = tmp_path / "settlement.txt"
    file.write_bytes(settlements_v2([period(1, kept=50_000), period(2, previous=50_000, kept=80_000), period(3), period(4)]))
    told.settled(opened, case, [file])
    again = told.settled(opened, case, [file])
    found = only_case(opened)
    series = [(point.role, point.value) for point in found.money if point.source == "settlement"]
    assert series == [("reserve", Decimal(value)) for value in (50_000, 80_000, 0)] == [(item.role, item.value) for item in again]
    (alarm,) = found.alarms
    assert (alarm.code, alarm.values["value"]) == ("reserve_vanished", "80000")
    assert found.state(Track.FUNDS) == "vanished"


def test_a_settlement_that_pays_everything_out_raises_no_alarm(opened, tmp_path):
    file = tmp_path / "settlement.txt"
    file.write_bytes(settlements_v2([period(1, kept=50_000), period(2, previous=50_000, total=50_000), period(3)]))
    told.settled(opened, only_case(opened).id, [file])
    assert only_case(opened).alarms == ()
    assert [point.role for point in only_case(opened).money if point.source == "settlement"] == ["reserve", "paid"]


def test_a_file_that_is_no_settlement(opened, tmp_path):
    (tmp_path / "x.txt").write_text("hello", encoding="utf-8")
    with pytest.raises(UsageError) as error:
        told.settled(opened, only_case(opened).id, [tmp_path / "x.txt"])
    assert error.value.code == "error.no_settlement"


def test_two_cases_that_are_one(tmp_path):
    first = amazon(INQUIRY.format(asin="B07AAAAA11"), "真贋に関するご確認", 1)
    second = amazon(INQUIRY.format(asin="B07BBBBB22"), "真贋に関するご確認", 2, when=START + timedelta(days=1))
    answer = own(APPEAL, "Re: 真贋", 3, when=START + timedelta(days=2), reply_to="<letter-2@amazon.co.jp>")
    with world(tmp_path / "data", now=NOW) as made:
        receive(made, first, second, answer)
        one, two = (case.id for case in casefile.every(made))
        told.note(made, two, "同じ件と電話で確認", NOW)
        with made.store.write() as connection:
            facts.add(connection, [Fact(key="supplier", value="A", source="told")], two, NOW)
        into, moved = linking.merge(made, two, one)
        assert (into, moved) == (one, 2)
        merged = only_case(made)
        assert merged.id == one
        assert {*merged.asins} == {"B07AAAAA11", "B07BBBBB22"}
        assert [event.data["text"] for event in merged.notes] == ["同じ件と電話で確認"]
        assert {draft.case_id for draft in all_drafts(made)} == {one}
        with made.store.read() as connection:
            assert [fact.key for fact in facts.of_case(connection, one)] == ["supplier"]
        rebuild.reprocess(made)
        assert only_case(made) == merged, "it outlives a rebuild"
        receive(
            made, amazon(REFUSAL, "不十分です", 4, when=START + timedelta(days=3), **{"In-Reply-To": "<letter-2@amazon.co.jp>"})
        )
        assert len(only_case(made).messages) == 4, "what belongs to either comes to the one"
        with pytest.raises(UsageError):
            linking.merge(made, one, one)


def test_the_secret_of_the_feed_outlives_a_restart(tmp_path):
    first = feed.token(tmp_path)
    assert len(first) > 20
    assert feed.token(tmp_path) == first
    (tmp_path / feed.FILE).unlink()
    assert feed.token(tmp_path) != first
