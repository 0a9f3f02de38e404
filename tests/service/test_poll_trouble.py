"""Polling when things go wrong in the middle: nothing is lost, nothing comes twice, nothing is fetched without end."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

import pytest

from mailbot.errors import TransportError
from mailbot.messages import Disposition
from mailbot.service import care, casefile
from mailbot.service.counts import Counts
from mailbot.service.poll import poll
from mailbot.service.workspace import Workspace
from mailbot.store import folders, messages
from tests.letters import APPEAL, CLOSURE, ORDER, REFUSAL, START, amazon, mail, noise, own
from tests.servers.dovecot import PASSWORD, Dovecot, Mailbox
from tests.servers.fixtures import SPECIAL_USE
from tests.servers.scripted import Answer, Scripted
from tests.service.world import everything, shop, world


class Crash(BaseException):
    """The process dies here: nothing may catch it."""


@dataclass
class At:
    """A progress report that does something once, when a stage is reached."""

    stage: str
    act: Callable[[], object]
    done: bool = False

    def __call__(self, stage: str, _done: int, _total: int) -> None:
        if stage == self.stage and not self.done:
            self.done = True
            self.act()


def heavy(number: int) -> bytes:
    """A notice with an attachment of a megabyte."""
    notice = EmailMessage()
    notice["From"] = "Amazon.co.jp <seller-performance@amazon.co.jp>"
    notice["Subject"] = "停止のお知らせ"
    notice["Message-ID"] = f"<heavy-{number}@amazon.co.jp>"
    notice.set_content(CLOSURE)
    notice.add_attachment(bytes([number]) * 1_000_000, maintype="application", subtype="pdf", filename="list.pdf")
    return notice.as_bytes()


def look(workspace: Workspace, progress: At | None = None) -> Counts:
    return poll(workspace, shop(workspace), PASSWORD, progress)


def crash() -> None:
    raise Crash


@pytest.fixture
def server() -> Iterator[Dovecot]:
    """A server of its own, that may be stopped."""
    with Dovecot.running(special_use=SPECIAL_USE) as made:
        yield made


def test_fm6_a_server_that_comes_back_is_read_on(tmp_path, server):
    mailbox = server.add_user()
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    with world(tmp_path, mailbox) as opened:
        server.kill()
        with pytest.raises(TransportError, match=r"refused|reset"):
            look(opened)
        assert everything(opened) == ()
        server.start()
        assert look(opened).stored == 1


def test_fm13_a_server_that_hangs_up_while_letters_are_read_is_no_failure(tmp_path, server):
    """Understanding takes its time; the connection of before is not needed any more."""
    mailbox = server.add_user()
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))

    def hang_up() -> None:
        server.kill()
        server.start()

    with world(tmp_path, mailbox) as opened:
        assert look(opened, At("reading", hang_up)).stored == 1


def test_fm43_the_cursor_does_not_pass_what_was_not_fetched(tmp_path, server):
    mailbox = server.add_user()
    for number in range(18):  # several times what one transaction holds
        mailbox.deliver(heavy(number))
    with world(tmp_path, mailbox) as opened:
        with pytest.raises(TransportError):
            look(opened, At("bodies", server.kill))
        with opened.store.read() as connection:
            cursor = folders.cursor(connection, "shop", "INBOX")
            here = len(messages.every(connection))
        assert cursor is None
        assert 0 < here < 18
        server.start()
        assert look(opened).stored == 18
        assert look(opened).seen == 0
        assert len(everything(opened)) == 18


def test_fm39_after_a_crash_only_what_is_missing_is_fetched(tmp_path, mailbox):
    for number in range(5):
        mailbox.deliver(amazon(CLOSURE, "停止のお知らせ", number))
    with world(tmp_path, mailbox) as opened:
        with pytest.raises(Crash):
            look(opened, At("bodies", crash))
        wanted: list[int] = []

        def watch(stage: str, _done: int, total: int) -> None:
            if stage == "bodies":
                wanted.append(total)

        counts = poll(opened, shop(opened), PASSWORD, watch)
        assert (counts.stored, counts.duplicates, wanted) == (5, 0, [])
        assert len(casefile.every(opened)) == 1


@pytest.mark.parametrize("stage", ["headers", "bodies", "reading"])
def test_fm39_a_crash_at_any_stage_is_made_up_for(tmp_path, mailbox, stage):
    lure = mail(CLOSURE, "停止", sender="Amazon <no-reply@arnazon-co.jp.example>", message_id="<lure@x>")
    for content in (amazon(CLOSURE, "停止のお知らせ"), lure, noise(1)):
        mailbox.deliver(content)
    with world(tmp_path, mailbox) as opened:
        with pytest.raises(Crash):
            look(opened, At(stage, crash))
        counts = look(opened)
        assert counts.seen == counts.stored + counts.ignored + counts.duplicates + counts.quarantined + counts.unreadable
        assert (counts.stored, counts.quarantined) == (1, 1)
        assert sorted(item.disposition for item in everything(opened)) == [Disposition.QUARANTINED, Disposition.STORED]
        assert look(opened).seen == 0
        with opened.store.read() as connection:
            assert folders.count_ignored(connection) == 1


def test_fm38_mail_that_goes_away_before_it_is_understood_is_kept(tmp_path, mailbox):
    """Its bytes are stored before any thought is given to them."""
    gone = mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    with world(tmp_path, mailbox) as opened:
        with pytest.raises(Crash):
            look(opened, At("bodies", crash))
        gone.unlink()
        assert look(opened).stored == 1
        assert look(opened).seen == 0
        assert len(casefile.every(opened)) == 1


def test_fm32_mail_without_a_message_id(tmp_path, mailbox):
    for text in (CLOSURE, REFUSAL):
        mailbox.deliver(amazon(text, "ご連絡").replace(b"Message-ID: <letter-1@amazon.co.jp>\r\n", b""))
    with world(tmp_path, mailbox) as opened:
        assert look(opened).stored == 2
        assert look(opened).seen == 0


def test_fm40_overlapping_polls_store_once(tmp_path, mailbox):
    """A second poll of the account, begun while the first one reads, finds nothing left to do."""
    for number in range(4):
        mailbox.deliver(amazon(CLOSURE, "停止のお知らせ", number))
    inner: list[Counts] = []
    with world(tmp_path, mailbox) as opened:
        outer = look(opened, At("reading", lambda: inner.append(look(opened))))
        assert outer.stored + inner[0].stored == 4
        assert outer.drafts + inner[0].drafts == len({item.answers for item in _drafts(opened)}) == len(_drafts(opened))
        assert len(everything(opened)) == 4
        assert len(casefile.every(opened)) == 1


def _drafts(opened: Workspace):
    from mailbot.service import review

    return review.listed(opened)


def test_what_was_passed_over_and_deleted_is_not_asked_for_again(tmp_path, mailbox):
    paths = [mailbox.deliver(noise(number)) for number in range(3)]
    with world(tmp_path, mailbox) as opened:
        assert look(opened).ignored == 3
    paths[0].unlink()
    with world(tmp_path, mailbox, addresses=("seller@example.jp", "second@example.jp")) as opened:
        assert look(opened).seen == 0
        with opened.store.read() as connection:
            assert folders.count_ignored(connection) == 2


def test_an_alias_in_the_sent_folder_is_the_seller(tmp_path, mailbox):
    """The folder says who wrote it, also where the address is not among those configured, and at every later reading."""
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    sent = own(APPEAL, "Re: 停止のお知らせ", reply_to="<letter-1@amazon.co.jp>", when=START + timedelta(days=1))
    mailbox.deliver(sent.replace(b"seller@example.jp", b"shop@alias.example"), "Sent", when=START + timedelta(days=1))
    with world(tmp_path, mailbox) as opened:
        look(opened)
        (case,) = casefile.every(opened)
        assert [item.act for item in case.rounds] == ["appeal"]


HEADER = amazon(CLOSURE, "停止のお知らせ").partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
WHOLE = amazon(CLOSURE, "停止のお知らせ")


def _answers(*, header: bool, body: bool) -> Mapping[str, Answer | Callable[[str], Answer]]:
    """A server with one message, whose parts it hands out or not."""
    date = b'INTERNALDATE "15-Aug-2018 01:00:00 +0000"'

    def fetch(command: str) -> bytes:
        if command.upper().endswith("(UID)"):
            return b"* 1 FETCH (UID 1)\r\nOK done"
        wanted, content = (header, HEADER) if "HEADER" in command.upper() else (body, WHOLE)
        if not wanted:
            return b"NO [SERVERBUG] cannot read it"
        name = b"BODY[HEADER]" if content is HEADER else b"BODY[]"
        if content is HEADER:
            start = command.upper().index("BODY")
            name = command[start:].rstrip(")").upper().replace("BODY.PEEK", "BODY").encode()
        return b"* 1 FETCH (UID 1 %s RFC822.SIZE %d %s {%d}\r\n%s)\r\nOK done" % (
            date,
            len(WHOLE),
            name,
            len(content),
            content,
        )

    status = "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 2] ok\r\nOK [READ-ONLY] done"
    return {"EXAMINE": status, "UID FETCH": fetch}


@contextmanager
def scripted_world(tmp_path, server: Scripted) -> Iterator[Workspace]:
    with world(tmp_path, server) as opened:  # it has settings, like a mailbox
        yield opened


@pytest.mark.parametrize("header", [True, False])
def test_fm60_what_the_server_does_not_hand_out_is_asked_for_again(tmp_path, header):
    """Passed over for now, and not for ever: a server that repairs its index hands it out another day."""
    with Scripted(_answers(header=header, body=False)) as server, scripted_world(tmp_path, server) as opened:
        first = look(opened)
        assert (first.seen, first.ignored) == (1, 1)
        assert look(opened).seen == 0
        server.script = {**server.script, **_answers(header=True, body=True)}
        assert look(opened).stored == 1
        assert look(opened).seen == 0
        with opened.store.read() as connection:
            assert folders.count_ignored(connection) == 0


def test_fm45_the_first_poll_tells_of_the_backlog(tmp_path, mailbox):
    for number in range(3):
        mailbox.deliver(amazon(ORDER, "発送のお知らせ", number), when=START - timedelta(days=300))
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ", 9), when=START)
    with world(tmp_path, mailbox) as opened:
        counts = look(opened)
        assert (counts.stored, counts.drafts) == (4, 1)


def test_fm42_a_forgotten_message_does_not_come_back(tmp_path, mailbox):
    mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"))
    with world(tmp_path, mailbox) as opened:
        look(opened)
        care.forget(opened, ["1"])
        mailbox.forget_uids()
        assert look(opened).duplicates == 1
        with opened.store.read() as connection:
            assert messages.content(connection, everything(opened)[0].sha256) is None


def test_fm30_the_mailbox_is_never_written_to(tmp_path, mailbox: Mailbox):
    before = mailbox.deliver(amazon(CLOSURE, "停止のお知らせ"), flags="F")
    mailbox.deliver(noise(1))
    with world(tmp_path, mailbox, scope="all") as opened:
        look(opened)
        mailbox.forget_uids()
        look(opened)
    assert mailbox.flags() == ["F", ""]
    assert before.exists()
