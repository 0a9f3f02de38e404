"""Runs, and how each account stands: the last run is not the last success."""

from datetime import timedelta

from mailbot.store import runs
from mailbot.store.engine import Store
from mailbot.store.runs import AccountState
from tests.store.stores import NOW

LATER = NOW + timedelta(minutes=5)


def test_fm9_the_last_run_is_kept_apart_from_the_last_success(store: Store) -> None:
    with store.write() as connection:
        assert runs.last(connection, "shop") is None
        runs.finish(connection, runs.start(connection, "shop", NOW), NOW, {"seen": 3})
        runs.finish(connection, runs.start(connection, "shop", LATER), LATER, {}, error="error.timeout")
        runs.start(connection, "second", LATER)
        last, success = runs.last(connection, "shop"), runs.last(connection, "shop", success=True)
        assert last is not None
        assert success is not None
        assert (last.started, last.error) == (LATER, "error.timeout")
        assert (success.started, success.counts) == (NOW, {"seen": 3})


def test_a_run_that_broke_off_is_no_success(store: Store) -> None:
    with store.write() as connection:
        runs.start(connection, "shop", NOW)
        assert runs.last(connection, "shop", success=True) is None
        last = runs.last(connection, "shop")
        assert last is not None
        assert (last.finished, last.error) == (None, None)


def test_how_an_account_stands(store: Store) -> None:
    state = AccountState(auth_failures=3, failures=4, stopped="authentication", next_try=LATER)
    with store.write() as connection:
        assert runs.state(connection, "shop") == AccountState()
        runs.set_state(connection, "shop", state)
        assert runs.state(connection, "shop") == state
        runs.set_state(connection, "shop", AccountState())
        assert runs.state(connection, "shop") == AccountState()


def test_a_reminder_is_remembered(store: Store) -> None:
    with store.write() as connection:
        runs.remember_reminder(connection, "clock:3d", NOW)
        assert runs.reminded(connection) == {"clock:3d"}
