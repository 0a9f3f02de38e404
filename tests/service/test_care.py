"""Backup, restore, retention, and the doctor's visit."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from mailbot.errors import AuthenticationError, StorageError, UsageError
from mailbot.messages import Disposition
from mailbot.service import care, casefile, doubts, overview, remind
from mailbot.service.workspace import Workspace
from mailbot.store import messages
from mailbot.store.engine import open_store
from tests.letters import CLOSURE, ORDER, REFUSAL, SERVER, amazon, mail, noise
from tests.servers.dovecot import PASSWORD
from tests.service.world import NOW, at, everything, message, receive, shop, world

RELAYED = mail(
    "商品が届きません。返金してください。",
    "ご注文について",
    sender="購入者 <abc123@marketplace.amazon.co.jp>",
    message_id="<relay@x>",
    **{"Authentication-Results": f"{SERVER}; dkim=pass header.d=marketplace.amazon.co.jp"},
)
PASSING = (amazon(ORDER, "発送のお知らせ", 2), RELAYED, noise(1))
KEPT = (amazon(CLOSURE, "停止のお知らせ", 1), amazon(REFUSAL, "再開できません", 3))


@pytest.fixture
def opened(tmp_path) -> Iterator[Workspace]:
    with world(tmp_path / "data") as made:
        yield made


def has_bytes(opened: Workspace, content: bytes) -> bool:
    with opened.store.read() as connection:
        return messages.content(connection, message(opened, content).sha256) is not None


def test_a_backup_is_the_store(opened, tmp_path):
    receive(opened, *KEPT, *PASSING)
    written = care.backup(opened, tmp_path / "deep" / "copy.db")
    copy = open_store(f"sqlite:///{written.as_posix()}")
    with copy.read() as connection:
        assert messages.every(connection) == everything(opened)
    copy.close()


def test_a_backup_never_writes_over_a_file(opened, tmp_path):
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="exists"):
        care.backup(opened, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "mine"
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="data_folder"):
        care.backup(opened, tmp_path / "file" / "copy.db")


def test_retention_takes_what_passes_by_and_leaves_what_belongs_to_a_case(opened):
    receive(opened, *KEPT, *PASSING)
    days = opened.config.retention_days
    with at(opened, NOW + timedelta(days=days)) as just:
        assert remind.retain(just) == 0
    with at(opened, NOW + timedelta(days=days, seconds=1)) as later:
        assert remind.retain(later) == 3
        assert remind.retain(later) == 0
    assert [has_bytes(opened, content) for content in KEPT] == [True, True]
    assert [has_bytes(opened, content) for content in PASSING] == [False, False, False]


def test_what_retention_took_keeps_its_digest_its_headers_and_its_label(opened):
    receive(opened, PASSING[0])
    (before,) = overview.message_objects(opened)
    with at(opened, NOW + timedelta(days=400)) as later:
        remind.retain(later)
    (after,) = overview.message_objects(opened)
    for name in ("sha256", "label", "authenticity", "sender", "subject", "received", "case", "disposition"):
        assert after[name] == before[name]
    assert after["because"] == []
    assert "注文" not in str(everything(opened)[0].understanding["parsed"]["text"])


def test_retention_spares_the_bytes_that_a_case_of_another_account_needs(opened):
    receive(opened, PASSING[0])
    receive(opened, PASSING[0], account="second")
    doubts.correct(opened, str(message(opened, PASSING[0], "second").id), "closure_notice")
    assert message(opened, PASSING[0], "shop").case_id is None
    with at(opened, NOW + timedelta(days=400)) as later:
        assert remind.retain(later) == 0
    assert has_bytes(opened, PASSING[0])


def test_forgetting_is_for_every_account(opened):
    receive(opened, KEPT[0])
    receive(opened, KEPT[0], account="second")
    assert care.forget(opened, [str(message(opened, KEPT[0]).id)]) == 1
    assert [item.understanding["parsed"]["text"] for item in everything(opened)] == ["", ""]


def test_forgetting_all_or_nothing(opened):
    receive(opened, KEPT[0])
    with pytest.raises(UsageError, match="no_message"):
        care.forget(opened, ["1", "9"])
    assert has_bytes(opened, KEPT[0])


def test_what_could_not_be_read_is_kept_and_tried_again(opened):
    deep = b"From: a@b.example\r\nSubject: x\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (level, level) for level in range(3000)
    )
    counts = receive(opened, deep, KEPT[0])
    assert (counts.stored, counts.unreadable) == (1, 1)
    (unreadable,) = [item for item in everything(opened) if item.disposition is Disposition.UNREADABLE]
    shapes = {shape["id"]: shape for shape in overview.message_objects(opened)}
    assert shapes[unreadable.id]["unreadable"]
    assert care.restore(opened, []).counts.unreadable == 1
    assert care.restore(opened, [str(message(opened, KEPT[0]).id)]).counts.stored == 1
    assert len(casefile.every(opened)) == 1


def test_the_doctor_finds_folders_and_the_servers_that_judge_the_mail(tmp_path, mailbox, monkeypatch):
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)
    for number in range(3):
        mailbox.deliver(amazon(CLOSURE, "停止のお知らせ", number))
    with world(tmp_path / "data", mailbox) as opened:
        found = care.examine(shop(opened))
    assert found.error is None
    assert found.roles == {"inbox": "INBOX", "sent": "Sent", "drafts": "Drafts", "junk": "Junk"}
    assert found.proposed[0][0] == SERVER
    assert mailbox.flags() == ["", "", ""]


def test_what_the_doctor_cannot_do_is_a_finding(tmp_path, mailbox, monkeypatch):
    monkeypatch.setenv("MAILBOT_PASSWORD", "wrong")
    with world(tmp_path / "data", mailbox) as opened:
        found = care.examine(shop(opened))
    assert isinstance(found.error, AuthenticationError)
