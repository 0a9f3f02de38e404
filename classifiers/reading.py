"""What the reader found in one message. Every finding carries the words it was read from."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from classifiers.labels import (
    Act,
    AmountRole,
    ChannelKind,
    ClockKind,
    Deficit,
    DemandKind,
    Label,
    Start,
    Track,
    Unit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money; ``currency`` is an ISO 4217 code, or None where the text does not say."""

    value: Decimal
    currency: str | None
    role: AmountRole
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """Identifiers in the order of their first mention, normalised (NFKC, upper case), without repeats."""

    asins: tuple[str, ...] = ()
    order_ids: tuple[str, ...] = ()
    case_ids: tuple[str, ...] = ()
    complaint_ids: tuple[str, ...] = ()
    shipment_ids: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    addresses: tuple[str, ...] = ()
    """E-mail addresses that the text names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One paper or text that is asked for."""

    kind: DemandKind
    age_days: int | None
    asins: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One deadline of the seller. Relative: ``length``, ``unit``, ``start``. Absolute: ``at`` (aware), the rest None."""

    kind: ClockKind
    length: int | None
    unit: Unit | None
    start: Start | None
    at: datetime | None
    quote: str
    or_: str | None = None
    """The words of a second limb: "or after two failed appeals"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where this notice says that an answer goes. ``address`` only for ``email``."""

    kind: ChannelKind
    address: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMatch:
    """The form letter: a fingerprint of the text without names, dates and ids."""

    id: str
    similarity: float
    """To the nearest letter known before: 1.0 the same, 0.0 nothing alike or nothing known. The reader knows none."""
    lines: tuple[str, ...] = ()
    """The letter without what differs from copy to copy (``classifiers.forms``), where it is about a seller's account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Words of the message and how much they weighed for the label."""

    quote: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was understood of one message.

    An incoming message has a ``label``, an outgoing one an ``act``. Where the reader abstains both are None,
    ``abstained`` says why (a code), and ``alternatives`` leads with its best guess.
    """

    label: Label | None
    confidence: float
    act: Act | None = None
    abstained: str | None = None
    alternatives: tuple[tuple[str, float], ...] = ()
    """(value of Label or Act, confidence), the likeliest first."""
    secondary: tuple[Label, ...] = ()
    tracks: tuple[Track, ...] = ()
    appealable: bool | None = None
    final: bool | None = None
    deficits: tuple[Deficit, ...] = ()
    entities: Entities = field(default_factory=Entities)
    demands: tuple[Demand, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    channels: tuple[Channel, ...] = ()
    form: FormMatch | None = None
    because: tuple[Because, ...] = ()
    suspicions: tuple[str, ...] = ()
    """Codes of content that speaks for a lure: login_demanded, link_mismatch, brand_lookalike, short_threat, ..."""
    language: str = "und"
    """``ja``, ``en``, another ISO 639-1 code, or ``und``."""
    model: str = ""
    """The version of the model (and rules) that read it."""

    @property
    def best(self) -> str | None:
        """The label or act, or, where the reader abstained, its best guess."""
        if (word := self.label or self.act) is not None:
            return word.value
        return self.alternatives[0][0] if self.alternatives else None
