"""Reading a folder of a real server."""

import imaplib
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from mailbot.errors import AuthenticationError, TransportError, UsageError
from mailbot.imap import Defect, Session, connect
from tests.servers.dovecot import PASSWORD, Dovecot, Mailbox

JST = timezone(timedelta(hours=9))


def message(number: int, body: bytes = b"body\r\n") -> bytes:
    return b"From: a@amazon.co.jp\r\nSubject: mail %d\r\nX-Other: left out\r\nMessage-ID: <%d@amazon.co.jp>\r\n\r\n%s" % (
        number,
        number,
        body,
    )


def filled(mailbox: Mailbox, count: int) -> list[bytes]:
    contents = [message(number) for number in range(1, count + 1)]
    for content in contents:
        mailbox.deliver(content)
    return contents


def expunge(mailbox: Mailbox, *uids: int) -> None:
    """Delete messages for good, as another program of the seller's does."""
    with imaplib.IMAP4(mailbox.server.host, mailbox.server.port) as other:
        other.login(mailbox.username, PASSWORD)
        other.select("INBOX")
        other.uid("STORE", ",".join(map(str, uids)), "+FLAGS", r"(\Deleted)")
        other.expunge()


def test_an_empty_folder(mailbox: Mailbox) -> None:
    with connect(mailbox.settings(), PASSWORD) as session:
        status = session.examine("INBOX")
        assert (status.exists, status.uidnext) == (0, 1)
        assert session.uids_after(0) == ()
        assert list(session.headers(())) == []
        assert list(session.bodies(())) == []


def test_headers_and_bodies_come_as_they_are(mailbox: Mailbox) -> None:
    arrived = datetime(2018, 8, 15, 10, 0, tzinfo=JST)
    content = message(1, "本文 ①㈱\r\n".encode("cp932") + bytes(range(1, 256)) + b"\r\n")
    mailbox.deliver(content, when=arrived)
    with connect(mailbox.settings(), PASSWORD) as session:
        session.examine("INBOX")
        ((header,),) = session.headers(session.uids_after(0))
        (body,) = session.bodies([header.uid], {header.uid: header.size})
    assert header.header == b"From: a@amazon.co.jp\r\nSubject: mail 1\r\nMessage-ID: <1@amazon.co.jp>\r\n\r\n"
    assert header.internaldate == body.internaldate == arrived
    assert header.internaldate.tzinfo is UTC
    assert header.size >= len(content)
    # Dovecot gives lone line feeds their carriage return.
    assert body.content == content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert body.defect is None


def test_a_thousand_headers_are_few_round_trips(mailbox: Mailbox) -> None:
    filled(mailbox, 1000)
    with connect(mailbox.settings(), PASSWORD) as session:
        session.examine("INBOX")
        uids = session.uids_after(0)
        before = session.traffic
        batches = list(session.headers(uids))
        after = session.traffic
    assert uids == tuple(range(1, 1001))
    assert [len(batch) for batch in batches] == [500, 500]
    assert [header.uid for batch in batches for header in batch] == list(uids)
    assert after.written - before.written < 700
    assert after.read - before.read < 1000 * 300


def test_uids_after_the_last_are_none(mailbox: Mailbox) -> None:
    """ "n:*" names the last message even where n lies beyond it."""
    filled(mailbox, 3)
    with connect(mailbox.settings(), PASSWORD) as session:
        session.examine("INBOX")
        assert session.uids_after(1) == (2, 3)
        assert session.uids_after(3) == ()
        assert session.uids_after(99) == ()


def test_fm34_mail_read_on_another_device_is_found(mailbox: Mailbox) -> None:
    mailbox.deliver(message(1), flags="S")
    with connect(mailbox.settings(), PASSWORD) as session:
        session.examine("INBOX")
        assert session.uids_after(0) == (1,)


def test_reading_leaves_no_trace(mailbox: Mailbox) -> None:
    mailbox.deliver(message(1))
    mailbox.deliver(message(2), flags="F")
    with connect(mailbox.settings(), PASSWORD) as session:
        session.examine("INBOX")
        uids = session.uids_after(0)
        assert [len(batch) for batch in session.headers(uids)] == [2]
        assert len(list(session.bodies(uids))) == 2
        assert len(list(session.bodies(uids, max_message_bytes=10))) == 2
        assert session.find_message_id("INBOX", "<1@amazon.co.jp>")
    assert mailbox.flags() == ["", "F"]


def test_a_missing_folder_is_the_users_mistake(mailbox: Mailbox) -> None:
    with connect(mailbox.settings(), PASSWORD) as session:
        with pytest.raises(UsageError) as caught:
            session.examine("送信済み")
        assert caught.value.code == "error.folder_missing"
        assert caught.value.values["folder"] == "送信済み"
        assert "Drafts" in str(caught.value.values["known"])
        assert session.examine("INBOX").exists == 0


@pytest.mark.parametrize("name", ["送信済み", "A & B", "仕事/Amazon", 'quo"ted', "日本語&English"])
def test_folder_names_beyond_ascii(mailbox: Mailbox, name: str) -> None:
    mailbox.deliver(message(1), name)
    with connect(mailbox.settings(), PASSWORD) as session:
        assert name in {folder.name for folder in session.folders()}
        assert session.examine(name).exists == 1


