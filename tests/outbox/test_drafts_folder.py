"""Filing a draft in the mailbox, once."""

from datetime import datetime, timedelta, timezone

import pytest

from mailbot.errors import TransportError, UsageError
from mailbot.imap import Session, connect
from mailbot.messages import Address
from mailbot.outbox.drafts_folder import Delivered, deliver
from mailbot.outbox.mail import DraftMail, compose_mail
from tests.servers.dovecot import PASSWORD, Mailbox
from tests.servers.scripted import Scripted

WHEN = datetime(2018, 11, 15, 9, 0, tzinfo=timezone(timedelta(hours=9)))
ID = "<draft-1@example.jp>"


def content(message_id: str = ID) -> bytes:
    sender = Address(name="見本商店", address="seller@example.jp")
    return compose_mail(
        DraftMail(message_id=message_id, date=WHEN, sender=sender, to="a@amazon.co.jp", subject="再開について", body="本文\n")
    )


def file(session: Session, message_id: str = ID) -> Delivered:
    return deliver(session, "Drafts", content(message_id), message_id, when=WHEN, elsewhere=("Sent",))


def test_a_draft_is_filed_as_it_is(mailbox: Mailbox) -> None:
    with connect(mailbox.settings(), PASSWORD) as session:
        assert file(session) == Delivered(folder="Drafts", already=False)
        session.examine("Drafts")
        (body,) = session.bodies(session.uids_after(0))
    assert (body.content, body.internaldate) == (content(), WHEN)
    assert mailbox.flags("Drafts") == ["DS"]


def test_fm75_filed_again_there_is_one(mailbox: Mailbox) -> None:
    """A crash after the server kept it and before we remembered."""
    with connect(mailbox.settings(), PASSWORD) as session:
        file(session)
    with connect(mailbox.settings(), PASSWORD) as session:
        assert file(session) == Delivered(folder="Drafts", already=True)
        assert file(session, "<draft-10@example.jp>").already is False
        assert file(session, "<draft-1@example.jpx>").already is False
    assert len(mailbox.contents("Drafts")) == 3


def test_fm76_a_draft_that_the_seller_sent_is_not_filed_again(mailbox: Mailbox) -> None:
    mailbox.deliver(content(), "Sent")
    with connect(mailbox.settings(), PASSWORD) as session:
        assert file(session) == Delivered(folder="Sent", already=True)
    assert mailbox.contents("Drafts") == []


def test_into_a_folder_of_another_name(mailbox: Mailbox) -> None:
    mailbox.folder("下書き")
    with connect(mailbox.settings(), PASSWORD) as session:
        deliver(session, "下書き", content(), ID, when=WHEN)
    # Dovecot keeps line feeds alone on its disk.
    assert mailbox.contents("下書き") == [content().replace(b"\r\n", b"\n")]


def test_into_a_folder_that_is_not_there(mailbox: Mailbox) -> None:
    with connect(mailbox.settings(), PASSWORD) as session, pytest.raises(UsageError) as caught:
        deliver(session, "Entwürfe", content(), ID, when=WHEN)
    assert caught.value.code == "error.folder_missing"


def test_a_search_that_lags_behind_is_not_believed() -> None:
    header = f"Message-ID: {ID}\r\n\r\n"
    script = {
        "UID SEARCH": "* SEARCH\r\nOK done",
        "FETCH 1:*": f"* 3 FETCH (UID 30 BODY[HEADER.FIELDS (MESSAGE-ID)] {{{len(header)}}}\r\n{header})\r\nOK done",
    }
    with Scripted(script) as server, connect(server.settings(), PASSWORD) as session:
        assert deliver(session, "Drafts", content(), ID, when=WHEN).already
    assert not any("APPEND" in command for command in server.commands)


def test_a_connection_that_breaks_leaves_the_attempt_repeatable() -> None:
    script = {"UID SEARCH": "* SEARCH\r\nOK done", "FETCH": "OK done", "APPEND": None}
    with Scripted(script) as server, pytest.raises(TransportError), connect(server.settings(), PASSWORD) as session:
        file(session)
