"""How far each folder was read, and what was passed over there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from mailbot.store.engine import new_key
from mailbot.store.schema import cursors, ignored, ignored_refs


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The last UID that was passed, under this UIDVALIDITY (RFC 9051, 2.3.1.1)."""

    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A message that triage left on the server."""

    uid: int
    headers_sha256: str
    reason: str
    context: str
    refs: tuple[str, ...]


def cursor(connection: Connection, account: str, folder: str) -> Cursor | None:
    """Return the folder's cursor; None before its first reading."""
    row = connection.execute(select(cursors).where(cursors.c.account == account, cursors.c.folder == folder)).one_or_none()
    return None if row is None else Cursor(uidvalidity=row.uidvalidity, last_uid=row.last_uid)


def move_cursor(connection: Connection, account: str, folder: str, to: Cursor) -> None:
    """Move the cursor; belongs in the transaction that stores what it passes."""
    where = (cursors.c.account == account, cursors.c.folder == folder)
    values = {"uidvalidity": to.uidvalidity, "last_uid": to.last_uid}
    if connection.execute(update(cursors).where(*where).values(**values)).rowcount == 0:
        connection.execute(insert(cursors).values(account=account, folder=folder, **values))


def ignore(connection: Connection, account: str, folder: str, uidvalidity: int, items: Sequence[Ignored]) -> None:
    """Remember what triage left on the server."""
    forget_ignored(connection, account, folder, uidvalidity, [item.uid for item in items])
    place: dict[str, str | int] = {"account": account, "folder": folder, "uidvalidity": uidvalidity}
    alone = [_row(place, item) for item in items if not item.refs]
    if alone:
        connection.execute(insert(ignored), alone)
    for item in items:
        if item.refs:
            key = new_key(connection.execute(insert(ignored).values(**_row(place, item))))
            connection.execute(insert(ignored_refs), [{"ignored": key, "ref": ref} for ref in sorted(set(item.refs))])


def _row(place: dict[str, str | int], item: Ignored) -> dict[str, str | int]:
    return place | {
        "uid": item.uid,
        "headers_sha256": item.headers_sha256,
        "reason": item.reason,
        "context": item.context,
    }


def forget_ignored(connection: Connection, account: str, folder: str, uidvalidity: int, uids: Collection[int]) -> None:
    """Forget that these were left on the server: they are fetched, or decided anew."""
    for some in _chunks(sorted(uids), 500):
        where = (
            ignored.c.account == account,
            ignored.c.folder == folder,
            ignored.c.uidvalidity == uidvalidity,
            ignored.c.uid.in_(some),
        )
        keys = select(ignored.c.id).where(*where)
        connection.execute(delete(ignored_refs).where(ignored_refs.c.ignored.in_(keys)))
        connection.execute(delete(ignored).where(*where))


def forget_folder(connection: Connection, account: str, folder: str, uidvalidity: int) -> None:
    """Forget all that was left in a folder whose UIDVALIDITY changed."""
    where = (ignored.c.account == account, ignored.c.folder == folder, ignored.c.uidvalidity == uidvalidity)
    keys = select(ignored.c.id).where(*where)
    connection.execute(delete(ignored_refs).where(ignored_refs.c.ignored.in_(keys)))
    connection.execute(delete(ignored).where(*where))


def to_reconsider(  # noqa: PLR0913 - the place, and the two things that may have changed
    connection: Connection, *, account: str, folder: str, uidvalidity: int, context: str, known: Iterable[str]
) -> frozenset[int]:
    """Return the UIDs left behind that would be decided otherwise now.

    Those decided in another context (triage version, scope, domains, addresses), and those in a thread that is known since.
    """
    here = (ignored.c.account == account, ignored.c.folder == folder, ignored.c.uidvalidity == uidvalidity)
    uids = set(connection.execute(select(ignored.c.uid).where(*here, ignored.c.context != context)).scalars())
    for some in _chunks(sorted(known), 500):
        query = select(ignored.c.uid).join(ignored_refs, ignored_refs.c.ignored == ignored.c.id)
        uids.update(connection.execute(query.where(*here, ignored_refs.c.ref.in_(some))).scalars())
    return frozenset(uids)


def count_ignored(connection: Connection) -> int:
    """Return how many messages were left on the servers."""
    return int(connection.execute(select(func.count()).select_from(ignored)).scalar_one())


def _chunks(items: Sequence[int] | Sequence[str], size: int) -> Iterable[Sequence[int] | Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
