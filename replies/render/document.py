"""A document as a tree of plain values: what a renderer prints, and nothing about how.

All text is data: no renderer takes a character of it for markup. ``cites`` are numbers of the list of sources that the
document itself carries; a renderer prints them small behind the text.
"""

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Align = Literal["left", "right"]
_WHOLE: Final = (26, 20, 15)
"""What is no longer stays in one line: the most of these that the row has room for."""
_FILLED: Final = 0.7
"""The part of a row that may be given to what stays in one line; the rest is for what may break."""
_DEEP: Final = 4
_LETTER: Final = 1.13
"""Latin letters of the font are wider than half a Japanese one."""
_CAPITAL: Final = 0.35
_INSET: Final = 2.0
"""The space within a cell, in half-width letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text. ``gap``: a fact is missing, and the text says which. ``small``: a remark."""

    text: str
    cites: tuple[int, ...] = ()
    kind: Literal["plain", "gap", "small"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list; each item is a paragraph."""

    items: tuple[Paragraph, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: the head is repeated on every page that it runs over. Rows are as long as ``head``.

    ``fixed`` names columns whose cells must not be broken (digests); ``caption`` is printed above.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    align: tuple[Align, ...] = ()
    fixed: frozenset[int] = frozenset()
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture as an SVG document, what it shows, and the same in words for who cannot see it."""

    svg: str
    caption: str
    description: str = ""


Block = Paragraph | Bullets | Table | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part under its heading. ``level`` 1 or 2; ``new_page``: begins a page (annexes)."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. ``language`` is ``ja`` or ``en``."""

    title: str
    language: str
    sections: tuple[Section, ...]
    meta: tuple[tuple[str, str], ...] = ()
    """Label and value, printed below the title; a blank label: the value alone (the addressee)."""
    contents: str = ""
    """The heading of the table of contents; blank: none."""
    footer: str = ""
    """Printed at the foot of every page, before its number."""
    one_page: bool = False
    """Set smaller where that brings it onto one page."""


def plain(title: str, parts: Iterable[tuple[str, Sequence[str]]], language: str, footer: str = "") -> Document:
    """Return the document of (heading, lines) pairs: for anything that is told in headed lines, a timeline for instance."""
    sections = tuple(
        Section(heading=heading, blocks=tuple(_line(line) for line in lines if line.strip())) for heading, lines in parts
    )
    return Document(title=title, language=language, sections=sections, footer=footer)


def _line(line: str) -> Paragraph:
    """An indented line belongs to the one above it."""
    deep = len(line) - len(line.lstrip()) >= _DEEP
    return Paragraph(text=line.strip(), kind="small" if deep else "plain")


def headed(lines: Iterable[str], mark: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return lines as (heading, lines) pairs: a heading begins with ``mark``; what stands before the first has a blank one."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in lines:
        if line.startswith(mark):
            parts.append((line.removeprefix(mark), []))
        else:
            parts[-1][1].append(line)
    return tuple((heading, tuple(own)) for heading, own in parts if heading or any(line.strip() for line in own))


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield every paragraph and list item, in order."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block
            elif isinstance(block, Bullets):
                yield from block.items


def tables(document: Document) -> Iterator[Table]:
    """Yield every table, in order."""
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Table))


def width(text: str) -> int:
    """Return how many half-width letters a text is wide."""
    return sum(
        2 if unicodedata.east_asian_width(letter) in "WF" else 0 if unicodedata.combining(letter) else 1 for letter in text
    )


def _set(text: str) -> float:
    """Return the width in type: Latin capitals are wider than other letters of their kind."""
    return width(text) + sum("A" <= letter <= "Z" for letter in text) * _CAPITAL


def shares(table: Table) -> tuple[float, ...]:
    """Return each column's share of the page's width, by what stands in it; they sum to 1.

    What should stay in one line (dates, ASINs, short names) gets its room first, the rest goes to the prose.
    """
    columns = [(cells, place in table.fixed) for place, cells in enumerate(zip(table.head, *table.rows, strict=True))]
    room = capacity(len(columns))
    tried = ([_least(cells, fixed, whole) for cells, fixed in columns] for whole in _WHOLE)
    least = next((found for found in tried if sum(found) <= room * _FILLED), None) or [
        _least(cells, fixed, _WHOLE[-1]) for cells, fixed in columns
    ]
    wanted = [max(low, _wanted(cells, fixed)) for low, (cells, fixed) in zip(least, columns, strict=True)]
    spare = max(0.0, room - sum(least))
    more = sum(wanted) - sum(least) or 1.0
    part = min(1.0, spare / more)  # what nobody wants is shared by all, lest one column gapes
    rooms = [low + (want - low) * part for low, want in zip(least, wanted, strict=True)]
    return tuple(room / sum(rooms) for room in rooms)


def capacity(columns: int) -> float:
    """Return how many half-width letters a row of so many columns holds, at the size that it is set in."""
    return 136.0 if columns >= 8 else 124.0 if columns >= 6 else 109.0


def _least(cells: Sequence[str], fixed: bool, most: int) -> float:
    longest, head = max(map(_set, cells)), _set(cells[0])
    if fixed:
        return max(map(width, cells)) * 0.78
    whole = max(head if head <= most else head * 0.6, longest if longest <= most else 4)
    return whole * _LETTER + _INSET


def _wanted(cells: Sequence[str], fixed: bool) -> float:
    """Long prose may break, so its length counts less the longer it is."""
    longest = max(map(width, cells))
    mean = sum(map(width, cells)) / len(cells)
    return 0.0 if fixed else min(longest, 12 + math.sqrt(longest * mean) / 2, 60) * _LETTER + _INSET
