"""The founding story from its bytes: a hundred mails of a year and a half, with noise, phishing and a reserve that vanishes."""

import pytest

from classifiers.labels import Act, ClockKind, Direction, Label, Track
from mailbot.casebook.render_text import render_text
from mailbot.casebook.timeline import timeline
from mailbot.demo import story
from mailbot.service import situations
from mailbot.settings import Account
from mailbot.store import drafts
from replies import playbook
from replies.situation import StepName
from tests.stories.living import Lived, lived

PAGE = 60
ROWS = story.expected()["minato"]
NOISE = ("tax-", "news-", "consultant-", "order-", "hinata-", "hamakaze-", "bounce")


@pytest.fixture(scope="module")
def minato(tmp_path_factory):
    players = story.players("minato")
    seller = Account(
        name="minato",
        addresses=(players.own.address,),
        trusted_authserv_ids=(players.server,),
        store_name=players.store,
        timezone="Asia/Tokyo",
    )
    mails = [(mail.name, mail.content) for mail in story.mails("minato")]
    last = story.mails("minato")[-1].received
    with lived(tmp_path_factory.mktemp("minato"), seller, mails, last) as opened:
        yield opened


def faults(minato: Lived) -> set[str]:
    """Everything that is not as the story's milestones say."""
    found = set()
    main = minato.main()
    for row in ROWS:
        forged, entry = row.get("verdict") == "forged", minato.entry(row["mail"])
        if forged is (entry is not None and entry.sha256 in {item.sha256 for item in main.messages}):
            found.add(f"{row['mail']}:place")
        word = row.get("label") or row.get("act")
        if not forged and word and (entry is None or entry.label != word):
            found.add(f"{row['mail']}:label")
        arrived = next(mail.received for mail in story.mails("minato") if mail.name == row["mail"])
        states = minato.states(minato.main(arrived))
        if any(states[track] != state for track, state in row["tracks"].items()):
            found.add(f"{row['mail']}:tracks")
    milestones = {row["mail"] for row in ROWS}
    strangers = {name for name in minato.names_of(main) if name not in milestones and name.startswith(NOISE)}
    replies = {name for name in strangers if (entry := minato.entry(name)) and entry.direction is Direction.OUTGOING}
    found |= {f"{name}:noise" for name in strangers - replies}
    return found


def test_every_milestone_on_its_day_and_in_its_track(minato):
    assert faults(minato) == set()


def test_one_case_is_the_story(minato):
    milestones = {row["mail"] for row in ROWS if row.get("verdict") != "forged"}
    assert len(milestones & set(minato.names_of(minato.main()))) >= len(milestones) - 1


@pytest.mark.parametrize(
    ("now", "track", "kind", "mail", "day", "state"),
    [
        ("2018-08-07 09:00", Track.LISTING, ClockKind.DUE, "inquiry", "2018-08-13", "running"),
        ("2018-08-13 23:59", Track.LISTING, ClockKind.DUE, "inquiry", "2018-08-13", "met"),
        ("2018-09-15 09:00", Track.STOCK, ClockKind.DUE, "stock-30-days", "2018-10-14", "running"),
        ("2018-10-10 09:00", Track.STOCK, ClockKind.DUE, "stock-30-days", "2018-10-14", "moot"),
        ("2018-11-14 23:59", Track.FUNDS, ClockKind.OPENS, "closure", "2018-11-15", "running"),
        ("2018-11-15 00:00", Track.FUNDS, ClockKind.OPENS, "closure", "2018-11-15", "met"),
        ("2019-06-21 09:00", Track.FUNDS, ClockKind.DUE, "funds-window", "2019-07-22", "running"),
        ("2019-07-09 09:00", Track.FUNDS, ClockKind.DUE, "funds-window", "2019-07-22", "met"),
        ("2019-12-05 09:00", Track.ACCOUNT, ClockKind.DUE, "papers-wanted", "2019-12-18", "running"),
        ("2019-12-19 00:00", Track.ACCOUNT, ClockKind.DUE, "papers-wanted", "2019-12-18", "met"),
    ],
)
def test_the_clocks_at_ten_dates(minato, now, track, kind, mail, day, state):
    assert minato.clock(minato.moment(now), track, kind, mail) == (day, state)


