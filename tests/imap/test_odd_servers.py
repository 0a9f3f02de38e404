"""Answers that a server in good health does not give, and some servers do."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest

from mailbot.errors import MailbotError
from mailbot.imap import Defect, Roles, Session, connect
from mailbot.imap.answers import HEADER_ITEMS
from mailbot.settings import FolderSettings
from tests.servers.dovecot import PASSWORD
from tests.servers.scripted import Answer, Scripted

FIELDS = HEADER_ITEMS[HEADER_ITEMS.index("HEADER.FIELDS") : -2].encode()


def row(number: int, uid: int, subject: bytes = b"x", *, fields: bytes = FIELDS) -> bytes:
    text = b"Subject: %s\r\n\r\n" % subject
    date = b'"15-Aug-2018 10:00:00 +0900"'
    head = b"* %d FETCH (UID %d INTERNALDATE %s RFC822.SIZE 99 BODY[%s] {%d}\r\n" % (number, uid, date, fields, len(text))
    return head + text + b")\r\n"


def whole(number: int, uid: int, text: bytes) -> bytes:
    return b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (number, uid, len(text), text)


def headers(script: Mapping[str, Answer], uids: tuple[int, ...] = (10, 20, 30)) -> list[tuple[int, bytes, Defect | None]]:
    with Scripted(script) as server, connect(server.settings(), PASSWORD) as session:
        session.examine("INBOX")
        return [(item.uid, item.header[9:-4], item.defect) for batch in session.headers(uids) for item in batch]


def failure(script: Mapping[str, Answer], action: Callable[[Session], object]) -> MailbotError:
    with Scripted(script) as server, pytest.raises(MailbotError) as caught, connect(server.settings(), PASSWORD) as session:
        action(session)
    return caught.value


def test_fm37_a_short_answer_loses_nothing() -> None:
    script = {
        "UID FETCH 10,20,30 (UID INTERNALDATE": row(1, 10) + b"OK done",
        "UID FETCH 20,30 (UID)": "* 2 FETCH (UID 20)\r\n* 3 FETCH (UID 30)\r\nOK done",
        "UID FETCH 20 ": row(2, 20, b"second") + b"OK done",
        "UID FETCH 30 ": row(3, 30, b"newest") + b"OK done",
    }
    assert headers(script) == [(10, b"x", None), (20, b"second", None), (30, b"newest", None)]


def test_fm38_deleted_meanwhile_with_a_no() -> None:
    script = {
        "UID FETCH 10,20,30": row(1, 10) + row(2, 30) + b"NO [EXPUNGEISSUED] Some messages were already expunged",
        "UID FETCH 20 (UID)": "OK done",
    }
    assert headers(script) == [(10, b"x", None), (30, b"x", None)]


def test_fm60_a_message_that_the_server_cannot_read_does_not_block_the_rest() -> None:
    script = {
        "UID FETCH 10,20,30": row(1, 10) + b"NO [SERVERBUG] Internal error",
        "UID FETCH 20,30 (UID)": "* 2 FETCH (UID 20)\r\n* 3 FETCH (UID 30)\r\nOK done",
        "UID FETCH 20 ": "NO [SERVERBUG] Internal error",
        "UID FETCH 30 ": row(3, 30) + b"OK done",
    }
    assert headers(script) == [(10, b"x", None), (20, b"", Defect.UNDELIVERED), (30, b"x", None)]


def failing(session: Session) -> None:
    session.examine("INBOX")
    list(session.headers([10, 20, 30]))


@pytest.mark.parametrize(
    "script",
    [
        {"UID FETCH": "NO [UNAVAILABLE] try later"},
        {"UID FETCH": row(1, 10) + b"NO [LIMIT] slow down"},
        {"UID FETCH": row(1, 10) + b"OK done", "UID FETCH 20,30 (UID)": "NO oops"},
    ],
)
def test_fm43_a_server_in_trouble_is_not_taken_for_broken_messages(script: Mapping[str, Answer]) -> None:
    assert failure(script, failing).code == "error.server_refused"


def test_fm43_nothing_of_many_is_the_servers_trouble_too() -> None:
    script = {"UID FETCH": "NO oops", "UID FETCH 10,20,30 (UID)": "* 1 FETCH (UID 10)\r\n* 2 FETCH (UID 20)\r\nOK done"}
    assert failure(script, failing).code == "error.server_silent"


def test_fm43_new_mail_is_listed_whole_or_not_at_all() -> None:
    def look(session: Session) -> None:
        session.examine("INBOX")
        session.uids_after(0)

    assert failure({"UID FETCH 1:*": "* 1 FETCH (UID 10)\r\nNO oops"}, look).code == "error.server_refused"


def test_an_answer_that_is_no_imap_is_asked_for_piece_by_piece() -> None:
    script = {
        "UID FETCH 10,20,30 (UID INTERNALDATE": row(1, 10) + b"* 2 FETCH (UID 20 INTERNALDATE\r\n" + row(3, 30) + b"OK done",
        "UID FETCH 10,20,30 (UID)": "* 1 FETCH (UID 10)\r\n* 2 FETCH (UID 20)\r\n* 3 FETCH (UID 30)\r\nOK done",
        "UID FETCH 10 ": row(1, 10) + b"OK done",
        "UID FETCH 20 ": b"* 2 FETCH (UID 20 INTERNALDATE\r\nOK done",
        "UID FETCH 30 ": row(3, 30) + b"OK done",
    }
    assert headers(script) == [(10, b"x", None), (20, b"", Defect.UNDELIVERED), (30, b"x", None)]


def test_unasked_changes_of_flags_between_the_answers() -> None:
    noise = b"* 10 FETCH (FLAGS (\\Seen))\r\n* 4 EXISTS\r\n* 2 RECENT\r\n"
    script = {"UID FETCH 10,20": noise + row(1, 10) + noise + row(2, 20) + noise + b"OK done"}
    assert headers(script, (10, 20)) == [(10, b"x", None), (20, b"x", None)]


def test_field_names_repeated_another_way() -> None:
    other = b'HEADER.FIELDS ("Subject" "From")'
    assert headers({"UID FETCH 10": row(1, 10, fields=other) + b"OK done"}, (10,)) == [(10, b"x", None)]


@pytest.mark.parametrize("date", ["NIL", '"nonsense"', '"31-Dec-9999 23:00:00 -1200"', '""'])
def test_a_date_of_arrival_that_is_none(date: str) -> None:
    answer = f'* 1 FETCH (UID 10 INTERNALDATE {date} RFC822.SIZE 5 BODY[HEADER] "")\r\nOK done'
    with Scripted({"UID FETCH 10": answer}) as server, connect(server.settings(), PASSWORD) as session:
        session.examine("INBOX")
        ((header,),) = session.headers([10])
    assert (header.internaldate, header.header, header.size) == (None, b"", 5)


def test_a_body_that_comes_empty_is_not_taken_for_the_mail() -> None:
    script = {
        "UID FETCH 10,20 (UID INTERNALDATE": whole(1, 10, b"") + whole(2, 20, b"mail") + b"OK done",
        "UID FETCH 10 (UID)": "* 1 FETCH (UID 10)\r\nOK done",
        "UID FETCH 10 (UID INTERNALDATE": b"* 1 FETCH (UID 10 BODY[] NIL)\r\nOK done",
    }
    with Scripted(script) as server, connect(server.settings(), PASSWORD) as session:
        session.examine("INBOX")
        bodies = list(session.bodies([10, 20], {10: 500, 20: 4}))
    assert [(body.uid, body.content, body.defect) for body in bodies] == [(10, b"", Defect.UNDELIVERED), (20, b"mail", None)]


def test_a_size_that_is_not_told_is_no_reason_to_leave_mail_out() -> None:
    script = {
        "UID FETCH 10 (UID RFC822.SIZE)": "OK done",
        "UID FETCH 10 (UID INTERNALDATE": whole(1, 10, b"mail") + b"OK done",
    }
    with Scripted(script) as server, connect(server.settings(), PASSWORD) as session:
        session.examine("INBOX")
        assert [body.content for body in session.bodies([10])] == [b"mail"]


def test_fm62_fm63_new_mail_is_listed_without_search() -> None:
    """A hundred thousand numbers come as lines of their own, and no CHARSET is named."""
    rows = "".join(f"* {number} FETCH (UID {number * 10})\r\n" for number in range(1, 100_001))
    script = {"EXAMINE": "* 100000 EXISTS\r\n* OK [UIDVALIDITY 7]\r\nOK done", "UID FETCH 1:*": rows + "OK done"}
    with Scripted(script) as server, connect(server.settings(), PASSWORD) as session:
        session.examine("INBOX")
        uids = session.uids_after(0)
    assert (len(uids), uids[0], uids[-1]) == (100_000, 10, 1_000_000)
    assert not any("SEARCH" in command or "CHARSET" in command for command in server.commands)


def test_command_lines_stay_short() -> None:
    """Ten thousand UIDs with a gap after each: RFC 7162 lets a client send 8,000 octets a line."""
    script = {"UID FETCH": "OK done"}
    with Scripted(script) as server, connect(server.settings(), PASSWORD) as session:
        session.examine("INBOX")
        uids = range(4_000_000_000, 4_000_020_000, 2)
        assert sum(len(batch) for batch in session.headers(uids, batch=5000)) == 0
    assert max(map(len, server.commands)) < 8000


def test_fm28_a_folder_without_uidvalidity_says_so() -> None:
    with Scripted({"EXAMINE": "* 1 EXISTS\r\nOK done"}) as server, connect(server.settings(), PASSWORD) as session:
        status = session.examine("INBOX")
    assert (status.uidvalidity, status.uidnext, status.exists) == (0, None, 1)


def fetch(session: Session) -> None:
    session.examine("INBOX")
    list(session.bodies([10], {10: 5}))


def file_draft(session: Session) -> None:
    session.append_draft("Drafts", b"x", datetime(2018, 1, 1, tzinfo=UTC))


def test_a_server_that_dies_in_the_middle() -> None:
    assert failure({"UID FETCH 10": None}, fetch).code == "error.connection_lost"


def test_a_refused_command_is_the_servers_fault() -> None:
    error = failure({"UID FETCH 10": "BAD Error in IMAP command"}, fetch)
    assert (error.code, error.exit_code) == ("error.server_refused", 3)
    assert "Error in IMAP command" in str(error.values["detail"])


def test_a_folder_that_exists_but_does_not_open_is_not_missing() -> None:
    error = failure({"EXAMINE": "NO [UNAVAILABLE] try later"}, fetch)
    assert (error.code, error.exit_code) == ("error.server_refused", 3)


def test_a_full_mailbox_says_so() -> None:
    # The literal is refused before it is sent: its command is complete with the refusal.
    error = failure({"APPEND": "NO [OVERQUOTA] Quota exceeded"}, file_draft)
    assert (error.code, error.exit_code) == ("error.mailbox_full", 3)


def test_a_draft_into_no_folder_is_the_users_mistake() -> None:
    error = failure({"APPEND": "NO [TRYCREATE] Mailbox does not exist"}, file_draft)
    assert (error.code, error.exit_code) == ("error.folder_missing", 2)


def test_a_folder_name_that_cannot_be_decoded_hides_no_other() -> None:
    rows = (
        '* LIST () "/" "broken &name"\r\n* LIST () NIL INBOX\r\n* LIST () "/" "2018"\r\n* LIST () "/" "&kAFP4W4IMH8-"\r\nOK done'
    )
    with Scripted({"LIST": rows}) as server, connect(server.settings(), PASSWORD) as session:
        assert [folder.name for folder in session.folders()] == ["INBOX", "2018", "送信済み"]
        assert session.roles(FolderSettings()) == Roles(inbox="INBOX", sent="送信済み")


@pytest.mark.parametrize(
    ("answer", "sent"),
    [
        ('* LIST (\\HasNoChildren) "/" INBOX\r\n* LIST (\\Sent) "/" Verschickt\r\nOK done', "Verschickt"),
        ("BAD no such syntax", "Sent"),
        ("NO not now", "Sent"),
    ],
)
def test_attributes_that_must_be_asked_for(answer: str, sent: str) -> None:
    script = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 SPECIAL-USE\r\nOK done",
        "LIST": '* LIST () "/" INBOX\r\n* LIST () "/" Sent\r\n* LIST () "/" Verschickt\r\nOK done',
        'LIST "" "*" RETURN (SPECIAL-USE)': answer,
    }
    with Scripted(script) as server, connect(server.settings(), PASSWORD) as session:
        assert session.roles(FolderSettings()).sent == sent
