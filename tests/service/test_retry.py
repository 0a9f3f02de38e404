"""When to try again: a pure table."""

from datetime import UTC, datetime, timedelta

import pytest

from mailbot.errors import AuthenticationError, ConfigError, MailbotError, StorageError, TransportError, UsageError
from mailbot.retry import AUTH_LIMIT, LONGEST_WAIT, Trouble, after, is_due, kind_of

NOW = datetime(2018, 9, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (AuthenticationError("x"), Trouble.AUTHENTICATION),
        (UsageError("x"), Trouble.SETTINGS),
        (ConfigError("x"), Trouble.SETTINGS),
        (TransportError("x"), Trouble.TRANSPORT),
        (StorageError("x"), Trouble.TRANSPORT),
        (MailbotError("x"), Trouble.TRANSPORT),
        (ValueError("x"), Trouble.BUG),
        (OSError("x"), Trouble.BUG),
    ],
)
def test_errors_are_sorted_by_who_can_mend_them(error: Exception, kind: Trouble) -> None:
    assert kind_of(error) is kind


@pytest.mark.parametrize(("failures", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (6, 32), (7, 60), (50, 60), (10_000, 60)])
def test_each_failure_waits_twice_as_long_up_to_an_hour(failures: int, minutes: int) -> None:
    for trouble in (Trouble.TRANSPORT, Trouble.SETTINGS, Trouble.BUG):
        verdict = after(trouble, failures, 0)
        assert (verdict.stop, verdict.wait) == (False, timedelta(minutes=minutes))
    assert after(Trouble.TRANSPORT, failures, 0).wait <= LONGEST_WAIT


@pytest.mark.parametrize(("refused", "stop"), [(1, False), (AUTH_LIMIT - 1, False), (AUTH_LIMIT, True), (9, True)])
def test_fm21_only_refused_logins_stop_an_account(refused: int, stop: bool) -> None:
    assert after(Trouble.AUTHENTICATION, refused, refused).stop is stop
    assert after(Trouble.TRANSPORT, refused, refused).stop is False


def test_waiting_ends_on_the_second() -> None:
    assert is_due(None, NOW)
    assert is_due(NOW, NOW)
    assert not is_due(NOW + timedelta(seconds=1), NOW)
