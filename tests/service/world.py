"""A workspace on a temporary folder, with one account, on a mailbox or on none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mailbot.service.workspace import Workspace, open_workspace
from mailbot.settings import Account, Config
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
