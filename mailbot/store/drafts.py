"""Drafts: what mailbot proposed, what a person made of it, and how it left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from mailbot.errors import UsageError
from mailbot.plain import from_json, to_json
from mailbot.store.engine import new_key, now_text
from mailbot.store.schema import deliveries, drafts, revisions
from replies.situation import Draft


class DraftState(StrEnum):
    """Where a draft stands. Only ``ready`` can be approved."""

    BLOCKED = "blocked"
    READY = "ready"
    APPROVED = "approved"
    REJECTED = "rejected"
    DELIVERED = "delivered"
    SUPERSEDED = "superseded"


OPEN = (DraftState.BLOCKED, DraftState.READY)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDraft:
    """A draft with its history's end: ``draft`` is the text as it stands now."""

    id: int
    account: str
    case_id: str
    answers: str | None
    state: DraftState
    edited: bool
    created_at: datetime
    updated_at: datetime
    fingerprint: str
    draft: Draft
    supersedes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One version of a draft's text; ``author`` is ``mailbot`` or ``user``."""

    at: datetime
    author: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """A delivery, begun before anything leaves, so that a crash cannot lead to a second one."""

    id: int
    draft: int
    started_at: datetime
    finished_at: datetime | None
    method: str
    message_id: str
    place: str
    text_sha256: str


def propose(  # noqa: PLR0913 - one value a column
    connection: Connection,
    *,
    account: str,
    case_id: str,
    draft: Draft,
    fingerprint: str,
    at: datetime,
    supersedes: int | None = None,
) -> int:
    """Keep a new draft and its first revision."""
    state = DraftState.BLOCKED if draft.blockers else DraftState.READY
    result = connection.execute(
        insert(drafts).values(
            account=account,
            case_id=case_id,
            answers=draft.step.answers,
            step=draft.step.name.value,
            state=state.value,
            created_at=now_text(at),
            updated_at=now_text(at),
            fingerprint=fingerprint,
            content=to_json(draft),
            supersedes=supersedes,
        )
    )
    key = new_key(result)
    _revise(connection, key, draft, "mailbot", at)
    return key


def replace_text(connection: Connection, key: int, draft: Draft, *, author: str, at: datetime) -> None:
    """Give a draft a new text (and blockers); the old one stays as a revision."""
    state = DraftState.BLOCKED if draft.blockers else DraftState.READY
    values: dict[str, Any] = {"content": to_json(draft), "updated_at": now_text(at), "state": state.value}
    if author == "user":
        values["edited"] = True
    connection.execute(update(drafts).where(drafts.c.id == key).values(**values))
    _revise(connection, key, draft, author, at)


def refresh(connection: Connection, key: int, draft: Draft, fingerprint: str, at: datetime) -> None:
    """Replace a proposal that nobody edited by a better one."""
    replace_text(connection, key, draft, author="mailbot", at=at)
    connection.execute(update(drafts).where(drafts.c.id == key).values(fingerprint=fingerprint))


def set_state(connection: Connection, key: int, state: DraftState, at: datetime) -> None:
    """Move a draft on."""
    connection.execute(update(drafts).where(drafts.c.id == key).values(state=state.value, updated_at=now_text(at)))


def move_case(connection: Connection, answers: str, account: str, case_id: str) -> None:
    """Let the drafts that answer a message follow it to another case."""
    connection.execute(update(drafts).where(drafts.c.answers == answers, drafts.c.account == account).values(case_id=case_id))


def rename_case(connection: Connection, before: str, after: str) -> None:
    """Let the drafts that answer no message follow their case to its new name."""
    there = (drafts.c.case_id == before, drafts.c.answers.is_(None))
    connection.execute(update(drafts).where(*there).values(case_id=after))


def every(connection: Connection, *, case_id: str | None = None, states: Sequence[DraftState] = ()) -> tuple[StoredDraft, ...]:
    """Return drafts in the order they were made."""
    query = select(drafts).order_by(drafts.c.id)
    if case_id is not None:
        query = query.where(drafts.c.case_id == case_id)
    if states:
        query = query.where(drafts.c.state.in_([state.value for state in states]))
    return tuple(_stored(row) for row in connection.execute(query))


def one(connection: Connection, key: int) -> StoredDraft:
    """Return a draft; UsageError where there is none of that number."""
    row = connection.execute(select(drafts).where(drafts.c.id == key)).one_or_none()
    if row is None:
        raise UsageError("error.no_draft", id=key)
    return _stored(row)


def history(connection: Connection, key: int) -> tuple[Revision, ...]:
    """Return every text a draft had, the oldest first."""
    query = select(revisions).where(revisions.c.draft == key).order_by(revisions.c.id)
    return tuple(
        Revision(at=datetime.fromisoformat(row.at), author=row.author, subject=row.subject, body=row.body)
        for row in connection.execute(query)
    )


def begin_delivery(connection: Connection, row: DeliveryRow) -> int:
    """Write down that a delivery begins, under the Message-ID it will bear."""
    result = connection.execute(
        insert(deliveries).values(
            draft=row.draft,
            started_at=now_text(row.started_at),
            method=row.method,
            message_id=row.message_id,
            place=row.place,
            text_sha256=row.text_sha256,
        )
    )
    return new_key(result)


def finish_delivery(connection: Connection, key: int, place: str, at: datetime) -> None:
    """Write down that a delivery arrived, and where."""
    connection.execute(update(deliveries).where(deliveries.c.id == key).values(finished_at=now_text(at), place=place))


def deliveries_of(connection: Connection, draft: int) -> tuple[DeliveryRow, ...]:
    """Return the deliveries of a draft, begun or finished."""
    query = select(deliveries).where(deliveries.c.draft == draft).order_by(deliveries.c.id)
    return tuple(_delivery(row) for row in connection.execute(query))


def places(connection: Connection, method: str) -> dict[int, str]:
    """Return where drafts lie that were delivered by a method, by their number."""
    query = select(deliveries.c.draft, deliveries.c.place).where(
        deliveries.c.method == method, deliveries.c.finished_at.is_not(None)
    )
    return {row.draft: row.place for row in connection.execute(query.order_by(deliveries.c.id))}


def _revise(connection: Connection, key: int, draft: Draft, author: str, at: datetime) -> None:
    connection.execute(
        insert(revisions).values(draft=key, at=now_text(at), author=author, subject=draft.subject, body=draft.body)
    )


def _stored(row: Row[Any]) -> StoredDraft:
    return StoredDraft(
        id=row.id,
        account=row.account,
        case_id=row.case_id,
        answers=row.answers,
        state=DraftState(row.state),
        edited=bool(row.edited),
        created_at=datetime.fromisoformat(row.created_at),
        updated_at=datetime.fromisoformat(row.updated_at),
        fingerprint=row.fingerprint,
        draft=from_json(row.content, Draft),
        supersedes=row.supersedes,
    )


def _delivery(row: Row[Any]) -> DeliveryRow:
    return DeliveryRow(
        id=row.id,
        draft=row.draft,
        started_at=datetime.fromisoformat(row.started_at),
        finished_at=datetime.fromisoformat(row.finished_at) if row.finished_at else None,
        method=row.method,
        message_id=row.message_id,
        place=row.place,
        text_sha256=row.text_sha256,
    )
