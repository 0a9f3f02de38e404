"""Watching accounts: runs are written down, failures sorted by who can mend them, and nobody is locked out by us."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from mailbot.errors import UsageError
from mailbot.service import status, watch
from mailbot.service.status import AccountStatus
from mailbot.service.workspace import Workspace, open_workspace
from mailbot.settings import Account, Config
from tests.letters import CLOSURE, SELLER, SERVER, amazon
from tests.servers.dovecot import PASSWORD, Dovecot, Mailbox
from tests.servers.fixtures import SPECIAL_USE
from tests.servers.scripted import Scripted
from tests.service.world import NOW, at, everything, shop, world


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with Dovecot.running(special_use=SPECIAL_USE) as made:
        yield made


def stands(opened: Workspace) -> AccountStatus:
    return status.accounts(opened)[0]


def open_files() -> int:
    """Files and sockets of this process; 0 where the system does not tell."""
    place = Path("/proc/self/fd")
    return len(list(place.iterdir())) if place.exists() else 0


def look(opened: Workspace, when: datetime = NOW, **how: bool) -> watch.Outcome:
    with at(opened, when) as then:
        return watch.look(then, shop(then), **how)


@contextmanager
def two(folder: Path, *mailboxes: Mailbox | Scripted) -> Iterator[Workspace]:
    """Accounts one and two."""
    accounts = tuple(
        Account(name=name, addresses=(SELLER,), trusted_authserv_ids=(SERVER,), imap=mailbox.settings())
        for name, mailbox in zip(("one", "two"), mailboxes, strict=True)
    )
    with open_workspace(Config(accounts=accounts, dkim_dns=False), folder, lambda: NOW) as opened:
        yield opened


def test_a_run_is_written_down(tmp_path, mailbox):
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    with world(tmp_path, mailbox) as opened:
        outcome = look(opened)
        assert (outcome.counts.stored, outcome.error, outcome.exit_code) == (1, None, 0)
        found = stands(opened)
        assert (found.last_run, found.last_success, found.last_error, found.failures) == (NOW, NOW, None, 0)


def test_fm9_fm12_status_tells_the_last_success_apart_from_the_last_run(tmp_path, server):
    mailbox = server.add_user()
    later = NOW + timedelta(hours=2)
    with world(tmp_path, mailbox) as opened:
        look(opened)
        server.kill()
        look(opened, later)
        found = stands(opened)
        assert (found.last_run, found.last_success) == (later, NOW)
        assert (found.last_error, found.failures, found.stopped) == ("error.refused", 1, None)
        assert found.next_try is not None
        assert found.next_try > later


def test_fm6_fm10_a_recovery_is_noticed_and_told(tmp_path, server):
    mailbox = server.add_user()
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    with world(tmp_path, mailbox) as opened:
        server.kill()
        for hour in range(3):
            assert look(opened, NOW + timedelta(hours=hour)).exit_code == 3
        server.start()
        with capture_logs() as told:
            assert look(opened, NOW + timedelta(hours=4)).counts.stored == 1
        assert {"event": "poll.recovered", "account": "shop", "failures": 3, "log_level": "info"} in told
        assert (stands(opened).failures, stands(opened).last_error, stands(opened).next_try) == (0, None, None)


def test_a_failing_account_waits_longer_and_longer_and_a_person_need_not_wait(tmp_path, server):
    mailbox = server.add_user()
    with world(tmp_path, mailbox) as opened:
        server.kill()
        look(opened)
        assert look(opened, NOW + timedelta(seconds=59)).skipped
        assert not look(opened, NOW + timedelta(seconds=60)).skipped
        assert look(opened, NOW + timedelta(seconds=179)).skipped
        assert look(opened, NOW + timedelta(seconds=90), at_once=True).exit_code == 3
        assert stands(opened).failures == 3


def test_fm7_a_bug_is_no_reason_to_hurry(tmp_path, mailbox):
    """A defect of ours does not become a loop of logins."""

    def defect(_stage: str, _done: int, _total: int) -> None:
        raise ZeroDivisionError

    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    with world(tmp_path, mailbox) as opened, capture_logs() as told:
        outcome = watch.look(opened, shop(opened), progress=defect)
        assert outcome.exit_code == 70
        assert look(opened).skipped
        assert stands(opened).last_error == "ZeroDivisionError"
        assert [item["event"] for item in told] == ["poll.bug"]
        assert look(opened, NOW + timedelta(minutes=2)).counts.stored == 1


def test_fm8_failing_for_long_leaves_nothing_behind(tmp_path, server):
    mailbox = server.add_user()
    server.kill()
    with world(tmp_path, mailbox) as opened:
        look(opened)
        threads, files = threading.active_count(), open_files()
        for hour in range(1, 25):
            assert look(opened, NOW + timedelta(hours=2 * hour)).exit_code == 3
        assert (threading.active_count(), open_files()) == (threads, files)


def test_fm21_fm27_after_three_refused_logins_the_account_is_left_alone_and_says_so(tmp_path, mailbox, monkeypatch):
    monkeypatch.setenv("MAILBOT_PASSWORD", "wrong")
    with world(tmp_path, mailbox) as opened:
        with capture_logs() as told:
            for hour in range(3):
                assert look(opened, NOW + timedelta(hours=hour)).exit_code == 2
        assert told[-1] == {"event": "account.stopped", "account": "shop", "refused": 3, "log_level": "error"}
        assert stands(opened).stopped == "authentication"
        monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)
        outcome = look(opened, NOW + timedelta(days=30), at_once=True)  # right now, but nobody said so
        assert (outcome.skipped, outcome.exit_code) == (True, 2)
        assert outcome.error is not None
        assert outcome.error.code == "error.account_stopped"
        assert look(opened, NOW + timedelta(days=30), force=True).exit_code == 0
        assert stands(opened).stopped is None


def test_fm22_one_refused_login_is_forgotten_with_the_next_success(tmp_path, mailbox, monkeypatch):
    with world(tmp_path, mailbox) as opened:
        for hour in range(0, 12, 3):
            monkeypatch.setenv("MAILBOT_PASSWORD", "wrong")
            assert look(opened, NOW + timedelta(hours=hour)).exit_code == 2
            assert look(opened, NOW + timedelta(hours=hour + 1)).exit_code == 2
            monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)
            assert look(opened, NOW + timedelta(hours=hour + 2)).exit_code == 0
        assert stands(opened).stopped is None


def test_fm21_a_broken_connection_between_refused_logins_says_nothing_of_the_password(tmp_path):
    with Scripted({"LOGIN": "NO [AUTHENTICATIONFAILED] no"}) as server, world(tmp_path, server) as opened:
        refused, cut = server.script, {**server.script, "LOGIN": None}
        for hour, script in enumerate((refused, cut, refused, cut, refused)):
            server.script = script
            look(opened, NOW + timedelta(hours=2 * hour))
        assert stands(opened).stopped == "authentication"


def test_fm22_a_login_refused_for_now_never_stops_an_account(tmp_path):
    with Scripted({"LOGIN": "NO [UNAVAILABLE] try later"}) as server, world(tmp_path, server) as opened:
        for hour in range(5):
            assert look(opened, NOW + timedelta(hours=2 * hour)).exit_code == 3
        assert (stands(opened).stopped, stands(opened).failures) == (None, 5)


def test_a_missing_password_is_the_users_to_mend_and_no_refused_login(tmp_path, mailbox, monkeypatch):
    monkeypatch.delenv("MAILBOT_PASSWORD")
    with world(tmp_path, mailbox) as opened:
        for hour in range(5):
            assert look(opened, NOW + timedelta(hours=2 * hour)).exit_code == 2
        assert stands(opened).stopped is None


def test_one_accounts_trouble_is_not_anothers(tmp_path, mailbox):
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    with Scripted({"LOGIN": None}) as ill, two(tmp_path, ill, mailbox) as opened:
        outcomes = [watch.look(opened, account) for account in watch.watched(opened)]
        assert [outcome.exit_code for outcome in outcomes] == [3, 0]
        assert outcomes[1].counts.stored == 1


def test_accounts_that_are_polled_at_the_same_time_keep_to_themselves(tmp_path, dovecot):
    """Each with its own counts and cases, though they write into one store."""
    mailboxes = [dovecot.add_user(), dovecot.add_user()]
    for mailbox in mailboxes:
        for number in range(10):
            mailbox.deliver(amazon(CLOSURE, "停止のお知らせ", number))
    outcomes: dict[str, watch.Outcome] = {}
    with two(tmp_path, *mailboxes) as opened:

        def poll(account: Account) -> None:
            outcomes[account.name] = watch.look(opened, account)

        threads = [threading.Thread(target=poll, args=(account,)) for account in watch.watched(opened)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {name: outcome.counts.stored for name, outcome in outcomes.items()} == {"one": 10, "two": 10}
        found = everything(opened)
        assert len(found) == 20
        assert len({(item.account, item.case_id) for item in found}) == 2


def test_a_poll_that_is_told_to_end_ends_and_keeps_what_it_has(tmp_path, mailbox):
    for number in range(4):
        mailbox.deliver(amazon(CLOSURE, "停止のお知らせ", number))

    def end(stage: str, done: int, _total: int) -> None:
        if stage == "reading" and done == 2:
            raise watch.Interrupted

    with world(tmp_path, mailbox) as opened:
        outcome = watch.look(opened, shop(opened), progress=end)
        assert (outcome.skipped, outcome.exit_code) == (True, 0)
        assert (stands(opened).failures, stands(opened).last_success) == (0, None)
        assert look(opened).counts.stored == 4


def test_without_a_mailbox_there_is_nothing_to_watch(tmp_path):
    with world(tmp_path) as opened, pytest.raises(UsageError, match="no_accounts"):
        watch.watched(opened)


def test_fm27_a_stopped_account_does_not_stop_the_others(tmp_path, mailbox, monkeypatch):
    with two(tmp_path, mailbox, mailbox) as opened:
        first, second = watch.watched(opened)
        assert first.imap is not None
        wrong = replace(first, imap=replace(first.imap, username="nobody@example.jp"))
        for hour in range(4):
            with at(opened, NOW + timedelta(hours=hour)) as then:
                watch.look(then, wrong)
                assert watch.look(then, second).exit_code == 0
        assert [item.stopped for item in status.accounts(opened)] == ["authentication", None]
