"""The page in front: where things stand, what is next, by when, what is missing, what to take note of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from classifiers.labels import ClockKind, Direction, Label, Track
from mailbot.casebook.brief import brief
from mailbot.casebook.case import Alarm, Case, Change, Clock, Entry, TrackState
from mailbot.casebook.clocks import ClockStatus, status
from mailbot.casebook.machines import CLOSED, SETTLED
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
    notes: tuple[str, ...] = ()
    """Remarks on it, a line each: where a deadline comes from, how else it may be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The page in front. No list is empty but ``alarms``: what is not there says so."""

    brief: tuple[Line, ...]
    standing: tuple[Line, ...]
    next: tuple[Line, ...]
    by_when: tuple[Line, ...]
    missing: tuple[Line, ...]
    alarms: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Advised:
    """A step of the playbook in words, and the digest of the message that calls for it."""

    text: str
    message: str | None = None


def summary_of(case: Case, words: Words, now: datetime, steps: Sequence[Advised] = ()) -> Summary:
    """Return the summary at ``now``. ``steps`` are the playbook's, already in the language of ``words``."""
    return Summary(
        brief=tuple(_brief(case, words, now)),
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


def _brief(case: Case, words: Words, now: datetime) -> Iterator[Line]:
    numbers = references(case)
    for said in brief(case, words, now):
        yield Line(said.text, numbers.get(said.message or ""), confirmed=said.confirmed)


def _standing(case: Case, words: Words) -> Iterator[Line]:
    numbers = references(case)
    reopened = [change for change in case.changes if _reopens(change)]
    for track, state in case.tracks.items():
        if state.since is None and state.provisional_state is None and track is not Track.ACCOUNT:
            continue
        name, label = words.track(track), words.state(track, state.state)
        if state.since is not None:
            text = words.text("timeline.standing_line", track=name, state=label, since=words.day(state.since))
            silent = (words.text("timeline.standing_silent"),) if _left_open(track, state, reopened) else ()
            yield Line(text, numbers.get(state.message or ""), state.quote, notes=silent)
        elif state.provisional_state is None:
            yield Line(words.text("timeline.standing_start", track=name, state=label))
        if state.provisional_state is not None and state.provisional_since is not None:
            would, since = words.state(track, state.provisional_state), words.day(state.provisional_since)
            text = words.text("timeline.provisional_line", track=name, state=would, since=since)
            # Without a message that is believed, where the track began is no news of its own.
            beside = (words.text("timeline.provisional_beside", state=label),) if state.since is None else ()
            yield Line(text, confirmed=False, notes=beside)


def _reopens(change: Change) -> bool:
    return change.track is Track.ACCOUNT and change.before in CLOSED and change.after not in CLOSED and change.confirmed


def _left_open(track: Track, state: TrackState, reopened: Sequence[Change]) -> bool:
    """Say whether a matter was never spoken of again once the account was open: no message settles it, so neither do we."""
    since = state.since
    return state.state not in SETTLED[track] and since is not None and any(change.at > since for change in reopened)


def _next(case: Case, words: Words, steps: Sequence[Advised]) -> Iterator[Line]:
    unproven = sum(not entry.confirmed and entry.direction is Direction.INCOMING for entry in case.messages)
    if unproven:
        yield Line(words.text("timeline.next_confirm", count=unproven))
    if steps:
        numbers = references(case)
        yield from (Line(step.text, numbers.get(step.message or "")) for step in steps)
    elif case.pending_since is not None:
        yield Line(words.text("timeline.next_waiting", since=words.day(case.pending_since)))
    elif (entry := _unanswered(case)) is not None:
        text = words.text("timeline.next_answer", at=words.day(entry.at), title=words.title(entry))
        yield Line(text, references(case)[entry.sha256])
    elif not unproven:
        yield Line(words.text("timeline.next_nothing"))


def _unanswered(case: Case) -> Entry | None:
    """Return the newest notice that wants an answer, if nothing was sent since and its matter is not settled."""
    if _all_settled(case):
        return None
    for entry in reversed(case.messages):
        if entry.direction is Direction.INCOMING and entry.label in _WANTS_ANSWER:
            return None if any(item.at > entry.at for item in case.rounds) else entry
    return None


def _all_settled(case: Case) -> bool:
    return all((state.provisional_state or state.state) in SETTLED[track] for track, state in case.tracks.items())


def _by_when(case: Case, words: Words, now: datetime) -> Iterator[Line]:
    numbers = references(case)
    for clock in open_clocks(case, now):
        yield clock_line(clock, words, now, numbers.get(clock.message or ""))


def clock_line(clock: Clock, words: Words, now: datetime, ref: int | None) -> Line:
    """Return a clock with where it stands, where it comes from, and its other readings."""
    notes = [words.clock_source(clock), words.readings(clock)]
    if not clock.confirmed:
        notes.append(words.text("case_clock.provisional"))
    text = words.noted(words.clock(clock), [words.clock_status(clock, now)])
    return Line(text, ref, clock.quote, clock.confirmed, notes=tuple(note for note in notes if note))


def _missing(case: Case, words: Words) -> Iterator[Line]:
    if case.missing:
        asking = next(entry for entry in reversed(case.messages) if entry.direction is Direction.INCOMING and entry.demands)
        yield Line(words.demands(case.missing), references(case)[asking.sha256])
    last = next((entry for entry in reversed(case.messages) if entry.label == Label.TEMPLATE_REJECTION), None)
    if _all_settled(case):
        return
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
