"""The list of everything that a report needs as a TOML text, section by section, filled with what is known already.

What is known keeps its source: a value that comes back unchanged is not taken for the seller's own statement.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from replies.fact_form import advice
from replies.facts import Ledger, comparable, describe, needs
from replies.report.material import Material, step
from replies.report.outline import SectionPlan, load
from replies.report.sources import printed
from replies.situation import Fact
from replies.templates import words

COMPARED: Final = ("registered.name", "registered.address")


def form(material: Material) -> str:
    """Return the text: a heading for each section, then its keys, each under what it asks for."""
    sentences = words(material.language)
    head = [f"# {sentences[f'report_form.{name}']}" for name in ("head", "lines", "more")]
    asked: set[str] = set()
    parts = [part for plan in load() for part in _section(material, plan, asked)]
    parts += _compared(material)
    return "\n".join((*head, *parts)) + "\n"


def keys(material: Material, plan: SectionPlan) -> tuple[tuple[str, bool], ...]:
    """Return what a section asks for as (key, whether it is needed), stars filled."""
    ledger = material.binding().ledger
    needed = needs(material.situation, step(material.situation), plan.facts, ledger)
    optional = needs(material.situation, step(material.situation), plan.optional, ledger)
    return (*((key, True) for key in needed), *((key, False) for key in optional))


def stated(facts: Iterable[Fact], known: Ledger) -> tuple[Fact, ...]:
    """Return those facts of a filled form that say something that was not known: the others keep their first source."""
    return tuple(
        fact for fact in facts if (before := known.get(fact.key)) is None or comparable(before.value) != comparable(fact.value)
    )


def _section(material: Material, plan: SectionPlan, asked: set[str]) -> Iterator[str]:
    sentences = words(material.language)
    new = [(key, needed) for key, needed in keys(material, plan) if key not in asked]
    asked.update(key for key, _ in new)
    if not new:
        return
    heading, purpose = plan.heading(material.language), plan.purpose(material.language)
    yield ""
    yield "# " + "=" * 70
    yield "# " + sentences["report_form.section"].format(number=plan.number, heading=heading, purpose=purpose)
    ledger = material.binding().ledger
    for key, needed in new:
        yield from _question(material, ledger, key, needed)


def _compared(material: Material) -> Iterator[str]:
    """The names in the console: papers are compared with them, and without them every other name on a paper is a finding."""
    yield ""
    yield "# " + "=" * 70
    yield "# " + words(material.language)["report_form.compared"]
    ledger = material.binding().ledger
    for key in COMPARED:
        yield from _question(material, ledger, key, False)


def _question(material: Material, ledger: Ledger, key: str, needed: bool) -> Iterator[str]:
    sentences = words(material.language)
    note = "" if needed else f" ({sentences['report_form.optional']})"
    yield ""
    yield f"# {describe(key, material.language)}{note}"
    if said := advice(key, material.language):
        yield said.rstrip("\n")
    fact = ledger.get(key)
    if fact is not None:
        yield "# " + sentences["report_form.known"].format(source=printed(fact.source, material.language))
    yield f"{key} = {_toml(fact.value if fact else '')}"


def _toml(value: str) -> str:
    """A basic string; JSON's escapes are TOML's, and lines are kept as lines."""
    if "\n" not in value:
        return json.dumps(value, ensure_ascii=False)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""\n{escaped}"""'
