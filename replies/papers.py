"""The papers that an answer owes: what the notice demands, one by one, for every ASIN it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from classifiers.labels import Deficit, DemandKind
from replies.situation import Notice, Situation, StepName, Wanted

_ASIN: Final = re.compile(r"\bB0[0-9A-Z]{8}\b|\b\d{9}[\dX]\b")

PER_ASIN: Final = frozenset({DemandKind.INVOICE, DemandKind.DELIVERY_NOTE, DemandKind.LETTER_OF_AUTHORIZATION, DemandKind.PHOTOS})
"""Papers that are owed for each ASIN: a notice with three ASINs is not answered by the invoice of two."""

IN_THE_LETTER: Final = frozenset({DemandKind.PLAN, DemandKind.EXPLANATION, DemandKind.SUPPLIER_CONTACT})
"""What the letter itself gives, so that no paper is owed for it."""

IDENTITY: Final = frozenset({DemandKind.IDENTITY, DemandKind.ADDRESS_PROOF, DemandKind.BANK})

NOT_AGAIN: Final = frozenset({DemandKind.INVOICE, DemandKind.DELIVERY_NOTE, DemandKind.PLAN})
"""What is not sent in answer to an allegation of forgery: another copy of such a paper deepens the suspicion."""

_USUAL: Final = {
    StepName.ANSWER_INQUIRY: (DemandKind.INVOICE, DemandKind.SUPPLIER_CONTACT),
    StepName.SUBMIT_DOCUMENTS: (DemandKind.IDENTITY, DemandKind.ADDRESS_PROOF),
    StepName.CLAIM_FUNDS: (DemandKind.IDENTITY, DemandKind.BANK, DemandKind.INVOICE),
    StepName.CONTEST_WITHHOLDING: (DemandKind.INVOICE,),
}
"""What such a notice wants where none of its demands could be read. Funds: identity, bank, supply chain (notices since 2020)."""

_IMPLEMENTED: Final = re.compile(r"実施|実行|措置|(?i:implement|action|measure)")
"""A demand for proof that actions were implemented: the letter names that proof with each action."""

WHOLE: Final = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper owed. ``asin`` is None where it is not owed for a single product."""

    kind: DemandKind
    age_days: int | None
    asin: str | None
    quote: str

    @property
    def key(self) -> str:
        """The key of the fact that names the attachment."""
        return f"document.{self.kind}.{self.asin or WHOLE}"


def answered_notice(situation: Situation, answers: str | None) -> Notice | None:
    """Return the notice of that ref; where a step answers none, the newest that may be answered at all."""
    if answers is not None:
        return next((notice for notice in situation.notices if notice.ref == answers), None)
    return next((notice for notice in reversed(situation.notices) if notice.answerable and not notice.forged), None)


def asins(situation: Situation, notice: Notice | None) -> tuple[str, ...]:
    """Return the ASINs at issue: the notice's own, else those of the nearest earlier notice, else the stated ones."""
    if notice is not None:
        if notice.asins:
            return notice.asins
        earlier = [item for item in situation.notices if item.at <= notice.at and item.asins and not item.forged]
        trusted = [item for item in earlier if item.believed]
        if found := trusted or earlier:
            return found[-1].asins
    stated = next((fact.value for fact in reversed(situation.facts) if fact.key == "asins"), "")
    return tuple(dict.fromkeys(_ASIN.findall(stated.upper())))


def papers(situation: Situation, step: StepName, notice: Notice | None) -> tuple[Paper, ...]:
    """Return every paper that an answer by ``step`` owes, in the order of the notice, none twice."""
    wanted = notice.demands if notice else ()
    if not any(item.kind not in IN_THE_LETTER for item in wanted):
        kinds = _USUAL.get(step, ())
        wanted += tuple(Wanted(kind=kind, age_days=None, asins=(), quote="") for kind in kinds)
    if step is StepName.ANSWER_FORGERY_ALLEGATION:
        wanted = tuple(item for item in wanted if item.kind not in NOT_AGAIN)
    if notice is not None and Deficit.NOT_IMPLEMENTED in notice.deficits:
        wanted = tuple(item for item in wanted if item.kind is not DemandKind.OTHER or not _IMPLEMENTED.search(item.quote))
    named = asins(situation, notice)
    listed = {paper.key: paper for item in reversed(wanted) for paper in _of(item, named)}
    return tuple(reversed(listed.values()))


def _of(wanted: Wanted, named: tuple[str, ...]) -> Iterator[Paper]:
    if wanted.kind in IN_THE_LETTER:
        return
    owed: tuple[str | None, ...] = (None,)
    if wanted.kind in PER_ASIN:
        owed = wanted.asins or named or (None,)
    for asin in reversed(owed):
        yield Paper(kind=wanted.kind, age_days=wanted.age_days, asin=asin, quote=wanted.quote)
