"""Replaying: the order of arrival does not matter, nor do repeats; unproven messages stand beside."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers.labels import Act, AmountRole, ChannelKind, Label, Track
from mailbot.casebook.by_hand import Sum, Told, believe, note, told_money, told_state, told_submission
from mailbot.casebook.derive import events_of
from mailbot.casebook.events import CaseEvent
from mailbot.casebook.replay import in_order, replay
from mailbot.codec import to_json
from tests.casebook.founding import STORY
from tests.casebook.history import case_of
from tests.casebook.letters import due, jst, letter, sent, yen

CASE = "2018-08-03-aaaa"
EVENTS = [event for message in STORY for event in events_of(message, CASE)]
WHOLE = replay(EVENTS)

labels = st.sampled_from([label for label in Label if label is not Label.NOT_AMAZON])
letters = st.builds(
    lambda day, label, confirmed, final, secondary: letter(
        datetime.fromisoformat(f"2021-{day // 28 + 1:02d}-{day % 28 + 1:02d}T09:00:00+09:00"),
        label,
        name=f"<{day}-{label}-{confirmed}@amazon.example>",
        confirmed=confirmed,
        final=final,
        secondary=secondary,
        deadlines=(due(day % 40),),
        form=f"form-{day % 3}",
    ),
    st.integers(0, 300),
    labels,
    st.booleans(),
    st.booleans(),
    st.lists(labels, max_size=2).map(tuple),
)
reports = st.builds(
    lambda day, act: sent(
        datetime.fromisoformat(f"2021-{day // 28 + 1:02d}-{day % 28 + 1:02d}T10:00:00+09:00"), act, f"第{day}報"
    ),
    st.integers(0, 300),
    st.sampled_from(list(Act)),
)


@settings(max_examples=40)
@given(st.permutations(EVENTS))
def test_any_order_gives_the_same_case(events: list[CaseEvent]) -> None:
    assert replay(events) == WHOLE


@settings(max_examples=60, deadline=None)
@given(st.lists(letters | reports, min_size=1, max_size=12, unique_by=lambda message: message.sha256), st.randoms())
def test_any_history_replays_the_same_in_any_order(messages: list, random: object) -> None:
    events = [event for message in messages for event in events_of(message, CASE)]
    shuffled = [*events, *events[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert replay(shuffled) == replay(events)


@settings(max_examples=40, deadline=None)
@given(st.lists(letters, min_size=2, max_size=8, unique_by=lambda message: message.sha256))
def test_removing_a_message_and_adding_it_again_gives_the_same(messages: list) -> None:
    events = [event for message in messages for event in events_of(message, CASE)]
    without = [event for event in events if event.message != messages[0].sha256]
    replay(without)
    assert replay([*without, *events_of(messages[0], CASE)]) == replay(events)


@settings(max_examples=60, deadline=None)
@given(st.lists(letters, min_size=1, max_size=8, unique_by=lambda message: message.sha256))
def test_unproven_messages_move_no_confirmed_state(messages: list) -> None:
    events = [event for message in messages for event in events_of(message, CASE)]
    proven = [event for event in events if event.confirmed]
    states = {track: state.state for track, state in replay(events).tracks.items()}
    expected = {track: state.state for track, state in replay(proven).tracks.items()} if proven else None
    assert expected is None or states == expected


def test_events_survive_json() -> None:
    for event in EVENTS:
        assert to_json(event.data) == dict(event.data), "tuples and enums would come back changed"


def test_until_leaves_out_what_came_later() -> None:
    assert replay(EVENTS, until=jst("2018-08-16 00:00")).last_at == jst("2018-08-15 10:05")
    with pytest.raises(ValueError, match="needs an event"):
        replay(EVENTS, until=jst("2018-01-01 00:00"))


def unproven() -> list:
    return [
        letter(jst("2018-08-15 10:00"), Label.CLOSURE_NOTICE, "停止しました", confirmed=False, deadlines=(due(17),)),
        letter(jst("2018-09-15 10:00"), Label.TEMPLATE_REJECTION, "不十分です", confirmed=False),
    ]


def test_an_old_mailbox_without_proofs_does_not_come_out_empty() -> None:
    case = case_of(unproven())
    state = case.tracks[Track.ACCOUNT]
    assert (state.state, state.since, state.provisional_state) == ("open", None, "refused")
    assert state.provisional_since == jst("2018-09-15 10:00")
    assert [change.confirmed for change in case.changes] == [False, False]
    assert [clock.confirmed for clock in case.clocks] == [False, False]


def test_the_users_word_makes_it_fact() -> None:
    first, second = unproven()
    case = case_of([first, second])
    word = believe(case.id, jst("2026-01-01 00:00"), first.sha256)
    known = case_of([first, second], more=[word])
    state = known.tracks[Track.ACCOUNT]
    assert (state.state, state.provisional_state) == ("closed", "refused")
    assert [change.confirmed for change in known.changes] == [True, False]
    past = replay([*case.events, word], until=jst("2018-08-20 00:00"))
    assert past.state(Track.ACCOUNT) == "closed", "confirmed today, it was true then"


def test_confirmed_events_replace_provisional_ones_of_the_same_key() -> None:
    first, _ = unproven()
    events = events_of(first, CASE)
    proven = [CaseEvent(**{name: getattr(event, name) for name in event.__slots__} | {"confirmed": True}) for event in events]
    assert all(event.confirmed for event in in_order([*events, *proven]))
    assert in_order([*proven, *events]) == in_order([*events, *proven])


def test_what_is_told_by_hand() -> None:
    closed = letter(jst("2018-08-15 10:00"), Label.CLOSURE_NOTICE, "停止しました")
    case = case_of([closed])
    told = [
        told_submission(case.id, Told(at=jst("2018-08-20 10:00"), act=Act.APPEAL, text="画面から提出した改善計画書です。")),
        told_money(
            case.id,
            Sum(at=jst("2018-08-21 10:00"), role=AmountRole.RESERVE, value=Decimal(500), currency="JPY", source="settlement"),
        ),
        told_state(case.id, jst("2018-08-22 10:00"), Track.STOCK, "blocked", quote="画面で確認"),
        note(case.id, jst("2018-08-23 10:00"), "電話あり"),
    ]
    known = case_of([closed], more=[*told, *told])
    assert [(item.channel, item.message) for item in known.rounds] == [(ChannelKind.CONSOLE, None)]
    assert known.pending_since == jst("2018-08-20 10:00")
    assert known.state(Track.STOCK) == "blocked"
    assert [point.source for point in known.money] == ["settlement"]
    assert len(known.notes) == 1


def test_a_delivery_and_its_copy_in_sent_are_one_round() -> None:
    closed = letter(jst("2018-08-15 10:00"), Label.CLOSURE_NOTICE, "停止しました")
    copy = sent(jst("2018-08-20 10:01"), Act.APPEAL, "改善計画書です。", name="<d@shop.example>")
    case = case_of([closed, copy])
    told = Told(
        at=jst("2018-08-20 10:00"),
        act=Act.APPEAL,
        text="改善計画書です。",
        channel=ChannelKind.EMAIL,
        message_id="<d@shop.example>",
    )
    known = case_of([closed, copy], more=[told_submission(case.id, told)])
    assert [item.message for item in known.rounds] == [copy.sha256]


def test_a_reserve_that_becomes_zero_is_an_alarm_only_where_money_was_held() -> None:
    reserve = letter(jst("2021-01-10 09:00"), Label.RESERVE_CHANGE, "引当金", amounts=(yen(1000, AmountRole.RESERVE),))
    zero = letter(jst("2021-02-10 09:00"), Label.RESERVE_CHANGE, "引当金は0円", amounts=(yen(0, AmountRole.RESERVE),))
    case = case_of([reserve, zero])
    assert (case.state(Track.FUNDS), case.alarms) == ("normal", ())
    closed = letter(jst("2021-01-20 09:00"), Label.CLOSURE_NOTICE, "停止しました")
    case = case_of([reserve, closed, zero])
    assert case.state(Track.FUNDS) == "vanished"
    assert [alarm.values["value"] for alarm in case.alarms] == ["1000"]
    paid = letter(jst("2021-02-01 09:00"), Label.FUNDS_RELEASED, "お支払い", amounts=(yen(1000, AmountRole.PAID),))
    case = case_of([reserve, closed, paid, zero])
    assert (case.state(Track.FUNDS), case.alarms) == ("released", ())


def test_settlement_files_can_show_the_vanishing_too() -> None:
    closed = letter(jst("2021-01-20 09:00"), Label.CLOSURE_NOTICE, "停止しました", secondary=(Label.FUNDS_WITHHELD,))
    case = case_of([closed])
    sums = [
        told_money(
            case.id,
            Sum(at=jst(f"{day} 09:00"), role=AmountRole.RESERVE, value=Decimal(value), currency="JPY", source="settlement"),
        )
        for day, value in (("2021-02-01", 900), ("2021-02-15", 0))
    ]
    known = case_of([closed], more=sums)
    assert known.state(Track.FUNDS) == "vanished"
    assert [(alarm.at, alarm.message) for alarm in known.alarms] == [(jst("2021-02-15 09:00"), None)]


def test_two_events_minutes_apart_keep_their_order() -> None:
    closed = letter(jst("2021-01-20 09:00"), Label.CLOSURE_NOTICE, "停止しました")
    back = letter(jst("2021-01-20 09:02"), Label.REINSTATEMENT, "再開しました", tracks=(Track.ACCOUNT,))
    assert case_of([back, closed]).state(Track.ACCOUNT) == "reopened"


def test_acts_of_the_seller_and_guesses_move_nothing_of_amazons() -> None:
    closed = letter(jst("2021-01-20 09:00"), Label.CLOSURE_NOTICE, "停止しました", name="<c@amazon.example>")
    unread = letter(jst("2021-01-21 09:00"), None, "読めない文", thread=("<c@amazon.example>",))
    case = case_of([closed, unread])
    assert len(case.messages) == 2
    assert case.state(Track.ACCOUNT) == "closed"


def test_a_reply_whose_kind_the_reader_only_guesses_is_a_round_all_the_same() -> None:
    closed = letter(
        jst("2021-01-20 09:00"), Label.CLOSURE_NOTICE, "停止しました", name="<c@amazon.example>", deadlines=(due(17),)
    )
    reply = sent(jst("2021-01-25 09:00"), Act.APPEAL, "改善計画書です。", thread=("<c@amazon.example>",))
    vague = replace(reply, reading=replace(reply.reading, act=None, abstained="uncertain", alternatives=(("appeal", 0.6),)))
    case = case_of([closed, vague])
    assert [(item.act, item.message) for item in case.rounds] == [("appeal", vague.sha256)]
    assert case.clocks[0].met_at == vague.at
    other = replace(vague, reading=replace(vague.reading, alternatives=(("other", 0.6),)))
    assert case_of([closed, other]).rounds == ()
