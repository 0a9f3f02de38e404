"""XLSX files as rows of text. The only importer of openpyxl."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO, Final

import openpyxl

LARGEST: Final = 300 << 20
"""Unpacked bytes; a workbook that claims more is refused unread."""

_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    SyntaxError,
    IndexError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile, openpyxl and its XML parser were seen to raise for damaged files."""


class WorkbookError(Exception):
    """The file cannot be read as a workbook. Its argument is a reason of ``evidence_unrecognised`` in the catalogue."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet that holds anything; blank rows stay, so that positions are the row numbers that Excel shows."""

    name: str
    rows: list[list[str]]


def sheets(stream: BinaryIO) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, cells as text. Raises WorkbookError."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except _DAMAGE as error:
        raise WorkbookError("broken_workbook") from error
    if "xl/workbook.xml" not in names:
        raise WorkbookError("archive")
    if unpacked > LARGEST:
        raise WorkbookError("too_large")
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on flaws of style and relations, which do not matter here
            return tuple(_sheets(stream))
    except _DAMAGE as error:
        raise WorkbookError("broken_workbook") from error


def _sheets(stream: BinaryIO) -> Iterator[Sheet]:
    book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # some programs write a wrong size, and rows beyond it would be lost
        rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        if any(map(any, rows)):
            yield Sheet(sheet.title, rows)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a JAN typed as a number
    return str(cell)
