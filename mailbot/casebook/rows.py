"""The lines of the dated table: messages with what they changed, deadlines that came or passed, sums and notes told by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from classifiers.labels import ClockKind, Track
from mailbot.casebook.case import Case, Change, Clock, Entry
from mailbot.casebook.clocks import ClockStatus, status
from mailbot.casebook.events import CaseEvent, EventKind
from mailbot.casebook.letters import letter_line
from mailbot.casebook.wording import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line. ``ref`` is the message's number in the list of messages; None for what no message shows."""

    at: datetime
    kind: str
    title: str
    details: tuple[str, ...] = ()
    quote: str = ""
    ref: int | None = None
    message: str | None = None
    confirmed: bool = True
    turning: bool = False
    """A track moved."""


def rows_of(case: Case, words: Words, now: datetime) -> tuple[Row, ...]:
    """Return the rows, oldest first."""
    rows = [*_messages(case, words), *_told(case, words), *_passed(case, words, now)]
    return tuple(sorted(rows, key=lambda row: row.at))


def references(case: Case) -> dict[str, int]:
    """Return the number of each message by its digest, from 1 in the order of time."""
    return {entry.sha256: number for number, entry in enumerate(case.messages, start=1)}


def _messages(case: Case, words: Words) -> Iterator[Row]:
    numbers = references(case)
    for entry in case.messages:
        changes = [change for change in case.changes if change.message == entry.sha256]
        sums = [point for point in case.money if point.message == entry.sha256]
        clocks = [clock for clock in case.clocks if clock.message == entry.sha256]
        yield Row(
            at=entry.at,
            kind=(EventKind.SUBMISSION if entry.submission else EventKind.MESSAGE).value,
            title=words.title(entry),
            details=(
                *((letter,) if (letter := letter_line(entry, case, words)) else ()),
                *(_changed(change, entry, words) for change in changes),
                *((words.text("case_title.units", units=entry.units),) if entry.units is not None else ()),
                *(words.clock(clock) for clock in clocks),
                *(words.sum(point) for point in sums),
            ),
            quote=entry.quote,
            ref=numbers[entry.sha256],
            message=entry.sha256,
            confirmed=entry.confirmed,
            turning=bool(changes),
        )


def _changed(change: Change, entry: Entry, words: Words) -> str:
    """Return what moved, by which rule, and in which words, where they are not those of the message's main act."""
    moved = words.noted(words.change(change), [words.rule(change)])
    if change.quote in ("", entry.quote):
        return moved
    return f"{moved} {words.text('timeline.quote', quote=change.quote)}"


def _told(case: Case, words: Words) -> Iterator[Row]:
    for event in case.events:
        if event.message is None:
            changes = [change for change in case.changes if change.message is None and change.at == event.at]
            yield Row(
                at=event.at,
                kind=event.kind.value,
                title=told_title(event, words, case),
                details=tuple(words.noted(words.change(change), [words.rule(change)]) for change in changes),
                quote=event.data.get("quote", "") or event.data.get("text", "")[:200],
                turning=bool(changes),
            )


def told_title(event: CaseEvent, words: Words, case: Case) -> str:
    """Return the title of an event of the case that a person told."""
    data = event.data
    if data.get("decision") == "clock":
        clock = next((clock for clock in case.clocks if clock.id == data["clock"]), None)
        what = words.track(clock.track) if clock else ""
        until = words.day(datetime.fromisoformat(data["until"])) if data["until"] else ""
        return words.text(f"case_title.clock_said_{data['action']}", track=what, until=until)
    if event.kind is EventKind.SUBMISSION:
        return words.label(data["act"])
    if event.kind is EventKind.MONEY:
        role = words.text(f"case_money.{data['role']}")
        return words.text("case_title.money", role=role, value=words.money(data["value"], data["currency"]))
    if event.kind is EventKind.NOTE:
        return words.text("case_title.note")
    if event.kind is EventKind.STATE:
        track = Track(data["track"])
        return words.text("case_title.state_told", track=words.track(track), state=words.state(track, data["to"]))
    return words.text("case_title.confirmed" if data.get("decision") == "confirm" else "case_title.decision")


def _passed(case: Case, words: Words, now: datetime) -> Iterator[Row]:
    numbers = references(case)
    for clock in case.clocks:
        if clock.at is not None and (code := _passing(clock, now)):
            yield Row(
                at=clock.at,
                kind=EventKind.CLOCK.value,
                title=words.text(code, track=words.track(clock.track)),
                quote=clock.quote,
                ref=numbers.get(clock.message or ""),
                message=clock.message,
                confirmed=clock.confirmed,
            )


def _passing(clock: Clock, now: datetime) -> str | None:
    found = status(clock, now)
    if found is ClockStatus.MISSED:
        return "case_title.clock_missed"
    return "case_title.clock_come" if found is ClockStatus.MET and clock.kind is ClockKind.OPENS else None
