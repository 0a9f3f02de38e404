"""Traits beside the label: is a remedy named, is it said to be final, what is missing, what else happens, which tracks move.

Events are looked for in what the text states without condition; remedies and demands stand in conditions by their nature.
"""

import re
from collections.abc import Iterable
from typing import Final

from classifiers import deadlines, demands
from classifiers.act_words import SECONDARY, WINDOW_WORDS
from classifiers.document import Document
from classifiers.labels import ACCOUNT_HEALTH, Act, Deficit, DemandKind, Label, Track
from classifiers.lines import Role
from classifiers.sample import Sample
from classifiers.trait_words import (
    ACCOUNT_CLOSED,
    CONTEST,
    DEFICITS,
    FINAL,
    GAP_LEAD,
    GAPS,
    MEASURE,
    NO_REMEDY,
    REMEDY,
    STILL_OPEN,
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


def appealable(source: Sample | str | Document, label: Label | Act | None = None) -> bool:
    """Does the notice name a remedy against a measure: something the seller may send, ask for or contest?

    With the label, notices that take no measure (a receipt, a payment, a check of papers of an open account) have none.
    """
    if label in _NO_MEASURE:
        return False
    document = Document.of(source)
    text = document.text
    if label is Label.FUNDS_APPEAL_WINDOW:
        return True
    if label in _LISTING_MEASURES and not (CONTEST.search(text) or (MEASURE.search(text) and REMEDY.search(text))):
        return False
    if label is Label.FUNDS_WITHHELD:
        return CONTEST.search(text) is not None and NO_REMEDY.search(text) is None
    if not (REMEDY.search(text) or demands.extract(document)):
        return False
    return NO_REMEDY.search(text) is None or _remedy_despite(text)


def _remedy_despite(text: str) -> bool:
    """ "Permanently closed" can come with a way back: a remedy that stands after the refusal of one counts."""
    last = None
    for match in NO_REMEDY.finditer(text):
        last = match
    if last is None:
        return False
    remedy = REMEDY.search(text, last.end())
    return remedy is not None and _OTHER_MATTER.search(text, last.end(), remedy.start() + 1) is None


_OTHER_MATTER: Final = re.compile(r"売上金|残高|在庫|fba|funds|balance|inventory|disbursement|proceeds")
_NO_MEASURE: Final = frozenset(
    {
        Label.ACKNOWLEDGEMENT,
        Label.IDENTITY_VERIFICATION,
        Label.FUNDS_RELEASED,
        Label.REINSTATEMENT,
        Label.RESERVE_CHANGE,
        Label.OTHER_AMAZON,
        Label.NOT_AMAZON,
    }
)
_LISTING_MEASURES: Final = frozenset({Label.AUTHENTICITY_INQUIRY, Label.POLICY_WARNING, Label.INVENTORY_NOTICE})


def final(source: Sample | str | Document, label: Label | Act | None = None) -> bool:
    """Does the notice say, without condition, that its decision is final? With the label, only decisions can be."""
    if label is not None and label not in _DECISIONS:
        return False
    document = Document.of(source)
    return FINAL.search(document.asserted) is not None


_DECISIONS: Final = frozenset(
    {
        Label.CLOSURE_NOTICE,
        Label.TEMPLATE_REJECTION,
        Label.FORGERY_ALLEGATION,
        Label.FUNDS_WITHHELD,
        Label.POLICY_WARNING,
        Label.IDENTITY_VERIFICATION,
    }
)


def deficits(source: Sample | str | Document) -> tuple[Deficit, ...]:
    """Tell what a rejection says is missing; ``unspecified`` where it names nothing and asks for no paper."""
    document = Document.of(source)
    found = {deficit for deficit, pattern in DEFICITS if pattern.search(document.text)} | _listed(document)
    if Deficit.WRONG_CHANNEL in found and Deficit.NOT_IMPLEMENTED not in found:
        return (Deficit.WRONG_CHANNEL,)
    closed = FINAL.search(document.asserted) is not None
    if not (found or closed) and any(demand.kind in _PAPERS for demand in demands.extract(document)):
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
        DemandKind.PHOTOS,
    }
)


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


def secondary(source: Sample | str | Document, label: Label | Act | None) -> tuple[Label, ...]:
    """Tell the further acts of a message whose main act is known; none for mail that is not about the account."""
    if not isinstance(label, Label) or label not in ACCOUNT_HEALTH:
        return ()
    document = Document.of(source)
    possible = _COMPANIONS.get(label, frozenset())
    found: list[Label] = []
    for other, pattern, whole in SECONDARY:
        words = document.text if whole or (label, other) in _EVEN_CONDITIONAL else document.asserted
        if other in possible and pattern.search(words):
            found.append(other)
    if label is Label.FORGERY_ALLEGATION and Label.POLICY_WARNING not in found and _concerns_listing(document, found):
        found.append(Label.POLICY_WARNING)
    if Label.FUNDS_APPEAL_WINDOW in found and not _window_opens(document, label):
        found.remove(Label.FUNDS_APPEAL_WINDOW)
    return tuple(found)


