"""Reading on from the cursor."""

import imaplib

import pytest

from mailbot.errors import UsageError
from mailbot.imap import connect
from mailbot.inbox.mailbox import look, raw_message
from mailbot.messages import Place
from tests.servers.dovecot import PASSWORD, Mailbox


def mail(number: int) -> bytes:
    return b"Subject: mail %d\r\n\r\nbody\r\n" % number


def test_fm45_the_first_reading_is_the_whole_folder(mailbox: Mailbox) -> None:
    for number in range(3):
        mailbox.deliver(mail(number))
    with connect(mailbox.settings(), PASSWORD) as session:
        news = look(session, "INBOX", None, 0)
    assert (news.uids, news.renumbered) == ((1, 2, 3), False)


def test_later_readings_go_on_from_the_cursor(mailbox: Mailbox) -> None:
    mailbox.deliver(mail(1))
    with connect(mailbox.settings(), PASSWORD) as session:
        first = look(session, "INBOX", None, 0)
        assert look(session, "INBOX", first.uidvalidity, 1).uids == ()
        mailbox.deliver(mail(2))
        news = look(session, "INBOX", first.uidvalidity, 1)
        (body,) = session.bodies(news.uids)
    raw = raw_message("shop", news, body)
    assert raw.content == mail(2)
    assert raw.place == Place(account="shop", folder="INBOX", uidvalidity=first.uidvalidity, uid=2)
    assert raw.received is not None
    assert raw.received.tzinfo is not None


def test_fm28_fm29_a_new_uidvalidity_means_the_whole_folder_again(mailbox: Mailbox) -> None:
    """What arrived around the change is among it: the cursor never jumps to UIDNEXT."""
    mailbox.deliver(mail(1))
    mailbox.deliver(mail(2))
    with connect(mailbox.settings(), PASSWORD) as session:
        before = look(session, "INBOX", None, 0)
    mailbox.forget_uids()
    mailbox.deliver(mail(3))
    with connect(mailbox.settings(), PASSWORD) as session:
        news = look(session, "INBOX", before.uidvalidity, 2)
        contents = [body.content for body in session.bodies(news.uids)]
    assert news.renumbered
    assert news.uidvalidity != before.uidvalidity
    assert contents == [mail(1), mail(2), mail(3)]


def test_fm36_mail_marked_or_deleted_meanwhile_shifts_nothing(mailbox: Mailbox) -> None:
    for number in range(1, 6):
        mailbox.deliver(mail(number))
    with connect(mailbox.settings(), PASSWORD) as session:
        first = look(session, "INBOX", None, 0)
        with imaplib.IMAP4(mailbox.server.host, mailbox.server.port) as other:
            other.login(mailbox.username, PASSWORD)
            other.select("INBOX")
            other.uid("STORE", "1,2", "+FLAGS", r"(\Seen \Deleted)")
            other.expunge()
        rest = look(session, "INBOX", first.uidvalidity, 3)
        assert [body.content for body in session.bodies(rest.uids)] == [mail(4), mail(5)]


def test_a_folder_that_is_not_there(mailbox: Mailbox) -> None:
    with connect(mailbox.settings(), PASSWORD) as session, pytest.raises(UsageError):
        look(session, "なし", 5, 10)
