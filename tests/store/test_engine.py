"""The database file: all or nothing, for its owner alone, and in clear words where the disk refuses."""

import multiprocessing
import os
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from mailbot.errors import StorageError, UsageError
from mailbot.messages import Disposition
from mailbot.store import folders, maintenance, messages
from mailbot.store.engine import Store, open_store
from mailbot.store.folders import Cursor
from mailbot.store.schema import VERSION, metadata
from tests.store.stores import NOW, file_system, make_read_only, opened, raw, url


class Crash(BaseException):
    """The process dies here."""


def count(store: Store) -> int:
    with store.read() as connection:
        return sum(messages.count(connection).values())


def test_a_transaction_is_saved_whole(store: Store) -> None:
    with store.write() as connection:
        messages.add(connection, raw(), NOW)
        folders.move_cursor(connection, "shop", "INBOX", Cursor(uidvalidity=7, last_uid=1))
    with store.read() as connection:
        assert folders.cursor(connection, "shop", "INBOX") == Cursor(uidvalidity=7, last_uid=1)
    assert count(store) == 1


def test_fm39_a_crash_before_the_end_leaves_nothing(store: Store) -> None:
    def work() -> None:
        with store.write() as connection:
            messages.add(connection, raw(), NOW)
            folders.move_cursor(connection, "shop", "INBOX", Cursor(uidvalidity=7, last_uid=1))
            raise Crash

    with pytest.raises(Crash):
        work()
    with store.read() as connection:
        assert folders.cursor(connection, "shop", "INBOX") is None
    assert count(store) == 0


def test_a_statement_that_fails_takes_the_others_with_it(store: Store) -> None:
    def work() -> None:
        with store.write() as connection:
            messages.add(connection, raw(), NOW)
            connection.execute(text("PRAGMA query_only = ON"))
            connection.execute(text("DELETE FROM messages"))

    with pytest.raises(StorageError, match="readonly"):
        work()
    assert count(store) == 0


def test_a_snapshot_does_not_change_while_it_is_read(store: Store) -> None:
    with store.read() as connection:
        assert messages.count(connection) == {}
        with store.write() as other:
            messages.add(other, raw(), NOW)
        assert messages.count(connection) == {}
    assert count(store) == 1


def test_it_is_a_write_ahead_log(store: Store) -> None:
    with store.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with opened(tmp_path / "data" / "mailbot.db") as store:
            with store.write() as connection:
                messages.add(connection, raw(), NOW)
            files = list((tmp_path / "data").iterdir())
            assert {path.name for path in files} >= {"mailbot.db", "mailbot.db-wal"}
            assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
            maintenance.copy_to(store, tmp_path / "copy.db")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def test_fm67_threads_that_write_at_once_wait_for_each_other(store: Store) -> None:
    def write(number: int) -> None:
        for uid in range(20):
            with store.write() as connection:
                messages.add(connection, raw(b"%d %d" % (number, uid), uid=uid, folder=f"F{number}"), NOW)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(store) == 80


def _write_from_elsewhere(file: str, number: int, start: "threading.Barrier") -> None:
    start.wait()
    with opened(Path(file)) as store:
        for uid in range(20):
            with store.write() as connection:
                messages.add(connection, raw(b"%d %d" % (number, uid), uid=uid, folder=f"F{number}"), NOW)


