"""Two reports on the same movement of goods, compared. Both are exports with edges, and an order leaves a day after it came.

What lies within a few days of an edge of the time that both cover may stand in one and not yet in the other; so a
difference counts only beyond the units that moved there.
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


def differences(first: Sequence[Movement], second: Sequence[Movement], edge: timedelta) -> tuple[Difference, ...]:
    """Compare two reports over the days that both cover; nothing where they share none."""
    if not first or not second:
        return ()
    since = max(min(move.day for move in first), min(move.day for move in second))
    until = min(max(move.day for move in first), max(move.day for move in second))
    if until - since <= 2 * edge:
        return ()
    ours, theirs = by_asin(first, since, until), by_asin(second, since, until)
    found = []
    for asin in sorted((ours.keys() | theirs.keys()) - {""}):
        pair = (ours.get(asin, []), theirs.get(asin, []))
        units, others = map(_units, pair)
        if abs(units - others) > _near(pair, since, since + edge) + _near(pair, until - edge, until):
            rests = tuple(move.row for moves in pair for move in moves)
            found.append(Difference(asin=asin, first=units, second=others, since=since, until=until, rests=rests))
    return tuple(found)


def mismatches(first: Sequence[Movement], second: Sequence[Movement], edge: timedelta) -> tuple[Difference, ...]:
    """Compare two reports that name the same references, one by one: edges then matter only for what one of them lacks.

    Reports without a common reference are compared by their totals.
    """
    pairs = _paired(first, second)
    if not any(ours and theirs for ours, theirs in pairs.values()):
        return differences(first, second, edge)
    since = max(min(move.day for move in first), min(move.day for move in second))
    until = min(max(move.day for move in first), max(move.day for move in second))
    wrong: dict[str, list[tuple[list[Movement], list[Movement]]]] = {}
    for (asin, _), (ours, theirs) in pairs.items():
        inside = all(since + edge < move.day < until - edge for move in (*ours, *theirs))
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


def _near(pair: Iterable[Sequence[Movement]], since: date, until: date) -> int:
    return max(_units(move for move in moves if since <= move.day <= until) for moves in pair)


def _units(moves: Iterable[Movement]) -> int:
    return sum(move.units for move in moves)
