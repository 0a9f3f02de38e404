"""The one-page summary: issue → cause → action → done on → proof, and how each preventive measure is checked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from replies.evidence.paper_files import base_name
from replies.evidence.papers import PaperKind
from replies.render.document import Block, Document, Paragraph, Section, Table
from replies.report import answer
from replies.report.blocks import grid
from replies.report.causes import cause_of
from replies.report.full import meta
from replies.report.measures import content, further, measures
from replies.report.outline import load
from replies.report.specials import reason_code
from replies.report.writer import Writer


def summary(writer: Writer) -> Document:
    """Write the summary. It cites nothing by number: the full report beside it does."""
    answered = answer.section(writer, cites=False)
    sections = (
        *((answered,) if answered else ()),
        Section(heading=writer.word("report_pillar.cause"), blocks=(*_intro(writer), _table(writer))),
        Section(heading=writer.word("report_pillar.preventive"), blocks=tuple(_measures(writer))),
        _quantities(writer),
    )
    return Document(
        title=writer.word("report.summary_title"), language=writer.language, sections=sections, meta=meta(writer), one_page=True
    )


def _intro(writer: Writer) -> Iterator[Block]:
    yield _said(writer, "summary_intro")
    if writer.knows("notice.reason"):
        yield replace(writer.paragraph(reason_code(writer)), cites=())


def _table(writer: Writer) -> Table:
    names = ("issue", "cause", "action", "done_on", "proof")
    return Table(
        head=tuple(writer.word(f"report_column.{name}") for name in names),
        rows=tuple(_rows(writer)),
        caption=writer.word("report.summary_caption"),
    )


def _rows(writer: Writer) -> Iterator[tuple[str, ...]]:
    """Each action under its cause: the one that it names, else that of its own number, else the first."""
    causes = writer.binding.items("cause")
    actions = writer.binding.items("action")
    answered = {action: cause_of(writer, action, causes) for action in actions}
    for cause in causes:
        told = tuple(writer.cell(f"cause.{cause}.{name}")[0] for name in ("issue", "text"))
        own = [action for action in actions if answered[action] == cause]
        for place, action in enumerate(own or [cause]):
            done = tuple(writer.cell(f"action.{action}.{name}")[0] for name in ("text", "date", "proof"))
            yield (*(told if place == 0 else ("", "")), *done)


def _measures(writer: Writer) -> Iterator[Block]:
    yield _said(writer, "summary_prevention")
    rows = tuple(
        (
            plan.heading(writer.language),
            writer.cell(f"{plan.key}.since")[0],
            content(writer, plan),
            writer.cell(f"{plan.key}.control")[0],
        )
        for plan in measures()
    )
    names = ("measure", "since", "content", "control")
    yield Table(head=tuple(writer.word(f"report_column.{name}") for name in names), rows=rows)
    if left := further(writer, len(rows)):
        yield Paragraph(text=left)


def _quantities(writer: Writer) -> Section:
    plan = next(plan for plan in load() if plan.key == "supply")
    planned = next(block for block in plan.blocks if block.grid == "supply")
    blocks: tuple[Block, ...] = (
        _said(writer, "summary_goods"),
        grid(writer, plan, planned, cited=False),
        Paragraph(text=attached(writer)),
    )
    return Section(heading=plan.heading(writer.language), blocks=blocks)


def attached(writer: Writer) -> str:
    """Return the sentence that says what goes along, kind by kind, and where the suppliers' addresses stand."""
    if not writer.annexes:
        return writer.word("report.box_papers_none")
    kinds = Counter(writer.material.kinds.get(base_name(annex.file.name)) for annex in writer.annexes)
    told = [
        writer.word("report.papers_of_kind", kind=writer.word(f"evidence_word.{kind}").lower(), count=kinds[kind])
        for kind in PaperKind
        if kinds[kind]
    ]
    if kinds[None]:
        told.append(writer.word("report.papers_of_kind", kind=writer.word("report.own_records"), count=kinds[None]))
    return writer.word("report.box_papers", count=len(writer.annexes), kinds=writer.word("report.between").join(told))


def _said(writer: Writer, code: str) -> Paragraph:
    return replace(writer.paragraph(f"report.{code}"), cites=())
