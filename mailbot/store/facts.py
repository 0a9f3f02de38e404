"""Facts that the user stated or a file proved: what a draft may say."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select, update

from mailbot.store.engine import now_text
from mailbot.store.schema import facts
from replies.situation import STATED, Fact


def add(connection: Connection, items: Iterable[Fact], case_id: str | None, at: datetime) -> int:
    """Keep facts, for one case or (None) for all; an earlier value of the same key stays in the history."""
    rows = [
        {"case_id": case_id, "key": item.key, "value": item.value, "source": item.source, "stated_at": now_text(at)}
        for item in items
    ]
    if rows:
        connection.execute(insert(facts), rows)
    return len(rows)


def move_case(connection: Connection, before: str, after: str) -> None:
    """Let the facts of a case follow it to its new name."""
    connection.execute(update(facts).where(facts.c.case_id == before).values(case_id=after))


def of_case(connection: Connection, case_id: str | None) -> tuple[Fact, ...]:
    """Return the newest value of each fact that holds for a case: first what files prove, then what the seller states.

    Where both speak of one key both are returned, so that a difference can be seen.
    """
    query = select(facts).where(or_(facts.c.case_id.is_(None), facts.c.case_id == case_id)).order_by(facts.c.id)
    proven: dict[str, Fact] = {}
    stated: dict[str, Fact] = {}
    for row in connection.execute(query):
        kind = stated if row.source.startswith(STATED) else proven
        kind[row.key] = Fact(key=row.key, value=row.value, source=row.source)
    return (*proven.values(), *stated.values())
