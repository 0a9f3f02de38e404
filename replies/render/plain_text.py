"""A document as plain text: for a box to paste into, for checking, for reading aloud."""

from collections.abc import Iterator
from typing import Final

from replies.render.document import Block, Bullets, Document, Figure, Paragraph, Table

COLON: Final = {"ja": "：", "en": ": "}
"""What parts a label from its value."""


def text(document: Document, *, cites: bool = True) -> str:
    """Return the document as text ending in a line break; ``cites``: with the numbers of the sources, as ``[3, 7]``."""
    lines = [document.title, ""]
    colon = COLON[document.language]
    lines += [f"{label}{colon}{value}" if label else value for label, value in document.meta]
    for section in document.sections:
        lines += ["", section.heading]
        for block in section.blocks:
            lines += _block(block, cites, document.language)
    return "\n".join(lines) + "\n"


def _block(block: Block, cites: bool, language: str) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _cited(block, cites)
    elif isinstance(block, Bullets):
        for number, item in enumerate(block.items, 1):
            yield f"{f'({number}) ' if block.numbered else '・' if language == 'ja' else '- '}{_cited(item, cites)}"
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Figure):
        yield f"［{block.caption}］{block.description}" if language == "ja" else f"[{block.caption}] {block.description}"


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield table.caption
    for row in (table.head, *table.rows):
        yield " | ".join(" ".join(cell.split()) for cell in row)


def _cited(item: Paragraph, cites: bool) -> str:
    numbers = f" [{', '.join(map(str, item.cites))}]" if cites and item.cites else ""
    return item.text + numbers
