"""Two reports on the same movement of goods, compared. Both are exports with edges, and an order leaves a day after it came.

What was ordered in the last days of the time that both cover may not have left yet, and what left in its first days may have
been ordered before; so a difference counts only beyond the units that moved there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from replies.evidence.findings import Located


class Movement(NamedTuple):
    """Units of one ASIN on one day. A tuple, as rows are: there is one for each order."""

    asin: str
    day: date
    units: int
    row: Located
    reference: str = ""
    """Of the shipment or order, where the report names one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One ASIN on which the reports disagree."""

    asin: str
    first: int
    second: int
    since: date
    until: date
    rests: tuple[Located, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Edges:
    """How far the second report may lag behind the first, and how many days their dates may differ otherwise."""

    lag: timedelta
    slack: timedelta


def differences(first: Sequence[Movement], second: Sequence[Movement], edges: Edges) -> tuple[Difference, ...]:
    """Compare the totals of two reports over the days that both cover; nothing where they share too few."""
    if not first or not second:
        return ()
    since = max(min(move.day for move in first), min(move.day for move in second))
    until = min(max(move.day for move in first), max(move.day for move in second))
    if until - since <= 2 * edges.lag:
        return ()
    ours, theirs = by_asin(first, since, until), by_asin(second, since, until)
    found = []
    for asin in sorted((ours.keys() | theirs.keys()) - {""}):
        pair = (ours.get(asin, []), theirs.get(asin, []))
        units, others = map(_units, pair)
        early, late = (edges.slack, edges.lag) if units > others else (edges.lag, edges.slack)
        surplus = pair[0] if units > others else pair[1]
        allowed = _units(move for move in surplus if move.day < since + early or move.day > until - late)
        if abs(units - others) > allowed:
            rests = tuple(move.row for moves in pair for move in moves)
            found.append(Difference(asin=asin, first=units, second=others, since=since, until=until, rests=rests))
    return tuple(found)


def mismatches(first: Sequence[Movement], second: Sequence[Movement], edges: Edges) -> tuple[Difference, ...]:
    """Compare two reports that name the same references, one by one: edges then matter only for what one of them lacks.

    Reports without a common reference are compared by their totals.
    """
    pairs = _paired(first, second)
    if not any(ours and theirs for ours, theirs in pairs.values()):
        return differences(first, second, edges)
    since = max(min(move.day for move in first), min(move.day for move in second))
    until = min(max(move.day for move in first), max(move.day for move in second))
    wrong: dict[str, list[tuple[list[Movement], list[Movement]]]] = {}
    for (asin, _), (ours, theirs) in pairs.items():
        inside = all(since + edges.lag < move.day < until - edges.lag for move in (*ours, *theirs))
        if asin and _units(ours) != _units(theirs) and ((ours and theirs) or inside):
            wrong.setdefault(asin, []).append((ours, theirs))
    return tuple(
        Difference(
            asin=asin,
            first=sum(_units(ours) for ours, _ in found),
            second=sum(_units(theirs) for _, theirs in found),
            since=min(move.day for pair in found for moves in pair for move in moves),
            until=max(move.day for pair in found for moves in pair for move in moves),
            rests=tuple(move.row for pair in found for moves in pair for move in moves),
        )
        for asin, found in sorted(wrong.items())
    )


def _paired(
    first: Iterable[Movement], second: Iterable[Movement]
) -> dict[tuple[str, str], tuple[list[Movement], list[Movement]]]:
    pairs: dict[tuple[str, str], tuple[list[Movement], list[Movement]]] = {}
    for side, moves in enumerate((first, second)):
        for move in moves:
            if move.reference:
                pairs.setdefault((move.asin, move.reference), ([], []))[side].append(move)
    return pairs


def by_asin(moves: Iterable[Movement], since: date = date.min, until: date = date.max) -> dict[str, list[Movement]]:
    """Group movements within a span of days by ASIN."""
    grouped: dict[str, list[Movement]] = {}
    for move in moves:
        if since <= move.day <= until:
            grouped.setdefault(move.asin, []).append(move)
    return grouped


def _units(moves: Iterable[Movement]) -> int:
    return sum(move.units for move in moves)
