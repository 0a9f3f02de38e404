"""Messages in the store: raw bytes by digest, one row a message and account, as many places as copies were seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update
from sqlalchemy.exc import NoResultFound

from mailbot.errors import UsageError
from mailbot.messages import Disposition, RawMessage
from mailbot.store.engine import new_key, now_text
from mailbot.store.schema import blobs, messages, places, threads


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One message of the store. ``understanding`` is the stored shape of ``mailbot.codec``; None while it was not read yet."""

    id: int
    account: str
    sha256: str
    stored_at: datetime
    received: datetime | None
    vouched: bool
    disposition: Disposition
    failures: int
    case_id: str | None
    understanding: Any | None
    version: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Where one copy lay; ``received`` is its INTERNALDATE, None for files. ``folder`` is "" for files."""

    folder: str
    received: datetime | None
    sent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding a message did: ``new`` is False where its account had the same bytes already."""

    id: int
    new: bool


def add(connection: Connection, raw: RawMessage, at: datetime) -> Added:
    """Keep a message's bytes and the place it was found; the same bytes twice are one message with two places.

    Bytes that retention dropped come back with the mail; what the user had forgotten stays forgotten.
    """
    found = connection.execute(
        select(messages.c.id).where(messages.c.account == raw.place.account, messages.c.sha256 == raw.sha256)
    ).scalar()
    if found is None:
        _keep_bytes(connection, raw)
        message = _insert_message(connection, raw, at)
    else:
        message = found
        _keep_bytes(connection, raw)
        if raw.confirmed:
            connection.execute(update(messages).where(messages.c.id == message).values(vouched=True))
    _add_place(connection, message, raw)
    return Added(id=message, new=found is None)


def _keep_bytes(connection: Connection, raw: RawMessage) -> None:
    lacking = select(blobs.c.content.is_(None) & ~blobs.c.forgotten).where(blobs.c.sha256 == raw.sha256)
    row = connection.execute(lacking).one_or_none()
    if row is None:
        connection.execute(insert(blobs).values(sha256=raw.sha256, size=len(raw.content), content=raw.content))
    elif row[0]:
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


def _add_place(connection: Connection, message: int, raw: RawMessage) -> None:
    place = raw.place
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
                received=now_text(raw.received) if raw.received else None,
                sent=place.sent,
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


def pending(connection: Connection, account: str) -> tuple[int, ...]:
    """Return the account's messages that wait for their reading, in the order they were stored."""
    wanted = (messages.c.version.is_(None), messages.c.account == account)
    return tuple(connection.execute(select(messages.c.id).where(*wanted).order_by(messages.c.id)).scalars())


def waiting_accounts(connection: Connection) -> tuple[str, ...]:
    """Return the accounts that have messages waiting for their reading."""
    query = select(messages.c.account).where(messages.c.version.is_(None)).distinct().order_by(messages.c.account)
    return tuple(connection.execute(query).scalars())


def unplace(connection: Connection, ids: Sequence[int]) -> None:
    """Take messages off their cases and let them wait for their reading: a crash before it leaves them to the next poll."""
    for start in range(0, len(ids), 500):
        some = messages.c.id.in_(ids[start : start + 500])
        connection.execute(update(messages).where(some).values(case_id=None, version=None))


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


def by_digest(connection: Connection, sha256: str, account: str | None = None) -> tuple[Stored, ...]:
    """Return the messages of these bytes: one for each account, or the account's."""
    query = _select().where(messages.c.sha256 == sha256)
    return _stored(connection, query if account is None else query.where(messages.c.account == account))


def find(connection: Connection, name: str) -> Stored:
    """Return the message that a user means: its number, its digest (8 digits or more) or its Message-ID."""
    if name.isascii() and name.isdigit() and len(name) < 8:
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


def content(connection: Connection, sha256: str) -> bytes | None:
    """Return a message's bytes; None where retention or ``forget`` dropped them."""
    return connection.execute(select(blobs.c.content).where(blobs.c.sha256 == sha256)).scalar()


def known_ids(connection: Connection, account: str) -> frozenset[str]:
    """Return the Message-IDs of the account's case mail: a reply to one of them is worth reading."""
    query = select(messages.c.message_id).where(messages.c.account == account, messages.c.message_id.is_not(None))
    return frozenset(name for name in connection.execute(query).scalars() if name)


def uids(connection: Connection, account: str, folder: str, uidvalidity: int, *, above: int = 0) -> frozenset[int]:
    """Return the UIDs of a folder, above a given one, whose bodies are here."""
    query = select(places.c.uid).where(
        places.c.account == account, places.c.folder == folder, places.c.uidvalidity == uidvalidity, places.c.uid > above
    )
    return frozenset(uid for uid in connection.execute(query).scalars() if uid is not None)


def sources(connection: Connection, message: int) -> tuple[str, ...]:
    """Return where a message was found, for people: ``INBOX/12`` or a path."""
    rows = connection.execute(select(places).where(places.c.message == message).order_by(places.c.id))
    return tuple(row.path or f"{row.folder}/{row.uid}" for row in rows)


def copies(connection: Connection, message: int) -> tuple[Copy, ...]:
    """Return every copy that was seen of a message, the first one first."""
    rows = connection.execute(select(places).where(places.c.message == message).order_by(places.c.id))
    return tuple(
        Copy(folder=row.folder, received=datetime.fromisoformat(row.received) if row.received else None, sent=bool(row.sent))
        for row in rows
    )


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


def drop_content(connection: Connection, sha256: str, at: datetime) -> bool:
    """Drop the bytes of a message; digest and size stay. Return whether there were any."""
    here = (blobs.c.sha256 == sha256, blobs.c.content.is_not(None))
    result = connection.execute(update(blobs).where(*here).values(content=None, dropped_at=now_text(at)))
    return result.rowcount > 0


def never_keep(connection: Connection, sha256: str) -> None:
    """Remember that these bytes are not to be kept again, wherever they come up."""
    connection.execute(update(blobs).where(blobs.c.sha256 == sha256).values(forgotten=True))


def stored_before(connection: Connection, at: datetime, labels: Sequence[str]) -> tuple[Stored, ...]:
    """Return messages of no case, with one of these labels, that were stored before ``at`` and still have their bytes.

    Not those that belong to a case of another account.
    """
    needed = select(messages.c.sha256).where(messages.c.case_id.is_not(None))
    query = (
        select(messages)
        .join(blobs, blobs.c.sha256 == messages.c.sha256)
        .where(
            messages.c.stored_at < now_text(at),
            messages.c.case_id.is_(None),
            messages.c.label.in_(labels),
            messages.c.sha256.not_in(needed),
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
        stored_at=datetime.fromisoformat(row.stored_at),
        received=datetime.fromisoformat(row.received) if row.received else None,
        vouched=bool(row.vouched),
        disposition=Disposition(row.disposition),
        failures=row.failures,
        case_id=row.case_id,
        understanding=row.understanding,
        version=row.version,
    )
