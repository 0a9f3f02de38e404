"""Drafts keep every text they had, and every delivery that began."""

from dataclasses import replace
from datetime import timedelta

import pytest

from classifiers.labels import ChannelKind, Track
from mailbot.errors import UsageError
from mailbot.store import drafts
from mailbot.store.drafts import OPEN, DeliveryRow, DraftState
from mailbot.store.engine import Store
from replies.situation import Blocker, Draft, Step, StepName
from tests.store.stores import NOW

CASE = "2018-08-15-aaaa"
DRAFT = Draft(
    step=Step(
        name=StepName.APPEAL_CLOSURE,
        rule="closed",
        track=Track.ACCOUNT,
        answers="m1",
        channel=ChannelKind.REPLY,
        to="seller-performance@amazon.co.jp",
        not_after=NOW + timedelta(days=3),
        values={"date": "2018-08-15"},
        notes=("x",),
    ),
    language="ja",
    to="seller-performance@amazon.co.jp",
    subject="改善計画",
    body="根本原因",
    cited=("closed_on",),
    novelty=0.5,
    template="appeal_closure",
)
BLOCKED = replace(DRAFT, blockers=(Blocker(code="missing_fact", what="原因", key="cause"),))


def propose(store: Store, draft: Draft = DRAFT, fingerprint: str = "f1") -> int:
    with store.write() as connection:
        return drafts.propose(connection, account="shop", case_id=CASE, draft=draft, fingerprint=fingerprint, at=NOW)


def test_a_draft_comes_back_as_it_was(store: Store) -> None:
    key = propose(store, BLOCKED)
    with store.read() as connection:
        found = drafts.one(connection, key)
    assert found.draft == BLOCKED
    assert (found.state, found.edited, found.answers, found.supersedes) == (DraftState.BLOCKED, False, "m1", None)


def test_what_blocks_a_draft_decides_its_state(store: Store) -> None:
    key = propose(store, BLOCKED)
    with store.write() as connection:
        drafts.replace_text(connection, key, DRAFT, author="user", at=NOW)
        assert drafts.one(connection, key).state is DraftState.READY
        drafts.replace_text(connection, key, BLOCKED, author="user", at=NOW)
        assert drafts.one(connection, key).state is DraftState.BLOCKED


def test_every_text_is_kept_with_its_author(store: Store) -> None:
    key = propose(store)
    with store.write() as connection:
        drafts.refresh(connection, key, replace(DRAFT, body="二"), "f2", NOW)
        assert not drafts.one(connection, key).edited
        drafts.replace_text(connection, key, replace(DRAFT, body="三"), author="user", at=NOW)
        found = drafts.one(connection, key)
        assert (found.edited, found.fingerprint) == (True, "f2")
        told = [(item.author, item.body) for item in drafts.history(connection, key)]
    assert told == [("mailbot", "根本原因"), ("mailbot", "二"), ("user", "三")]


def test_drafts_are_found_by_case_and_state(store: Store) -> None:
    first, second = propose(store), propose(store, BLOCKED)
    with store.write() as connection:
        drafts.set_state(connection, first, DraftState.REJECTED, NOW)
        assert [item.id for item in drafts.every(connection, case_id=CASE)] == [first, second]
        assert [item.id for item in drafts.every(connection, states=OPEN)] == [second]
        assert drafts.every(connection, case_id="other") == ()
        with pytest.raises(UsageError, match="no_draft"):
            drafts.one(connection, 99)


def test_drafts_follow_the_message_they_answer_and_the_rest_their_case(store: Store) -> None:
    answering = propose(store)
    alone = propose(store, replace(DRAFT, step=replace(DRAFT.step, answers=None)))
    with store.write() as connection:
        drafts.move_case(connection, "m1", "shop", "c2")
        drafts.move_case(connection, "m1", "second", "c3")
        drafts.rename_case(connection, CASE, "c4")
        assert drafts.one(connection, answering).case_id == "c2"
        assert drafts.one(connection, alone).case_id == "c4"


def test_a_delivery_is_written_down_before_it_ends(store: Store) -> None:
    key = propose(store)
    row = DeliveryRow(
        id=0, draft=key, started_at=NOW, finished_at=None, method="drafts", message_id="<a@b>", place="", text_sha256="d"
    )
    with store.write() as connection:
        number = drafts.begin_delivery(connection, row)
        assert drafts.deliveries_of(connection, key) == (replace(row, id=number),)
        drafts.finish_delivery(connection, number, "Drafts", NOW)
        assert drafts.deliveries_of(connection, key) == (replace(row, id=number, finished_at=NOW, place="Drafts"),)
        assert drafts.deliveries_of(connection, 99) == ()
