"""The clocks in the picture: a line from the notice to the day, its words where they meet nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

from classifiers.labels import ClockKind
from mailbot.casebook.case import Clock
from mailbot.casebook.clocks import ClockStatus, status
from mailbot.casebook.picture_scale import WIDTH, Scale, text_width
from mailbot.casebook.wording import Words

LINE: Final = 16
_SIZE: Final = 9.5
_LATE: Final = "#c62828"
_CALM: Final = "#57606a"


@dataclass(frozen=True, slots=True)
class Span:
    """A clock in the drawing. ``beside``: its words stand to the right of it, else above."""

    clock: Clock
    left: float
    right: float
    row: int
    beside: bool


def packed(clocks: Sequence[Clock], scale: Scale, words: Words) -> list[Span]:
    """Put each clock into the first row where neither its line nor its words meet another."""
    rows: list[float] = []
    spans = []
    for clock in clocks:
        assert clock.at is not None
        left, right = scale.x(clock.noticed), scale.x(min(clock.at, scale.end))
        wide = text_width(words.clock(clock), _SIZE)
        fits = right + 5 + wide < WIDTH - 4
        start = left if fits else min(left, right - 8 - wide)
        row = next((index for index, taken in enumerate(rows) if taken < start), len(rows))
        rows[row : row + 1] = [right + 12 + wide if fits else right + 6]
        spans.append(Span(clock, left, right, row, beside=fits))
    return spans


def drawn(spans: Sequence[Span], words: Words, now: datetime, y: int) -> Iterator[str]:
    """Yield the lines, the first row at ``y``."""
    for span in spans:
        clock, left, right = span.clock, span.left, span.right
        row = y + span.row * LINE
        colour = _LATE if status(clock, now) is ClockStatus.MISSED else _CALM
        dash = "" if clock.confirmed else ' stroke-dasharray="3 2"'
        tip = escape(words.noted(words.clock(clock), [words.clock_status(clock, now)]))
        due = clock.kind is ClockKind.DUE
        edge = f"M{right} {row - 4}V{row + 4}" if due else f"M{right - 4} {row - 4}L{right} {row}L{right - 4} {row + 4}"
        path = f"M{left} {row}H{right}{edge}"
        yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}><title>{tip}</title></path>'
        place = f'x="{right + 5}" y="{row + 3}"' if span.beside else f'x="{right - 6}" y="{row - 3}" text-anchor="end"'
        yield f'<text {place} font-size="{_SIZE}" fill="{colour}">{escape(words.clock(clock))}</text>'
