"""Failure modes that belong to no single part: the whole way from the letter to the person, once for each."""

import re
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest

from classifiers.labels import ClockKind, Unit
from mailbot.casebook.counting import Place, Span, count
from mailbot.casebook.workdays import is_workday
from mailbot.i18n import load
from mailbot.service import casefile, overview, remind
from mailbot.service.poll import poll
from mailbot.store.drafts import DraftState
from tests.letters import CLOSURE, START, amazon
from tests.servers.dovecot import PASSWORD
from tests.servers.listener import listening
from tests.servers.scripted import Scripted
from tests.service.world import all_drafts, at, only_case, receive, shop, world
from tests.web.site import site


def test_fm1_no_connection_outlives_its_poll(tmp_path):
    """A laptop that slept has dead sockets; mailbot has none to mistake for living ones."""
    empty = "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 1] ok\r\nOK [READ-ONLY] done"
    with Scripted({"EXAMINE": empty}) as server, world(tmp_path, server) as opened:
        for polls in (1, 2):
            poll(opened, shop(opened), PASSWORD)
            asked = [command.split()[0] for command in server.commands]
            assert (asked.count("LOGIN"), asked.count("LOGOUT")) == (polls, polls)
            assert asked[-1] == "LOGOUT"


@pytest.mark.parametrize(
    ("year", "start", "days", "end"),
    [
        (2018, (8, 9), 3, (8, 14)),  # a Thursday; 11 August (Mountain Day) is a Saturday, 12 a Sunday
        (2019, (4, 26), 1, (5, 7)),  # ten days off in a row, once only, for the new emperor
        (2020, (7, 22), 1, (7, 27)),  # holidays moved for the games
        (2018, (12, 28), 1, (12, 31)),  # New Year's Eve is no public holiday
        (2018, (12, 31), 1, (1, 2)),
    ],
)
def test_fm82_business_days_are_counted_as_such(year, start, days, end):
    """Also for each year's own holidays: a calendar that is wrong moves a deadline, and says nothing."""
    zone = ZoneInfo("Asia/Tokyo")
    place = Place(zone=zone, is_workday=lambda day: is_workday("amazon.co.jp", day))
    came = datetime(year, *start, 10, tzinfo=zone)
    due = count(came, Span(days, Unit.BUSINESS_DAYS), ClockKind.DUE, place)
    assert (due.month, due.day, due.hour) == (*end, 23)
    assert count(came, Span(24, Unit.HOURS), ClockKind.DUE, place) == came + timedelta(days=1), "hours know no holidays"


def test_fm83_holidays_come_with_the_program_and_are_those_of_the_law():
    """No feed moves a date: the calendar is a pinned library, and this is what it must say."""
    off = {date(2018, 2, 12), date(2018, 9, 24), date(2019, 4, 30), date(2019, 10, 22), date(2020, 8, 10), date(2026, 1, 1)}
    on = {date(2019, 12, 23), date(2020, 10, 12), date(2018, 12, 31)}
    assert {day for day in off | on if is_workday("amazon.co.jp", day)} == on


def test_fm85_a_reminder_keeps_its_hour_when_the_clocks_change(tmp_path):
    """Seven days before 11 November 2018 the western clocks went back; eight in the morning stays eight in the morning."""
    zone = ZoneInfo("America/Los_Angeles")
    letter = amazon(CLOSURE, "停止のお知らせ", when=datetime(2018, 10, 25, 17, tzinfo=UTC))

    def told(opened, *when: int) -> list[str]:
        with at(opened, datetime(*when, tzinfo=zone)) as then:
            return [item.stage for item in remind.remind(then, load("en"))]

    with world(tmp_path / "data", timezone="America/Los_Angeles", marketplaces=("amazon.com",)) as opened:
        receive(opened, letter)
        (clock,) = [clock for clock in only_case(opened).clocks if clock.kind is ClockKind.DUE]
        assert clock.at == datetime(2018, 11, 11, 23, 59, 59, tzinfo=zone)
        assert told(opened, 2018, 11, 4, 7, 59) == []
        assert told(opened, 2018, 11, 4, 8, 0) == ["7d"]
        assert told(opened, 2018, 11, 8, 7, 59) == []
        assert told(opened, 2018, 11, 8, 8, 0) == ["3d"]


def test_fm70_what_the_reader_cannot_tell_it_leaves_to_the_user(tmp_path):
    with world(tmp_path / "data") as opened:
        counts = receive(opened, amazon("", "ご連絡"))
        assert (counts.stored, counts.drafts) == (1, 0)
        (shape,) = overview.message_objects(opened)
        assert (shape["label"], shape["abstained"]) == (None, True)
        assert shape["alternatives"] != []
        assert casefile.every(opened) == ()


def test_fm81_what_nobody_stated_is_a_gap_and_no_claim(tmp_path):
    with world(tmp_path / "data") as opened:
        receive(opened, amazon(CLOSURE, "停止のお知らせ"))
        (made,) = all_drafts(opened)
    assert made.state is DraftState.BLOCKED
    for claim in ("根本原因", "仕入先", "請求書"):
        assert re.search(f"【要記入[:：]{claim}", made.draft.body)
    assert {blocker.code for blocker in made.draft.blockers} == {"missing_fact"}
    assert "2018年8月15日" in made.draft.body, "what the notice says is no gap"


def hostile(where: str) -> bytes:
    """A notice that calls home, and one that would run in the page."""
    notice = EmailMessage()
    notice["From"] = "Amazon.co.jp <seller-performance@amazon.co.jp>"
    notice["Subject"] = "停止のお知らせ <script>fetch('/drafts/1/approve')</script>"
    notice["Message-ID"] = "<hostile@amazon.co.jp>"
    notice["Date"] = START
    notice.set_content(
        f"<html><head><link rel=stylesheet href='{where}/style'></head><body onload=\"fetch('{where}/load')\">"
        f"<img src='{where}/pixel'><script src='{where}/script'></script><iframe src='{where}/frame'></iframe>"
        f"<svg onload=alert(1)></svg><a href='javascript:alert(1)'>申し立て</a>{CLOSURE}</body></html>",
        subtype="html",
    )
    return notice.as_bytes()


def test_fm87_fm88_nothing_of_a_mail_is_fetched_or_run(tmp_path):
    """Neither while it is read nor on the page; Amazon does not learn from us that somebody looked."""
    with listening() as (host, asked), site(tmp_path, (hostile(where := f"http://{host}"),)) as running:
        pages = [running.get(path) for path in ("/", "/messages", "/messages/1", "/cases", "/drafts")]
        assert [page.status for page in pages] == [200] * 5
        for page in pages:
            text = page.text.lower()
            calls = re.findall(r"(?:src|href|srcset|action)\s*=\s*[\"']?\s*(?:javascript:|" + re.escape(where) + ")", text)
            assert calls == [], "shown as words, and nothing more"
            assert "<script>fetch" not in text
            assert "<svg onload" not in text
            policy = page.headers["content-security-policy"]
            assert "default-src 'none'" in policy or "default-src 'self'" in policy
            assert "unsafe-inline" not in policy
        assert asked == []
