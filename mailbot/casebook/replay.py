"""From the events of a case to where it stands. Deterministic: the order of arrival does not matter, nor do repeats."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from classifiers.labels import Direction, Track
from classifiers.reading import FormMatch
from mailbot.casebook.case import Asked, Case, Change, Entry, Round, TrackState, asked
from mailbot.casebook.clocks import Rules, clocks_of
from mailbot.casebook.events import CaseEvent, EventKind
from mailbot.casebook.fates import settle
from mailbot.casebook.policy import Policy, load_policy
from mailbot.casebook.rounds import is_answer, rounds_of
from mailbot.casebook.walk import Walk, both_walks, since
from mailbot.casebook.workdays import is_workday
from mailbot.letters import Kinship, Register

_ORDER: Final = {kind: place for place, kind in enumerate(EventKind)}
_STORIES: Final = (EventKind.MESSAGE, EventKind.SUBMISSION)


def replay(
    events: Iterable[CaseEvent],
    policy: Policy | None = None,
    calendar: Callable[[str, date], bool] = is_workday,
    *,
    until: datetime | None = None,
) -> Case:
    """Return the case that ``events`` tell.

    ``policy`` is the table of deadlines (that of mailbot, if None), ``calendar`` says whether a day is a business day of a
    marketplace, ``until`` leaves out what happened later. ValueError where no event is left.
    """
    ordered = in_order(events, until)
    if not ordered:
        raise ValueError("a case needs an event")
    walks = both_walks(ordered)
    entries = _entries(ordered)
    rounds, unpaired = rounds_of([event for event in ordered if event.kind is EventKind.SUBMISSION], entries)
    clocks = clocks_of(ordered, walks, Rules(load_policy() if policy is None else policy, calendar))
    first = _first_story(ordered)
    return Case(
        id=ordered[0].case_id,
        account=first.get("account", ""),
        marketplace=first.get("marketplace", "amazon.co.jp"),
        timezone=first.get("timezone", "Asia/Tokyo"),
        first_at=ordered[0].at,
        last_at=ordered[-1].at,
        tracks={track: _track(track, walks.settled, walks.apparent) for track in Track},
        changes=_changes(walks.settled, walks.apparent),
        clocks=settle(clocks, ordered, walks, rounds),
        rounds=rounds,
        unpaired=unpaired,
        money=tuple(walks.apparent.money),
        alarms=(*walks.settled.alarms, *(alarm for alarm in walks.apparent.alarms if alarm not in walks.settled.alarms)),
        messages=entries,
        pending_since=_pending(rounds, entries),
        missing=() if walks.apparent.settled else _missing(rounds, entries),
        asins=_collected(ordered, "asins"),
        order_ids=_collected(ordered, "order_ids"),
        case_ids=_collected(ordered, "case_ids"),
        complaint_ids=_collected(ordered, "complaint_ids"),
        shipment_ids=_collected(ordered, "shipment_ids"),
        notes=tuple(event for event in ordered if event.kind in (EventKind.NOTE, EventKind.DECISION)),
        events=ordered,
    )


def in_order(events: Iterable[CaseEvent], until: datetime | None = None) -> tuple[CaseEvent, ...]:
    """Return events once each, in the order of the world: time, message digest, kind, key.

    A message that the user vouches for is confirmed here, whenever that was done.
    """
    unique: dict[str, CaseEvent] = {}
    for event in events:
        if event.key not in unique or event.confirmed:
            unique[event.key] = event
    vouched = {
        event.data["message"]
        for event in unique.values()
        if event.kind is EventKind.DECISION and event.data.get("decision") == "confirm"
    }
    believed = (
        replace(event, confirmed=True) if not event.confirmed and event.message in vouched else event
        for event in unique.values()
        if until is None or event.at <= until
    )
    return tuple(sorted(believed, key=lambda event: (event.at, event.message or "", _ORDER[event.kind], event.key)))


def _track(track: Track, settled: Walk, apparent: Walk) -> TrackState:
    last, shown = since(settled.changes, track), since(apparent.changes, track)
    state = TrackState(state=settled.states[track])
    if last is not None:
        state = TrackState(state=last.after, since=last.at, message=last.message, quote=last.quote, rule=last.rule)
    if apparent.states[track] == state.state or shown is None:
        return state
    return replace(state, provisional_state=shown.after, provisional_since=shown.at)


def _changes(settled: Walk, apparent: Walk) -> tuple[Change, ...]:
    known = {(change.track, change.at, change.message, change.after) for change in settled.changes}
    only_apparent = [
        replace(change, confirmed=False)
        for change in apparent.changes
        if (change.track, change.at, change.message, change.after) not in known
    ]
    both = [*settled.changes, *only_apparent]
    return tuple(sorted(both, key=lambda change: (change.at, change.message or "", list(Track).index(change.track))))


def _entries(events: Sequence[CaseEvent]) -> tuple[Entry, ...]:
    register = Register()
    newest: dict[str, str] = {}
    entries = []
    for event in events:
        if event.kind in _STORIES and event.message is not None:
            form = event.data.get("form") if event.data["direction"] == Direction.INCOMING else None
            letter = FormMatch(id=form, similarity=0.0, lines=tuple(event.data.get("form_lines", ()))) if form else None
            copy, kin = register.meet(letter) if letter else (0, Kinship())
            entries.append(_entry(event, form, copy, (kin, newest.get(kin.nearest or ""))))
            if form:
                newest[form] = event.message
    return tuple(entries)


def _entry(event: CaseEvent, form: str | None, copy: int, kin: tuple[Kinship, str | None]) -> Entry:
    data = event.data
    assert event.message is not None
    return Entry(
        sha256=event.message,
        message_id=data["message_id"],
        at=event.at,
        direction=Direction(data["direction"]),
        label=data["label"],
        guess=data["guess"],
        subject=data["subject"],
        sender=data["sender"],
        recipients=tuple(data["recipients"]),
        thread=frozenset(data["thread"]),
        quote=data["quote"],
        secondary=tuple(data["secondary"]),
        asins=tuple(data["asins"]),
        demands=tuple(asked(item) for item in data["demands"]),
        deficits=tuple(data["deficits"]),
        appealable=data["appealable"],
        final=data["final"],
        form=form,
        copy=copy,
        kinship=kin[0],
        same=kin[1],
        confirmed=event.confirmed,
        submission=event.kind is EventKind.SUBMISSION,
        units=data.get("units"),
    )


def _pending(rounds: Sequence[Round], entries: Sequence[Entry]) -> datetime | None:
    answered = max((entry.at for entry in entries if is_answer(entry)), default=None)
    waiting = [item.at for item in rounds if item.answered_at is None and (answered is None or item.at > answered)]
    return min(waiting, default=None)


def _missing(rounds: Sequence[Round], entries: Sequence[Entry]) -> tuple[Asked, ...]:
    for entry in reversed(entries):
        if entry.direction is Direction.INCOMING and entry.demands:
            return () if any(item.at > entry.at for item in rounds) else entry.demands
    return ()


def _collected(events: Sequence[CaseEvent], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for event in events if event.kind in _STORIES for value in event.data.get(name, ())))


def _first_story(events: Sequence[CaseEvent]) -> dict[str, Any]:
    return next((dict(event.data) for event in events if event.data.get("account")), {})
