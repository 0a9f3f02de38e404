"""The pieces of text of a PDF's page, where they stand as the page is seen. Used to mark lines, and to read them in order."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pypdf import PageObject
from pypdf.errors import PyPdfError

from replies.render.document import width

DAMAGE = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, NotImplementedError)
"""What pypdf was seen to raise for damaged files."""
Matrix = tuple[float, float, float, float, float, float]
"""As in PDF: x' = ax + cy + e, y' = bx + dy + f."""


class Piece(NamedTuple):
    """Some letters in one run: where their foot begins, in points from the page's lower left corner, and their size."""

    x: float
    y: float
    size: float
    text: str

    @property
    def end(self) -> float:
        """Where it ends, as far as its letters tell."""
        return self.x + sum(map(_em, self.text.rstrip())) * self.size


def pieces(page: PageObject) -> list[Piece]:
    """Return a page's pieces in the order in which they were drawn; may raise any of ``DAMAGE``."""
    found: list[Piece] = []
    turned = upright(page)

    def take(text: str, outer: Sequence[float], inner: Sequence[float], _font: Any, size: float) -> None:
        if text.strip():
            x, y = _moved(_moved((inner[4], inner[5]), outer), turned)
            scale = abs((inner[0] ** 2 + inner[1] ** 2) * (outer[0] ** 2 + outer[1] ** 2)) ** 0.5
            found.append(Piece(x, y, abs(size) * scale, text.replace("\n", "")))

    page.extract_text(visitor_text=take)
    return found


def upright(page: PageObject) -> Matrix:
    """Return what brings the page's own coordinates to those of the page as it is seen, turned and cut."""
    box = page.cropbox
    left, low, right, top = (float(side) for side in (box.left, box.bottom, box.right, box.top))
    return {
        0: (1.0, 0.0, 0.0, 1.0, -left, -low),
        90: (0.0, -1.0, 1.0, 0.0, -low, right),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, 1.0, -1.0, 0.0, top, -left),
    }[page.rotation % 360]


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    """A letter's usual width, in its size."""
    if width(letter) != 1:
        return width(letter) / 2
    if letter.isspace() or letter in ".,:;'|!il()[]/":
        return 0.3
    return 0.64 if letter.isupper() else 0.56 if letter.isdigit() else 0.52


def _moved(point: tuple[float, float], by: Sequence[float]) -> tuple[float, float]:
    x, y = point
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]
