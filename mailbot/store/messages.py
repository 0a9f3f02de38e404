"""Messages in the store: raw bytes by digest, one row a message and account, as many places as copies were seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update
from sqlalchemy.exc import NoResultFound

from mailbot.errors import UsageError
from mailbot.messages import Disposition, Place, RawMessage
from mailbot.store.engine import new_key, now_text
from mailbot.store.schema import blobs, messages, places, threads


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One message of the store. ``understanding`` is the stored shape of ``mailbot.codec``; None while it was not read yet."""

    id: int
    account: str
    sha256: str
    received: datetime | None
    vouched: bool
    disposition: Disposition
    failures: int
    case_id: str | None
    understanding: Any | None
    version: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding a message did: ``new`` is False where its account had the same bytes already."""

    id: int
    new: bool


def add(connection: Connection, raw: RawMessage, at: datetime) -> Added:
    """Keep a message's bytes and the place it was found; the same bytes twice are one message with two places."""
    found = connection.execute(
        select(messages.c.id).where(messages.c.account == raw.place.account, messages.c.sha256 == raw.sha256)
    ).scalar()
    if found is None:
        _keep_bytes(connection, raw)
        message = _insert_message(connection, raw, at)
    else:
        message = found
        if raw.confirmed:
            connection.execute(update(messages).where(messages.c.id == message).values(vouched=True))
    _add_place(connection, message, raw.place)
    return Added(id=message, new=found is None)


def _keep_bytes(connection: Connection, raw: RawMessage) -> None:
    row = connection.execute(select(blobs.c.content.is_(None)).where(blobs.c.sha256 == raw.sha256)).one_or_none()
    if row is None:
        connection.execute(insert(blobs).values(sha256=raw.sha256, size=len(raw.content), content=raw.content))
    elif row[0]:  # dropped before, and the mail is here again
        connection.execute(update(blobs).where(blobs.c.sha256 == raw.sha256).values(content=raw.content, dropped_at=None))


def _insert_message(connection: Connection, raw: RawMessage, at: datetime) -> int:
    result = connection.execute(
        insert(messages).values(
            account=raw.place.account,
            sha256=raw.sha256,
            stored_at=now_text(at),
            received=now_text(raw.received) if raw.received else None,
            vouched=raw.confirmed,
            disposition=Disposition.STORED.value,
        )
    )
    return new_key(result)


def _add_place(connection: Connection, message: int, place: Place) -> None:
    same = select(places.c.id).where(places.c.account == place.account, places.c.folder == place.folder)
    if place.uid is None:
        same = same.where(places.c.message == message, places.c.path == place.path)
    else:
        same = same.where(places.c.uidvalidity == place.uidvalidity, places.c.uid == place.uid)
    if connection.execute(same).first() is None:
        connection.execute(
            insert(places).values(
                message=message,
                account=place.account,
                folder=place.folder,
                uidvalidity=place.uidvalidity,
                uid=place.uid,
                path=place.path,
            )
        )


def save(  # noqa: PLR0913 - one value a column
    connection: Connection,
    message: int,
    *,
    disposition: Disposition,
    understanding: Any,
    version: str,
    received: datetime | None,
    columns: dict[str, str | None],
    refs: Iterable[str],
) -> None:
    """Write what was understood of a message, in place of what was understood before."""
    connection.execute(
        update(messages)
        .where(messages.c.id == message)
        .values(
            disposition=disposition.value,
            understanding=understanding,
            version=version,
            received=now_text(received) if received else None,
            failures=0,
            **columns,
        )
    )
    connection.execute(threads.delete().where(threads.c.message == message))
    if names := sorted(set(refs)):
        connection.execute(insert(threads), [{"message": message, "ref": name} for name in names])


def fail(connection: Connection, message: int) -> int:
    """Count one more failure to read a message; return how many there were."""
    connection.execute(update(messages).where(messages.c.id == message).values(failures=messages.c.failures + 1))
    return int(connection.execute(select(messages.c.failures).where(messages.c.id == message)).scalar_one())


def park(connection: Connection, message: int, version: str) -> None:
    """Set a message aside after repeated failure: kept and shown, tried again by ``reprocess``."""
    connection.execute(
        update(messages).where(messages.c.id == message).values(disposition=Disposition.QUARANTINED.value, version=version)
    )


def set_case(connection: Connection, message: int, case_id: str | None) -> None:
    """Place a message on a case, or on none."""
    connection.execute(update(messages).where(messages.c.id == message).values(case_id=case_id))


def vouch(connection: Connection, message: int) -> None:
    """Note that the user stands for a message."""
    connection.execute(update(messages).where(messages.c.id == message).values(vouched=True))


def pending(connection: Connection, version: str | None = None) -> tuple[int, ...]:
    """Return the messages that were never read (or, given a version, not by it), in the order they were stored."""
    unread = messages.c.version.is_(None)
    wanted = unread if version is None else unread | (messages.c.version != version)
    return tuple(connection.execute(select(messages.c.id).where(wanted).order_by(messages.c.id)).scalars())


def every(connection: Connection, account: str | None = None) -> tuple[Stored, ...]:
    """Return all messages by time, then digest; those without a time first."""
    return _stored(connection, _select() if account is None else _select().where(messages.c.account == account))


def of_case(connection: Connection, case_id: str) -> tuple[Stored, ...]:
    """Return a case's messages by time, then digest."""
    return _stored(connection, _select().where(messages.c.case_id == case_id))


