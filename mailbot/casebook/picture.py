"""A case as a picture (SVG): tracks as lanes, messages and rounds above them, clocks as spans, money as a line.

Plain SVG 1.1 without scripts, styles or outside parts; texts are escaped. Unproven stretches are drawn pale and dashed. What
each sign and colour means stands below, so that the picture can be handed on by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from classifiers.labels import Direction, Label, Track
from mailbot.casebook.case import Case, Change
from mailbot.casebook.machines import CLOSED, SETTLED, START
from mailbot.casebook.picture_clocks import LINE, drawn, packed
from mailbot.casebook.picture_money import HEIGHT, money
from mailbot.casebook.picture_scale import INK, LEFT, PALE, RIGHT, WIDTH, Scale, axis, levels, scale_of, text_width
from mailbot.casebook.wording import Words, words_for

_LANE: Final = 36
_BAR: Final = 20
_TITLE: Final = 22
_MAIL: Final = 62
"""The height between the letters from Amazon and the submissions."""
_TOP: Final = 98
"""Where the lanes begin."""
_STACK: Final = 3
_FONT: Final = "'Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic',Meiryo,sans-serif"
_GOOD: Final = "#2e7d32"
_OPEN: Final = "#b26a00"
_BAD: Final = "#c62828"
_WORST: Final = "#7f1d1d"
_SENT: Final = "#1f6feb"
_WORST_STATES: Final = frozenset({"refused_final", "vanished", "disposed", "failed"})
_BAD_STATES: Final = CLOSED | {"held", "refused", "stopped"}


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of one state."""

    start: datetime
    end: datetime
    state: str
    confirmed: bool


def picture(case: Case, language: str, now: datetime) -> str:
    """Return the picture of a case at ``now`` as an ``<svg>`` element."""
    words, scale = words_for(case, language), scale_of(case, now)
    tracks = [track for track in Track if track is Track.ACCOUNT or any(change.track is track for change in case.changes)]
    parts = [*_messages(case, scale, words)]
    for number, track in enumerate(tracks):
        parts += _lane(case, track, scale, words, _TOP + number * _LANE)
    below = _TOP + len(tracks) * _LANE + 8
    if lines := packed([clock for clock in case.clocks if clock.at is not None], scale, words):
        parts.append(f'<text x="8" y="{below + 10}">{escape(words.text("timeline.by_when"))}</text>')
        parts += drawn(lines, words, now, below + 6)
        below += max(line.row for line in lines) * LINE + 26
    if sums := money(case, scale, words, below):
        parts += sums
        below += HEIGHT
    parts = [*axis(scale, ZoneInfo(case.timezone), _TITLE + 6, below), *parts, *_today(scale, words, now, below)]
    return "\n".join([*_head(case, words, now, below + 58), *parts, *_legend(words, below + 28), "</svg>"])


def _head(case: Case, words: Words, now: datetime, height: int) -> Iterator[str]:
    title = escape(words.text("timeline.heading", case=case.id))
    at = words.moment(now)
    about = escape(
        words.text("timeline.about", account=case.account, marketplace=case.marketplace, now=at, zone=words.zone_name())
    )
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img"'
    face = f'font-family="{_FONT}" font-size="11" fill="{INK}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} {face}><title>{title}</title>'
    yield f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    yield f'<text x="8" y="15" font-size="13" font-weight="bold">{title}</text>'
    yield f'<text x="{WIDTH - 8}" y="15" text-anchor="end" fill="{PALE}">{about}</text>'


def _messages(case: Case, scale: Scale, words: Words) -> Iterator[str]:
    """Yield letters as dots, submissions as triangles; those of nearly the same hour stand above each other."""
    yield f'<text x="8" y="{_MAIL + 4}">{escape(words.text("timeline.rounds"))}</text>'
    letters = [entry for entry in case.messages if entry.direction is Direction.INCOMING]
    above = levels([scale.x(entry.at) for entry in letters], 8, _STACK)
    below = levels([scale.x(item.at) for item in case.rounds], 9, _STACK)
    heights = {entry.sha256: _MAIL - 6 - level * 8 for entry, level in zip(letters, above, strict=True)}
    depths = [_MAIL + 6 + level * 8 for level in below]
    yield from _answers(case, scale, heights, depths)
    for item, depth in zip(case.rounds, depths, strict=True):
        x = scale.x(item.at)
        tip = escape(f"{words.stamp(item.at)} {words.label(item.act)}")
        yield f'<path d="{_triangle(x, depth)}" fill="{_SENT}"><title>{tip}</title></path>'
    for entry in letters:
        colour = _BAD if entry.label == Label.TEMPLATE_REJECTION else INK
        tip = escape(f"{words.stamp(entry.at)} {words.title(entry)}")
        fill = colour if entry.confirmed else "#ffffff"
        place = f'cx="{scale.x(entry.at)}" cy="{heights[entry.sha256]}" r="3.2"'
        yield f'<circle {place} fill="{fill}" stroke="{colour}"><title>{tip}</title></circle>'


