"""A timeline as one HTML page without scripts or outside parts; every word is escaped."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from mailbot.casebook.picture import picture
from mailbot.casebook.summary import Line
from mailbot.casebook.timeline import Detail, Timeline

_STYLE: Final = """
body{font:15px/1.6 "Noto Sans JP","Hiragino Sans","Yu Gothic",sans-serif;color:#1b1f24;max-width:60rem;margin:2rem auto}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:1.6rem 0 .4rem;border-bottom:1px solid #d5d9de}
blockquote{margin:.1rem 0 .3rem 1rem;color:#57606a}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #d5d9de;padding:.3rem .5rem;vertical-align:top;text-align:left}td:first-child{white-space:nowrap}
li .note{margin:.1rem 0 .3rem}a.ref{text-decoration:none}
.provisional{color:#9a6700}.turning{background:#fff8e1}.note,.ref{color:#57606a}svg{max-width:100%;height:auto}
@media print{body{margin:0;max-width:none}}
"""


def render_html(told: Timeline) -> str:
    """Return the timeline as a page of its own, with the picture."""
    head = f'<meta charset="utf-8"><title>{escape(told.heading)}</title><style>{_STYLE}</style>'
    body = "\n".join(_body(told))
    return f'<!doctype html>\n<html lang="{told.language}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def render_fragment(told: Timeline) -> str:
    """Return the same without page and style, for the review page."""
    return "\n".join(_body(told))


def _body(told: Timeline) -> Iterator[str]:
    text = told.words.text
    yield f'<h1>{escape(told.heading)}</h1><p class="note">{escape(told.about)}</p>'
    for title, lines in told.sections:
        yield from _section(title, told, lines)
    yield f"<h2>{escape(text('timeline.phases'))}</h2><ol>"
    for phase in told.phases:
        yield f"<li><strong>{escape(phase.title)}</strong>{_mark(told, phase.ref, phase.confirmed)}<br>{escape(phase.counts)}"
        yield _quote(told, phase.quote)
        if phase.turns:
            turns = told.words.joined(f"{escape(line.text)}{_mark(told, line.ref, line.confirmed)}" for line in phase.turns)
            yield f'<p class="note">{text("timeline.phase_turns", turns=turns)}</p>'
        yield "</li>"
    yield "</ol>"
    yield picture(told.case, told.language, told.now)
    if told.detail is Detail.FULL:
        yield from _full(told)
    yield f'<p class="note">{escape(told.note)}</p>'


def _full(told: Timeline) -> Iterator[str]:
    text = told.words.text
    columns = "".join(f"<th>{escape(text(f'timeline.{name}'))}</th>" for name in ("date", "event", "words", "reference"))
    yield f"<h2>{escape(text('timeline.table'))}</h2><table><thead><tr>{columns}</tr></thead><tbody>"
    for row in told.rows:
        event = "<br>".join([f"<strong>{escape(row.title)}</strong>", *map(escape, row.details)])
        mark = _mark(told, row.ref, row.confirmed)
        style = ' class="turning"' if row.turning else ""
        yield f"<tr{style}><td>{told.words.stamp(row.at)}</td><td>{event}</td><td>{escape(row.quote)}</td><td>{mark}</td></tr>"
    yield "</tbody></table>"
    if told.clocks:
        yield from _section(text("timeline.clocks"), told, told.clocks)
    if told.rounds:
        yield f"<h2>{escape(text('timeline.rounds'))}</h2>"
        for item in told.rounds:
            lines = "".join(f"<li>{escape(line)}</li>" for line in item.lines)
            yield f"<p><strong>{escape(item.title)}</strong>{_mark(told, item.ref)}</p><ul>{lines}</ul>"
    yield f"<h2>{escape(text('timeline.figures'))}</h2><ul>"
    yield from (f"<li>{escape(line)}</li>" for line in told.figures)
    yield f"</ul><h2>{escape(text('timeline.messages'))}</h2><ol>"
    for number, entry in enumerate(told.case.messages, start=1):
        yield f'<li id="m{number}">{told.words.stamp(entry.at)} {escape(entry.subject)} ({escape(entry.sender)})</li>'
    yield "</ol>"


def _section(title: str, told: Timeline, lines: Iterable[Line]) -> Iterator[str]:
    yield f"<h2>{escape(title)}</h2><ul>"
    for line in lines:
        notes = "".join(f'<p class="note">{escape(note)}</p>' for note in line.notes)
        yield f"<li>{escape(line.text)}{_mark(told, line.ref, line.confirmed)}{_quote(told, line.quote)}{notes}</li>"
    yield "</ul>"


def _quote(told: Timeline, quote: str) -> str:
    return f"<blockquote>{escape(told.words.text('timeline.quote', quote=quote))}</blockquote>" if quote else ""


def _mark(told: Timeline, ref: int | None, confirmed: bool = True) -> str:
    if ref is None:
        mark = ""
    else:
        number = escape(told.words.text("timeline.ref", number=ref))
        # In full the list of messages stands below.
        linked = told.detail is Detail.FULL
        mark = f' <a class="ref" href="#m{ref}">{number}</a>' if linked else f' <span class="ref">{number}</span>'
    return mark if confirmed else f'{mark} <span class="provisional">{escape(told.words.text("timeline.provisional"))}</span>'
