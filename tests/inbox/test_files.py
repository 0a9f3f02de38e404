"""Mail in files, told apart by content, bytes as they are."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from mailbot.errors import UsageError
from mailbot.i18n import LANGUAGES, load
from mailbot.inbox.files import FileMail, FileProblem, read

EML = b"From: a@amazon.co.jp\r\nSubject: x\r\n\r\nbody\r\nFrom here on\r\n"
OTHER = b"Received: by mx\nFrom: b@example.jp\n\nline\n"


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def mbox(*messages: bytes, end: bytes = b"\n") -> bytes:
    return b"".join(b"From sender Thu Nov 15 09:00:00 2018" + end + message + end for message in messages)


def found(path: Path) -> list[tuple[str, bytes | str]]:
    base = path if path.is_dir() else path.parent
    return [
        (item.source.removeprefix(f"{base}{os.sep}"), item.content if isinstance(item, FileMail) else item.code)
        for item in read(path)
    ]


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "mail", "請求書.eml"])
@pytest.mark.parametrize("content", [EML, OTHER, b"\xef\xbb\xbfSubject: x\r\n\r\n", b"\r\n\r\nSubject: x\r\n\r\n"])
def test_one_message_whatever_the_file_is_called(tmp_path: Path, name: str, content: bytes) -> None:
    assert found(write(tmp_path / name, content)) == [(name, content)]


@pytest.mark.parametrize("name", ["a.mbox", "Inbox", "a.eml"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_an_mbox_is_cut_and_its_bytes_kept(tmp_path: Path, name: str, end: bytes) -> None:
    path = write(tmp_path / name, mbox(OTHER, EML, OTHER, end=end))
    assert found(path) == [(f"{name}#1", OTHER), (f"{name}#2", EML), (f"{name}#3", OTHER)]


def test_a_maildir_new_and_read_alike_and_its_folders(tmp_path: Path) -> None:
    box = tmp_path / "Maildir"
    for part in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"):
        (box / part).mkdir(parents=True)
    write(box / "cur/1500000002.x:2,S", EML)
    write(box / "new/1500000001.x", OTHER)
    write(box / "tmp/1500000003.x", EML)
    write(box / ".Sent/cur/1500000004.x:2,", OTHER)
    write(box / "dovecot-uidlist", b"3 V1 N2")
    assert found(box) == [
        ("new/1500000001.x", OTHER),
        ("cur/1500000002.x:2,S", EML),
        (".Sent/cur/1500000004.x:2,", OTHER),
    ]


def test_folders_are_read_in_order_of_names_and_hidden_files_left(tmp_path: Path) -> None:
    write(tmp_path / "b/2.eml", EML)
    write(tmp_path / "a.eml", OTHER)
    write(tmp_path / "b/1.mbox", mbox(EML, EML))
    write(tmp_path / "b/.DS_Store", b"\0\0\0\1Bud1")
    assert [name for name, _ in found(tmp_path)] == ["a.eml", "b/1.mbox#1", "b/1.mbox#2", "b/2.eml"]


def test_apple_mails_own_files(tmp_path: Path) -> None:
    content = b"%d      \n%s<?xml version='1.0'?><plist/>" % (len(EML), EML)
    assert found(write(tmp_path / "1.emlx", content)) == [("1.emlx", EML)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.eml", b"", "file.empty"),
        ("a.eml", b"\r\n \r\n", "file.empty"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file.msg"),
        ("a.eml", b"PK\x03\x04" + b"x" * 100, "file.archive"),
        ("a.mbox.gz", b"\x1f\x8b\x08" + b"x" * 100, "file.archive"),
        ("a.pst", b"!BDN" + b"x" * 100, "file.pst"),
        ("a.pdf", b"%PDF-1.7\n", "file.not_mail"),
        ("letter.txt", b"From our side there is nothing to add.\nBest regards\n", "file.not_mail"),
        ("notes.txt", "仕入れの覚え書き".encode(), "file.not_mail"),
        ("a.bin", bytes(range(256)), "file.not_mail"),
    ],
)
def test_what_is_no_mail_is_told_and_named_by_its_digest(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = write(tmp_path / name, content)
    assert list(read(path)) == [FileProblem(source=str(path), code=code, sha256=sha256(content).hexdigest())]
    assert all(code in load(language) for language in LANGUAGES)


def test_a_broken_eml_is_left_to_the_parser(tmp_path: Path) -> None:
    """Its name says mail: whether it can be read is the parser's to say, and its to give a reason."""
    assert found(write(tmp_path / "a.eml", b"\xff\xfe no header at all")) == [("a.eml", b"\xff\xfe no header at all")]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path / "1.eml", EML)
    (tmp_path / "2.eml").symlink_to(tmp_path / "gone")
    write(tmp_path / "3.eml", b"")
    write(tmp_path / "4.eml", OTHER)
    assert [value if isinstance(value, str) else "mail" for _, value in found(tmp_path)] == [
        "mail",
        "file.not_regular",
        "file.empty",
        "mail",
    ]


@contextmanager
def nobody() -> Iterator[Path]:
    """A folder of an ordinary user, read as that user: root may read everything."""
    with TemporaryDirectory() as folder:
        before = os.geteuid()
        if before == 0:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            os.seteuid(before)


def test_no_permission() -> None:
    with nobody() as folder:
        write(folder / "1.eml", EML).chmod(0)
        (folder / "2").mkdir(mode=0)
        write(folder / "3.eml", EML)
        assert found(folder) == [("1.eml", "file.permission"), ("2", "file.permission"), ("3.eml", EML)]
        (folder / "2").chmod(0o700)


def test_a_link_to_a_folder_above_ends(tmp_path: Path) -> None:
    write(tmp_path / "a/1.eml", EML)
    (tmp_path / "a/up").symlink_to(tmp_path, target_is_directory=True)
    assert found(tmp_path) == [("a/1.eml", EML)]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert found(tmp_path) == [("pipe", "file.not_regular")]


def test_a_path_with_nothing_there_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path / "typo")
    assert caught.value.code == "error.no_path"
