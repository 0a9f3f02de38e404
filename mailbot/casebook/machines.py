"""How the five tracks of a case move: one table of transitions, and the function that looks a move up.

A state is only what the messages support; "final" is believed, never terminal: every state has a way out. What calls a
trigger stands in ``triggers.py``. The tables in the documentation are printed from here (``tables_markdown``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from classifiers.labels import Track


class Trigger(StrEnum):
    """What a message does to a track."""

    WARNED = "warned"
    INQUIRED = "inquired"
    STOPPED = "stopped"
    CLOSED = "closed"
    REFUSED = "refused"
    """An appeal is refused, and nothing is said about another."""
    ASKED_AGAIN = "asked_again"
    """An appeal is refused, and a remedy is named."""
    REFUSED_FINALLY = "refused_finally"
    LISTING_REFUSED = "listing_refused"
    """An appeal is refused in words about a listing: where the account is closed, it is the account's all the same."""
    ACCUSED = "accused"
    """Papers are said to be forged."""
    REINSTATED = "reinstated"
    RELISTED = "relisted"
    """Reinstated, in words about a listing: where the account was closed, it is open again all the same."""
    RESTORED = "restored"
    """The listing, named as such, is back."""
    RESERVED = "reserved"
    LIFTED = "lifted"
    HELD = "held"
    WITHHELD = "withheld"
    """The money is refused for good."""
    WINDOW = "window"
    CLAIMED = "claimed"
    VANISHED = "vanished"
    RELEASED = "released"
    BLOCKED = "blocked"
    REMOVAL = "removal"
    DISPOSED = "disposed"
    SETTLED = "settled"
    FREED = "freed"
    ASKED = "asked"
    SUBMITTED = "submitted"
    SPOKEN_OF = "spoken_of"
    """A reinstatement speaks of verification: one that was asked for has passed, else one is asked for."""
    PASSED = "passed"
    FAILED = "failed"


class Guard(StrEnum):
    """A condition on the other tracks, as they stood before the message."""

    NOTHING_ELSE = "nothing_else"
    """No listing, stock or verification matter is open: the mailbox begins in the middle of the story."""
    ACCOUNT_OPEN = "account_open"
    """The account itself was not closed, so the message speaks of the listing."""
    ACCOUNT_CLOSED = "account_closed"
    """The account was closed: one that may sell again has nothing left to verify."""


@dataclass(frozen=True, slots=True)
class Transition:
    """From any of ``sources``, ``trigger`` leads to ``target``."""

    track: Track
    sources: tuple[str, ...]
    trigger: Trigger
    target: str
    guard: Guard | None = None


STATES: Final[Mapping[Track, tuple[str, ...]]] = {
    Track.ACCOUNT: ("open", "at_risk", "closed", "refused", "refused_final", "reopened"),
    Track.LISTING: ("live", "inquired", "stopped", "restored"),
    Track.FUNDS: ("normal", "reserved", "held", "window_open", "claimed", "refused", "vanished", "released"),
    Track.STOCK: ("normal", "blocked", "removal_due", "disposed", "settled"),
    Track.VERIFICATION: ("none", "asked", "submitted", "passed", "failed"),
}
"""Every state of a track; the first is where it starts."""

START: Final[Mapping[Track, str]] = {track: states[0] for track, states in STATES.items()}
SETTLED: Final[Mapping[Track, frozenset[str]]] = {
    Track.ACCOUNT: frozenset({"open", "reopened"}),
    Track.LISTING: frozenset({"live", "restored"}),
    Track.FUNDS: frozenset({"normal", "released"}),
    Track.STOCK: frozenset({"normal", "settled", "disposed"}),
    Track.VERIFICATION: frozenset({"none", "passed"}),
}
"""States in which a track asks nothing of the seller."""
CLOSED: Final = frozenset({"closed", "refused", "refused_final"})
"""States of an account that cannot sell."""

