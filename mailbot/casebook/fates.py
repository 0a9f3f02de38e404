"""What became of a clock: answered, no longer of matter, replaced by a later notice, or decided by the user."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from classifiers.labels import Act, ClockKind, Track
from mailbot.casebook.case import Change, Clock, Round
from mailbot.casebook.events import CaseEvent, EventKind
from mailbot.casebook.machines import CLOSED
from mailbot.casebook.walk import Walks

_ANSWERING: Final[Mapping[Track, frozenset[str]]] = {
    Track.ACCOUNT: frozenset({Act.APPEAL, Act.DOCUMENTS}),
    Track.LISTING: frozenset({Act.APPEAL, Act.DOCUMENTS}),
    Track.VERIFICATION: frozenset({Act.APPEAL, Act.DOCUMENTS}),
    Track.FUNDS: frozenset({Act.FUNDS_REQUEST, Act.DOCUMENTS}),
    Track.STOCK: frozenset({Act.DOCUMENTS, Act.INQUIRY}),
}
"""What meets a due clock of a track; so does any submission in the notice's own thread."""

_ENDS: Final[Mapping[Track, frozenset[tuple[Track, str]]]] = {
    Track.ACCOUNT: frozenset({(Track.ACCOUNT, "reopened"), (Track.ACCOUNT, "open")}),
    Track.LISTING: frozenset({(Track.LISTING, "restored"), (Track.ACCOUNT, "closed")}),
    Track.VERIFICATION: frozenset({(Track.VERIFICATION, "passed"), (Track.ACCOUNT, "reopened")}),
    Track.FUNDS: frozenset({(Track.FUNDS, "released"), (Track.ACCOUNT, "reopened")}),
    Track.STOCK: frozenset({(Track.STOCK, "settled"), (Track.STOCK, "disposed"), (Track.STOCK, "normal")}),
}
"""The state that ends a track's clocks. A closed account ends those of a listing or a warning: what was threatened is done."""


def settle(clocks: Sequence[Clock], events: Sequence[CaseEvent], walks: Walks, rounds: Sequence[Round]) -> tuple[Clock, ...]:
    """Return the clocks with all that became of them later."""
    ids = {item.message: item.data.get("message_id") for item in events if item.kind is EventKind.MESSAGE}
    fated = []
    for clock in clocks:
        changes = walks.of(clock.confirmed).changes
        fated.append(_moot(_met(clock, rounds, ids.get(clock.message), events), changes))
    fated = [_superseded(clock, fated) for clock in fated]
    return tuple(_by_hand(clock, events) for clock in fated)


def _met(clock: Clock, rounds: Sequence[Round], message_id: str | None, events: Sequence[CaseEvent]) -> Clock:
    if clock.kind is ClockKind.OPENS:
        return clock
    threads = {item.message or item.key: item.data.get("thread", ()) for item in events if item.kind is EventKind.SUBMISSION}
    for item in rounds:
        in_thread = message_id is not None and message_id in threads.get(item.ref, ())
        if item.at > clock.noticed and (in_thread or item.act in _ANSWERING[clock.track]):
            return replace(clock, met_at=item.at, met_by=item.ref)
    return clock


def _moot(clock: Clock, changes: Sequence[Change]) -> Clock:
    for change in changes:
        ends = (change.track, change.after) in _ENDS[clock.track] or _threat_done(clock, change)
        if change.at > clock.noticed and ends:
            return replace(clock, moot_at=change.at, moot_by=change.message)
    return clock


def _threat_done(clock: Clock, change: Change) -> bool:
    return (
        clock.track is Track.ACCOUNT and change.track is Track.ACCOUNT and change.before not in CLOSED and change.after in CLOSED
    )


def _superseded(clock: Clock, clocks: Sequence[Clock]) -> Clock:
    """A later notice that gives more time, while the clock still ran, takes its place. One that gives less stands beside it."""
    for later in clocks:
        same = (later.track, later.kind) == (clock.track, clock.kind) and (later.confirmed or not clock.confirmed)
        if not same or clock.at is None or later.at is None or later.noticed <= clock.noticed:
            continue
        if later.at > clock.at >= later.noticed and not _over(clock, later.noticed):
            return replace(clock, superseded_at=later.noticed, superseded_by=later.id)
    return clock


def _over(clock: Clock, at: datetime) -> bool:
    return (clock.met_at is not None and clock.met_at <= at) or (clock.moot_at is not None and clock.moot_at <= at)


def _by_hand(clock: Clock, events: Sequence[CaseEvent]) -> Clock:
    decided = [event for event in events if event.kind is EventKind.DECISION and event.data.get("clock") == clock.id]
    taken_back = {key for event in decided for key in event.data.get("taken_back", ())}
    for event in decided:
        data = event.data
        if event.key in taken_back:
            continue
        until = datetime.fromisoformat(data["until"]) if data["until"] else None
        if data["action"] == "met":
            clock = replace(clock, met_at=event.at, met_by=event.key)
        elif data["action"] == "moot":
            clock = replace(clock, moot_at=event.at, moot_by=event.key)
        elif data["action"] == "extend" and until:
            clock = replace(clock, at=until, source="by_hand", extended_at=event.at)
        elif data["action"] == "snooze" and until:
            clock = replace(clock, snoozed_until=until)
    return clock
