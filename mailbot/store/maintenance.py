"""Copies of the whole store."""

from pathlib import Path

from mailbot.errors import StorageError
from mailbot.store.engine import Store


def copy_to(store: Store, target: Path) -> None:
    """Write a consistent, compact copy of an SQLite store into a new file (https://www.sqlite.org/lang_vacuum.html)."""
    try:
        target.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise StorageError("error.file", path=str(target), detail=error.strerror or str(error)) from error
    try:
        with store.outside() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
    except BaseException:
        target.unlink(missing_ok=True)  # a half copy would be taken for a backup
        raise
