"""Where a command works: its own options, else those of its group, else the defaults."""

import json

from tests.cli.files import write_story


def drafts(mailbot, *arguments) -> int:
    return len(json.loads(mailbot("drafts", *arguments, "--json").out))


def test_what_a_group_was_given_holds_for_its_commands(mailbot, tmp_path):
    full, empty = tmp_path / "full", tmp_path / "empty"
    mailbot("import", write_story(tmp_path), "--data", full)
    assert drafts(mailbot, "list") == 0
    assert drafts(mailbot, "list", "--data", full) > 0
    assert drafts(mailbot, "--data", full) > 0
    assert drafts(mailbot, "--data", full, "list") > 0
    assert drafts(mailbot, "--data", full, "list", "--data", empty) == 0, "its own goes before the group's"


def test_the_configuration_too(mailbot, tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text("langauge = 'ja'", encoding="utf-8")
    assert "broken.toml" in mailbot("drafts", "--config", broken, "list", code=2).err
    assert "broken.toml" in mailbot("drafts", "list", "--config", broken, code=2).err


def test_a_command_that_finds_its_arguments_wrong_opens_nothing(mailbot, tmp_path):
    mailbot("timeline", "--format", "scroll", "--data", tmp_path / "never", code=2)
    assert not (tmp_path / "never").exists()
