"""Both languages say the same things, with the same places to fill."""

import re
import string
from pathlib import Path

import pytest

from mailbot.i18n import LANGUAGES, load, system_language

CODE = Path(__file__).parent.parent


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_codes():
    japanese, english = load("ja").codes, load("en").codes
    assert sorted(japanese ^ english) == []


def test_both_languages_fill_the_same_places():
    japanese, english = load("ja"), load("en")
    differing = [code for code in sorted(japanese.codes) if placeholders(japanese.raw(code)) != placeholders(english.raw(code))]
    assert [code for code in differing if not code.startswith("case_date.")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_but_on_purpose(language):
    words = load(language)
    empty = {code for code in words.codes if not words.raw(code).strip()}
    assert empty <= {"start.other"}


def test_japanese_sentences_are_japanese():
    words = load("ja")
    japanese = re.compile(r"[ぁ-んァ-ヶ一-龠]")
    said = {code: re.sub(r"\{[^}]*\}", "", words.raw(code)) for code in words.codes}
    latin = [code for code, sentence in sorted(said.items()) if len(sentence) > 24 and not japanese.search(sentence)]
    assert latin == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [({"LANG": "ja_JP.UTF-8"}, "ja"), ({"LC_ALL": "C", "LANG": "ja_JP"}, "en"), ({"LC_MESSAGES": "en_US"}, "en")],
)
def test_the_language_follows_the_locale(environment, language):
    assert system_language(environment) == language


def test_every_error_code_in_the_code_has_a_sentence():
    words = load("en")
    used = set()
    for package in ("mailbot",):
        for file in (CODE / package).rglob("*.py"):
            used |= set(re.findall(r'Error\(\s*"((?:error|demo|dns)\.[a-z_]+)"', file.read_text(encoding="utf-8")))
    assert sorted(code for code in used if code not in words) == []
