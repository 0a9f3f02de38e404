"""``replay`` as a user types it: an old mailbox walked day by day, and nothing kept of it."""

import json

import pytest

from tests.cli.files import config_text, write_story
from tests.cli.test_shapes import check, lines


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "config.toml").write_text(config_text(language="ja"), encoding="utf-8")
    return write_story(tmp_path)


def test_it_tells_what_would_have_been_told_and_keeps_nothing(mailbot, folder):
    found = lines(mailbot("replay", folder, "--json", "--to", "2018-09-20").out)
    for shape in found:
        check("replay", shape)
    assert [shape["at"] for shape in found] == sorted(shape["at"] for shape in found)
    kinds = {shape["kind"] for shape in found}
    assert kinds >= {"message", "state", "step", "draft", "reminder"}
    assert json.loads(mailbot("cases", "--json").out) == []
    assert mailbot("messages", "--json").out == ""
    assert found == lines(mailbot("replay", folder, "--json", "--to", "2018-09-20").out), "deterministic"


def test_the_same_before_whatever_comes_later(mailbot, folder):
    whole = lines(mailbot("replay", folder, "--json", "--to", "2018-09-20").out)
    early = lines(mailbot("replay", folder, "--json", "--to", "2018-08-19").out)
    assert early == [shape for shape in whole if shape["at"] <= "2018-08-18T15:00:00+00:00"]
    part = lines(mailbot("replay", folder, "--json", "--from", "2018-08-19", "--to", "2018-09-20").out)
    assert part == [shape for shape in whole if shape["at"] >= "2018-08-18T15:00:00+00:00"]
    assert part


def test_for_people_each_hour_has_its_lines(mailbot, folder):
    out = mailbot("replay", folder, "--to", "2018-09-20").out
    assert "手順" in out
    assert "下書き" in out
    assert all(line[:4].isdigit() or line.startswith(" " * 18) for line in out.splitlines())


def test_a_folder_that_is_not_there(mailbot, folder):
    mailbot("replay", folder / "nowhere", code=2)
    mailbot("replay", folder, "--from", "soon", code=2)
