"""The policy table: deadlines that are said to hold where the notice prints none. Dated data with sources, never constants."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from classifiers.labels import ClockKind, Label, Start, Track, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRow:
    """One rule. ``valid_from`` and ``valid_until`` are inclusive days of the starting event."""

    id: str
    marketplace: str
    """A store, or ``*``."""
    on: Label
    purpose: str
    """Rows of one purpose are readings of the same clock."""
    track: Track
    kind: ClockKind
    length: int
    unit: Unit
    start: Start
    source: str
    state: str | None = None
    """Only where the message left the track in this state."""
    valid_from: date | None = None
    valid_until: date | None = None
    confirmed_by: str | None = None
    confirmed_on: date | None = None

    def holds(self, marketplace: str, day: date) -> bool:
        """Say whether the row holds in a store on the day of the starting event."""
        early = self.valid_from is not None and day < self.valid_from
        late = self.valid_until is not None and day > self.valid_until
        return self.marketplace in ("*", marketplace) and not early and not late


Policy = tuple[PolicyRow, ...]


@lru_cache
def load_policy() -> Policy:
    """Read the table that ships with mailbot."""
    return parse_policy(files(__package__).joinpath("policy.toml").read_text(encoding="utf-8"))


def parse_policy(text: str) -> Policy:
    """Read a table; ValueError or KeyError where it is malformed."""
    return tuple(_row(row) for row in tomllib.loads(text).get("row", ()))


def _row(row: Mapping[str, Any]) -> PolicyRow:
    return PolicyRow(
        id=row["id"],
        marketplace=row["marketplace"],
        on=Label(row["on"]),
        purpose=row["purpose"],
        track=Track(row["track"]),
        kind=ClockKind(row["kind"]),
        length=row["length"],
        unit=Unit(row["unit"]),
        start=Start(row["start"]),
        source=row["source"],
        state=row.get("state"),
        valid_from=row.get("from"),
        valid_until=row.get("until"),
        confirmed_by=row.get("confirmed_by"),
        confirmed_on=row.get("confirmed_on"),
    )
