"""Stores on real files, and messages to put into them."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.messages import Place, RawMessage
from mailbot.store.engine import Store, open_store

NOW = datetime(2018, 9, 1, tzinfo=UTC)


def url(file: Path) -> str:
    return f"sqlite:///{file.as_posix()}"


@contextmanager
def opened(file: Path) -> Iterator[Store]:
    store = open_store(url(file))
    try:
        yield store
    finally:
        store.close()


def raw(
    content: bytes = b"Subject: x\r\n\r\nx",
    *,
    account: str = "shop",
    folder: str = "INBOX",
    uid: int | None = 1,
    uidvalidity: int | None = 7,
    received: datetime | None = None,
    path: str | None = None,
    confirmed: bool = False,
) -> RawMessage:
    """A message as a server (``uid``) or a file (``path``) hands it over."""
    if path is not None:
        folder, uid, uidvalidity = "", None, None
    place = Place(account=account, folder=folder, uidvalidity=uidvalidity, uid=uid, path=path)
    return RawMessage(content=content, place=place, received=received, confirmed=confirmed)


@contextmanager
def file_system(place: Path, size: str = "1m") -> Iterator[Path]:
    """A small file system of its own, where this user may mount one."""
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def make_read_only(place: Path) -> None:
    """From now on the file system takes no writing, not even root's."""
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
