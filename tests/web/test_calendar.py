"""The deadlines as a feed, and what the user says of them on the page."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from mailbot.casebook.clocks import name_of
from mailbot.service import casefile, feed
from tests.service.world import NOW
from tests.web.site import site
from tests.web.test_guard import csrf_of, posted


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with site(tmp_path_factory.mktemp("page")) as found:
        yield found


def secret(page):
    return feed.token(page.workspace.data)


def test_a_calendar_program_needs_only_the_address(page):
    answer = page.ask("GET", f"/calendar.ics?token={secret(page)}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.text).walk("VEVENT")
    assert events
    assert all(event["uid"] and event["dtstamp"] and event["summary"] for event in events)
    assert page.get("/calendar.ics").status == 200, "and who is in needs no secret"
    assert secret(page) in page.get("/").text


@pytest.mark.parametrize("query", ["", "?token=", "?token=guess", "?token=%E3%81%82"])
def test_without_it_nothing_is_shown(page, query):
    assert page.ask("GET", f"/calendar.ics{query}").status == 403


def test_the_secret_opens_nothing_else(page):
    for path in ("/", "/cases", "/messages", "/calendar.icsx", "/status"):
        assert page.ask("GET", f"{path}?token={secret(page)}").status == 403
    assert page.ask("POST", f"/calendar.ics?token={secret(page)}", {"Origin": page.base}, {}).status == 403


def test_a_deadline_is_decided_on_the_page_and_the_feed_follows(page):
    (case,) = casefile.every(page.workspace)
    clock = next(item for item in case.clocks if item.at and item.kind.value == "due")
    path, name = f"/cases/{case.id}", name_of(clock)
    until = (NOW + timedelta(days=60)).date().isoformat()
    form = {"csrf": csrf_of(page), "clock": name, "at": "", "until": until}
    answer = posted(page, f"{path}/clocks", action="extend", **form)
    assert (answer.status, answer.headers["location"]) == (303, f"{path}?done=clock_decided")
    (moved,) = (item for item in casefile.every(page.workspace)[0].clocks if item.id == clock.id)
    assert moved.at.astimezone().date().isoformat() >= until
    assert (moved.source, moved.extended_at) == ("by_hand", NOW)
    assert until.replace("-", "") in page.get("/calendar.ics").text
    posted(page, f"{path}/clocks", action="resume", **form | {"until": ""})
    (back,) = (item for item in casefile.every(page.workspace)[0].clocks if item.id == clock.id)
    assert back == clock


@pytest.mark.parametrize(
    "wrong", [{"clock": "zzzzzz"}, {"action": "burn"}, {"until": "tomorrow"}, {"action": "snooze", "until": ""}, {"at": "x"}]
)
def test_what_cannot_be_is_said_on_the_page(page, wrong):
    (case,) = casefile.every(page.workspace)
    form = {"csrf": csrf_of(page), "clock": name_of(case.clocks[0]), "action": "extend", "at": "", "until": "2018-12-01", **wrong}
    answer = posted(page, f"/cases/{case.id}/clocks", **form)
    assert answer.status == 409
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(("kind", "type_"), [("svg", "image/svg+xml"), ("md", "text/markdown; charset=utf-8")])
def test_the_timeline_as_a_file(page, kind, type_):
    (case,) = casefile.every(page.workspace)
    answer = page.get(f"/cases/{case.id}/timeline.{kind}")
    assert (answer.status, answer.headers["content-type"]) == (200, type_)
    assert page.get(f"/cases/{case.id}/timeline.exe").status == 404


def test_a_message_says_why_it_is_on_its_case(page):
    shown = page.get("/messages/1").text
    assert "この件の最初のメールです" in shown
