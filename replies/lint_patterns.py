"""The lint rules that are data: ``library/lint.{ja,en}.toml``, read and compiled once. A bad pattern fails at loading."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from classifiers.labels import Act


class Severity(StrEnum):
    """``error``: the letter should not leave like this. ``warning``: it weakens it. ``note``: worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRule:
    """A rule that one sentence alone can break. ``acts`` is empty where it holds for every kind of letter."""

    name: str
    severity: Severity
    acts: frozenset[Act]
    match: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]

    def broken_by(self, sentence: str) -> bool:
        """Tell whether a sentence (NFKC) breaks the rule."""
        return any(one.search(sentence) for one in self.match) and not any(one.search(sentence) for one in self.unless)


@dataclass(frozen=True, slots=True)
class Patterns:
    """One language's rules and the markers that the checks over a whole letter look for."""

    markers: Mapping[str, re.Pattern[str]]
    rules: tuple[SentenceRule, ...]

    def marks(self, marker: str, text: str) -> bool:
        """Tell whether a marker is found in a text (NFKC)."""
        return self.markers[marker].search(text) is not None


@lru_cache
def load(language: str) -> Patterns:
    """Return the rules of ``ja`` or ``en``."""
    text = (files("replies") / "library" / f"lint.{language}.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    markers = {name: _compiled(pattern) for name, pattern in tables.pop("markers").items()}
    return Patterns(markers, tuple(_rule(name, table) for name, table in tables.items()))


def _rule(name: str, table: Mapping[str, str | list[str]]) -> SentenceRule:
    return SentenceRule(
        name=name,
        severity=Severity(str(table["severity"])),
        acts=frozenset(Act(act) for act in table.get("acts", ())),
        match=tuple(_compiled(one) for one in table["match"]),
        unless=tuple(_compiled(one) for one in table.get("unless", ())),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
