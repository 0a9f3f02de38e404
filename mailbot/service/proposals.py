"""Which drafts a case should have now, and what to do about those it has."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection

from mailbot.casebook.case import Case
from mailbot.messages import Understanding
from mailbot.plain import to_json
from mailbot.service import situations
from mailbot.service.workspace import Workspace
from mailbot.store import drafts
from mailbot.store.drafts import OPEN, DraftState, StoredDraft
from replies import compose, playbook
from replies.dating import undated
from replies.situation import Draft

_ANSWERED: Final = (DraftState.APPROVED, DraftState.DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to do: new drafts (each with the edited one it stands beside), better texts, drafts that time overtook."""

    create: tuple[tuple[Draft, int | None], ...] = ()
    refresh: tuple[tuple[int, Draft], ...] = ()
    supersede: tuple[int, ...] = ()


def propose_for(
    workspace: Workspace,
    connection: Connection,
    case: Case,
    now: datetime,
    understood: Mapping[str, Understanding] | None = None,
) -> int:
    """Bring a case's drafts up to date as of ``now``; return how many are new.

    ``understood`` are the case's messages by digest, where the caller has them at hand.
    """
    situation = situations.of_case(workspace, connection, case, now, understood)
    wanted = []
    for step in playbook.steps(situation):
        if playbook.wants_draft(step) and (draft := compose.draft(situation, step, library())) is not None:
            wanted.append(draft)
    todo = plan(drafts.every(connection, case_id=case.id), wanted)
    present = workspace.now()
    for key in todo.supersede:
        drafts.set_state(connection, key, DraftState.SUPERSEDED, present)
    for key, draft in todo.refresh:
        drafts.refresh(connection, key, draft, fingerprint(draft), present)
    for draft, beside in todo.create:
        drafts.propose(
            connection,
            account=case.account,
            case_id=case.id,
            draft=draft,
            fingerprint=fingerprint(draft),
            at=present,
            supersedes=beside,
        )
    return len(todo.create)


def withdraw_proposals(connection: Connection, case_id: str, now: datetime) -> None:
    """Withdraw what was proposed in a case that is none any more; what a person wrote stays."""
    for item in drafts.every(connection, case_id=case_id, states=OPEN):
        if not item.edited:
            drafts.set_state(connection, item.id, DraftState.SUPERSEDED, now)


def plan(existing: Sequence[StoredDraft], wanted: Sequence[Draft]) -> Plan:
    """Compare what a case has with what it should have. Pure.

    A text that a person edited is never replaced: a better one comes beside it. What a person rejected, approved or delivered
    is not proposed again for the same message; once an answer was approved, another proposal for it is overtaken.
    """
    create: list[tuple[Draft, int | None]] = []
    refresh: list[tuple[int, Draft]] = []
    kept: set[int] = set()
    for draft in wanted:
        same = [item for item in existing if _key(item.draft) == _key(draft)]
        answered = any(item.state in _ANSWERED for item in same)
        still_open = [item for item in same if item.state in OPEN and (item.edited or not answered)]
        kept.update(item.id for item in still_open)
        if answered:
            continue
        if any(item.fingerprint == fingerprint(draft) for item in same if item.state is not DraftState.SUPERSEDED):
            continue
        if still_open and not still_open[-1].edited:
            refresh.append((still_open[-1].id, draft))
        elif not any(item.state is DraftState.REJECTED for item in same):
            create.append((draft, still_open[-1].id if still_open else None))
    overtaken = tuple(item.id for item in existing if item.state in OPEN and item.id not in kept and not item.edited)
    return Plan(create=tuple(create), refresh=tuple(refresh), supersede=overtaken)


def fingerprint(draft: Draft) -> str:
    """Return a digest of what a draft says and what blocks it, its date aside: the same proposal is not made twice."""
    parts = {"to": draft.to, "subject": draft.subject, "body": undated(draft.body), "blockers": to_json(draft.blockers)}
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@lru_cache(maxsize=1)
def library() -> compose.Library:
    """Load the templates, once a process; a broken one fails here, at the start."""
    return compose.load()


def _key(draft: Draft) -> tuple[str, str | None]:
    return draft.step.name.value, draft.step.answers
