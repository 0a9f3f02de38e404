"""The words of a finished DOCX, a line for each paragraph and table row, for checking. ``pdf_reading`` does so for a PDF."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx as library
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph


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
