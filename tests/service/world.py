"""A workspace on a temporary folder, with one account, on a mailbox or on none; and mail that comes in by files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mailbot.casebook.case import Case
from mailbot.messages import digest
from mailbot.service import casefile, importing
from mailbot.service.counts import Counts
from mailbot.service.workspace import Workspace, open_workspace
from mailbot.settings import Account, Config
from mailbot.store import drafts, messages
from mailbot.store.drafts import StoredDraft
from mailbot.store.messages import Stored
from tests.letters import SELLER, SERVER
from tests.servers.dovecot import Mailbox

NOW = datetime(2018, 9, 1, tzinfo=UTC)
SHOP = Account(name="shop", addresses=(SELLER,), trusted_authserv_ids=(SERVER,), store_name="みなと商店")


@contextmanager
def world(folder: Path, mailbox: Mailbox | None = None, *, now: datetime = NOW, **account: object) -> Iterator[Workspace]:
    shop = replace(SHOP, imap=mailbox.settings() if mailbox else None, **account)  # type: ignore[arg-type]
    with open_workspace(Config(accounts=(shop,), dkim_dns=False), folder, lambda: now) as opened:
        yield opened


def shop(workspace: Workspace) -> Account:
    return workspace.config.accounts[0]


@contextmanager
def at(workspace: Workspace, now: datetime) -> Iterator[Workspace]:
    """The same workspace at another time."""
    yield replace(workspace, clock=lambda: now)


def receive(workspace: Workspace, *contents: bytes, account: str = "shop") -> Counts:
    """Take in mail from files."""
    folder = workspace.data / "incoming"
    folder.mkdir(exist_ok=True)
    paths = []
    for content in contents:
        paths.append(folder / f"{digest(content)[:16]}.eml")
        paths[-1].write_bytes(content)
    return importing.take_in(workspace, paths, account)


def everything(workspace: Workspace) -> tuple[Stored, ...]:
    with workspace.store.read() as connection:
        return messages.every(connection)


def message(workspace: Workspace, content: bytes, account: str = "shop") -> Stored:
    with workspace.store.read() as connection:
        (found,) = messages.by_digest(connection, digest(content), account)
        return found


def only_case(workspace: Workspace) -> Case:
    (case,) = casefile.every(workspace)
    return case


def all_drafts(workspace: Workspace) -> tuple[StoredDraft, ...]:
    with workspace.store.read() as connection:
        return drafts.every(connection)
