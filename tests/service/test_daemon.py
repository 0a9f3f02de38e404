"""The daemon: on schedule, one poll of an account at a time, deaf to one account's trouble, and gone when it is told to."""

import os
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import pytest
import structlog

from mailbot import daemon
from mailbot.i18n import load
from mailbot.service import status
from mailbot.service.workspace import Workspace, open_workspace
from mailbot.settings import Account, Config, Secret
from mailbot.store import runs
from tests.letters import CLOSURE, REFUSAL, SELLER, SERVER, amazon
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.fixtures import SPECIAL_USE
from tests.servers.scripted import Scripted
from tests.service.world import NOW, SHOP, everything, receive

WORDS = load("en")
OFTEN = 0.02
"""Minutes between polls: a test does not wait five."""
PATIENCE = 30.0


class Diary:
    """What is logged, as it is logged: tests wait for words of it, and never for time."""

    def __init__(self) -> None:
        self._events: queue.Queue[dict[str, Any]] = queue.Queue()
        self.read: list[dict[str, Any]] = []

    def __call__(self, _logger: object, level: str, event: dict[str, Any]) -> str:
        self._events.put({"level": level, **event})
        return ""

    def wait_for(self, event: str, **values: object) -> dict[str, Any]:
        """Return the next entry of that name and these values; an AssertionError where none comes."""
        end = monotonic() + PATIENCE
        while True:
            try:
                found = self._events.get(timeout=max(end - monotonic(), 0))
            except queue.Empty:
                raise AssertionError(f"no {event} {values} after {[item['event'] for item in self.read]}") from None
            self.read.append(found)
            if found["event"] == event and all(found.get(name) == value for name, value in values.items()):
                return found


@pytest.fixture
def diary() -> Iterator[Diary]:
    before = structlog.get_config()
    made = Diary()
    structlog.configure(processors=[made], logger_factory=structlog.ReturnLoggerFactory(), cache_logger_on_first_use=False)
    yield made
    structlog.configure(**before)


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)


@pytest.fixture
def workspace(tmp_path) -> Iterator[Callable[..., Workspace]]:
    """Make a workspace of accounts on servers; by its clock, time goes sixty times as fast."""
    opened = []

    def make(**servers: Any) -> Workspace:
        accounts = tuple(
            replace(SHOP, name=name, imap=server.settings(), poll_minutes=OFTEN)  # type: ignore[arg-type]
            for name, server in servers.items()
        )
        began = monotonic()
        context = open_workspace(
            Config(accounts=accounts, dkim_dns=False), tmp_path / "data", lambda: NOW + timedelta(minutes=monotonic() - began)
        )
        opened.append(context)
        return context.__enter__()

    yield make
    for context in opened:
        context.__exit__(None, None, None)


def test_it_polls_at_once_and_on_schedule(workspace, diary, mailbox):
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ", 1))
    with daemon.scheduling(workspace(shop=mailbox), WORDS, threading.Event()):
        assert diary.wait_for("poll.done")["stored"] == 1
        mailbox.deliver(amazon(REFUSAL, "再開できません", 2))
        assert diary.wait_for("poll.done", stored=1)


def test_fm6_fm10_it_goes_on_when_the_server_is_back(workspace, diary):
    with Dovecot.running(special_use=SPECIAL_USE) as server:
        mailbox = server.add_user()
        mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
        server.kill()
        with daemon.scheduling(workspace(shop=mailbox), WORDS, threading.Event()):
            assert diary.wait_for("poll.failed")["code"] == "error.refused"
            server.start()
            diary.wait_for("poll.recovered", account="shop")
            assert diary.wait_for("poll.done")["stored"] == 1


def test_fm40_fm66_a_poll_that_hangs_is_not_joined_by_a_second_and_holds_up_no_other_account(workspace, diary, mailbox):
    released = threading.Event()

    def hang(_command: str) -> None:
        released.wait(PATIENCE)

    with Scripted({"LOGIN": hang}) as ill:
        opened = workspace(ill=ill, well=mailbox)
        with daemon.scheduling(opened, WORDS, threading.Event()):
            for _ in range(4):  # as often as the other should have been polled too
                diary.wait_for("poll.done", account="well")
            assert len([command for command in ill.commands if command.startswith("LOGIN")]) == 1
            released.set()
            diary.wait_for("poll.failed", account="ill")


def test_one_accounts_settings_do_not_stop_another(workspace, diary, mailbox, tmp_path):
    """A password command that fails is the user's to mend; meanwhile the other shop is read."""
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    opened = workspace(ill=mailbox, well=mailbox)
    ill, well = opened.config.accounts
    mute = replace(ill, imap=replace(ill.imap, password=Secret(command=("false",))))
    with daemon.scheduling(replace(opened, config=replace(opened.config, accounts=(mute, well))), WORDS, threading.Event()):
        diary.wait_for("poll.failed", account="ill", exit_code=2)
        assert diary.wait_for("poll.done", account="well")["stored"] == 1


