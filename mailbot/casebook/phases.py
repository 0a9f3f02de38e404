"""The story in phases: each begins with the message that turned it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from classifiers.labels import Direction, Label, Track
from mailbot.casebook.case import Case, Change
from mailbot.casebook.machines import CLOSED

MOST: Final = 12
"""Phases that still fit a page of summary."""

_RANK: Final = {
    track: rank for rank, track in enumerate((Track.ACCOUNT, Track.FUNDS, Track.LISTING, Track.VERIFICATION, Track.STOCK))
}
_OWN_DOING: Final = frozenset({"claimed", "submitted"})
_REFUSALS: Final = frozenset({"refused", "refused_final"})
_MAIN: Final = frozenset({Track.ACCOUNT, Track.FUNDS})
_QUIET_FUNDS: Final = frozenset({"held", "refused", "reserved"})
"""Moves of the money that begin no phase of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of the story. ``turning`` is what began it; None for what came before the first turn."""

    start: datetime
    end: datetime | None
    """The next phase's start; None for the last."""
    turning: Change | None
    sent: int
    received: int
    refusals: int
    turns: tuple[Change, ...] = ()
    """What else moved within it: in the same message, or while the account was closed."""


def phases_of(case: Case) -> tuple[Phase, ...]:
    """Return the phases, oldest first, at most ``MOST``."""
    turnings = _turnings(case.changes)
    if len(turnings) > MOST:
        turnings = [change for change in turnings if change.track in _MAIN][-MOST:]
    starts: list[tuple[datetime, Change | None]] = [(change.at, change) for change in turnings]
    if not starts or starts[0][0] > case.first_at:
        starts.insert(0, (case.first_at, None))
    ends = [start for start, _ in starts[1:]] + [None]
    return tuple(_phase(case, start, end, turning) for (start, turning), end in zip(starts, ends, strict=True))


def _turnings(changes: Sequence[Change]) -> list[Change]:
    """Keep the weightiest change of each message, without what the seller did and without refusal upon refusal.

    While the account is closed only it and the money turn the story.
    """
    kept: list[Change] = []
    closed = False
    for change in changes:
        aside = closed and change.track not in _MAIN
        if change.track is Track.ACCOUNT:
            closed = change.after in CLOSED
        if aside or change.after in _OWN_DOING or (change.track is Track.FUNDS and change.after in _QUIET_FUNDS):
            continue
        if kept and (kept[-1].at, kept[-1].message) == (change.at, change.message):
            if _RANK[change.track] < _RANK[kept[-1].track]:
                kept[-1] = change
        elif not _again(kept, change):
            kept.append(change)
    return kept


def _again(kept: Sequence[Change], change: Change) -> bool:
    return bool(kept) and change.track is Track.ACCOUNT and change.after in _REFUSALS and kept[-1].after in _REFUSALS


def _phase(case: Case, start: datetime, end: datetime | None, turning: Change | None) -> Phase:
    inside = [entry for entry in case.messages if entry.at >= start and (end is None or entry.at < end)]
    incoming = [entry for entry in inside if entry.direction is Direction.INCOMING]
    return Phase(
        start=start,
        end=end,
        turning=turning,
        sent=sum(item.at >= start and (end is None or item.at < end) for item in case.rounds),
        received=len(incoming),
        refusals=sum(entry.label == Label.TEMPLATE_REJECTION for entry in incoming),
        turns=tuple(
            change
            for change in case.changes
            if start <= change.at and (end is None or change.at < end) and _tells(change, turning)
        ),
    )


def _tells(change: Change, turning: Change | None) -> bool:
    """Say whether a change is worth a word beside the one that began its phase."""
    if change is turning or change.after in _OWN_DOING:
        return False
    return change.track is not Track.ACCOUNT or change.after not in _REFUSALS
