"""Reconciliation (e): do the papers name the seller as Amazon's console does?

A company's form is part of its name: 株式会社 for 有限会社 is another company; (株) for 株式会社, or a form left out, is a manner
of writing.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from replies.evidence.findings import Finding, Severity
from replies.evidence.papers import BUYING, Paper
from replies.evidence.question import Question

_FORMS: Final = {
    "kk": re.compile(r"株式会社|\(株\)|\bk\.?k\.?(?!\w)|\bco\.?,? ?ltd\.?(?!\w)|\bcompany limited\b"),
    "yk": re.compile(r"有限会社|\(有\)"),
    "gk": re.compile(r"合同会社|\(同\)|\bllc\b"),
    "other": re.compile(r"合資会社|合名会社|\binc\.?(?!\w)|\bltd\.?(?!\w)|\bcorp(?:oration|\.)?(?!\w)|\bgmbh\b"),
}
_COURTESY: Final = re.compile(r"(?:御中|様|殿)\s*$")
_PUNCTUATION: Final = re.compile(r"[\s・,.、。'\"]+")
_POSTAL: Final = re.compile(r"〒?\s*\d{3}-?\d{4}")
_BLOCK: Final = re.compile(r"丁目|番地の?|番|号室?|[‐−–—ー－の](?=\d)")
_HYPHENS: Final = re.compile(r"-+")
_CHOME: Final = re.compile(r"[一二三四五六七八九](?=丁目)")
_NUMERALS: Final = str.maketrans("一二三四五六七八九", "123456789")


def findings(documents: Iterable[Paper], question: Question) -> Iterator[Finding]:
    """Yield papers made out to another name or address; nothing where the console's are not known."""
    for paper in documents:
        if paper.kind in BUYING:
            if question.names:
                yield from _name(paper, question.names)
            if question.addresses:
                yield from _address(paper, question.addresses)


def _name(paper: Paper, names: tuple[str, ...]) -> Iterator[Finding]:
    written = paper.said("buyer_name")
    values = {"doc": paper.doc_id, "written": written or "", "expected": " / ".join(names)}
    if written is None:
        yield Finding(rule="buyer_name_missing", severity=Severity.WARNING, values=values, rests=paper.lines[:1])
        return
    rests = tuple(line for line in paper.lines if line.buyer_name)
    if plain_name(written) in map(plain_name, names):
        return
    if any(_only_form_differs(written, name) for name in names):
        yield Finding(rule="buyer_name_form", severity=Severity.NOTE, values=values, rests=rests)
    else:
        yield Finding(rule="buyer_name_differs", severity=Severity.ERROR, values=values, rests=rests)


def _address(paper: Paper, addresses: tuple[str, ...]) -> Iterator[Finding]:
    written = paper.said("buyer_address")
    if written is None:
        return
    known = [plain_address(address) for address in addresses]
    plain = plain_address(written)
    if not any(_same_place(plain, one) for one in known):
        values = {"doc": paper.doc_id, "written": written, "expected": " / ".join(addresses)}
        rests = tuple(line for line in paper.lines if line.buyer_address)
        yield Finding(rule="buyer_address_differs", severity=Severity.ERROR, values=values, rests=rests)


def plain_name(name: str) -> str:
    """Return a name without width, case, spaces, punctuation and 御中, its company form in one spelling."""
    plain = _folded(name)
    for form, shape in _FORMS.items():
        plain = shape.sub(f"<{form}>", plain)
    return _PUNCTUATION.sub("", plain)


def _only_form_differs(written: str, name: str) -> bool:
    """Whether two names are one but for a form that is left out or stands elsewhere."""
    forms = [{form for form, shape in _FORMS.items() if shape.search(_folded(one))} for one in (written, name)]
    bare = [re.sub(r"<\w+>", "", plain_name(one)) for one in (written, name)]
    return bool(bare[0]) and bare[0] == bare[1] and (forms[0] == forms[1] or not all(forms))


def _folded(name: str) -> str:
    return _COURTESY.sub("", unicodedata.normalize("NFKC", name).casefold().strip())


def plain_address(address: str) -> str:
    """Return an address with its blocks as ``1-2-3``, without postal code, width and spaces."""
    plain = unicodedata.normalize("NFKC", address).casefold()
    plain = _CHOME.sub(lambda match: match[0].translate(_NUMERALS), plain)
    plain = _BLOCK.sub("-", _POSTAL.sub("", plain))
    plain = _HYPHENS.sub("-", _PUNCTUATION.sub("", plain))
    return re.sub(r"-(?=\D|$)", "", plain)


def _same_place(one: str, other: str) -> bool:
    """A paper may leave out the building at the end or the prefecture at the beginning, but no digit of the block."""
    short, long = sorted((one, other), key=len)
    at = long.find(short)
    if not short or at < 0:
        return False
    after = long[at + len(short) :]
    return not (short[-1].isdigit() and after[:1].isdigit()) and not after.startswith("-")
