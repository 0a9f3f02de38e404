"""Cases as they stand now: their events replayed, with the messages behind them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from mailbot.casebook.case import Case
from mailbot.casebook.events import CaseEvent
from mailbot.casebook.replay import replay
from mailbot.codec import from_json
from mailbot.errors import UsageError
from mailbot.messages import Understanding
from mailbot.service import mapping
from mailbot.service.workspace import Workspace
from mailbot.store import events, facts, messages
from mailbot.store.events import CaseRow
from replies.situation import Situation


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


def understandings(connection: Connection, case_id: str) -> Mapping[str, Understanding]:
    """Return what was understood of each of the case's messages, by digest."""
    return {
        found.sha256: from_json(found.understanding, Understanding)
        for found in messages.of_case(connection, case_id)
        if found.understanding is not None
    }


def situation(workspace: Workspace, connection: Connection, case: Case, now: datetime) -> Situation:
    """Return what the playbook is told of a case."""
    stated = facts.of_case(connection, case.id)
    return mapping.situation(case, understandings(connection, case.id), workspace.account(case.account), now, stated)


def _resolved(connection: Connection, name: str) -> str:
    ids = [row.id for row in events.every_case(connection)]
    if name in ids:
        return name
    near = [found for found in ids if found.startswith(name)]
    if len(near) != 1:
        raise UsageError("error.no_case", name=name)
    return near[0]