def test_uidvalidity_changes_are_seen(mailbox: Mailbox) -> None:
    filled(mailbox, 2)
    with connect(mailbox.settings(), PASSWORD) as session:
        first = session.examine("INBOX")
    mailbox.forget_uids()
    with connect(mailbox.settings(), PASSWORD) as session:
        second = session.examine("INBOX")
    assert (first.exists, second.exists) == (2, 2)
    assert 0 < first.uidvalidity != second.uidvalidity


def test_fm38_mail_deleted_meanwhile_is_left_out(mailbox: Mailbox) -> None:
    contents = filled(mailbox, 4)
    with connect(mailbox.settings(), PASSWORD) as session:
        session.examine("INBOX")
        uids = session.uids_after(0)
        expunge(mailbox, 2, 3)
        bodies = list(session.bodies(uids))
    assert [body.content for body in bodies] == [contents[0], contents[3]]


def test_gaps_between_uids_cost_nothing_and_lose_nothing(mailbox: Mailbox) -> None:
    filled(mailbox, 600)
    expunge(mailbox, *range(2, 600, 2))
    with connect(mailbox.settings(), PASSWORD) as session:
        session.examine("INBOX")
        uids = session.uids_after(0)
        found = [header.uid for batch in session.headers(uids) for header in batch]
    assert list(uids) == found == [*range(1, 600, 2), 600]


def test_a_message_beyond_the_cap_comes_as_its_header(mailbox: Mailbox) -> None:
    small, large = message(1), message(2, b"x" * 998 + b"\r\n" * 50)
    mailbox.deliver(small)
    mailbox.deliver(large)
    mailbox.deliver(small)
    with connect(mailbox.settings(), PASSWORD) as session:
        session.examine("INBOX")
        bodies = list(session.bodies([1, 2, 3], max_message_bytes=500))
    assert [body.defect for body in bodies] == [None, Defect.TOO_LARGE, None]
    assert bodies[1].content == large[: large.index(b"\r\n\r\n") + 4]


def test_fm64_bodies_are_held_a_batch_at_a_time(mailbox: Mailbox) -> None:
    line = b"x" * 998 + b"\r\n"
    for number in range(1, 31):
        mailbox.deliver(message(number, line * 1000))
    with connect(mailbox.settings(), PASSWORD) as session:
        session.examine("INBOX")
        tracemalloc.start()
        try:
            total = sum(len(body.content) for body in session.bodies(range(1, 31), max_batch_bytes=4_000_000))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert total > 30_000_000
    assert peak < 12_000_000


def test_traffic_counts_both_ways(mailbox: Mailbox) -> None:
    mailbox.deliver(message(1, b"x" * 900 + b"\r\n"))
    with connect(mailbox.settings(), PASSWORD) as session:
        start = session.traffic
        session.noop()
        assert 0 < session.traffic.written - start.written < 20
        session.examine("INBOX")
        before = session.traffic.read
        list(session.bodies([1]))
        assert 900 < session.traffic.read - before < 1400


def test_fm44_nothing_is_read_before_a_folder_is_opened(mailbox: Mailbox) -> None:
    with connect(mailbox.settings(), PASSWORD) as session, pytest.raises(ValueError, match="examined"):
        session.uids_after(0)


def test_fm11_numbers_of_one_folder_are_not_asked_of_another(mailbox: Mailbox) -> None:
    filled(mailbox, 3)
    with connect(mailbox.settings(), PASSWORD) as session:
        session.examine("INBOX")
        headers = session.headers(session.uids_after(0), batch=2)
        assert len(next(headers)) == 2
        session.examine("Sent")
        with pytest.raises(ValueError, match="INBOX was closed"):
            next(headers)


def broken_by(server: Dovecot, session: Session) -> str:
    bodies = session.bodies(range(1, 41), max_batch_bytes=1000)
    first = next(bodies)
    assert first.uid == 1
    server.kill()
    with pytest.raises(TransportError) as caught:
        list(bodies)
    assert caught.value.exit_code == 3
    return caught.value.code


def test_a_connection_killed_midway_and_read_on_from_there() -> None:
    with Dovecot.running() as server:
        seller = server.add_user()
        contents = filled(seller, 40)
        with suppress(TransportError), connect(seller.settings(), PASSWORD) as session:
            status = session.examine("INBOX")
            assert broken_by(server, session) == "error.connection_lost"
            with pytest.raises(TransportError):
                session.noop()
        server.start()
        with connect(seller.settings(), PASSWORD) as session:
            assert session.examine("INBOX").uidvalidity == status.uidvalidity
            rest = session.uids_after(1)
            assert [body.content for body in session.bodies(rest)] == contents[1:]


def open_sockets() -> int:
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("no list of open files here")
    return sum(1 for entry in folder.iterdir() if entry.is_symlink() and str(entry.readlink()).startswith("socket:"))


def test_connections_are_closed_whatever_happens(mailbox: Mailbox) -> None:
    opened = open_sockets()
    for _ in range(10):
        with pytest.raises(KeyError), connect(mailbox.settings(), PASSWORD):
            raise KeyError
        with connect(mailbox.settings(), PASSWORD) as session:
            session.noop()
        with pytest.raises(AuthenticationError), connect(mailbox.settings(), "wrong"):
            pass
    assert open_sockets() == opened
