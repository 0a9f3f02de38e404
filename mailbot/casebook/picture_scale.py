"""The picture's measures: from time to the x axis, the marks on the axis, how wide words are, and where they do not meet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from mailbot.casebook.case import Case
from mailbot.casebook.clocks import ClockStatus, status
from mailbot.casebook.machines import SETTLED

WIDTH: Final = 1000
LEFT: Final = 110
RIGHT: Final = 16
INK: Final = "#24292f"
PALE: Final = "#6e7781"
GRID: Final = "#d0d7de"
_MONTHS: Final = (1, 2, 3, 6, 12, 24, 60, 120)
_DAYS: Final = (1, 2, 5, 7, 14)
_MARKS: Final = 14
"""Marks that the axis has room for."""
_SHORT: Final = timedelta(days=100)
"""Of a story shorter than this the axis shows days."""
_QUIET: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Scale:
    """From time to the x axis."""

    start: datetime
    end: datetime
    known: datetime
    """Until when the states are known: what comes later is not drawn as if it were."""

    def x(self, at: datetime) -> float:
        share = (at - self.start) / (self.end - self.start)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def scale_of(case: Case, now: datetime) -> Scale:
    """Return the scale of the whole story, and of what is still to come while a clock runs.

    A story that has been silent for long is not pressed to the edge by the years since.
    """
    running = [clock.at for clock in case.clocks if clock.at and status(clock, now) in (ClockStatus.RUNNING, ClockStatus.SNOOZED)]
    settled = all(state.state in SETTLED[track] for track, state in case.tracks.items())
    room = max((case.last_at - case.first_at) / 4, _QUIET)
    lately = [now] if not settled and now - case.last_at <= room else []
    newest = max([case.last_at, *lately])
    end = min(max([newest, *running]), newest + room * 2)
    margin = max((end - case.first_at) / 50, timedelta(hours=6))
    return Scale(case.first_at - margin / 4, end + margin, max(case.last_at, min(now, end + margin)))


def axis(scale: Scale, zone: ZoneInfo, top: int, bottom: int) -> Iterator[str]:
    """Yield the marks of the time axis, their lines from ``top`` to ``bottom``."""
    taken = 0.0
    for day, label in _marks(scale, zone):
        x = scale.x(day)
        yield f'<line x1="{x}" y1="{top}" x2="{x}" y2="{bottom}" stroke="{GRID}"/>'
        wide = text_width(label, 10)
        if x > taken and x + wide < WIDTH:
            yield f'<text x="{x + 2}" y="{top + 8}" font-size="10" fill="{PALE}">{label}</text>'
            taken = x + wide + 6


def _marks(scale: Scale, zone: ZoneInfo) -> Iterator[tuple[datetime, str]]:
    first, last = scale.start.astimezone(zone), scale.end.astimezone(zone)
    if last - first < _SHORT:
        yield from _days(first, last, zone)
        return
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    every = next((step for step in _MONTHS if months / step <= _MARKS), _MONTHS[-1])
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = datetime(index // 12, index % 12 + 1, 1, tzinfo=zone)
        if index % every == 0 and first <= day <= last:
            yield day, f"{day.year}-{day.month:02d}"


def _days(first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, str]]:
    days = (last.date() - first.date()).days
    every = next((step for step in _DAYS if days / step <= _MARKS), _DAYS[-1])
    for number in range(0, days + 1, every):
        date = first.date() + timedelta(days=number)
        day = datetime(date.year, date.month, date.day, tzinfo=zone)
        if first <= day <= last:
            yield day, f"{date.isoformat()}" if number <= every else f"{date.month:02d}-{date.day:02d}"


def text_width(words: str, size: float = 11) -> float:
    """Return about how wide words are: no font is measured."""
    return sum(size if east_asian_width(char) in "WFA" else size * 0.56 for char in words)


def levels(places: Sequence[float], gap: float, most: int) -> list[int]:
    """Put places along the axis, in their order, on up to ``most`` levels so that neighbours meet as little as can be."""
    ends = [-gap * 2] * most
    chosen = []
    for place in places:
        free = [level for level, end in enumerate(ends) if place - end >= gap]
        level = free[0] if free else min(range(most), key=ends.__getitem__)
        ends[level] = place
        chosen.append(level)
    return chosen
