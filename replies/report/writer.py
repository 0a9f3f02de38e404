"""Sentences and cells filled with facts. Each value that is printed is cited; each that is missing shows as a gap.

Sentences hold places: ``{notice.date}`` is a fact, ``{cause.*.text}`` a fact of the item at hand, ``{number}`` a plain value.
What is filled in is never read again for places.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from replies.binding import Binding
from replies.facts import name
from replies.render.document import Paragraph, Table
from replies.report.annexes import Annex, annexes, refer
from replies.report.copies import Copy, copies
from replies.report.material import Material
from replies.report.sources import Sources
from replies.templates import words

_PLACE: Final = re.compile(r"\{([a-z_]+(?:\.[A-Za-z0-9_*]+)*)\}")
_SENTENCE_BEFORE: Final = re.compile(r"(?:[。：]|[.:] )$")
_SENTENCE_AFTER: Final = re.compile(r"\s*(?:$|[A-Z]|[ぁ-んァ-ヶ一-龠])")
_ENDED: Final = ("。", ".", "！", "!", "？", "?", "】", "」")
_STOP: Final = {"ja": "。", "en": "."}
NOTHING: Final = "–"


@dataclass(slots=True, kw_only=True)
class Writer:
    """One report in the making: what it cited, what it lacked, its sources and the tables put behind it."""

    material: Material
    binding: Binding
    sources: Sources
    annexes: tuple[Annex, ...]
    copies: tuple[Copy, ...] = ()
    schedules: list[tuple[str, Table]] = field(default_factory=list)

    @classmethod
    def of(cls, material: Material) -> "Writer":
        listed = annexes(material)
        return cls(
            material=material,
            binding=material.binding(),
            sources=Sources(material.language),
            annexes=listed,
            copies=copies(material, listed),
        )

    @property
    def language(self) -> str:
        return self.material.language

    def word(self, code: str, **values: object) -> str:
        """Return a sentence of the catalogue with plain values only."""
        return words(self.language)[code].format(**values)

    def knows(self, key: str) -> bool:
        """Tell whether a fact is known."""
        return self.binding.ledger.get(key) is not None

    def cell(self, key: str, *, needed: bool = True) -> tuple[str, tuple[int, ...]]:
        """Return a fact ready to print with its sources' numbers; a gap, or a dash where it is not needed."""
        fact = self.binding.ledger.get(key)
        if fact is None:
            return (self.binding.gap(key) if needed else NOTHING), ()
        value = self.binding.fact(key)
        number = self.sources.cite(self._named(key), fact.source)
        return refer(value, self.annexes, self.language), (number,)

    def _named(self, key: str) -> str:
        """What a fact is, in the list of sources; of several items with their number."""
        what = name(key, self.language)
        group, _, rest = key.partition(".")
        item = rest.partition(".")[0]
        if item.isdigit() and len(self.binding.ledger.items(group)) > 1:
            return self.word("report.item_named", what=what, number=item)
        return what

    def paragraph(self, code: str, item: str = "", **values: str) -> Paragraph:
        """Return a sentence of the catalogue, filled; ``item`` stands for the star. With a gap in it, it says so."""
        return self.filled(words(self.language)[code], item, **values)

    def filled(self, sentence: str, item: str = "", **values: str) -> Paragraph:
        """Return a sentence filled with facts and plain values."""
        wanting = len(self.binding.wanting)
        cites: list[int] = []
        pieces: list[str] = []
        done = 0
        for place in _PLACE.finditer(sentence):
            pieces.append(sentence[done : place.start()])
            name, done = place[1], place.end()
            if name == "item" or name in values:
                value = values.get(name, item)
            else:
                value, numbers = self.cell(name.replace("*", item))
                cites += numbers
                value = self._stopped(value, sentence[: place.start()], sentence[place.end() :])
            pieces.append(value)
        text = "".join((*pieces, sentence[done:]))
        lacking = len(self.binding.wanting) > wanting or "【" in text
        return Paragraph(text=text, cites=tuple(dict.fromkeys(cites)), kind="gap" if lacking else "plain")

    def gap(self, keys: Iterable[str]) -> Paragraph:
        """Return the one gap of a part of which nothing is known."""
        marks = "".join(self.binding.gap(key) for key in keys)
        return Paragraph(text=self.word("report.gap_section", gap=marks), kind="gap")

    def schedule(self, title: str, table: Table) -> Paragraph:
        """Put a long table behind the report; return the sentence that points there."""
        self.schedules.append((title, table))
        return Paragraph(text=self.word("report.schedule_reference", number=len(self.schedules), title=title))

    def _stopped(self, value: str, before: str, after: str) -> str:
        """Close a value that stands as a sentence of its own."""
        alone = (not before or _SENTENCE_BEFORE.search(before)) and _SENTENCE_AFTER.match(after)
        whole = alone and (after == "" or before.endswith(("。", "：", ". ", ": ")))
        return value + _STOP[self.language] if whole and value and not value.endswith(_ENDED) else value


def marks(numbers: Iterable[int]) -> str:
    """Return the sources' numbers as a table's cell prints them."""
    return ", ".join(map(str, dict.fromkeys(numbers)))


def lines_of(value: str) -> Iterator[str]:
    """Yield the lines of a fact of several lines, without the bullets or numbers that were typed before them."""
    for line in value.splitlines():
        if bare := re.sub(r"^\s*(?:[・\-*]|[(（]?\d{1,2}[)）.．、])\s*", "", line).strip():
            yield bare


def pair_of(line: str) -> tuple[str, str]:
    """Return the two sides of ``left：right``; without a colon the right side is a dash."""
    left, colon, right = line.partition("：")
    if not colon:
        left, colon, right = line.partition(":")
    return left.strip(), right.strip() or NOTHING
