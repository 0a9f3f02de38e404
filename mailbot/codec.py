"""Between our values and JSON: what the store keeps, and the shapes that the commands promise.

Pure. The stored shape follows the dataclasses field by field (``mailbot.plain``); the public one (``public``) is a promise of
docs/json.
"""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from classifiers.reading import Amount, Channel, Deadline, Demand, FormMatch, Reading
from mailbot.letters import Kinship
from mailbot.messages import ParsedMessage, Understanding, Unparseable
from mailbot.plain import to_json


def stored_understanding(understanding: Understanding) -> Any:
    """Return what the store keeps of an understanding: without the headers, which stand in the raw bytes."""
    return to_json(replace(understanding, parsed=replace(understanding.parsed, headers=())))


def without_text(understanding: Understanding) -> Understanding:
    """Return it without the words of the mail: what stays once retention dropped the bytes."""
    parsed: ParsedMessage = replace(understanding.parsed, text="", quoted="", forwarded=(), links=())
    form = understanding.reading.form
    bare = None if form is None else replace(form, lines=())
    reading = replace(understanding.reading, because=(), demands=(), deadlines=(), channels=(), form=bare)
    return replace(understanding, parsed=parsed, reading=reading)


def public_unreadable(source: str, message: Unparseable) -> dict[str, Any]:
    """``classify --json`` of a message that cannot be read."""
    shape = {"source": source, "sha256": message.sha256, "unreadable": message.reason}
    return shape | ({"detail": message.detail} if message.detail else {})


Letter = tuple[int, Kinship]
"""The how-maniest copy of its form letter a message is, and how that letter relates to earlier ones."""


def public(source: str, understanding: Understanding, letter: Letter | None = None) -> dict[str, Any]:
    """``classify --json`` of one message. Unknown is null, none is []."""
    parsed, reading = understanding.parsed, understanding.reading
    word = reading.label or reading.act
    return {
        "source": source,
        "sha256": parsed.sha256,
        "message_id": parsed.message_id,
        "received": _iso(parsed.received),
        "direction": understanding.direction.value,
        "language": reading.language,
        "subject": parsed.subject,
        "sender": {"name": parsed.sender.name, "address": parsed.sender.address},
        "authenticity": {
            "verdict": understanding.authenticity.verdict.value,
            "reasons": [reason.code for reason in understanding.authenticity.reasons],
            "details": [{"code": reason.code, "values": dict(reason.values)} for reason in understanding.authenticity.reasons],
        },
        "label": word.value if word else None,
        "confidence": round(reading.confidence, 4),
        "abstained": reading.abstained is not None,
        "abstained_because": reading.abstained,
        "alternatives": [{"label": label, "confidence": round(weight, 4)} for label, weight in reading.alternatives],
        **_findings(reading, letter),
        "suspicions": list(reading.suspicions),
        "model": reading.model,
    }


def _findings(reading: Reading, letter: Letter | None) -> dict[str, Any]:
    entities = reading.entities
    channels = [_channel(channel) for channel in reading.channels]
    return {
        "secondary": [label.value for label in reading.secondary],
        "tracks": [track.value for track in reading.tracks],
        "appealable": reading.appealable,
        "final": reading.final,
        "deficits": [deficit.value for deficit in reading.deficits],
        "entities": {
            "asins": list(entities.asins),
            "order_ids": list(entities.order_ids),
            "case_ids": list(entities.case_ids),
            "complaint_ids": list(entities.complaint_ids),
            "shipment_ids": list(entities.shipment_ids),
            "amounts": [_amount(amount) for amount in entities.amounts],
            "addresses": list(entities.addresses),
        },
        "demands": [_demand(demand) for demand in reading.demands],
        "deadlines": [_deadline(deadline) for deadline in reading.deadlines],
        "channel": channels[0] if channels else None,
        "channels": channels,
        "form": None if reading.form is None else _form(reading.form, letter),
        "because": [{"quote": item.quote, "weight": round(item.weight, 4)} for item in reading.because],
    }


def _form(form: FormMatch, letter: Letter | None) -> dict[str, Any]:
    copy, kin = letter or (None, Kinship(similarity=form.similarity))
    return {
        "id": form.id,
        "similarity": round(kin.similarity, 4),
        "copy": copy,
        "revises": kin.nearest if kin.revises else None,
        "changes": list(kin.changes),
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _channel(channel: Channel) -> dict[str, Any]:
    return {"kind": channel.kind.value, "address": channel.address}


def _amount(amount: Amount) -> dict[str, Any]:
    value: Decimal = amount.value
    return {"value": format(value, "f"), "currency": amount.currency, "role": amount.role.value}


def _demand(demand: Demand) -> dict[str, Any]:
    return {"kind": demand.kind.value, "age_days": demand.age_days, "asins": list(demand.asins), "quote": demand.quote}


def _deadline(deadline: Deadline) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "kind": deadline.kind.value,
        "length": deadline.length,
        "unit": deadline.unit.value if deadline.unit else None,
        "start": deadline.start.value if deadline.start else None,
        "at": _iso(deadline.at),
        "quote": deadline.quote,
    }
    if deadline.or_ is not None:
        shape["or"] = deadline.or_
    return shape
