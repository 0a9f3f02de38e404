"""What an invoice's own page says, against the list of papers: a name typed into the list proves nothing where it is not there.

Only text layers are read; of pictures nothing is said. Spaces, widths and line breaks do not count.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from replies.evidence.addressee import plain_address, plain_name
from replies.evidence.findings import Finding, Place, Severity, Word
from replies.evidence.paper_files import PaperFile, base_name
from replies.evidence.papers import Paper, PaperKind

_LOOKED_FOR: Final = ("supplier_name", "supplier_address", "buyer_name")
_LAST: Final = re.compile(r"[\s・,.、。'\"]+")


def findings(documents: Iterable[Paper], given: Sequence[PaperFile]) -> Iterator[Finding]:
    """Yield the invoices whose page lacks the supplier's name or address or the buyer's name, as far as the list states them."""
    named = {base_name(file.name): file for file in given}
    for paper in documents:
        file = named.get(base_name(str(paper.said("paper") or "")))
        if paper.kind is not PaperKind.INVOICE or file is None or not file.text:
            continue
        for field in _LOOKED_FOR:
            written = paper.said(field)
            if written and not _says(file.text, field, str(written)):
                values = {"doc": paper.doc_id, "file": file.name, "field": Word(field)}
                yield Finding(
                    rule="paper_face_lacks", severity=Severity.WARNING, values=values, rests=(*paper.lines[:1], Place(file.name))
                )


def _says(text: str, field: str, written: str) -> bool:
    if field == "supplier_address":
        return plain_address(written) in plain_address(text)
    bare = re.sub(r"<\w+>", "", plain_name(written))
    return bare in _LAST.sub("", unicodedata.normalize("NFKC", text).casefold())
