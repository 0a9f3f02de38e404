"""The catalogue of the casebook: both languages, every value of every vocabulary."""

import string
from collections.abc import Iterable
from enum import StrEnum

import pytest

from classifiers.labels import Act, AmountRole, ChannelKind, Deficit, DemandKind, Label, Start, Track, Unit
from mailbot.casebook.policy import load_policy
from mailbot.i18n import LANGUAGES, load

OWN = ("case_", "timeline.", "figure.")


def fields(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_things() -> None:
    ja, en = load("ja"), load("en")
    codes = {code for code in ja.codes | en.codes if code.startswith(OWN)}
    assert codes
    for code in codes:
        assert code in ja, code
        assert code in en, code
        both = fields(ja.raw(code)), fields(en.raw(code))
        assert both[0] - {"weekday"} == both[1] - {"weekday"} or code == "figure.median_weekday", code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("space", "values"),
    [
        ("case_title", [*Label, *Act]),
        ("case_track", Track),
        ("case_demand", DemandKind),
        ("case_deficit", Deficit),
        ("case_money", AmountRole),
        ("case_act", ChannelKind),
    ],
)
def test_every_word_of_the_vocabulary_has_a_sentence(language: str, space: str, values: Iterable[StrEnum]) -> None:
    text = load(language)
    assert all(f"{space}.{value}" in text for value in values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_starts_and_policy_rows_have_words(language: str) -> None:
    text = load(language)
    assert all(f"case_clock.unit_{unit}" in text for unit in Unit)
    assert all(f"case_clock.start_{start}" in text for start in Start)
    assert all(f"case_policy.{row.id}" in text for row in load_policy())
