"""The events that deadlines are counted from: the notice itself, the closure in force, the last refusal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from classifiers.labels import Label, Start, Track
from mailbot.casebook.case import Change
from mailbot.casebook.events import CaseEvent, EventKind
from mailbot.casebook.machines import CLOSED
from mailbot.casebook.walk import Walk


@dataclass(frozen=True, slots=True)
class StartPoint:
    """One start: the name of its kind (a value of Start) and when it was."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class World:
    """What a clock may be counted from: the events, and the tracks, that are believed with it."""

    events: Sequence[CaseEvent]
    walk: Walk
    _moments: dict[tuple[Label, bool], list[datetime]] = field(default_factory=dict)
    """Of the labels asked for so far: each clock of a long case asks again."""

    def starts(self, start: Start, at: datetime) -> list[StartPoint]:
        """Return the starts that a notice of ``at`` may mean; none where nothing says (a delivery, anything else)."""
        if start in (Start.RECEIVED, Start.NOTICE):
            return [StartPoint(start.value, at)]
        if start is Start.CLOSURE:
            found = self.closures(at)
            # A closure said again: its first and its last notice are the two readings.
            return [StartPoint(start.value, moment) for moment in dict.fromkeys((found[0], found[-1]))] if found else []
        if start is Start.LAST_REFUSAL:
            return [StartPoint(start.value, moment) for moment in self.refusals(at)[-1:]]
        return []

    def closures(self, at: datetime) -> list[datetime]:
        """Return the notices of the closure in force at ``at``, the first first; none while the account is open."""
        entered: Change | None = None
        for change in self.walk.changes:
            if change.track is Track.ACCOUNT and change.at <= at:
                entered = (entered or change) if change.after in CLOSED else None
        if entered is None:
            return []
        # A mailbox that begins with a refusal does not say when the account was closed.
        first = [entered.at] if entered.after == "closed" else []
        return first + [moment for moment in self._labelled(Label.CLOSURE_NOTICE) if entered.at < moment <= at]

    def refusals(self, at: datetime, *, final: bool = False) -> list[datetime]:
        """Return the refusals up to ``at``, or only those said to be final."""
        return [moment for moment in self._labelled(Label.TEMPLATE_REJECTION, final=final) if moment <= at]

    def state(self, track: Track, at: datetime) -> str | None:
        """Return where a track stood after ``at``; None if it had not moved."""
        moved = [change.after for change in self.walk.changes if change.track is track and change.at <= at]
        return moved[-1] if moved else None

    def _labelled(self, label: Label, *, final: bool = False) -> list[datetime]:
        if (label, final) not in self._moments:
            self._moments[label, final] = [
                event.at
                for event in self.events
                if event.kind is EventKind.MESSAGE and event.data["label"] == label and (event.data["final"] or not final)
            ]
        return self._moments[label, final]
