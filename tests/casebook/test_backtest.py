"""What the user would have been told, day by day."""

from datetime import datetime

from mailbot.casebook.backtest import Advice, Manner, backtest
from mailbot.casebook.case import Case
from tests.casebook.founding import INQUIRY, NOISE, STORY
from tests.casebook.letters import jst


def test_the_first_weeks_of_the_founding_story() -> None:
    said = backtest([*NOISE, *STORY], Manner(language="en"), jst("2018-09-10 00:00"))
    lines = [(f"{item.at:%m-%d %H:%M}", item.kind, item.text.splitlines()[0]) for item in said]
    assert lines == [
        ("08-03 09:12", "message", "Authenticity inquiry"),
        ("08-03 09:12", "state", "Listing: under inquiry"),
        ("08-07 08:00", "reminder", "3 days left: Listing: by Fri 10 August 2018"),
        ("08-09 08:00", "reminder", "1 day left: Listing: by Fri 10 August 2018"),
        ("08-10 08:00", "reminder", "Due today: Listing: by Fri 10 August 2018"),
        ("08-11 08:00", "reminder", "Deadline passed: Listing: by Fri 10 August 2018"),
        ("08-13 23:40", "message", "Appeal or report sent"),
        ("08-15 10:05", "message", "Account suspended or closed"),
        ("08-15 10:05", "state", "Account: suspended or closed"),
        ("08-15 10:05", "state", "Funds: withheld"),
        ("08-25 08:00", "reminder", "7 days left: Account: by Sat 1 September 2018"),
        ("08-29 08:00", "reminder", "3 days left: Account: by Sat 1 September 2018"),
        ("08-31 08:00", "reminder", "1 day left: Account: by Sat 1 September 2018"),
        ("09-01 08:00", "reminder", "Due today: Account: by Sat 1 September 2018"),
        ("09-02 08:00", "reminder", "Deadline passed: Account: by Sat 1 September 2018"),
    ]


def test_nothing_is_known_before_it_happened() -> None:
    end = jst("2020-04-01 00:00")
    whole = backtest(STORY, Manner(language="ja"), end)
    assert [item for item in whole if item.at <= jst("2019-01-01 00:00")] == list(
        backtest(STORY, Manner(language="ja"), jst("2019-01-01 00:00"))
    )
    assert [item.kind for item in whole].count("alarm") == 1
    assert [item.text.splitlines()[0] for item in whole if f"{item.at:%Y-%m-%d}" == "2018-11-15" and item.kind == "reminder"] == [
        "本日から手続きできます: 売上金: 手続きは2018年11月15日（木）から"
    ]


def test_steps_are_told_when_they_change() -> None:
    def advise(case: Case, at: datetime) -> list[Advice]:
        state = case.tracks["account"].state
        return [Advice(key=state, text=f"{state}の手順", draft=lambda: f"{at:%Y-%m-%d}の下書き" if state == "closed" else "")]

    manner = Manner(language="ja", advise=advise)
    steps = [item.text for item in backtest(STORY, manner, jst("2020-04-01 00:00")) if item.kind == "step"]
    assert steps == [
        "openの手順",
        "closedの手順",
        "refused_finalの手順",
        "refusedの手順",
        "refused_finalの手順",
        "reopenedの手順",
    ]
    drafts = [item.text for item in backtest(STORY, manner, jst("2020-04-01 00:00")) if item.kind == "draft"]
    assert drafts == ["2018-08-15の下書き"], "once a step"
    assert backtest([INQUIRY], manner, jst("2018-01-01 00:00")) == ()


def test_silence_has_steps_too() -> None:
    def advise(case: Case, at: datetime) -> list[Advice]:
        waited = (at - case.last_at).days
        return [Advice(key="chase", text=f"{waited}日返事がありません")] if waited >= 5 else []

    said = backtest([INQUIRY], Manner(language="ja", advise=advise), jst("2018-09-01 00:00"))
    steps = [(f"{item.at:%m-%d %H:%M}", item.text) for item in said if item.kind == "step"]
    assert steps == [("08-09 08:00", "5日返事がありません")], "once, in the morning, not every day"
