"""Which case a message belongs to, and why.

The first rule that finds a case wins: the user's word; the thread; a case, complaint or shipment id; ASINs; the form letter;
the account. Only account-health mail, the seller's own submissions and replies in the thread of a case found or join one; an
acknowledgement joins but founds none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from classifiers.labels import ACCOUNT_HEALTH, Act, Direction, Label, Track
from mailbot import domains
from mailbot.casebook.machines import SETTLED
from mailbot.casebook.message import CaseMessage
from mailbot.casebook.outline import CaseOutline, begin, grow

SENSIBLE: Final = timedelta(days=180)
"""How long after its last message an open matter is still what a notice without ids is about."""
REMEMBERED: Final = timedelta(days=400)
"""How long after its last message a settled case still takes what names its goods, or speaks of its account."""

_ACCOUNT_WIDE: Final = frozenset(
    {
        Label.CLOSURE_NOTICE,
        Label.TEMPLATE_REJECTION,
        Label.FUNDS_APPEAL_WINDOW,
        Label.FUNDS_WITHHELD,
        Label.FUNDS_RELEASED,
        Label.RESERVE_CHANGE,
        Label.INVENTORY_NOTICE,
        Label.FORGERY_ALLEGATION,
        Label.IDENTITY_VERIFICATION,
        Label.REINSTATEMENT,
        Label.ACKNOWLEDGEMENT,
    }
)
"""Labels that speak of the account: without ids they join the case in which it is closed or its money held."""
_LATE: Final = frozenset({Label.FUNDS_RELEASED, Label.REINSTATEMENT, Label.RESERVE_CHANGE, Label.FUNDS_WITHHELD})
"""Labels that may come after everything is settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a message went to its case: ``code`` (``case_link.<code>`` in the catalogue) and its values."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A message's case. ``new``: this message founds it."""

    case_id: str
    new: bool
    reason: Why


_Rule = Callable[[CaseMessage, Sequence[CaseOutline]], tuple[CaseOutline, Why] | None]


def link(message: CaseMessage, cases: Sequence[CaseOutline], pin: str | None = None) -> Link | None:
    """Return the case of a message, or None where it belongs to none.

    ``cases`` may be of any account; ``pin`` is the case that the user put the message into. Messages that come late (older
    than the newest of the account) want ``link_all`` over the account for an outcome that does not depend on arrival.
    """
    if pin is not None:
        return Link(case_id=pin, new=all(case.id != pin for case in cases), reason=Why(code="by_hand"))
    own = sorted(
        (case for case in cases if case.account == message.account), key=lambda case: (case.last_at, case.id), reverse=True
    )
    for rule in _rules_for(message):
        if found := rule(message, own):
            case, why = found
            return Link(case_id=case.id, new=False, reason=why)
    if not _founds(message):
        return None
    return Link(case_id=case_id_of(message), new=True, reason=Why(code="founding"))


def link_all(messages: Iterable[CaseMessage], pins: Mapping[str, str] | None = None) -> dict[str, Link | None]:
    """Return the link of every message by its digest, whatever order they are given in.

    ``pins`` are the user's own links: digest → case id. Equal digests in different accounts are different messages only
    where the caller calls once for each account.
    """
    pins = pins or {}
    outlines: dict[str, CaseOutline] = {}
    links: dict[str, Link | None] = {}
    ordered = sorted(messages, key=lambda item: (item.at, item.sha256))
    for message in ordered:
        found = link(message, list(outlines.values()), pins.get(message.sha256))
        links[message.sha256] = found
        if found is not None:
            known = outlines.get(found.case_id)
            outlines[found.case_id] = grow(known, message) if known else begin(found.case_id, message)
    left = (message for message in ordered if links[message.sha256] is None)
    return links | {message.sha256: _by_later_id(message, list(outlines.values())) for message in left}


def reasons(messages: Iterable[CaseMessage], pins: Mapping[str, str]) -> dict[str, Why]:
    """Return why each message of one case is on it, by its digest: what binds it to those that came before.

    ``pins`` are the user's own links. A message that nothing binds any more (its words were dropped) has no reason.
    """
    found: dict[str, Why] = {}
    outline: CaseOutline | None = None
    ordered = sorted(messages, key=lambda item: (item.at, item.sha256))
    for message in ordered:
        if message.sha256 in pins:
            found[message.sha256] = Why(code="by_hand")
        elif outline is None:
            found[message.sha256] = Why(code="founding")
        elif (bound := link(message, [outline])) is not None and not bound.new:
            found[message.sha256] = bound.reason
        outline = grow(outline, message) if outline else begin(case_id_of(message), message)
    for message in ordered:
        if message.sha256 not in found and outline is not None and (later := _by_later_id(message, [outline])) is not None:
            found[message.sha256] = later.reason
    return found


def ids_of(message: CaseMessage) -> frozenset[str]:
    """Return the case, complaint and shipment ids that a message names."""
    entities = message.reading.entities
    return frozenset((*entities.case_ids, *entities.complaint_ids, *entities.shipment_ids))


def _by_later_id(message: CaseMessage, cases: Sequence[CaseOutline]) -> Link | None:
    """A receipt may name an id that the case itself names only later: the message that founded nothing joins then."""
    if _by_id not in _rules_for(message):
        return None
    found = _by_id(message, [case for case in cases if case.account == message.account])
    return Link(case_id=found[0].id, new=False, reason=found[1]) if found else None


