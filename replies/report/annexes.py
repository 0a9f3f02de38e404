"""Annexes: the files that go with a report, numbered; and file names in facts turned into those numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from replies.evidence.paper_files import PaperFile, base_name
from replies.render.document import Table
from replies.report.material import Material
from replies.report.outline import load
from replies.templates import words

_NAMED: Final = {"ja": re.compile(r"別紙\s*(\d+)"), "en": re.compile(r"\bAnnex(?:es)?\s*(\d+)")}
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
        Annex(number=number, file=file, title=material.titles.get(base_name(file.name), "") or _record_of(file, material))
        for number, file in enumerate(material.files, 1)
    )


def _record_of(file: PaperFile, material: Material) -> str:
    """A file that is on no list is told by the first section whose facts name it."""
    named = {_starred(fact.key) for fact in material.situation.facts if file.name in fact.value}
    for plan in load():
        if named & {*plan.facts, *plan.optional}:
            return words(material.language)["report.annex_record"].format(heading=plan.heading(material.language))
    return ""


def _starred(key: str) -> str:
    parts = key.split(".")
    return f"{parts[0]}.*.{parts[2]}" if len(parts) == 3 else key


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


def index(listed: Sequence[Annex], language: str) -> Table:
    """Return the list of annexes as a table: number, content, file, pages, digest."""
    sentences = words(language)
    heads = ("annex", "paper", "file", "pages", "sha256")
    return Table(
        head=tuple(sentences[f"report_column.{name}"] for name in heads),
        rows=tuple(
            (
                sentences["report.annex"].format(number=annex.number),
                annex.title or "–",
                annex.file.name,
                str(annex.file.pages) if annex.file.pages else "–",
                annex.file.sha256,
            )
            for annex in listed
        ),
        align=("left", "left", "left", "right", "left"),
        fixed=frozenset({4}),
    )


def _listed(found: Sequence[Annex], language: str) -> str:
    """A few by number and name, many by number only."""
    sentences = words(language)
    between = sentences["report.between"]
    ordered = sorted({annex.number: annex for annex in found}.values(), key=lambda annex: annex.number)
    if len(ordered) <= _FEW:
        return between.join(sentences["report.annex_named"].format(number=one.number, name=one.file.name) for one in ordered)
    return sentences["report.annex_numbers"].format(numbers=between.join(_run(run, language) for run in _runs(ordered)))


def _run(run: Sequence[int], language: str) -> str:
    if len(run) <= 2:
        return words(language)["report.between"].join(map(str, run))
    return words(language)["report.annex_run"].format(first=run[0], last=run[-1])


def _runs(ordered: Sequence[Annex]) -> Iterator[list[int]]:
    for _, group in groupby(enumerate(ordered), key=lambda pair: pair[1].number - pair[0]):
        yield [annex.number for _, annex in group]