def test_fm67_processes_that_write_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """They also race for making the file: a daemon and a command started together on a new data folder."""
    file = tmp_path / "mailbot.db"
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(3)
    writers = [context.Process(target=_write_from_elsewhere, args=(str(file), number, start)) for number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    with opened(file) as store:
        assert count(store) == 60


def test_the_migrations_make_the_tables_of_the_schema(store: Store) -> None:
    with store.read() as connection:
        found = inspect(connection)
        tables = set(found.get_table_names()) - {"alembic_version"}
        assert tables == set(metadata.tables)
        for name, table in metadata.tables.items():
            made = {column["name"]: (str(column["type"]), column["nullable"]) for column in found.get_columns(name)}
            wanted = {column.name: (str(column.type), column.nullable) for column in table.columns}
            assert made == wanted, name
            assert {index["name"] for index in found.get_indexes(name)} == {index.name for index in table.indexes}, name


def test_an_older_store_is_brought_up_to_date(tmp_path: Path) -> None:
    """A store of 0.1 as released; what the server said of each copy moves to where it belongs."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    file = tmp_path / "mailbot.db"
    engine = create_engine(url(file))
    config = Config()
    config.set_main_option("script_location", "mailbot.store:migrations")
    config.attributes["engine"] = engine
    command.upgrade(config, "0001")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO blobs VALUES ('aa', 1, 'x', NULL)"))
        connection.execute(
            text(
                "INSERT INTO messages (account, sha256, stored_at, received, vouched, disposition, failures)"
                " VALUES ('shop', 'aa', :at, :at, 0, 'stored', 0)"
            ),
            {"at": NOW.isoformat(timespec="microseconds")},
        )
        connection.execute(
            text("INSERT INTO places (message, account, folder, uidvalidity, uid) VALUES (1, 'shop', 'INBOX', 7, 1)")
        )
        connection.execute(text("INSERT INTO places (message, account, folder, path) VALUES (1, 'shop', '', 'x.eml')"))
    engine.dispose()
    with opened(file) as store, store.read() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == VERSION
        assert [copy.received for copy in messages.copies(connection, 1)] == [NOW, None]
        assert messages.every(connection)[0].disposition is Disposition.STORED


def test_a_store_of_a_newer_mailbot_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mailbot.db"
    with opened(file):
        pass
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(UsageError, match=r"store_newer.*9999"):
        open_store(url(file))


@pytest.mark.parametrize("address", ["nonsense", "mysql://x/y", "sqlite-of-mine:///x", ""])
def test_what_is_no_database_address_is_the_users_mistake(address: str) -> None:
    with pytest.raises(UsageError, match="store_url"):
        open_store(address)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "mailbot.db"
    file.write_bytes(b"Dear diary, " * 400)
    with pytest.raises(StorageError, match="not a database"):
        open_store(url(file))
    assert file.read_bytes().startswith(b"Dear diary")


def test_a_damaged_database(tmp_path: Path) -> None:
    file = tmp_path / "mailbot.db"
    with opened(file) as store, store.write() as connection:
        messages.add(connection, raw(), NOW)
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\x55" * (len(content) - 4096))
    with pytest.raises(StorageError, match="malformed"), opened(file) as store, store.read() as connection:
        messages.every(connection)


def test_a_folder_that_takes_no_writing(tmp_path: Path) -> None:
    with file_system(tmp_path / "small") as place:
        with opened(place / "mailbot.db"):
            pass
        make_read_only(place)
        for name in ("mailbot.db", "new.db"):
            with pytest.raises(StorageError, match="Read-only"):
                open_store(url(place / name))


def test_a_disk_that_fills_up_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    with file_system(tmp_path / "small") as place, opened(place / "mailbot.db") as store:
        with store.write() as connection:
            messages.add(connection, raw(), NOW)
        with pytest.raises(StorageError, match="disk_full"), store.write() as connection:
            messages.add(connection, raw(b"x" * 2_000_000, uid=2), NOW)
        assert count(store) == 1


def test_a_backup_opens_and_is_equal(store: Store, tmp_path: Path) -> None:
    with store.write() as connection:
        messages.add(connection, raw(), NOW)
        folders.move_cursor(connection, "shop", "INBOX", Cursor(uidvalidity=7, last_uid=1))
    with store.write() as writing:  # consistent, even while the daemon writes
        messages.add(writing, raw(b"later", uid=2), NOW)
        maintenance.copy_to(store, tmp_path / "copy.db")
    with opened(tmp_path / "copy.db") as copy, copy.read() as connection:
        assert [stored.sha256 for stored in messages.every(connection)] == [raw().sha256]
        assert messages.content(connection, raw().sha256) == raw().content
        assert folders.cursor(connection, "shop", "INBOX") == Cursor(uidvalidity=7, last_uid=1)


def test_a_backup_that_cannot_be_written_leaves_no_half_copy(store: Store, tmp_path: Path) -> None:
    with store.write() as connection:
        messages.add(connection, raw(b"x" * 2_000_000), NOW)
    with file_system(tmp_path / "small") as place:
        with pytest.raises(StorageError, match="disk_full"):
            maintenance.copy_to(store, place / "copy.db")
        assert list(place.iterdir()) == []
        with pytest.raises(StorageError, match=r"error\.file"):
            maintenance.copy_to(store, place / "no" / "folder" / "copy.db")


def test_an_errors_words_carry_no_letter(store: Store) -> None:
    """SQLAlchemy prints a statement's values with its errors; they would stand in the log."""

    def work() -> None:
        with store.write() as connection:
            for _ in range(2):
                connection.execute(text("INSERT INTO blobs (sha256, size, content) VALUES ('aa', 1, :c)"), {"c": "口座番号"})

    with pytest.raises(IntegrityError, match="UNIQUE") as caught:
        work()
    assert "口座番号" not in str(caught.value)
