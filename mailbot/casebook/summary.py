"""The page in front: where things stand, what is next, by when, what is missing, what to take note of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from classifiers.labels import ClockKind, Direction, Label, Track
from mailbot.casebook.case import Alarm, Case, Clock, Entry
from mailbot.casebook.clocks import ClockStatus, status
from mailbot.casebook.machines import SETTLED
from mailbot.casebook.rows import references
from mailbot.casebook.wording import Words

_WANTS_ANSWER: Final = frozenset(
    {
        Label.AUTHENTICITY_INQUIRY,
        Label.POLICY_WARNING,
        Label.IDENTITY_VERIFICATION,
        Label.CLOSURE_NOTICE,
        Label.TEMPLATE_REJECTION,
        Label.FUNDS_APPEAL_WINDOW,
        Label.FORGERY_ALLEGATION,
        Label.INVENTORY_NOTICE,
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the summary and the number of the message that it rests on."""

    text: str
    ref: int | None = None
    quote: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The page in front. No list is empty but ``alarms``: what is not there says so."""

    standing: tuple[Line, ...]
    next: tuple[Line, ...]
    by_when: tuple[Line, ...]
    missing: tuple[Line, ...]
    alarms: tuple[Line, ...]


def summary_of(case: Case, words: Words, now: datetime, steps: Sequence[str] = ()) -> Summary:
    """Return the summary at ``now``. ``steps`` are the playbook's sentences, already in the language of ``words``."""
    return Summary(
        standing=tuple(_standing(case, words)),
        next=tuple(_next(case, words, steps)),
        by_when=tuple(_by_when(case, words, now)) or (Line(words.text("timeline.by_when_none")),),
        missing=tuple(_missing(case, words)) or (Line(words.text("timeline.missing_none")),),
        alarms=tuple(_alarms(case, words)),
    )


def open_clocks(case: Case, now: datetime) -> tuple[Clock, ...]:
    """Return the clocks that matter at ``now``, the next first: running, opened, or missed and not made good."""
    return tuple(sorted((clock for clock in case.clocks if _matters(case, clock, now)), key=_when))


def _when(clock: Clock) -> tuple[datetime, str]:
    assert clock.at is not None
    return clock.at, clock.id


def _matters(case: Case, clock: Clock, now: datetime) -> bool:
    found = status(clock, now)
    if found in (ClockStatus.RUNNING, ClockStatus.SNOOZED):
        return True
    state = case.tracks[clock.track]
    if (state.provisional_state or state.state) in SETTLED[clock.track]:
        return False
    opened = found is ClockStatus.MET and clock.kind is ClockKind.OPENS
    late = found is ClockStatus.MISSED and clock.met_at is None and clock.moot_at is None
    return (opened and state.state not in ("claimed", "window_open")) or late


def _standing(case: Case, words: Words) -> Iterator[Line]:
    numbers = references(case)
    for track, state in case.tracks.items():
        if state.since is None and state.provisional_state is None and track is not Track.ACCOUNT:
            continue
        name, label = words.track(track), words.state(track, state.state)
        if state.since is None:
            yield Line(words.text("timeline.standing_start", track=name, state=label))
        else:
            text = words.text("timeline.standing_line", track=name, state=label, since=words.day(state.since))
            yield Line(text, numbers.get(state.message or ""), state.quote)
        if state.provisional_state is not None and state.provisional_since is not None:
            label = words.state(track, state.provisional_state)
            since = words.day(state.provisional_since)
            yield Line(words.text("timeline.provisional_line", track=name, state=label, since=since), confirmed=False)


def _next(case: Case, words: Words, steps: Sequence[str]) -> Iterator[Line]:
    unproven = sum(not entry.confirmed and entry.direction is Direction.INCOMING for entry in case.messages)
    if unproven:
        yield Line(words.text("timeline.next_confirm", count=unproven))
    if steps:
        yield from (Line(step) for step in steps)
    elif case.pending_since is not None:
        yield Line(words.text("timeline.next_waiting", since=words.day(case.pending_since)))
    elif (entry := _unanswered(case)) is not None:
        text = words.text("timeline.next_answer", at=words.day(entry.at), title=words.title(entry))
        yield Line(text, references(case)[entry.sha256])
    elif not unproven:
        yield Line(words.text("timeline.next_nothing"))


def _unanswered(case: Case) -> Entry | None:
    """Return the newest notice that wants an answer, if nothing was sent since and its matter is not settled."""
    if all((state.provisional_state or state.state) in SETTLED[track] for track, state in case.tracks.items()):
        return None
    for entry in reversed(case.messages):
        if entry.direction is Direction.INCOMING and entry.label in _WANTS_ANSWER:
            return None if any(item.at > entry.at for item in case.rounds) else entry
    return None


def _by_when(case: Case, words: Words, now: datetime) -> Iterator[Line]:
    numbers = references(case)
    for clock in open_clocks(case, now):
        notes = [words.clock_status(clock, now), words.clock_source(clock), words.alternatives(clock)]
        if not clock.confirmed:
            notes.append(words.text("case_clock.provisional"))
        yield Line(words.noted(words.clock(clock), notes), numbers.get(clock.message or ""), clock.quote, clock.confirmed)


def _missing(case: Case, words: Words) -> Iterator[Line]:
    if case.missing:
        asking = next(entry for entry in reversed(case.messages) if entry.direction is Direction.INCOMING and entry.demands)
        yield Line(words.demands(case.missing), references(case)[asking.sha256])
    last = next((entry for entry in reversed(case.messages) if entry.label == Label.TEMPLATE_REJECTION), None)
    if last is not None and last.deficits and not any(item.at > last.at for item in case.rounds):
        items = words.deficits(last.deficits)
        yield Line(words.text("timeline.missing_deficits", items=items), references(case)[last.sha256])


def alarm_text(alarm: Alarm, words: Words) -> str:
    """Return what an alarm says."""
    if "value" not in alarm.values:
        return words.text(f"case_alarm.{alarm.code}_unknown")
    return words.text(f"case_alarm.{alarm.code}", value=words.money(alarm.values["value"], alarm.values["currency"] or None))


def _alarms(case: Case, words: Words) -> Iterator[Line]:
    numbers = references(case)
    for alarm in case.alarms:
        if alarm.resolved_at is None:
            yield Line(alarm_text(alarm, words), numbers.get(alarm.message or ""), confirmed=alarm.confirmed)