def _rules_for(message: CaseMessage) -> tuple[_Rule, ...]:
    if _concerns(message):
        return _RULES
    # A message that the reader left to the user, but has a fitting guess for, may still name what the case is about.
    if message.direction is Direction.OUTGOING:
        guessed = message.reading.act is None and message.reading.best in set(Act) - {Act.OTHER} and message.to_amazon
    else:
        guessed = message.reading.label is None and message.reading.best in ACCOUNT_HEALTH and _may_be_amazons(message)
    return _RULES[:3] if guessed else _RULES[:1]


def case_id_of(message: CaseMessage) -> str:
    """Return the id of the case that a message founds: its day in its zone, and four digits of its digest."""
    day = message.at.astimezone(ZoneInfo(message.timezone)).date()
    return f"{day.isoformat()}-{message.sha256[:4]}"


def _concerns(message: CaseMessage) -> bool:
    """Say whether a message may join a case outside its thread."""
    if message.direction is Direction.OUTGOING:
        return message.reading.act not in (None, Act.OTHER) and message.to_amazon
    return message.reading.label in ACCOUNT_HEALTH and _may_be_amazons(message)


def _may_be_amazons(message: CaseMessage) -> bool:
    """A stranger who passes a notice on, or writes like one, moves nothing unless the user vouches for the mail."""
    domain = message.sender.rpartition("@")[2]
    return message.confirmed or not domain or domains.is_amazon(domain)


def _founds(message: CaseMessage) -> bool:
    return _concerns(message) and message.reading.label is not Label.ACKNOWLEDGEMENT


def _by_thread(message: CaseMessage, cases: Sequence[CaseOutline]) -> tuple[CaseOutline, Why] | None:
    for case in cases:
        shared = message.thread & case.message_ids
        if shared or (message.message_id is not None and message.message_id in case.named):
            return case, Why(code="thread")
    return None


def _by_id(message: CaseMessage, cases: Sequence[CaseOutline]) -> tuple[CaseOutline, Why] | None:
    entities = message.reading.entities
    for case in cases:
        for name in ("case_ids", "complaint_ids", "shipment_ids"):
            for value in getattr(entities, name):
                if value in getattr(case, name):
                    return case, Why(code=name[:-1], values={"id": value})
    return None


def _by_asin(message: CaseMessage, cases: Sequence[CaseOutline]) -> tuple[CaseOutline, Why] | None:
    wanted = set(message.reading.entities.asins)
    if not wanted:
        return None
    best = max((case for case in cases if _alive(message, case)), key=lambda case: len(wanted & case.asins), default=None)
    if best is None or not wanted & best.asins:
        return None
    return best, Why(code="asin", values={"id": min(wanted & best.asins)})


def _by_form(message: CaseMessage, cases: Sequence[CaseOutline]) -> tuple[CaseOutline, Why] | None:
    form = message.reading.form
    if form is None or message.reading.entities.asins or message.direction is Direction.OUTGOING:
        return None
    alive = [case for case in cases if form.id in case.form_ids and _alive(message, case) and case.unsettled]
    return (alive[0], Why(code="form")) if alive else None


def _by_account(message: CaseMessage, cases: Sequence[CaseOutline]) -> tuple[CaseOutline, Why] | None:
    """Letters about the account as a whole go where it is closed, its money held, or to the only open matter."""
    label = message.reading.label
    if message.direction is Direction.INCOMING and label not in _ACCOUNT_WIDE:
        return _warned_again(message, cases)
    for code, holds in (("account_closed", _is_closed), ("funds_held", _holds_funds)):
        for case in cases:
            if holds(case) and _alive(message, case):
                return case, Why(code=code)
    recent = [case for case in cases if message.at - case.last_at <= SENSIBLE]
    open_matters = [case for case in recent if case.unsettled]
    if label is Label.CLOSURE_NOTICE:
        return _grown_into(message, open_matters)
    if open_matters:
        return open_matters[0], Why(code="open_matter")
    late = [case for case in cases if message.at - case.last_at <= REMEMBERED] if label in _LATE else recent
    return (late[0], Why(code="last_matter")) if late and label is not Label.IDENTITY_VERIFICATION else None


def _grown_into(message: CaseMessage, matters: Sequence[CaseOutline]) -> tuple[CaseOutline, Why] | None:
    """A listing matter becomes the account's: the only open one, unless the closure names other goods."""
    named = set(message.reading.entities.asins)
    if len(matters) > 1:
        matters = [case for case in matters if not _only_money(case)]
    if len(matters) == 1 and not (named and matters[0].asins and not named & matters[0].asins):
        return matters[0], Why(code="grown")
    return None


def _warned_again(message: CaseMessage, cases: Sequence[CaseOutline]) -> tuple[CaseOutline, Why] | None:
    """A warning or an inquiry that names nothing is about the newest open matter; one that names other goods is a new one."""
    entities = message.reading.entities
    if entities.asins or entities.complaint_ids:
        return None
    matters = [case for case in cases if case.unsettled and message.at - case.last_at <= SENSIBLE]
    return (matters[0], Why(code="open_matter")) if matters else None


def _only_money(case: CaseOutline) -> bool:
    return all(state in SETTLED[track] for track, state in case.states.items() if track is not Track.FUNDS)


def _is_closed(case: CaseOutline) -> bool:
    return case.closed


def _holds_funds(case: CaseOutline) -> bool:
    return case.states[Track.FUNDS] not in ("normal", "released")


def _alive(message: CaseMessage, case: CaseOutline) -> bool:
    return case.unsettled or message.at - case.last_at <= REMEMBERED


_RULES: Final[tuple[_Rule, ...]] = (_by_thread, _by_id, _by_asin, _by_form, _by_account)
