"""How well the word lists find what the corpus annotates: ``python -m classifiers.annotations [--all] [--untuned]``.

Deadlines are compared exactly (kind, length, unit, start, or the printed date), demands by kind and age limit.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from classifiers import corpus, deadlines, demands, traits
from classifiers.corpus import Family
from classifiers.document import Document
from classifiers.head import Head
from classifiers.labels import ACCOUNT_HEALTH, Label, Start
from classifiers.model import Model
from classifiers.reading import Deadline, Demand
from classifiers.sample import Sample, SenderKind
from classifiers.statements import Statements

Finding = tuple[str, ...]
_PLACEHOLDER: Final = re.compile(r"\{\{(\w+)\}\}")
_VALUES: Final = {
    "name": "佐藤",
    "store": "みどり文具店",
    "asin": "B07QK4ZT1M",
    "asin2": "B08LM2XW9P",
    "asin3": "B01N5R7YCD",
    "order": "250-1234567-7654321",
    "case": "7712345678",
    "complaint": "12345678901",
    "shipment": "FBA15ABCD123",
    "amount": "¥123,456",
    "date": "2021年10月3日",
    "date2": "2021年11月12日",
    "brand": "Kestrel",
    "product": "空気入れ",
    "email": "owner@example.jp",
    "phone": "03-0000-0000",
}
_ENGLISH: Final = {
    "name": "Jo Brand",
    "store": "Green Desk",
    "amount": "$1,234.50",
    "date": "October 3, 2021",
    "date2": "12 November 2021",
    "product": "bike pump",
}
_YEAR_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_RECEIVED: Final = datetime(2021, 12, 1, tzinfo=UTC)


@dataclass(slots=True)
class Tally:
    """Counts of one kind of finding."""

    right: int = 0
    invented: int = 0
    missed: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of the findings that are annotated; 1.0 where nothing was found."""
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        """The share of the annotations that were found; 1.0 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def add(self, name: str, wanted: set[Finding], found: set[Finding]) -> None:
        """Count one text."""
        self.right += len(wanted & found)
        self.invented += len(found - wanted)
        self.missed += len(wanted - found)
        self.lines += [f"{name} + {' '.join(finding)}" for finding in sorted(found - wanted)]
        self.lines += [f"{name} - {' '.join(finding)}" for finding in sorted(wanted - found)]


def sample(family: Family) -> Sample:
    """Return a family as a sample, placeholders filled; it arrives in the month of a printed deadline."""
    printed = next((match for note in family.deadlines if note.at and (match := _YEAR_MONTH.match(note.at))), None)
    relayed = "@marketplace.amazon." in family.sender_address
    return Sample(
        text=filled(family, family.text),
        subject=filled(family, family.subject),
        received=datetime(int(printed[1]), int(printed[2]), 1, tzinfo=UTC) if printed else _RECEIVED,
        sender_kind=SenderKind.RELAY if relayed else SenderKind.UNKNOWN,
    )


def account_health(families: Iterable[Family]) -> Iterator[tuple[int, Family, Label, Document]]:
    """Go through the families of account-health mail: each with its place, its label, and its text ready to be read."""
    for place, family in enumerate(families):
        if isinstance(family.label, Label) and family.label in ACCOUNT_HEALTH:
            yield place, family, family.label, Document.of(sample(family))


def filled(family: Family, text: str) -> str:
    """Fill the placeholders of a text of the family, always alike."""
    values = _VALUES | (_ENGLISH if family.language == "en" else {})
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


def deadlines_of(family: Family) -> set[Finding]:
    """The annotated deadlines, as they are compared."""
    return {
        (note.kind.value, note.at[:10]) if note.at else (note.kind.value, str(note.length), str(note.unit), _start(note.start))
        for note in family.deadlines
    }


def _start(start: Start | None) -> str:
    """``received`` and ``notice`` are one: the corpus counts from the mail in either case."""
    return str(Start.NOTICE if start is Start.RECEIVED else start)


def deadlines_as_compared(extracted: Iterable[Deadline]) -> set[Finding]:
    """Extracted deadlines, as they are compared."""
    return {
        (found.kind.value, found.at.date().isoformat())
        if found.at is not None
        else (found.kind.value, str(found.length), str(found.unit), str(found.start))
        for found in extracted
    }


def demands_of(family: Family) -> set[Finding]:
    """The annotated demands, as they are compared."""
    return {(note.kind.value, str(note.age_days)) for note in family.demands}


def demands_as_compared(extracted: Iterable[Demand]) -> set[Finding]:
    """Extracted demands, as they are compared."""
    return {(found.kind.value, str(found.age_days)) for found in extracted}


def _words(values: Iterable[str]) -> set[Finding]:
    return {(str(value),) for value in values}


def check(facts: Head | None = None, *, untuned: bool = False) -> dict[str, Tally]:
    """Run the word lists over the account-health families of the corpus and compare with the annotations.

    ``untuned``: over those on which no list was tuned, instead of the others.
    ``facts``: the head that judges what sentences state; that of the packaged model where left out.
    """
    head = facts or Model.load().facts
    tallies = {name: Tally() for name in ("deadlines", "demands", "appealable", "final", "deficits", "secondary")}
    for _, family, label, document in account_health(family for family in corpus.load() if family.untuned is untuned):
        _check(family, label, document, tallies, head)
    return tallies


def _check(family: Family, label: Label, document: Document, tallies: dict[str, Tally], head: Head) -> None:
    tallies["deadlines"].add(family.id, deadlines_of(family), deadlines_as_compared(deadlines.extract(document, label)))
    tallies["demands"].add(family.id, demands_of(family), demands_as_compared(demands.extract(document, label)))
    tallies["appealable"].add(family.id, _flag(family.appealable), _flag(traits.appealable(document, label)))
    tallies["final"].add(family.id, _flag(family.final), _flag(traits.final(document, label)))
    statements = Statements.of(head, document)
    tallies["secondary"].add(family.id, _words(family.secondary), _words(traits.secondary(document, label, statements)))
    if label is Label.TEMPLATE_REJECTION:
        tallies["deficits"].add(family.id, _words(family.deficits), _words(traits.deficits(document)))


def _flag(value: bool) -> set[Finding]:
    return {("yes",)} if value else set()


def main(arguments: list[str]) -> int:
    """Print precision and recall of each extractor; with ``--all`` every difference, with ``--untuned`` where none was tuned."""
    for name, tally in check(untuned="--untuned" in arguments).items():
        sys.stdout.write(
            f"{name:10}  precision {tally.precision:.3f}  recall {tally.recall:.3f}"
            f"  (right {tally.right}, invented {tally.invented}, missed {tally.missed})\n"
        )
        if "--all" in arguments:
            sys.stdout.writelines(f"    {line}\n" for line in tally.lines)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
