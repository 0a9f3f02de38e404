"""Deadlines as an iCalendar feed (RFC 5545). The one importer of ``icalendar``.

A clock keeps its UID for ever: where the user or a later notice moves it, the same event moves with a higher SEQUENCE; where it
no longer matters, the event is cancelled.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from classifiers.labels import ClockKind
from mailbot.casebook.case import Case, Clock
from mailbot.casebook.clocks import ClockStatus, status
from mailbot.casebook.events import EventKind
from mailbot.casebook.wording import Words, words_for

_PRODUCT: Final = "-//mailbot//deadlines//"
_GONE: Final = (ClockStatus.MOOT, ClockStatus.EXTENDED)


def calendar_of(cases: Iterable[Case], language: str, now: datetime) -> bytes:
    """Return the deadlines of cases as an .ics file. A deadline of days is an all-day event, one of hours a moment."""
    calendar = Calendar()
    calendar.add("prodid", f"{_PRODUCT}{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("calscale", "GREGORIAN")
    for case in cases:
        words = words_for(case, language)
        for chain in _chains(case.clocks):
            calendar.add_component(_event(case, chain, words, now))
    return bytes(calendar.to_ical())


def uid_of(case_id: str, clock: Clock) -> str:
    """Return the UID of a clock that began a chain."""
    digest = hashlib.sha256(clock.id.encode()).hexdigest()
    return f"{case_id}-{digest[:16]}@mailbot"


def _chains(clocks: Sequence[Clock]) -> list[list[Clock]]:
    """Group each clock with those that later notices put in its place, oldest first; a replaced one has one successor."""
    chains: dict[str, list[Clock]] = {}
    for clock in clocks:
        if clock.at is None:
            continue
        before = [chain for chain in chains.values() if chain[-1].superseded_by == clock.id]
        if before:
            before[0].append(clock)
        else:
            chains[clock.id] = [clock]
    return list(chains.values())


def _event(case: Case, chain: Sequence[Clock], words: Words, now: datetime) -> Event:
    clock = chain[-1]
    assert clock.at is not None
    found = status(clock, now)
    changed = _changes(case, chain)
    event = Event()
    event.add("uid", uid_of(case.id, chain[0]))
    event.add("dtstamp", now)
    event.add("last-modified", max([clock.noticed, *changed]))
    event.add("sequence", len(chain) - 1 + len(changed))
    event.add("summary", f"{words.clock(clock)} [{case.account}]")
    event.add("description", "\n".join(_description(clock, words, now)))
    event.add("status", "CANCELLED" if found in _GONE else "CONFIRMED" if clock.confirmed else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    local = clock.at.astimezone(ZoneInfo(clock.timezone))
    edge = (23, 59) if clock.kind is ClockKind.DUE else (0, 0)
    if (local.hour, local.minute) == edge:
        event.add("dtstart", local.date())
        event.add("dtend", local.date() + timedelta(days=1))
    else:
        event.add("dtstart", clock.at.astimezone(ZoneInfo("UTC")))
    return event


def _changes(case: Case, chain: Sequence[Clock]) -> list[datetime]:
    """Return when something was done to a clock: by the user, or by what made it moot."""
    names = {clock.id for clock in chain}
    moments = [event.at for event in case.events if event.kind is EventKind.DECISION and event.data.get("clock") in names]
    return moments + [clock.moot_at for clock in chain if clock.moot_at and clock.at and clock.moot_at <= clock.at]


def _description(clock: Clock, words: Words, now: datetime) -> Iterable[str]:
    if clock.quote:
        yield words.text("timeline.quote", quote=clock.quote)
    yield words.clock_status(clock, now)
    yield words.clock_source(clock)
    if others := words.readings(clock):
        yield others
    if not clock.confirmed:
        yield words.text("case_clock.provisional")
