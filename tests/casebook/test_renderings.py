"""The timeline in its forms: words of mails stay words."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from icalendar import Calendar

from classifiers.labels import Act, Label, Track
from mailbot.casebook.by_hand import ClockAction, decide_clock
from mailbot.casebook.calendar import calendar_of
from mailbot.casebook.case import Case
from mailbot.casebook.picture import picture
from mailbot.casebook.render_csv import COLUMNS, render_csv
from mailbot.casebook.render_html import render_fragment, render_html
from mailbot.casebook.render_markdown import render_markdown
from mailbot.casebook.render_text import render_text
from mailbot.casebook.summary import Advised
from mailbot.casebook.timeline import timeline
from tests.casebook.founding import STORY
from tests.casebook.history import case_of
from tests.casebook.letters import due, jst, letter, sent

NOW = jst("2020-03-20 09:00")
NASTY = "<script>alert(1)</script> | **bold** [x](http://evil.example) =1+1 & 「引用」"


def nasty() -> Case:
    subject = '=HYPERLINK("http://evil.example")'
    closed = letter(
        jst("2020-03-01 09:00"), Label.CLOSURE_NOTICE, NASTY, subject=subject, confirmed=False, deadlines=(due(30, quote=NASTY),)
    )
    return case_of([closed, sent(jst("2020-03-02 09:00"), Act.APPEAL, NASTY)])


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("detail", ["short", "full"])
def test_every_form_of_the_story(language: str, detail: str) -> None:
    told = timeline(case_of(STORY), language, NOW, detail)
    text, markdown, page = render_text(told), render_markdown(told), render_html(told)
    for form in (text, markdown, page):
        assert "お客様の出品用アカウントを再開いたしました。" in form
        assert ("売上金は留保されます。" in form) == (detail == "full")
    assert markdown.startswith("# ")
    assert f'lang="{language}"' in page
    assert (detail == "full") == ("<table>" in page)


def test_words_of_a_mail_stay_words() -> None:
    case = nasty()
    told = timeline(case, "ja", NOW, "full")
    page = render_html(told)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert render_fragment(told) in page
    assert "<script>" not in render_markdown(told)
    assert "[x]" not in render_markdown(told)
    assert "http://" not in render_markdown(told)
    ET.fromstring(picture(case, "ja", NOW))
    cells = [cell for row in csv.reader(io.StringIO(render_csv(case, "ja", NOW))) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_unproven_things_say_so_in_every_form() -> None:
    case = nasty()
    told = timeline(case, "ja", NOW, "full")
    assert "（未確認）" in render_text(told)
    assert "本物かどうか確かめられていないメールが1通" in render_text(told)
    assert "provisional" in render_html(told)
    assert "stroke-dasharray" in picture(case, "ja", NOW)


def test_steps_of_the_playbook_come_first() -> None:
    case = case_of(STORY)
    told = timeline(case, "ja", NOW, steps=(Advised("口座をご確認ください。", case.messages[2].sha256), Advised("待ちます。")))
    assert [(line.text, line.ref) for line in told.summary.next] == [("口座をご確認ください。", 3), ("待ちます。", None)]


def test_the_csv_is_a_table() -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(case_of(STORY), "en", NOW))))
    assert tuple(rows[0]) == COLUMNS
    states = [(row["at"][:10], row["track"], row["state"]) for row in rows if row["kind"] == "state"]
    assert ("2018-08-15", "account", "closed") in states


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_picture_is_well_formed_and_has_its_lanes(language: str) -> None:
    svg = picture(case_of(STORY), language, NOW)
    root = ET.fromstring(svg)
    names = {node.text for node in root.iter() if node.tag.endswith("text")}
    assert names >= ({"アカウント", "出品", "売上金"} if language == "ja" else {"Account", "Listing", "Funds"})
    assert svg == picture(case_of(STORY), language, NOW)


def test_a_case_of_one_message_has_a_picture() -> None:
    case = case_of([letter(jst("2020-03-01 09:00"), Label.CLOSURE_NOTICE, "停止しました", marketplace="amazon.fr")])
    ET.fromstring(picture(case, "ja", jst("2020-03-01 09:00")))


def read(case: Case, now: str = "2020-03-20 09:00") -> dict[str, object]:
    calendar = Calendar.from_ical(calendar_of([case], "ja", jst(now)))
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_the_calendar_opens_in_a_standard_parser() -> None:
    events = read(case_of(STORY))
    assert {str(event["dtstart"].dt) for event in events.values()} == {"2018-08-10", "2018-09-01", "2018-11-15", "2019-12-04"}


def test_moving_a_clock_updates_the_same_uid() -> None:
    notice = letter(jst("2020-03-01 09:00"), Label.CLOSURE_NOTICE, "停止しました", deadlines=(due(17),), marketplace="amazon.fr")
    case = case_of([notice])
    ((uid, first),) = read(case).items()
    moved = decide_clock(case.id, jst("2020-03-05 09:00"), case.clocks[0].id, ClockAction.EXTEND, jst("2020-04-05 23:59:59"))
    second = read(case_of([notice], more=[moved]))[uid]
    assert (str(first["dtstart"].dt), str(second["dtstart"].dt)) == ("2020-03-18", "2020-04-05")
    assert int(second["sequence"]) > int(first["sequence"])
    again = letter(jst("2020-03-10 09:00"), Label.TEMPLATE_REJECTION, "不十分です", deadlines=(due(30),), marketplace="amazon.fr")
    third = read(case_of([notice, again]))
    assert list(third) == [uid], "a later notice moves the event, too"
    assert str(third[uid]["dtstart"].dt) == "2020-04-09"


def test_what_no_longer_matters_is_cancelled() -> None:
    notice = letter(jst("2020-03-01 09:00"), Label.CLOSURE_NOTICE, "停止しました", deadlines=(due(17),), marketplace="amazon.fr")
    back = letter(jst("2020-03-10 09:00"), Label.REINSTATEMENT, "再開しました", tracks=(Track.ACCOUNT,))
    ((_, before),) = read(case_of([notice])).items()
    ((_, after),) = read(case_of([notice, back])).items()
    assert (str(before["status"]), str(after["status"])) == ("CONFIRMED", "CANCELLED")
    assert int(after["sequence"]) > int(before["sequence"])
