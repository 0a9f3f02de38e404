"""One daemon a data folder. The lock dies with its process, however that dies."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mailbot.errors import StorageError, UsageError


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the data folder for this process; UsageError while another holds it.

    SQLite's own file lock serves as the lock, since it is the same on every system and needs no cleaning up.
    """
    try:
        connection = sqlite3.connect(data / "daemon.lock", timeout=0, isolation_level=None)
    except sqlite3.Error as error:
        raise StorageError("error.data_folder", path=str(data), detail=str(error)) from error
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise UsageError("error.second_daemon", path=str(data)) from error
            raise StorageError("error.data_folder", path=str(data), detail=str(error)) from error
        yield
