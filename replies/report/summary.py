"""The one-page summary: issue → cause → action → done on → proof, and how each preventive measure is checked."""

from collections.abc import Iterator
from dataclasses import replace

from replies.render.document import Block, Document, Paragraph, Section, Table
from replies.report.blocks import grid
from replies.report.full import meta
from replies.report.outline import SectionPlan, load
from replies.report.writer import Writer


def summary(writer: Writer) -> Document:
    """Write the summary. It cites nothing by number: the full report beside it does."""
    sections = (
        Section(heading=writer.word("report_pillar.cause"), blocks=(_said(writer, "summary_intro"), _table(writer))),
        Section(heading=writer.word("report_pillar.preventive"), blocks=tuple(_measures(writer))),
        _quantities(writer),
    )
    return Document(
        title=writer.word("report.summary_title"), language=writer.language, sections=sections, meta=meta(writer), one_page=True
    )


def measures() -> tuple[SectionPlan, ...]:
    """Return the sections that tell of a measure with its start and its control."""
    return tuple(plan for plan in load() if {f"{plan.key}.since", f"{plan.key}.control"} <= set(plan.facts))


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
    answered = {action: _cause_of(writer, action, causes) for action in actions}
    for cause in causes:
        told = tuple(writer.cell(f"cause.{cause}.{name}")[0] for name in ("issue", "text"))
        own = [action for action in actions if answered[action] == cause]
        for place, action in enumerate(own or [cause]):
            done = tuple(writer.cell(f"action.{action}.{name}")[0] for name in ("text", "date", "proof"))
            yield (*(told if place == 0 else ("", "")), *done)


def _cause_of(writer: Writer, action: str, causes: tuple[str, ...]) -> str:
    stated = writer.binding.ledger.get(f"action.{action}.cause")
    named = stated.value.strip() if stated else action
    return named if named in causes else causes[0]


def _measures(writer: Writer) -> Iterator[Block]:
    yield _said(writer, "summary_prevention")
    rows = tuple(
        (
            plan.heading(writer.language),
            writer.cell(f"{plan.key}.since")[0],
            writer.cell(f"{plan.key}.control")[0],
        )
        for plan in measures()
    )
    yield Table(head=tuple(writer.word(f"report_column.{name}") for name in ("measure", "since", "control")), rows=rows)


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
    """Return the sentence that says what goes along, and where the suppliers' addresses stand."""
    if not writer.annexes:
        return writer.word("report.box_papers_none")
    return writer.word("report.box_papers", count=len(writer.annexes))


def _said(writer: Writer, code: str) -> Paragraph:
    return replace(writer.paragraph(f"report.{code}"), cites=())
