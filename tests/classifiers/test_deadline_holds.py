"""Money that is held for a time, and may be asked for or is looked at when the time is over, opens a window."""

from datetime import UTC, datetime

import pytest

from classifiers import deadlines
from classifiers.labels import ClockKind, Start, Unit
from classifiers.sample import Sample

RECEIVED = datetime(2021, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("アカウントの閉鎖から90日が経過した後に、残高を確認できます。", Start.CLOSURE),
        ("閉鎖から90日が経過した後に申請できるようになります。", Start.CLOSURE),
        ("閉鎖から90日が経過した後に、売上金の残高を審査いたします。", Start.CLOSURE),
        ("停止から90日が経過しましたら、残高の審査を行います。", Start.CLOSURE),
        ("売上金は閉鎖日から90日間留保されます。その後、残高を確認いたします。", Start.CLOSURE),
        ("アカウントの停止から90日が経過するまで売上金を請求することはできません。", Start.CLOSURE),
        ("最終決定から90日が経過した後、payments-funds@amazon.co.jp へご連絡ください。", Start.LAST_REFUSAL),
        ("最後のお届け日から90日後に、支払いを申請いただけます。", Start.DELIVERY),
        ("You may request a disbursement of your funds 90 days after your account was closed.", Start.CLOSURE),
        ("After 90 days we will tell you whether the balance can be paid.", Start.NOTICE),
        ("After 90 days we will review your balance.", Start.NOTICE),
        (
            "Your funds will be held for 90 days from the date of deactivation, after which the balance will be reviewed.",
            Start.CLOSURE,
        ),
        ("Funds are withheld for 90 days after closure. You may then ask for payment.", Start.CLOSURE),
    ],
)
def test_a_hold_opens(text: str, start: Start) -> None:
    found = deadlines.extract(Sample(text=text, received=RECEIVED))
    assert [(clock.kind, clock.length, clock.unit, clock.start) for clock in found] == [(ClockKind.OPENS, 90, Unit.DAYS, start)]


@pytest.mark.parametrize(
    "text",
    [
        "売上金は90日間留保されます。",
        "Funds will be held in your account for 90 days.",
        "通常、90日が経過した時点でお支払いの可否を判断しております。",
        "7営業日を過ぎても返事がない場合は、お尋ねください。",
        "Please note that the check expires 180 days after the date of issue.",
    ],
)
def test_a_hold_alone_opens_nothing(text: str) -> None:
    assert deadlines.extract(Sample(text=text, received=RECEIVED)) == ()


def test_a_length_of_time_and_a_date_are_two() -> None:
    text = "本メールの受信から7日以内(12月8日まで)にご返信ください。"
    assert [clock.at is None for clock in deadlines.extract(Sample(text=text, received=RECEIVED))] == [True, False]


def test_a_second_limb_is_kept() -> None:
    (clock,) = deadlines.extract(Sample(text="You may appeal within 17 days or two failed appeals.", received=RECEIVED))
    assert (clock.kind, clock.length, clock.or_) == (ClockKind.DUE, 17, "or two failed appeals")
