"""A timeline as plain text, for the terminal and for mail."""

from collections.abc import Iterable, Iterator

from mailbot.casebook.rows import Row
from mailbot.casebook.summary import Line
from mailbot.casebook.timeline import Detail, Timeline


def render_text(told: Timeline) -> str:
    """Return the timeline as text, ending in a line break."""
    return "\n".join(_lines(told)) + "\n"


def _lines(told: Timeline) -> Iterator[str]:
    text = told.words.text
    yield told.heading
    yield told.about
    for title, lines in told.sections:
        yield from _section(title, told, lines)
    yield ""
    yield f"■ {text('timeline.phases')}"
    for phase in told.phases:
        # One line for both: a page of sixty lines is to hold the longest story.
        yield f"  {phase.title}: {phase.counts}{_mark(told, phase.ref, phase.confirmed)}"
        if phase.quote:
            yield f"      {text('timeline.quote', quote=phase.quote)}"
        if phase.turns:
            turns = told.words.joined(f"{line.text}{_mark(told, line.ref, line.confirmed)}" for line in phase.turns)
            yield f"      {text('timeline.phase_turns', turns=turns)}"
    if told.detail is Detail.FULL:
        yield from _full(told)
    yield ""
    yield told.note


def _full(told: Timeline) -> Iterator[str]:
    text = told.words.text
    yield ""
    yield f"■ {text('timeline.table')}"
    for row in told.rows:
        yield from _row(told, row)
    if told.clocks:
        yield from _section(text("timeline.clocks"), told, told.clocks)
    if told.rounds:
        yield ""
        yield f"■ {text('timeline.rounds')}"
        for item in told.rounds:
            yield f"  {item.title}{_mark(told, item.ref)}"
            yield from (f"      {line}" for line in item.lines)
    yield ""
    yield f"■ {text('timeline.figures')}"
    yield from (f"  {line}" for line in told.figures)
    yield ""
    yield f"■ {text('timeline.messages')}"
    for number, entry in enumerate(told.case.messages, start=1):
        name = entry.message_id or entry.sha256[:12]
        yield f"  {text('timeline.ref', number=number)} {told.words.stamp(entry.at)} {entry.subject} ({entry.sender}) {name}"


def _row(told: Timeline, row: Row) -> Iterator[str]:
    yield f"  {told.words.stamp(row.at)}  {row.title}{_mark(told, row.ref, row.confirmed)}"
    if row.details:
        yield f"      {' / '.join(row.details)}"
    if row.quote:
        yield f"      {told.words.text('timeline.quote', quote=row.quote)}"


def _section(title: str, told: Timeline, lines: Iterable[Line]) -> Iterator[str]:
    yield ""
    yield f"■ {title}"
    for line in lines:
        yield f"  {line.text}{_mark(told, line.ref, line.confirmed)}"
        if line.quote:
            yield f"      {told.words.text('timeline.quote', quote=line.quote)}"
        yield from (f"      {note}" for note in line.notes)


def _mark(told: Timeline, ref: int | None, confirmed: bool = True) -> str:
    mark = "" if ref is None else " " + told.words.text("timeline.ref", number=ref)
    return mark if confirmed else f"{mark} {told.words.text('timeline.provisional')}"
