"""Reminders: ahead, by day, once, and never out of the grave."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from classifiers.labels import Act, DemandKind, Label, Track, Unit
from mailbot.casebook.by_hand import ClockAction, decide_clock
from mailbot.casebook.case import Case
from mailbot.casebook.reminders import Awake, reminder_text, reminders, upcoming
from tests.casebook.founding import STORY
from tests.casebook.history import case_of
from tests.casebook.letters import demand, due, jst, letter, opens, sent

NOTICE = letter(
    jst("2021-06-01 10:00"),
    Label.CLOSURE_NOTICE,
    "停止しました",
    deadlines=(due(17, quote="17日以内に改善計画を"), opens(90)),
    demands=(demand(DemandKind.PLAN),),
)


def stages(case: Case, now: str, sent_keys: tuple[str, ...] = ()) -> list[str]:
    return [item.stage for item in reminders(case, jst(now), sent_keys)]


def run(case: Case, start: datetime, end: datetime, every: timedelta = timedelta(minutes=30)) -> list[tuple[datetime, str]]:
    """Poll like the daemon; return what was said, and when."""
    said: list[tuple[datetime, str]] = []
    keys: set[str] = set()
    while start < end:
        for item in reminders(case, start, keys):
            keys.add(item.key)
            said.append((start, item.stage))
        start += every
    return said


def test_a_deadline_of_days() -> None:
    said = run(case_of([NOTICE]), jst("2021-06-01 10:00"), jst("2021-07-15 00:00"))
    assert said == [
        (jst("2021-06-11 08:00"), "7d"),
        (jst("2021-06-15 08:00"), "3d"),
        (jst("2021-06-17 08:00"), "1d"),
        (jst("2021-06-18 08:00"), "0d"),
        (jst("2021-06-19 08:00"), "missed"),
    ]


def test_a_window_that_opens() -> None:
    said = run(case_of([NOTICE]), jst("2021-08-29 12:00"), jst("2021-10-01 00:00"))
    assert said == [(jst("2021-08-30 08:00"), "open")]


def test_a_daemon_that_slept_says_one_thing() -> None:
    case = case_of([NOTICE])
    assert stages(case, "2021-06-17 12:00") == ["1d"]
    assert run(case, jst("2021-06-17 12:00"), jst("2021-06-18 08:00")) == [(jst("2021-06-17 12:00"), "1d")]


def test_nothing_at_night_but_what_cannot_wait() -> None:
    hours = letter(
        jst("2021-06-01 10:00"), Label.POLICY_WARNING, "停止のおそれ", deadlines=(due(72, Unit.HOURS),), tracks=(Track.ACCOUNT,)
    )
    case = case_of([hours])
    assert stages(case, "2021-06-03 03:00") == []
    assert stages(case, "2021-06-03 08:00") == ["48h"]
    night = letter(
        jst("2021-06-01 04:00"), Label.POLICY_WARNING, "停止のおそれ", deadlines=(due(72, Unit.HOURS),), tracks=(Track.ACCOUNT,)
    )
    assert [item.at.hour for item in upcoming(case_of([night]), jst("2021-06-01 10:00"))] == [20, 20, 20, 20]
    assert stages(case_of([night]), "2021-06-04 02:00") != [], "the deadline falls before the morning"


def test_answered_and_moot_clocks_are_silent() -> None:
    answer = sent(jst("2021-06-10 09:00"), Act.APPEAL, "改善計画書です。")
    assert run(case_of([NOTICE, answer]), jst("2021-06-10 10:00"), jst("2021-07-01 00:00")) == []
    late = sent(jst("2021-06-19 07:00"), Act.APPEAL, "改善計画書です。")
    assert run(case_of([NOTICE, late]), jst("2021-06-19 07:30"), jst("2021-07-01 00:00")) == [], (
        "answered late: no alarm any more"
    )


def test_opening_an_old_case_again_fires_no_stale_alarm() -> None:
    case = case_of(STORY)
    assert reminders(case, jst("2020-06-01 12:00"), ()) == ()
    again = letter(jst("2021-08-01 09:00"), Label.TEMPLATE_REJECTION, "不十分です")
    assert stages(case_of([NOTICE, again]), "2021-08-01 10:00") == []


def test_an_extended_clock_reminds_anew_and_a_snoozed_one_waits() -> None:
    case = case_of([NOTICE])
    (first,) = reminders(case, jst("2021-06-11 09:00"), ())
    longer = decide_clock(case.id, jst("2021-06-11 10:00"), first.clock.id, ClockAction.EXTEND, jst("2021-06-30 23:59:59"))
    (second,) = reminders(case_of([NOTICE], more=[longer]), jst("2021-06-23 09:00"), (first.key,))
    assert (second.stage, second.key != first.key) == ("7d", True)
    later = decide_clock(case.id, jst("2021-06-11 10:00"), first.clock.id, ClockAction.SNOOZE, jst("2021-06-16 12:00"))
    snoozed = case_of([NOTICE], more=[later])
    assert run(snoozed, jst("2021-06-11 10:30"), jst("2021-06-17 09:00")) == [
        (jst("2021-06-16 12:00"), "again"),
        (jst("2021-06-17 08:00"), "1d"),
    ]


def test_a_reminder_says_what_is_missing_and_where_it_stands() -> None:
    case = case_of([NOTICE])
    (item,) = reminders(case, jst("2021-06-11 09:00"), ())
    assert "改善計画書" in reminder_text(item, case, "ja", jst("2021-06-11 09:00"))
    text = reminder_text(item, case, "en", jst("2021-06-11 09:00"))
    assert text.startswith("7 days left: Account: by Fri 18 June 2021")
    assert "plan of action [1]" in text


def test_the_reader_may_live_elsewhere() -> None:
    awake = Awake(start=9, end=18, zone="America/New_York")
    at = upcoming(case_of([NOTICE]), NOTICE.at, awake)[0].at
    assert at.astimezone(ZoneInfo("America/New_York")).hour == 9


@given(
    st.integers(0, 60 * 24 * 120), st.sampled_from([4, 8, 17, 72]), st.sampled_from([Unit.HOURS, Unit.DAYS, Unit.BUSINESS_DAYS])
)
def test_only_the_awake_are_told_and_never_of_what_is_long_over(minutes: int, length: int, unit: Unit) -> None:
    notice = letter(
        jst("2021-06-01 10:00"), Label.CLOSURE_NOTICE, "停止", deadlines=(due(length, unit),), marketplace="amazon.fr"
    )
    now = notice.at + timedelta(minutes=minutes)
    for item in reminders(case_of([notice]), now, ()):
        assert item.clock.at is not None
        assert 8 <= now.hour < 21 or item.clock.at - now < timedelta(hours=11)
        assert now - item.clock.at <= timedelta(days=4)
