"""Polling accounts with care: runs are written down, failures sorted, an account that refuses the login left alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from mailbot import retry, secrets
from mailbot.errors import MailbotError, UsageError
from mailbot.logs import logger
from mailbot.retry import Trouble
from mailbot.service.counts import Counts
from mailbot.service.poll import poll
from mailbot.service.workspace import Workspace
from mailbot.settings import Account
from mailbot.store import runs
from mailbot.store.runs import AccountState

log = logger()
Progress = Callable[[str, int, int], None]


class Interrupted(Exception):  # noqa: N818 - nothing went wrong
    """Raised by a ``progress`` of ``look``: the daemon is to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one poll ended. ``error`` is None on success; a bug has ``exit_code`` 70 and stands in the log whole."""

    account: str
    counts: Counts
    error: MailbotError | None = None
    exit_code: int = 0
    skipped: bool = False


def watched(workspace: Workspace) -> tuple[Account, ...]:
    """Return the accounts that have a mailbox; UsageError where there is none."""
    accounts = tuple(account for account in workspace.config.accounts if account.imap is not None)
    if not accounts:
        raise UsageError("error.no_accounts")
    return accounts


def look(
    workspace: Workspace, account: Account, *, force: bool = False, at_once: bool = False, progress: Progress | None = None
) -> Outcome:
    """Poll one account now, unless it was stopped or still waits. Never raises for what a server or a mail does.

    ``at_once`` does not wait until a back-off is over: a person asks. ``force`` polls a stopped account, too, and forgets that
    its login was refused. ``progress`` may raise ``Interrupted``: the poll ends there, and what it stored stays.
    """
    with workspace.store.read() as connection:
        state = runs.state(connection, account.name)
    if not force and state.stopped:
        stopped = UsageError("error.account_stopped", account=account.name, count=state.auth_failures)
        return Outcome(account=account.name, counts=Counts(), error=stopped, exit_code=stopped.exit_code, skipped=True)
    if not (force or at_once) and not retry.is_due(state.next_try, workspace.now()):
        return Outcome(account=account.name, counts=Counts(), skipped=True)
    return _run(workspace, account, AccountState() if force else state, progress)


def _run(workspace: Workspace, account: Account, state: AccountState, progress: Progress | None) -> Outcome:
    with workspace.store.write() as connection:
        run = runs.start(connection, account.name, workspace.now())
    try:
        assert account.imap is not None
        password = secrets.resolve(account.imap.password, account.imap.username)
        counts = poll(workspace, account, password, progress)
    except Interrupted:
        log.info("poll.interrupted", account=account.name)
        with workspace.store.write() as connection:
            runs.finish(connection, run, workspace.now(), {}, error="interrupted")
        return Outcome(account=account.name, counts=Counts(), skipped=True)
    except MailbotError as error:
        log.warning("poll.failed", account=account.name, code=error.code, exit_code=error.exit_code)
        _failed(workspace, account, run, state, retry.kind_of(error), error.code)
        return Outcome(account=account.name, counts=Counts(), error=error, exit_code=error.exit_code)
    except Exception as error:
        log.exception("poll.bug", account=account.name)
        _failed(workspace, account, run, state, Trouble.BUG, type(error).__name__)
        return Outcome(account=account.name, counts=Counts(), error=MailbotError("error.bug"), exit_code=70)
    with workspace.store.write() as connection:
        runs.finish(connection, run, workspace.now(), counts.to_json())
        runs.set_state(connection, account.name, AccountState())
    if state.failures:
        log.info("poll.recovered", account=account.name, failures=state.failures)
    log.info("poll.done", account=account.name, **counts.to_json())
    return Outcome(account=account.name, counts=counts)


def _failed(  # noqa: PLR0913, PLR0917 - one fact each
    workspace: Workspace, account: Account, run: int, state: AccountState, trouble: Trouble, code: str
) -> None:
    # Only a success forgets a refused login: a broken connection in between says nothing about the password.
    refused = state.auth_failures + (trouble is Trouble.AUTHENTICATION)
    failures = state.failures + 1
    verdict = retry.after(trouble, failures, refused)
    now: datetime = workspace.now()
    with workspace.store.write() as connection:
        runs.finish(connection, run, now, {}, error=code)
        runs.set_state(
            connection,
            account.name,
            AccountState(
                auth_failures=refused,
                failures=failures,
                stopped=trouble.value if verdict.stop else None,
                next_try=now + verdict.wait,
            ),
        )
    if verdict.stop:
        log.error("account.stopped", account=account.name, refused=refused)
