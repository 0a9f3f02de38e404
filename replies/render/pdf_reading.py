"""The words of a PDF for checking: a line for each paragraph and for each row of a table, as its writer meant them.

A text layer only knows pieces of lines. Lines that the page broke are joined again, column by column; cells that begin at one
height are a row, parted by bars; a table of contents and what repeats at the foot of every page are left out.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pypdf import PdfReader

from replies.render.document import width
from replies.render.pieces import DAMAGE, Piece, pieces

_CONTENTS: Final = re.compile(r"(?:\.\s?){6,}")
_MARK: Final = re.compile(r"\[\d+(?:,\s?\d+)*\]")
"""The number of a source."""
_DIGITS: Final = re.compile(r"\d+")
_ITEM: Final = re.compile(r"\s*(?:[・■◆●○□▼•*※-]|[(（]?\d{1,2}[)）.．、]|第\d|【)")
"""How a line begins that is no continuation."""
_ENDED: Final = ("。", "！", "？", ".", "!", "?", "：", ":", "】", "」")
_GAP: Final = 2.0
"""A wider gap within a line, in letters, parts two columns."""
_NARROW: Final = 0.6
_LEADING: Final = 2.2
"""Lines of one paragraph do not stand further apart, in letters."""
_REPEATED: Final = 3
_BODY: Final = 0.7
"""Body text goes at least so far across a page."""
_BAR: Final = " | "


@dataclass(frozen=True, slots=True)
class _Line:
    """Some words on one line of one column."""

    page: int
    x: float
    y: float
    size: float
    end: float
    text: str

    @property
    def column(self) -> int:
        return round(self.x / 2)


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF; ValueError where it cannot be opened, blank where it has no text layer."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("encrypted")
        lines = [line for number, page in enumerate(reader.pages) for line in _lines(number, pieces(page))]
        across = max((float(page.mediabox.width) for page in reader.pages), default=0.0)
    except DAMAGE as error:
        raise ValueError("not a readable PDF") from error
    feet = set(_feet(lines))
    kept = [line for line in lines if line not in feet and not _CONTENTS.search(line.text) and not _MARK.fullmatch(line.text)]
    if not kept:
        return ""
    return "".join(f"{row}\n" for row in _rows(_paragraphs(kept, across)))


def _lines(page: int, drawn: Iterable[Piece]) -> Iterator[_Line]:
    line: _Line | None = None
    for piece in drawn:
        text = piece.text.strip() if line is None else piece.text
        if line is not None and _beside(line, piece):
            line = replace(line, end=max(line.end, piece.end), text=line.text + text)
            continue
        if line is not None:
            yield _stripped(line)
        line = _Line(page, piece.x, piece.y, piece.size, piece.end, text)
    if line is not None:
        yield _stripped(line)


def _beside(line: _Line, piece: Piece) -> bool:
    """The piece goes on in the line. How wide letters are is only estimated: a blank before it makes a gap more likely."""
    gap = piece.x - line.end
    room = _NARROW if piece.text[:1].isspace() else _GAP
    return abs(line.y - piece.y) <= piece.size * 0.4 and piece.x > line.x and gap < piece.size * room


def _stripped(line: _Line) -> _Line:
    return replace(line, text=" ".join(line.text.split()))


def _feet(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Yield what stands at one height of many pages with the same words, whatever its number."""
    places = Counter((round(line.y), _DIGITS.sub("0", line.text)) for line in lines)
    most = max((line.page for line in lines), default=0) + 1
    for line in lines:
        times = places[round(line.y), _DIGITS.sub("0", line.text)]
        if times >= max(_REPEATED, most * 0.6):
            yield line


def _paragraphs(lines: Sequence[_Line], across: float) -> Iterator[_Line]:
    """Yield the lines with those joined that the page broke; a paragraph stands where its first line stood."""
    edges = dict(_edges(lines, across))
    joined: _Line | None = None
    last: _Line | None = None
    for line in lines:
        if joined is not None and last is not None and _goes_on(last, line, max(edges[last], edges[line])):
            space = " " if last.text[-1:].isascii() and line.text[:1].isascii() else ""
            joined = replace(joined, text=joined.text + space + line.text)
        else:
            if joined is not None:
                yield joined
            joined = line
        last = line
    if joined is not None:
        yield joined


def _edges(lines: Sequence[_Line], across: float) -> Iterator[tuple[_Line, float]]:
    """Yield how far each line could have gone: body text as far as any of it goes, a cell's as far as its own lines."""
    body = min(line.column for line in lines)
    widest = max(line.end for line in lines if line.column == body)
    widest = max(widest, across * _BODY)  # a page of short lines was not broken by its margin
    run: list[_Line] = []
    for line in (*lines, None):
        if line is not None and (not run or (_below(run[-1], line) and run[-1].column == line.column)):
            run.append(line)
            continue
        edge = widest if run[0].column == body else max(one.end for one in run)
        yield from ((one, edge) for one in run)
        run = [line] if line is not None else []


def _below(last: _Line, line: _Line) -> bool:
    """The line stands right below the last, or begins the next page."""
    if line.page != last.page:
        return line.page == last.page + 1
    return 0 < last.y - line.y <= line.size * _LEADING


def _goes_on(last: _Line, line: _Line, edge: float) -> bool:
    """The next line continues the last: it stands below it, and its first word had no room up there."""
    aligned = abs(line.x - last.x) <= line.size * _LEADING and abs(line.size - last.size) < 1
    if not _below(last, line) or not aligned or last.text.endswith(_ENDED) or _ITEM.match(line.text):
        return False
    first = line.text.split()[0] if line.text[:1].isascii() else line.text[:2]
    return last.end + width(first) * line.size / 2 >= edge - 0.06 * (edge - last.x)


def _rows(lines: Iterable[_Line]) -> Iterator[str]:
    """Yield each paragraph, and the cells of a row as one line."""
    row: list[_Line] = []
    for line in lines:
        if row and line.page == row[-1].page and abs(line.y - row[0].y) <= line.size * 0.4 and line.x > row[-1].x:
            row.append(line)
            continue
        if row:
            yield _BAR.join(cell.text for cell in row)
        row = [line]
    if row:
        yield _BAR.join(cell.text for cell in row)
