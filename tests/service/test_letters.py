"""Form letters from the mailbox to the story: copies are counted, revisions found and told, whatever order mail comes in."""

import json
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from mailbot.service import care, casefile, classifying, overview, rebuild, telling
from mailbot.service.workspace import Workspace
from mailbot.settings import Config
from tests.classifiers.form_letters import REFUSAL, copies
from tests.letters import START, amazon
from tests.service.refusals import SUBJECT, history
from tests.service.world import NOW, SHOP, receive, world


def letters_of(workspace: Workspace) -> list[dict[str, Any]]:
    """``form`` of the refusals, in the order of time."""
    shapes = [shape for shape in overview.message_objects(workspace) if shape["direction"] == "incoming"]
    return [shape["form"] for shape in shapes[1:]]


def told(workspace: Workspace, language: str) -> str:
    return telling.tell(workspace, None, "text", language=language, detail="full")


def test_copies_are_counted_and_the_revision_is_found(tmp_path: Path) -> None:
    with world(tmp_path) as opened:
        receive(opened, *history())
        found = letters_of(opened)
        assert [form["copy"] for form in found] == [1, 2, 3, 4, 1, 1]
        assert len({form["id"] for form in found}) == 3
        assert [form["similarity"] for form in found[1:4]] == [1.0, 1.0, 1.0]
        assert 0.8 < found[4]["similarity"] < 1
        assert found[4]["revises"] == found[0]["id"]
        assert "+ 書類のないご説明は審査いたしません。" in found[4]["changes"]
        assert (found[5]["revises"], found[5]["changes"]) == (None, [])
        assert found[5]["similarity"] < 0.8


@pytest.mark.parametrize(
    ("language", "fourth", "revised"),
    [
        ("ja", "（4通目）。その後に送った報告には触れていません", "定型文の改訂版です。消えた文: 「次の点について、より詳しく"),
        ("en", "(copy 4); nothing in it refers to the report sent since then", "A revision of the form letter of"),
    ],
)
def test_the_story_says_so(language: str, fourth: str, revised: str, tmp_path: Path) -> None:
    with world(tmp_path) as opened:
        receive(opened, *history())
        story = "".join(told(opened, language).split())
        assert "".join(fourth.split()) in story
        assert "".join(revised.split()) in story


def test_neither_the_order_of_arrival_nor_reading_again_changes_it(tmp_path: Path) -> None:
    with world(tmp_path / "a") as opened:
        receive(opened, *history())
        expected, story = letters_of(opened), told(opened, "ja")
        rebuild.reprocess(opened)
        assert (letters_of(opened), told(opened, "ja")) == (expected, story)
    with world(tmp_path / "b") as opened:
        for mail in reversed(history()):
            receive(opened, mail)
        assert letters_of(opened) == expected
        rebuild.reprocess(opened)
        assert (letters_of(opened), told(opened, "ja")) == (expected, story)


def test_equal_times_go_by_the_digest(tmp_path: Path) -> None:
    pair = [amazon(text, SUBJECT, number) for number, text in enumerate(islice(copies(REFUSAL), 2), start=1)]
    found = []
    for number, mails in enumerate((pair, pair[::-1])):
        with world(tmp_path / str(number)) as opened:
            for mail in mails:
                receive(opened, mail)
            found.append([(shape["sha256"], shape["form"]["copy"]) for shape in overview.message_objects(opened)])
    assert found[0] == found[1]
    assert found[0] == sorted(found[0])
    assert [copy for _, copy in found[0]] == [1, 2]


def test_a_letter_whose_words_are_forgotten_is_known_no_more(tmp_path: Path) -> None:
    with world(tmp_path) as opened:
        receive(opened, *history())
        shapes = overview.message_objects(opened)
        refusals = [shape["sha256"] for shape in shapes if shape["direction"] == "incoming"][1:5]
        care.forget(opened, refusals)
        revised = letters_of(opened)[4]
        assert (revised["copy"], revised["revises"], revised["changes"]) == (1, None, [])
        before = letters_of(opened)
        rebuild.reprocess(opened)
        assert letters_of(opened) == before


def test_other_peoples_and_forged_letters_teach_nothing(tmp_path: Path) -> None:
    forged = amazon(next(copies(REFUSAL)), SUBJECT, 9, proven=False, Reply_To="x@gmail.com")
    with world(tmp_path) as opened:
        receive(opened, forged, amazon(next(copies(REFUSAL)), SUBJECT, 1, when=START + timedelta(days=1)))
        shapes = overview.message_objects(opened)
        assert [shape["authenticity"]["verdict"] for shape in shapes] == ["forged", "genuine"]
        assert shapes[1]["form"]["copy"] == 1


def test_classify_counts_along_the_command_line(tmp_path: Path) -> None:
    paths = []
    for number, content in enumerate(history()):
        paths.append(tmp_path / f"{number:02d}.eml")
        paths[-1].write_bytes(content)
    shapes = list(classifying.classify(paths, Config(accounts=(SHOP,), dkim_dns=False), tmp_path, text=False, clock=lambda: NOW))
    forms = [shape["form"] for shape in shapes if shape["direction"] == "incoming"][1:]
    assert [form["copy"] for form in forms] == [1, 2, 3, 4, 1, 1]
    assert forms[4]["revises"] == forms[0]["id"]


def test_the_timelines_json_names_the_revision(tmp_path: Path) -> None:
    with world(tmp_path) as opened:
        receive(opened, *history())
        case = json.loads(telling.tell(opened, None, "json", language="en", detail="full"))["cases"][0]
        messages = [event for event in case["events"] if event.get("direction") == "incoming"][1:]
        assert [event["copy"] for event in messages] == [1, 2, 3, 4, 1, 1]
        assert messages[4]["revises"] == messages[0]["form"]
        assert casefile.load(opened, case["id"]).messages[-1].kinship.similarity < 0.8
