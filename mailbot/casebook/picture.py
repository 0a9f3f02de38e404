"""A case as a picture (SVG): tracks as lanes, messages and rounds above them, clocks as spans, money as a line.

Plain SVG 1.1 without scripts, styles or outside parts; texts are escaped. Unproven stretches are drawn pale and dashed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from classifiers.labels import ClockKind, Direction, Label, Track
from mailbot.casebook.case import Case, Change, Clock
from mailbot.casebook.clocks import ClockStatus, status
from mailbot.casebook.machines import CLOSED, SETTLED, START
from mailbot.casebook.money import HELD_ROLES
from mailbot.casebook.wording import Words, words_for

WIDTH: Final = 1000
_LEFT: Final = 110
_RIGHT: Final = 16
_LANE: Final = 34
_BAR: Final = 20
_LINE: Final = 15
_FONT: Final = "'Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic',Meiryo,sans-serif"
_GOOD: Final = "#2e7d32"
_OPEN: Final = "#e09b2d"
_BAD: Final = "#c62828"
_WORST: Final = "#7f1d1d"
_INK: Final = "#24292f"
_PALE: Final = "#8c959f"
_WORST_STATES: Final = frozenset({"refused_final", "vanished", "disposed", "failed"})
_BAD_STATES: Final = CLOSED | {"held", "refused", "stopped"}


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of one state."""

    start: datetime
    end: datetime
    state: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A clock in the drawing. ``beside``: its label stands to the right of it, else above."""

    clock: Clock
    left: float
    right: float
    row: int
    beside: bool


@dataclass(frozen=True, slots=True)
class _Scale:
    """From time to the x axis."""

    start: datetime
    end: datetime
    known: datetime
    """Until when the states are known: what comes later is not drawn as if it were."""

    def x(self, at: datetime) -> float:
        share = (at - self.start) / (self.end - self.start)
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)


def picture(case: Case, language: str, now: datetime) -> str:
    """Return the picture of a case at ``now`` as an ``<svg>`` element."""
    words = words_for(case, language)
    scale = _scale(case, now)
    tracks = [track for track in Track if track is Track.ACCOUNT or any(change.track is track for change in case.changes)]
    clocks = [clock for clock in case.clocks if clock.at is not None]
    top = 56
    parts = [*_axis(scale, ZoneInfo(case.timezone), top), *_messages(case, scale, words, 36)]
    for number, track in enumerate(tracks):
        parts += _lane(case, track, scale, words, top + number * _LANE)
    below = top + len(tracks) * _LANE + 6
    lines = _packed(clocks, scale, words)
    parts += _clocks(lines, words, now, below)
    below += (max(line.row for line in lines) * _LINE + 30) if lines else 0
    if money := _money(case, scale, words, below):
        parts += money
        below += 70
    parts += _today(scale, words, now, below)
    title = escape(words.text("timeline.heading", case=case.id))
    size = f'viewBox="0 0 {WIDTH} {below + 24}" width="{WIDTH}" height="{below + 24}" role="img"'
    face = f'font-family="{_FONT}" font-size="11" fill="{_INK}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {face}><title>{title}</title>'
    return "\n".join([head, *parts, "</svg>"])


def _scale(case: Case, now: datetime) -> _Scale:
    """The whole story, and what is still to come while a clock runs."""
    running = [clock.at for clock in case.clocks if clock.at and status(clock, now) in (ClockStatus.RUNNING, ClockStatus.SNOOZED)]
    settled = all(state.state in SETTLED[track] for track, state in case.tracks.items())
    end = max([case.last_at, *running, *([] if settled else [now])])
    margin = max((end - case.first_at) / 50, timedelta(hours=6))
    return _Scale(case.first_at - margin / 4, end + margin, max(case.last_at, min(now, end + margin)))


def _axis(scale: _Scale, zone: ZoneInfo, top: int) -> Iterator[str]:
    first, last = scale.start.astimezone(zone), scale.end.astimezone(zone)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    every = next((step for step in (1, 2, 3, 6, 12) if months / step <= 14), 24)
    yield f'<line x1="{_LEFT}" y1="{top - 8}" x2="{WIDTH - _RIGHT}" y2="{top - 8}" stroke="{_PALE}"/>'
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = datetime(index // 12, index % 12 + 1, 1, tzinfo=zone)
        if index % every == 0 and scale.start <= day <= scale.end:
            x = scale.x(day)
            yield f'<line x1="{x}" y1="16" x2="{x}" y2="{top - 8}" stroke="#d0d7de"/>'
            yield f'<text x="{x + 2}" y="12" font-size="10" fill="{_PALE}">{day.year}-{day.month:02d}</text>'


def _messages(case: Case, scale: _Scale, words: Words, y: int) -> Iterator[str]:
    yield f'<text x="8" y="{y + 4}">{escape(words.text("timeline.rounds"))}</text>'
    for item in case.rounds:
        if item.answered_at is not None:
            start, end = scale.x(item.at), scale.x(item.answered_at)
            yield f'<line x1="{start}" y1="{y + 8}" x2="{end}" y2="{y - 8}" stroke="{_PALE}" stroke-width="0.8"/>'
    for item in case.rounds:
        x = scale.x(item.at)
        tip = escape(f"{words.stamp(item.at)} {words.label(item.act)}")
        yield f'<path d="M{x - 4} {y + 12}L{x + 4} {y + 12}L{x} {y + 5}Z" fill="#1f6feb"><title>{tip}</title></path>'
    for entry in case.messages:
        if entry.direction is Direction.INCOMING:
            refused = entry.label == Label.TEMPLATE_REJECTION
            colour = _BAD if refused else _INK
            tip = escape(f"{words.stamp(entry.at)} {words.title(entry)}")
            fill = colour if entry.confirmed else "none"
            place = f'cx="{scale.x(entry.at)}" cy="{y - 8}" r="3.2"'
            yield f'<circle {place} fill="{fill}" stroke="{colour}"><title>{tip}</title></circle>'


def _lane(case: Case, track: Track, scale: _Scale, words: Words, y: int) -> Iterator[str]:
    yield f'<text x="8" y="{y + 14}">{escape(words.track(track))}</text>'
    for span in _spans(case.changes, track, scale):
        yield from _bar(span, track, scale, words, y)


def _spans(changes: Sequence[Change], track: Track, scale: _Scale) -> list[_Span]:
    """Return the stretches of a track; from an unproven change on, what it would be, until a confirmed one."""
    turns = [change for change in changes if change.track is track]
    if not turns:
        return [_Span(scale.start, scale.known, START[track], True)]
    spans = [_Span(scale.start, turns[0].at, turns[0].before, True)]
    ends = [change.at for change in turns[1:]] + [scale.known]
    spans += [_Span(change.at, end, change.after, change.confirmed) for change, end in zip(turns, ends, strict=True)]
    return [span for span in spans if span.end > span.start]


def _bar(span: _Span, track: Track, scale: _Scale, words: Words, y: int) -> Iterator[str]:
    left, right = scale.x(span.start), scale.x(span.end)
    width = round(max(right - left - 0.8, 0.8), 1)
    colour, label = _colour(track, span.state), words.state(track, span.state)
    pale = "" if span.confirmed else f' fill-opacity="0.25" stroke={quoteattr(colour)} stroke-dasharray="3 2"'
    tip = escape(f"{words.stamp(span.start)} {label}")
    yield f'<rect x="{left}" y="{y}" width="{width}" height="{_BAR}" rx="2" fill="{colour}"{pale}><title>{tip}</title></rect>'
    if _text_width(label) + 8 <= width:
        ink = "#ffffff" if span.confirmed else _INK
        yield f'<text x="{left + 4}" y="{y + 14}" fill="{ink}">{escape(label)}</text>'


def _colour(track: Track, state: str) -> str:
    if state in SETTLED[track] and state not in _WORST_STATES:
        return _GOOD
    if state in _WORST_STATES:
        return _WORST
    return _BAD if state in _BAD_STATES else _OPEN


def _packed(clocks: Sequence[Clock], scale: _Scale, words: Words) -> list[_Line]:
    """Put each clock into the first row where neither its span nor its label meets another."""
    rows: list[float] = []
    lines = []
    for clock in clocks:
        assert clock.at is not None
        left, right = scale.x(clock.noticed), scale.x(min(clock.at, scale.end))
        wide = _text_width(words.clock(clock)) * 0.85
        fits = right + 5 + wide < WIDTH - 4
        start = left if fits else min(left, right - 8 - wide)
        row = next((index for index, taken in enumerate(rows) if taken < start), len(rows))
        end = right + 10 + wide if fits else right + 5
        rows[row : row + 1] = [end]
        lines.append(_Line(clock, left, right, row, beside=fits))
    return lines


def _clocks(lines: Sequence[_Line], words: Words, now: datetime, y: int) -> Iterator[str]:
    if lines:
        yield f'<text x="8" y="{y + 16}">{escape(words.text("timeline.by_when"))}</text>'
    for line in lines:
        clock, left, right = line.clock, line.left, line.right
        row = y + 12 + line.row * _LINE
        colour = _BAD if status(clock, now) is ClockStatus.MISSED else "#57606a"
        dash = "" if clock.confirmed else ' stroke-dasharray="3 2"'
        tip = escape(words.noted(words.clock(clock), [words.clock_status(clock, now)]))
        due = clock.kind is ClockKind.DUE
        edge = f"M{right} {row - 4}V{row + 4}" if due else f"M{right - 4} {row - 4}L{right} {row}L{right - 4} {row + 4}"
        path = f"M{left} {row}H{right}{edge}"
        yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}><title>{tip}</title></path>'
        place = f'x="{right + 5}" y="{row + 3}"' if line.beside else f'x="{right - 6}" y="{row - 3}" text-anchor="end"'
        yield f'<text {place} font-size="9" fill="{colour}">{escape(words.clock(clock))}</text>'


def _money(case: Case, scale: _Scale, words: Words, y: int) -> list[str]:
    points = [point for point in case.money if point.role in HELD_ROLES and not point.previous]
    if not points or not any(point.value for point in points):
        return []
    top = max(point.value for point in points)
    heights = [(scale.x(point.at), round(y + 52 - float(point.value / top) * 40, 1)) for point in points]
    path = f"M{heights[0][0]} {heights[0][1]}" + "".join(f"H{x}V{height}" for x, height in heights[1:])
    paid = [point for point in case.money if point.role == "paid" and point.value > 0]
    end = scale.x(paid[0].at if paid else scale.known)
    parts = [
        f'<text x="8" y="{y + 32}">{escape(words.text("timeline.money"))}</text>',
        f'<line x1="{_LEFT}" y1="{y + 52}" x2="{WIDTH - _RIGHT}" y2="{y + 52}" stroke="#d0d7de"/>',
        f'<path d="{path}H{max(end, heights[-1][0])}" fill="none" stroke="#8250df" stroke-width="2"/>',
    ]
    labelled = [*points[:1], *points[-1:]] if len(points) > 1 else points[:1]
    for point in labelled:
        height = round(y + 48 - float(point.value / top) * 40, 1)
        value = escape(words.sum(point))
        parts.append(f'<text x="{scale.x(point.at) + 3}" y="{height}" font-size="10" fill="#8250df">{value}</text>')
    for point in paid:
        x = scale.x(point.at)
        parts.append(f'<circle cx="{x}" cy="{y + 52}" r="4" fill="{_GOOD}"/>')
        parts.append(
            f'<text x="{x - 6}" y="{y + 66}" font-size="10" fill="{_GOOD}" text-anchor="end">{escape(words.sum(point))}</text>'
        )
    return parts


def _today(scale: _Scale, words: Words, now: datetime, bottom: int) -> Iterator[str]:
    if scale.start <= now <= scale.end:
        x = scale.x(now)
        yield f'<line x1="{x}" y1="16" x2="{x}" y2="{bottom}" stroke="#1f6feb" stroke-dasharray="2 3"/>'
        label = escape(words.day(now))
        yield f'<text x="{x - 3}" y="{bottom + 12}" font-size="10" fill="#1f6feb" text-anchor="end">{label}</text>'


def _text_width(label: str) -> float:
    """Return about how wide a label is at 11 units: no font is measured."""
    return sum(11.0 if east_asian_width(char) in "WFA" else 6.2 for char in label)