def _answers(case: Case, scale: Scale, heights: Mapping[str, int], depths: Sequence[int]) -> Iterator[str]:
    for item, depth in zip(case.rounds, depths, strict=True):
        if item.answered_at is not None and item.answer is not None and item.answer in heights:
            start, end = scale.x(item.at), scale.x(item.answered_at)
            ends = f'x1="{start}" y1="{depth}" x2="{end}" y2="{heights[item.answer]}"'
            yield f'<line {ends} stroke="{PALE}" stroke-width="0.7"/>'


def _triangle(x: float, y: float) -> str:
    return f"M{round(x - 4, 1)} {y + 6}L{round(x + 4, 1)} {y + 6}L{x} {y - 1}Z"


def _lane(case: Case, track: Track, scale: Scale, words: Words, y: int) -> Iterator[str]:
    yield f'<text x="8" y="{y + 14}">{escape(words.track(track))}</text>'
    taken = 0.0
    for span in _spans(case.changes, track, scale):
        left, width = _extent(span, scale)
        yield _bar(span, track, scale, words, y)
        label = words.state(track, span.state)
        if text_width(label) + 8 <= width:
            ink = "#ffffff" if span.confirmed else INK
            yield f'<text x="{left + 4}" y="{y + 14}" fill="{ink}">{escape(label)}</text>'
        elif span.state != START[track]:
            # Too short for its name: the name stands below, if no other is there.
            place = min(left, WIDTH - RIGHT - text_width(label, 9))
            if place >= taken:
                yield f'<text x="{round(place, 1)}" y="{y + _BAR + 10}" font-size="9" fill="{PALE}">{escape(label)}</text>'
                taken = place + text_width(label, 9) + 5


def _spans(changes: Sequence[Change], track: Track, scale: Scale) -> list[_Span]:
    """Return the stretches of a track; from an unproven change on, what it would be, until a confirmed one."""
    turns = [change for change in changes if change.track is track]
    if not turns:
        return [_Span(scale.start, scale.known, START[track], True)]
    spans = [_Span(scale.start, turns[0].at, turns[0].before, True)]
    ends = [change.at for change in turns[1:]] + [scale.known]
    spans += [_Span(change.at, end, change.after, change.confirmed) for change, end in zip(turns, ends, strict=True)]
    return [span for span in spans if span.end > span.start]


def _extent(span: _Span, scale: Scale) -> tuple[float, float]:
    left = scale.x(span.start)
    return left, round(max(scale.x(span.end) - left - 0.8, 0.8), 1)


def _bar(span: _Span, track: Track, scale: Scale, words: Words, y: int) -> str:
    left, width = _extent(span, scale)
    colour, label = _colour(track, span.state), words.state(track, span.state)
    pale = "" if span.confirmed else f' fill-opacity="0.25" stroke={quoteattr(colour)} stroke-dasharray="3 2"'
    tip = escape(f"{words.stamp(span.start)} {label}")
    return f'<rect x="{left}" y="{y}" width="{width}" height="{_BAR}" rx="2" fill="{colour}"{pale}><title>{tip}</title></rect>'


def _colour(track: Track, state: str) -> str:
    if state in SETTLED[track] and state not in _WORST_STATES:
        return _GOOD
    if state in _WORST_STATES:
        return _WORST
    return _BAD if state in _BAD_STATES else _OPEN


def _today(scale: Scale, words: Words, now: datetime, bottom: int) -> Iterator[str]:
    if scale.start <= now <= scale.end:
        x = scale.x(now)
        yield f'<line x1="{x}" y1="{_TITLE + 6}" x2="{x}" y2="{bottom}" stroke="{_SENT}" stroke-dasharray="2 3"/>'
        label = words.day(now)
        left = x - 3 - text_width(label, 10) >= LEFT
        place = f'x="{x - 3}" text-anchor="end"' if left else f'x="{x + 3}"'
        yield f'<text {place} y="{bottom + 12}" font-size="10" fill="{_SENT}">{escape(label)}</text>'


def _legend(words: Words, y: int) -> Iterator[str]:
    signs = (
        ("mail", f'<circle cx="4" cy="-3" r="3.2" fill="{INK}"/>'),
        ("refusal", f'<circle cx="4" cy="-3" r="3.2" fill="{_BAD}"/>'),
        ("unproven", f'<circle cx="4" cy="-3" r="3.2" fill="#ffffff" stroke="{INK}"/>'),
        ("sent", f'<path d="{_triangle(4, -5)}" fill="{_SENT}"/>'),
        ("due", f'<path d="M0 -3H8M8 -7V1" stroke="{INK}" fill="none"/>'),
        ("opens", f'<path d="M0 -3H8M4 -7L8 -3L4 1" stroke="{INK}" fill="none"/>'),
        ("good", _square(_GOOD)),
        ("open", _square(_OPEN)),
        ("bad", _square(_BAD)),
        ("worst", _square(_WORST)),
    )
    x = float(LEFT)
    for name, sign in signs:
        label = words.text(f"timeline.legend_{name}")
        if x + 14 + text_width(label, 9) > WIDTH - RIGHT:
            x, y = float(LEFT), y + 16
        written = f'<text x="12" y="0" font-size="9" fill="{PALE}">{escape(label)}</text>'
        yield f'<g transform="translate({round(x, 1)} {y})">{sign}{written}</g>'
        x += 26 + text_width(label, 9)


def _square(colour: str) -> str:
    return f'<rect x="0" y="-8" width="9" height="9" rx="2" fill="{colour}"/>'
