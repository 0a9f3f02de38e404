"""Four more stories: a retraction, an interview, a stock clock that outlives the closure, and seventy-two hours."""

from datetime import datetime
from zoneinfo import ZoneInfo

from classifiers.labels import Act, ClockKind, DemandKind, Label, Track, Unit
from mailbot.casebook.clocks import status
from tests.casebook.history import case_of, cases_of
from tests.casebook.letters import demand, due, jst, letter, sent

PACIFIC = ZoneInfo("America/Los_Angeles")


def pacific(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PACIFIC)


def test_listing_stop_ends_in_a_retraction() -> None:
    stop = letter(
        jst("2022-05-10 09:00"),
        Label.POLICY_WARNING,
        "知的財産権の侵害の申告により出品を停止しました。",
        asins=("B0TOYTOY01",),
        complaint_ids=("12345678901",),
        tracks=(Track.LISTING,),
    )
    asked = sent(jst("2022-05-20 10:00"), Act.APPEAL, "権利者が申告を取り下げました。", asins=("B0TOYTOY01",))
    back = letter(
        jst("2022-05-23 09:00"),
        Label.REINSTATEMENT,
        "出品を再開しました。",
        complaint_ids=("12345678901",),
        tracks=(Track.LISTING,),
    )
    case = case_of([stop, asked, back])
    assert [change.after for change in case.changes] == ["stopped", "restored"]
    assert case.state(Track.ACCOUNT) == "open"
    assert case.rounds[0].answer == back.sha256


def test_verification_with_an_interview() -> None:
    asked = letter(
        jst("2021-02-01 09:00"),
        Label.CLOSURE_NOTICE,
        "出品用アカウントは停止されています。本人確認書類をご提出ください。",
        secondary=(Label.IDENTITY_VERIFICATION,),
        demands=(demand(DemandKind.IDENTITY), demand(DemandKind.ADDRESS_PROOF, 90)),
    )
    papers = sent(jst("2021-02-03 09:00"), Act.DOCUMENTS, "書類を送付いたします。", attachments=("licence", "bill"))
    interview = letter(
        jst("2021-02-08 09:00"),
        Label.IDENTITY_VERIFICATION,
        "ビデオ面談を予約してください。",
        deadlines=(due(5, Unit.BUSINESS_DAYS, quote="5営業日以内にご予約ください"),),
    )
    back = letter(jst("2021-03-01 09:00"), Label.REINSTATEMENT, "アカウントを再開しました。", tracks=(Track.ACCOUNT,))
    case = case_of([asked, papers, interview, back])
    assert [change.after for change in case.changes if change.track is Track.VERIFICATION] == [
        "asked",
        "submitted",
        "asked",
        "passed",
    ]
    (clock,) = [clock for clock in case.clocks if clock.message == interview.sha256]
    assert clock.at == jst("2021-02-16 23:59:59"), "the 11th is a public holiday, 13 and 14 a weekend"


def test_stock_clock_outlives_the_closure() -> None:
    closure = letter(jst("2023-01-10 09:00"), Label.CLOSURE_NOTICE, "アカウントは停止されています。", asins=("B0STOCK001",))
    removal = letter(
        jst("2023-01-20 09:00"),
        Label.INVENTORY_NOTICE,
        "FBA在庫120点の返送または所有権の放棄を30日以内にご依頼ください。",
        asins=("B0STOCK001",),
        deadlines=(due(30, quote="30日以内に返送または所有権の放棄をご依頼ください"),),
    )
    appeal = sent(jst("2023-01-21 09:00"), Act.APPEAL, "改善計画書をお送りします。")
    back = letter(jst("2023-01-25 09:00"), Label.REINSTATEMENT, "アカウントを再開しました。", tracks=(Track.ACCOUNT,))
    case = case_of([closure, removal, appeal, back])
    (clock,) = [clock for clock in case.clocks if clock.track is Track.STOCK]
    assert case.state(Track.ACCOUNT) == "reopened"
    assert case.state(Track.STOCK) == "removal_due"
    assert status(clock, jst("2023-02-01 09:00")) == "running"
    assert status(clock, jst("2023-02-20 00:00")) == "missed"
    gone = letter(jst("2023-02-10 09:00"), Label.INVENTORY_NOTICE, "ご依頼の在庫は返送いたしました。", asins=("B0STOCK001",))
    case = case_of([closure, removal, appeal, back, gone])
    (clock,) = [clock for clock in case.clocks if clock.track is Track.STOCK]
    assert case.state(Track.STOCK) == "settled"
    assert status(clock, jst("2023-02-20 00:00")) == "moot"


def test_seventy_two_hours_missed_by_a_day() -> None:
    zone = {"timezone": "America/Los_Angeles", "marketplace": "amazon.com"}
    warning = letter(
        pacific("2024-03-08 15:30"),
        Label.POLICY_WARNING,
        "Your account is at risk of deactivation.",
        tracks=(Track.ACCOUNT,),
        deadlines=(due(72, Unit.HOURS, quote="within 72 hours"),),
        **zone,
    )
    plan = sent(pacific("2024-03-12 16:00"), Act.APPEAL, "Our plan of action.", **zone)
    closure = letter(pacific("2024-03-12 17:00"), Label.CLOSURE_NOTICE, "Your account has been deactivated.", **zone)
    case = case_of([warning, plan, closure])
    (clock,) = [clock for clock in case.clocks if clock.kind is ClockKind.DUE]
    assert clock.at == pacific("2024-03-11 16:30"), "summer time began on the tenth: 72 hours are 72 hours"
    assert status(clock, pacific("2024-03-11 16:00")) == "running"
    assert status(clock, pacific("2024-03-13 00:00")) == "missed"
    assert [change.after for change in case.changes if change.track is Track.ACCOUNT] == ["at_risk", "closed"]
    (opens,) = [clock for clock in case.clocks if clock.kind is ClockKind.OPENS]
    assert opens.source == "us-funds-request-90-days", "the change to 60 days came in October 2024"


def test_two_matters_of_one_account_are_two_cases_until_one_grows() -> None:
    first = letter(jst("2022-01-10 09:00"), Label.AUTHENTICITY_INQUIRY, asins=("B0FIRST001",))
    second = letter(jst("2022-01-12 09:00"), Label.POLICY_WARNING, asins=("B0SECOND01",), tracks=(Track.LISTING,))
    closure = letter(jst("2022-01-20 09:00"), Label.CLOSURE_NOTICE, "アカウントを停止しました。", asins=("B0FIRST001",))
    refusal = letter(jst("2022-01-25 09:00"), Label.TEMPLATE_REJECTION, "情報が不十分です。", tracks=(Track.ACCOUNT,))
    cases = cases_of([first, second, closure, refusal])
    assert sorted(len(case.messages) for case in cases.values()) == [1, 3]
