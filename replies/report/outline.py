"""The outline of the report as data: which sections, what each needs, what each prints. ``library/report.toml``, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from replies.facts import known
from replies.templates import words

PILLARS: Final = ("intro", "cause", "corrective", "preventive", "close")
SPECIALS: Final = frozenset(
    {"history", "reason", "closure", "goods", "purchases", "doubting", "later", "actions", "plots", "documents"}
)
_FIELDS: Final = frozenset({"say", "each", "when", "grid", "columns", "lines", "pairs", "table", "special"})


class OutlineError(ValueError):
    """The outline cannot be used; the text lists every problem found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlan:
    """One block as planned; the head of the file explains the fields."""

    say: str = ""
    each: str = ""
    when: tuple[str, ...] = ()
    grid: str = ""
    columns: tuple[str, ...] = ()
    lines: str = ""
    pairs: str = ""
    table: str = ""
    special: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPlan:
    """One section as planned."""

    key: str
    number: int
    """Its place among the sections, from 1."""
    pillar: str
    facts: tuple[str, ...]
    """Keys without which the section shows gaps; ``*`` stands for an item."""
    optional: tuple[str, ...]
    blocks: tuple[BlockPlan, ...]

    def heading(self, language: str) -> str:
        """Return the section's heading, without its number."""
        return words(language)[f"report_heading.{self.key}"]

    def purpose(self, language: str) -> str:
        """Return what the section is for, in one line."""
        return words(language)[f"report_purpose.{self.key}"]


@lru_cache
def load() -> tuple[SectionPlan, ...]:
    """Return the sections in their order; OutlineError where the data is broken."""
    text = (files("replies") / "library" / "report.toml").read_text(encoding="utf-8")
    return read(text)


def read(text: str) -> tuple[SectionPlan, ...]:
    """Return the sections of an outline; OutlineError with every problem where it cannot be used."""
    tables = tomllib.loads(text)["section"]
    problems = [problem for table in tables for problem in _problems(table)]
    if problems:
        raise OutlineError("; ".join(problems))
    return tuple(_section(number, table) for number, table in enumerate(tables, 1))


def _section(number: int, table: Mapping[str, Any]) -> SectionPlan:
    return SectionPlan(
        key=table["key"],
        number=number,
        pillar=table["pillar"],
        facts=tuple(table["facts"]),
        optional=tuple(table.get("optional", ())),
        blocks=tuple(_block(block) for block in table["blocks"]),
    )


def _block(table: Mapping[str, Any]) -> BlockPlan:
    listed: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    return BlockPlan(**listed)


def _problems(table: Mapping[str, Any]) -> list[str]:
    key = table.get("key", "?")
    found = [f"{key}: unknown pillar"] if table.get("pillar") not in PILLARS else []
    found += [f"{key}: unknown fact {fact}" for fact in (*table["facts"], *table.get("optional", ())) if not known(fact, "ja")]
    for block in table["blocks"]:
        found += [f"{key}: unknown field {name}" for name in block.keys() - _FIELDS]
        if block.get("special", "plots") not in SPECIALS:
            found.append(f"{key}: unknown special {block['special']}")
        for language in ("ja", "en"):
            if "say" in block and f"report.{block['say']}" not in words(language):
                found.append(f"{key}: no sentence {block['say']} in {language}")
    return found
