"""The daemon: polls on a schedule, reminds, serves the review page, and ends cleanly. The one importer of APScheduler."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import FrameType
from typing import Any, Final

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from mailbot import study
from mailbot.errors import MailbotError
from mailbot.i18n import Catalogue
from mailbot.logs import logger
from mailbot.service import alerts, remind, watch
from mailbot.service.process import process_rest
from mailbot.service.workspace import Workspace
from mailbot.settings import Account

log = logger()

GRACE_SECONDS: Final = 3600
"""A poll that a sleeping laptop missed is made up within the hour; APScheduler's default of 1 s would drop it (fm 65)."""
REMIND_MINUTES: Final = 10
STUDY_MINUTES: Final = 60
"""How often to ask whether it is time to train; ``lessons`` says when it is."""


def run(
    workspace: Workspace, words: Catalogue, *, force: bool = False, serve: Callable[[threading.Event], None] | None = None
) -> None:
    """Watch every account until SIGINT or SIGTERM. ``serve`` is given the event that ends it, in a thread of its own."""
    stop = threading.Event()
    with _signals(stop), _serving(serve, stop), scheduling(workspace, words, stop, force=force):
        log.info("daemon.started", accounts=[account.name for account in watch.watched(workspace)])
        while not stop.wait(timeout=1):  # a bare wait() is deaf to Ctrl-C on Windows
            pass
        log.info("daemon.stopping")
    log.info("daemon.stopped")


@contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    names = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in names}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _serving(serve: Callable[[threading.Event], None] | None, stop: threading.Event) -> Iterator[None]:
    if serve is None:
        yield
        return
    thread = threading.Thread(target=serve, args=(stop,), name="review-page")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)


def scheduler(jobs: int) -> BackgroundScheduler:
    """Return a scheduler that makes up for what it slept through, runs a job once at a time, and tells of what fails.

    ``jobs``: so many may hang at the same time without holding up another.
    """
    made = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(jobs)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE_SECONDS},
        timezone="UTC",
    )
    made.add_listener(_tell, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
    return made


@contextmanager
def scheduling(workspace: Workspace, words: Catalogue, stop: threading.Event, *, force: bool = False) -> Iterator[None]:
    """Poll every account, remind and train, in threads, as long as the context lasts; ``stop`` is set at its end."""
    accounts = watch.watched(workspace)
    running = scheduler(len(accounts) + 2)
    for account in accounts:
        _add_account(running, workspace, account, stop, force=force)
    running.add_job(
        _tick, "interval", args=(workspace, words), minutes=REMIND_MINUTES, id="remind", next_run_time=datetime.now(UTC)
    )
    running.add_job(study.if_due, "interval", args=(workspace, stop), minutes=STUDY_MINUTES, id="train")
    running.start()
    try:
        yield
    finally:
        stop.set()
        running.shutdown(wait=True)  # a poll under way ends after its batch: nothing is half stored either way


def _add_account(running: Any, workspace: Workspace, account: Account, stop: threading.Event, *, force: bool) -> None:
    """Poll an account at once, then on schedule. A forced poll is the first only: then refused logins count again."""
    poll = _Poll(workspace=workspace, account=account, stop=stop, force=force)
    running.add_job(
        poll.run,
        "interval",
        minutes=account.poll_minutes,
        jitter=min(30, account.poll_minutes * 6),
        id=f"poll {account.name}",
        next_run_time=datetime.now(UTC),  # the scheduler's clock is the real one, whatever --now says
    )


@dataclass(slots=True, kw_only=True)
class _Poll:
    """One account's job."""

    workspace: Workspace
    account: Account
    stop: threading.Event
    force: bool

    def run(self) -> None:
        force, self.force = self.force, False
        watch.look(self.workspace, self.account, force=force, progress=self._go_on)

    def _go_on(self, _stage: str, _done: int, _total: int) -> None:
        if self.stop.is_set():
            raise watch.Interrupted


def _tick(workspace: Workspace, words: Catalogue) -> None:
    process_rest(workspace, [account.name for account in watch.watched(workspace)])
    remind.catch_up(workspace)
    remind.remind(workspace, words)
    alerts.alert(workspace, words)
    remind.retain(workspace)


def _tell(event: JobExecutionEvent) -> None:
    """APScheduler swallows what a job raises; a listener is the only way to hear of it."""
    if isinstance(event.exception, MailbotError):
        log.error("job.failed", job=event.job_id, code=event.exception.code)
    elif event.exception is not None:
        log.error("job.bug", job=event.job_id, error=repr(event.exception), traceback=event.traceback)
    else:
        log.warning("job.missed", job=event.job_id, planned=event.scheduled_run_time.isoformat())
