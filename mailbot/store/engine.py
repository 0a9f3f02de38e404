"""The database file: opening, migrating, transactions, and what goes wrong with disks.

SQLite in WAL mode; a writing transaction begins IMMEDIATE, so that two writers wait for each other instead of failing half
way (https://www.sqlite.org/lang_transaction.html). The file is readable by its owner alone.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, CursorResult, Engine, create_engine, event, text
from sqlalchemy.exc import ArgumentError, DatabaseError

from mailbot.errors import StorageError, UsageError
from mailbot.store.schema import VERSION

BUSY_MILLISECONDS: Final = 30_000
"""How long a writer waits for another; the daemon's longest transaction took under 1 s with 20,000 headers."""
_WAL_PAUSE: Final = 0.01  # seconds; another process holds the file for a few milliseconds

Clock = Callable[[], datetime]


class Store:
    """An open store. ``read`` and ``write`` are its two doors; the modules beside this one are what one does inside."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A snapshot: sees one state of the store throughout."""
        with _storage_errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: all of it is saved, or nothing."""
        with _storage_errors(), self._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.execution_options(mailbot_write=True)
            with connection.begin():
                yield connection

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """A connection without a transaction, for the few statements that refuse to run in one."""
        with _storage_errors(), self._engine.connect() as connection:
            yield connection.execution_options(mailbot_outside=True)

    def close(self) -> None:
        self._engine.dispose()


def open_store(url: str) -> Store:
    """Open the store at an SQLAlchemy URL, create or migrate it where needed.

    Raises UsageError for a URL that cannot be one or a store made by a newer mailbot, StorageError for a disk that refuses.
    """
    engine = _engine(url)
    with _storage_errors():
        _protect(engine)
        found = _version(engine)
        if found is not None and found > VERSION:
            raise UsageError("error.store_newer", found=found, known=VERSION)
        if found != VERSION:
            from mailbot.store import migrate  # noqa: PLC0415 - alembic costs 0.2 s and is needed only here

            migrate.upgrade(engine)
    return Store(engine)


def now_text(at: datetime) -> str:
    """Return an instant as the store writes it: UTC, microseconds, ``+00:00``."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def new_key(result: CursorResult[Any]) -> int:
    """Return the key that an INSERT was given."""
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])


def _engine(url: str) -> Engine:
    try:
        engine = create_engine(url, hide_parameters=True)  # an error's text must not carry a letter into the log
    except (ArgumentError, ValueError, ImportError) as error:
        raise UsageError("error.store_url", url=url) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's documented recipe: we emit BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    _use_wal(cursor)
    cursor.close()


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """Switch a new file to WAL; once switched it stays so, and asking again costs nothing.

    The switch needs the file for itself and answers "locked" at once where another process is switching it too: SQLite does
    not ask its busy handler there (measured: 6 of 240 openings of a new file by four processes), so the waiting is ours.
    """
    latest = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > latest:
                raise
            time.sleep(_WAL_PAUSE)
        else:
            return


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("mailbot_outside"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("mailbot_write") else "BEGIN")


def _protect(engine: Engine) -> None:
    """Create the file for its owner alone before SQLite does it for everybody."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        return
    path = Path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StorageError("error.data_folder", path=str(path), detail=error.strerror or str(error)) from error


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, "alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _storage_errors() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        detail = str(error.orig)
        if "disk is full" in detail:
            raise StorageError("error.disk_full", detail=detail) from error
        if any(sign in detail for sign in ("readonly", "unable to open", "disk I/O", "locked", "not a database", "malformed")):
            raise StorageError("error.store_unusable", detail=detail) from error
        raise
