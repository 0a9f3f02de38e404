"""How the accounts stand, and what keeps them from standing better."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mailbot.service import lessons
from mailbot.service.workspace import Workspace
from mailbot.settings import Account
from mailbot.store import drafts, folders, messages, runs
from mailbot.store.drafts import OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountStatus:
    """One account. ``last_run`` is kept apart from ``last_success``: a daemon that fails each time is not well."""

    account: str
    last_run: datetime | None
    last_success: datetime | None
    last_error: str | None
    failures: int
    stopped: str | None
    next_try: datetime | None


def accounts(workspace: Workspace) -> tuple[AccountStatus, ...]:
    """Return the state of every configured account that has a mailbox."""
    with workspace.store.read() as connection:
        found = []
        for account in _with_mailbox(workspace):
            last = runs.last(connection, account.name)
            success = runs.last(connection, account.name, success=True)
            state = runs.state(connection, account.name)
            found.append(
                AccountStatus(
                    account=account.name,
                    last_run=last.started if last else None,
                    last_success=success.finished if success else None,
                    last_error=last.error if last else None,
                    failures=state.failures,
                    stopped=state.stopped,
                    next_try=state.next_try,
                )
            )
    return tuple(found)


def totals(workspace: Workspace) -> dict[str, int]:
    """Return what the store holds: messages by disposition, those left on the servers, drafts that wait."""
    with workspace.store.read() as connection:
        found = messages.count(connection)
        found["ignored"] = folders.count_ignored(connection)
        found["open_drafts"] = len(drafts.every(connection, states=OPEN))
    return found


def to_json(workspace: Workspace) -> dict[str, Any]:
    """Return ``status --json``."""
    return {
        "accounts": [
            {
                "account": item.account,
                "last_run": _iso(item.last_run),
                "last_success": _iso(item.last_success),
                "last_error": item.last_error,
                "failures": item.failures,
                "stopped": item.stopped,
                "next_try": _iso(item.next_try),
            }
            for item in accounts(workspace)
        ],
        "totals": totals(workspace),
        "learning": lessons.learning(workspace).to_json(),
    }


def _with_mailbox(workspace: Workspace) -> tuple[Account, ...]:
    return tuple(account for account in workspace.config.accounts if account.imap is not None)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
