"""Clocks: printed against table, disputes, and what becomes of them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.labels import Act, ClockKind, Label, Start, Track, Unit
from classifiers.reading import Deadline
from mailbot.casebook.by_hand import ClockAction, decide_clock
from mailbot.casebook.case import Case, Clock
from mailbot.casebook.clocks import status
from mailbot.casebook.policy import load_policy, parse_policy
from tests.casebook.history import case_of
from tests.casebook.letters import due, jst, letter, opens, sent

CLOSED_AT = jst("2018-08-15 10:05")


def closure(*deadlines: Deadline, at: str = "2018-08-15 10:05", **more: object):
    return letter(jst(at), Label.CLOSURE_NOTICE, "アカウントを停止しました。", deadlines=deadlines, **more)


def only(case: Case, kind: ClockKind, track: Track | None = None) -> Clock:
    (clock,) = [clock for clock in case.clocks if clock.kind is kind and track in (None, clock.track)]
    return clock


def days(clock: Clock) -> list[str]:
    return [item.at.date().isoformat() for item in clock.alternatives]


def test_printed_beats_table_and_the_table_stands_beside_it() -> None:
    clock = only(case_of([closure(opens(90, quote="90日後に売上金の支払いを申請できます"))]), ClockKind.OPENS)
    assert (clock.at, clock.source, clock.unproven_table) == (jst("2018-11-13 00:00"), "printed", False)
    assert days(clock) == ["2018-11-13", "2018-11-15"]
    assert [item.source for item in clock.alternatives] == ["printed", "jp-funds-request-three-months"]


def test_two_printed_readings_of_one_day_lead_with_the_latest() -> None:
    both = closure(opens(90), opens(3, Unit.MONTHS))
    clock = only(case_of([both]), ClockKind.OPENS)
    assert (days(clock), clock.at) == (["2018-11-15", "2018-11-13"], jst("2018-11-15 00:00"))


def test_a_due_clock_leads_with_the_earliest() -> None:
    first = closure()
    again = closure(at="2018-08-20 09:00", name="<again@amazon.example>")
    asked = letter(
        jst("2018-09-01 09:00"),
        Label.TEMPLATE_REJECTION,
        "不十分です",
        deadlines=(due(30, start=Start.CLOSURE, quote="停止から30日"),),
    )
    clock = only(case_of([first, again, asked]), ClockKind.DUE)
    assert days(clock) == ["2018-09-14", "2018-09-19"]
    assert clock.at == jst("2018-09-14 23:59:59")


def test_a_final_refusal_before_the_day_is_another_reading_of_the_funds_clock() -> None:
    refused = letter(jst("2018-10-01 09:00"), Label.TEMPLATE_REJECTION, "再開できません", final=True)
    clock = only(case_of([closure(opens(90)), refused]), ClockKind.OPENS)
    assert clock.at == jst("2018-12-30 00:00")
    assert "2018-11-13" in days(clock)
    late = letter(jst("2018-11-20 09:00"), Label.TEMPLATE_REJECTION, "再開できません", final=True)
    assert only(case_of([closure(opens(90)), late]), ClockKind.OPENS).at == jst("2018-11-13 00:00")


def test_a_start_that_nobody_knows_gives_no_instant() -> None:
    lonely = letter(CLOSED_AT, Label.FUNDS_WITHHELD, "売上金は留保", deadlines=(opens(90),))
    clock = only(case_of([lonely]), ClockKind.OPENS)
    assert clock.at is None
    assert status(clock, CLOSED_AT) == "unknown"
    delivered = letter(CLOSED_AT, Label.INVENTORY_NOTICE, "在庫", deadlines=(due(7, start=Start.DELIVERY),))
    assert only(case_of([delivered]), ClockKind.DUE).at is None


def test_an_absolute_deadline_is_taken_as_it_is() -> None:
    at = jst("2018-09-30 17:00")
    printed = Deadline(kind=ClockKind.DUE, length=None, unit=None, start=None, at=at, quote="9月30日17時まで")
    assert only(case_of([closure(printed)]), ClockKind.DUE).at == at


@pytest.mark.parametrize(
    ("store", "zone", "closed", "expected"),
    [
        ("amazon.co.jp", "Asia/Tokyo", "2024-11-01 09:00", "2025-01-30"),
        ("amazon.com", "America/Los_Angeles", "2024-10-24 23:00", "2025-01-22"),
        ("amazon.com", "America/Los_Angeles", "2024-10-26 09:00", "2024-12-24"),
    ],
)
def test_the_table_is_dated(store: str, zone: str, closed: str, expected: str) -> None:
    message = closure(at=closed, marketplace=store, timezone=zone)
    clock = only(case_of([message]), ClockKind.OPENS)
    assert clock.at is not None
    assert clock.at.date().isoformat() == expected
    assert clock.unproven_table


def test_a_store_without_a_row_has_no_table_clock() -> None:
    assert case_of([closure(marketplace="amazon.fr", timezone="Europe/Paris")]).clocks == ()


def test_every_row_names_its_source_and_nobody_confirmed_it_yet() -> None:
    rows = load_policy()
    assert len({row.id for row in rows}) == len(rows)
    assert all(row.source and row.confirmed_by is None for row in rows)
    confirmed = parse_policy(
        '[[row]]\nid="x"\nmarketplace="*"\non="closure_notice"\npurpose="p"\ntrack="funds"\nkind="opens"\nlength=1\n'
        'unit="days"\nstart="closure"\nsource="s"\nconfirmed_by="me"\nconfirmed_on=2026-01-02'
    )
    assert (confirmed[0].confirmed_by, str(confirmed[0].confirmed_on)) == ("me", "2026-01-02")


def test_met_in_time_and_too_late() -> None:
    notice = closure(due(17))
    in_time = sent(jst("2018-09-01 23:59"), Act.APPEAL, "改善計画書です。")
    late = sent(jst("2018-09-02 00:00"), Act.APPEAL, "改善計画書です。")
    now = jst("2018-10-01 00:00")
    assert status(only(case_of([notice, in_time]), ClockKind.DUE), now) == "met"
    assert status(only(case_of([notice, late]), ClockKind.DUE), now) == "missed"
    asking = sent(jst("2018-08-20 09:00"), Act.FUNDS_REQUEST, "お支払いください。")
    assert status(only(case_of([notice, asking]), ClockKind.DUE), now) == "missed", "asking for the money is no appeal"


def test_a_reply_in_the_thread_meets_whatever_its_act() -> None:
    notice = closure(due(17), name="<n@amazon.example>")
    reply = sent(jst("2018-08-20 09:00"), Act.INQUIRY, "質問があります。", thread=("<n@amazon.example>",))
    assert status(only(case_of([notice, reply]), ClockKind.DUE), jst("2018-10-01 00:00")) == "met"


def test_reopening_makes_a_clock_moot_and_a_later_one_of_the_same_kind_extends() -> None:
    notice = closure(due(17))
    back = letter(jst("2018-08-25 09:00"), Label.REINSTATEMENT, "再開しました", tracks=(Track.ACCOUNT,))
    assert status(only(case_of([notice, back]), ClockKind.DUE), jst("2018-10-01 00:00")) == "moot"
    again = letter(jst("2018-08-25 09:00"), Label.TEMPLATE_REJECTION, "不十分です", deadlines=(due(30),))
    first, second = [clock for clock in case_of([notice, again]).clocks if clock.kind is ClockKind.DUE]
    assert status(first, jst("2018-08-24 00:00")) == "running"
    assert status(first, jst("2018-08-26 00:00")) == "extended"
    assert first.superseded_by == second.id
    assert status(second, jst("2018-08-26 00:00")) == "running"


def test_a_contradicting_notice_with_less_time_stands_beside() -> None:
    notice = closure(due(30))
    stricter = letter(jst("2018-08-16 09:00"), Label.TEMPLATE_REJECTION, "不十分です", deadlines=(due(3),))
    clocks = [clock for clock in case_of([notice, stricter]).clocks if clock.kind is ClockKind.DUE]
    assert [status(clock, jst("2018-08-17 00:00")) for clock in clocks] == ["running", "running"]


def test_a_closure_said_again_starts_no_second_funds_clock() -> None:
    again = closure(at="2018-08-20 09:00", name="<again@amazon.example>")
    assert only(case_of([closure(), again]), ClockKind.OPENS).at == jst("2018-11-15 00:00")


def test_a_second_closure_after_a_reopening_counts_anew() -> None:
    back = letter(jst("2018-09-01 09:00"), Label.REINSTATEMENT, "再開しました", tracks=(Track.ACCOUNT,))
    first = closure(name="<first@amazon.example>")
    second = closure(at="2018-10-01 09:00", thread=("<first@amazon.example>",))
    clocks = [clock.at for clock in case_of([first, back, second]).clocks]
    assert clocks == [jst("2018-11-15 00:00"), jst("2019-01-01 00:00")]


def test_what_the_user_says_of_a_clock() -> None:
    notice = closure(due(17))
    case = case_of([notice])
    clock = only(case, ClockKind.DUE)
    now = jst("2018-08-20 09:00")

    def after(action: ClockAction, until: str | None = None) -> Clock:
        word = decide_clock(case.id, now, clock.id, action, jst(until) if until else None)
        return only(case_of([notice], more=[word]), ClockKind.DUE)

    assert status(after(ClockAction.MET), now) == "met"
    assert status(after(ClockAction.MOOT), now) == "moot"
    extended = after(ClockAction.EXTEND, "2018-09-20 23:59:59")
    assert (extended.id, extended.at, status(extended, jst("2018-09-10 00:00"))) == (
        clock.id,
        jst("2018-09-20 23:59:59"),
        "running",
    )
    snoozed = after(ClockAction.SNOOZE, "2018-08-25 08:00")
    assert [status(snoozed, moment) for moment in (now, jst("2018-08-26 00:00"))] == ["snoozed", "running"]


def test_four_lengths_in_one_thread_each_keep_their_own() -> None:
    """17 days, 90 days, three months and 60 days printed in one thread (a trap of the domain)."""
    notice = closure(due(17), opens(90), name="<n@amazon.example>")
    later = letter(
        jst("2018-08-20 09:00"),
        Label.TEMPLATE_REJECTION,
        "不十分です",
        thread=("<n@amazon.example>",),
        deadlines=(due(60), opens(3, Unit.MONTHS)),
    )
    case = case_of([notice, later])
    assert [clock.at.date().isoformat() for clock in case.clocks if clock.at] == [
        "2018-09-01",
        "2018-11-13",
        "2018-10-19",
        "2018-11-15",
    ]


@given(st.integers(0, 4000), st.integers(0, 200))
def test_a_status_never_goes_back(minutes: int, length: int) -> None:
    """Without news, a clock runs, then has run out; it never runs again."""
    clock = only(case_of([closure(due(length))]), ClockKind.DUE)
    earlier = CLOSED_AT + timedelta(hours=minutes)
    if status(clock, earlier) == "missed":
        assert status(clock, earlier + timedelta(hours=1)) == "missed"
