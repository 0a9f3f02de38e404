"""A picture of supply and sales over time per ASIN, as SVG.

Pure text: counts in, SVG out, no font measured and none embedded; labels come from the catalogue. Bars upwards are supply
(wide, light) and sales (narrow, dark) by month, bars downwards are returns, the line is what was supplied and not yet sold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from replies.evidence.courses import Course
from replies.evidence.findings import Say, dated

_WIDTH: Final = 960
_HEIGHT: Final = 420
_LEFT: Final = 64
_RIGHT: Final = 24
_TOP: Final = 84
_BOTTOM: Final = 40
_INK: Final = "#222222"
_FAINT: Final = "#dddddd"
_SHADE: Final = "#f4f1e6"
_COLOURS: Final = {"supplied": "#9ecae1", "sold": "#08519c", "returned": "#d94801", "stock": "#238b45"}
_SIZE: Final = f'width="{_WIDTH}" height="{_HEIGHT}"'
_FONT: Final = "'Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic',Meiryo,sans-serif"
_MOST_LABELS: Final = 13
_MOST_TICKS: Final = 7


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where months and units lie on the canvas."""

    months: int
    low: float
    high: float

    @property
    def step(self) -> float:
        return (_WIDTH - _LEFT - _RIGHT) / self.months

    def x(self, place: float) -> float:
        return _LEFT + self.step * place

    def y(self, units: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (self.high - units) / (self.high - self.low)


def svg(course: Course, say: Say, title: str = "") -> str:
    """Draw one course as a standalone SVG document; ``title`` is the product's name, printed behind the ASIN."""
    low = min(0, *(-month.returned for month in course.months), *course.running)
    high = max(1, *(max(month.supplied, month.sold) for month in course.months), *course.running)
    ticks = _ticks(low, high)
    frame = _Frame(len(course.months), low - ticks[-1] / 40, ticks[-1])
    head = say("evidence_plot.title", asin=course.asin)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {_SIZE} role="img">',
        f"<title>{_safe(head)}</title>",
        f"<desc>{_safe(_description(course, say))}</desc>",
        f'<g font-family="{_FONT}" font-size="12" fill="{_INK}">',
        _rect(0, 0, _WIDTH, _HEIGHT, "#ffffff"),
        *_window(course, frame, say),
        *_grid(ticks, frame, say),
        *_bars(course, frame),
        *_line(course, frame),
        *_labels(course, frame, say),
        *_legend(say),
        _text(_LEFT, 28, f"{head}  {title}".rstrip(), size=17),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _description(course: Course, say: Say) -> str:
    months = course.months
    return say(
        "evidence_plot.description",
        asin=course.asin,
        since=_month(months[0].first, say),
        until=_month(months[-1].first, say),
        supplied=sum(month.supplied for month in months),
        sold=sum(month.sold for month in months),
        returned=sum(month.returned for month in months),
    )


def _ticks(low: int, high: int) -> list[int]:
    """Return round numbers from the first above ``low`` to the first at or above ``high``."""
    step = next(
        unit * 10**power for power in range(12) for unit in (1, 2, 5) if high - low <= unit * 10**power * (_MOST_TICKS - 1)
    )
    return list(range(-(-low // step) * step, -(-high // step) * step + 1, step))


def _grid(ticks: Sequence[int], frame: _Frame, say: Say) -> Iterator[str]:
    for tick in ticks:
        y = frame.y(tick)
        colour = _INK if tick == 0 else _FAINT
        yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" stroke="{colour}"/>'
        yield _text(_LEFT - 8, y + 4, f"{tick:,}", anchor="end")
    yield _text(_LEFT - 8, _TOP - 14, say("evidence_plot.axis"), anchor="end")


def _bars(course: Course, frame: _Frame) -> Iterator[str]:
    for place, month in enumerate(course.months):
        yield _bar(frame, place + 0.12, 0.76, month.supplied, "supplied")
        yield _bar(frame, place + 0.3, 0.4, month.sold, "sold")
        yield _bar(frame, place + 0.3, 0.4, -month.returned, "returned")


def _bar(frame: _Frame, place: float, width: float, units: int, name: str) -> str:
    top, bottom = sorted((frame.y(units), frame.y(0)))
    return _rect(frame.x(place), top, frame.step * width, bottom - top, _COLOURS[name])


def _line(course: Course, frame: _Frame) -> Iterator[str]:
    points = [(frame.x(place + 0.5), frame.y(units)) for place, units in enumerate(course.running)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<polyline points="{path}" fill="none" stroke="{_COLOURS["stock"]}" stroke-width="2"/>'
    yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{_COLOURS["stock"]}"/>' for x, y in points)


def _window(course: Course, frame: _Frame, say: Say) -> Iterator[str]:
    if course.window is None or course.notice_on is None:
        return
    since, until = (min(max(_place(course, day), 0.0), float(frame.months)) for day in course.window)
    bottom = _HEIGHT - _BOTTOM
    yield _rect(frame.x(since), _TOP, frame.step * (until - since), bottom - _TOP, _SHADE)
    if until > since:
        yield _text(frame.x(since) + 4, _TOP + 14, say("evidence_plot.window"), size=11)
    if 0 <= _place(course, course.notice_on) <= frame.months:
        x = frame.x(_place(course, course.notice_on))
        path = f"M{x:.1f} {_TOP - 6}V{bottom}"
        yield f'<path d="{path}" stroke="{_COLOURS["returned"]}" stroke-dasharray="5 3"/>'
        yield _text(x, _TOP - 10, f"{say('evidence_plot.notice')} {dated(course.notice_on, say)}", anchor="end")


def _place(course: Course, day: date) -> float:
    first = course.months[0].first
    return (day.year - first.year) * 12 + day.month - first.month + (day.day - 1) / 31


def _labels(course: Course, frame: _Frame, say: Say) -> Iterator[str]:
    every = -(-len(course.months) // _MOST_LABELS)
    for place, month in enumerate(course.months):
        if place % every == 0:
            yield _text(frame.x(place + 0.5), _HEIGHT - _BOTTOM + 20, _month(month.first, say), anchor="middle")


def _legend(say: Say) -> Iterator[str]:
    x = float(_LEFT)
    for name, colour in _COLOURS.items():
        label = say(f"evidence_plot.{name}")
        yield _rect(x, 44, 14, 10, colour)
        yield _text(x + 20, 53, label)
        x += 44 + sum(12 if letter > "\u2e7f" else 7 for letter in label)


def _month(first: date, say: Say) -> str:
    return say("evidence_plot.month", year=first.year, month=first.month)


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def _text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{_safe(words)}</text>'


def _safe(words: str) -> str:
    """Escape for XML; control characters have no place in it at all."""
    return escape("".join(letter for letter in words if letter.isprintable()))
