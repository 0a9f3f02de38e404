"""Which drafts a case should have: a person's text and a person's word are never overridden."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.service.proposals import Plan, fingerprint, plan
from mailbot.store.drafts import OPEN, DraftState, StoredDraft
from replies.situation import Draft, StepName
from tests.service.making import draft

NOW = datetime(2018, 9, 1, tzinfo=UTC)
STEPS = (StepName.APPEAL_CLOSURE, StepName.ANSWER_REJECTION)
MESSAGES = ("m1", "m2", None)
CLOSED = (DraftState.REJECTED, DraftState.APPROVED, DraftState.DELIVERED)


def stored(made: Draft, *, key: int = 1, state: DraftState = DraftState.READY, edited: bool = False) -> StoredDraft:
    return StoredDraft(
        id=key,
        account="shop",
        case_id="c",
        answers=made.step.answers,
        state=state,
        edited=edited,
        created_at=NOW,
        updated_at=NOW,
        fingerprint=fingerprint(made),
        draft=made,
        supersedes=None,
    )


def test_a_first_proposal() -> None:
    made = draft()
    assert plan([], [made]) == Plan(create=((made, None),))


def test_the_same_proposal_is_not_made_twice() -> None:
    made = draft()
    assert plan([stored(made)], [made]) == Plan()


def test_a_better_text_replaces_one_that_nobody_touched() -> None:
    better = draft("別の文面")
    assert plan([stored(draft())], [better]) == Plan(refresh=((1, better),))


def test_a_better_text_comes_beside_one_that_a_person_edited() -> None:
    better = draft("別の文面")
    assert plan([stored(draft(), edited=True)], [better]) == Plan(create=((better, 1),))


def test_fm75_the_text_beside_an_edited_one_is_not_made_again() -> None:
    beside = draft("別の文面")
    have = [stored(draft(), edited=True), stored(beside, key=2)]
    assert plan(have, [beside]) == Plan()
    third = draft("さらに別の文面")
    assert plan(have, [third]) == Plan(refresh=((2, third),))


def test_what_was_rejected_is_not_proposed_again() -> None:
    assert plan([stored(draft(), state=DraftState.REJECTED)], [draft("別の文面")]) == Plan()


def test_what_was_rejected_for_one_message_is_proposed_for_another() -> None:
    other = draft(answers="m2")
    assert plan([stored(draft(), state=DraftState.REJECTED)], [other]) == Plan(create=((other, None),))


def test_once_answered_the_other_proposal_is_overtaken_and_a_persons_text_stays() -> None:
    """Two answers to one message would both be sent."""
    approved = stored(draft("直した文面"), edited=True, state=DraftState.APPROVED)
    beside = stored(draft("別の文面"), key=2)
    written = stored(draft("下書き"), key=3, edited=True)
    assert plan([approved, beside, written], [draft("別の文面")]) == Plan(supersede=(2,))


def test_what_time_overtook_is_withdrawn_and_comes_back_when_it_is_wanted_again() -> None:
    made = draft()
    assert plan([stored(made)], []) == Plan(supersede=(1,))
    assert plan([stored(made, edited=True)], []) == Plan()
    assert plan([stored(made, state=DraftState.SUPERSEDED)], [made]) == Plan(create=((made, None),))


@dataclass
class Desk:
    """Drafts as a list: the plan applied the way the store applies it, and a person at work between."""

    drafts: list[StoredDraft] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    texts: dict[int, str] = field(default_factory=dict)
    """What a person wrote."""

    def bring_up_to_date(self, wanted: Sequence[Draft]) -> Plan:
        todo = plan(self.drafts, wanted)
        for key in todo.supersede:
            self._change(key, state=DraftState.SUPERSEDED)
        for key, made in todo.refresh:
            self._change(key, draft=made, fingerprint=fingerprint(made))
        for made, _ in todo.create:
            self.drafts.append(stored(made, key=next(self.numbers)))
        return todo

    def edit(self, key: int, text: str) -> None:
        self._change(key, draft=replace(self.one(key).draft, body=text), edited=True)
        self.texts[key] = text

    def decide(self, key: int, state: DraftState) -> None:
        self._change(key, state=state)

    def one(self, key: int) -> StoredDraft:
        return next(item for item in self.drafts if item.id == key)

    def open(self) -> list[int]:
        return [item.id for item in self.drafts if item.state in OPEN]

    def _change(self, key: int, **values: object) -> None:
        self.drafts = [replace(item, **values) if item.id == key else item for item in self.drafts]  # type: ignore[arg-type]


TEXTS = st.sampled_from(["一", "二", "三"])
WANTED = st.lists(
    st.builds(
        lambda name, answers, body: draft(body, name=name, answers=answers),
        st.sampled_from(STEPS),
        st.sampled_from(MESSAGES),
        TEXTS,
    ),
    max_size=4,
    unique_by=lambda made: (made.step.name, made.step.answers),
)
TURNS = st.lists(
    st.one_of(
        st.tuples(st.just("want"), WANTED),
        st.tuples(st.just("edit"), st.integers(0, 5)),
        st.tuples(st.sampled_from(CLOSED), st.integers(0, 5)),
    ),
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(TURNS)
def test_whatever_people_and_playbook_do_in_turn(turns: list[tuple[object, object]]) -> None:
    desk = Desk()
    for what, argument in turns:
        if what == "want":
            assert isinstance(argument, list)
            before = {item.id: item for item in desk.drafts}
            todo = desk.bring_up_to_date(argument)
            _nothing_of_a_person_changed(desk, before)
            _nothing_decided_came_back(before, todo)
            assert desk.bring_up_to_date(argument) == Plan(), "the second time there is nothing to do"
            _one_proposal_for_each(desk)
        elif (chosen := desk.open()) and isinstance(argument, int):
            key = chosen[argument % len(chosen)]
            if isinstance(what, DraftState):
                desk.decide(key, what)
            else:
                desk.edit(key, f"人の文面 {key}")


def _nothing_of_a_person_changed(desk: Desk, before: dict[int, StoredDraft]) -> None:
    for item in desk.drafts:
        if item.id in desk.texts:
            assert item.draft.body == desk.texts[item.id]
            assert item == before[item.id]
        elif item.id in before and before[item.id].state not in OPEN:
            assert item == before[item.id]


def _nothing_decided_came_back(before: dict[int, StoredDraft], todo: Plan) -> None:
    decided = {(item.draft.step.name, item.answers) for item in before.values() if item.state in CLOSED}
    assert decided.isdisjoint((made.step.name, made.step.answers) for made, _ in todo.create)


def _one_proposal_for_each(desk: Desk) -> None:
    """Of what mailbot itself wrote, one draft a step and message is open."""
    own = [(item.draft.step.name, item.answers) for item in desk.drafts if item.state in OPEN and not item.edited]
    assert len(own) == len(set(own))
