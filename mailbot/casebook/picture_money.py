"""The money in the picture: what notices said was held, as steps, and what was paid."""

from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

from mailbot.casebook.case import Case, MoneyPoint
from mailbot.casebook.money import HELD_ROLES
from mailbot.casebook.picture_scale import GRID, LEFT, RIGHT, WIDTH, Scale, text_width
from mailbot.casebook.wording import Words

HEIGHT: Final = 92
_GROUND: Final = 58
_RISE: Final = 40
_SIZE: Final = 10
_HELD: Final = "#8250df"
_PAID: Final = "#2e7d32"


def money(case: Case, scale: Scale, words: Words, y: int) -> list[str]:
    """Return the drawing with its top at ``y``; nothing where no sum is known."""
    points = [point for point in case.money if point.role in HELD_ROLES and not point.previous]
    if not any(point.value for point in points):
        return []
    ground, top = y + _GROUND, max(point.value for point in points)
    heights = [(scale.x(point.at), round(ground - float(point.value / top) * _RISE, 1)) for point in points]
    path = f"M{heights[0][0]} {heights[0][1]}" + "".join(f"H{x}V{height}" for x, height in heights[1:])
    paid = [point for point in case.money if point.role == "paid" and point.value > 0]
    end = max(scale.x(paid[0].at if paid else scale.known), heights[-1][0])
    return [
        f'<text x="8" y="{y + 36}">{escape(words.text("timeline.money"))}</text>',
        f'<line x1="{LEFT}" y1="{ground}" x2="{WIDTH - RIGHT}" y2="{ground}" stroke="{GRID}"/>',
        f'<path d="{path}H{end}" fill="none" stroke="{_HELD}" stroke-width="2"/>',
        *(f'<circle cx="{scale.x(point.at)}" cy="{ground}" r="4" fill="{_PAID}"/>' for point in paid),
        *_labels(_steps(points), paid, scale, words, ground),
    ]


def _steps(points: Sequence[MoneyPoint]) -> list[MoneyPoint]:
    """Keep the points at which the sum changes."""
    return [
        point for before, point in zip([None, *points[:-1]], points, strict=True) if before is None or before.value != point.value
    ]


def _labels(steps: Sequence[MoneyPoint], paid: Sequence[MoneyPoint], scale: Scale, words: Words, ground: int) -> Iterator[str]:
    """Yield the sums: what is held above its line, nothing and payments below the ground, where there is room."""
    held = [(point, _HELD) for point in steps if point.value]
    below = [(point, _HELD) for point in steps if not point.value] + [(point, _PAID) for point in paid]
    yield from _row(held, scale, words, ground - _RISE - 6, spare=0)
    yield from _row(sorted(below, key=lambda item: item[0].at), scale, words, ground + 13, spare=12)


def _row(items: Sequence[tuple[MoneyPoint, str]], scale: Scale, words: Words, y: int, *, spare: int) -> Iterator[str]:
    """Yield labels in one line; one that would meet the one before goes ``spare`` lower, without any it is left out."""
    taken, lower = 0.0, 0
    for point, colour in items:
        said = words.sum(point)
        wide = text_width(said, _SIZE)
        x = min(scale.x(point.at), WIDTH - 4 - wide)
        lower = spare - lower if x < taken else 0
        if x >= taken or spare:
            yield f'<text x="{round(x, 1)}" y="{y + lower}" font-size="{_SIZE}" fill="{colour}">{escape(said)}</text>'
            taken = x + wide + 8
