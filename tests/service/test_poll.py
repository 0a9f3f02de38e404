"""Polling a real server: what passes is stored once, the rest is left and remembered, the mailbox shows no trace."""

from datetime import timedelta

import pytest

from mailbot.service import casefile
from mailbot.service.poll import poll
from mailbot.store import folders, messages
from tests.letters import APPEAL, CLOSURE, ORDER, REFUSAL, START, amazon, noise, own
from tests.servers.dovecot import PASSWORD
from tests.service.world import shop, world


def look(workspace):
    return poll(workspace, shop(workspace), PASSWORD)


def test_what_passes_is_stored_and_the_rest_is_left(tmp_path, mailbox):
    for number in range(60):
        mailbox.deliver(noise(number), when=START)
    mailbox.deliver(amazon(CLOSURE, "要ご対応:出品アカウント一時停止のご連絡"), when=START)
    mailbox.deliver(amazon(ORDER, "発送のお知らせ", 2), when=START)
    with world(tmp_path, mailbox) as opened:
        first = look(opened)
        assert (first.seen, first.stored, first.ignored) == (62, 2, 60)
        assert look(opened).seen == 0
        assert set(mailbox.flags()) == {""}
        mailbox.deliver(amazon(REFUSAL, "出品アカウントに関するご連絡", 3, when=START + timedelta(days=5)))
        assert look(opened).stored == 1
        (case,) = casefile.every(opened)
        assert [entry.label for entry in case.messages] == ["closure_notice", "template_rejection"]


def test_fm46_the_junk_folder_is_read(tmp_path, mailbox):
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"), "Junk")
    with world(tmp_path, mailbox) as opened:
        assert look(opened).stored == 1


def test_what_the_seller_sent_belongs_to_the_case(tmp_path, mailbox):
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"), when=START)
    sent = own(APPEAL, "Re: 停止のお知らせ", reply_to="<letter-1@amazon.co.jp>")
    mailbox.deliver(sent, "Sent", when=START + timedelta(days=1))
    with world(tmp_path, mailbox) as opened:
        look(opened)
        (case,) = casefile.every(opened)
        assert [item.act for item in case.rounds] == ["appeal"]


def test_the_same_mail_in_two_folders_is_one_with_two_places(tmp_path, mailbox):
    letter = amazon(CLOSURE, "停止のお知らせ")
    mailbox.deliver(letter, when=START)
    mailbox.deliver(letter, "Junk", when=START)
    with world(tmp_path, mailbox) as opened:
        counts = look(opened)
        assert (counts.stored, counts.duplicates) == (1, 1)
        with opened.store.read() as connection:
            (stored,) = messages.every(connection)
            assert messages.sources(connection, stored.id) == ("INBOX/1", "Junk/1")


def test_fm31_same_message_id_two_mails(tmp_path, mailbox):
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    mailbox.deliver(amazon(REFUSAL, "再開できません"))
    with world(tmp_path, mailbox) as opened:
        assert look(opened).stored == 2


@pytest.mark.parametrize("number", [28, 29, 30])
def test_fm28_29_30_a_new_uidvalidity_loses_nothing_and_repeats_nothing(tmp_path, mailbox, number):
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    with world(tmp_path, mailbox) as opened:
        look(opened)
        mailbox.deliver(amazon(REFUSAL, "再開できません", 2))
        mailbox.forget_uids()
        counts = look(opened)
        assert (counts.stored, counts.duplicates) == (1, 1)


def test_fm34_mail_that_was_read_elsewhere_is_stored(tmp_path, mailbox):
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"), flags="S")
    with world(tmp_path, mailbox) as opened:
        assert look(opened).stored == 1
    assert mailbox.flags() == ["S"]


def test_fm41_ignored_mail_is_remembered_and_decided_again_only_when_the_rules_change(tmp_path, mailbox):
    for number in range(5):
        mailbox.deliver(noise(number))
    with world(tmp_path, mailbox) as opened:
        assert look(opened).ignored == 5
        with opened.store.read() as connection:
            assert folders.count_ignored(connection) == 5
    with world(tmp_path, mailbox, scope="all") as opened:
        counts = look(opened)
        assert (counts.stored, counts.ignored) == (5, 0)
        with opened.store.read() as connection:
            assert folders.count_ignored(connection) == 0


def test_a_reply_in_a_thread_that_became_known_is_fetched_after_all(tmp_path, mailbox):
    lawyer = noise(1, "Your question").replace(b"Message-ID:", b"In-Reply-To: <own-1@example.jp>\r\nMessage-ID:")
    mailbox.deliver(lawyer)
    with world(tmp_path, mailbox) as opened:
        assert look(opened).ignored == 1
        mailbox.deliver(own(APPEAL, "改善計画の提出"), "Sent")
        assert look(opened).stored == 2


def test_fm35_a_long_absence_loses_nothing(tmp_path, mailbox):
    with world(tmp_path, mailbox) as opened:
        look(opened)
        for number in range(120):
            mailbox.deliver(amazon(ORDER, "発送のお知らせ", number), when=START - timedelta(days=400 - number))
        assert look(opened).stored == 120
