"""What a person does with drafts: look, edit, approve, reject. Nothing leaves that was not approved as it stands."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from mailbot.casebook.replay import replay
from mailbot.errors import UsageError
from mailbot.service import enclosing
from mailbot.service.workspace import Workspace
from mailbot.store import drafts, events
from mailbot.store.drafts import OPEN, DraftState, Revision, StoredDraft
from replies import gaps
from replies.situation import Draft, StepName


def text_digest(draft: Draft) -> str:
    """Return the digest of what would leave: addressee, subject and body."""
    return hashlib.sha256("\0".join((draft.to or "", draft.subject, draft.body)).encode()).hexdigest()


def decided(connection: Connection, stored: StoredDraft, kind: str, at: datetime, **values: Any) -> None:
    """Write down what was decided about a draft."""
    events.decide(connection, kind, at, account=stored.account, case_id=stored.case_id, draft=stored.id, **values)


def listed(workspace: Workspace, case_id: str | None = None, states: Sequence[DraftState] = ()) -> tuple[StoredDraft, ...]:
    """Return drafts in the order they were made."""
    with workspace.store.read() as connection:
        return drafts.every(connection, case_id=case_id, states=states)


def bundles(workspace: Workspace) -> dict[int, str]:
    """Return the folders of the drafts that were delivered as bundles, by their number."""
    with workspace.store.read() as connection:
        return drafts.places(connection, "bundle")


def shown(workspace: Workspace, key: int) -> tuple[StoredDraft, tuple[Revision, ...]]:
    """Return a draft and every text it had."""
    with workspace.store.read() as connection:
        return drafts.one(connection, key), drafts.history(connection, key)


def last_round(workspace: Workspace, key: int) -> str:
    """Return the text that was sent last in the draft's case, for comparing; blank where nothing was, or may be repeated."""
    with workspace.store.read() as connection:
        sent = [text for text in _earlier(connection, drafts.one(connection, key)) if text.strip()]
    return sent[-1] if sent else ""


def edited_before(workspace: Workspace, key: int) -> str:
    """Return the text of the edited draft that this proposal was put beside; blank where it stands alone."""
    with workspace.store.read() as connection:
        stored = drafts.one(connection, key)
        return drafts.one(connection, stored.supersedes).draft.body if stored.supersedes is not None else ""


def edit(workspace: Workspace, key: int, body: str, subject: str | None = None) -> StoredDraft:
    """Give a draft the user's text. What the text still leaves open, and what no text can mend, blocks it."""
    now = workspace.now()
    with workspace.store.write() as connection:
        stored = drafts.one(connection, key)
        if stored.state not in OPEN:
            raise UsageError("error.draft_state", id=key, state=stored.state.value)
        draft = stored.draft
        standing = tuple(blocker for blocker in draft.blockers if not gaps.is_textual(blocker))
        text = body.replace("\r\n", "\n")
        title = draft.subject if subject is None else " ".join(subject.split())
        open_gaps = gaps.found(title + "\n" + text, _earlier(connection, stored), draft.attachments)
        edited = replace(draft, body=text, subject=title, blockers=(*standing, *open_gaps))
        drafts.replace_text(connection, key, edited, author="user", at=now)
        decided(connection, stored, "edit", now)
        return drafts.one(connection, key)


def _earlier(connection: Connection, stored: StoredDraft) -> tuple[str, ...]:
    """Return what was sent before in the case; a chaser or a change of channel repeats it on purpose."""
    if stored.draft.step.name in (StepName.CHASE, StepName.SWITCH_CHANNEL):
        return ()
    standing = events.of_case(connection, stored.case_id)  # none where a correction left the case empty
    return tuple(item.text for item in replay(standing).rounds) if standing else ()


def approve(workspace: Workspace, key: int, expected: str | None = None) -> StoredDraft:
    """Approve a draft as it stands; UsageError while something blocks it.

    ``expected`` is the digest of the text that the person saw: another text than that is not approved unseen. The files that the
    draft's papers name are approved as they are now.
    """
    now = workspace.now()
    seen, _ = shown(workspace, key)
    papers = enclosing.marked(enclosing.of_draft(workspace, seen.case_id, seen.draft))
    with workspace.store.write() as connection:
        stored = drafts.one(connection, key)
        if stored.state is DraftState.BLOCKED:
            blockers = "; ".join(dict.fromkeys(blocker.what or blocker.code for blocker in stored.draft.blockers))
            raise UsageError("error.draft_blocked", id=key, blockers=blockers)
        if stored.state is not DraftState.READY:
            raise UsageError("error.draft_state", id=key, state=stored.state.value)
        digest = text_digest(stored.draft)
        if expected is not None and expected != digest:
            raise UsageError("error.draft_changed", id=key)
        drafts.set_state(connection, key, DraftState.APPROVED, now)
        same = stored.draft.attachments == seen.draft.attachments
        decided(connection, stored, "approve", now, text_sha256=digest, papers=papers if same else [])
        return drafts.one(connection, key)


def reject(workspace: Workspace, key: int, reason: str = "") -> StoredDraft:
    """Reject a draft; the same proposal is not made again."""
    now = workspace.now()
    with workspace.store.write() as connection:
        stored = drafts.one(connection, key)
        if stored.state not in (*OPEN, DraftState.APPROVED):
            raise UsageError("error.draft_state", id=key, state=stored.state.value)
        drafts.set_state(connection, key, DraftState.REJECTED, now)
        decided(connection, stored, "reject", now, reason=reason)
        return drafts.one(connection, key)
