"""The founding story, lived through from end to end."""

import json
from datetime import date

import pytest

from classifiers.labels import ClockKind, Label, Track
from mailbot.casebook.clocks import status
from mailbot.casebook.figures import figures
from mailbot.casebook.links import link_all
from mailbot.casebook.render_json import render_json
from mailbot.casebook.render_text import render_text
from mailbot.casebook.timeline import timeline
from tests.casebook.founding import (
    CLOSURE,
    FIRST_REFUSAL,
    INQUIRY,
    NOISE,
    RELEASED,
    RESERVE_ZERO,
    STORY,
    UNANSWERED_REFUSAL,
    VARIANTS,
    WINDOW,
)
from tests.casebook.history import case_of
from tests.casebook.letters import jst

END = jst("2020-03-20 09:00")


def test_one_case_holds_the_story_and_none_of_the_noise() -> None:
    links = link_all([*NOISE, *STORY])
    assert {links[message.sha256].case_id for message in STORY} == {f"2018-08-03-{INQUIRY.sha256[:4]}"}
    assert all(links[message.sha256] is None for message in NOISE)


@pytest.mark.parametrize(
    ("now", "account", "listing", "funds"),
    [
        ("2018-08-05 12:00", "open", "inquired", "normal"),
        ("2018-08-16 12:00", "closed", "inquired", "held"),
        ("2018-11-16 12:00", "closed", "inquired", "claimed"),
        ("2018-11-18 12:00", "refused_final", "inquired", "refused"),
        ("2018-12-06 12:00", "refused", "inquired", "refused"),
        ("2019-02-08 12:00", "refused_final", "inquired", "refused"),
        ("2019-03-13 12:00", "refused_final", "inquired", "vanished"),
        ("2019-09-06 12:00", "refused_final", "inquired", "window_open"),
        ("2019-11-21 12:00", "refused_final", "inquired", "claimed"),
        ("2020-02-15 12:00", "reopened", "inquired", "claimed"),
        ("2020-03-15 12:00", "reopened", "inquired", "released"),
    ],
)
def test_tracks_day_by_day(now: str, account: str, listing: str, funds: str) -> None:
    case = case_of(STORY, until=jst(now))
    assert (case.state(Track.ACCOUNT), case.state(Track.LISTING), case.state(Track.FUNDS)) == (account, listing, funds)


def test_every_milestone_stands_on_its_message() -> None:
    case = case_of(STORY)
    moved = {(change.track, change.after): change.message for change in case.changes}
    assert moved[Track.LISTING, "inquired"] == INQUIRY.sha256
    assert moved[Track.ACCOUNT, "closed"] == CLOSURE.sha256
    assert moved[Track.FUNDS, "held"] == CLOSURE.sha256
    assert moved[Track.FUNDS, "vanished"] == RESERVE_ZERO.sha256
    assert moved[Track.FUNDS, "window_open"] == WINDOW.sha256
    assert moved[Track.FUNDS, "released"] == RELEASED.sha256
    held = next(change for change in case.changes if change.after == "held")
    assert held.quote == "売上金は留保されます。"


@pytest.mark.parametrize(
    ("now", "track", "kind", "day", "expected"),
    [
        ("2018-08-04 09:00", Track.LISTING, ClockKind.DUE, "2018-08-10", "running"),
        ("2018-08-10 23:59", Track.LISTING, ClockKind.DUE, "2018-08-10", "running"),
        ("2018-08-11 00:00", Track.LISTING, ClockKind.DUE, "2018-08-10", "missed"),
        ("2018-08-16 09:00", Track.ACCOUNT, ClockKind.DUE, "2018-09-01", "running"),
        ("2018-09-02 00:00", Track.ACCOUNT, ClockKind.DUE, "2018-09-01", "missed"),
        ("2018-11-14 23:59", Track.FUNDS, ClockKind.OPENS, "2018-11-15", "running"),
        ("2018-11-15 00:00", Track.FUNDS, ClockKind.OPENS, "2018-11-15", "met"),
        ("2019-09-06 09:00", Track.FUNDS, ClockKind.DUE, "2019-12-04", "running"),
        ("2019-11-21 09:00", Track.FUNDS, ClockKind.DUE, "2019-12-04", "met"),
        ("2020-03-15 09:00", Track.FUNDS, ClockKind.DUE, "2019-12-04", "met"),
    ],
)
def test_clocks_at_chosen_dates(now: str, track: Track, kind: ClockKind, day: str, expected: str) -> None:
    case = case_of(STORY, until=jst(now))
    (clock,) = [clock for clock in case.clocks if (clock.track, clock.kind) == (track, kind)]
    assert clock.at is not None
    assert clock.at.date() == date.fromisoformat(day)
    assert status(clock, jst(now)) == expected


