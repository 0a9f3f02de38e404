"""Events that a person makes: submissions told by hand, decisions about clocks and messages, notes, sums, states.

They rest on no message, are always confirmed, and survive every rebuild. The key is a digest of the content, so that saying
the same thing twice changes nothing.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from classifiers.labels import Act, AmountRole, ChannelKind, Track
from mailbot.casebook.events import CaseEvent, EventKind


class ClockAction(StrEnum):
    """What a user may say of a clock."""

    MET = "met"
    MOOT = "moot"
    EXTEND = "extend"
    SNOOZE = "snooze"
    RESUME = "resume"
    """Take back what was said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something sent or pasted that no mail shows. ``attachments`` are SHA-256 digests.

    With the ``message_id`` of a mail, this round and the copy found in Sent are one.
    """

    at: datetime
    act: Act
    text: str
    channel: ChannelKind = ChannelKind.CONSOLE
    address: str | None = None
    attachments: tuple[str, ...] = ()
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Money that a settlement file (``source="settlement"``) or the user named."""

    at: datetime
    role: AmountRole
    value: Decimal
    currency: str | None
    quote: str = ""
    source: str = "user"


def told_submission(case_id: str, told: Told) -> CaseEvent:
    """Return the event of a submission; ValueError for the act ``other``, which is none."""
    if told.act is Act.OTHER:
        raise ValueError(told.act)
    data = {
        "act": told.act.value,
        "channel": told.channel.value,
        "address": told.address,
        "text": told.text,
        "attachments": list(told.attachments),
        "message_id": told.message_id,
        "label": told.act.value,
        "direction": "outgoing",
    }
    return _event(case_id, told.at, EventKind.SUBMISSION, data)


def told_money(case_id: str, told: Sum) -> CaseEvent:
    """Return the event of a sum."""
    data = {
        "role": told.role.value,
        "value": format(told.value, "f"),
        "currency": told.currency,
        "quote": told.quote,
        "source": told.source,
    }
    return _event(case_id, told.at, EventKind.MONEY, data)


def told_state(case_id: str, at: datetime, track: Track, state: str, *, quote: str = "") -> CaseEvent:
    """Return the event of a user who says where a track stands; ``state`` is one of ``machines.STATES``."""
    return _event(case_id, at, EventKind.STATE, {"track": track.value, "to": state, "rule": "by_hand", "quote": quote})


def note(case_id: str, at: datetime, text: str) -> CaseEvent:
    """Return the event of a user's note."""
    return _event(case_id, at, EventKind.NOTE, {"text": text})


def decide_clock(  # noqa: PLR0913
    case_id: str,
    at: datetime,
    clock: str,
    action: ClockAction,
    until: datetime | None = None,
    *,
    taken_back: Sequence[str] = (),
) -> CaseEvent:
    """Return the event of a user's word on a clock; ``until`` for ``extend`` and ``snooze``.

    ``taken_back`` are the keys of the decisions that ``resume`` undoes, whatever time they speak of.
    """
    data: dict[str, Any] = {
        "decision": "clock",
        "clock": clock,
        "action": action.value,
        "until": until.isoformat() if until else None,
    }
    if taken_back:
        data["taken_back"] = sorted(taken_back)
    return _event(case_id, at, EventKind.DECISION, data)


def believe(case_id: str, at: datetime, message: str) -> CaseEvent:
    """Return the event of a user who vouches for an unproven message (its digest): what it says becomes fact."""
    return _event(case_id, at, EventKind.DECISION, {"decision": "confirm", "message": message})


def _event(case_id: str, at: datetime, kind: EventKind, data: dict[str, Any]) -> CaseEvent:
    content = json.dumps([case_id, at.timestamp(), kind.value, data], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(content.encode()).hexdigest()
    return CaseEvent(
        key=f"hand:{kind.value}:{digest[:16]}", case_id=case_id, at=at, kind=kind, message=None, confirmed=True, data=data
    )
