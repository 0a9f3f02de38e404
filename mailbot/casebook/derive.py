"""From one understood message to the events that it puts on its case.

Keys name the message and what was found in it, not whether it is believed: read again, or confirmed, the same message gives
the same keys. ``data`` holds JSON values only:

``message``, ``submission``  ``_story``: who, what, label or ``act``, identifiers, demands, form letter, quote; a submission also
``channel``, ``address``, ``text``, ``attachments``.
``state``     ``track``, ``trigger`` (machines), ``rule``, ``quote``; by hand ``to`` (a state) instead of ``trigger``.
``clock``     ``kind``, ``track``, ``length``, ``unit``, ``start``, ``at``, ``quote``, ``also``, ``label``, ``timezone``.
``money``     ``role``, ``value`` (a decimal string), ``currency``, ``quote``, ``source``, ``previous`` (carried over).
``decision``  ``decision`` and what belongs to it: see ``by_hand``.
"""

from collections.abc import Sequence
from typing import Any, Final

from classifiers.labels import Act, AmountRole, ChannelKind, ClockKind, Direction, Label, Track
from classifiers.reading import Amount, Deadline, Reading
from mailbot.casebook import triggers
from mailbot.casebook.events import CaseEvent, EventKind
from mailbot.casebook.message import CaseMessage
from mailbot.casebook.money_words import carried_over
from mailbot.casebook.quotes import about, asks_for_appeal, cut, lead_quote, sentence_around, track_quote
from mailbot.casebook.stock import quantity

_MONEY: Final = frozenset({AmountRole.BALANCE, AmountRole.RESERVE, AmountRole.WITHHELD, AmountRole.PAID, AmountRole.FEE})
_HOME: Final = {
    Label.AUTHENTICITY_INQUIRY: Track.LISTING,
    Label.IDENTITY_VERIFICATION: Track.VERIFICATION,
    Label.FUNDS_APPEAL_WINDOW: Track.FUNDS,
    Label.FUNDS_WITHHELD: Track.FUNDS,
    Label.FUNDS_RELEASED: Track.FUNDS,
    Label.RESERVE_CHANGE: Track.FUNDS,
    Label.INVENTORY_NOTICE: Track.STOCK,
}
"""The track that a label's deadlines belong to, where their words do not say otherwise; else the account."""


def events_of(message: CaseMessage, case_id: str) -> tuple[CaseEvent, ...]:
    """Return everything that one message says of its case, in a fixed order.

    A message that is not ``confirmed`` gives the same events, all provisional.
    """
    reading = message.reading
    if message.direction is Direction.OUTGOING:
        return _outgoing(message, case_id)
    events = [_event(message, case_id, EventKind.MESSAGE, "", story(message))]
    events += _states(message, case_id, triggers.incoming(reading, message.words))
    if reading.label is not None:
        for number, deadline in enumerate(reading.deadlines):
            events.append(_event(message, case_id, EventKind.CLOCK, str(number), _clock(deadline, message)))
        for number, data in enumerate(_money(message)):
            events.append(_event(message, case_id, EventKind.MONEY, str(number), data))
    return tuple(events)


def story(message: CaseMessage) -> dict[str, Any]:
    """Return a message as its event keeps it."""
    reading = message.reading
    return {
        "account": message.account,
        "marketplace": message.marketplace,
        "timezone": message.timezone,
        "direction": message.direction.value,
        "message_id": message.message_id,
        "thread": sorted(message.thread),
        "subject": message.subject,
        "sender": message.sender,
        "recipients": list(message.recipients),
        "attachments": list(message.attachments),
        "label": _word(reading),
        "guess": reading.best,
        "quote": lead_quote(reading, message.text),
        "language": reading.language,
        "secondary": [label.value for label in reading.secondary],
        "tracks": [track.value for track in reading.tracks],
        "appealable": reading.appealable,
        "final": reading.final,
        "deficits": [deficit.value for deficit in reading.deficits],
        "form": reading.form.id if reading.form else None,
        "form_lines": list(reading.form.lines) if reading.form else [],
        "demands": _demands(reading),
        "channels": [{"kind": item.kind.value, "address": item.address} for item in reading.channels],
        "units": quantity(message.text) if reading.label is Label.INVENTORY_NOTICE else None,
        **_identifiers(reading),
    }


def _outgoing(message: CaseMessage, case_id: str) -> tuple[CaseEvent, ...]:
    act = _act(message.reading)
    if act is None or not message.to_amazon:
        return (_event(message, case_id, EventKind.MESSAGE, "", story(message)),)
    data = story(message) | {
        "act": act.value,
        "channel": (ChannelKind.REPLY if message.thread else ChannelKind.EMAIL).value,
        "address": message.recipients[0] if message.recipients else None,
        "text": message.text,
    }
    moves = _states(message, case_id, triggers.outgoing(message.reading.act, message.recipients))
    return (_event(message, case_id, EventKind.SUBMISSION, "", data), *moves)


def _act(reading: Reading) -> Act | None:
    """Return the act of a submission. That something was sent is certain even where the reader only guesses what it was."""
    guess = reading.best
    act = reading.act or (Act(guess) if guess in set(Act) else None)
    return None if act is Act.OTHER else act


