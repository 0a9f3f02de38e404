"""The user's word on messages: it is Amazon's (`confirm`), or it is something else than mailbot thinks (`correct`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from classifiers.labels import Label
from mailbot.errors import UsageError
from mailbot.messages import Understanding, Verdict
from mailbot.service.overview import understanding_of
from mailbot.service.process import Processed, again
from mailbot.service.workspace import Workspace
from mailbot.store import events, messages
from mailbot.store.messages import Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A message that waits for the user's word."""

    stored: Stored
    understanding: Understanding


def unproven(workspace: Workspace, before: datetime | None = None, domain: str | None = None) -> tuple[Doubtful, ...]:
    """Return the messages of cases that could be confirmed; never a forged or relayed one."""
    with workspace.store.read() as connection:
        found = [
            Doubtful(stored=stored, understanding=read)
            for stored in messages.every(connection)
            if stored.case_id is not None
            and not stored.vouched
            and isinstance(read := understanding_of(stored), Understanding)
            and read.authenticity.verdict is Verdict.UNPROVEN
            and not read.authenticity.relayed
            and read.authenticity.claims_amazon
        ]
    return tuple(item for item in found if _fits(item, before, domain))


def confirm(workspace: Workspace, names: Sequence[str]) -> Processed:
    """Make messages facts: the user saw them in Performance Notifications. UsageError for a forged or relayed one."""
    with workspace.store.read() as connection:
        chosen = [messages.find(connection, name) for name in names]
    for name, stored in zip(names, chosen, strict=True):
        _refuse_unconfirmable(name, stored)
    now = workspace.now()
    with workspace.store.write() as connection:
        for stored in chosen:
            messages.vouch(connection, stored.id)
            events.decide(connection, "confirm", now, account=stored.account, message=stored.sha256)
    return again(workspace, [stored.id for stored in chosen])


def correct(workspace: Workspace, name: str, label: str) -> Processed:
    """Give a message its right label: its events, clocks and drafts follow, and training learns it."""
    try:
        wanted = Label(label)
    except ValueError as error:
        raise UsageError("error.bad_label", value=label, labels=", ".join(Label)) from error
    with workspace.store.write() as connection:
        stored = messages.find(connection, name)
        before = understanding_of(stored)
        old = before.reading.best if isinstance(before, Understanding) else None
        events.decide(
            connection, "correct", workspace.now(), account=stored.account, message=stored.sha256, label=wanted, before=old
        )
    return again(workspace, [stored.id])


def _refuse_unconfirmable(name: str, stored: Stored) -> None:
    read = understanding_of(stored)
    if not isinstance(read, Understanding):
        raise UsageError("error.no_message", name=name)
    if read.authenticity.verdict is Verdict.FORGED:
        raise UsageError("error.confirm_forged", name=name)
    if read.authenticity.relayed:
        raise UsageError("error.confirm_relayed", name=name)


def _fits(item: Doubtful, before: datetime | None, domain: str | None) -> bool:
    received = item.stored.received
    if before is not None and (received is None or received >= before):
        return False
    if domain is None:
        return True
    wanted = domain.lower().lstrip("@.")
    return f".{item.understanding.parsed.sender.domain}".endswith(f".{wanted}")
