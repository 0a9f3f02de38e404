"""Traits beside the label: is a remedy named, is it said to be final, what is missing, what else happens, which tracks move.

Events are looked for in what the text states without condition; remedies and demands stand in conditions by their nature.
"""

import re
from collections.abc import Iterable
from typing import Final

from classifiers import companions, demands
from classifiers.document import Document
from classifiers.finality import said_final
from classifiers.gaps import lacking
from classifiers.labels import ACCOUNT_HEALTH, Act, Deficit, DemandKind, Label, Track
from classifiers.lines import Role
from classifiers.sample import Sample
from classifiers.statements import Statements
from classifiers.trait_judge import DECISIONS, NO_MEASURE, Traits
from classifiers.trait_words import (
    ACCOUNT_CLOSED,
    ANSWERED,
    AT_STAKE,
    CONTEST,
    COURT,
    DEFICITS,
    GAP_LEAD,
    GAPS,
    NO_REMEDY,
    NOTHING_WANTED,
    REMEDY,
    STILL_OPEN,
    WAY_BACK,
)

_LABEL_TRACKS: Final = {
    Label.AUTHENTICITY_INQUIRY: (Track.LISTING,),
    Label.POLICY_WARNING: (Track.LISTING,),
    Label.IDENTITY_VERIFICATION: (Track.VERIFICATION,),
    Label.CLOSURE_NOTICE: (Track.ACCOUNT,),
    Label.TEMPLATE_REJECTION: (Track.ACCOUNT,),
    Label.FUNDS_APPEAL_WINDOW: (Track.FUNDS,),
    Label.FUNDS_WITHHELD: (Track.FUNDS,),
    Label.FUNDS_RELEASED: (Track.FUNDS,),
    Label.RESERVE_CHANGE: (Track.FUNDS,),
    Label.INVENTORY_NOTICE: (Track.STOCK,),
    Label.FORGERY_ALLEGATION: (Track.ACCOUNT,),
    Label.REINSTATEMENT: (Track.ACCOUNT,),
}


def ruled(source: Sample | str | Document, label: Label | Act | None = None, statements: Statements | None = None) -> Traits:
    """Return what the word lists, and what sentences state, say that a notice leaves open."""
    document = Document.of(source)
    missing = deficits(document) if label is Label.TEMPLATE_REJECTION else ()
    return Traits(appealable(document, label), final(document, label), missing, secondary(document, label, statements))


def appealable(source: Sample | str | Document, label: Label | Act | None = None) -> bool:
    """Does the notice name a remedy: something the seller may send, ask for or contest that keeps or restores something?

    With the label: receipts, payments and news name none; a refusal of money names none unless it is a way to contest it.
    """
    if label in NO_MEASURE:
        return False
    document = Document.of(source)
    if label is Label.FUNDS_APPEAL_WINDOW:
        return True
    if label in _CHECKS:
        return _asks(document) and (STILL_OPEN.search(document.text) is None or AT_STAKE.search(document.text) is not None)
    if label is Label.POLICY_WARNING:
        return _may_answer(document)
    if label is Label.INVENTORY_NOTICE:
        return _proves_stock(document)
    return _way_back(document, label)


_CHECKS: Final = frozenset({Label.AUTHENTICITY_INQUIRY, Label.IDENTITY_VERIFICATION})
"""Papers are wanted: with them the account, the listing or the payout stays."""


def _asks(document: Document) -> bool:
    return bool(demands.extract(document)) or REMEDY.search(document.text) is not None


def _may_answer(document: Document) -> bool:
    """A warning is answered with a plan, a paper, a denial; a court order, and what only wants to be heeded, is not."""
    text = document.text
    if COURT.search(text) or NOTHING_WANTED.search(text):
        return False
    asked = any(demand.kind is not DemandKind.OTHER for demand in demands.extract(document))
    return asked or CONTEST.search(text) is not None or ANSWERED.search(text) is not None


def _proves_stock(document: Document) -> bool:
    """Stock is kept by papers that prove it genuine or safe, or by contesting; taking it back is no remedy."""
    return any(demand.kind is not DemandKind.PHOTOS for demand in demands.extract(document)) or (
        CONTEST.search(document.text) is not None and NO_REMEDY.search(document.text) is None
    )


def _way_back(document: Document, label: Label | Act | None) -> bool:
    wanted = bool(demands.extract(document))
    if final(document, label) and not (wanted or _remedy_despite(document.text)):
        return False
    remedy = wanted or REMEDY.search(document.text) is not None or WAY_BACK.search(document.text) is not None
    return remedy and (_refusal_of_remedy(document.text) is None or _remedy_despite(document.text))


def _refusal_of_remedy(text: str) -> int | None:
    """Where the last sentence ends that says, without condition, that nothing can be done any more."""
    ends = [match.end() for match in NO_REMEDY.finditer(text) if not _CONDITION.search(_clause_before(text, match.start()))]
    return ends[-1] if ends else None


def _clause_before(text: str, place: int) -> str:
    return re.split(r"[。\n]|\.\s", text[max(0, place - 80) : place])[-1]


_CONDITION: Final = re.compile(r"場合(?!でも|も)|なければ|\b(?:if|unless|otherwise)\b(?<!even if)")


def _remedy_despite(text: str) -> bool:
    """ "Permanently closed" can come with a way back: a remedy that stands after the refusal of one counts."""
    last = _refusal_of_remedy(text)
    if last is None:
        return False
    remedy = REMEDY.search(text, last)
    return remedy is not None and _OTHER_MATTER.search(text, last, remedy.start() + 1) is None


