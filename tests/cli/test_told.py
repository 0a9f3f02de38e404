"""``clock``, ``money``, ``note``, ``track``, ``merge`` as a user types them."""

import json

import pytest

from tests.cli.files import config_text, write_story
from tests.cli.test_shapes import check


@pytest.fixture
def story(mailbot, tmp_path):
    (tmp_path / "config.toml").write_text(config_text(language="en"), encoding="utf-8")
    folder = write_story(tmp_path)
    mailbot("import", folder)
    return folder


def clocks(mailbot, now="2018-08-21T09:00+09:00"):
    found = json.loads(mailbot("clock", "list", "--json", "--now", now).out)
    check("clocks", found)
    return {item["name"]: item for item in found}


def test_a_clock_from_the_list_to_its_end(mailbot, story):
    name, clock = next((name, item) for name, item in clocks(mailbot).items() if item["track"] == "account")
    assert clock["status"] in {"running", "met"}
    asked = ("--now", "2018-08-16T09:00+09:00")
    mailbot("clock", "extend", "2018-08-15", name, "--until", "2018-10-01", *asked)
    assert clocks(mailbot)[name]["at"] == "2018-10-01T23:59:59+09:00"
    mailbot("clock", "snooze", "2018-08-15", name, "--until", "2018-08-18T09:00", *asked)
    assert clocks(mailbot, "2018-08-16T10:00+09:00")[name]["status"] == "snoozed"
    mailbot("clock", "moot", "2018-08-15", name, *asked)
    assert clocks(mailbot)[name]["status"] == "moot"
    mailbot("clock", "resume", "2018-08-15", name, *asked)
    assert clocks(mailbot)[name]["at"] == clock["at"]
    said = mailbot("clock", "met", "2018-08-15", name, "--at", "2018-08-16T08:00", *asked).out
    assert "answered in time" in said
    table = mailbot("clock", "list").out
    assert name in table
    assert "stated in the notice" in table


def test_a_clock_that_is_none(mailbot, story):
    assert "`mailbot clock list" in mailbot("clock", "met", "2018-08-15", "zzzzzz", code=2).complaint
    mailbot("clock", "met", "2017", "zzzzzz", code=2)
    mailbot("clock", "extend", "2018-08-15", next(iter(clocks(mailbot))), "--until", "never", code=2)


def test_sums_notes_and_states(mailbot, story):
    mailbot("money", "add", "2018-08-15", "50,000", "--role", "reserve", "--at", "2018-08-21T10:00", "--why", "Payments page")
    found = json.loads(mailbot("money", "list", "--json").out)
    check("money", found)
    assert ("50000", "user", "Payments page") in [(item["value"], item["source"], item["quote"]) for item in found]
    assert "¥50,000" in mailbot("money", "list").out
    mailbot("note", "2018-08-15", "called support", "--at", "2018-08-21T11:00")
    said = mailbot("track", "2018-08-15", "stock", "blocked", "--why", "seen in the console").out
    assert "Stock" in said
    told = mailbot("timeline", "--detail", "full").out
    assert "called support" in told
    assert "seen in the console" in told
    for wrong in (("money", "add", "2018-08-15", "lots"), ("note", "2018-08-15", " "), ("track", "2018-08-15", "stock", "sold")):
        mailbot(*wrong, code=2)


def test_a_file_that_is_no_settlement(mailbot, story):
    mailbot("money", "import", "2018-08-15", story / "7-noise.eml", code=2)
    mailbot("money", "import", "2018-08-15", story / "nowhere.txt", code=2)


def test_merging_needs_two_cases(mailbot, story):
    mailbot("merge", "2018-08-15", "2018-08-15", code=2)
    mailbot("merge", "2018-08-15", "1999", code=2)


def test_a_round_with_what_went_with_it(mailbot, story):
    files = ("--attach", story / "1-closure.eml", "--attach", story / "2-own.eml")
    mailbot("rounds", "add", "2018-08-15", "--text", story / "7-noise.eml", "--at", "2018-08-25T10:00", *files)
    (case,) = json.loads(mailbot("timeline", "--json").out)["cases"]
    assert [len(item["attachments"]) for item in case["rounds"]] == [0, 2]
    mailbot("rounds", "add", "2018-08-15", "--text", story / "7-noise.eml", "--at", "2018-08-25", "--attach", "none.pdf", code=2)


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_files_want_a_place(mailbot, story, tmp_path, kind):
    assert "--out" in mailbot("timeline", "--format", kind, code=2).complaint
    mailbot("timeline", "--format", kind, "--out", tmp_path / f"x.{kind}")
    assert (tmp_path / f"x.{kind}").read_bytes()[1:4].decode().lower() == kind
