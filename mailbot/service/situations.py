"""Cases as the playbook sees them: with the words of the messages behind them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from mailbot.casebook.case import Case
from mailbot.messages import Understanding
from mailbot.plain import from_json
from mailbot.service import mapping
from mailbot.service.workspace import Workspace
from mailbot.store import facts, messages
from replies.situation import Situation


def understandings(connection: Connection, case_id: str) -> Mapping[str, Understanding]:
    """Return what was understood of each of the case's messages, by digest."""
    return {
        found.sha256: from_json(found.understanding, Understanding)
        for found in messages.of_case(connection, case_id)
        if found.understanding is not None
    }


def of_case(
    workspace: Workspace,
    connection: Connection,
    case: Case,
    now: datetime,
    understood: Mapping[str, Understanding] | None = None,
) -> Situation:
    """Return what the playbook is told of a case; ``understood``: what was understood of its messages, if it is at hand."""
    stated = facts.of_case(connection, case.id)
    known = understandings(connection, case.id) if understood is None else understood
    return mapping.situation(case, known, workspace.account(case.account), now, stated)
