"""Reminders of a case's clocks: ahead, at hours when a person is awake, once each.

Only the newest stage that is due is given, so that a daemon that slept says one thing, not four. What was missed long ago is
told by the timeline, never by an alarm: opening a case again fires none (osTicket issue 5955). A night's reminder waits for the
morning, unless the deadline falls before it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from classifiers.labels import ClockKind, Unit
from mailbot.casebook.case import Asked, Case, Clock
from mailbot.casebook.clocks import ClockStatus, status
from mailbot.casebook.rows import references
from mailbot.casebook.wording import words_for

DAYS_AHEAD: Final = (7, 3, 1, 0)
HOURS_AHEAD: Final = (48, 24, 6, 2)
"""For deadlines in hours, and those of less than four days."""
SHORT: Final = timedelta(days=4)
OVERDUE_FOR: Final = timedelta(days=3)
"""How long after a missed deadline its alarm may still be given."""
OPEN_FOR: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Awake:
    """The hours of a day in which a person is awake: from ``start`` to before ``end``, in ``zone`` (the case's, if None)."""

    start: int = 8
    end: int = 21
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One reminder. ``key`` names clock, time and stage: once it was given, it is not given again."""

    key: str
    at: datetime
    """When it was due to be given."""
    case_id: str
    clock: Clock
    stage: str
    """``7d``, ``3d``, ``1d``, ``0d``, ``48h`` …, ``missed``, ``open`` or ``again`` (a snooze is over)."""
    missing: tuple[Asked, ...]
    """What the newest notice asks for and nothing was sent for."""


_Stage = tuple[str, datetime]


def reminders(case: Case, now: datetime, sent_keys: Collection[str], awake: Awake | None = None) -> tuple[Reminder, ...]:
    """Return what to remind of at ``now``, at most one a clock, the nearest deadline first."""
    awake = awake or Awake()
    found = []
    for clock in case.clocks:
        stage = _due_stage(case, clock, now, awake)
        if stage is not None and _may_wake(clock, now, _zone(case, awake), awake):
            reminder = _reminder(case, clock, stage)
            if reminder.key not in sent_keys:
                found.append(reminder)
    return tuple(sorted(found, key=lambda item: (item.clock.at or now, item.key)))


def upcoming(case: Case, now: datetime, awake: Awake | None = None) -> tuple[Reminder, ...]:
    """Return the reminders that are still to come, as things stand at ``now``."""
    awake = awake or Awake()
    found = [
        _reminder(case, clock, stage)
        for clock in case.clocks
        if status(clock, now) in (ClockStatus.RUNNING, ClockStatus.SNOOZED)
        for stage in _stages(clock, _zone(case, awake), awake)
        if stage[1] > now and stage[0] != "missed"
    ]
    return tuple(sorted(found, key=lambda item: (item.at, item.key)))


def moments(case: Case, awake: Awake | None = None) -> tuple[datetime, ...]:
    """Return every time at which a reminder of the case may be due, in order."""
    awake = awake or Awake()
    return tuple(sorted({at for clock in case.clocks for _, at in _stages(clock, _zone(case, awake), awake)}))


def reminder_text(reminder: Reminder, case: Case, language: str, now: datetime) -> str:
    """Return a reminder as a sentence or two, with what is missing and the number of the message."""
    words = words_for(case, language)
    clock = reminder.clock
    assert clock.at is not None
    if reminder.stage in ("missed", "open"):
        code, values = f"case_reminder.{reminder.stage}", dict[str, int]()
    else:
        code, values = _remaining(clock, now)
    lines = [words.text(code, what=words.clock(clock), **values)]
    if clock.quote:
        lines.append(words.text("timeline.quote", quote=clock.quote))
    lines.append(words.clock_source(clock) if clock.confirmed else words.text("case_clock.provisional"))
    if reminder.missing:
        lines.append(words.text("case_reminder.missing", items=words.demands(reminder.missing)))
    number = references(case).get(clock.message or "")
    return "\n".join(lines) + (f" {words.text('timeline.ref', number=number)}" if number else "")


def _remaining(clock: Clock, now: datetime) -> tuple[str, dict[str, int]]:
    assert clock.at is not None
    zone = ZoneInfo(clock.timezone)
    hours = int((clock.at - now).total_seconds() // 3600)
    days = (clock.at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if _short(clock) and hours < 72:
        return ("case_reminder.ahead_hour" if hours == 1 else "case_reminder.ahead_hours"), {"hours": hours}
    if days == 0:
        return "case_reminder.today", {}
    return ("case_reminder.ahead_day" if days == 1 else "case_reminder.ahead_days"), {"days": days}


def _due_stage(case: Case, clock: Clock, now: datetime, awake: Awake) -> _Stage | None:
    if clock.at is None:
        return None
    stages = dict(_stages(clock, _zone(case, awake), awake))
    found = status(clock, now)
    if found is ClockStatus.RUNNING:
        past = [stage for stage in stages.items() if stage[0] not in ("missed", "open") and stage[1] <= now]
        return max(past, key=lambda stage: stage[1], default=None)
    name, lasting = ("missed", OVERDUE_FOR) if found is ClockStatus.MISSED else ("open", OPEN_FOR)
    if found not in (ClockStatus.MISSED, ClockStatus.MET) or name not in stages or _over(case, clock):
        return None
    return (name, stages[name]) if stages[name] <= now <= stages[name] + lasting else None


def _over(case: Case, clock: Clock) -> bool:
    """Say whether a clock that has run out is of no matter any more: answered late, moot, or its money asked for."""
    asked_for = clock.kind is ClockKind.OPENS and case.state(clock.track) in ("claimed", "released")
    return clock.met_at is not None or clock.moot_at is not None or asked_for


def _stages(clock: Clock, zone: ZoneInfo, awake: Awake) -> Iterator[_Stage]:
    """Yield every stage of a clock that falls after its notice."""
    if clock.at is None:
        return
    if clock.kind is ClockKind.OPENS:
        yield "open", _next_awake(clock.at, zone, awake)
        return
    ahead = _hour_stages if _short(clock) else _day_stages
    for name, at in ahead(clock.at, zone, awake):
        if clock.noticed < at < clock.at:
            yield name, at
    if clock.snoozed_until is not None and clock.snoozed_until < clock.at:
        yield "again", _next_awake(clock.snoozed_until, zone, awake)
    yield "missed", _next_awake(clock.at, zone, awake)


def _day_stages(at: datetime, zone: ZoneInfo, awake: Awake) -> Iterator[_Stage]:
    day = at.astimezone(zone).date()
    for days in DAYS_AHEAD:
        yield f"{days}d", datetime.combine(day - timedelta(days=days), time(awake.start), zone)


def _hour_stages(at: datetime, zone: ZoneInfo, awake: Awake) -> Iterator[_Stage]:
    for hours in HOURS_AHEAD:
        yield f"{hours}h", _last_awake(at - timedelta(hours=hours), zone, awake)


def _short(clock: Clock) -> bool:
    assert clock.at is not None
    hours = any(item.at == clock.at and item.unit is Unit.HOURS for item in clock.alternatives)
    return hours or clock.at - clock.noticed < SHORT


def _is_awake(at: datetime, zone: ZoneInfo, awake: Awake) -> bool:
    return awake.start <= at.astimezone(zone).hour < awake.end


def _next_awake(at: datetime, zone: ZoneInfo, awake: Awake) -> datetime:
    if _is_awake(at, zone, awake):
        return at
    local = at.astimezone(zone)
    day = local.date() + timedelta(days=local.hour >= awake.end)
    return datetime.combine(day, time(awake.start), zone)


def _last_awake(at: datetime, zone: ZoneInfo, awake: Awake) -> datetime:
    if _is_awake(at, zone, awake):
        return at
    local = at.astimezone(zone)
    day = local.date() - timedelta(days=local.hour < awake.start)
    return datetime.combine(day, time(awake.end - 1), zone)


def _may_wake(clock: Clock, now: datetime, zone: ZoneInfo, awake: Awake) -> bool:
    """A person sleeps, unless the deadline would pass before the morning."""
    if _is_awake(now, zone, awake):
        return True
    return clock.at is not None and now < clock.at <= _next_awake(now, zone, awake)


def _zone(case: Case, awake: Awake) -> ZoneInfo:
    return ZoneInfo(awake.zone or case.timezone)


def _reminder(case: Case, clock: Clock, stage: _Stage) -> Reminder:
    assert clock.at is not None
    name, at = stage
    key = f"{clock.id}|{clock.at.timestamp():.0f}|{name}"
    if name == "again" and clock.snoozed_until is not None:
        key += f"|{clock.snoozed_until.timestamp():.0f}"
    missing = case.missing if clock.kind is ClockKind.DUE else ()
    return Reminder(key=key, at=at, case_id=case.id, clock=clock, stage=name, missing=missing)
