"""One daemon a data folder, one delivery at a time. A lock dies with its process, however that dies.

SQLite's own file lock serves as the lock, since it is the same on every system and needs no cleaning up.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mailbot.errors import MailbotError, StorageError, UsageError


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the data folder for this process; UsageError while another holds it."""
    with _held(data, "daemon.lock", wait=0, otherwise=UsageError("error.second_daemon", path=str(data))):
        yield


@contextmanager
def one_delivery(data: Path, wait: float) -> Iterator[None]:
    """Let one delivery of a data folder happen at a time, whoever asks for it; StorageError after ``wait`` seconds."""
    busy = StorageError("error.delivery_busy")
    with _held(data, "delivery.lock", wait=wait, otherwise=busy):
        yield


@contextmanager
def one_training(data: Path) -> Iterator[None]:
    """Let one training of a data folder happen at a time; UsageError while another goes on."""
    with _held(data, "train.lock", wait=0, otherwise=UsageError("error.training_busy")):
        yield


@contextmanager
def _held(data: Path, name: str, *, wait: float, otherwise: MailbotError) -> Iterator[None]:
    try:
        connection = sqlite3.connect(data / name, timeout=wait, isolation_level=None)
    except sqlite3.Error as error:
        raise StorageError("error.data_folder", path=str(data), detail=str(error)) from error
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise otherwise from error
            raise StorageError("error.data_folder", path=str(data), detail=str(error)) from error
        yield
