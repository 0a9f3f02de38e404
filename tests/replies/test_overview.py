"""The tables of the documentation are computed from the playbook; no combination is left without a step."""

from dataclasses import replace
from itertools import product

import pytest

from classifiers.labels import Deficit, Label, Track
from mailbot.casebook import machines
from replies import compose, overview, playbook, rules
from replies.situation import Situation, StepName
from replies.templates import LANGUAGES

LIBRARY = compose.load()
NOT_SENDING = {StepName.WAIT, StepName.NONE, StepName.CONFIRM_AUTHENTICITY, StepName.SECURE_STOCK}
"""Steps that may come without a letter: they say what to do instead."""


def test_every_label_deficit_and_rule_has_its_row_and_no_cell_is_empty_handed():
    table = overview.markdown()
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    assert {row[0] for row in rows} >= {*Label, *rules.load().named}
    assert {row[1] for row in rows if row[0] == Label.TEMPLATE_REJECTION} >= set(Deficit)
    for part in table.split("## By ")[1:-1]:
        cells = [cell.strip() for line in part.splitlines() if line.startswith("| ") for cell in line.split("|")[3:-1]]
        assert all(cells), part


def test_the_states_are_those_of_the_machines():
    drawn = machines.tables_markdown()
    for track, states in overview.STATES.items():
        part = drawn.split(f"### `{track}`")[1].split("###")[0]
        missing = [state for state in states if state not in part]
        assert not missing, (track, missing)


def _has_a_step_and_a_draft_or_says_why_not(met: Situation) -> None:
    steps = playbook.steps(met)
    assert steps
    for step in steps:
        if not playbook.wants_draft(step):
            assert step.name in NOT_SENDING, step
            assert step.rule in rules.load().named
            continue
        for language in LANGUAGES:
            draft = compose.draft(replace(met, language=language), step, LIBRARY)
            assert draft is not None, step
            assert draft.body.strip()
            assert draft.blockers, "nothing is known of this shop: a letter that could leave would be invented"


@pytest.mark.parametrize("track", list(Track), ids=str)
@pytest.mark.parametrize(("label", "deficit"), overview.SAID)
def test_each_label_state_and_deficit_has_a_step_and_a_draft(label, deficit, track):
    for state, account in product(overview.STATES[track], ("open", "closed", "reopened")):
        states = {Track.ACCOUNT: account} | {track: state}
        for final in (False, True) if label is Label.TEMPLATE_REJECTION else (False,):
            _has_a_step_and_a_draft_or_says_why_not(overview.situation(label, deficit, states, final=final))


@pytest.mark.parametrize("name", list(overview.moments()))
def test_each_moment_has_a_step(name):
    _has_a_step_and_a_draft_or_says_why_not(overview.moments()[name])


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("answered, two days ago", "answer_pending"),
        ("answered, nine days ago", "silence"),
        ("answered, and asked twice since", "asked_enough"),
        ("refused, and nothing new to say", "nothing_new"),
        ("refused, after three letters in a week", "too_many_contacts"),
        ("closed, money may be asked for in 80 days", "funds_window_ahead"),
        ("closed, that day has come", "funds_window_passed"),
        ("the notice is not proven to be Amazon's", "unconfirmed"),
        ("the notice is forged", "forged"),
        ("the message could not be read", "read_yourself"),
        ("no message at all", "nothing_to_do"),
    ],
)
def test_time_decides_too(name, rule):
    assert rule in {step.rule for step in playbook.steps(overview.moments()[name])}
