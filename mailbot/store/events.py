"""Cases, their events, and the decisions people made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from mailbot.casebook.events import CaseEvent, EventKind
from mailbot.plain import to_json
from mailbot.store import summaries
from mailbot.store.engine import new_key, now_text
from mailbot.store.schema import cases, decisions, events


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case: its events say the rest."""

    id: str
    account: str
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something a person decided; never rebuilt, never deleted."""

    id: int
    at: datetime
    kind: str
    account: str | None
    message: str | None
    case_id: str | None
    data: dict[str, Any]


def open_case(connection: Connection, case: CaseRow) -> None:
    """Open a case; an open one stays as it is."""
    if connection.execute(select(cases.c.id).where(cases.c.id == case.id)).first() is None:
        connection.execute(insert(cases).values(id=case.id, account=case.account, opened_at=now_text(case.opened_at)))


def date_case(connection: Connection, case: CaseRow) -> None:
    """Write down when a case began, as its messages say now."""
    connection.execute(update(cases).where(cases.c.id == case.id).values(opened_at=now_text(case.opened_at)))


def every_case(connection: Connection) -> tuple[CaseRow, ...]:
    """Return all cases, the oldest first."""
    rows = connection.execute(select(cases).order_by(cases.c.opened_at, cases.c.id))
    return tuple(CaseRow(id=row.id, account=row.account, opened_at=datetime.fromisoformat(row.opened_at)) for row in rows)


def append(connection: Connection, items: Iterable[CaseEvent], at: datetime) -> None:
    """Append events; one that is there already, unchanged, is not written again."""
    changed = set()
    for item in items:
        row = _values(item)
        same = select(events).where(events.c.case_id == item.case_id, events.c.key == item.key, events.c.withdrawn_at.is_(None))
        found = connection.execute(same).first()
        if found is not None and all(getattr(found, name) == value for name, value in row.items()):
            continue
        if found is not None:
            connection.execute(update(events).where(events.c.id == found.id).values(withdrawn_at=now_text(at)))
        connection.execute(insert(events).values(recorded_at=now_text(at), **row))
        changed.add(item.case_id)
    summaries.drop(connection, changed)


def withdraw(connection: Connection, message: str, account_cases: Sequence[str], keep: Iterable[str], at: datetime) -> None:
    """Withdraw the events that rest on a message, but for the keys in ``keep``: read again, it no longer says so."""
    connection.execute(
        update(events)
        .where(
            events.c.message == message,
            events.c.case_id.in_(account_cases),
            events.c.withdrawn_at.is_(None),
            events.c.key.not_in(list(keep)),
        )
        .values(withdrawn_at=now_text(at))
    )
    summaries.drop(connection, account_cases)


def of_case(connection: Connection, case_id: str) -> tuple[CaseEvent, ...]:
    """Return the events of a case that stand."""
    query = select(events).where(events.c.case_id == case_id, events.c.withdrawn_at.is_(None)).order_by(events.c.id)
    return tuple(_event(row) for row in connection.execute(query))


def of_message(connection: Connection, message: str, case_id: str) -> tuple[CaseEvent, ...]:
    """Return the events that a message stands for in a case."""
    where = (events.c.message == message, events.c.case_id == case_id, events.c.withdrawn_at.is_(None))
    return tuple(_event(row) for row in connection.execute(select(events).where(*where).order_by(events.c.id)))


def drop_empty_cases(connection: Connection) -> None:
    """Remove cases that no standing event belongs to any more."""
    standing = select(events.c.case_id).where(events.c.withdrawn_at.is_(None))
    connection.execute(delete(cases).where(cases.c.id.not_in(standing)))


def decide(connection: Connection, kind: str, at: datetime, **values: Any) -> int:
    """Write down a decision: ``account``, ``message``, ``case_id`` as they apply, everything else as data."""
    named = {name: values.pop(name, None) for name in ("account", "message", "case_id")}
    result = connection.execute(insert(decisions).values(at=now_text(at), kind=kind, data=to_json(values), **named))
    return new_key(result)


def newest(connection: Connection) -> int:
    """Return the number of the last event written: another one means that the cases changed."""
    return int(connection.execute(select(func.max(events.c.id))).scalar() or 0)


def case_account(connection: Connection, case_id: str) -> str | None:
    """Return the account that a case belongs to; None where there is no such case."""
    return connection.execute(select(cases.c.account).where(cases.c.id == case_id)).scalar()


def by_hand(connection: Connection) -> tuple[CaseEvent, ...]:
    """Return the standing events that rest on no message: what people told of cases."""
    query = select(events).where(events.c.message.is_(None), events.c.withdrawn_at.is_(None)).order_by(events.c.id)
    return tuple(_event(row) for row in connection.execute(query))


def move_by_hand(connection: Connection, before: str, after: str, at: datetime) -> None:
    """Let what people told of a case follow it to its new name."""
    told = [event for event in by_hand(connection) if event.case_id == before]
    append(connection, [replace(event, case_id=after) for event in told], at)
    standing = (events.c.case_id == before, events.c.message.is_(None), events.c.withdrawn_at.is_(None))
    connection.execute(update(events).where(*standing).values(withdrawn_at=now_text(at)))
    summaries.drop(connection, (before, after))


def decisions_on(
    connection: Connection, message: str | None = None, kind: str | None = None, account: str | None = None
) -> tuple[Decision, ...]:
    """Return decisions in the order they were made: of one message, one kind, one account, as far as these are given."""
    query = select(decisions).order_by(decisions.c.id)
    if account is not None:
        query = query.where(decisions.c.account == account)
    if message is not None:
        query = query.where(decisions.c.message == message)
    if kind is not None:
        query = query.where(decisions.c.kind == kind)
    return tuple(_decision(row) for row in connection.execute(query))


def _values(item: CaseEvent) -> dict[str, Any]:
    return {
        "key": item.key,
        "case_id": item.case_id,
        "at": now_text(item.at),
        "kind": item.kind.value,
        "message": item.message,
        "confirmed": item.confirmed,
        "data": to_json(item.data),
    }


def _event(row: Row[Any]) -> CaseEvent:
    return CaseEvent(
        key=row.key,
        case_id=row.case_id,
        at=datetime.fromisoformat(row.at),
        kind=EventKind(row.kind),
        message=row.message,
        confirmed=bool(row.confirmed),
        data=row.data,
    )


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        id=row.id,
        at=datetime.fromisoformat(row.at),
        kind=row.kind,
        account=row.account,
        message=row.message,
        case_id=row.case_id,
        data=row.data,
    )
