"""How far a folder was read, and what was left there: remembered, and looked at again when it would be decided otherwise."""

from sqlalchemy import Connection

from mailbot.store import folders, messages
from mailbot.store.engine import Store
from mailbot.store.folders import Cursor, Ignored
from tests.store.stores import NOW, raw

HERE = ("shop", "INBOX", 7)


def left(uid: int, *refs: str, context: str = "c1") -> Ignored:
    return Ignored(uid=uid, headers_sha256="0" * 64, reason="nothing_of_amazon", context=context, refs=refs)


def again(connection: Connection, *known: str, context: str = "c1", uidvalidity: int = 7) -> list[int]:
    found = folders.to_reconsider(
        connection, account="shop", folder="INBOX", uidvalidity=uidvalidity, context=context, known=known
    )
    return sorted(found)


def test_each_folder_has_a_cursor_of_its_own(store: Store) -> None:
    with store.write() as connection:
        folders.move_cursor(connection, "shop", "INBOX", Cursor(uidvalidity=7, last_uid=3))
        folders.move_cursor(connection, "shop", "Junk", Cursor(uidvalidity=8, last_uid=1))
        folders.move_cursor(connection, "shop", "INBOX", Cursor(uidvalidity=9, last_uid=0))
        assert folders.cursor(connection, "shop", "INBOX") == Cursor(uidvalidity=9, last_uid=0)
        assert folders.cursor(connection, "shop", "Junk") == Cursor(uidvalidity=8, last_uid=1)
        assert folders.cursor(connection, "second", "INBOX") is None


def test_what_was_left_is_looked_at_again_in_another_context(store: Store) -> None:
    with store.write() as connection:
        folders.ignore(connection, *HERE, [left(1), left(2), left(3, context="c2")])
        assert again(connection) == [3]
        assert again(connection, context="c3") == [1, 2, 3]
        assert again(connection, uidvalidity=8) == []


def test_what_was_left_is_looked_at_again_when_its_thread_became_known(store: Store) -> None:
    with store.write() as connection:
        folders.ignore(connection, *HERE, [left(1, "<a@b>", "<c@d>"), left(2, "<e@f>"), left(3)])
        assert again(connection) == []
        assert again(connection, "<c@d>") == [1]
        many = [f"<{number}@x>" for number in range(1200)]
        assert again(connection, *many, "<e@f>") == [2]


def test_deciding_again_replaces_what_was_decided(store: Store) -> None:
    with store.write() as connection:
        folders.ignore(connection, *HERE, [left(1, "<a@b>")])
        folders.ignore(connection, *HERE, [left(1, context="c2")])
        assert folders.count_ignored(connection) == 1
        assert again(connection, "<a@b>", context="c2") == []


def test_what_is_fetched_after_all_is_forgotten(store: Store) -> None:
    with store.write() as connection:
        folders.ignore(connection, *HERE, [left(number, f"<{number}@x>") for number in range(1, 1201)])
        folders.forget_ignored(connection, *HERE, range(1, 1200))
        assert folders.count_ignored(connection) == 1
        folders.forget_folder(connection, *HERE)
        assert folders.count_ignored(connection) == 0
        assert again(connection, "<1200@x>") == []


def test_the_uids_whose_bodies_are_here(store: Store) -> None:
    with store.write() as connection:
        for uid in (1, 2, 5):
            messages.add(connection, raw(b"%d" % uid, uid=uid), NOW)
        messages.add(connection, raw(b"file", path="x.eml"), NOW)
        assert messages.uids(connection, *HERE) == {1, 2, 5}
        assert messages.uids(connection, *HERE, above=1) == {2, 5}
        assert messages.uids(connection, "shop", "INBOX", 8) == frozenset()
