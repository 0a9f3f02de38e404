"""The reserve that becomes nothing: in the words of a statement, and only where no payment explains it."""

from decimal import Decimal

import pytest

from classifiers.labels import AmountRole, Label, Track
from classifiers.reading import Amount
from mailbot.casebook.message import CaseMessage
from mailbot.casebook.money_words import carried_over, says_nothing_left
from tests.casebook.history import case_of
from tests.casebook.letters import jst, letter

CLOSED = letter(jst("2018-08-15 10:00"), Label.CLOSURE_NOTICE, "閉鎖しました。", secondary=(Label.FUNDS_WITHHELD,))
OPEN = letter(jst("2018-08-15 10:00"), Label.POLICY_WARNING, "ご確認ください。", asins=("B0A",))


def statement(day: str, before: int, now: int, paid: int, label: Label = Label.RESERVE_CHANGE) -> CaseMessage:
    """A Japanese statement, its sums as the reader hands them over: the previous balance as a balance, a payment of nothing."""
    lines = [("前回の引当金の残高", before, AmountRole.BALANCE), ("引当金", now, AmountRole.RESERVE)]
    lines.append(("お支払い金額", paid, AmountRole.PAID))
    text = "\n".join(f"{name} {value:,}円" for name, value, _ in lines)
    amounts = [Amount(value=Decimal(value), currency="JPY", role=role, quote=f"{value:,}円") for _, value, role in lines]
    return letter(jst(f"{day} 06:15"), label, text, amounts=amounts)


def funds(*mails: CaseMessage) -> tuple[str, list[str]]:
    case = case_of(mails)
    return case.state(Track.FUNDS), [alarm.values.get("value", "") for alarm in case.alarms]


def test_a_normal_statement_of_nothing_is_an_alarm() -> None:
    assert funds(CLOSED, statement("2018-12-20", 1284560, 1284560, 0), statement("2019-03-11", 1284560, 0, 0)) == (
        "vanished",
        ["1284560"],
    )


def test_a_mailbox_that_begins_with_it_knows_the_sum_all_the_same() -> None:
    assert funds(CLOSED, statement("2019-03-11", 1284560, 0, 0)) == ("vanished", ["1284560"])


def test_a_statement_that_keeps_the_money_is_none() -> None:
    assert funds(CLOSED, statement("2018-12-20", 1284560, 1284560, 0)) == ("held", [])


@pytest.mark.parametrize("label", [Label.RESERVE_CHANGE, Label.FUNDS_WITHHELD, Label.FUNDS_RELEASED])
def test_a_payout_explains_it(label: Label) -> None:
    state, alarms = funds(CLOSED, statement("2018-12-20", 900, 900, 0), statement("2019-03-11", 900, 0, 900, label))
    assert state != "vanished"
    assert alarms == []


def test_after_a_payout_the_next_statement_of_nothing_is_none_either() -> None:
    paid = statement("2019-03-11", 900, 0, 900)
    assert funds(CLOSED, statement("2018-12-20", 900, 900, 0), paid, statement("2019-03-25", 0, 0, 0)) == ("held", [])


def test_on_an_open_account_it_is_how_payouts_work() -> None:
    assert funds(OPEN, statement("2018-12-20", 900, 900, 0), statement("2019-03-11", 900, 0, 0))[1] == []


@pytest.mark.parametrize(
    ("text", "quotes", "carried"),
    [
        ("前回の引当金の残高: 900円\n引当金: 900円", ("900円", "900円"), (True, False)),
        ("引当金: 900円\n前回の引当金: 900円", ("900円", "900円"), (False, True)),
        ("Previous reserve amount balance $90.00. Current reserve: $0.00", ("$90.00", "$0.00"), (True, False)),
        ("前回の引当金 900円、今回の引当金 0円", ("900円", "0円"), (True, False)),
        ("繰越残高 900円", ("900円",), (True,)),
        ("残高 900円", ("901円",), (False,)),
    ],
)
def test_what_a_statement_carries_over(text: str, quotes: tuple[str, ...], carried: tuple[bool, ...]) -> None:
    assert carried_over(text, quotes) == carried


def test_a_previous_nothing_is_not_nothing_left() -> None:
    assert not says_nothing_left("前回の引当金の残高: 0円\n引当金: 900円")
