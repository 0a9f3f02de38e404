"""The words of a finished document, in their order, for checking: of a DOCX, and of the text layer of a PDF."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import docx as library
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from replies.render.document import width

_CONTENTS: Final = re.compile(r"(?:\.\s?){6,}\s*\d+\s*$")
_NUMBER: Final = re.compile(r"(?<!\S)[\d,.]+(?!\S)")
_BETWEEN_NUMBERS: Final = re.compile(r"(?<=\d) (?=\d)")
_ROW: Final = 4
"""So many bare figures in a line are a row of a table; fours of digits are a card's number and stay."""
_FULL: Final = 0.86
"""A line that fills so much of the widest was broken by the page, not by its writer."""
_ENDED: Final = ("。", "！", "？", ".", "!", "?", "：", ":", "】", "」")


def docx_text(content: bytes) -> str:
    """Return the text of a DOCX, a line for each paragraph and table row; ValueError where it is none."""
    try:
        document = library.Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ValueError("not a DOCX") from error
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Any) -> Iterator[str]:
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            yield item.text
        elif isinstance(item, Table):
            yield from (" | ".join(" ".join(cell.text.split()) for cell in row.cells) for row in item.rows)


def reflowed(text: str) -> str:
    """Return the text layer of a PDF with sentences that run over lines joined again, and without a table of contents."""
    lines = [_parted(line.strip()) for line in text.splitlines() if line.strip() and not _CONTENTS.search(line)]
    widest = sorted(map(width, lines))[int(len(lines) * 0.98)] if lines else 0
    joined: list[str] = []
    broken = False
    for line in lines:
        if broken:
            space = " " if joined[-1][-1].isascii() and line[0].isascii() else ""
            joined[-1] += space + line
        else:
            joined.append(line)
        broken = width(line) >= widest * _FULL and not line.endswith(_ENDED)
    return "\n".join(joined) + "\n"


def _parted(line: str) -> str:
    """Part the figures of a table's row, lest they read as one long number."""
    numbers = _NUMBER.findall(line)
    if len(numbers) < _ROW or {len(number) for number in numbers} == {4}:
        return line
    return _BETWEEN_NUMBERS.sub(" | ", line)
