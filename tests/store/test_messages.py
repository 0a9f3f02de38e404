"""Messages: bytes once, one row an account, as many places as copies were seen."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from mailbot.errors import UsageError
from mailbot.messages import Disposition, RawMessage
from mailbot.store import messages
from mailbot.store.engine import Store
from tests.store.stores import NOW, raw


def save(connection: Connection, message: int, **columns: str | None) -> None:
    """Write down that a message was read."""
    values: dict[str, str | None] = {"message_id": None, "direction": None, "verdict": None, "label": None}
    messages.save(
        connection,
        message,
        disposition=Disposition.STORED,
        understanding={"parsed": {}},
        version="1",
        received=NOW,
        columns=values | columns,
        refs=(),
    )


def add(store: Store, *items: RawMessage) -> list[bool]:
    with store.write() as connection:
        return [messages.add(connection, item, NOW).new for item in items]


def test_the_same_bytes_in_two_folders_are_one_message_with_two_places(store: Store) -> None:
    assert add(store, raw(), raw(folder="Junk"), raw(path="old.eml")) == [True, False, False]
    with store.read() as connection:
        (stored,) = messages.every(connection)
        assert messages.sources(connection, stored.id) == ("INBOX/1", "Junk/1", "old.eml")
        assert messages.all_sources(connection) == {stored.id: "INBOX/1"}


def test_the_same_place_twice_is_one(store: Store) -> None:
    add(store, raw(), raw(), raw(path="old.eml"), raw(path="old.eml"))
    with store.read() as connection:
        assert len(messages.sources(connection, messages.every(connection)[0].id)) == 2


def test_the_same_uid_under_another_uidvalidity_is_another_place(store: Store) -> None:
    add(store, raw(), raw(uidvalidity=8))
    with store.read() as connection:
        assert len(messages.sources(connection, messages.every(connection)[0].id)) == 2


def test_the_same_bytes_in_two_accounts_are_two_messages_and_one_blob(store: Store) -> None:
    assert add(store, raw(), raw(account="second")) == [True, True]
    with store.write() as connection:
        first, second = messages.every(connection)
        messages.set_case(connection, first.id, "2018-08-15-aaaa")
        assert [found.account for found in messages.by_digest(connection, first.sha256)] == ["shop", "second"]
        assert messages.by_digest(connection, first.sha256, "second")[0].case_id is None
        assert messages.drop_content(connection, first.sha256, NOW)
        assert not messages.drop_content(connection, second.sha256, NOW)


def test_fm31_fm33_mail_is_known_by_its_bytes_not_by_what_it_says_of_itself(store: Store) -> None:
    one = b"Message-ID: <a@b>\r\nSubject: x\r\n\r\none"
    two = b"Message-ID: <a@b>\r\nSubject: x\r\n\r\ntwo"
    assert add(store, raw(one), raw(two, uid=2)) == [True, True]


def test_bytes_that_retention_dropped_come_back_with_the_mail(store: Store) -> None:
    add(store, raw())
    with store.write() as connection:
        messages.drop_content(connection, raw().sha256, NOW)
        assert messages.content(connection, raw().sha256) is None
    assert add(store, raw(uidvalidity=8)) == [False]
    with store.read() as connection:
        assert messages.content(connection, raw().sha256) == raw().content


def test_fm42_what_was_forgotten_stays_forgotten(store: Store) -> None:
    add(store, raw())
    with store.write() as connection:
        messages.drop_content(connection, raw().sha256, NOW)
        messages.never_keep(connection, raw().sha256)
    assert add(store, raw(uidvalidity=8), raw(account="second")) == [False, True]
    with store.read() as connection:
        assert messages.content(connection, raw().sha256) is None


def test_each_copy_keeps_its_own_time(store: Store) -> None:
    add(store, raw(path="old.eml"), raw(received=NOW), raw(folder="Junk", received=NOW - timedelta(days=1)))
    with store.read() as connection:
        copies = messages.copies(connection, messages.every(connection)[0].id)
    assert [copy.received for copy in copies] == [None, NOW, NOW - timedelta(days=1)]


def test_a_vouched_copy_vouches_for_the_message(store: Store) -> None:
    add(store, raw(), raw(path="", confirmed=True))
    with store.read() as connection:
        assert messages.every(connection)[0].vouched


def test_messages_wait_until_they_are_read(store: Store) -> None:
    add(store, raw(), raw(b"2", uid=2), raw(b"3", account="second"))
    with store.write() as connection:
        assert messages.pending(connection, "shop") == (1, 2)
        assert messages.waiting_accounts(connection) == ("second", "shop")
        save(connection, 1)
        assert messages.pending(connection, "shop") == (2,)


def test_failures_are_counted_and_a_reading_forgets_them(store: Store) -> None:
    add(store, raw())
    with store.write() as connection:
        assert [messages.fail(connection, 1) for _ in range(3)] == [1, 2, 3]
        messages.park(connection, 1, "parked")
        assert messages.pending(connection, "shop") == ()
        assert messages.one(connection, 1).disposition is Disposition.QUARANTINED
        save(connection, 1)
        assert messages.one(connection, 1).failures == 0


def test_finding_what_a_user_names(store: Store) -> None:
    add(store, raw(), raw(b"2", uid=2))
    with store.write() as connection:
        save(connection, 1, message_id="<one@amazon.co.jp>")
        save(connection, 2, message_id="<twice@amazon.co.jp>")
        whole = raw().sha256
        for name in ("1", whole, whole[:8], whole[:8].upper(), "<one@amazon.co.jp>", "one@amazon.co.jp", " <one@amazon.co.jp> "):
            assert messages.find(connection, name).id == 1, name
        for name in ("3", "no@such", "", "%", "abcdef12", "²", "1; DROP TABLE messages", "0" * 64):
            with pytest.raises(UsageError, match="no_message"):
                messages.find(connection, name)
        save(connection, 1, message_id="<twice@amazon.co.jp>")
        with pytest.raises(UsageError, match=r"many_messages.*1, 2"):
            messages.find(connection, "twice@amazon.co.jp")


def test_retention_looks_only_at_what_belongs_to_no_case_of_any_account(store: Store) -> None:
    add(store, raw(), raw(account="second"), raw(b"2", uid=2), raw(b"3", uid=3))
    with store.write() as connection:
        for number in range(1, 5):
            save(connection, number, label="other_amazon" if number != 4 else "closure_notice")
        messages.set_case(connection, 2, "2018-08-15-aaaa")
        labels = ["other_amazon"]
        assert messages.stored_before(connection, NOW, labels) == ()
        assert [item.id for item in messages.stored_before(connection, NOW + timedelta(seconds=1), labels)] == [3]
