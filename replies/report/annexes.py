"""Annexes: the files that go with a report, numbered; and file names in facts turned into those numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath
from typing import Final

from replies.evidence.paper_files import PaperFile, base_name
from replies.render.document import Block, Bullets, Paragraph, Section, Table
from replies.report.material import Material
from replies.templates import words

_NAMED: Final = {"ja": re.compile(r"別紙\s*(\d+)"), "en": re.compile(r"\bAnnex(?:es)?\s*(\d+)")}
_TYPED: Final = {
    "ja": re.compile(r"別紙\s*(\d+)\s*[「『（(]?([^、。,;；「」『』（）()\s～]*)"),
    "en": re.compile(r"\bAnnex\s*(\d+)[ ,]*[\"“(]([^\"”)]*)"),
}
_RUNS: Final = {
    "ja": re.compile(r"別紙(\d+(?:～\d+)?(?:、\d+(?:～\d+)?(?![\d年月日]))*)"),
    "en": re.compile(r"\bAnnex(?:es)? (\d+(?: to \d+)?(?:, \d+(?: to \d+)?)*)"),
}
_RUN: Final = re.compile(r"(\d+)(?:(?:～| to )(\d+))?")
_PLACE: Final = re.compile(r"(\d+(?:\.\d+)?)\. |((?:別表|Schedule )\d+)\b")
_BETWEEN: Final = re.compile(r"[、,,;；]\s*")
_FEW: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """One file under its number."""

    number: int
    file: PaperFile
    title: str


def annexes(material: Material) -> tuple[Annex, ...]:
    """Return the annexes in the order of the files given."""
    return tuple(
        Annex(number=number, file=file, title=material.titles.get(base_name(file.name), "") or PurePath(file.name).stem)
        for number, file in enumerate(material.files, 1)
    )


def refer(value: str, listed: Sequence[Annex], language: str) -> str:
    """Return a text with each file name of an annex as its number: ``INV-1.pdf、INV-2.pdf、INV-3.pdf`` is 別紙1～別紙3."""
    numbers = {base_name(annex.file.name): annex for annex in listed}
    parts = [part.strip() for part in _BETWEEN.split(value) if part.strip()]
    found = [numbers.get(base_name(part)) for part in parts]
    if found and all(found):
        return _listed([annex for annex in found if annex], language)
    for annex in sorted(listed, key=lambda one: -len(one.file.name)):
        named = words(language)["report.annex_named"].format(number=annex.number, name=annex.file.name)
        value = re.sub(rf"(?<![\w.-]){re.escape(annex.file.name)}(?![\w.-])", lambda _, to=named: to, value)  # type: ignore[misc]
    return value


def unknown(text: str, listed: Sequence[Annex], language: str) -> tuple[str, ...]:
    """Return the annex numbers that a text names and that no file has."""
    return tuple(dict.fromkeys(match[0] for match in _NAMED[language].finditer(text) if not 1 <= int(match[1]) <= len(listed)))


def misnamed(value: str, listed: Sequence[Annex], language: str) -> tuple[str, ...]:
    """Return what a stated text calls by the number of another file: ``別紙3 返送明細`` where the third is something else."""
    files = {annex.number: PurePath(annex.file.name).stem.casefold() for annex in listed}
    found = []
    for match in _TYPED[language].finditer(value):
        stem, said = files.get(int(match[1])), match[2].strip().casefold()
        said = said.rpartition(".")[0] or said
        if stem and said and said not in stem and stem not in said:
            found.append(match[0].strip())
    return tuple(dict.fromkeys(found))


def sections_citing(sections: Iterable[Section], language: str) -> dict[int, tuple[str, ...]]:
    """Return annex number → the numbers of the sections that name it, in their order."""
    found: dict[int, dict[str, None]] = {}
    for section in sections:
        if place := _PLACE.match(section.heading):
            for number in _numbers(section, language):
                found.setdefault(number, {})[place[1] or place[2]] = None
    return {number: tuple(places) for number, places in found.items()}


def _numbers(section: Section, language: str) -> Iterator[int]:
    for block in section.blocks:
        for text in _texts(block):
            for match in _RUNS[language].finditer(text):
                for run in _RUN.finditer(match[1]):
                    yield from range(int(run[1]), int(run[2] or run[1]) + 1)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Bullets):
        yield from (item.text for item in block.items)
    elif isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row)


def index(listed: Sequence[Annex], language: str, cited: Mapping[int, tuple[str, ...]]) -> Table:
    """Return the list of annexes as a table: number, content, where the text speaks of it, file, pages, digest."""
    sentences = words(language)
    heads = ("annex", "paper", "cited", "file", "pages", "sha256")
    return Table(
        head=tuple(sentences[f"report_column.{name}"] for name in heads),
        rows=tuple(
            (
                sentences["report.annex"].format(number=annex.number),
                annex.title,
                sentences["report.between"].join(_merged(cited.get(annex.number, ()))) or sentences["report.annex_uncited"],
                annex.file.name,
                str(annex.file.pages or 1),
                annex.file.sha256,
            )
            for annex in listed
        ),
        align=("left", "left", "left", "left", "right", "left"),
        fixed=frozenset({5}),
    )


def _merged(places: Sequence[str]) -> Iterator[str]:
    """Schedules after the first by their number alone: 別表1、2."""
    before = ""
    for place in places:
        name = place.rstrip("0123456789")
        yield place.removeprefix(name) if name and name == before else place
        before = name


def in_short(found: Sequence[Annex], language: str) -> str:
    """Return annexes by their numbers alone: 別紙5～114."""
    sentences = words(language)
    numbers = [_run(run, language) for run in _runs(sorted(found, key=lambda annex: annex.number))]
    code = "report.annex_numbers" if len(found) > 1 else "report.annex"
    return sentences[code].format(numbers=sentences["report.between"].join(numbers), number="".join(numbers))


def _listed(found: Sequence[Annex], language: str) -> str:
    """A few by number and name, many by number only."""
    sentences = words(language)
    between = sentences["report.between"]
    ordered = sorted({annex.number: annex for annex in found}.values(), key=lambda annex: annex.number)
    if len(ordered) <= _FEW:
        return between.join(sentences["report.annex_named"].format(number=one.number, name=one.file.name) for one in ordered)
    return in_short(ordered, language)


def _run(run: Sequence[int], language: str) -> str:
    if len(run) <= 2:
        return words(language)["report.between"].join(map(str, run))
    return words(language)["report.annex_run"].format(first=run[0], last=run[-1])


def _runs(ordered: Sequence[Annex]) -> Iterator[list[int]]:
    for _, group in groupby(enumerate(ordered), key=lambda pair: pair[1].number - pair[0]):
        yield [annex.number for _, annex in group]
