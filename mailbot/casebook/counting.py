"""Counting a deadline: days, hours, calendar months, business days, in a zone.

The first day is not counted (初日不算入, Civil Code of Japan art. 140), and the last runs to its end. Hours are absolute time: a
change to summer time does not lengthen them. A month that lacks the day ends on its last (art. 143).
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from classifiers.labels import ClockKind, Unit

_END_OF_DAY: Final = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a notice states it; months are calendar months."""

    length: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deadline runs: the marketplace's zone and its business days."""

    zone: ZoneInfo
    is_workday: Callable[[date], bool]


def count(start: datetime, span: Span, kind: ClockKind, place: Place) -> datetime:
    """Return the instant that ``span`` after ``start`` comes to, in the zone of ``place``.

    A ``due`` instant is the last second of its day, an ``opens`` instant the first; hours are exact. OverflowError or
    ValueError past year 9999.
    """
    if span.unit is Unit.HOURS:
        return (start.astimezone(UTC) + timedelta(hours=span.length)).astimezone(place.zone)
    day = start.astimezone(place.zone).date()
    if span.unit is Unit.MONTHS:
        day = add_months(day, span.length)
    elif span.unit is Unit.BUSINESS_DAYS:
        day = add_workdays(day, span.length, place.is_workday)
    else:
        day += timedelta(days=span.length)
    return edge(day, kind, place.zone)


def edge(day: date, kind: ClockKind, zone: ZoneInfo) -> datetime:
    """Return the last second of a day for a ``due`` clock, the first for ``opens``."""
    return datetime.combine(day, _END_OF_DAY if kind is ClockKind.DUE else time(), zone)


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the last day of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_workdays(day: date, length: int, is_workday: Callable[[date], bool]) -> date:
    """Return the ``length``-th business day after ``day``, which itself is not counted."""
    while length > 0:
        day += timedelta(days=1)
        length -= is_workday(day)
    return day
