"""What the list of cases shows of each, kept so that the list need not replay them; gone as soon as an event changes."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from mailbot.store.schema import cases, summaries


def every(connection: Connection, version: str) -> dict[str, Any]:
    """Return the summaries that this version of the code wrote, by case."""
    rows = connection.execute(select(summaries.c.case_id, summaries.c.data).where(summaries.c.version == version))
    return {row.case_id: row.data for row in rows}


def lacking(connection: Connection, version: str) -> tuple[str, ...]:
    """Return the cases that have no summary of this version."""
    known = select(summaries.c.case_id).where(summaries.c.version == version)
    return tuple(connection.execute(select(cases.c.id).where(cases.c.id.not_in(known))).scalars())


def keep(connection: Connection, version: str, found: Mapping[str, Any]) -> None:
    """Write summaries in the place of what was known of their cases. In the transaction that read the events."""
    drop(connection, found)
    if found:
        rows = [{"case_id": case_id, "version": version, "data": data} for case_id, data in found.items()]
        connection.execute(insert(summaries), rows)


def drop(connection: Connection, case_ids: Collection[str]) -> None:
    """Forget the summaries of cases whose events changed."""
    if case_ids:
        connection.execute(delete(summaries).where(summaries.c.case_id.in_(list(case_ids))))
