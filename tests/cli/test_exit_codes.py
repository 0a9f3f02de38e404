"""0 done, 1 findings, 2 the user's mistake, 3 the world, 70 a bug: and one line that says what to do."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mailbot.cli.running import worst
from tests.cli.conftest import Run
from tests.cli.files import STORY, config_text, write_story
from tests.letters import CLOSURE, amazon
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.fixtures import SPECIAL_USE
from tests.service.making import draft, proposed
from tests.store.stores import file_system, make_read_only

COMMANDS = (
    ("status",),
    ("messages",),
    ("cases",),
    ("timeline",),
    ("timeline", "--format", "md"),
    ("timeline", "--format", "html"),
    ("timeline", "--format", "csv"),
    ("timeline", "--detail", "short"),
    ("timeline", "2018"),
    ("rounds", "list"),
    ("rounds", "list", "2018-08-15"),
    ("drafts",),
    ("drafts", "--all"),
    ("drafts", "list", "--case", "2018"),
    ("drafts", "show", "1"),
    ("confirm",),
    ("confirm", "--before", "2018-09-01", "--from", "amazon.co.jp"),
    ("reprocess",),
    ("restore",),
    ("version",),
)
MISTAKES = (
    (("no-such-command",), "no-such-command"),
    (("messages", "--no-such-option"), "--no-such-option"),
    (("run",), "config.toml"),
    (("doctor",), "config.toml"),
    (("import",), "--text"),
    (("import", "nowhere"), "nowhere"),
    (("import", "--text", "notice.txt"), "--received"),
    (("import", "--text", "notice.txt", "--received", "yesterday"), "yesterday"),
    (("import", "--text", "nowhere.txt", "--received", "2018-08-15T10:00"), "nowhere.txt"),
    (("classify",), "classify"),
    (("classify", "nowhere"), "nowhere"),
    (("timeline", "1999-01-01-aaaa"), "1999-01-01-aaaa"),
    (("timeline", ""), "''"),
    (("timeline", "--format", "pptx"), "pptx"),
    (("timeline", "--detail", "middling"), "middling"),
    (("timeline", "--now", "soon"), "soon"),
    (("rounds", "list", "1999"), "1999"),
    (("rounds", "add", "1999", "--text", "notice.txt", "--at", "2018-08-15"), "1999"),
    (("link", "77", "1999"), "1999"),
    (("drafts", "show", "77"), "77"),
    (("drafts", "list", "--case", "1999"), "1999"),
    (("drafts", "edit", "77", "--body", "notice.txt"), "77"),
    (("drafts", "approve", "77"), "77"),
    (("drafts", "reject", "77"), "77"),
    (("drafts", "deliver", "77"), "77"),
    (("drafts", "approve", "first"), "ID"),
    (("confirm", "77"), "77"),
    (("confirm", "²"), "²"),
    (("correct", "77", "--label", "closure_notice"), "77"),
    (("correct", "77", "--label", "closed"), "closed"),
    (("forget",), "MESSAGE"),
    (("forget", "77"), "77"),
    (("restore", "77"), "77"),
    (("backup", "notice.txt"), "notice.txt"),
    (("status", "--lang", "de"), "de"),
    (("status", "--config", "missing.toml"), "missing.toml"),
)


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notice.txt").write_text(CLOSURE, encoding="utf-8")
    return tmp_path


def blocked(mailbot: Run) -> list[int]:
    return [item["id"] for item in json.loads(mailbot("drafts", "--json").out) if item["state"] == "blocked"]


@pytest.mark.parametrize(("arguments", "said"), MISTAKES, ids=lambda value: " ".join(value) if isinstance(value, tuple) else None)
def test_a_mistake_is_one_line_of_advice(mailbot, here, arguments, said):
    done = mailbot(*arguments, code=2)
    assert said in done.complaint
    assert "Traceback" not in done.err
    assert done.out == ""


def test_everything_works_on_a_store_with_mail(mailbot, here):
    (here / "config.toml").write_text(config_text(), encoding="utf-8")
    mailbot("import", write_story(here))
    for arguments in COMMANDS:
        done = mailbot(*arguments)
        assert done.out.strip(), arguments
    mailbot("confirm", "--all", "--yes")
    mailbot("correct", "1", "--label", "reinstatement")
    mailbot("link", "2", "2018")
    mailbot("rounds", "add", "2018", "--text", "notice.txt", "--at", "2018-08-16T09:00")
    mailbot("drafts", "reject", blocked(mailbot)[0], "--reason", "別の案")
    mailbot("backup", here / "copy.db")
    mailbot("forget", "1")


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_on_an_empty_store(mailbot, here, arguments):
    names = {"2018", "2018-08-15", "show"}
    mailbot(*arguments, code=2 if names & set(arguments) else 0)


def test_unreadable_mail_is_no_failure(mailbot, here):
    folder = write_story(here)
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert len(mailbot("classify", folder, "--json").out.splitlines()) == len(STORY) + 1
    mailbot("classify", folder)
    mailbot("import", folder)
    mailbot("classify", folder / "photo.jpg")


def test_findings(mailbot, here):
    """Asked and declined: done, with something left."""
    mailbot("import", write_story(here))
    done = mailbot("confirm", "--all", stdin="n\n", code=1)
    assert "amazon.co.jp" in done.out


def test_a_blocked_draft(mailbot, here):
    mailbot("import", write_story(here))
    assert "原因" in mailbot("drafts", "approve", blocked(mailbot)[0], code=2).complaint


def test_a_notice_copied_from_the_console(mailbot, here):
    done = mailbot("import", "--text", "notice.txt", "--received", "2018-08-15T10:00", "--subject", "停止のお知らせ", "--json")
    assert '"stored": 1' in done.out
    told = mailbot("timeline", "--json").out
    assert '"confirmed": true' in told
    assert "2018-08-15T10:00:00+09:00" in told
    assert '"state": "closed"' in told


def test_a_file_that_cannot_be_written(mailbot, here):
    mailbot("import", write_story(here))
    done = mailbot("timeline", "--out", here / "no" / "such" / "folder.txt", code=3)
    assert "folder.txt" in done.complaint
    assert mailbot("backup", here / "notice.txt" / "copy.db", code=3).complaint


def test_a_store_that_is_none(mailbot, here):
    (here / "data").mkdir()
    (here / "data" / "mailbot.db").write_bytes(b"Dear diary, " * 400)
    assert "database" in mailbot("status", code=3).complaint


def test_a_store_of_a_newer_mailbot(mailbot, here):
    mailbot("status")
    with closing(sqlite3.connect(here / "data" / "mailbot.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert "9999" in mailbot("status", code=2).complaint


def test_a_data_folder_that_takes_no_writing(mailbot, here):
    with file_system(here / "small") as place:
        mailbot("status", "--data", place)
        make_read_only(place)
        assert mailbot("status", "--data", place, code=3).complaint


def test_a_bug_is_shown_whole(mailbot, here, monkeypatch):
    from mailbot.service import status

    monkeypatch.setattr(status, "totals", lambda _: 1 / 0)
    done = mailbot("status", code=70)
    assert "ZeroDivisionError" in done.err


def test_fm69_a_model_that_cannot_be_used_is_told_and_stops_no_mail(mailbot, here):
    """It is never half believed; the packaged one reads in its stead."""
    (here / "data" / "model").mkdir(parents=True)
    (here / "data" / "model" / "model.json").write_text("{}", encoding="utf-8")
    done = mailbot("import", write_story(here))
    assert "7 stored" in done.out
    assert "model.unusable" in done.err


@pytest.mark.parametrize(
    ("codes", "expected"), [([], 0), ([0, 0], 0), ([0, 2], 2), ([2, 3], 3), ([3, 2, 70], 70), ([0, 1], 1), ([1, 2], 2)]
)
def test_of_several_accounts_the_worst_code_wins(codes, expected):
    assert worst(codes) == expected


def test_all_accounts_are_tried_whatever_happens_to_one(mailbot, here, mailbox, monkeypatch):
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    with Dovecot.running(special_use=SPECIAL_USE) as server:
        down, stranger = server.add_user(), server.add_user(password="another")
        text = config_text(down, stranger, mailbox)
        (here / "config.toml").write_text(text, encoding="utf-8")
        both = mailbot("run", "--once", "--json", code=2)
        assert '"stored": 1' in both.out
        server.kill()
        done = mailbot("run", "--once", "--json", code=3)
        complaints = [line for line in done.err.splitlines() if not line.startswith("{")]
        assert len(complaints) == 2


def test_a_password_that_is_wrong_or_missing(mailbot, here, mailbox, monkeypatch):
    (here / "config.toml").write_text(config_text(mailbox), encoding="utf-8")
    monkeypatch.delenv("MAILBOT_PASSWORD", raising=False)
    assert "MAILBOT_PASSWORD" in mailbot("run", "--once", "--json", code=2).complaint
    monkeypatch.setenv("MAILBOT_PASSWORD", "wrong")
    assert mailbox.username in mailbot("run", "--once", "--json", code=2).complaint
    done = mailbot("doctor", code=2)
    assert mailbox.username in done.out
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)
    assert "mx.example.jp" in mailbot("doctor").out or mailbox.contents() == []


def test_a_draft_that_cannot_be_delivered_now_can_be_later(mailbot, here, monkeypatch):
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)
    with Dovecot.running(special_use=SPECIAL_USE) as server:
        mailbox = server.add_user()
        (here / "config.toml").write_text(config_text(mailbox), encoding="utf-8")
        mailbot("import", write_story(here))
        _propose(here)
        server.kill()
        mailbot("drafts", "approve", "4", code=3)
        mailbot("drafts", "deliver", "4", code=3)
        server.start()
        assert "Drafts" in mailbot("drafts", "deliver", "4").out
        mailbot("drafts", "deliver", "4")
        assert len(mailbox.contents("Drafts")) == 1


def _propose(here: Path) -> None:
    """A draft without gaps, to be replied with."""
    from mailbot import config
    from mailbot.service import casefile
    from mailbot.service.workspace import open_workspace

    with open_workspace(config.read(here / "config.toml"), here / "data") as opened:
        (case,) = casefile.every(opened)
        assert proposed(opened, draft(answers=case.messages[0].sha256), case_id=case.id) == 4
