"""What linking needs to know of a case: its identifiers, its thread, where its tracks stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from classifiers.labels import Direction, Track
from mailbot.casebook import triggers
from mailbot.casebook.case import Case
from mailbot.casebook.machines import CLOSED, SETTLED, START, move
from mailbot.casebook.message import CaseMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOutline:
    """A case in brief. ``states`` are those that all its messages, believed or not, lead to."""

    id: str
    account: str
    first_at: datetime
    last_at: datetime
    message_ids: frozenset[str] = frozenset()
    """Message-IDs of its messages."""
    named: frozenset[str] = frozenset()
    """Message-IDs that its messages refer to: an answer may come before the message it answers."""
    asins: frozenset[str] = frozenset()
    case_ids: frozenset[str] = frozenset()
    """Case ids of Amazon's."""
    complaint_ids: frozenset[str] = frozenset()
    shipment_ids: frozenset[str] = frozenset()
    form_ids: frozenset[str] = frozenset()
    states: Mapping[Track, str] = field(default_factory=lambda: dict(START))

    @property
    def ids(self) -> frozenset[str]:
        """Every id of Amazon's that its messages name."""
        return self.case_ids | self.complaint_ids | self.shipment_ids

    @property
    def closed(self) -> bool:
        """The account is closed in it."""
        return self.states[Track.ACCOUNT] in CLOSED

    @property
    def unsettled(self) -> bool:
        """Some track still asks something of the seller."""
        return any(state not in SETTLED[track] for track, state in self.states.items())


def begin(case_id: str, message: CaseMessage) -> CaseOutline:
    """Return the outline of a case that a message founds."""
    return grow(CaseOutline(id=case_id, account=message.account, first_at=message.at, last_at=message.at), message)


def grow(outline: CaseOutline, message: CaseMessage) -> CaseOutline:
    """Return the outline with one more message. Messages are to be added in the order of their time."""
    entities = message.reading.entities
    form = message.reading.form if message.direction is Direction.INCOMING else None
    return replace(
        outline,
        first_at=min(outline.first_at, message.at),
        last_at=max(outline.last_at, message.at),
        message_ids=outline.message_ids | ({message.message_id} if message.message_id else set()),
        named=outline.named | message.thread,
        asins=outline.asins | set(entities.asins),
        case_ids=outline.case_ids | set(entities.case_ids),
        complaint_ids=outline.complaint_ids | set(entities.complaint_ids),
        shipment_ids=outline.shipment_ids | set(entities.shipment_ids),
        form_ids=outline.form_ids | ({form.id} if form else set()),
        states=_moved(outline.states, message),
    )


def outline_of(case: Case) -> CaseOutline:
    """Return the outline of a replayed case."""
    return CaseOutline(
        id=case.id,
        account=case.account,
        first_at=case.first_at,
        last_at=case.last_at,
        message_ids=frozenset(entry.message_id for entry in case.messages if entry.message_id),
        named=frozenset(name for entry in case.messages for name in entry.thread),
        asins=frozenset(case.asins),
        case_ids=frozenset(case.case_ids),
        complaint_ids=frozenset(case.complaint_ids),
        shipment_ids=frozenset(case.shipment_ids),
        form_ids=frozenset(entry.form for entry in case.messages if entry.form),
        states={track: state.provisional_state or state.state for track, state in case.tracks.items()},
    )


def _moved(states: Mapping[Track, str], message: CaseMessage) -> Mapping[Track, str]:
    if message.direction is Direction.OUTGOING:
        pulls = triggers.outgoing(message.reading.act, message.recipients) if message.to_amazon else ()
    else:
        pulls = triggers.incoming(message.reading, message.words)
    after = dict(states)
    for pull in pulls:
        seen = {**states, pull.track: after[pull.track]}
        after[pull.track] = move(pull.track, pull.trigger, seen) or after[pull.track]
    return after
