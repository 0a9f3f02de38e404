"""Reconciliation (e): do the papers name the seller as Amazon's console does?"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from replies.evidence.findings import Finding, Severity
from replies.evidence.papers import BUYING, Paper
from replies.evidence.question import Question

_FORMS: Final = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|\(株\)|\(有\)|\(同\)"
    r"|\b(?:co\.?,? ?ltd\.?|inc\.?|llc|ltd\.?|corp(?:oration)?\.?|gmbh|k\.?k\.?)(?!\w)"
)
_COURTESY: Final = re.compile(r"(?:御中|様|殿)$")
_PUNCTUATION: Final = re.compile(r"[\s・,.、。'\"]+")
_POSTAL: Final = re.compile(r"〒?\s*\d{3}-?\d{4}")
_BLOCK: Final = re.compile(r"丁目|番地の?|番|号室?|[‐−–—ー－の](?=\d)")
_HYPHENS: Final = re.compile(r"-+")
_NUMERALS: Final = str.maketrans("一二三四五六七八九", "123456789")
_CHOME: Final = re.compile(r"[一二三四五六七八九](?=丁目)")


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
    if bare_name(written) in map(bare_name, names):
        yield Finding(rule="buyer_name_form", severity=Severity.NOTE, values=values, rests=rests)
    else:
        yield Finding(rule="buyer_name_differs", severity=Severity.ERROR, values=values, rests=rests)


def _address(paper: Paper, addresses: tuple[str, ...]) -> Iterator[Finding]:
    written = paper.said("buyer_address")
    if written is None:
        return
    known = [plain_address(address) for address in addresses]
    plain = plain_address(written)
    # A paper may leave out the building, or the prefecture.
    if not any(plain.startswith(one) or one.startswith(plain) or one.endswith(plain) or plain.endswith(one) for one in known):
        values = {"doc": paper.doc_id, "written": written, "expected": " / ".join(addresses)}
        rests = tuple(line for line in paper.lines if line.buyer_address)
        yield Finding(rule="buyer_address_differs", severity=Severity.ERROR, values=values, rests=rests)


def plain_name(name: str) -> str:
    """Return a name without width, case, spaces, punctuation and 御中."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    return _PUNCTUATION.sub("", _COURTESY.sub("", plain))


def bare_name(name: str) -> str:
    """Return a name without its company form as well."""
    plain = _COURTESY.sub("", unicodedata.normalize("NFKC", name).casefold().strip())
    return _PUNCTUATION.sub("", _FORMS.sub("", plain))


def plain_address(address: str) -> str:
    """Return an address with its blocks as ``1-2-3``, without postal code, width and spaces."""
    plain = unicodedata.normalize("NFKC", address).casefold()
    plain = _CHOME.sub(lambda match: match[0].translate(_NUMERALS), plain)
    plain = _BLOCK.sub("-", _POSTAL.sub("", plain))
    plain = _HYPHENS.sub("-", _PUNCTUATION.sub("", plain))
    return re.sub(r"-(?=\D|$)", "", plain)
