"""The clocks of a case: what is due and what opens, as the notices and the policy table have it.

Printed beats table. A disputed start or two readings give alternatives: a ``due`` clock leads with the earliest, an ``opens``
clock with the latest. What became of a clock later is ``fates``; what it is at a given hour, ``status``.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from classifiers.labels import ClockKind, Direction, Start, Track, Unit
from mailbot.casebook.case import Alternative, Clock
from mailbot.casebook.counting import Place, Span, count
from mailbot.casebook.events import CaseEvent, EventKind
from mailbot.casebook.policy import Policy, PolicyRow
from mailbot.casebook.starts import StartPoint, World
from mailbot.casebook.walk import Walks

PRINTED: Final = "printed"
_LONGEST: Final = {Unit.HOURS: 24 * 3660, Unit.DAYS: 3660, Unit.BUSINESS_DAYS: 2600, Unit.MONTHS: 120}
"""Ten years: what is longer is no deadline but a slip of the reader, or of somebody who would like us to count for ever."""


class ClockStatus(StrEnum):
    """What a clock is at a given time."""

    RUNNING = "running"
    MET = "met"
    """A due clock: answered in time. An opens clock: its day has come."""
    MISSED = "missed"
    MOOT = "moot"
    EXTENDED = "extended"
    """A later notice set another time."""
    SNOOZED = "snoozed"
    UNKNOWN = "unknown"
    """Nothing says when it started."""


def name_of(clock: Clock) -> str:
    """Return the short name by which a person names a clock: six digits of its id's digest. It stays for ever."""
    return hashlib.sha256(clock.id.encode()).hexdigest()[:6]


def status(clock: Clock, now: datetime) -> ClockStatus:
    """Say what a clock is at ``now``."""
    if clock.at is None:
        return ClockStatus.UNKNOWN
    heard = min(now, clock.at)
    answered = clock.met_at is not None and clock.met_at <= heard
    come = clock.kind is ClockKind.OPENS and clock.at <= now
    if clock.superseded_at is not None and clock.superseded_at <= now:
        result = ClockStatus.EXTENDED
    elif clock.moot_at is not None and clock.moot_at <= heard:
        result = ClockStatus.MOOT
    elif answered or come:
        result = ClockStatus.MET
    elif clock.at < now:
        result = ClockStatus.MISSED
    else:
        snoozed = clock.snoozed_until is not None and now < clock.snoozed_until
        result = ClockStatus.SNOOZED if snoozed else ClockStatus.RUNNING
    return result


@dataclass(frozen=True, slots=True)
class Rules:
    """What clocks are reckoned by beside the notices: the policy table, and business days by (marketplace, day)."""

    policy: Policy
    calendar: Callable[[str, date], bool]


@dataclass(frozen=True, slots=True)
class _Reckoner:
    """Counts from one message, by what is believed with it."""

    message: CaseEvent
    world: World
    rules: Rules

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.message.data["timezone"])

    def reading(self, start: StartPoint, span: Span, kind: ClockKind, row: PolicyRow | None = None) -> Alternative:
        place = Place(self.zone, partial(self.rules.calendar, self.message.data["marketplace"]))
        return Alternative(
            at=count(start.at, span, kind, place),
            length=span.length,
            unit=span.unit,
            start=start.name,
            start_at=start.at,
            source=row.id if row else PRINTED,
            confirmed_by=row.confirmed_by if row else None,
        )

    def starts(self, start: Start) -> list[StartPoint]:
        return self.world.starts(start, self.message.at)


def clocks_of(events: Sequence[CaseEvent], walks: Walks, rules: Rules) -> tuple[Clock, ...]:
    """Return every clock of the case, in the order in which the notices brought them. ``events`` stand in their order."""
    confirmed = World([event for event in events if event.confirmed], walks.settled)
    everything = World(events, walks.apparent)
    printed: dict[str, list[CaseEvent]] = {}
    for event in events:
        if event.kind is EventKind.CLOCK and event.message is not None:
            printed.setdefault(event.message, []).append(event)
    clocks: list[Clock] = []
    for event in events:
        if event.kind is EventKind.MESSAGE and event.message and event.data["direction"] == Direction.INCOMING:
            reckoner = _Reckoner(event, confirmed if event.confirmed else everything, rules)
            clocks += _printed(reckoner, printed.get(event.message, ()))
            clocks += _from_table(reckoner, clocks)
    return tuple(_once(clocks))


def _printed(reckoner: _Reckoner, events: Sequence[CaseEvent]) -> list[Clock]:
    groups: dict[str, list[CaseEvent]] = {}
    for event in events:
        # Two days from which the same may be asked are two readings; two things to do have a clock each.
        opens = event.data["kind"] == ClockKind.OPENS
        groups.setdefault(event.data["track"] if opens else event.key, []).append(event)
    clocks = []
    for group in groups.values():
        data = group[0].data
        readings = [reading for event in group for reading in _readings(reckoner, event.data)]
        clock = _clock(reckoner.message, readings, group[0].key, Track(data["track"]), ClockKind(data["kind"]))
        beside = _beside(reckoner, clock) if clock.kind is ClockKind.OPENS else ()
        clocks.append(replace(clock, quote=data["quote"], also=data["also"], alternatives=(*clock.alternatives, *beside)))
    return clocks


