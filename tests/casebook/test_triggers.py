"""What readings do to the tracks, and which track a deadline belongs to."""

import pytest

from classifiers.labels import Act, AmountRole, DemandKind, Label, Start, Track, Unit
from mailbot.casebook.derive import clock_track, events_of
from mailbot.casebook.events import EventKind
from mailbot.casebook.message import CaseMessage
from mailbot.casebook.money_words import says_nothing_left
from mailbot.casebook.quotes import LIMIT, sentence_around
from mailbot.casebook.triggers import incoming, outgoing
from mailbot.casebook.warning_cues import warning_cues
from tests.casebook.history import case_of
from tests.casebook.letters import demand, due, jst, letter, opens, yen

AT = jst("2021-03-01 09:00")


def pulls(message: CaseMessage) -> set[str]:
    return {f"{pull.track.value}:{pull.trigger.value}" for pull in incoming(message.reading, message.words)}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            letter(AT, Label.POLICY_WARNING, "商品の出品を停止しました。", asins=("B0A",), tracks=(Track.LISTING,)),
            {"listing:stopped"},
        ),
        (
            letter(AT, Label.POLICY_WARNING, "Your account is at risk of deactivation.", tracks=(Track.LISTING,)),
            {"account:warned"},
        ),
        (
            letter(AT, Label.POLICY_WARNING, "繰り返される場合、アカウントを停止することがあります。", asins=("B0A",)),
            {"listing:stopped"},
        ),
        (letter(AT, Label.POLICY_WARNING, "This is a warning about {asin}.", asins=("B0A",)), set()),
        (letter(AT, Label.CLOSURE_NOTICE, secondary=(Label.FUNDS_APPEAL_WINDOW,)), {"account:closed", "funds:held"}),
        (letter(AT, Label.TEMPLATE_REJECTION, secondary=(Label.FUNDS_APPEAL_WINDOW,)), {"account:refused", "funds:window"}),
        (letter(AT, Label.TEMPLATE_REJECTION, tracks=(Track.LISTING,)), {"account:listing_refused"}),
        (
            letter(AT, Label.TEMPLATE_REJECTION, tracks=(Track.ACCOUNT, Track.VERIFICATION), final=True),
            {"account:refused_finally", "verification:failed"},
        ),
        (letter(AT, Label.TEMPLATE_REJECTION, appealable=True), {"account:asked_again"}),
        (letter(AT, Label.ACKNOWLEDGEMENT, secondary=(Label.IDENTITY_VERIFICATION,)), set()),
        (
            letter(AT, Label.REINSTATEMENT, tracks=(Track.ACCOUNT,), secondary=(Label.POLICY_WARNING,)),
            {"account:reinstated", "listing:reinstated", "verification:reinstated"},
        ),
        (letter(AT, Label.FUNDS_WITHHELD, "残高は0円になっています。"), {"funds:held", "funds:vanished"}),
        (letter(AT, Label.FUNDS_WITHHELD, final=True), {"funds:withheld"}),
        (letter(AT, Label.RESERVE_CHANGE, amounts=(yen(0, AmountRole.RESERVE),)), {"funds:lifted"}),
        (
            letter(AT, Label.INVENTORY_NOTICE, "在庫は審査中です。返送はできません。", demands=(demand(DemandKind.INVOICE),)),
            {"stock:blocked"},
        ),
        (letter(AT, Label.FORGERY_ALLEGATION, secondary=(Label.CLOSURE_NOTICE,)), {"account:accused", "account:closed"}),
        (letter(AT, None), set()),
        (letter(AT, Label.OTHER_AMAZON), set()),
    ],
)
def test_pulls(message: CaseMessage, expected: set[str]) -> None:
    assert pulls(message) == expected


def test_acts() -> None:
    assert [pull.trigger for pull in outgoing(Act.FUNDS_REQUEST)] == ["claimed"]
    assert [pull.trigger for pull in outgoing(Act.DOCUMENTS)] == ["submitted"]
    assert outgoing(Act.APPEAL) == outgoing(None) == ()


def test_an_account_is_reopened_though_its_words_sound_like_a_listings() -> None:
    closed = letter(AT, Label.CLOSURE_NOTICE, "停止しました")
    back = letter(jst("2021-04-01 09:00"), Label.REINSTATEMENT, "Your account is now active.", tracks=(Track.LISTING,))
    case = case_of([closed, back])
    assert (case.state(Track.ACCOUNT), case.state(Track.LISTING)) == ("reopened", "live")