def test_the_disputed_ninety_days_are_shown_beside_the_three_months() -> None:
    case = case_of(STORY, until=jst("2018-09-01 09:00"))
    (clock,) = [clock for clock in case.clocks if clock.kind is ClockKind.OPENS]
    assert [item.at.date().isoformat() for item in clock.alternatives] == ["2018-11-15", "2018-11-13"]
    assert clock.unproven_table


def test_rounds_pair_each_submission_with_its_answer() -> None:
    case = case_of(STORY)
    assert [item.answer_label for item in case.rounds] == [
        Label.CLOSURE_NOTICE,
        Label.TEMPLATE_REJECTION,
        *[Label.TEMPLATE_REJECTION] * 6,
        Label.FUNDS_APPEAL_WINDOW,
        Label.FUNDS_RELEASED,
        Label.REINSTATEMENT,
    ]
    assert case.rounds[1].answer == FIRST_REFUSAL.sha256
    assert [item.copy for item in case.rounds[2:8]] == [1, 2, 3, 4, 5, 6]
    assert case.rounds[3].novelty == pytest.approx(0.28, abs=0.01)
    assert case.rounds[10].novelty == 1.0
    assert case.rounds[10].new_attachments == 3


def test_a_refusal_without_a_submission_stays_unpaired() -> None:
    assert case_of(STORY).unpaired == (UNANSWERED_REFUSAL.sha256,)


def test_figures_count_attempts_and_copies() -> None:
    found = figures(case_of(STORY))
    assert (found.attempts, found.answered, found.open, found.unpaired) == (11, 11, 0, 1)
    assert found.forms[0] == ("form-refusal", 7)
    assert found.answer_days is not None
    assert found.answer_days.n == 11
    assert [(item.after, item.round) for item in found.turnings] == [("window_open", 9), ("reopened", 11), ("released", 11)]
    assert found.days_closed == 548


def test_the_vanished_reserve_raises_an_alarm_that_the_payment_settles() -> None:
    (alarm,) = case_of(STORY, until=jst("2019-04-01 00:00")).alarms
    assert (alarm.code, alarm.values["value"], alarm.resolved_at) == ("reserve_vanished", "1284000", None)
    (alarm,) = case_of(STORY).alarms
    assert alarm.resolved_at == RELEASED.at


def test_waiting_and_what_is_missing() -> None:
    case = case_of(STORY, until=jst("2018-12-04 09:00"))
    assert case.pending_since == VARIANTS[0].at
    assert case.missing == ()
    case = case_of(STORY, until=jst("2018-12-06 09:00"))
    assert case.pending_since is None
    assert [item.kind for item in case.missing] == ["plan", "invoice"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_summary_fits_a_page(language: str) -> None:
    text = render_text(timeline(case_of(STORY), language, END))
    assert len(text.splitlines()) <= 60
    assert "2018-08-03-" in text
    assert "{" not in text


def test_json_keeps_its_promise() -> None:
    case = case_of(STORY)
    (found,) = render_json([case], "ja", END)["cases"]
    json.dumps(found)
    assert {"id", "account", "tracks", "events", "rounds", "clocks", "figures"} <= set(found)
    assert found["tracks"]["account"] | {"state": "reopened", "since": "2020-02-14T17:45:00+09:00"} == found["tracks"]["account"]
    closures = [event for event in found["events"] if event["label"] == "closure_notice"]
    assert [event["at"] for event in closures] == ["2018-08-15T10:05:00+09:00"]
    assert closures[0]["message_id"] == "<closure@amazon.example>"
    assert all({"at", "kind", "label", "title", "message_id", "confirmed"} <= set(event) for event in found["events"])
    assert [event["at"] for event in found["events"]] == sorted(event["at"] for event in found["events"])
