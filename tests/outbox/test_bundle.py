"""Writing what a person pastes and uploads."""

import os
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from mailbot.errors import StorageError, UsageError
from mailbot.outbox.bundle import ATTACHMENTS, INDEX, MAIL, TEXT, Bundle, write_bundle
from mailbot.outbox.mail import Enclosure

FILES = (Enclosure(name="請求書.pdf", content=bytes(range(256))), Enclosure(name="発注書.csv", content=b"a\r\nb\n"))
BOX = "ご担当者様\n①\n"


def write(target: Path, text: str = BOX, files: tuple[Enclosure, ...] = FILES) -> Bundle:
    return write_bundle(target, text=text, mail=b"From: x\r\n\r\ny", enclosures=files)


def test_a_folder_with_an_index(tmp_path: Path) -> None:
    made = write(tmp_path / "deep" / "案件1")
    assert not made.already
    assert (made.path / TEXT).read_bytes() == BOX.encode()
    assert (made.path / MAIL).read_bytes() == b"From: x\r\n\r\ny"
    assert (made.path / ATTACHMENTS / "請求書.pdf").read_bytes() == FILES[0].content
    index = dict(reversed(line.split("  ")) for line in (made.path / INDEX).read_text(encoding="utf-8").splitlines())
    on_disk = {path.relative_to(made.path).as_posix(): path for path in made.path.rglob("*") if path.is_file()}
    assert index == {name: sha256(path.read_bytes()).hexdigest() for name, path in on_disk.items() if name != INDEX}
    assert {file.name: (file.sha256, file.size) for file in made.files} == {
        name: (sha256(path.read_bytes()).hexdigest(), path.stat().st_size) for name, path in on_disk.items()
    }


def test_the_index_is_what_sha256sum_reads(tmp_path: Path) -> None:
    if (program := shutil.which("sha256sum")) is None:
        pytest.skip("no sha256sum here")
    made = write(tmp_path / "b")
    subprocess.run([program, "--check", "--strict", INDEX], cwd=made.path, check=True, capture_output=True)


def test_an_archive_of_the_same(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.zip"), write(tmp_path / "b.zip")
    assert first.path.read_bytes() == second.path.read_bytes()
    with zipfile.ZipFile(first.path) as archive:
        assert archive.namelist() == [file.name for file in first.files]
        assert archive.read(f"{ATTACHMENTS}/請求書.pdf") == FILES[0].content


@pytest.mark.parametrize("name", ["b", "b.zip"])
def test_fm75_written_again_nothing_changes(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    stamp = (tmp_path / name).stat().st_mtime_ns
    assert write(tmp_path / name).already
    assert (tmp_path / name).stat().st_mtime_ns == stamp
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["b", "b.zip"])
def test_what_stands_there_is_not_overwritten(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    with pytest.raises(UsageError) as caught:
        write(tmp_path / name, text="other")
    assert caught.value.code == "error.bundle_exists"
    assert write(tmp_path / name).already


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"mine")
    with pytest.raises(UsageError):
        write(tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"mine"


def test_names_that_a_disk_would_not_take_or_would_mix_up(tmp_path: Path) -> None:
    names = ("../../a.pdf", "A.PDF", "a.pdf", "C:\\x\\con.txt", 'q?:"<>|*.txt', "請" * 150 + ".pdf", "...", "")
    made = write(tmp_path / "b", files=tuple(Enclosure(name=name, content=name.encode()) for name in names))
    stored = [file.name.removeprefix(f"{ATTACHMENTS}/") for file in made.files if file.name.startswith(ATTACHMENTS)]
    assert stored[:5] == ["a.pdf", "A-2.PDF", "a-3.pdf", "_con.txt", "q_______.txt"]
    assert stored[5].endswith("請.pdf")
    assert len(stored[5].encode()) <= 200
    assert stored[6:] == ["attachment", "attachment-2"]
    assert [(made.path / ATTACHMENTS / name).read_bytes() for name in stored] == [name.encode() for name in names]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError) as caught:
        write(tmp_path / "file" / "b")
    assert (caught.value.code, caught.value.exit_code) == ("error.bundle_unwritable", 3)


_ON_A_FULL_DISK = """
import sys
from pathlib import Path
from mailbot.errors import StorageError
from mailbot.outbox.bundle import write_bundle
from mailbot.outbox.mail import Enclosure
place = Path(sys.argv[1])
try:
    write_bundle(place / sys.argv[2], text="x", mail=None, enclosures=[Enclosure(name="a", content=bytes(range(256)) * 4000)])
except StorageError as error:
    print(error.code, [path.name for path in place.iterdir()])
"""


@pytest.mark.parametrize("name", ["b", "b.zip"])
def test_a_full_disk_leaves_nothing_half(tmp_path: Path, name: str) -> None:
    """On a real file system of 64 kB, in a name space of its own; skipped where the kernel does not allow one."""
    command = f'mount -t tmpfs -o size=64k tmpfs "$1" && exec "{sys.executable}" -c "$2" "$1" {name}'
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rm", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no name spaces here")
    content = (
        _ON_A_FULL_DISK if name == "b" else _ON_A_FULL_DISK.replace("bytes(range(256)) * 4000", "__import__('os').urandom(10**6)")
    )
    done = subprocess.run(
        [unshare, "-rm", "sh", "-c", command, "sh", str(tmp_path), content],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout == "error.disk_full []\n", done.stderr