_OTHER_MATTER: Final = re.compile(r"売上金|残高|在庫|fba|funds|balance|inventory|disbursement|proceeds")


def final(source: Sample | str | Document, label: Label | Act | None = None) -> bool:
    """Does the notice say, without condition, that its decision is final? With the label, only decisions can be."""
    if label is not None and label not in DECISIONS:
        return False
    document = Document.of(source)
    if label is Label.POLICY_WARNING and COURT.search(document.text):
        return False
    return said_final(document.sentences) and not _asked_again(document, label)


def _asked_again(document: Document, label: Label | Act | None) -> bool:
    """What wants another paper or plan from the seller is not the end, whatever it calls itself."""
    if label is Label.FUNDS_WITHHELD:
        return False
    return any(demand.kind is not DemandKind.OTHER for demand in demands.extract(document))


def deficits(source: Sample | str | Document) -> tuple[Deficit, ...]:
    """Tell what a rejection says is missing; ``unspecified`` where it names nothing and asks for no paper."""
    document = Document.of(source)
    if final(document, Label.TEMPLATE_REJECTION):
        return (Deficit.UNSPECIFIED,)
    found = {deficit for deficit, pattern in DEFICITS if pattern.search(document.text)} | _listed(document) | lacking(document)
    if Deficit.WRONG_CHANNEL in found and Deficit.NOT_IMPLEMENTED not in found:
        return (Deficit.WRONG_CHANNEL,)
    wanted = {demand.kind for demand in demands.extract(document)}
    if wanted & _PAPERS or (not found and wanted & _ANY_PAPER):
        found.add(Deficit.DOCUMENTS)
    return tuple(deficit for deficit in Deficit if deficit in found) or (Deficit.UNSPECIFIED,)


_PAPERS: Final = frozenset(
    {
        DemandKind.INVOICE,
        DemandKind.DELIVERY_NOTE,
        DemandKind.SUPPLIER_CONTACT,
        DemandKind.IDENTITY,
        DemandKind.ADDRESS_PROOF,
        DemandKind.BANK,
        DemandKind.LETTER_OF_AUTHORIZATION,
    }
)
_ANY_PAPER: Final = frozenset({DemandKind.PHOTOS, DemandKind.OTHER})


def _listed(document: Document) -> set[Deficit]:
    """The gaps that stand as a list below a sentence saying that something is missing."""
    found: set[Deficit] = set()
    gap = False
    above = ""
    for sentence in document.sentences:
        if _FAILED.match(sentence.text):
            found.update(deficit for deficit, pattern in GAPS if pattern.search(above))
        if _GRADED.search(sentence.text):
            found.update(deficit for deficit, pattern in GAPS if pattern.search(sentence.text))
        if sentence.role is Role.HEADING or not _MARKED.match(sentence.text):
            above = sentence.text
        if sentence.role is Role.ITEM:
            found.update(deficit for deficit, pattern in GAPS if gap and pattern.search(sentence.text))
        elif sentence.role in {Role.PROSE, Role.HEADING, Role.FIELD}:
            gap = GAP_LEAD.search(sentence.text) is not None
    return found


_FAILED: Final = re.compile(r"(?:failed|not passed|not sufficient|insufficient|不合格|不十分)\b\.?")
_GRADED: Final = re.compile(
    r"^[^。:]{2,24}(?:…|\.{2,}|:|-{1,2}|―)[^。]{0,40}"
    r"(?:記[述載](?:なし|不足)|不十分|不足|書かれていません|ありません|not given|missing|none)[。.]?$"
)
"""根本原因 … 記述なし."""
_MARKED: Final = re.compile(r"[-=_*]{3,}")
"""A form that marks each part of an appeal, below its heading."""


def secondary(
    source: Sample | str | Document, label: Label | Act | None, statements: Statements | None = None
) -> tuple[Label, ...]:
    """Tell the further acts of a message whose main act is known; none for mail that is not about the account.

    With ``statements`` (what the model's facts' head says of each sentence) far more is found than by words alone.
    """
    if not isinstance(label, Label) or label not in ACCOUNT_HEALTH:
        return ()
    return companions.of(Document.of(source), label, statements)


def tracks(
    source: Sample | str | Document, label: Label | Act | None, further: Iterable[Label] | None = None
) -> tuple[Track, ...]:
    """Tell which matters of a case a message moves: that of its label and those of its further acts (else: by words)."""
    if not isinstance(label, Label) or label not in ACCOUNT_HEALTH:
        return ()
    document = Document.of(source)
    own: Iterable[Track] = _LABEL_TRACKS.get(label, ())
    if label in {Label.REINSTATEMENT, Label.TEMPLATE_REJECTION, Label.POLICY_WARNING, Label.FORGERY_ALLEGATION}:
        own = _account_or_listing(document, label)
    touched = set(own)
    for other in secondary(document, label) if further is None else further:
        touched.update(_LABEL_TRACKS.get(other, ()))
    return tuple(track for track in Track if track in touched)


def _account_or_listing(document: Document, label: Label) -> tuple[Track, ...]:
    """The same verbs are said of accounts and of listings: 停止, "reinstated", "at risk"."""
    if label is Label.POLICY_WARNING:
        return (Track.ACCOUNT, Track.LISTING) if ACCOUNT_CLOSED.search(document.text) else (Track.LISTING,)
    return (Track.LISTING,) if STILL_OPEN.search(document.text) else (Track.ACCOUNT,)
