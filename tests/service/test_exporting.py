"""A case handed to an adviser: everything that belongs to it, once, with digests; masked where it is to be."""

import hashlib
import re
import zipfile
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
from typer.main import get_command

from mailbot.errors import StorageError, UsageError
from mailbot.i18n import load
from mailbot.messages import digest
from mailbot.outbox import bundle
from mailbot.service import exporting
from mailbot.service.masking import Mask, names_of
from mailbot.store import facts
from replies.situation import Fact
from tests.letters import APPEAL, CLOSURE, REFUSAL, SELLER, START, amazon, own
from tests.service.world import only_case, receive, world

SECRETS = ("みなと商店", "090-1234-5678", "250-1234567-7654321", "1234567", SELLER, "partner@aoba.example")
REPORT = APPEAL + "\nみなと商店\n電話 090-1234-5678、注文番号 250-1234567-7654321\n口座番号: 1234567\n控え partner@aoba.example\n"
MAILS = (
    amazon(CLOSURE, "要ご対応:出品アカウント一時停止のご連絡", 1),
    own(REPORT, "改善計画の提出", 2, when=START + timedelta(days=5), reply_to="<letter-1@amazon.co.jp>"),
    amazon(REFUSAL, "出品アカウントに関するご連絡", 3, when=START + timedelta(days=8)),
)


@pytest.fixture
def case(tmp_path):
    with world(tmp_path / "data", now=datetime(2018, 9, 1, tzinfo=UTC)) as opened:
        receive(opened, *MAILS)
        found = only_case(opened)
        fact = Fact(key="supplier", value="仕入先の担当 partner@aoba.example", source="2018-08-20 の電話 090-1234-5678")
        with opened.store.write() as connection:
            facts.add(connection, [fact], found.id, opened.now())
        yield opened, found.id, tmp_path


def read(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_holds_everything(case):
    opened, name, folder = case
    exporting.export(opened, name, folder / "out", "ja")
    files = read(folder / "out")
    assert {file for file in files if "/" not in file} == {
        *("README.txt", "index.txt", "rounds.txt", "facts.txt"),
        *(f"timeline.{kind}" for kind in ("txt", "md", "html", "svg", "pdf", "csv", "json")),
    }
    assert sorted(digest(files[file]) for file in files if file.startswith("messages/")) == sorted(map(digest, MAILS))
    assert files["timeline.pdf"].startswith(b"%PDF")
    assert "仕入先を見直しました" in files["rounds.txt"].decode()
    assert "partner@aoba.example" in files["facts.txt"].decode()


def test_the_index_names_every_file_with_its_digest(case):
    opened, name, folder = case
    exporting.export(opened, name, folder / "out", "en")
    files = read(folder / "out")
    lines = dict(reversed(line.split("  ", 1)) for line in files.pop("index.txt").decode().splitlines())
    assert lines == {file: hashlib.sha256(content).hexdigest() for file, content in files.items()}


def test_messages_bear_the_numbers_of_the_timeline(case):
    opened, name, folder = case
    exporting.export(opened, name, folder / "out", "ja")
    files = read(folder / "out")
    third = next(content for file, content in files.items() if file.startswith("messages/003-2018-08-23"))
    assert message_from_bytes(third)["Message-ID"] == "<letter-3@amazon.co.jp>"
    assert re.search(r"\[3\].*letter-3@amazon", files["timeline.txt"].decode())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_masked_nothing_personal_is_left(case, language):
    opened, name, folder = case
    exporting.export(opened, name, folder / "out", language, mask=True)
    files = read(folder / "out")
    assert not [file for file in files if file.endswith(".eml")]
    for file, content in files.items():
        text = content.decode("utf-8", "ignore")
        assert [secret for secret in SECRETS if secret in text] == [], file
    assert load(language)("mask.phone") in files["rounds.txt"].decode()
    assert "seller-performance@amazon.co.jp" in files["messages/001-2018-08-15.txt"].decode(), "Amazon's own stays"
    assert "seller-performance@amazon.co.jp" in files["timeline.txt"].decode()


def test_masked_the_story_is_the_same(case):
    opened, name, folder = case
    for out, mask in (("plain", False), ("masked", True)):
        exporting.export(opened, name, folder / out, "ja", mask=mask)
    plain, masked = ((folder / out / "timeline.txt").read_text("utf-8").splitlines() for out in ("plain", "masked"))
    assert len(plain) == len(masked)
    assert [line for line in plain if "■" in line] == [line for line in masked if "■" in line]


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_the_same_case_gives_the_same_bytes(case, name):
    opened, found, folder = case
    written = []
    for place in ("one", "two"):
        target = folder / place / name
        exporting.export(opened, found, target, "ja")
        written.append(target.read_bytes() if target.is_file() else read(target))
    assert written[0] == written[1]


def test_an_archive_holds_the_same(case):
    opened, name, folder = case
    exporting.export(opened, name, folder / "out", "ja")
    exporting.export(opened, name, folder / "out.zip", "ja")
    with zipfile.ZipFile(folder / "out.zip") as archive:
        assert {file: archive.read(file) for file in archive.namelist()} == read(folder / "out")


def test_nothing_is_overwritten(case):
    opened, name, folder = case
    (folder / "out").mkdir()
    with pytest.raises(UsageError, match="export_exists"):
        exporting.export(opened, name, folder / "out", "ja")
    assert read(folder / "out") == {}


def test_an_unknown_case_is_the_users_mistake(case):
    opened, _, folder = case
    with pytest.raises(UsageError, match="no_case"):
        exporting.export(opened, "2001-01-01-aaaa", folder / "out", "ja")


def test_a_place_that_cannot_be_written_leaves_nothing(case):
    opened, name, folder = case
    (folder / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError):
        exporting.export(opened, name, folder / "file" / "out", "ja")


def test_a_full_disk_leaves_nothing(case, monkeypatch):
    opened, name, folder = case

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundle.os, "fsync", full)
    with pytest.raises(StorageError, match="disk_full"):
        exporting.export(opened, name, folder / "full" / "out", "ja")
    assert list((folder / "full").iterdir()) == []


def test_the_command_is_listed():
    from mailbot.cli.commands import build

    assert "export" in get_command(build()).commands


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("連絡先 a.b+c@shop.example まで", "連絡先 [mail address] まで"),
        ("seller-performance@amazon.co.jp", "seller-performance@amazon.co.jp"),
        ("buyer@marketplace.amazon.co.jp", "[mail address]"),
        ("Order 250-1234567-7654321.", "Order [order number]."),
        ("Tel 03-1234-5678", "Tel [telephone]"),
        ("携帯 09012345678", "携帯 [telephone]"),
        ("+81-90-1234-5678", "[telephone]"),
        ("Call (206) 555-0100 or 206-555-0100", "Call [telephone] or [telephone]"),
        ("普通 1234567", "普通 [bank digits]"),
        ("account number: 12345678", "account number: [bank digits]"),
        ("〒100-0001 千代田区", "[postcode] 千代田区"),
        ("Harbor Lane Goods, Dana Reed", "[name], [name]"),
        ("Dana's planning", "[name]'s planning"),
        ("引当金 1,284,560円、2019-03-11、ケースID: 5120447736、ASIN B07MNT01XA", None),
        ("365日以内、17日、2018-08-15T10:05:00+09:00", None),
    ],
)
def test_what_is_masked(text, masked):
    hide = Mask(names=names_of(("Dana Reed", "Harbor Lane Goods")), words=load("en"))
    assert hide(text) == (text if masked is None else masked)
