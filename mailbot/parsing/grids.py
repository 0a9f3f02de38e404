"""Tables of data in HTML mail, told from the tables that only place things on the page."""

from itertools import islice
from typing import Final

from lxml import etree

_ROWS: Final = 40
"""Rows that are looked at: what the first forty are, the table is."""
_COLUMNS: Final = 3
"""Two columns are mostly a label and its value, which read well as one line."""


def is_grid(table: etree._Element) -> bool:
    """Do the rows of a table line up in columns that mean something: ASIN, title, respond by?

    A table within another is for layout, and so is what holds one; a grid has two rows or more as wide as its first, and three
    columns, or two below a row of ``th``.
    """
    if table.find(".//table") is not None:
        return False
    rows = [_cells(row) for row in islice(table.iter("tr"), _ROWS)]
    rows = [row for row in rows if row]
    if len(rows) < 2 or sum(1 for row in rows if len(row) == len(rows[0])) < 2:
        return False
    headed = all(cell.tag == "th" for cell in rows[0])
    return len(rows[0]) >= (_COLUMNS if not headed else _COLUMNS - 1) and all(map(_says_something, rows[0]))


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _says_something(cell: etree._Element) -> bool:
    return any(text.strip() for text in cell.itertext())
