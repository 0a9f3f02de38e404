"""Events are only ever added or withdrawn; decisions are history."""

from datetime import timedelta

from sqlalchemy import text

from mailbot.casebook.events import CaseEvent, EventKind
from mailbot.store import events
from mailbot.store.engine import Store
from mailbot.store.events import CaseRow
from tests.store.stores import NOW

CASE = "2018-08-15-aaaa"
OTHER = "2018-08-16-bbbb"


def event(key: str, *, case: str = CASE, message: str | None = "m1", confirmed: bool = False, **data: object) -> CaseEvent:
    return CaseEvent(
        key=key, case_id=case, at=NOW, kind=EventKind.MESSAGE, message=message, confirmed=confirmed, data={"label": "x"} | data
    )


def rows(store: Store) -> int:
    with store.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM events")).scalar_one())


def test_what_was_said_comes_back_as_it_was(store: Store) -> None:
    said = event("a", confirmed=True, nested={"list": [1, "二", None]})
    with store.write() as connection:
        events.append(connection, [said], NOW)
        assert events.of_case(connection, CASE) == (said,)


def test_the_same_event_again_is_not_written_again(store: Store) -> None:
    for _ in range(3):
        with store.write() as connection:
            events.append(connection, [event("a"), event("b")], NOW)
    assert rows(store) == 2


def test_an_event_that_changed_is_withdrawn_and_written_anew(store: Store) -> None:
    with store.write() as connection:
        events.append(connection, [event("a")], NOW)
        events.append(connection, [event("a", confirmed=True)], NOW)
        assert [item.confirmed for item in events.of_case(connection, CASE)] == [True]
    assert rows(store) == 2


def test_withdrawing_keeps_what_still_holds(store: Store) -> None:
    with store.write() as connection:
        items = [event("a"), event("b"), event("c", message="m2"), event("d", case=OTHER), event("e", message=None)]
        events.append(connection, items, NOW)
        events.withdraw(connection, "m1", (CASE,), ["b"], NOW)
        assert [item.key for item in events.of_case(connection, CASE)] == ["b", "c", "e"]
        assert [item.key for item in events.of_case(connection, OTHER)] == ["d"]
        events.append(connection, [event("a")], NOW)
        assert sorted(item.key for item in events.of_case(connection, CASE)) == ["a", "b", "c", "e"]
    assert rows(store) == 6


def test_the_number_of_the_last_event_tells_of_every_change(store: Store) -> None:
    with store.write() as connection:
        assert events.newest(connection) == 0
        events.append(connection, [event("a")], NOW)
        before = events.newest(connection)
        events.append(connection, [event("a")], NOW)
        assert events.newest(connection) == before
        events.append(connection, [event("a", confirmed=True)], NOW)
        assert events.newest(connection) > before


def test_what_was_told_by_hand_follows_a_case_to_its_new_name(store: Store) -> None:
    with store.write() as connection:
        events.append(connection, [event("told", message=None, confirmed=True), event("a")], NOW)
        events.move_by_hand(connection, CASE, OTHER, NOW)
        assert [item.key for item in events.of_case(connection, OTHER)] == ["told"]
        assert [item.key for item in events.of_case(connection, CASE)] == ["a"]


def test_cases_stand_as_long_as_something_stands_in_them(store: Store) -> None:
    with store.write() as connection:
        for number, name in enumerate((OTHER, CASE)):
            events.open_case(connection, CaseRow(id=name, account="shop", opened_at=NOW - timedelta(days=number)))
        events.open_case(connection, CaseRow(id=CASE, account="second", opened_at=NOW + timedelta(days=9)))
        assert [(row.id, row.account) for row in events.every_case(connection)] == [(CASE, "shop"), (OTHER, "shop")]
        assert events.case_account(connection, CASE) == "shop"
        assert events.case_account(connection, "2020-01-01-cccc") is None
        events.append(connection, [event("a")], NOW)
        events.drop_empty_cases(connection)
        assert [row.id for row in events.every_case(connection)] == [CASE]


def test_decisions_are_found_by_what_they_are_about(store: Store) -> None:
    with store.write() as connection:
        events.decide(connection, "confirm", NOW, account="shop", message="m1")
        events.decide(connection, "correct", NOW, account="shop", message="m1", label="closure_notice", before=None)
        events.decide(connection, "link", NOW, account="second", message="m1", case_id=CASE)
        events.decide(connection, "approve", NOW, account="shop", case_id=CASE, draft=3)
        assert [item.kind for item in events.decisions_on(connection, message="m1")] == ["confirm", "correct", "link"]
        assert events.decisions_on(connection, message="m1", kind="link", account="shop") == ()
        (corrected,) = events.decisions_on(connection, kind="correct")
        assert (corrected.at, corrected.data) == (NOW, {"label": "closure_notice", "before": None})
