"""Every ``--json`` against its schema in docs/json: the shapes are a promise."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from classifiers.labels import Act, Label
from mailbot.casebook.machines import STATES
from mailbot.messages import Disposition, Verdict
from mailbot.store.drafts import DraftState
from replies.situation import StepName
from tests.cli.files import STORY, config_text, write_story
from tests.servers.dovecot import PASSWORD

FOLDER = Path(__file__).parent.parent.parent / "docs" / "json"
SCHEMAS = {path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")}


TIMES = FormatChecker(formats=())


@TIMES.checks("date-time", ValueError)
def _is_aware(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@TIMES.checks("date", ValueError)
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


def strict(schema: Any) -> Any:
    """The schema without room for what it does not name: a shape may be extended, and its schema with it."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: strict(value) for name, value in schema.items()}
    if "properties" in found and "type" in found and "additionalProperties" not in found:
        found["unevaluatedProperties"] = False
    if "allOf" in found:
        for part in found["allOf"]:
            part.pop("unevaluatedProperties", None)
    return found


def _loosely(name: str, schema: Any) -> Any:
    """What another schema builds upon must leave room for what that one adds."""
    if name not in ("classify", "drafts"):
        return strict(schema)
    found = strict(schema)
    for part in found["$defs"].values():
        part.pop("unevaluatedProperties", None)
    return found


def check(name: str, value: object) -> None:
    registry: Registry[Any] = Registry().with_resources(
        [(f"{other}.schema.json", Resource.from_contents(_loosely(other, schema))) for other, schema in SCHEMAS.items()]
    )
    Draft202012Validator(strict(SCHEMAS[name]), registry=registry, format_checker=TIMES).validate(value)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def story(mailbot, tmp_path) -> Path:
    """A store with everything in it."""
    (tmp_path / "config.toml").write_text(config_text(), encoding="utf-8")
    folder = write_story(tmp_path)
    mailbot("import", folder)
    return folder


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_schemas_are_schemas(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["title"]
    assert SCHEMAS[name]["description"]


def _enumerated(schema: Any) -> list[set[str]]:
    if isinstance(schema, list):
        return [found for item in schema for found in _enumerated(item)]
    if not isinstance(schema, dict):
        return []
    own = [set(schema["enum"]) - {None}] if "enum" in schema else []
    return own + [found for value in schema.values() for found in _enumerated(value)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("classify", [*Label, *Act]),
        ("classify", list(Label)),
        ("classify", list(Verdict)),
        ("messages", list(Disposition)),
        ("drafts", list(DraftState)),
        ("drafts", list(StepName)),
        *(("cases", list(states)) for states in STATES.values()),
        *(("timeline", list(states)) for states in STATES.values()),
    ],
)
def test_the_schemas_know_every_word(name, words):
    assert {str(word) for word in words} in _enumerated(SCHEMAS[name])


def test_classify(mailbot, tmp_path):
    folder = write_story(tmp_path)
    (folder / "a-text.pdf").write_bytes(b"%PDF-1.4 no mail")
    found = lines(mailbot("classify", folder, "--json").out)
    assert [Path(shape["source"]).name for shape in found] == sorted([*STORY, "a-text.pdf"])
    for shape in found:
        check("classify", shape)
    assert [bool(shape.get("unreadable")) for shape in found].count(True) == 2


def test_classify_of_plain_text(mailbot, tmp_path):
    from tests.letters import CLOSURE

    (tmp_path / "notice.txt").write_text(CLOSURE, encoding="utf-8")
    (shape,) = lines(mailbot("classify", "--text", tmp_path / "notice.txt", "--json").out)
    check("classify", shape)
    assert (shape["label"], shape["message_id"]) == ("closure_notice", None)
    assert [item["length"] for item in shape["deadlines"]] == [17]


def test_import_and_its_counts(mailbot, tmp_path):
    (tmp_path / "config.toml").write_text(config_text(), encoding="utf-8")
    counts = json.loads(mailbot("import", write_story(tmp_path), "--json").out)
    check("counts", counts)
    names = ("stored", "ignored", "duplicates", "quarantined", "unreadable")
    assert counts["seen"] == sum(counts[name] for name in names) == len(STORY)
    assert (counts["quarantined"], counts["unreadable"]) == (1, 1)


