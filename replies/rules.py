"""The playbook's rules, which are data: ``library/playbook.toml``, read and checked once."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from classifiers.labels import Label, Track
from replies.conditions import CONDITIONS
from replies.matters import Matter
from replies.situation import StepName
from replies.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When something is to be done, what, and why. The reason's sentence stands in the catalogue as ``step_reason.<name>``."""

    name: str
    matter: Matter
    step: StepName
    track: Track
    source: str
    act: Label | None
    """The act it answers; None: any, or none at all."""
    when: tuple[str, ...]
    """Names of conditions, all of which must hold."""
    letter: bool
    """Whether a letter to Amazon belongs to it."""
    notes: tuple[str, ...]

    def holds(self, view: View) -> bool:
        """Tell whether the rule speaks to an open matter."""
        fits = self.matter is view.matter and (self.act is None or self.act is view.act)
        return fits and all(condition(view) for condition in self.conditions)

    @property
    def conditions(self) -> tuple[Callable[[View], bool], ...]:
        return tuple(CONDITIONS[name] for name in self.when)


@dataclass(frozen=True, slots=True)
class Rules:
    """``ordered`` are tried in their order within a matter; ``named`` holds these and the general ones by name."""

    ordered: tuple[Rule, ...]
    named: Mapping[str, Rule]
    places: Mapping[str, int]
    """The order of all."""


@lru_cache(maxsize=1)
def load() -> Rules:
    """Return the rules; ValueError or KeyError for a file that names an unknown step, track, label or condition."""
    text = (files("replies") / "library" / "playbook.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    ordered = tuple(_rule(table) for table in tables["rule"])
    general = tuple(_rule({"matter": "selling", "track": "account"} | table) for table in tables["general"])
    named = {rule.name: rule for rule in (*ordered, *general)}
    return Rules(ordered, named, {name: place for place, name in enumerate(named)})


def _rule(table: Mapping[str, Any]) -> Rule:
    when = tuple(table.get("when", ()))
    if unknown := set(when) - set(CONDITIONS):
        raise ValueError(f"{table['name']}: unknown conditions {sorted(unknown)}")
    return Rule(
        name=table["name"],
        matter=Matter(table["matter"]),
        step=StepName(table["step"]),
        track=Track(table["track"]),
        source=table["source"],
        act=Label(table["act"]) if "act" in table else None,
        when=when,
        letter=bool(table.get("letter", True)),
        notes=tuple(table.get("notes", ())),
    )
