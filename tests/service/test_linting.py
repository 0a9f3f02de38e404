"""Drafts are linted with their case around them; the limit of a channel is the user's."""

import json

import pytest

from mailbot import config
from mailbot.errors import ConfigError
from tests.replies.test_lint import FIRST_REPORT_JA
from tests.report.test_commands import CONFIG, Desk


@pytest.fixture
def desk(tmp_path, capsys):
    made = Desk(tmp_path, capsys)
    made.case()
    return made


def findings(desk) -> list[dict[str, str]]:
    return json.loads(desk("drafts", "show", 1, "--json", now=False)[1])["findings"]


def test_the_library_s_own_draft_has_no_grave_finding(desk):
    assert [item for item in findings(desk) if item["severity"] == "error"] == []


def test_what_a_person_writes_is_checked_against_the_notice(desk, tmp_path):
    (tmp_path / "first.txt").write_text(FIRST_REPORT_JA, encoding="utf-8")
    desk("drafts", "edit", 1, "--body", tmp_path / "first.txt", now=False)
    found = findings(desk)
    assert {"no_root_cause", "missing_asin", "unsupported_claim", "demand_unanswered"} <= {item["rule"] for item in found}
    told = [item["advice"] for item in found if item["rule"] == "demand_unanswered"]
    assert any("仕入先の連絡先" in advice for advice in told), "codes are told in the reader's words"
    assert "要修正" in desk("drafts", "show", 1, now=False)[1]


def test_a_limit_of_the_console_is_the_user_s(desk, tmp_path):
    assert "too_long" not in {item["rule"] for item in findings(desk)}
    (tmp_path / "config.toml").write_text(
        CONFIG.replace("[[accounts]]", "[limits]\nconsole = 300\n[[accounts]]"), encoding="utf-8"
    )
    assert "too_long" in {item["rule"] for item in findings(desk)}


def test_a_limit_that_leaves_no_room_is_refused():
    with pytest.raises(ConfigError):
        config.parse("[limits]\nconsole = 5\n", "x")
    assert dict(config.parse("[limits]\nconsole = 500\nemail = 9000\n", "x").limits) == {"console": 500, "email": 9000}
    assert dict(config.parse("", "x").limits) == {}
