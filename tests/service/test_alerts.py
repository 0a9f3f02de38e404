"""An account that is not being read is told of: once when it begins, once when it is over."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from mailbot.i18n import load
from mailbot.service import alerts, watch
from mailbot.service.workspace import Workspace
from tests.servers.scripted import Scripted
from tests.service.world import NOW, at, shop, world

REFUSED = {"LOGIN": "NO [AUTHENTICATIONFAILED] no"}
DOWN = {"LOGIN": None}
EMPTY = "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 1] ok\r\nOK [READ-ONLY] done"


@pytest.fixture
def server(monkeypatch) -> Iterator[Scripted]:
    monkeypatch.setenv("MAILBOT_PASSWORD", "secret")
    with Scripted({"EXAMINE": EMPTY}) as made:
        yield made


def look(opened: Workspace, when: datetime, *, force: bool = False) -> list[str]:
    """Poll at a time; return what is told then."""
    with at(opened, when) as then:
        watch.look(then, shop(then), force=force, at_once=True)
        return [item.code for item in alerts.alert(then, load("ja"))]


def hours(number: float) -> datetime:
    return NOW + timedelta(hours=number)


def test_fm9_a_day_without_success_is_told_once_and_so_is_its_end(tmp_path, server):
    well = server.script
    with world(tmp_path, server) as opened:
        assert look(opened, NOW) == []
        server.script = {**well, **DOWN}
        assert [look(opened, hours(number)) for number in (1, 12, 24)] == [[], [], []]
        assert look(opened, hours(25)) == ["silent"]
        assert [look(opened, hours(number)) for number in (26, 100)] == [[], []]
        server.script = well
        assert look(opened, hours(101)) == ["recovered"]
        assert look(opened, hours(102)) == []
        server.script = {**well, **DOWN}
        assert [look(opened, hours(number)) for number in (120, 127)] == [[], ["silent"]]


def test_fm27_a_stopped_account_is_told_at_once(tmp_path, server):
    well = server.script
    with world(tmp_path, server) as opened:
        look(opened, NOW)
        server.script = {**well, **REFUSED}
        assert [look(opened, hours(number)) for number in (1, 2, 3, 4, 50)] == [[], [], ["stopped"], [], []]
        server.script = well
        assert look(opened, hours(51), force=True) == ["recovered"]


def test_an_account_that_was_never_read(tmp_path, server):
    server.script = {**server.script, **DOWN}
    with world(tmp_path, server) as opened:
        assert [look(opened, hours(number)) for number in (0, 23, 25, 26)] == [[], [], ["silent"], []]


def test_stopped_after_it_was_silent_is_news(tmp_path, server):
    well = server.script
    server.script = {**well, **DOWN}
    with world(tmp_path, server) as opened:
        assert [look(opened, hours(number)) for number in (0, 25)] == [[], ["silent"]]
        server.script = {**well, **REFUSED}
        assert [look(opened, hours(number)) for number in (26, 27, 28, 60)] == [[], [], ["stopped"], []]
        server.script = well
        assert look(opened, hours(61), force=True) == ["recovered"]


def test_a_machine_that_was_off_raises_no_alarm(tmp_path, server):
    with world(tmp_path, server) as opened:
        assert [look(opened, hours(number)) for number in (0, 500)] == [[], []]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("code", ["stopped", "silent", "recovered"])
def test_each_has_its_sentence(language, code):
    words = load(language)
    assert "shop" in words(f"alert.{code}", account="shop", since=words("alert.never"))
