"""Approved drafts reach the Drafts folder or a bundle once, as they were approved, in their thread; nothing is sent."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from classifiers.labels import ChannelKind
from mailbot.errors import AuthenticationError, TransportError, UsageError
from mailbot.service import deliver, review
from mailbot.service.deliver import Delivered
from mailbot.service.workspace import Workspace
from mailbot.store import drafts
from mailbot.store.drafts import DraftState
from replies.situation import Draft
from tests.letters import CLOSURE, SELLER, amazon
from tests.servers.dovecot import PASSWORD, Dovecot, Mailbox
from tests.servers.fixtures import SPECIAL_USE
from tests.service.making import TO, draft, proposed
from tests.service.world import message, only_case, receive, world

LETTER = amazon(CLOSURE, "停止のお知らせ", References="<first@amazon.co.jp> <second@amazon.co.jp>")


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)


@contextmanager
def approved(tmp_path: Path, mailbox: Mailbox | None, made: Draft | None = None) -> Iterator[tuple[Workspace, int]]:
    """A case with a letter, and an approved answer to it."""
    with world(tmp_path / "data", mailbox) as opened:
        receive(opened, LETTER)
        answer = made or draft(answers=message(opened, LETTER).sha256)
        key = proposed(opened, answer, case_id=only_case(opened).id)
        review.approve(opened, key)
        yield opened, key


def mail_in(mailbox: Mailbox, folder: str = "Drafts") -> EmailMessage:
    (content,) = mailbox.contents(folder)
    return message_from_bytes(content, policy=policy.default)  # type: ignore[return-value]


def test_what_was_approved_is_what_lies_in_the_drafts_folder(tmp_path, mailbox):
    with approved(tmp_path, mailbox) as (opened, key):
        done = deliver.deliver(opened, key)
        assert (done.method, done.place, done.already) == ("drafts", "Drafts", False)
        assert done.draft.state is DraftState.DELIVERED
        found = mail_in(mailbox)
        assert found["To"] == TO
        assert found["From"].addresses[0].addr_spec == SELLER
        assert found["Subject"] == done.draft.draft.subject
        assert found.get_content().splitlines() == [done.draft.draft.body]
        assert mailbox.flags("Drafts") == ["DS"]
        assert mailbox.contents("Sent") == mailbox.contents("INBOX") == []


def test_fm74_the_answer_stands_in_its_thread(tmp_path, mailbox):
    with approved(tmp_path, mailbox) as (opened, key):
        deliver.deliver(opened, key)
        found = mail_in(mailbox)
        assert found["In-Reply-To"] == "<letter-1@amazon.co.jp>"
        assert found["References"].split() == ["<first@amazon.co.jp>", "<second@amazon.co.jp>", "<letter-1@amazon.co.jp>"]


@pytest.mark.parametrize("name", ["あ@amazon.co.jp", "", "no brackets"])
def test_fm74_a_message_id_that_cannot_be_answered_to_is_left_out(tmp_path, mailbox, name):
    letter = amazon(CLOSURE, "停止のお知らせ").replace(b"<letter-1@amazon.co.jp>", f"<{name}>".encode())
    with world(tmp_path / "data", mailbox) as opened:
        receive(opened, letter)
        key = proposed(opened, draft(answers=message(opened, letter).sha256), case_id=only_case(opened).id)
        review.approve(opened, key)
        deliver.deliver(opened, key)
        assert mail_in(mailbox)["In-Reply-To"] is None


def test_fm75_delivered_again_there_is_one(tmp_path, mailbox):
    with approved(tmp_path, mailbox) as (opened, key):
        deliver.deliver(opened, key)
        assert deliver.deliver(opened, key).already
        assert len(mailbox.contents("Drafts")) == 1


def test_fm75_a_crash_between_filing_and_remembering(tmp_path, mailbox):
    """The server has it, we do not know: the second try finds it by the Message-ID that was written down before."""
    with approved(tmp_path, mailbox) as (opened, key):
        deliver.deliver(opened, key)
        with opened.store.write() as connection:  # as if the last transaction had never been
            drafts.set_state(connection, key, DraftState.APPROVED, opened.now())
            connection.exec_driver_sql("UPDATE deliveries SET finished_at = NULL, place = ''")
        again = deliver.deliver(opened, key)
        assert (again.already, again.draft.state) == (True, DraftState.DELIVERED)
        assert len(mailbox.contents("Drafts")) == 1
        with opened.store.read() as connection:
            (row,) = drafts.deliveries_of(connection, key)
        assert (row.finished_at, row.place) == (opened.now(), "Drafts")


def test_fm75_two_who_deliver_at_once_file_one(tmp_path, mailbox):
    """The review page and the command line, at the same moment."""
    done: list[Delivered] = []
    with approved(tmp_path, mailbox) as (opened, key):
        threads = [threading.Thread(target=lambda: done.append(deliver.deliver(opened, key))) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(item.already for item in done) == [False, True, True]
        assert len(mailbox.contents("Drafts")) == 1


def test_fm76_a_draft_that_the_seller_sent_meanwhile_is_not_filed_again(tmp_path, mailbox):
    with approved(tmp_path, mailbox) as (opened, key):
        deliver.deliver(opened, key)
        (content,) = mailbox.contents("Drafts")
        for path in (mailbox.folder("Drafts") / "cur").iterdir():
            path.unlink()
        mailbox.deliver(content, "Sent")
        again = deliver.deliver(opened, key)
        assert (again.already, again.place) == (True, "Sent")
        assert mailbox.contents("Drafts") == []


def test_a_server_that_is_down_leaves_it_approved_to_be_tried_again(tmp_path):
    with Dovecot.running(special_use=SPECIAL_USE) as server:
        mailbox = server.add_user()
        with approved(tmp_path, mailbox) as (opened, key):
            server.kill()
            with pytest.raises(TransportError):
                deliver.deliver(opened, key)
            assert review.shown(opened, key)[0].state is DraftState.APPROVED
            server.start()
            assert deliver.deliver(opened, key).place == "Drafts"
            assert len(mailbox.contents("Drafts")) == 1


def test_a_refused_login(tmp_path, mailbox, monkeypatch):
    monkeypatch.setenv("MAILBOT_PASSWORD", "wrong")
    with approved(tmp_path, mailbox) as (opened, key), pytest.raises(AuthenticationError):
        deliver.deliver(opened, key)


@pytest.mark.parametrize("name", ["下書き", "Entwürfe", "INBOX/Drafts"])
def test_fm73_the_drafts_folder_in_whatever_language(tmp_path, name):
    """Without SPECIAL-USE it is known by its name, in modified UTF-7 as servers store it."""
    with Dovecot.running(special_use=((name, ""),)) as server:
        mailbox = server.add_user()
        with approved(tmp_path, mailbox) as (opened, key):
            assert deliver.deliver(opened, key).place == name
            assert len(mailbox.contents(name)) == 1


def test_fm73_special_use_wins_over_a_name(tmp_path):
    with Dovecot.running(special_use=(("Drafts", ""), ("Unfertig", r"\Drafts"))) as server:
        mailbox = server.add_user()
        with approved(tmp_path, mailbox) as (opened, key):
            assert deliver.deliver(opened, key).place == "Unfertig"


def test_fm73_a_mailbox_without_a_drafts_folder_says_so(tmp_path):
    with Dovecot.running() as server:
        mailbox = server.add_user()
        with approved(tmp_path, mailbox) as (opened, key):
            with pytest.raises(UsageError, match="no_drafts_folder"):
                deliver.deliver(opened, key)
            assert review.shown(opened, key)[0].state is DraftState.APPROVED


@pytest.mark.parametrize("state", [state for state in DraftState if state not in (DraftState.APPROVED, DraftState.DELIVERED)])
def test_fm80_what_was_not_approved_does_not_leave(tmp_path, mailbox, state):
    with approved(tmp_path, mailbox) as (opened, key):
        with opened.store.write() as connection:
            drafts.set_state(connection, key, state, opened.now())
        with pytest.raises(UsageError, match="delivery_unapproved"):
            deliver.deliver(opened, key)
        assert mailbox.contents("Drafts") == []


def test_a_text_that_is_not_the_approved_one_does_not_leave(tmp_path, mailbox):
    """Whatever changed it: what was approved is what leaves."""
    with approved(tmp_path, mailbox) as (opened, key):
        with opened.store.write() as connection:
            drafts.replace_text(connection, key, draft("すり替えられた文面"), author="mailbot", at=opened.now())
            drafts.set_state(connection, key, DraftState.APPROVED, opened.now())
        with pytest.raises(UsageError, match="draft_changed"):
            deliver.deliver(opened, key)
        assert mailbox.contents("Drafts") == []


def test_a_text_for_the_console_becomes_a_bundle(tmp_path, mailbox):
    made = draft("貼り付ける文面", channel=ChannelKind.CONSOLE)
    with approved(tmp_path, mailbox, made) as (opened, key):
        done = deliver.deliver(opened, key)
        assert done.method == "bundle"
        folder = Path(done.place)
        assert {path.name for path in folder.iterdir()} == {"text.txt", "index.txt"}
        assert (folder / "text.txt").read_text(encoding="utf-8").endswith("貼り付ける文面")
        assert deliver.deliver(opened, key).already
        assert mailbox.contents("Drafts") == []


def test_a_bundle_where_the_seller_prefers_one(tmp_path, mailbox):
    with approved(tmp_path, mailbox) as (opened, key):
        chosen = replace(opened, config=replace(opened.config, delivery="bundle", bundle_folder=tmp_path / "mine"))
        done = deliver.deliver(chosen, key)
        assert Path(done.place).parent == tmp_path / "mine"
        content = (Path(done.place) / "draft.eml").read_bytes()
        found = message_from_bytes(content, policy=policy.default)
        assert (found["To"], found["X-Unsent"]) == (TO, "1")
        assert mailbox.contents("Drafts") == []


def test_without_a_mailbox_there_is_a_bundle(tmp_path):
    with approved(tmp_path, None) as (opened, key):
        assert deliver.deliver(opened, key).method == "bundle"
