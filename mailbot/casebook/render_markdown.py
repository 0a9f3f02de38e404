"""A timeline as Markdown. Quoted words of mails are escaped: they are data, not markup."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from mailbot.casebook.summary import Line
from mailbot.casebook.timeline import Detail, Timeline

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~!&]|:(?=//)|(?<=www)\.|(?<=WWW)\.)")
"""Markup, and what would make a bare address a link: no reader is to follow an address of a mail by a slip."""


def render_markdown(told: Timeline) -> str:
    """Return the timeline as CommonMark with GitHub tables, ending in a line break."""
    return "\n".join(_lines(told)) + "\n"


def escaped(words: str) -> str:
    """Return words of a mail so that no Markdown reader sees markup in them."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def _lines(told: Timeline) -> Iterator[str]:
    text = told.words.text
    yield f"# {escaped(told.heading)}"
    yield ""
    yield escaped(told.about)
    for title, lines in told.sections:
        yield from _section(title, told, lines)
    yield from _heading(text("timeline.phases"))
    for phase in told.phases:
        yield f"1. **{escaped(phase.title)}**{_mark(told, phase.ref, phase.confirmed)}  "
        yield f"   {escaped(phase.counts)}"
        if phase.quote:
            yield f"   > {_quote(told, phase.quote)}"
        if phase.turns:
            yield ""
            turns = told.words.joined(f"{escaped(line.text)}{_mark(told, line.ref, line.confirmed)}" for line in phase.turns)
            yield f"   {text('timeline.phase_turns', turns=turns)}"
    if told.detail is Detail.FULL:
        yield from _full(told)
    yield ""
    yield f"*{escaped(told.note)}*"


def _full(told: Timeline) -> Iterator[str]:
    text = told.words.text
    yield from _heading(text("timeline.table"))
    columns = [text(f"timeline.{name}") for name in ("date", "event", "words", "reference")]
    yield f"| {' | '.join(columns)} |"
    yield "| --- | --- | --- | --- |"
    for row in told.rows:
        title = escaped(row.title) if not row.turning else f"**{escaped(row.title)}**"
        event = "<br>".join([title, *map(escaped, row.details)])
        yield f"| {told.words.stamp(row.at)} | {event} | {escaped(row.quote)} | {_mark(told, row.ref, row.confirmed).strip()} |"
    if told.clocks:
        yield from _section(text("timeline.clocks"), told, told.clocks)
    if told.rounds:
        yield from _heading(text("timeline.rounds"))
        for item in told.rounds:
            yield f"- {escaped(item.title)}{_mark(told, item.ref)}"
            yield from (f"  - {escaped(line)}" for line in item.lines)
    yield from _heading(text("timeline.figures"))
    yield from (f"- {escaped(line)}" for line in told.figures)
    yield from _heading(text("timeline.messages"))
    for number, entry in enumerate(told.case.messages, start=1):
        yield f"{number}. {told.words.stamp(entry.at)} {escaped(entry.subject)} ({escaped(entry.sender)})"


def _heading(title: str) -> tuple[str, str, str]:
    return "", f"## {escaped(title)}", ""


def _section(title: str, told: Timeline, lines: Iterable[Line]) -> Iterator[str]:
    yield from _heading(title)
    for line in lines:
        yield f"- {escaped(line.text)}{_mark(told, line.ref, line.confirmed)}"
        if line.quote:
            yield f"  > {_quote(told, line.quote)}"
        yield from (f"  - {escaped(note)}" for note in line.notes)


def _quote(told: Timeline, quote: str) -> str:
    return escaped(told.words.text("timeline.quote", quote=quote))


def _mark(told: Timeline, ref: int | None, confirmed: bool = True) -> str:
    mark = "" if ref is None else " " + escaped(told.words.text("timeline.ref", number=ref))
    return mark if confirmed else f"{mark} {escaped(told.words.text('timeline.provisional'))}"
