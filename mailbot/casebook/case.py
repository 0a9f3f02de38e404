"""What replaying the events of a case gives: its tracks, clocks, rounds, money and messages.

Pure values. All times are aware; those that a person reads are shown in ``Case.timezone``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from classifiers.labels import ClockKind, Direction, Track, Unit
from mailbot.casebook.events import CaseEvent
from mailbot.letters import Kinship


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackState:
    """Where a track stands. The provisional fields are set where unproven messages would have it elsewhere."""

    state: str
    since: datetime | None = None
    """None: it never moved."""
    message: str | None = None
    """Digest of the message that moved it last."""
    quote: str = ""
    rule: str = ""
    provisional_state: str | None = None
    provisional_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A track moved. ``confirmed`` False: it would have, if the unproven message were Amazon's."""

    track: Track
    before: str
    after: str
    at: datetime
    message: str | None
    quote: str
    rule: str
    """What moved it: a label, ``secondary.<label>``, an act, ``reserve_zero`` or ``by_hand``."""
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A paper or text that a notice asks for."""

    kind: str
    age_days: int | None
    asins: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message of the case, either way, as far as the story needs it."""

    sha256: str
    message_id: str | None
    at: datetime
    direction: Direction
    label: str | None
    """Label or act; None where the reader abstained."""
    guess: str | None
    subject: str
    sender: str
    recipients: tuple[str, ...]
    thread: frozenset[str]
    quote: str
    secondary: tuple[str, ...]
    asins: tuple[str, ...]
    demands: tuple[Asked, ...]
    deficits: tuple[str, ...]
    appealable: bool | None
    final: bool | None
    form: str | None
    copy: int
    """The how-maniest copy of its form letter within the case; 0 for what is no form letter."""
    confirmed: bool
    kinship: Kinship = field(default_factory=Kinship)
    """How its form letter relates to those that the case received before."""
    same: str | None = None
    """The newest earlier message with the same letter, or with the letter that this one revises, by its digest."""
    submission: bool = False
    """The seller's, and more than a passing word: it is a round."""
    units: int | None = None
    """How many pieces of stock a notice names; None where it names none or several numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One reading of a clock: its instant and what it was counted from."""

    at: datetime
    length: int | None
    unit: Unit | None
    start: str | None
    start_at: datetime | None
    source: str
    """``printed``, the policy row's id, or ``by_hand``."""
    confirmed_by: str | None = None
    """Who confirmed a table value; None for one that nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A ``due`` (not after) or ``opens`` (not before) instant of one track.

    ``at`` leads: of the alternatives a due clock takes the earliest, an opens clock the latest. It is None where the start is
    unknown. The last second of the day, in the marketplace's zone, is still in time. What becomes of it at a given hour is
    ``clocks.status``.
    """

    id: str
    kind: ClockKind
    track: Track
    at: datetime | None
    quote: str
    source: str
    message: str | None
    noticed: datetime
    """When the message that brought it came."""
    timezone: str
    confirmed: bool
    label: str | None = None
    table_confirmed_by: str | None = None
    alternatives: tuple[Alternative, ...] = ()
    also: str | None = None
    """The words of a second limb ("or after two failed appeals")."""
    met_at: datetime | None = None
    met_by: str | None = None
    moot_at: datetime | None = None
    moot_by: str | None = None
    superseded_at: datetime | None = None
    """When a later notice set another time for the same thing."""
    superseded_by: str | None = None
    """Id of the clock that took its place."""
    extended_at: datetime | None = None
    """When the user set another time; ``at`` is that time."""
    snoozed_until: datetime | None = None

    @property
    def unproven_table(self) -> bool:
        """It comes from the policy table, and nobody has confirmed the row."""
        return self.source not in ("printed", "by_hand") and self.table_confirmed_by is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One submission and what came back."""

    number: int
    ref: str
    """Digest of the sent message, or the event key of one told by hand."""
    message: str | None
    message_id: str | None
    at: datetime
    act: str
    channel: str
    address: str | None
    text: str
    attachments: tuple[str, ...]
    novelty: float | None
    """Share of its sentences that no earlier round said; None on the first."""
    new_attachments: int
    answered_at: datetime | None = None
    answer: str | None = None
    """Digest of the answer."""
    answer_label: str | None = None
    answer_confirmed: bool = True
    more_answers: tuple[str, ...] = ()
    """Digests of further letters in its thread."""
    form: str | None = None
    copy: int = 0
    unmet: tuple[Asked, ...] = ()
    """What the answer still asks for."""
    deficits: tuple[str, ...] = ()

    @property
    def answer_hours(self) -> float | None:
        """Hours until the answer, or None while none came."""
        return None if self.answered_at is None else (self.answered_at - self.at).total_seconds() / 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPoint:
    """A sum that a notice, a settlement file or the user named."""

    at: datetime
    role: str
    value: Decimal
    currency: str | None
    message: str | None
    quote: str
    confirmed: bool
    source: str = "notice"
    previous: bool = False
    """Carried over from the statement before: what there was, not what there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that must not go unseen: ``code`` of the catalogue, its values, the message behind it."""

    code: str
    at: datetime
    message: str | None
    values: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = True
    resolved_at: datetime | None = None
    """When the money was paid after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The whole matter, as replayed."""

    id: str
    account: str
    marketplace: str
    timezone: str
    first_at: datetime
    last_at: datetime
    tracks: Mapping[Track, TrackState]
    changes: tuple[Change, ...]
    clocks: tuple[Clock, ...]
    rounds: tuple[Round, ...]
    unpaired: tuple[str, ...]
    """Digests of answers to nothing that we know of."""
    money: tuple[MoneyPoint, ...]
    alarms: tuple[Alarm, ...]
    messages: tuple[Entry, ...]
    pending_since: datetime | None
    """The first submission since Amazon's last answer; None while nothing is awaited."""
    missing: tuple[Asked, ...]
    """What the newest notice asks for, while no submission followed it."""
    asins: tuple[str, ...]
    order_ids: tuple[str, ...]
    case_ids: tuple[str, ...]
    complaint_ids: tuple[str, ...]
    shipment_ids: tuple[str, ...]
    notes: tuple[CaseEvent, ...]
    """Notes and decisions of the user."""
    events: tuple[CaseEvent, ...]
    """All of them, in their order."""

    def entry(self, sha256: str | None) -> Entry | None:
        """Return the message of that digest, if it belongs to the case."""
        return next((entry for entry in self.messages if entry.sha256 == sha256), None)

    def state(self, track: Track) -> str:
        """Return the confirmed state of a track."""
        return self.tracks[track].state


def asked(data: Mapping[str, Any]) -> Asked:
    """Read a demand from an event's data."""
    return Asked(kind=data["kind"], age_days=data["age_days"], asins=tuple(data["asins"]), quote=data["quote"])
