"""Moving the tracks along the events of a case, once for what is confirmed and once for all that was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Final

from classifiers.labels import Track
from mailbot.casebook.case import Alarm, Change, MoneyPoint
from mailbot.casebook.events import CaseEvent, EventKind
from mailbot.casebook.machines import CLOSED, SETTLED, START, Trigger, move
from mailbot.casebook.money import emptied, held_before, money_point, paid_since, pays

_WITHHELD_STATES: Final = frozenset({"held", "refused", "claimed", "window_open"})


@dataclass(slots=True)
class Walk:
    """The tracks on their way. One message's triggers all see the states from before it."""

    states: dict[Track, str] = field(default_factory=lambda: dict(START))
    changes: list[Change] = field(default_factory=list)
    money: list[MoneyPoint] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """No track asks anything of the seller."""
        return all(state in SETTLED[track] for track, state in self.states.items())

    def take(self, events: Sequence[CaseEvent]) -> None:
        """Apply the events of one message, or one event told by hand."""
        before = dict(self.states)
        sums = [money_point(event) for event in events if event.kind is EventKind.MONEY]
        paid = pays(sums) or (paid_since(self.money) and not any(point.previous and point.value for point in sums))
        for event in events:
            # What was paid out is no longer there either; that alone is no alarm.
            if event.kind is EventKind.STATE and not (paid and event.data.get("trigger") == Trigger.VANISHED):
                self._turn(event, before, sums)
        if not paid and self._is_gone(sums, released=self._releases(events)):
            self._vanish(events, sums)
        self.money += sums

    def _turn(self, event: CaseEvent, before: dict[Track, str], sums: Sequence[MoneyPoint]) -> None:
        track = Track(event.data["track"])
        after = event.data.get("to") or move(track, Trigger(event.data["trigger"]), before | {track: self.states[track]})
        if after is not None and after != self.states[track]:
            self._record(track, after, event, event.data["quote"], event.data["rule"])
            if track is Track.FUNDS and after == "vanished":
                self._raise(event, sums)

    def _record(self, track: Track, after: str, event: CaseEvent, quote: str, rule: str) -> None:
        change = Change(
            track=track,
            before=self.states[track],
            after=after,
            at=event.at,
            message=event.message,
            quote=quote,
            rule=rule,
            confirmed=event.confirmed,
        )
        self.changes.append(change)
        self.states[track] = after
        if track is Track.FUNDS and after == "released":
            self.alarms = [replace(alarm, resolved_at=alarm.resolved_at or event.at) for alarm in self.alarms]

    def _releases(self, events: Sequence[CaseEvent]) -> bool:
        return any(event.data.get("trigger") == Trigger.RELEASED for event in events if event.kind is EventKind.STATE)

    def _is_gone(self, sums: Sequence[MoneyPoint], *, released: bool) -> bool:
        """Zero, without a payout, on an account that is closed or whose money was held.

        On an open account a reserve that becomes zero is how payouts work.
        """
        closed = self.states[Track.ACCOUNT] in CLOSED
        held = self.states[Track.FUNDS] in _WITHHELD_STATES
        if released or not emptied(sums) or not (held or (closed and self.states[Track.FUNDS] == "reserved")):
            return False
        known = held_before(self.money, sums)
        return known is None or known.value != 0

    def _vanish(self, events: Sequence[CaseEvent], sums: Sequence[MoneyPoint]) -> None:
        event = next(event for event in events if event.kind is EventKind.MONEY)
        said = [item.data["quote"] for item in events if item.data.get("track") == Track.FUNDS and item.data.get("trigger")]
        self._record(Track.FUNDS, "vanished", event, (said or [sums[0].quote])[0], "reserve_zero")
        self._raise(event, sums)

    def _raise(self, event: CaseEvent, sums: Sequence[MoneyPoint]) -> None:
        known = held_before(self.money, sums)
        values = {"value": format(abs(known.value), "f"), "currency": known.currency or ""} if known and known.value else {}
        self.alarms.append(
            Alarm(code="reserve_vanished", at=event.at, message=event.message, values=values, confirmed=event.confirmed)
        )


@dataclass(frozen=True, slots=True)
class Walks:
    """The tracks by what is confirmed, and by all that was said."""

    settled: Walk
    apparent: Walk

    def of(self, confirmed: bool) -> Walk:
        """Return the walk that a confirmed, or an unproven, thing is judged by."""
        return self.settled if confirmed else self.apparent


def both_walks(events: Sequence[CaseEvent]) -> Walks:
    """Return both, after all ``events``, which stand in their order."""
    return Walks(walk([event for event in events if event.confirmed]), walk(events))


def walk(events: Sequence[CaseEvent]) -> Walk:
    """Return the tracks after all ``events``, which stand in their order."""
    result = Walk()
    for group in _groups(events):
        result.take(group)
    return result


def since(changes: Sequence[Change], track: Track) -> Change | None:
    """Return the last change of a track."""
    return next((change for change in reversed(changes) if change.track is track), None)


def _groups(events: Sequence[CaseEvent]) -> Iterator[list[CaseEvent]]:
    def name(event: CaseEvent) -> tuple[datetime, str]:
        return event.at, event.message or event.key

    for _, group in groupby(events, key=name):
        yield list(group)
