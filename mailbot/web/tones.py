"""Which tone (a class of the style sheet) a state or a clock is shown in. Pure."""

from datetime import datetime, timedelta
from typing import Final

from classifiers.labels import ClockKind, Track
from mailbot.casebook.case import Clock
from mailbot.casebook.clocks import ClockStatus, status
from mailbot.casebook.machines import CLOSED, SETTLED

SOON: Final = timedelta(days=7)
_LOST: Final = CLOSED | {"held", "refused", "vanished", "stopped", "disposed", "failed"}


def of_track(track: str, state: str) -> str:
    """Return ``good`` for a settled state, ``bad`` for a loss, else ``open``."""
    if state in _LOST:
        return "bad"
    return "good" if state in SETTLED[Track(track)] else "open"


def of_clock(clock: Clock, now: datetime) -> str:
    """Return ``bad`` for what was missed, ``warn`` for what is near, ``good`` for what has opened, else ``mute``."""
    found = status(clock, now)
    if found is ClockStatus.MISSED:
        return "bad"
    if found is ClockStatus.MET and clock.kind is ClockKind.OPENS:
        return "good"
    near = clock.at is not None and clock.at - now <= SOON
    return "warn" if near else "mute"
