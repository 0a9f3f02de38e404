"""Telling the user that an account is not being read: once when it begins, once when it is over.

In the background a mailbot that fails looks like one that finds nothing new, and meanwhile deadlines pass. The log alone tells
nobody: n8n issue 30871 (17 hours unnoticed), HybridAIOne/hybridclaw pull 1406 (weeks).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from mailbot import notify
from mailbot.i18n import Catalogue
from mailbot.logs import logger
from mailbot.service import status
from mailbot.service.status import AccountStatus
from mailbot.service.workspace import Workspace
from mailbot.store import runs

SILENT: Final = timedelta(hours=24)
"""How long an account may go unread before the user is told: a night without a connection is nothing."""
_NEVER: Final = "never"

log = logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something to tell of an account: ``stopped``, ``silent`` or ``recovered``. ``since`` names its last success."""

    account: str
    code: str
    since: str

    @property
    def key(self) -> str:
        return f"account:{self.account}:{self.code}:{self.since}"


def alert(workspace: Workspace, words: Catalogue) -> tuple[Alert, ...]:
    """Tell what is to be told of the accounts now, each thing once; return it."""
    now = workspace.now()
    with workspace.store.read() as connection:
        told = runs.reminded(connection)
    found = [item for account in status.accounts(workspace) for item in _of_account(workspace, account, told, now)]
    for item in found:
        with workspace.store.write() as connection:
            runs.remember_reminder(connection, item.key, now)
        log.warning("account.alert", account=item.account, code=item.code)
        body = words(f"alert.{item.code}", account=item.account, since=_day(item, words))
        notify.send(workspace.config.notify_urls, words("alert.title", account=item.account), body)
    return tuple(found)


def _of_account(workspace: Workspace, account: AccountStatus, told: Collection[str], now: datetime) -> list[Alert]:
    since = account.last_success.isoformat() if account.last_success else _NEVER
    trouble = _trouble(workspace, account, now)
    if trouble is not None:
        begun = [Alert(account=account.account, code=code, since=since) for code in ("stopped", "silent")]
        new = Alert(account=account.account, code=trouble, since=since)
        # Stopped after it was silent is news; silent after it was stopped is not.
        known = new.key in told or (trouble == "silent" and any(item.key in told for item in begun))
        return [] if known else [new]
    return [item for item in _recovered(account.account, since, told) if item.key not in told]


def _trouble(workspace: Workspace, account: AccountStatus, now: datetime) -> str | None:
    if account.stopped:
        return "stopped"
    if not account.failures:
        return None
    with workspace.store.read() as connection:
        first = runs.first(connection, account.account)
    since = account.last_success or first
    return "silent" if since is not None and now - since > SILENT else None


def _recovered(name: str, since: str, told: Collection[str]) -> list[Alert]:
    """An alert was given, and there was a success since."""
    before = {
        key.removeprefix(prefix)
        for code in ("stopped", "silent")
        for key in told
        if key.startswith(prefix := f"account:{name}:{code}:")
    }
    return [Alert(account=name, code="recovered", since=earlier) for earlier in sorted(before) if earlier != since]


def _day(item: Alert, words: Catalogue) -> str:
    if item.since == _NEVER:
        return words("alert.never")
    return f"{datetime.fromisoformat(item.since).astimezone():%Y-%m-%d %H:%M}"