def test_a_bug_in_one_account_does_not_stop_another(workspace, diary, mailbox):
    opened = workspace(ill=mailbox, well=mailbox)
    ill, well = opened.config.accounts
    broken = replace(ill, addresses=None)  # what no configuration can say
    with daemon.scheduling(replace(opened, config=replace(opened.config, accounts=(broken, well))), WORDS, threading.Event()):
        assert diary.wait_for("poll.bug", account="ill")["level"] == "error"
        diary.wait_for("poll.done", account="well")


def test_fm21_a_stopped_account_is_not_asked_again_until_the_user_says_so(workspace, diary):
    with Scripted({"LOGIN": "NO [AUTHENTICATIONFAILED] no"}) as server:
        opened = workspace(shop=server)
        with daemon.scheduling(opened, WORDS, threading.Event()):
            diary.wait_for("account.stopped")
        asked = len(server.commands)
        with daemon.scheduling(opened, WORDS, threading.Event(), force=True):
            assert diary.wait_for("poll.failed")["code"] == "error.login"
        assert len(server.commands) > asked
        assert status.accounts(opened)[0].stopped is None, "one refusal, counted anew"


def test_what_an_import_left_behind_is_read(workspace, diary, mailbox):
    opened = workspace(shop=mailbox)
    receive(opened, amazon(CLOSURE, "停止のお知らせ"), account="old")
    with opened.store.write() as connection:
        connection.exec_driver_sql("UPDATE messages SET version = NULL")
    with daemon.scheduling(opened, WORDS, threading.Event()):
        diary.wait_for("poll.done")
    assert everything(opened)[0].version is not None


def test_a_poll_under_way_ends_when_the_daemon_ends(workspace, diary, mailbox):
    for number in range(3):
        mailbox.deliver(amazon(CLOSURE, "停止のお知らせ", number))
    opened, stop = workspace(shop=mailbox), threading.Event()
    stop.set()
    with daemon.scheduling(opened, WORDS, stop):
        diary.wait_for("poll.interrupted")
    with opened.store.read() as connection:
        last = runs.last(connection, "shop")
        assert last is not None
        assert last.error == "interrupted"
        assert runs.state(connection, "shop").failures == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_and_the_page_with_it(workspace, diary, mailbox, number):
    ended = threading.Event()

    def serve(stop: threading.Event) -> None:
        os.kill(os.getpid(), number)
        if stop.wait(PATIENCE):
            ended.set()

    before = signal.getsignal(number)
    daemon.run(workspace(shop=mailbox), WORDS, serve=serve)
    diary.wait_for("daemon.started")
    diary.wait_for("daemon.stopped")
    assert ended.is_set()
    assert signal.getsignal(number) is before


def test_fm65_a_job_that_was_slept_through_is_made_up_for(diary):
    """APScheduler's own grace is one second."""
    running, ran = daemon.scheduler(1), threading.Event()
    running.add_job(ran.set, "interval", hours=5, next_run_time=datetime.now(UTC) - timedelta(minutes=50))
    running.start()
    try:
        assert ran.wait(PATIENCE)
    finally:
        running.shutdown()


def test_fm65_what_was_slept_through_for_too_long_is_told(diary):
    running = daemon.scheduler(1)
    running.add_job(lambda: None, "interval", hours=5, id="poll shop", next_run_time=datetime.now(UTC) - timedelta(hours=3))
    running.start()
    try:
        assert diary.wait_for("job.missed")["job"] == "poll shop"
    finally:
        running.shutdown()


def test_fm9_a_job_that_fails_is_told(diary):
    """The scheduler swallows what a job raises."""

    def fail() -> None:
        raise ZeroDivisionError

    running = daemon.scheduler(1)
    running.add_job(fail, id="remind")
    running.start()
    try:
        assert "ZeroDivisionError" in diary.wait_for("job.bug", job="remind")["error"]
    finally:
        running.shutdown()


def test_fm20_one_connection_an_account(workspace, diary):
    """Servers count them."""
    with Dovecot.running(special_use=SPECIAL_USE, connections=1) as server:
        mailbox = server.add_user()
        with daemon.scheduling(workspace(shop=mailbox), WORDS, threading.Event()):
            for number in range(3):
                mailbox.deliver(amazon(CLOSURE, "停止のお知らせ", number))
                diary.wait_for("poll.done", stored=1)
        assert "poll.failed" not in [item["event"] for item in diary.read]


def test_nobody_to_watch_says_so(workspace):
    opened = workspace()
    lonely = replace(opened, config=Config(accounts=(Account(name="shop", addresses=(SELLER,), trusted_authserv_ids=(SERVER,)),)))
    with pytest.raises(Exception, match="no_accounts"), daemon.scheduling(lonely, WORDS, threading.Event()):
        pass
