"""A report in all its layers, from its material, and what keeps it from leaving."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from replies import blockers
from replies.novelty import novelty
from replies.render.document import Document, Section
from replies.render.plain_text import text
from replies.report import annexes
from replies.report.annexes import Annex
from replies.report.box import box
from replies.report.copies import Copy
from replies.report.full import full, index_blocks
from replies.report.material import Material
from replies.report.sources import Sources
from replies.report.summary import summary
from replies.report.writer import Writer
from replies.situation import Blocker


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Every layer. ``blockers`` must be empty before anything of it leaves."""

    document: Document
    summary: Document
    index: Document
    """The list of annexes as a document of its own."""
    box: str
    """The text for the console."""
    annexes: tuple[Annex, ...]
    copies: tuple[Copy, ...]
    """Of annexes, with marks: to be made from the files themselves."""
    cited: tuple[str, ...]
    """Keys of the facts that the layers rest on."""
    blockers: tuple[Blocker, ...]


def make(material: Material, *, max_chars: int | None = None, pillars: bool | None = None) -> Report:
    """Write a report. ``pillars``: sorted under cause, actions and prevention; by default so in English, not in Japanese."""
    writer = Writer.of(material)
    by_pillar = material.language == "en" if pillars is None else pillars
    document = full(writer, pillars=by_pillar)
    short = replace(writer, sources=Sources(material.language), schedules=[])
    layers = summary(short), box(short, max_chars)
    return Report(
        document=document,
        summary=layers[0],
        index=_index(writer),
        box=layers[1],
        annexes=writer.annexes,
        copies=writer.copies,
        cited=tuple(writer.binding.cited),
        blockers=tuple(_blockers(writer, document, layers[1])),
    )


def _blockers(writer: Writer, document: Document, short: str) -> Iterator[Blocker]:
    whole = text(document, cites=False)
    earlier = [sent.text for sent in writer.material.situation.submissions]
    yield from blockers.of(writer.binding, novelty(whole, earlier) if earlier else None)
    for name in annexes.unknown(f"{whole}\n{short}", writer.annexes, writer.language):
        yield Blocker(code="missing_fact", what=writer.word("report.unknown_annex", name=name))


def _index(writer: Writer) -> Document:
    heading = writer.word("report.annex_index")
    sections = (Section(heading=heading, blocks=index_blocks(writer)),)
    return Document(title=writer.word("report.index_title"), language=writer.language, sections=sections)
