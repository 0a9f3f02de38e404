"""Writing what a person pastes and uploads: the text for the box, the mail draft, the attachments, and an index of digests.

A bundle appears whole or not at all: it is written beside its place and renamed into it.
"""

import errno
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mailbot.errors import StorageError, UsageError
from mailbot.messages import digest
from mailbot.outbox.mail import Enclosure, attachment_name

TEXT: Final = "text.txt"
MAIL: Final = "draft.eml"
INDEX: Final = "index.txt"
ATTACHMENTS: Final = "attachments"
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""Fixed, so that the same content gives the same archive; the earliest that the format knows."""
_NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN: Final = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{number}" for number in range(1, 10)), *(f"lpt{number}" for number in range(1, 10))}
)
_NAME_BYTES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFile:
    """One file of a bundle; ``name`` is relative, with forward slashes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle on the disk."""

    path: Path
    files: tuple[BundleFile, ...]
    already: bool
    """The same bundle stood there before."""


def write_bundle(target: Path, *, text: str, mail: bytes | None, enclosures: Sequence[Enclosure] = ()) -> Bundle:
    """Write a bundle as the folder ``target``, or as one archive where its name ends in ``.zip``.

    Doing it again with the same content changes nothing. Raises UsageError (``error.bundle_exists``) where something else
    stands there, StorageError where the disk is full or the folder cannot be written.
    """
    return write_files(target, _contents(text, mail, enclosures))


def write_files(target: Path, contents: Mapping[str, bytes]) -> Bundle:
    """Write files by their relative names (forward slashes) as a folder, or as one archive where ``target`` ends in ``.zip``.

    The promises are those of ``write_bundle``.
    """
    contents = dict(contents)
    bundle = Bundle(path=target, files=tuple(_described(contents)), already=False)
    with _storage(target):
        if target.exists():
            if not _same(target, contents):
                raise UsageError("error.bundle_exists", path=str(target))
            return Bundle(path=target, files=bundle.files, already=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, contents)
    return bundle


def _contents(text: str, mail: bytes | None, enclosures: Sequence[Enclosure]) -> dict[str, bytes]:
    contents = {TEXT: text.encode("utf-8")}
    if mail is not None:
        contents[MAIL] = mail
    for name, content in _named(enclosures):
        contents[f"{ATTACHMENTS}/{name}"] = content
    lines = [f"{file.sha256}  {file.name}\n" for file in _described(contents)]
    contents[INDEX] = "".join(lines).encode("utf-8")
    return contents


def _named(enclosures: Sequence[Enclosure]) -> Iterator[tuple[str, bytes]]:
    """Give each attachment a name that every system can write, different from the others whatever their case."""
    taken: set[str] = set()
    for enclosure in enclosures:
        wanted = _portable(enclosure.name)
        name, number = wanted, 2
        while name.casefold() in taken:
            path = Path(wanted)
            name, number = f"{path.stem}-{number}{path.suffix}", number + 1
        taken.add(name.casefold())
        yield name, enclosure.content


def _portable(name: str) -> str:
    safe = attachment_name(name).translate(_FORBIDDEN)
    if Path(safe).stem.casefold() in _RESERVED:
        safe = f"_{safe}"
    path = Path(safe)
    suffix = path.suffix if len(path.suffix) <= 10 else ""
    stem = safe.removesuffix(suffix).encode("utf-8")[: _NAME_BYTES - len(suffix.encode("utf-8"))]
    return stem.decode("utf-8", "ignore") + suffix


def _described(contents: dict[str, bytes]) -> Iterator[BundleFile]:
    for name, content in contents.items():
        yield BundleFile(name=name, size=len(content), sha256=digest(content))


def _same(target: Path, contents: dict[str, bytes]) -> bool:
    if target.is_dir():
        names = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
        return names == set(contents) and all((target / name).read_bytes() == content for name, content in contents.items())
    if not zipfile.is_zipfile(target):
        return False
    with zipfile.ZipFile(target) as archive:
        return set(archive.namelist()) == set(contents) and all(archive.read(name) == contents[name] for name in contents)


def _write(target: Path, contents: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory(prefix=".mailbot-", dir=target.parent, ignore_cleanup_errors=True) as scratch:
        made = Path(scratch) / target.name
        if target.suffix.lower() == ".zip":
            _write_archive(made, contents)
        else:
            for name, content in contents.items():
                _write_file(made / name, content)
        made.rename(target)


def _write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _write_archive(path: Path, contents: dict[str, bytes]) -> None:
    with path.open("wb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in contents.items():
                archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def _storage(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise StorageError("error.disk_full", path=str(target)) from error
        raise StorageError("error.bundle_unwritable", path=str(target), detail=error.strerror or str(error)) from error
