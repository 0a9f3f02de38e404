"""Preventive measures that the seller stated for the report, in the form in which letters tell them.

The report asks for each measure by itself (its start, who, its steps, its control); a letter tells measures as ``prevention.*``.
What was stated once is not asked for again. Nothing is added: the measure's name and the stated steps are joined, no more.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from replies.situation import Fact
from replies.templates import words

_MEASURES: Final = ("authenticity", "quality", "purchasing", "new_suppliers", "restricted_check", "shipping")
"""Measures of the report that have steps, a start and a control."""
_PARTS: Final = ("since", "steps", "control")


def preventions(facts: Iterable[Fact], language: str) -> Iterator[Fact]:
    """Yield the measures as preventions, each with the sources of its statements; none where preventions are stated as such."""
    known = {fact.key: fact for fact in facts if fact.value.strip()}
    if any(key.startswith("prevention.") for key in known):
        return
    sentences = words(language)
    for name in _MEASURES:
        parts = [known.get(f"{name}.{part}") for part in _PARTS]
        since, steps, control = parts
        if since is None or steps is None or control is None:
            continue
        told = sentences["measure.between"].join(line.strip() for line in steps.value.splitlines() if line.strip())
        text = sentences["measure.text"].format(name=sentences[f"report_heading.{name}"], steps=told)
        yield Fact(key=f"prevention.{name}.text", value=text, source=steps.source)
        yield Fact(key=f"prevention.{name}.date", value=since.value, source=since.source)
        yield Fact(key=f"prevention.{name}.control", value=control.value, source=control.source)
        if (proof := known.get(f"{name}.proof")) is not None:
            yield Fact(key=f"prevention.{name}.proof", value=proof.value, source=proof.source)
