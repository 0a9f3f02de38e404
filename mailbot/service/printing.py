"""A timeline as a document to print: the summary on a page, then the picture, the tables and the list of messages. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from mailbot.casebook.picture import picture
from mailbot.casebook.summary import Line
from mailbot.casebook.timeline import Detail, Timeline
from replies.render.document import Block, Bullets, Document, Figure, Paragraph, Section, Table

_DIGEST = 16
"""Digits of a digest that tell the messages of a case apart; the index of an export has all of them."""


def document(told: Sequence[Timeline]) -> Document:
    """Return one document of one timeline or of several, a case after the other, each on a page of its own.

    ValueError where there is none.
    """
    if not told:
        raise ValueError("a document needs a case")
    first = told[0]
    text = first.words.text
    if len(told) == 1:
        title, meta = first.heading, _meta(first)
        sections = tuple(_sections(first))
    else:
        title, meta = text("timeline.all_cases"), ()
        sections = tuple(section for one in told for section in _own_page(one))
    return Document(title=title, language=first.language, sections=sections, meta=meta, footer=title)


def drawing(told: Timeline) -> Figure:
    """Return the picture of a case."""
    svg = picture(told.case, told.language, told.now)
    lanes = "; ".join(line.text for line in told.summary.standing)
    return Figure(svg=svg, caption="", description=lanes)


def _own_page(told: Timeline) -> Iterator[Section]:
    yield Section(heading=told.heading, blocks=(Paragraph(text=told.about),), new_page=True)
    yield from _sections(told)


def _meta(told: Timeline) -> tuple[tuple[str, str], ...]:
    text, words = told.words.text, told.words
    seller = words.noted(told.case.account, [told.case.marketplace])
    return (
        (text("timeline.account"), seller),
        (text("timeline.as_of"), words.noted(words.moment(told.now), [words.zone_name()])),
    )


def _sections(told: Timeline) -> Iterator[Section]:
    text = told.words.text
    standing = text("timeline.standing")
    for heading, lines in told.sections:
        blocks = _standing(told, lines) if heading == standing else _bullets(told, lines)
        last = (Paragraph(text=told.note, kind="small"),) if lines is told.sections[-1][1] else ()
        yield Section(heading=heading, level=2, blocks=(*blocks, *last))
    # Drawn before it is told: what fits below the summary stays on its page.
    yield Section(heading=text("timeline.picture"), level=2, blocks=(drawing(told),))
    yield Section(heading=text("timeline.phases"), level=2, blocks=(_phases(told),))
    if told.detail is Detail.FULL:
        yield from _full(told)


def _full(told: Timeline) -> Iterator[Section]:
    text = told.words.text
    yield Section(heading=text("timeline.table"), blocks=(_table(told),), new_page=True)
    if told.clocks:
        yield Section(heading=text("timeline.clocks"), blocks=_bullets(told, told.clocks))
    if told.rounds:
        yield Section(heading=text("timeline.rounds"), blocks=(_rounds(told),))
    figures = Bullets(items=tuple(Paragraph(text=line) for line in told.figures))
    yield Section(heading=text("timeline.figures"), blocks=(figures,))
    yield Section(heading=text("timeline.messages"), blocks=(_messages(told),))


def _bullets(told: Timeline, lines: Iterable[Line]) -> tuple[Block, ...]:
    return (Bullets(items=tuple(_paragraph(told, line) for line in lines)),)


def _paragraph(told: Timeline, line: Line) -> Paragraph:
    text = told.words.text
    parts = [line.text if line.confirmed else f"{line.text} {text('timeline.provisional')}"]
    if line.quote:
        parts.append(text("timeline.quote", quote=line.quote))
    return Paragraph(text="\n".join([*parts, *line.notes]), cites=(line.ref,) if line.ref else ())


def _standing(told: Timeline, lines: Iterable[Line]) -> tuple[Block, ...]:
    head = _head(told, "state", "words", "reference")
    rows = tuple((_marked(told, line.text, line.notes, line.confirmed), line.quote, _ref(told, line.ref)) for line in lines)
    return (Table(head=head, rows=rows),)


def _phases(told: Timeline) -> Table:
    text = told.words.text
    rows = []
    for phase in told.phases:
        start, end = phase.days
        said = [text("timeline.quote", quote=phase.quote)] if phase.quote else []
        if phase.turns:
            turns = told.words.joined(f"{line.text}{_space(_ref(told, line.ref))}" for line in phase.turns)
            said.append(text("timeline.phase_turns", turns=turns))
        period = text("timeline.period_cell" if end else "timeline.period_cell_open", start=start, end=end)
        name = _marked(told, phase.name, (phase.tally,), phase.confirmed)
        rows.append((period, name, "\n".join(said), _ref(told, phase.ref)))
    return Table(head=_head(told, "period", "phase_name", "words", "reference"), rows=tuple(rows))


def _table(told: Timeline) -> Table:
    rows = tuple(
        (told.words.stamp(row.at), _marked(told, row.title, row.details, row.confirmed), row.quote, _ref(told, row.ref))
        for row in told.rows
    )
    return Table(head=_head(told, "date", "event", "words", "reference"), rows=rows)


def _rounds(told: Timeline) -> Table:
    rows = []
    for item in told.rounds:
        refs = [_ref(told, ref) for ref in (item.ref, item.answer_ref) if ref]
        rows.append((item.title, "\n".join(item.lines), "\n".join(refs)))
    return Table(head=_head(told, "submitted", "answer", "reference"), rows=tuple(rows))


def _messages(told: Timeline) -> Table:
    rows = tuple(
        (str(number), told.words.stamp(entry.at), entry.subject, entry.sender, entry.sha256[:_DIGEST])
        for number, entry in enumerate(told.case.messages, start=1)
    )
    return Table(head=_head(told, "number", "date", "subject", "sender", "digest"), rows=rows)


def _marked(told: Timeline, title: str, details: Sequence[str], confirmed: bool) -> str:
    name = title if confirmed else f"{title} {told.words.text('timeline.provisional')}"
    return "\n".join((name, *details))


def _head(told: Timeline, *names: str) -> tuple[str, ...]:
    return tuple(told.words.text(f"timeline.{name}") for name in names)


def _ref(told: Timeline, ref: int | None) -> str:
    return "" if ref is None else told.words.text("timeline.ref", number=ref)


def _space(mark: str) -> str:
    return f" {mark}" if mark else ""
