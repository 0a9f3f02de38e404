"""Copies of the whole store."""

from pathlib import Path

from mailbot.store.engine import Store


def copy_to(store: Store, target: Path) -> None:
    """Write a consistent, compact copy of an SQLite store into a new file (https://www.sqlite.org/lang_vacuum.html)."""
    target.touch(mode=0o600)
    with store.outside() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