def test_run_once_and_its_counts(mailbot, mailbox, tmp_path, monkeypatch):
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)
    (tmp_path / "config.toml").write_text(config_text(mailbox), encoding="utf-8")
    for content in STORY.values():
        mailbox.deliver(content)
    counts = json.loads(mailbot("run", "--once", "--json").out)
    check("counts", counts)
    assert (counts["seen"], counts["ignored"]) == (9, 2)
    again = json.loads(mailbot("run", "--once", "--json").out)
    assert again == dict.fromkeys(counts, 0) | {"drafts": again["drafts"]}


def test_messages(mailbot, story):
    found = lines(mailbot("messages", "--json").out)
    assert len(found) == len(STORY)
    for shape in found:
        check("messages", shape)
    assert {shape["disposition"] for shape in found} == {"stored", "quarantined", "unreadable"}


def test_cases(mailbot, story):
    (case,) = found = json.loads(mailbot("cases", "--json", "--now", "2018-08-28T09:00+09:00").out)
    check("cases", found)
    assert (case["account"], case["next_clock"]) == ("shop", "2018-09-13T23:59:59+09:00")


def test_timeline(mailbot, story):
    mailbot("rounds", "add", "2018-08-15", "--text", story / "7-noise.eml", "--at", "2018-08-25T10:00")
    shape = json.loads(mailbot("timeline", "--json", "--now", "2018-08-28T09:00+09:00").out)
    check("timeline", shape)
    (case,) = shape["cases"]
    assert {event["kind"] for event in case["events"]} >= {"message", "submission", "state", "clock"}
    assert len(case["rounds"]) == 2


def test_rounds(mailbot, story):
    (case,) = found = json.loads(mailbot("rounds", "list", "--json").out)
    check("rounds", found)
    assert [item["answer"] for item in case["rounds"]] == ["template_rejection"]


def test_drafts(mailbot, story, tmp_path):
    found = json.loads(mailbot("drafts", "--json").out)
    check("drafts", found)
    assert found == json.loads(mailbot("drafts", "list", "--json").out)
    key = next(item["id"] for item in found if item["step"] == "answer_rejection")
    check("draft", json.loads(mailbot("drafts", "show", key, "--json").out))
    body = "根本原因: 受け入れ時にロット番号を照合していませんでした。\n実施した措置: 8月20日に全数を照合しました。\n"
    (tmp_path / "body.txt").write_text(body, encoding="utf-8")
    mailbot("drafts", "edit", key, "--body", tmp_path / "body.txt")
    told = mailbot("drafts", "approve", key).out
    assert "[error]" in told, "what would sink the letter is said once more; the person decides"
    delivered = next(item for item in json.loads(mailbot("drafts", "--json").out) if item["id"] == key)
    check("drafts", [delivered])
    assert (delivered["state"], delivered["blockers"]) == ("delivered", [])
    assert body in (Path(delivered["path"]) / "text.txt").read_text(encoding="utf-8")


def test_status(mailbot, mailbox, tmp_path, monkeypatch):
    (tmp_path / "config.toml").write_text(config_text(mailbox), encoding="utf-8")
    check("status", json.loads(mailbot("status", "--json").out))
    monkeypatch.setenv("MAILBOT_PASSWORD", "wrong")
    mailbot("run", "--once", code=2)
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)
    found = json.loads(mailbot("status", "--json").out)
    check("status", found)
    (account,) = found["accounts"]
    assert (account["last_success"], account["last_error"], account["failures"]) == (None, "error.login", 1)
    mailbot("run", "--once")
    (account,) = json.loads(mailbot("status", "--json").out)["accounts"]
    assert account["last_success"] is not None
    assert account["last_error"] is None


def test_reprocess(mailbot, story):
    found = json.loads(mailbot("reprocess", "--json").out)
    check("reprocess", found)
    assert found == {"messages": 9, "without_bytes": 0, "cases": 1}


def test_an_empty_store_prints_empty_shapes(mailbot):
    assert mailbot("messages", "--json").out == ""
    for command in (("cases",), ("drafts",), ("rounds", "list")):
        assert json.loads(mailbot(*command, "--json").out) == []
    assert json.loads(mailbot("timeline", "--json").out) == {"cases": []}
    check("status", json.loads(mailbot("status", "--json").out))