def test_the_disputed_day_shows_both_readings(minato):
    (opens,) = (clock for clock in minato.main().clocks if clock.kind is ClockKind.OPENS)
    days = [item.at.astimezone(minato.zone).date().isoformat() for item in opens.alternatives]
    assert days == ["2018-11-15", "2018-11-13"]
    assert opens.unproven_table


def test_a_final_refusal_is_not_the_end(minato):
    changes = [change.after for change in minato.main().changes if change.track is Track.ACCOUNT and change.confirmed]
    assert changes[-3:] == ["refused_final", "refused", "reopened"]
    after = minato.main(minato.moment("2019-06-21 09:00"))
    assert (after.state(Track.ACCOUNT), after.state(Track.FUNDS)) == ("refused_final", "window_open")


def test_the_reserve_vanishes_with_an_alarm_and_a_step(minato):
    statement = minato.main(minato.moment("2018-12-21 09:00"))
    assert (statement.state(Track.FUNDS), statement.alarms) == ("refused", ())
    now = minato.moment("2019-03-11 12:00")
    case = minato.main(now)
    assert case.state(Track.FUNDS) == "vanished"
    (alarm,) = case.alarms
    assert (alarm.code, alarm.values, alarm.confirmed) == ("reserve_vanished", {"value": "1284560", "currency": "JPY"}, True)
    assert minato.names[alarm.message] == "reserve-zero"
    with minato.workspace.store.read() as connection:
        steps = playbook.steps(situations.of_case(minato.workspace, connection, case, now))
    assert StepName.ASK_ABOUT_VANISHED_RESERVE in [step.name for step in steps]
    paid = minato.main(minato.moment("2020-03-15 09:00"))
    assert [alarm.resolved_at is not None for alarm in paid.alarms] == [True]


def test_no_letter_answers_what_wants_none(minato):
    with minato.workspace.store.read() as connection:
        made = {(item.draft.step.name, minato.names[item.answers]) for item in drafts.every(connection) if item.answers}
    assert made
    assert not {about for _, about in made} & {"news-2019-10", "stock-30-days", "stock-returned", "reserve-statement"}
    contested = {about for name, about in made if name is StepName.CONTEST_WITHHOLDING}
    assert contested <= {"refusal-first", "funds-refused"}
    chased = {about for name, about in made if name is StepName.CHASE}
    assert "refusal-final" not in chased, "the report that followed it was answered by the way to the money"


def test_when_the_money_is_paid_no_paper_is_missing(minato):
    """The line that names the bank account on record is no request for papers of the bank."""
    assert minato.main(minato.moment("2020-03-20 09:00")).missing == ()


def test_letters_to_others_are_no_rounds(minato):
    rounds = {minato.names[item.message] for item in minato.main().rounds if item.message}
    sent = {row["mail"] for row in ROWS if row.get("act") in {Act.APPEAL, Act.FUNDS_REQUEST, Act.DOCUMENTS}}
    # The question about the stock's return is read as papers sent: it lists them.
    assert rounds - {"stock-request"} == sent


def test_an_answer_names_its_round(minato):
    answers = {minato.names[item.message]: minato.names.get(item.answer or "") for item in minato.main().rounds if item.message}
    assert answers["funds-question"] == "refusal-first"
    assert [answers[f"appeal-{number}"] for number in (2, 3, 4, 5)] == [f"form-{number}" for number in (1, 2, 3, 4)]
    assert answers["papers-sent"] != "papers-wanted", "an answer does not come before its question"
    assert answers["long-report"] == "reinstatement"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("now", ["2018-11-16 09:00", "2019-03-12 09:00", "2020-03-20 09:00"])
def test_the_summary_fits_a_page(minato, now, language):
    told = minato.told(minato.moment(now), language=language)
    assert len(told.splitlines()) <= PAGE


def test_forged_mail_moves_nothing(minato):
    forged = {row["mail"] for row in ROWS if row.get("verdict") == "forged"}
    assert not forged & set(minato.names_of(minato.main()))
    assert Label.CLOSURE_NOTICE not in [entry.label for entry in minato.main().messages if minato.names[entry.sha256] in forged]


def test_the_whole_story_in_full_names_every_message(minato):
    now = minato.moment("2020-03-20 09:00")
    told = render_text(timeline(minato.main(now), "ja", now, "full"))
    assert all(f"[{number}]" in told for number in range(1, len(minato.main().messages) + 1))
