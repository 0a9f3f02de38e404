"""The seller's papers, put together from their lines, and what a buyer's and a supplier's paper must say by itself.

What Amazon expects of an invoice: issued within the days that the notice names, the supplier's name, telephone, address and
site, goods that can be identified, unaltered (Amazon's forum staff, US and EU, 2018-2024; the Japanese mails say the same).
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from replies.evidence.findings import Finding, Severity, Word
from replies.evidence.rows import PaperLine


class PaperKind(StrEnum):
    """What a paper is; the last three explain why an order and its delivery differ."""

    INVOICE = "invoice"
    DELIVERY_NOTE = "delivery_note"
    ORDER = "order"
    RECEIPT = "receipt"
    TILL_RECEIPT = "till_receipt"
    AUTHORIZATION = "authorization"
    PAYMENT = "payment"
    IMPORT_PAPER = "import_paper"
    OTHER = "other"
    INSTALMENT = "instalment"
    SENT_BACK = "sent_back"
    SHORTAGE = "shortage"


EXPLAINING: Final = frozenset({PaperKind.INSTALMENT, PaperKind.SENT_BACK, PaperKind.SHORTAGE})
BUYING: Final = frozenset(
    {PaperKind.INVOICE, PaperKind.DELIVERY_NOTE, PaperKind.ORDER, PaperKind.RECEIPT, PaperKind.TILL_RECEIPT}
)
_REGISTRATION: Final = re.compile(r"T\d{13}")
_EXPONENT: Final = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document."""

    doc_id: str
    kind: PaperKind
    refers_to: str
    lines: tuple[PaperLine, ...]

    def said(self, field: str) -> Any:
        """Return what its lines say of a field: the first that says anything; None where none does."""
        return next((value for line in self.lines if (value := getattr(line, field))), None)


def kind_of(word: str) -> PaperKind:
    """Return the kind that a word stands for."""
    plain = unicodedata.normalize("NFKC", word).strip().casefold()
    return _kinds().get(plain, PaperKind.OTHER)


def explanations(remark: str) -> Iterator[tuple[PaperKind, int]]:
    """Yield what a remark explains, as (kind, units): 「欠品 5」."""
    plain = unicodedata.normalize("NFKC", remark).casefold()
    for kind, shape in _explaining().items():
        for match in shape.finditer(plain):
            yield kind, int(match["units"])


def papers(lines: Iterable[PaperLine]) -> tuple[Paper, ...]:
    """Group lines into documents, in the order of their first line. Lines that explain a document belong to it."""
    grouped: dict[str, list[PaperLine]] = {}
    for line in lines:
        grouped.setdefault(line.doc_id, []).append(line)
    return tuple(_paper(doc_id, own) for doc_id, own in grouped.items())


def _paper(doc_id: str, lines: list[PaperLine]) -> Paper:
    kinds = [kind for line in lines if (kind := kind_of(line.doc_type)) not in EXPLAINING]
    refers = next((line.refers_to for line in lines if line.refers_to), "")
    kind = kinds[0] if kinds else kind_of(lines[0].doc_type)
    return Paper(doc_id=doc_id, kind=kind, refers_to=refers, lines=tuple(lines))


def findings(documents: Iterable[Paper], notice_on: date | None = None) -> Iterator[Finding]:
    """Yield what is wrong with single papers, whatever they are needed for."""
    for paper in documents:
        if paper.kind in EXPLAINING:
            continue
        yield from _contradictions(paper)
        yield from _numbers(paper)
        if paper.kind is PaperKind.OTHER:
            yield _finding("paper_kind_unknown", Severity.WARNING, paper, paper.lines[:1], kind=paper.lines[0].doc_type)
        elif paper.kind in BUYING:
            yield from _missing(paper)
            issued = paper.said("issue_date")
            if notice_on is not None and issued is not None and issued > notice_on:
                days = {"issued": issued.isoformat(), "notice": notice_on.isoformat()}
                yield _finding("paper_after_notice", Severity.WARNING, paper, paper.lines, **days)


def _contradictions(paper: Paper) -> Iterator[Finding]:
    for field in ("supplier_name", "supplier_phone", "supplier_address", "reg_no", "issue_date", "buyer_name"):
        lines = [line for line in paper.lines if getattr(line, field) and kind_of(line.doc_type) not in EXPLAINING]
        said = {str(getattr(line, field)) for line in lines}
        if len(said) > 1:
            yield _finding(
                "paper_contradicts_itself", Severity.ERROR, paper, lines, field=Word(field), said=" / ".join(sorted(said))
            )


def _missing(paper: Paper) -> Iterator[Finding]:
    for field, severity in (
        ("supplier_name", Severity.ERROR),
        ("issue_date", Severity.ERROR),
        ("supplier_phone", Severity.WARNING),
        ("supplier_address", Severity.WARNING),
        ("supplier_url", Severity.NOTE),
    ):
        if paper.said(field) is None:
            yield _finding("paper_lacks", severity, paper, paper.lines[:1], field=Word(field))
    for line in paper.lines:
        if not (line.title or line.jan or line.asin or line.sku):
            yield _finding("paper_line_unnamed", Severity.WARNING, paper, [line])
        if line.ordered is None and line.delivered is None:
            yield _finding("paper_line_without_quantity", Severity.WARNING, paper, [line])


def _numbers(paper: Paper) -> Iterator[Finding]:
    for line in paper.lines:
        if line.jan and not _is_jan(line.jan):
            rule = "jan_damaged" if _EXPONENT.fullmatch(line.jan) else "jan_impossible"
            yield _finding(rule, Severity.WARNING, paper, [line], jan=line.jan)
    registration = unicodedata.normalize("NFKC", paper.said("reg_no") or "").replace("-", "").replace(" ", "").upper()
    if registration and not _REGISTRATION.fullmatch(registration):
        yield _finding("registration_malformed", Severity.WARNING, paper, paper.lines[:1], number=registration)


def _is_jan(text: str) -> bool:
    """Check length and check digit of a JAN, EAN or UPC."""
    digits = unicodedata.normalize("NFKC", text).strip()
    if not digits.isdecimal() or len(digits) not in (8, 12, 13, 14):
        return False
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits[:-1])))
    return (10 - weighted % 10) % 10 == int(digits[-1])


def _finding(rule: str, severity: Severity, paper: Paper, lines: Iterable[PaperLine], **values: str) -> Finding:
    return Finding(rule=rule, severity=severity, values={"doc": paper.doc_id, **values}, rests=tuple(lines))


@lru_cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "papers.toml").read_text(encoding="utf-8"))


@lru_cache
def _kinds() -> Mapping[str, PaperKind]:
    return {word.casefold(): PaperKind(kind) for kind, words in _words()["kinds"].items() for word in (kind, *words)}


@lru_cache
def _explaining() -> Mapping[PaperKind, re.Pattern[str]]:
    shapes = _words()["explanations"]
    return {
        PaperKind(kind): re.compile(rf"(?:{words})[^\d。、,;/]{{0,8}}?(?P<units>\d+)(?!\d)") for kind, words in shapes.items()
    }
