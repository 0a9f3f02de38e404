"""Reading mail from files: .eml, mbox, Maildir, Apple Mail's .emlx, and folders of those, told apart by their content.

Bytes are handed on as they are, line ends included: a signature is computed over them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mailbot.errors import UsageError
from mailbot.inbox.mbox import MAX_MESSAGE_BYTES, TooLarge, is_mbox, split
from mailbot.messages import digest

_HEADER: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*[\x21-\x39\x3b-\x7e]+[ \t]*:")
_EMLX: Final = re.compile(rb"(\d+)[ \t]*\r?\n(?=[\x21-\x39\x3b-\x7e]+[ \t]*:)")
_MAGIC: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.msg"),
    (b"PK\x03\x04", "file.archive"),
    (b"\x1f\x8b", "file.archive"),
    (b"7z\xbc\xaf\x27\x1c", "file.archive"),
    (b"!BDN", "file.pst"),
    (b"%PDF-", "file.not_mail"),
)
_MAIL_SUFFIXES: Final = frozenset({".eml", ".emlx", ".mbox", ".mbx", ".mail", ".msg"})
_HEAD_BYTES: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMail:
    """One message of a file. When it was received, only its own headers can say."""

    source: str
    """The path; ``path#3`` for the third message of an mbox file."""
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    """What could not be read as mail, and why: ``code`` names a sentence of the catalogue."""

    source: str
    code: str
    detail: str = ""
    sha256: str | None = None
    """Of the file's content, where it could be read at all."""


def read(path: Path) -> Iterator[FileMail | FileProblem]:
    """Read a file or a folder, folders in the order of their names.

    Raises UsageError (``error.no_path``) where there is nothing of that name; all else that goes wrong is a FileProblem.
    """
    if not path.exists() and not path.is_symlink():
        raise UsageError("error.no_path", path=str(path))
    return _any(path, frozenset(), hidden=True)


def _any(path: Path, above: frozenset[Path], *, hidden: bool = False) -> Iterator[FileMail | FileProblem]:
    try:
        if path.is_dir():
            yield from _folder(path, above)
        elif path.is_file():
            if hidden or not path.name.startswith("."):
                yield from _file(path)
        else:
            yield FileProblem(source=str(path), code="file.not_regular")
    except OSError as error:
        yield _refused(path, error)


def _folder(path: Path, above: frozenset[Path]) -> Iterator[FileMail | FileProblem]:
    real = path.resolve()
    if real in above:
        # A link to a folder above: its mail is read already.
        return
    inside = above | {real}
    maildir = (path / "cur").is_dir() and (path / "new").is_dir()
    if maildir:
        for mail in sorted([*(path / "new").iterdir(), *(path / "cur").iterdir()], key=lambda one: one.name):
            yield from _any(mail, inside)
    for entry in sorted(path.iterdir(), key=lambda one: one.name):
        if not maildir:
            yield from _any(entry, inside)
        elif entry.is_dir() and entry.name not in {"cur", "new", "tmp"}:
            # Beside its folders a Maildir holds only the index files of its server.
            yield from _any(entry, inside)


def _file(path: Path) -> Iterator[FileMail | FileProblem]:
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
        stream.seek(0)
        if not head.strip():
            yield FileProblem(source=str(path), code="file.empty", sha256=digest(stream.read(MAX_MESSAGE_BYTES)))
        elif is_mbox(head):
            for number, found in enumerate(split(stream), 1):
                source = f"{path}#{number}"
                if isinstance(found, TooLarge):
                    yield FileProblem(source=source, code="file.too_large")
                else:
                    yield FileMail(source=source, content=found)
        else:
            content = stream.read(MAX_MESSAGE_BYTES + 1)
            yield _single(path, head, content)


def _single(path: Path, head: bytes, content: bytes) -> FileMail | FileProblem:
    if len(content) > MAX_MESSAGE_BYTES:
        return FileProblem(source=str(path), code="file.too_large")
    if match := _EMLX.match(head):
        # Apple Mail: the length on a line of its own, the message, then a property list.
        return FileMail(source=str(path), content=content[match.end() : match.end() + int(match.group(1))])
    for magic, code in _MAGIC:
        if head.startswith(magic):
            return FileProblem(source=str(path), code=code, sha256=digest(content))
    if _HEADER.match(head) or path.suffix.lower() in _MAIL_SUFFIXES:
        return FileMail(source=str(path), content=content)
    return FileProblem(source=str(path), code="file.not_mail", sha256=digest(content))


def _refused(path: Path, error: OSError) -> FileProblem:
    code = "file.permission" if isinstance(error, PermissionError) else "file.unreadable"
    return FileProblem(source=str(path), code=code, detail=error.strerror or str(error))
