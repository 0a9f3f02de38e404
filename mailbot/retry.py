"""When to try an account again: a pure function of what went wrong and how often."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from mailbot.errors import AuthenticationError, MailbotError, UsageError, WorldError

AUTH_LIMIT: Final = 3
"""Refused logins before an account is left alone: servers ban addresses that go on (failure mode 21)."""
FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=1)


class Trouble(StrEnum):
    """What kind of failure it was: the user mends the first two, time the third, a developer the last."""

    AUTHENTICATION = "authentication"
    SETTINGS = "settings"
    TRANSPORT = "transport"
    BUG = "bug"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What follows from a failure: leave the account alone (``stop``), or try again after ``wait``."""

    stop: bool
    wait: timedelta


def kind_of(error: Exception) -> Trouble:
    """Sort an error by who can do something about it."""
    if isinstance(error, AuthenticationError):
        return Trouble.AUTHENTICATION
    if isinstance(error, UsageError):
        return Trouble.SETTINGS
    if isinstance(error, WorldError):
        return Trouble.TRANSPORT
    return Trouble.BUG if not isinstance(error, MailbotError) else Trouble.TRANSPORT


def after(trouble: Trouble, failures: int, auth_failures: int) -> Verdict:
    """Decide after the ``failures``-th failure in a row, of which ``auth_failures`` were refused logins."""
    wait = min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)
    return Verdict(stop=trouble is Trouble.AUTHENTICATION and auth_failures >= AUTH_LIMIT, wait=wait)


def is_due(next_try: datetime | None, now: datetime) -> bool:
    """Say whether waiting is over."""
    return next_try is None or now >= next_try