def _event(message: CaseMessage, case_id: str, kind: EventKind, name: str, data: dict[str, Any]) -> CaseEvent:
    key = f"{message.sha256}:{kind.value}" + (f":{name}" if name else "")
    return CaseEvent(
        key=key,
        case_id=case_id,
        at=message.at,
        kind=kind,
        message=message.sha256,
        confirmed=message.confirmed,
        data=data,
    )


def _states(message: CaseMessage, case_id: str, pulls: Sequence[triggers.Pull]) -> list[CaseEvent]:
    return [
        _event(
            message, case_id, EventKind.STATE, f"{pull.track.value}:{pull.trigger.value}", _state(pull, pulls[0].track, message)
        )
        for pull in pulls
    ]


def _state(pull: triggers.Pull, main: Track, message: CaseMessage) -> dict[str, Any]:
    lead = pull.track is main and pull.rule == _word(message.reading)
    quote = lead_quote(message.reading, message.text) if lead else track_quote(pull.track, message.reading, message.text)
    return {"track": pull.track.value, "trigger": pull.trigger.value, "rule": pull.rule, "quote": quote}


def _clock(deadline: Deadline, message: CaseMessage) -> dict[str, Any]:
    label = message.reading.label
    return {
        "kind": deadline.kind.value,
        "track": clock_track(deadline, message.reading, message.words).value,
        "length": deadline.length,
        "unit": deadline.unit.value if deadline.unit else None,
        "start": deadline.start.value if deadline.start else None,
        "at": deadline.at.isoformat() if deadline.at else None,
        "quote": cut(deadline.quote),
        "also": deadline.or_,
        "label": label.value if label else None,
        "timezone": message.timezone,
    }


def clock_track(deadline: Deadline, reading: Reading, words: str) -> Track:
    """Say which track a deadline belongs to: its own words first, then what kind of message it stands in.

    ``words`` are subject and text of the message.
    """
    home = _home(reading, words)
    if home is not Track.ACCOUNT:
        return home
    sentence = sentence_around(deadline.quote, words)
    if _speaks_of(Track.FUNDS, deadline.quote, sentence):
        return Track.FUNDS
    if Track.STOCK in reading.tracks and _speaks_of(Track.STOCK, deadline.quote, sentence):
        return Track.STOCK
    # What may be done only later, in a closure or a refusal, is asking for the money.
    later = deadline.kind is ClockKind.OPENS and reading.label is not Label.POLICY_WARNING
    return Track.FUNDS if later else home


def _speaks_of(track: Track, quote: str, sentence: str) -> bool:
    """A sentence that asks for an appeal names the money only as what is at stake."""
    return about(track, quote) or (about(track, sentence) and not asks_for_appeal(sentence))


def _home(reading: Reading, words: str) -> Track:
    if reading.label is Label.POLICY_WARNING:
        moved = [pull.track for pull in triggers.incoming(reading, words) if pull.rule == Label.POLICY_WARNING]
        goods = reading.entities.asins or reading.entities.complaint_ids
        return Track.ACCOUNT if Track.ACCOUNT in moved or not (moved or goods) else Track.LISTING
    if reading.label is Label.REINSTATEMENT:
        running = (Track.STOCK, Track.VERIFICATION, Track.FUNDS, Track.LISTING)
        return next((track for track in running if track in reading.tracks), Track.ACCOUNT)
    if reading.label is Label.TEMPLATE_REJECTION and Track.LISTING in reading.tracks and Track.ACCOUNT not in reading.tracks:
        return Track.LISTING
    return _HOME.get(reading.label, Track.ACCOUNT) if reading.label else Track.ACCOUNT


def _money(message: CaseMessage) -> list[dict[str, Any]]:
    sums = _sums(message.reading)
    carried = carried_over(message.words, [amount.quote for amount, _ in sums])
    return [
        {
            "role": role.value,
            "value": format(amount.value, "f"),
            "currency": amount.currency,
            "quote": cut(amount.quote),
            "source": "notice",
            "previous": previous,
        }
        for (amount, role), previous in zip(sums, carried, strict=True)
        if role in _MONEY
    ]


def _sums(reading: Reading) -> list[tuple[Amount, AmountRole]]:
    """A notice of payment that names one sum names the payment, whatever else it calls it."""
    amounts = reading.entities.amounts
    named = {amount.value for amount in amounts if amount.value and amount.role is not AmountRole.FEE}
    sole = reading.label is Label.FUNDS_RELEASED and len(named) == 1 and AmountRole.PAID not in {item.role for item in amounts}
    return [(amount, AmountRole.PAID if sole and amount.value in named else amount.role) for amount in amounts]


def _demands(reading: Reading) -> list[dict[str, Any]]:
    return [
        {"kind": item.kind.value, "age_days": item.age_days, "asins": list(item.asins), "quote": cut(item.quote)}
        for item in reading.demands
    ]


def _identifiers(reading: Reading) -> dict[str, list[str]]:
    entities = reading.entities
    return {
        "asins": list(entities.asins),
        "order_ids": list(entities.order_ids),
        "case_ids": list(entities.case_ids),
        "complaint_ids": list(entities.complaint_ids),
        "shipment_ids": list(entities.shipment_ids),
    }


def _word(reading: Reading) -> str | None:
    word = reading.label or reading.act
    return word.value if word else None