@pytest.mark.parametrize(
    ("label", "text", "deadline", "tracks", "expected"),
    [
        (Label.CLOSURE_NOTICE, "17日以内に改善計画を", due(17, quote="17日以内"), (), Track.ACCOUNT),
        (Label.CLOSURE_NOTICE, "停止された日から90日後に", opens(90, quote="停止された日から90日後"), (), Track.FUNDS),
        (
            Label.CLOSURE_NOTICE,
            "90日以内に申し立てがない場合、売上金は留保されます",
            due(90, quote="90日以内"),
            (),
            Track.ACCOUNT,
        ),
        (Label.CLOSURE_NOTICE, "売上金については90日以内にご連絡ください", due(90, quote="90日以内"), (), Track.FUNDS),
        (Label.TEMPLATE_REJECTION, "7日以内に本メールに添付してご返送ください", due(7, quote="7日以内"), (), Track.ACCOUNT),
        (Label.CLOSURE_NOTICE, "30日以内にFBA在庫の返送を依頼", due(30, quote="30日以内"), (Track.STOCK,), Track.STOCK),
        (
            Label.POLICY_WARNING,
            "You may ask again after 30 days",
            opens(30, Unit.DAYS, Start.NOTICE, "after 30 days"),
            (),
            Track.ACCOUNT,
        ),
        (Label.REINSTATEMENT, "30日以内に", due(30, quote="30日以内に"), (Track.ACCOUNT, Track.STOCK), Track.STOCK),
        (Label.FUNDS_APPEAL_WINDOW, "アカウントの書類を10日以内に", due(10, quote="10日以内に"), (), Track.FUNDS),
    ],
)
def test_the_track_of_a_deadline(label: Label, text: str, deadline: object, tracks: tuple[Track, ...], expected: Track) -> None:
    message = letter(AT, label, text, deadlines=(deadline,), tracks=tracks)
    assert clock_track(message.reading.deadlines[0], message.reading, message.words) is expected


def test_a_payment_that_names_one_sum_names_the_payment() -> None:
    paid = letter(AT, Label.FUNDS_RELEASED, amounts=(yen(500, AmountRole.OTHER), yen(0, AmountRole.BALANCE)))
    roles = [event.data["role"] for event in events_of(paid, "x") if event.kind is EventKind.MONEY]
    assert roles == ["paid", "balance"]
    several = letter(AT, Label.FUNDS_RELEASED, amounts=(yen(500, AmountRole.BALANCE), yen(300, AmountRole.OTHER)))
    assert [event.data["role"] for event in events_of(several, "x") if event.kind is EventKind.MONEY] == ["balance"]


def test_a_reserve_that_a_letter_says_is_gone() -> None:
    closed = letter(AT, Label.CLOSURE_NOTICE, "停止", secondary=(Label.FUNDS_WITHHELD,), amounts=(yen(900, AmountRole.WITHHELD),))
    gone = letter(jst("2021-08-01 09:00"), Label.FUNDS_WITHHELD, "引当金の表示は0円です。返金に充当しました。")
    case = case_of([closed, gone])
    assert case.state(Track.FUNDS) == "vanished"
    assert [alarm.values["value"] for alarm in case.alarms] == ["900"]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("引当金の表示が0円になっています。", True),
        ("残高はゼロです。", True),
        ("Your reserve shows zero because of refunds.", True),
        ("Balance: $0.00", True),
        ("残高は¥284,560円です。", False),
        ("残高が0円になった場合、", False),
        ("If your balance is zero, contact us.", False),
        ("引当金は10円です。", False),
    ],
)
def test_words_for_nothing_left(text: str, gone: bool) -> None:
    assert says_nothing_left(text) is gone


def test_threats_are_no_cues() -> None:
    assert warning_cues("If this continues, your listings may be removed.") == frozenset()
    assert {cue.value for cue in warning_cues("We removed the listing. Your account is at risk of deactivation.")} == {
        "removed",
        "at_risk",
    }


def test_a_deadline_of_centuries_stops_nothing() -> None:
    case = case_of(
        [letter(AT, Label.CLOSURE_NOTICE, "停止", deadlines=(due(10**9, Unit.BUSINESS_DAYS), due(10**9, Unit.MONTHS)))]
    )
    assert [clock.at for clock in case.clocks if clock.source == "printed"] == [None, None]


def test_quotes_are_one_line_and_not_endless() -> None:
    message = letter(AT, Label.CLOSURE_NOTICE, "あ" * 5000)
    (event,) = [event for event in events_of(message, "x") if event.kind is EventKind.MESSAGE]
    assert len(event.data["quote"]) == LIMIT
    assert sentence_around("90日 以内", "前の文。売上金は90日\n以内です。") == "90日 以内"
    assert sentence_around("90日以内", "前の文。売上金は90日以内です。") == "売上金は90日以内です。"