def _concerns_listing(document: Document, found: Iterable[Label]) -> bool:
    """Papers of one listing were forged and the account is still open: the measure is a warning."""
    return Label.CLOSURE_NOTICE not in found and STILL_OPEN.search(document.text) is not None


def _window_opens(document: Document, label: Label) -> bool:
    """A way to the money counts as an act where the mail describes it: more than a sentence about an address.

    A decision that keeps the money, and names neither a time nor an address, only refuses it.
    """
    if label is Label.FUNDS_WITHHELD and FINAL.search(document.asserted):
        return False
    if not (_MONEY_ADDRESS.search(document.text) or deadlines.extract(document)):
        return False
    return len(WINDOW_WORDS.findall(document.text)) >= _WINDOW_MENTIONS


_MONEY_ADDRESS: Final = re.compile(r"(?:disbursement-appeals|payments-funds)@")
_WINDOW_MENTIONS: Final = 3
_COMPANIONS: Final = {
    Label.CLOSURE_NOTICE: frozenset(
        {Label.FUNDS_WITHHELD, Label.INVENTORY_NOTICE, Label.IDENTITY_VERIFICATION, Label.POLICY_WARNING}
    ),
    Label.TEMPLATE_REJECTION: frozenset(
        {
            Label.FUNDS_WITHHELD,
            Label.FUNDS_APPEAL_WINDOW,
            Label.INVENTORY_NOTICE,
            Label.IDENTITY_VERIFICATION,
            Label.POLICY_WARNING,
        }
    ),
    Label.FORGERY_ALLEGATION: frozenset(
        {
            Label.CLOSURE_NOTICE,
            Label.TEMPLATE_REJECTION,
            Label.FUNDS_WITHHELD,
            Label.IDENTITY_VERIFICATION,
            Label.POLICY_WARNING,
            Label.INVENTORY_NOTICE,
        }
    ),
    Label.AUTHENTICITY_INQUIRY: frozenset({Label.FUNDS_WITHHELD, Label.INVENTORY_NOTICE, Label.RESERVE_CHANGE}),
    Label.POLICY_WARNING: frozenset({Label.FUNDS_WITHHELD, Label.INVENTORY_NOTICE, Label.RESERVE_CHANGE}),
    Label.IDENTITY_VERIFICATION: frozenset({Label.FUNDS_WITHHELD}),
    Label.FUNDS_WITHHELD: frozenset({Label.FUNDS_APPEAL_WINDOW}),
    Label.FUNDS_RELEASED: frozenset(),
    Label.FUNDS_APPEAL_WINDOW: frozenset(),
    Label.RESERVE_CHANGE: frozenset(),
    Label.INVENTORY_NOTICE: frozenset({Label.AUTHENTICITY_INQUIRY, Label.FUNDS_WITHHELD}),
    Label.REINSTATEMENT: frozenset(
        {Label.FUNDS_RELEASED, Label.IDENTITY_VERIFICATION, Label.INVENTORY_NOTICE, Label.POLICY_WARNING}
    ),
    Label.ACKNOWLEDGEMENT: frozenset({Label.IDENTITY_VERIFICATION}),
}
"""Which further acts stand beside which main act in published notices; others are mentions."""
_EVEN_CONDITIONAL: Final = frozenset(
    {
        (Label.CLOSURE_NOTICE, Label.FUNDS_WITHHELD),
        (Label.TEMPLATE_REJECTION, Label.FUNDS_WITHHELD),
        (Label.REINSTATEMENT, Label.FUNDS_RELEASED),
    }
)
"""Where the account is closed, money that "may be held" is held."""


def tracks(source: Sample | str | Document, label: Label | Act | None) -> tuple[Track, ...]:
    """Tell which matters of a case a message moves: that of its label and those of its further acts."""
    if not isinstance(label, Label) or label not in ACCOUNT_HEALTH:
        return ()
    document = Document.of(source)
    own: Iterable[Track] = _LABEL_TRACKS.get(label, ())
    if label in {Label.REINSTATEMENT, Label.TEMPLATE_REJECTION, Label.POLICY_WARNING, Label.FORGERY_ALLEGATION}:
        own = _account_or_listing(document, label)
    touched = set(own)
    for other in secondary(document, label):
        touched.update(_LABEL_TRACKS.get(other, ()))
    return tuple(track for track in Track if track in touched)


def _account_or_listing(document: Document, label: Label) -> tuple[Track, ...]:
    """The same verbs are said of accounts and of listings: 停止, "reinstated", "at risk"."""
    if label is Label.POLICY_WARNING:
        return (Track.ACCOUNT, Track.LISTING) if ACCOUNT_CLOSED.search(document.text) else (Track.LISTING,)
    return (Track.LISTING,) if STILL_OPEN.search(document.text) else (Track.ACCOUNT,)
