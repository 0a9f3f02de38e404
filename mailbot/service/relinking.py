"""Linking an account's messages anew, so that cases do not depend on the order in which mail arrived.

Messages are linked one by one as they come. One that comes late (an old mailbox imported after newer mail) could have changed
what later ones joined: then, and in ``reprocess``, the whole account is linked again in the order of its messages' time.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from mailbot.casebook import links
from mailbot.casebook.derive import events_of
from mailbot.casebook.links import Link
from mailbot.casebook.message import CaseMessage
from mailbot.messages import Disposition, Understanding
from mailbot.pipeline import is_case_mail
from mailbot.plain import from_json
from mailbot.service import mapping
from mailbot.service.workspace import Workspace
from mailbot.store import drafts, events, messages
from mailbot.store.events import CaseRow
from mailbot.store.messages import Stored


def relink(workspace: Workspace, accounts: Iterable[str]) -> int:
    """Link all messages of these accounts anew, in one transaction each; return how many changed their case."""
    moved = 0
    for account in sorted(set(accounts)):
        with workspace.store.write() as connection:
            moved += _relink_account(workspace, connection, account)
            events.drop_empty_cases(connection)
    return moved


def _relink_account(workspace: Workspace, connection: Connection, account: str) -> int:
    pins = {found.message: found.case_id for found in events.decisions_on(connection, kind="link") if found.account == account}
    known = [
        (stored, message)
        for stored in messages.every(connection, account)
        if (message := _case_message(workspace, stored)) is not None
    ]
    chosen = links.link_all((message for _, message in known), {name: case for name, case in pins.items() if name and case})
    return sum(_move(workspace, connection, stored, message, chosen[message.sha256]) for stored, message in known)


def _case_message(workspace: Workspace, stored: Stored) -> CaseMessage | None:
    if stored.understanding is None or stored.version is None or stored.disposition is not Disposition.STORED:
        return None
    read = from_json(stored.understanding, Understanding)
    at = read.parsed.received or stored.received
    if at is None or not is_case_mail(read):
        return None
    return mapping.case_message(read, workspace.account(stored.account), at, vouched=stored.vouched)


def _move(workspace: Workspace, connection: Connection, stored: Stored, message: CaseMessage, link: Link | None) -> int:
    case_id = link.case_id if link else None
    if case_id == stored.case_id:
        return 0
    now = workspace.now()
    if stored.case_id:
        events.withdraw(connection, message.sha256, (stored.case_id,), (), now)
    if case_id:
        events.open_case(connection, CaseRow(id=case_id, account=message.account, opened_at=message.at))
        events.append(connection, events_of(message, case_id), now)
        drafts.move_case(connection, message.sha256, message.account, case_id)
    messages.set_case(connection, stored.id, case_id)
    return 1