_ACCOUNT = (
    (("open", "reopened"), Trigger.WARNED, "at_risk", None),
    (("open", "reopened"), Trigger.ACCUSED, "at_risk", None),
    (("open", "at_risk", "reopened"), Trigger.CLOSED, "closed", None),
    (("closed",), Trigger.REFUSED, "refused", None),
    (("closed", "refused_final"), Trigger.ASKED_AGAIN, "refused", None),
    (("closed", "refused"), Trigger.REFUSED_FINALLY, "refused_final", None),
    (("closed",), Trigger.LISTING_REFUSED, "refused", None),
    (("open",), Trigger.REFUSED, "refused", Guard.NOTHING_ELSE),
    (("open",), Trigger.ASKED_AGAIN, "refused", Guard.NOTHING_ELSE),
    (("open",), Trigger.REFUSED_FINALLY, "refused_final", Guard.NOTHING_ELSE),
    (("closed", "refused", "refused_final"), Trigger.REINSTATED, "reopened", None),
    (("at_risk",), Trigger.REINSTATED, "open", None),
    (("open",), Trigger.REINSTATED, "reopened", Guard.NOTHING_ELSE),
    (("closed", "refused", "refused_final"), Trigger.RELISTED, "reopened", None),
    (("at_risk",), Trigger.RELISTED, "open", None),
)
_LISTING = (
    (("live", "restored"), Trigger.INQUIRED, "inquired", None),
    (("live", "inquired", "restored"), Trigger.STOPPED, "stopped", None),
    (("live", "inquired", "stopped"), Trigger.RESTORED, "restored", Guard.ACCOUNT_OPEN),
    (("inquired", "stopped"), Trigger.REINSTATED, "restored", Guard.ACCOUNT_OPEN),
)
_FUNDS = (
    (("normal", "released"), Trigger.RESERVED, "reserved", None),
    (("reserved",), Trigger.LIFTED, "normal", Guard.ACCOUNT_OPEN),
    (("normal", "reserved", "released"), Trigger.HELD, "held", None),
    (("claimed",), Trigger.HELD, "refused", None),
    (("normal", "reserved", "held", "window_open", "claimed", "released"), Trigger.WITHHELD, "refused", None),
    (
        ("normal", "reserved", "held", "claimed", "refused", "vanished", "released"),
        Trigger.WINDOW,
        "window_open",
        None,
    ),
    (("normal", "reserved", "held", "window_open", "refused", "vanished"), Trigger.CLAIMED, "claimed", None),
    (("held", "window_open", "claimed", "refused"), Trigger.VANISHED, "vanished", None),
    (("reserved",), Trigger.VANISHED, "vanished", Guard.ACCOUNT_CLOSED),
    (
        ("normal", "reserved", "held", "window_open", "claimed", "refused", "vanished"),
        Trigger.RELEASED,
        "released",
        None,
    ),
)
_STOCK = (
    (("normal", "settled", "disposed"), Trigger.BLOCKED, "blocked", None),
    (("normal", "blocked", "settled", "disposed"), Trigger.REMOVAL, "removal_due", None),
    (("normal", "blocked", "removal_due", "settled"), Trigger.DISPOSED, "disposed", None),
    (("normal", "blocked", "removal_due"), Trigger.SETTLED, "settled", None),
    (("blocked", "removal_due"), Trigger.FREED, "normal", None),
)
_VERIFICATION = (
    (("none", "submitted", "passed", "failed"), Trigger.ASKED, "asked", None),
    (("asked", "failed"), Trigger.SUBMITTED, "submitted", None),
    (("none", "asked", "submitted", "failed"), Trigger.PASSED, "passed", None),
    (("asked", "submitted", "failed"), Trigger.SPOKEN_OF, "passed", None),
    (("none",), Trigger.SPOKEN_OF, "asked", None),
    (("submitted",), Trigger.REINSTATED, "passed", None),
    (("asked",), Trigger.REINSTATED, "passed", Guard.ACCOUNT_CLOSED),
    (("none", "asked", "submitted"), Trigger.FAILED, "failed", None),
)

TRANSITIONS: Final[tuple[Transition, ...]] = tuple(
    Transition(track, sources, trigger, target, guard)
    for track, rows in (
        (Track.ACCOUNT, _ACCOUNT),
        (Track.LISTING, _LISTING),
        (Track.FUNDS, _FUNDS),
        (Track.STOCK, _STOCK),
        (Track.VERIFICATION, _VERIFICATION),
    )
    for sources, trigger, target, guard in rows
)
_LOOKUP: Final = {(row.track, source, row.trigger): row for row in TRANSITIONS for source in row.sources}


def move(track: Track, trigger: Trigger, states: Mapping[Track, str]) -> str | None:
    """Return the state that ``trigger`` leads ``track`` to, or None where it stays.

    ``states`` are all tracks as they stood before the message; a guard looks at the others.
    """
    row = _LOOKUP.get((track, states[track], trigger))
    return row.target if row and _holds(row.guard, states) else None


def _holds(guard: Guard | None, states: Mapping[Track, str]) -> bool:
    if guard is Guard.NOTHING_ELSE:
        return all(states[track] == START[track] for track in (Track.LISTING, Track.STOCK, Track.VERIFICATION))
    closed = states[Track.ACCOUNT] in CLOSED
    if guard is Guard.ACCOUNT_OPEN:
        return not closed
    return closed or guard is not Guard.ACCOUNT_CLOSED


def tables_markdown() -> str:
    """Return the five tables as Markdown, for the documentation."""
    parts = []
    for track in Track:
        parts.append(f"### `{track.value}`\n\nStates: {', '.join(f'`{name}`' for name in STATES[track])}.\n")
        parts.append("| from | trigger | to | only if |\n| --- | --- | --- | --- |")
        parts.extend(_markdown_row(row) for row in TRANSITIONS if row.track is track)
        parts.append("")
    return "\n".join(parts)


def _markdown_row(row: Transition) -> str:
    sources = ", ".join(row.sources)
    return f"| {sources} | `{row.trigger.value}` | **{row.target}** | {row.guard.value if row.guard else ''} |"
