"""What the daemon did, and how each account stands: the last run is kept apart from the last success."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from mailbot.store.engine import new_key, now_text
from mailbot.store.schema import account_states, reminders, runs


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """How polling an account went lately. ``stopped`` is a code: mailbot does not poll it until the user says so."""

    auth_failures: int = 0
    failures: int = 0
    stopped: str | None = None
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One poll of one account; ``error`` is None on success, ``finished`` None where it broke off."""

    started: datetime
    finished: datetime | None
    error: str | None
    counts: Mapping[str, int]


def start(connection: Connection, account: str, at: datetime) -> int:
    """Write down that a poll began."""
    return new_key(connection.execute(insert(runs).values(account=account, started_at=now_text(at))))


def finish(connection: Connection, key: int, at: datetime, counts: Mapping[str, int], error: str | None = None) -> None:
    """Write down how it ended."""
    connection.execute(update(runs).where(runs.c.id == key).values(finished_at=now_text(at), counts=dict(counts), error=error))


def last(connection: Connection, account: str, *, success: bool = False) -> Run | None:
    """Return the account's last run, or its last successful one."""
    query = select(runs).where(runs.c.account == account).order_by(runs.c.id.desc()).limit(1)
    if success:
        query = query.where(runs.c.error.is_(None), runs.c.finished_at.is_not(None))
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return Run(
        started=datetime.fromisoformat(row.started_at),
        finished=datetime.fromisoformat(row.finished_at) if row.finished_at else None,
        error=row.error,
        counts=row.counts or {},
    )


def first(connection: Connection, account: str) -> datetime | None:
    """Return when the account was first polled."""
    query = select(runs.c.started_at).where(runs.c.account == account).order_by(runs.c.id).limit(1)
    found = connection.execute(query).scalar()
    return datetime.fromisoformat(found) if found else None


def state(connection: Connection, account: str) -> AccountState:
    """Return how the account stands."""
    row = connection.execute(select(account_states).where(account_states.c.account == account)).one_or_none()
    if row is None:
        return AccountState()
    return AccountState(
        auth_failures=row.auth_failures,
        failures=row.failures,
        stopped=row.stopped,
        next_try=datetime.fromisoformat(row.next_try) if row.next_try else None,
    )


def set_state(connection: Connection, account: str, to: AccountState) -> None:
    """Write down how the account stands."""
    values = {
        "auth_failures": to.auth_failures,
        "failures": to.failures,
        "stopped": to.stopped,
        "next_try": now_text(to.next_try) if to.next_try else None,
    }
    where = account_states.c.account == account
    if connection.execute(update(account_states).where(where).values(**values)).rowcount == 0:
        connection.execute(insert(account_states).values(account=account, **values))


def reminded(connection: Connection) -> frozenset[str]:
    """Return the keys of reminders that went out."""
    return frozenset(connection.execute(select(reminders.c.key)).scalars())


def remember_reminder(connection: Connection, key: str, at: datetime) -> None:
    """Write down that a reminder went out: each goes once."""
    connection.execute(insert(reminders).values(key=key, at=now_text(at)))
