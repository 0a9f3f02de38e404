"""What the playbook and the templates are told: plain values. Nothing here names a mail, a case or a database.

``mailbot.service`` maps its Case to a Situation. All times are aware.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from classifiers.labels import Act, ChannelKind, ClockKind, Deficit, DemandKind, Label, Track


class StepName(StrEnum):
    """What to do next."""

    ANSWER_INQUIRY = "answer_inquiry"
    ANSWER_WARNING = "answer_warning"
    SUBMIT_DOCUMENTS = "submit_documents"
    APPEAL_CLOSURE = "appeal_closure"
    ANSWER_REJECTION = "answer_rejection"
    SWITCH_CHANNEL = "switch_channel"
    ANSWER_FORGERY_ALLEGATION = "answer_forgery_allegation"
    PREPARE_NEW_APPEAL = "prepare_new_appeal"
    ASK_ABOUT_FUNDS = "ask_about_funds"
    CLAIM_FUNDS = "claim_funds"
    CONTEST_WITHHOLDING = "contest_withholding"
    ASK_ABOUT_VANISHED_RESERVE = "ask_about_vanished_reserve"
    SECURE_STOCK = "secure_stock"
    AFTER_REINSTATEMENT = "after_reinstatement"
    RECOVER_FUNDS = "recover_funds"
    CHASE = "chase"
    CONFIRM_AUTHENTICITY = "confirm_authenticity"
    WAIT = "wait"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A paper or text that the notice asks for, with the words it was read from."""

    kind: DemandKind
    age_days: int | None
    asins: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A running clock. ``at`` is the leading instant (due: the earliest, opens: the latest of the alternatives)."""

    kind: ClockKind
    at: datetime
    quote: str
    source: str
    """``printed`` (in the notice) or the policy table's row name."""
    alternatives: tuple[datetime, ...] = ()
    confirmed: bool = True
    track: Track | None = None
    """The track whose clock it is; None: the playbook tells by the quote and the kind."""
    notice: str | None = None
    """``Notice.ref`` of the message that started it, where known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The message to be answered (an incoming one), as read."""

    ref: str
    """Opaque name of the message, cited by facts."""
    label: Label | None
    at: datetime
    language: str
    subject: str
    sender: str
    text: str
    quote: str
    """The sentence that decided the label."""
    deficits: tuple[Deficit, ...] = ()
    demands: tuple[Wanted, ...] = ()
    channels: tuple[tuple[ChannelKind, str | None], ...] = ()
    asins: tuple[str, ...] = ()
    order_ids: tuple[str, ...] = ()
    case_ids: tuple[str, ...] = ()
    complaint_ids: tuple[str, ...] = ()
    amounts: tuple[tuple[str, str | None, str], ...] = ()
    """(value, currency, role)"""
    appealable: bool = False
    final: bool = False
    secondary: tuple[Label, ...] = ()
    believed: bool = True
    """False: unproven and not confirmed by the user."""
    forged: bool = False
    answerable: bool = True
    """False for bounces, lists, robots, relayed mail."""
    form_copies: int = 1
    """The how-maniest copy of the same form letter this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Something that the seller has already sent or pasted."""

    ref: str
    at: datetime
    act: Act
    text: str
    channel: ChannelKind
    address: str | None
    answered_at: datetime | None
    attachments: tuple[str, ...] = ()
    """SHA-256 of each file."""


STATED: Final = "stated by the seller"
"""How the source of a fact begins that a person stated; a day follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that may be stated, and where it comes from. ``value`` is text ready to print."""

    key: str
    value: str
    source: str
    """For people: ``notice 2018-08-15``, ``orders.txt line 12``, ``stated by the seller 2019-11-03``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything that decides what to do next."""

    now: datetime
    timezone: str
    marketplace: str
    language: str
    """Of the draft: the notice's, else the marketplace's."""
    store_name: str | None
    seller_name: str | None
    seller_addresses: tuple[str, ...]
    states: Mapping[Track, str]
    since: Mapping[Track, datetime] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    """All of the case, oldest first; the last answerable one is what a draft answers."""
    submissions: tuple[Submission, ...] = ()
    windows: tuple[Window, ...] = ()
    facts: tuple[Fact, ...] = ()
    pending_since: datetime | None = None
    """An answer of Amazon is awaited since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do (or not to do), and why."""

    name: StepName
    rule: str
    """The playbook rule that chose it; the reason's text stands in the catalogue under this name."""
    track: Track
    answers: str | None
    """``Notice.ref`` of the message that it answers."""
    channel: ChannelKind | None
    to: str | None
    not_before: datetime | None = None
    not_after: datetime | None = None
    source: str = ""
    rank: int = 0
    values: Mapping[str, str] = field(default_factory=dict)
    """Fills the reason's sentence and those of ``notes``. Dates are ISO 8601 dates in the case's zone."""
    notes: tuple[str, ...] = ()
    """Further sentences worth saying beside the reason: codes of the catalogue's table ``step_note``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """Why a draft may not leave yet: ``code`` of the catalogue, and what is missing."""

    code: str
    what: str
    """In the language of the draft."""
    key: str = ""
    """The key of the fact concerned, where there is one: what ``facts import`` would fill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposed answer. A person reviews every word; ``blockers`` must be empty before approval."""

    step: Step
    language: str
    to: str | None
    subject: str
    body: str
    attachments: tuple[str, ...] = ()
    """Names of what is to be attached; never made up."""
    cited: tuple[str, ...] = ()
    """Keys of the facts that the text rests on."""
    blockers: tuple[Blocker, ...] = ()
    novelty: float | None = None
    """Share of the text's content that no earlier submission said; None on the first round."""
    template: str = ""