def _beside(reckoner: _Reckoner, clock: Clock) -> list[Alternative]:
    """Return other days that the table has for the same: shown beside what is printed, never before it."""
    label = reckoner.message.data["label"]
    rows = [row for row in reckoner.rules.policy if (row.on, row.track, row.kind) == (label, clock.track, clock.kind)]
    readings = [reading for row in rows if _applies(row, reckoner) for reading in _table_readings(reckoner, row)]
    known = {reading.at for reading in clock.alternatives}
    return [reading for reading in readings if reading.at not in known]


def _readings(reckoner: _Reckoner, data: Any) -> list[Alternative]:
    """Return the instants that one printed deadline may mean; none where its start is unknown."""
    if data["at"] is not None:
        at = datetime.fromisoformat(data["at"])
        return [Alternative(at=at, length=None, unit=None, start=None, start_at=None, source=PRINTED)]
    if data["length"] is None or data["unit"] is None or data["start"] is None:
        return []
    if not 0 <= data["length"] <= _LONGEST[Unit(data["unit"])]:
        return []
    kind, span = ClockKind(data["kind"]), Span(data["length"], Unit(data["unit"]))
    readings = [reckoner.reading(start, span, kind) for start in reckoner.starts(Start(data["start"]))]
    disputed = _disputed(reckoner, readings) if data["track"] == Track.FUNDS else []
    return readings + [reckoner.reading(start, span, kind) for start in disputed]


def _disputed(reckoner: _Reckoner, readings: Sequence[Alternative]) -> list[StartPoint]:
    """Consultants report that Amazon counts the money's time from the last final refusal too, where one came before the day.

    A refusal after the day changes nothing: else each form letter would push away the day on which the money may be asked for.
    """
    if not readings or readings[0].start != Start.CLOSURE:
        return []
    finals = reckoner.world.refusals(readings[0].at, final=True)
    later = [at for at in finals if at > reckoner.message.at]
    return [StartPoint(Start.LAST_REFUSAL.value, at) for at in later[-1:]]


def _from_table(reckoner: _Reckoner, known: Sequence[Clock]) -> list[Clock]:
    """Return the clocks that the table gives a message, but for what a notice of the same matter printed."""
    message = reckoner.message
    purposes: dict[str, list[PolicyRow]] = {}
    for row in reckoner.rules.policy:
        if row.on == message.data["label"] and _applies(row, reckoner):
            purposes.setdefault(row.purpose, []).append(row)
    clocks = []
    for purpose, rows in purposes.items():
        track, kind = rows[0].track, rows[0].kind
        standing = [clock for clock in known if (clock.track, clock.kind) == (track, kind)]
        if not any(clock.message == message.message or _same_matter(clock, reckoner) for clock in standing):
            readings = [reading for row in rows for reading in _table_readings(reckoner, row)]
            clocks.append(_clock(message, readings, f"{message.message}:table:{purpose}", track, kind))
    return clocks


def _same_matter(clock: Clock, reckoner: _Reckoner) -> bool:
    """Say whether a clock of the money stands already: a closure that is said again starts no second one."""
    begun = reckoner.world.closures(reckoner.message.at)
    return bool(begun) and clock.noticed >= begun[0] and clock.track is Track.FUNDS


def _applies(row: PolicyRow, reckoner: _Reckoner) -> bool:
    message = reckoner.message
    if row.state is not None and reckoner.world.state(row.track, message.at) != row.state:
        return False
    starts = reckoner.starts(row.start)
    return bool(starts) and row.holds(message.data["marketplace"], starts[0].at.astimezone(reckoner.zone).date())


def _table_readings(reckoner: _Reckoner, row: PolicyRow) -> list[Alternative]:
    span = Span(row.length, row.unit)
    readings = [reckoner.reading(start, span, row.kind, row) for start in reckoner.starts(row.start)[:1]]
    disputed = _disputed(reckoner, readings) if row.track is Track.FUNDS else []
    return readings + [reckoner.reading(start, span, row.kind, row) for start in disputed]


def _clock(message: CaseEvent, readings: Sequence[Alternative], name: str, track: Track, kind: ClockKind) -> Clock:
    ordered = sorted(readings, key=lambda item: item.at, reverse=kind is ClockKind.OPENS)
    lead = ordered[0] if ordered else None
    return Clock(
        id=name,
        kind=kind,
        track=track,
        at=lead.at if lead else None,
        quote="",
        source=lead.source if lead else PRINTED,
        message=message.message,
        noticed=message.at,
        timezone=message.data["timezone"],
        confirmed=message.confirmed,
        label=message.data["label"],
        table_confirmed_by=lead.confirmed_by if lead else None,
        alternatives=tuple(ordered),
    )


def _once(clocks: Sequence[Clock]) -> list[Clock]:
    """Keep the first of clocks that name the same instant for the same thing; a confirmed one before an unproven."""
    kept: dict[Any, Clock] = {}
    for clock in clocks:
        name = (clock.track, clock.kind, clock.at) if clock.at else clock.id
        if name not in kept or (clock.confirmed and not kept[name].confirmed):
            kept[name] = clock
    return list(kept.values())
