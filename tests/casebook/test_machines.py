"""The tables of the tracks."""

import pytest

from classifiers.labels import Track
from mailbot.casebook.machines import SETTLED, START, STATES, TRANSITIONS, Trigger, move, tables_markdown
from mailbot.i18n import LANGUAGES, load


def test_tables_name_known_states_only() -> None:
    for row in TRANSITIONS:
        assert row.target in STATES[row.track]
        assert set(row.sources) <= set(STATES[row.track])
        assert row.target not in row.sources


def test_one_move_a_state_and_trigger() -> None:
    keys = [(row.track, source, row.trigger) for row in TRANSITIONS for source in row.sources]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("track", list(Track))
def test_no_state_is_terminal_and_every_state_is_reached(track: Track) -> None:
    rows = [row for row in TRANSITIONS if row.track is track]
    assert {source for row in rows for source in row.sources} == set(STATES[track]), "final is believed, never terminal"
    assert {row.target for row in rows} | {START[track]} == set(STATES[track])


def test_every_trigger_is_used() -> None:
    assert {row.trigger for row in TRANSITIONS} == set(Trigger)


def test_a_final_refusal_reopens_on_a_letter_that_asks_again() -> None:
    states = dict(START) | {Track.ACCOUNT: "refused_final"}
    assert move(Track.ACCOUNT, Trigger.ASKED_AGAIN, states) == "refused"
    assert move(Track.ACCOUNT, Trigger.REFUSED, states) is None
    assert move(Track.ACCOUNT, Trigger.REINSTATED, states) == "reopened"


def test_a_refusal_in_a_listing_matter_does_not_close_the_account() -> None:
    assert move(Track.ACCOUNT, Trigger.REFUSED, dict(START)) == "refused", "a mailbox that begins amid the story"
    assert move(Track.ACCOUNT, Trigger.REFUSED, dict(START) | {Track.LISTING: "inquired"}) is None


def test_the_documentation_is_printed_from_the_tables() -> None:
    text = tables_markdown()
    assert text.count("| from | trigger | to | only if |") == len(Track)
    assert "| closed, refused, refused_final | `reinstated` | **reopened** |" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_words(language: str) -> None:
    text = load(language)
    for track, states in STATES.items():
        for state in states:
            assert text(f"case_state.{track.value}_{state}")
            assert text(f"case_phase.{track.value}_{state}")
        assert SETTLED[track] <= set(states)
