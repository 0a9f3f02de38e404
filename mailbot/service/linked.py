"""Why each message of a case is on it: told anew from what was read, so that it is never older than the reading."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from mailbot.casebook import links
from mailbot.casebook.links import Why
from mailbot.i18n import Catalogue
from mailbot.messages import Understanding
from mailbot.plain import from_json
from mailbot.service import mapping
from mailbot.service.workspace import Workspace
from mailbot.store import events, messages
from mailbot.store.messages import Stored


def of_case(workspace: Workspace, connection: Connection, case_id: str) -> Mapping[str, Why]:
    """Return the reason of each message of a case by its digest; one without a reading has none."""
    return of_messages(workspace, connection, messages.of_case(connection, case_id))


def of_messages(workspace: Workspace, connection: Connection, stored: Iterable[Stored]) -> Mapping[str, Why]:
    """Return the same for the messages of one case, as they are stored."""
    case_messages = []
    pins: dict[str, str] = {}
    for item in stored:
        if item.understanding is None or "parsed" not in item.understanding:
            continue
        read = from_json(item.understanding, Understanding)
        at = read.parsed.received or item.received or item.stored_at
        case_messages.append(mapping.case_message(read, workspace.account(item.account), at, vouched=item.vouched))
    for account in {message.account for message in case_messages}:
        told = events.decisions_on(connection, kind="link", account=account)
        pins |= {found.message: found.case_id for found in told if found.message and found.case_id}
    return links.reasons(case_messages, pins)


def sentence(why: Why | None, words: Catalogue) -> str:
    """Return a reason in words; blank for none."""
    return words(f"case_link.{why.code}", **why.values) if why else ""
