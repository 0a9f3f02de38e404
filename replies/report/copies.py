"""Which papers get a copy with marks, what is marked in it, and what its strip says.

Only papers of purchase that name a product at issue: papers of identity must carry no marks, and of other papers nobody
knows what to point at.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from replies.evidence.paper_files import base_name
from replies.evidence.papers import BUYING, Paper
from replies.evidence.rows import PaperLine
from replies.render.copies import PICTURES, says
from replies.report.annexes import Annex
from replies.report.material import Material
from replies.templates import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy to make: of which annex, with which words looked for, under which strip."""

    annex: Annex
    terms: tuple[str, ...]
    caption: str


def copies(material: Material, annexes: tuple[Annex, ...]) -> tuple[Copy, ...]:
    """Return the copies that can be made, in the order of the annexes."""
    listed = {base_name(str(paper.said("paper") or "")): paper for paper in _papers(material)}
    named = ((annex, listed.get(base_name(annex.file.name))) for annex in annexes)
    return tuple(copy for annex, paper in named if paper is not None for copy in _copy(material, annex, paper))


def _papers(material: Material) -> Iterator[Paper]:
    if material.outcome is not None:
        yield from (paper for paper in material.outcome.counted.papers if paper.kind in BUYING)


def _copy(material: Material, annex: Annex, paper: Paper) -> Iterator[Copy]:
    lines = [line for line in paper.lines if _asin(material, line) in material.asins]
    terms = tuple(dict.fromkeys(term for line in lines for term in (line.asin, line.jan, line.sku, line.title) if term))
    picture = annex.file.type in PICTURES
    if not terms or not (picture or (annex.file.type == "pdf" and says(annex.file.text or "", terms))):
        return
    goods = words(material.language)["report.between"].join(dict.fromkeys(line.title for line in lines if line.title))
    code = "report.copy_picture" if picture else "report.copy_pdf"
    caption = words(material.language)[code].format(number=annex.number, name=annex.file.name, goods=goods)
    yield Copy(annex=annex, terms=terms, caption=caption)


def _asin(material: Material, line: PaperLine) -> str:
    if material.outcome is None:
        return line.asin
    return material.outcome.counted.evidence.products.asin(asin=line.asin, sku=line.sku, jan=line.jan)
