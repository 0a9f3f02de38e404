"""The story in a few sentences, for a reader who sees the case for the first time. Each rests on a message or on a count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from classifiers.labels import ClockKind, Label, Track
from mailbot.casebook.case import Alarm, Case, Change
from mailbot.casebook.clocks import ClockStatus, status
from mailbot.casebook.figures import Figures, figures
from mailbot.casebook.machines import CLOSED, SETTLED
from mailbot.casebook.wording import Words


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, the digest of the message it rests on (None for a count), and whether that message is believed."""

    text: str
    message: str | None = None
    confirmed: bool = True


def brief(case: Case, words: Words, now: datetime) -> Iterator[Said]:
    """Yield what happened to the account, what was sent and came back, and what became of the money."""
    found = figures(case)
    yield from _account(case, words, now) or _matter(case, words)
    yield from _late(case, words, now)
    yield _exchange(case, words, found)
    yield from _money(case, words, found)


def _account(case: Case, words: Words, now: datetime) -> list[Said]:
    turns = [change for change in case.changes if change.track is Track.ACCOUNT]
    closings = [change for change in turns if change.after in CLOSED and change.before not in CLOSED]
    if not closings:
        return []
    closed = closings[-1]
    # A mailbox that begins with a refusal does not say when the account was closed.
    code = "timeline.brief_closed" if closed.after == "closed" else "timeline.brief_closed_by"
    lines = [_said(words.text(code, day=words.day(closed.at)), closed)]
    later = [change for change in turns if change.at > closed.at]
    opened = next((change for change in later if change.after not in CLOSED), None)
    if opened is not None:
        days = _days(words, closed.at, opened.at)
        return [*lines, _said(words.text("timeline.brief_reopened", day=words.day(opened.at), days=days), opened)]
    final = next((change for change in reversed(later) if change.after == "refused_final"), None)
    if final is not None:
        lines.append(_said(words.text("timeline.brief_final", day=words.day(final.at)), final))
    days = _days(words, closed.at, now)
    return [*lines, Said(words.text("timeline.brief_still_closed", days=days), confirmed=closed.confirmed)]


def _matter(case: Case, words: Words) -> Iterator[Said]:
    """Of a case in which the account was never closed: its first trouble, and how that ended."""
    began = next((change for change in case.changes if change.after not in SETTLED[change.track]), None)
    if began is None:
        return
    yield _said(_turn(words, began), began)
    ended = [change for change in case.changes if change.track is began.track and change.after in SETTLED[change.track]]
    if ended and ended[-1].at > began.at:
        yield _said(_turn(words, ended[-1]), ended[-1])


def _late(case: Case, words: Words, now: datetime) -> Iterator[Said]:
    """The deadlines that passed without what they asked for: the last two at most."""
    missed = [clock for clock in case.clocks if clock.kind is ClockKind.DUE and status(clock, now) is ClockStatus.MISSED]
    for clock in missed[-2:]:
        assert clock.at is not None
        at, track = words.instant(clock, clock.at), words.track(clock.track)
        if clock.met_at is not None and clock.met_at <= now:
            text = words.text("timeline.brief_late", track=track, at=at, day=words.day(clock.met_at))
        else:
            text = words.text("timeline.brief_missed", track=track, at=at)
        yield Said(text, clock.message, clock.confirmed)


def _exchange(case: Case, words: Words, found: Figures) -> Said:
    refusals = sum(entry.label == Label.TEMPLATE_REJECTION for entry in case.messages)
    if not found.attempts:
        return Said(words.text("timeline.brief_nothing_sent"))
    sent = words.text("timeline.brief_sent", n=found.attempts, answered=found.answered)
    if not refusals:
        return Said(sent)
    copies = max((n for _, n in found.forms), default=0)
    code = "timeline.brief_refused_copies" if copies > 1 else "timeline.brief_refused"
    return Said(sent + words.text(code, refusals=refusals, copies=copies))


def _money(case: Case, words: Words, found: Figures) -> Iterator[Said]:
    held = found.withheld
    if held is not None and case.state(Track.FUNDS) != "normal":
        value = words.money(held.value, held.currency)
        yield Said(words.text("timeline.brief_held", value=value, day=words.day(held.at)), held.message, held.confirmed)
    warned = {alarm.message for alarm in case.alarms if alarm.resolved_at is None}
    for alarm in case.alarms:
        if alarm.message in warned:
            continue  # a warning of its own
        text = words.text("timeline.brief_vanished", day=words.day(alarm.at), value=_lost(alarm, words))
        yield Said(text, alarm.message, alarm.confirmed)
    for point in found.paid[-2:]:
        value = words.money(point.value, point.currency)
        yield Said(words.text("timeline.brief_paid", value=value, day=words.day(point.at)), point.message, point.confirmed)


def _lost(alarm: Alarm, words: Words) -> str:
    return words.money(alarm.values["value"], alarm.values["currency"] or None) if "value" in alarm.values else ""


def _turn(words: Words, change: Change) -> str:
    return words.text(
        "timeline.brief_turn",
        track=words.track(change.track),
        state=words.state(change.track, change.after),
        day=words.day(change.at),
    )


def _said(text: str, change: Change) -> Said:
    return Said(text, change.message, change.confirmed)


def _days(words: Words, start: datetime, end: datetime) -> int:
    """Days on the calendar of the case's zone."""
    return (end.astimezone(words.zone).date() - start.astimezone(words.zone).date()).days
