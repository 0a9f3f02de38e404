"""Linking an account's messages anew, so that cases do not depend on the order in which mail arrived.

Messages are linked one by one as they come. One that comes late (an old mailbox imported after newer mail) could have changed
what later ones joined: then, and in ``reprocess``, the whole account is linked again in the order of its messages' time. A case
is named after the message that founds it, so an older one may give it another name: what people told of it follows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from mailbot.casebook import links
from mailbot.casebook.derive import events_of
from mailbot.casebook.message import CaseMessage
from mailbot.messages import Disposition, Understanding, digest
from mailbot.pipeline import is_case_mail
from mailbot.plain import from_json
from mailbot.service import mapping
from mailbot.service.proposals import withdraw_proposals
from mailbot.service.workspace import Workspace
from mailbot.store import drafts, events, facts, messages
from mailbot.store.events import CaseRow
from mailbot.store.messages import Stored

Places = Mapping[str, str | None]
"""The case of each message, by its digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A message that may belong to a case."""

    stored: Stored
    message: CaseMessage


def relink(workspace: Workspace, accounts: Iterable[str]) -> int:
    """Link all messages of these accounts anew, in one transaction each; return how many changed their case."""
    moved = 0
    for account in sorted(set(accounts)):
        with workspace.store.write() as connection:
            moved += _relink_account(workspace, connection, account)
            events.drop_empty_cases(connection)
    return moved


def absorb(workspace: Workspace, account: str, case_id: str, into: str) -> int:
    """Let the user's links take all messages of a case into another, and what was told of it after them; return how many."""
    with workspace.store.write() as connection:
        moved = _relink_account(workspace, connection, account)
        _follow(workspace, connection, {case_id: into})
        events.drop_empty_cases(connection)
    return moved


def free_id(connection: Connection, case_id: str, account: str) -> str:
    """Return the id for a case of an account: ids are made of a digest, and the same bytes may found one in two accounts."""
    if events.case_account(connection, case_id) in (None, account):
        return case_id
    return f"{case_id}-{digest(account.encode())[:4]}"


def _relink_account(workspace: Workspace, connection: Connection, account: str) -> int:
    pins = _pins(connection, account)
    known = [found for stored in messages.every(connection, account) if (found := _known(workspace, stored)) is not None]
    chosen = _linked(connection, account, known, pins)
    renamed = _renamed(known, pins, chosen)
    if any(target in renamed for target in pins.values()):
        pins = _follow_pins(workspace, connection, account, pins, renamed)
        chosen = _linked(connection, account, known, pins)
    moved = sum(_move(workspace, connection, found, chosen[found.stored.sha256]) for found in known)
    for case_id in {case_id for case_id in chosen.values() if case_id}:
        founded = min(found.message.at for found in known if chosen[found.stored.sha256] == case_id)
        events.date_case(connection, CaseRow(id=case_id, account=account, opened_at=founded))
    _follow(workspace, connection, renamed)
    return moved


def _pins(connection: Connection, account: str) -> dict[str, str]:
    told = events.decisions_on(connection, kind="link", account=account)
    return {found.message: found.case_id for found in told if found.message and found.case_id}


def _known(workspace: Workspace, stored: Stored) -> _Known | None:
    if stored.understanding is None or stored.version is None or stored.disposition is not Disposition.STORED:
        return None
    read = from_json(stored.understanding, Understanding)
    if not is_case_mail(read):
        return None
    at = read.parsed.received or stored.received or stored.stored_at
    message = mapping.case_message(read, workspace.account(stored.account), at, vouched=stored.vouched)
    return _Known(stored=stored, message=message)


def _linked(connection: Connection, account: str, known: Sequence[_Known], pins: Mapping[str, str]) -> Places:
    found = links.link_all((item.message for item in known), pins)
    names = {link.case_id: link.case_id for link in found.values() if link is not None}
    free = {name: name if name in pins.values() else free_id(connection, name, account) for name in names}
    return {name: free[link.case_id] if link else None for name, link in found.items()}


def _renamed(known: Sequence[_Known], pins: Mapping[str, str], chosen: Places) -> Mapping[str, str]:
    """Return the new name of each case that is named otherwise now: where most of its messages went, by themselves."""
    went: dict[str, Counter[str]] = {}
    for found in known:
        before, after = found.stored.case_id, chosen[found.stored.sha256]
        if before and after and found.stored.sha256 not in pins:
            went.setdefault(before, Counter())[after] += 1
    return {before: min(after, key=lambda name: (-after[name], name)) for before, after in went.items() if before not in after}


def _follow_pins(
    workspace: Workspace, connection: Connection, account: str, pins: Mapping[str, str], renamed: Mapping[str, str]
) -> dict[str, str]:
    """Let the messages that the user put into a case follow it to its new name."""
    for message, target in pins.items():
        if target in renamed:
            now, name = workspace.now(), renamed[target]
            events.decide(connection, "link", now, account=account, message=message, case_id=name, renamed_from=target)
    return {message: renamed.get(target, target) for message, target in pins.items()}


def _move(workspace: Workspace, connection: Connection, found: _Known, case_id: str | None) -> int:
    stored, message, now = found.stored, found.message, workspace.now()
    if case_id == stored.case_id:
        return 0
    said = events.of_message(connection, message.sha256, stored.case_id) if stored.case_id else ()
    if stored.case_id:
        events.withdraw(connection, message.sha256, (stored.case_id,), (), now)
    if case_id:
        events.open_case(connection, CaseRow(id=case_id, account=message.account, opened_at=message.at))
        # Of a message whose bytes were dropped only its events still know all that it said.
        items = tuple(replace(event, case_id=case_id) for event in said) or events_of(message, case_id)
        events.append(connection, items, now)
        drafts.move_case(connection, message.sha256, message.account, case_id)
    messages.set_case(connection, stored.id, case_id)
    return 1


def _follow(workspace: Workspace, connection: Connection, renamed: Mapping[str, str]) -> None:
    """Let rounds told by hand, facts and drafts that answer no message follow their case to its new name."""
    now = workspace.now()
    for before, after in renamed.items():
        events.move_by_hand(connection, before, after, now)
        facts.move_case(connection, before, after)
        drafts.rename_case(connection, before, after)
        withdraw_proposals(connection, before, now)
