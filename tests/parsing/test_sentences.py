"""Every code that parsing and authentication hand out has its sentence in both languages."""

import re
from importlib.resources import files

import pytest

from mailbot import i18n
from mailbot.authentication.signature import Outcome

_PARTS = ("authentication", "parsing", "triage")


def _source(name: str) -> str:
    place = files("mailbot") / name
    folder = [place] if place.is_file() else [one for one in place.iterdir() if one.name.endswith(".py")]
    return "\n".join(one.read_text(encoding="utf-8") for one in folder)


def _codes(space: str, pattern: str, *sources: str) -> set[str]:
    found = {match for name in sources for match in re.findall(pattern, _source(name))}
    return {f"{space}.{code}" for code in found}


def test_every_code_has_its_sentence() -> None:
    reasons = _codes("reason", r'Reason\(code="(\w+)"', "authentication") | {
        f"reason.{one.value}" for one in Outcome if one is not Outcome.PASS
    }
    refusals = _codes("unreadable", r'Refused\("(\w+)"', "parsing")
    triage = _codes("triage", r'reason="(\w+)"', "triage.py")
    defects = _codes("defect", r'"((?:from|parts|alternatives|headers)_[a-z_]+)"', "parsing") - {"defect.headers_too_large"}
    assert len(reasons) > 20
    assert len(refusals) >= 7
    for language in i18n.LANGUAGES:
        known = i18n.load(language).codes
        assert not (reasons | refusals | triage | defects | {"reason.own", "reason.forwarded"}) - known


@pytest.mark.parametrize("part", _PARTS)
def test_both_languages_say_the_same_with_the_same_values(part: str) -> None:
    japanese, english = (i18n.load(language) for language in i18n.LANGUAGES)
    spaces = {"authentication": ("verdict", "reason", "dns"), "parsing": ("unreadable", "defect"), "triage": ("triage",)}[part]
    for code in sorted(japanese.codes | english.codes):
        if code.startswith(tuple(f"{space}." for space in spaces)):
            fields = [sorted(re.findall(r"{(\w+)}", catalogue.raw(code))) for catalogue in (japanese, english)]
            assert fields[0] == fields[1], code
