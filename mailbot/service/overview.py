"""What became of every message, and why."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from mailbot.casebook.links import Why
from mailbot.codec import Letter, public, public_unreadable
from mailbot.i18n import Catalogue
from mailbot.messages import Understanding, Unparseable
from mailbot.plain import from_json
from mailbot.service import letters, linked
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
        told = letters.told(connection)
        everything = messages.every(connection)
        why = _why(workspace, connection, everything)
    shapes = []
    for stored in everything:
        reason = why.get((stored.case_id, stored.sha256))
        shape = {"code": reason.code, "values": dict(reason.values)} if reason else None
        shapes.append(describe(stored, sources.get(stored.id, ""), told.of(stored)) | {"linked": shape})
    return shapes


def _why(workspace: Workspace, connection: Connection, everything: Iterable[Stored]) -> dict[tuple[str | None, str], Why]:
    """Return why each message is on its case."""
    cases: dict[str, list[Stored]] = {}
    for stored in everything:
        if stored.case_id is not None:
            cases.setdefault(stored.case_id, []).append(stored)
    return {
        (case_id, sha256): why
        for case_id, own in cases.items()
        for sha256, why in linked.of_messages(workspace, connection, own).items()
    }


def describe(stored: Stored, source: str, letter: Letter | None = None) -> dict[str, Any]:
    """Return one message's object; ``letter`` is which copy of which form letter it is."""
    found = understanding_of(stored)
    if isinstance(found, Understanding):
        shape = public(source, found, letter)
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
