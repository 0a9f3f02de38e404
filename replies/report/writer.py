"""Sentences and cells filled with facts. Each value that is printed is cited; each that is missing shows as a gap.

Sentences hold places: ``{notice.date}`` is a fact, ``{cause.*.text}`` a fact of the item at hand, ``{number}`` a plain value.
What is filled in is never read again for places.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from replies.binding import Binding
from replies.calendar_dates import long_date
from replies.evidence.findings import Located
from replies.evidence.paper_files import base_name
from replies.evidence.rows import PaperLine
from replies.render.document import Paragraph, Table
from replies.report.annexes import Annex, annexes, in_short, refer
from replies.report.copies import Copy, copies
from replies.report.material import Material
from replies.report.sources import Sources, by_reports, is_ours, printed
from replies.templates import words

_PLACE: Final = re.compile(r"\{([a-z_]+(?:\.[A-Za-z0-9_*]+)*)\}")
_SENTENCE_BEFORE: Final = re.compile(r"(?:[。：]|[.:] )$")
_SENTENCE_AFTER: Final = re.compile(r"\s*(?:$|[A-Z]|[ぁ-んァ-ヶ一-龠])")
_ENDED: Final = ("。", ".", "！", "!", "？", "?", "】", "」")
_STOP: Final = {"ja": "。", "en": "."}
_NARROW: Final = re.compile(r"\(([^()]*[ぁ-んァ-ヶ一-龠][^()]*)\)")
_NOTHING_COUNTED: Final = re.compile(r"\D*0\D*")
_MONTH_FIRST: Final = frozenset({"amazon.com"})
_FEW: Final = 6
"""So many papers are named one by one in a table's row; more, by the number of the source that lists them."""
NOTHING: Final = "–"


@dataclass(slots=True, kw_only=True)
class Writer:
    """One report in the making: what it cited, what it lacked, its sources and the tables put behind it."""

    material: Material
    binding: Binding
    sources: Sources
    annexes: tuple[Annex, ...]
    copies: tuple[Copy, ...] = ()
    pillars: bool = False
    """Sections are sorted under cause, actions and prevention."""
    schedules: list[tuple[str, Table]] = field(default_factory=list)
    cited: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Annex number → the sections that name it."""

    @classmethod
    def of(cls, material: Material, *, pillars: bool = False) -> "Writer":
        listed = annexes(material)
        return cls(
            pillars=pillars,
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
        value = refer(self.binding.fact(key), self.annexes, self.language)
        if self.language == "ja":
            value = _NARROW.sub(r"（\1）", value)
        if is_ours(fact.source):
            return value, ()
        proof = self.material.proofs.get((key, fact.source))
        if proof is None:
            return value, (self.sources.cite(printed(fact.source, self.language)),)
        return value, self.cite(proof)

    def day(self, day: date) -> str:
        """Return a day as the marketplace writes it."""
        return long_date(day, self.language, month_first=self.material.situation.marketplace in _MONTH_FIRST)

    def value(self, key: str) -> str:
        """Return what is known under a key, blank where nothing is; it is not noted as printed."""
        fact = self.binding.ledger.get(key)
        return fact.value if fact else ""

    def cite(self, rests: Iterable[Located]) -> tuple[int, ...]:
        """Return the numbers of what rows were read from: the papers as one source, each of Amazon's reports as one."""
        rows = tuple(rests)
        found = [self.word("report.source_papers", annexes=in_short(papers, self.language))] if (papers := self._papers()) else []
        told = found if any(isinstance(row, PaperLine) for row in rows) else []
        if self.material.outcome is not None:
            told = [*told, *by_reports(rows, self.material.outcome, self.language)]
        return tuple(self.sources.cite(one) for one in told)

    def proof_of(self, rests: Iterable[Located]) -> str:
        """Return what a row of a table rests on: a few papers by their annex numbers, else the numbers of the sources."""
        rows = tuple(rests)
        names = {base_name(row.paper) for row in rows if isinstance(row, PaperLine) and row.paper}
        listed = [annex for annex in self.annexes if base_name(annex.file.name) in names]
        if listed and len(listed) <= _FEW:
            others = self.cite(row for row in rows if not isinstance(row, PaperLine))
            return self.word("report.between").join(filter(None, (in_short(listed, self.language), marks(others))))
        return marks(self.cite(rows))

    def _papers(self) -> list[Annex]:
        return [annex for annex in self.annexes if base_name(annex.file.name) in self.material.titles]

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
        return Paragraph(text=text, cites=tuple(sorted(set(cites))), kind="gap" if lacking else "plain")

    def gap(self, keys: Iterable[str]) -> Paragraph:
        """Return the one gap of a part of which nothing is known."""
        marks = "".join(self.binding.gap(key) for key in keys)
        return Paragraph(text=self.word("report.gap_section", gap=marks), kind="gap")

    def schedule(self, name: str, title: str, table: Table) -> Paragraph:
        """Put a long table behind the report; return the sentence that points there."""
        self.schedules.append((title, table))
        own = f"report.schedule_{name}"
        code = own if own in words(self.language) else "report.schedule_reference"
        return Paragraph(text=self.word(code, number=len(self.schedules), title=title))

    def next_schedule(self) -> str:
        """Return what the next schedule will be called."""
        return self.word("report.schedule", number=len(self.schedules) + 1)

    def _stopped(self, value: str, before: str, after: str) -> str:
        """Close a value that stands as a sentence of its own."""
        alone = (not before or _SENTENCE_BEFORE.search(before)) and _SENTENCE_AFTER.match(after)
        whole = alone and (after == "" or before.endswith(("。", "：", ". ", ": ")))
        return value + _STOP[self.language] if whole and value and not value.endswith(_ENDED) else value


def ended(text: str, language: str) -> str:
    """Return a text as a sentence of its own."""
    return text if not text or text.endswith(_ENDED) else text + _STOP[language]


def is_none(value: str) -> bool:
    """Tell whether a count is nought: ``0個``."""
    return _NOTHING_COUNTED.fullmatch(value) is not None


def marks(numbers: Iterable[int]) -> str:
    """Return the sources' numbers as a table's cell prints them."""
    return ", ".join(map(str, sorted(set(numbers))))


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
