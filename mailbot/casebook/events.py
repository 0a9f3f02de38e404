"""What happened in a case: append-only facts, from which everything about a case is replayed.

Pure. Events are ordered by (``at``, message digest, kind order, ``key``), never by their arrival.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class EventKind(StrEnum):
    """Kinds of the timeline's JSON."""

    MESSAGE = "message"
    SUBMISSION = "submission"
    STATE = "state"
    CLOCK = "clock"
    DECISION = "decision"
    MONEY = "money"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One fact. ``key`` makes it unique within the case: appending the same again changes nothing."""

    key: str
    case_id: str
    at: datetime
    """Aware; when it happened in the world (for messages: when received)."""
    kind: EventKind
    message: str | None
    """The digest of the message it rests on."""
    confirmed: bool
    """False: rests on an unproven message; shown apart, moves no confirmed state."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """JSON values by kind; the shapes stand in ``casebook/derive.py``, which makes them."""
