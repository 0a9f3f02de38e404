"""Cases as they stand now: their events replayed, with the messages behind them."""

from datetime import datetime

from sqlalchemy import Connection

from mailbot.casebook.case import Case
from mailbot.casebook.events import CaseEvent
from mailbot.casebook.replay import replay
from mailbot.errors import UsageError
from mailbot.service.workspace import Workspace
from mailbot.store import events
from mailbot.store.events import CaseRow


def named(workspace: Workspace, name: str) -> str:
    """Return the id of the case that a user means by its id, or by the beginning of one; UsageError where there is none."""
    with workspace.store.read() as connection:
        return _resolved(connection, name)


def rows(workspace: Workspace) -> tuple[CaseRow, ...]:
    """Return the cases, the oldest first."""
    with workspace.store.read() as connection:
        return events.every_case(connection)


def load(workspace: Workspace, case_id: str, until: datetime | None = None) -> Case:
    """Return a case by its id, or by the beginning of one, as it stood at ``until``; UsageError where there was none."""
    with workspace.store.read() as connection:
        found = events.of_case(connection, _resolved(connection, case_id))
    if not any(_by(event, until) for event in found):
        raise UsageError("error.no_case", name=case_id)
    return replay(found, until=until)


def every(workspace: Workspace, until: datetime | None = None) -> tuple[Case, ...]:
    """Return all cases that had begun by ``until``, as they stood then."""
    with workspace.store.read() as connection:
        standing = [events.of_case(connection, row.id) for row in events.every_case(connection)]
    return tuple(replay(found, until=until) for found in standing if any(_by(event, until) for event in found))


def _by(event: CaseEvent, until: datetime | None) -> bool:
    return until is None or event.at <= until


def _resolved(connection: Connection, name: str) -> str:
    ids = [row.id for row in events.every_case(connection)]
    if name in ids:
        return name
    near = [found for found in ids if name and found.startswith(name)]
    if len(near) != 1:
        raise UsageError("error.no_case", name=name)
    return near[0]
