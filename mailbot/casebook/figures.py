"""What can be counted in a case: attempts, form letters, answer times, money. Each average with its n; no cause is claimed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any, Final
from zoneinfo import ZoneInfo

from classifiers.labels import Act, AmountRole, Label, Track
from mailbot.casebook.case import Case, Change, MoneyPoint, Round
from mailbot.casebook.machines import CLOSED

_BETTER: Final = frozenset(
    {
        (Track.ACCOUNT, "reopened"),
        (Track.ACCOUNT, "open"),
        (Track.LISTING, "restored"),
        (Track.FUNDS, "window_open"),
        (Track.FUNDS, "released"),
        (Track.VERIFICATION, "passed"),
        (Track.STOCK, "settled"),
        (Track.STOCK, "normal"),
    }
)
"""Moves after which it is worth asking what had been sent before."""


@dataclass(frozen=True, slots=True)
class Median:
    """A median of days, and of how many."""

    days: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """A track got better; this round was the last sent before. A sequence, not a cause."""

    at: datetime
    track: Track
    after: str
    round: int
    novelty: float | None
    new_attachments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a case."""

    attempts: int
    by_act: Mapping[str, int]
    answered: int
    open: int
    unpaired: int
    forms: tuple[tuple[str, int], ...]
    """(form letter, copies), the commonest first: the letters that refused, and any that came twice."""
    answer_days: Median | None
    by_channel: Mapping[str, Median]
    by_weekday: Mapping[int, Median]
    """0 is Monday, in the case's zone; by the day of sending."""
    turnings: tuple[Turning, ...]
    withheld: MoneyPoint | None
    """The first held sum that a notice named."""
    paid: tuple[MoneyPoint, ...]
    fees: Decimal
    vanished_at: datetime | None
    days_closed: int | None
    """Days on the calendar from the first closure to the last reopening; None while closed or never closed."""


def figures(case: Case) -> Figures:
    """Count a case."""
    zone = ZoneInfo(case.timezone)
    answered = [item for item in case.rounds if item.answered_at is not None]
    copies = Counter(entry.form for entry in case.messages if entry.form)
    refusals = {entry.form for entry in case.messages if entry.label == Label.TEMPLATE_REJECTION}
    return Figures(
        attempts=len(case.rounds),
        by_act=dict(Counter(item.act for item in case.rounds)),
        answered=len(answered),
        open=len(case.rounds) - len(answered),
        unpaired=len(case.unpaired),
        forms=_forms({form: n for form, n in copies.items() if form and (n > 1 or form in refusals)}),
        answer_days=_median(answered),
        by_channel=_by(answered, lambda item: item.channel),
        by_weekday=_by(answered, lambda item: item.at.astimezone(zone).weekday()),
        turnings=tuple(_turnings(case)),
        withheld=next(
            (point for point in case.money if point.role in ("withheld", "reserve", "balance") and point.value > 0), None
        ),
        paid=tuple(point for point in case.money if point.role == AmountRole.PAID and point.value > 0),
        fees=sum((abs(point.value) for point in case.money if point.role == AmountRole.FEE), Decimal(0)),
        vanished_at=next((alarm.at for alarm in case.alarms if alarm.code == "reserve_vanished"), None),
        days_closed=_days_closed(case),
    )


def _forms(copies: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(copies.items(), key=lambda pair: (-pair[1], pair[0])))


def appeals(found: Figures) -> int:
    """Return how many of the submissions were appeals."""
    return found.by_act.get(Act.APPEAL.value, 0)


def _median(rounds: Sequence[Round]) -> Median | None:
    hours = [item.answer_hours for item in rounds if item.answer_hours is not None]
    return Median(round(median(hours) / 24, 1), len(hours)) if hours else None


def _by(rounds: Sequence[Round], name: Any) -> dict[Any, Median]:
    groups: dict[Any, list[Round]] = {}
    for item in rounds:
        groups.setdefault(name(item), []).append(item)
    return {key: found for key in sorted(groups) if (found := _median(groups[key]))}


def _turnings(case: Case) -> Iterable[Turning]:
    for change in case.changes:
        before = [item for item in case.rounds if item.at < change.at]
        if _better(change) and before:
            last = before[-1]
            yield Turning(
                at=change.at,
                track=change.track,
                after=change.after,
                round=last.number,
                novelty=last.novelty,
                new_attachments=last.new_attachments,
            )


def _better(change: Change) -> bool:
    return change.confirmed and (change.track, change.after) in _BETTER


def _days_closed(case: Case) -> int | None:
    closed = [change.at for change in case.changes if change.track is Track.ACCOUNT and change.after in CLOSED]
    reopened = [change.at for change in case.changes if change.track is Track.ACCOUNT and change.after == "reopened"]
    if not closed or not reopened or reopened[-1] <= closed[0]:
        return None
    zone = ZoneInfo(case.timezone)
    return (reopened[-1].astimezone(zone).date() - closed[0].astimezone(zone).date()).days