def one(connection: Connection, message: int) -> Stored:
    """Return a message by its id; NoResultFound where there is none."""
    found = _stored(connection, _select().where(messages.c.id == message))
    if not found:
        raise NoResultFound
    return found[0]


def find(connection: Connection, name: str) -> Stored:
    """Return the message that a user means: its number, its digest (8 digits or more) or its Message-ID."""
    if name.isdigit() and len(name) < 8:
        found = _stored(connection, _select().where(messages.c.id == int(name)))
    elif len(name) >= 8 and all(character in "0123456789abcdef" for character in name.lower()):
        found = _stored(connection, _select().where(messages.c.sha256.startswith(name.lower())))
    else:
        bare = name.strip().removeprefix("<").removesuffix(">")
        found = _stored(connection, _select().where(messages.c.message_id.in_((bare, f"<{bare}>"))))
    if not found:
        raise UsageError("error.no_message", name=name)
    if len(found) > 1:
        raise UsageError("error.many_messages", name=name, ids=", ".join(str(item.id) for item in found))
    return found[0]


def with_message_ids(connection: Connection, account: str, names: Sequence[str]) -> tuple[Stored, ...]:
    """Return the account's messages that bear one of these Message-IDs."""
    return _stored(connection, _select().where(messages.c.account == account, messages.c.message_id.in_(names)))


def content(connection: Connection, sha256: str) -> bytes | None:
    """Return a message's bytes; None where retention or ``forget`` dropped them."""
    return connection.execute(select(blobs.c.content).where(blobs.c.sha256 == sha256)).scalar()


def known_ids(connection: Connection, account: str) -> frozenset[str]:
    """Return the Message-IDs of the account's case mail: a reply to one of them is worth reading."""
    query = select(messages.c.message_id).where(messages.c.account == account, messages.c.message_id.is_not(None))
    return frozenset(name for name in connection.execute(query).scalars() if name)


def uids(connection: Connection, account: str, folder: str, uidvalidity: int) -> frozenset[int]:
    """Return the UIDs of a folder whose bodies are here."""
    query = select(places.c.uid).where(
        places.c.account == account, places.c.folder == folder, places.c.uidvalidity == uidvalidity
    )
    return frozenset(uid for uid in connection.execute(query).scalars() if uid is not None)


def sources(connection: Connection, message: int) -> tuple[str, ...]:
    """Return where a message was found, for people: ``INBOX/12`` or a path."""
    rows = connection.execute(select(places).where(places.c.message == message).order_by(places.c.id))
    return tuple(row.path or f"{row.folder}/{row.uid}" for row in rows)


def folders_of(connection: Connection, message: int) -> tuple[str, ...]:
    """Return the folders a message was found in; "" for files."""
    rows = connection.execute(select(places.c.folder).where(places.c.message == message).order_by(places.c.id))
    return tuple(rows.scalars())


def all_sources(connection: Connection) -> dict[int, str]:
    """Return the first place of every message."""
    rows = connection.execute(select(places.c.message, places.c.folder, places.c.uid, places.c.path).order_by(places.c.id))
    found: dict[int, str] = {}
    for row in rows:
        found.setdefault(row.message, row.path or f"{row.folder}/{row.uid}")
    return found


def count(connection: Connection) -> dict[str, int]:
    """Return how many messages have each disposition."""
    rows = connection.execute(select(messages.c.disposition, func.count()).group_by(messages.c.disposition))
    return {str(row[0]): int(row[1]) for row in rows}


def drop_content(connection: Connection, sha256s: Sequence[str], at: datetime) -> int:
    """Drop the bytes of messages; their digest and size stay. Return how many had bytes."""
    result = connection.execute(
        update(blobs)
        .where(blobs.c.sha256.in_(sha256s), blobs.c.content.is_not(None))
        .values(content=None, dropped_at=now_text(at))
    )
    return int(result.rowcount)


def stored_before(connection: Connection, at: datetime, labels: Sequence[str]) -> tuple[Stored, ...]:
    """Return messages of no case, with one of these labels, that were stored before ``at`` and still have their bytes."""
    query = (
        select(messages)
        .join(blobs, blobs.c.sha256 == messages.c.sha256)
        .where(
            messages.c.stored_at < now_text(at),
            messages.c.case_id.is_(None),
            messages.c.label.in_(labels),
            blobs.c.content.is_not(None),
        )
    )
    return _stored(connection, query)


def set_understanding(connection: Connection, message: int, understanding: Any) -> None:
    """Replace what is kept of a message's words."""
    connection.execute(update(messages).where(messages.c.id == message).values(understanding=understanding))


def _select() -> Select[Any]:
    return select(messages)


def _stored(connection: Connection, query: Select[Any]) -> tuple[Stored, ...]:
    rows = connection.execute(query.order_by(messages.c.received.nulls_first(), messages.c.sha256))
    return tuple(_from_row(row) for row in rows)


def _from_row(row: Row[Any]) -> Stored:
    return Stored(
        id=row.id,
        account=row.account,
        sha256=row.sha256,
        received=datetime.fromisoformat(row.received) if row.received else None,
        vouched=bool(row.vouched),
        disposition=Disposition(row.disposition),
        failures=row.failures,
        case_id=row.case_id,
        understanding=row.understanding,
        version=row.version,
    )
