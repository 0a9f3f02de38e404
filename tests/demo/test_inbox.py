"""The built-in mail server is real enough for the daemon: asked through the connection that the daemon uses."""

import socket
import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from mailbot.demo import story
from mailbot.demo.inbox import demo_inbox
from mailbot.errors import AuthenticationError, TransportError
from mailbot.imap import connect
from mailbot.settings import FolderSettings, ImapSettings, Secret

pytest.importorskip("pymap")

AT = datetime(2019, 6, 20, 6, 17, tzinfo=UTC)


@dataclass(frozen=True)
class Note:
    folder: str = "INBOX"
    received: datetime = AT
    content: bytes = b"From: a@b.example\r\nMessage-ID: <1@b.example>\r\nSubject: one\r\n\r\nhello\r\n"


def session_of(server, password=None):
    settings = ImapSettings(
        host=server.host, port=server.port, security="none", username=server.username, password=Secret(env="UNUSED")
    )
    return connect(settings, password or server.password)


@contextmanager
def mailbox(mails):
    with demo_inbox(mails) as server, session_of(server) as session:
        yield session


def read(session, folder):
    session.examine(folder)
    return list(session.bodies(session.uids_after(0)))


@pytest.fixture(scope="module")
def whole():
    mails = tuple(one for name in story.NAMES for one in story.mails(name))
    with mailbox(mails) as session:
        yield mails, session


@pytest.mark.parametrize("folder", ["INBOX", "Sent", "Junk", "Drafts"])
def test_every_mail_comes_back_octet_for_octet(whole, folder):
    mails, session = whole
    wanted = [(one.content, one.received) for one in mails if one.folder == folder]
    assert [(one.content, one.internaldate) for one in read(session, folder)] == wanted


def test_every_folder_is_found_by_its_name(whole):
    roles = whole[1].roles(FolderSettings())
    assert (roles.inbox, roles.sent, roles.drafts, roles.junk) == ("INBOX", "Sent", "Drafts", "Junk")


def test_a_message_is_found_by_its_id(whole):
    assert whole[1].find_message_id("INBOX", "<1@b.example>") is False
    one = next(one for one in whole[0] if one.name == "closure")
    assert whole[1].find_message_id("INBOX", one.message_id) is True


def test_uids_grow_and_uidvalidity_stays():
    with demo_inbox([Note()]) as server:
        with session_of(server) as session:
            first, uids = session.examine("INBOX").uidvalidity, session.uids_after(0)
        with session_of(server) as session:
            assert session.examine("INBOX").uidvalidity == first > 0
            assert session.uids_after(0) == uids
            assert session.uids_after(max(uids)) == ()


def test_a_draft_is_filed_by_append():
    with mailbox([]) as session:
        session.append_draft("Drafts", Note().content, AT)
        assert [(one.content, one.internaldate) for one in read(session, "Drafts")] == [(Note().content, AT)]
        assert session.find_message_id("Drafts", "<1@b.example>")


def test_a_wrong_password_is_refused():
    with demo_inbox([]) as server, pytest.raises(AuthenticationError), session_of(server, "wrong"):
        pass


def test_passwords_are_never_the_same():
    with demo_inbox([]) as one, demo_inbox([]) as other:
        assert one.password != other.password
        assert one.port != other.port


def test_nothing_is_left_behind():
    before = set(threading.enumerate())
    with demo_inbox([Note()]) as server, session_of(server) as session:
        read(session, "INBOX")
        assert set(threading.enumerate()) != before
    assert set(threading.enumerate()) == before
    with pytest.raises(OSError), socket.create_connection((server.host, server.port), timeout=1):  # noqa: PT011
        pass


def test_an_open_connection_does_not_keep_it_running():
    with ExitStack() as running:
        server = running.enter_context(demo_inbox([Note()]))
        with suppress(TransportError), session_of(server) as session:
            session.examine("INBOX")
            running.close()
            with pytest.raises(TransportError):
                session.noop()


def test_what_cannot_be_filed_is_said_at_once():
    before = set(threading.enumerate())
    with pytest.raises(KeyError), demo_inbox([Note(folder="Nowhere")]):
        pass
    assert set(threading.enumerate()) == before
