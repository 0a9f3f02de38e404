"""What became of every message, and why."""

from typing import Any

from mailbot.codec import public, public_unreadable
from mailbot.i18n import Catalogue
from mailbot.messages import Understanding, Unparseable
from mailbot.plain import from_json
from mailbot.service.workspace import Workspace
from mailbot.store import messages
from mailbot.store.messages import Stored


def understanding_of(stored: Stored) -> Understanding | Unparseable | None:
    """Return what was understood of a stored message; None while it waits for its first reading."""
    if stored.understanding is None:
        return None
    # By its shape, not by the disposition: what was set aside after failures keeps what an earlier reading made of it.
    if "parsed" in stored.understanding:
        return from_json(stored.understanding, Understanding)
    return from_json(stored.understanding, Unparseable)


def message_objects(workspace: Workspace) -> list[dict[str, Any]]:
    """Return ``messages --json``: ``classify``'s shape with account, case, disposition and number, by time."""
    with workspace.store.read() as connection:
        sources = messages.all_sources(connection)
        return [describe(stored, sources.get(stored.id, "")) for stored in messages.every(connection)]


def describe(stored: Stored, source: str) -> dict[str, Any]:
    """Return one message's object."""
    found = understanding_of(stored)
    if isinstance(found, Understanding):
        shape = public(source, found)
    elif isinstance(found, Unparseable):
        shape = public_unreadable(source, found)
    else:
        shape = {"source": source, "sha256": stored.sha256, "unreadable": None}
    own = {
        "id": stored.id,
        "account": stored.account,
        "case": stored.case_id,
        "disposition": stored.disposition.value,
        "confirmed": stored.vouched,
        "failures": stored.failures,
    }
    return shape | own


def reasons(workspace: Workspace, message: int, words: Catalogue) -> tuple[str, ...]:
    """Return the sentences that say why a message was judged as it was."""
    with workspace.store.read() as connection:
        found = understanding_of(messages.one(connection, message))
    if not isinstance(found, Understanding):
        return ()
    return tuple(words.get(f"reason.{reason.code}", reason.code, **reason.values) for reason in found.authenticity.reasons)
