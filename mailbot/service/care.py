"""Looking after the store and the set-up: backup, forget, restore, and the doctor's visit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mailbot import imap, secrets
from mailbot.authentication import propose_authserv_ids
from mailbot.errors import MailbotError, StorageError, UsageError
from mailbot.messages import Disposition
from mailbot.parsing import headers as read_headers
from mailbot.service import letters
from mailbot.service.process import Processed, again
from mailbot.service.remind import drop
from mailbot.service.workspace import Workspace
from mailbot.settings import Account
from mailbot.store import events, maintenance, messages

SAMPLED = 200
"""Newest messages the doctor looks at for the names of the servers that judged them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What the doctor found of one account."""

    account: str
    error: MailbotError | None = None
    roles: dict[str, str | None] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    proposed: tuple[tuple[str, int], ...] = ()
    """Servers whose Authentication-Results stand on top of the account's mail, and how often."""


def backup(workspace: Workspace, target: Path) -> Path:
    """Copy the store into one file, consistent even while the daemon writes; UsageError where the file exists."""
    if target.exists():
        raise UsageError("error.exists", path=str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError("error.data_folder", path=str(target.parent), detail=error.strerror or str(error)) from error
    maintenance.copy_to(workspace.store, target)
    return target


def forget(workspace: Workspace, names: Sequence[str]) -> int:
    """Delete the bytes and words of messages, for good; what they did to their case stays. Return how many had bytes.

    The bytes are not kept again when the same mail is read once more.
    """
    now = workspace.now()
    dropped = 0
    with workspace.store.write() as connection:
        for name in names:
            stored = messages.find(connection, name)
            dropped += drop(connection, stored, now)
            messages.never_keep(connection, stored.sha256)
            events.decide(connection, "forget", now, account=stored.account, message=stored.sha256)
        letters.prune(connection)
    return dropped


def restore(workspace: Workspace, names: Sequence[str]) -> Processed:
    """Try messages again that were parked or unreadable: those named, or all of them."""
    with workspace.store.read() as connection:
        if names:
            chosen = [messages.find(connection, name).id for name in names]
        else:
            aside = (Disposition.UNREADABLE, Disposition.QUARANTINED)
            chosen = [stored.id for stored in messages.every(connection) if stored.disposition in aside]
    return again(workspace, chosen)


def examine(account: Account) -> Examined:
    """Log in and look at what mailbot needs of a mailbox; an error is part of the finding."""
    assert account.imap is not None
    try:
        password = secrets.resolve(account.imap.password, account.imap.username)
        with imap.connect(account.imap, password) as session:
            names = tuple(folder.name for folder in session.folders())
            roles = session.roles(account.folders)
            proposed = _authserv_ids(session, roles.inbox)
    except MailbotError as error:
        return Examined(account=account.name, error=error)
    found = {"inbox": roles.inbox, "sent": roles.sent, "drafts": roles.drafts, "junk": roles.junk}
    return Examined(account=account.name, roles=found, folders=names, proposed=proposed)


def _authserv_ids(session: imap.Session, inbox: str) -> tuple[tuple[str, int], ...]:
    session.examine(inbox)
    newest = session.uids_after(0)[-SAMPLED:]
    found = [read_headers(body.content).headers for body in session.bodies(newest, max_message_bytes=0)]
    return tuple(propose_authserv_ids(found))
