"""Traits beside the label: is a remedy named, is it said to be final, what is missing, what else happens, which tracks move.

Events are looked for in what the text states without condition; remedies and demands stand in conditions by their nature.
"""

from collections.abc import Iterable
from typing import Final

from classifiers.document import Document
from classifiers.labels import ACCOUNT_HEALTH, Act, Deficit, Label, Track
from classifiers.sample import Sample
from classifiers.trait_words import ACCOUNT_CLOSED, DEFICITS, FINAL, NO_REMEDY, REMEDY, SECONDARY, STILL_OPEN

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
_REJECTIONS: Final = frozenset({Label.TEMPLATE_REJECTION})


def appealable(source: Sample | str | Document) -> bool:
    """Does the notice name a remedy: something the seller may send, ask for or contest?"""
    document = Document.of(source)
    text = document.text
    if not REMEDY.search(text):
        return False
    return not (NO_REMEDY.search(text) and not _remedy_despite(text))


def _remedy_despite(text: str) -> bool:
    """ "Permanently closed" can come with a way back: a remedy that stands after the refusal of one counts."""
    refusal = NO_REMEDY.search(text)
    return (
        refusal is not None and REMEDY.search(text, refusal.end()) is not None and NO_REMEDY.search(text, refusal.end()) is None
    )


def final(source: Sample | str | Document) -> bool:
    """Does the notice say, without condition, that its decision is final?"""
    document = Document.of(source)
    return FINAL.search(document.asserted) is not None


def deficits(source: Sample | str | Document) -> tuple[Deficit, ...]:
    """Tell what a rejection says is missing; ``unspecified`` where it names nothing."""
    document = Document.of(source)
    found = tuple(deficit for deficit, pattern in DEFICITS if pattern.search(document.text))
    if Deficit.WRONG_CHANNEL in found and len(found) > 1 and Deficit.NOT_IMPLEMENTED not in found:
        return (Deficit.WRONG_CHANNEL,)
    return found or (Deficit.UNSPECIFIED,)


def secondary(source: Sample | str | Document, label: Label | Act | None) -> tuple[Label, ...]:
    """Tell the further acts of a message whose main act is known; none for mail that is not about the account."""
    if label not in ACCOUNT_HEALTH:
        return ()
    document = Document.of(source)
    asserted = document.asserted
    found: list[Label] = []
    for other, pattern, whole in SECONDARY:
        if other is label or _implied(other, label):
            continue
        if pattern.search(document.text if whole else asserted):
            found.append(other)
    if Label.FUNDS_RELEASED in found and Label.FUNDS_WITHHELD in found:
        found.remove(Label.FUNDS_WITHHELD)
    return tuple(found)


_IMPLIED: Final = {
    Label.FUNDS_RELEASED: {Label.FUNDS_WITHHELD, Label.FUNDS_APPEAL_WINDOW, Label.RESERVE_CHANGE},
    Label.FUNDS_APPEAL_WINDOW: {Label.FUNDS_WITHHELD, Label.FUNDS_RELEASED, Label.RESERVE_CHANGE},
    Label.FUNDS_WITHHELD: {Label.FUNDS_RELEASED, Label.RESERVE_CHANGE},
    Label.RESERVE_CHANGE: {Label.FUNDS_WITHHELD, Label.FUNDS_APPEAL_WINDOW},
    Label.CLOSURE_NOTICE: {
        Label.FUNDS_APPEAL_WINDOW,
        Label.FUNDS_RELEASED,
        Label.REINSTATEMENT,
        Label.RESERVE_CHANGE,
        Label.TEMPLATE_REJECTION,
    },
    Label.TEMPLATE_REJECTION: {Label.CLOSURE_NOTICE, Label.FUNDS_RELEASED, Label.REINSTATEMENT, Label.RESERVE_CHANGE},
    Label.REINSTATEMENT: {Label.CLOSURE_NOTICE, Label.FUNDS_WITHHELD, Label.TEMPLATE_REJECTION, Label.FUNDS_APPEAL_WINDOW},
    Label.AUTHENTICITY_INQUIRY: {Label.CLOSURE_NOTICE, Label.FUNDS_RELEASED, Label.FUNDS_APPEAL_WINDOW},
    Label.IDENTITY_VERIFICATION: {Label.FUNDS_APPEAL_WINDOW, Label.FUNDS_RELEASED},
    Label.ACKNOWLEDGEMENT: set(Label),
}


def _implied(other: Label, label: Label | Act | None) -> bool:
    return isinstance(label, Label) and other in _IMPLIED.get(label, set())


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
    if STILL_OPEN.search(document.text) and label is not Label.POLICY_WARNING:
        return (Track.LISTING,)
    listing = _LISTING_ONLY if label is Label.POLICY_WARNING else ()
    if label is Label.POLICY_WARNING:
        return (Track.ACCOUNT, *listing) if ACCOUNT_CLOSED.search(document.text) else listing
    return (Track.ACCOUNT,)


_LISTING_ONLY: Final = (Track.LISTING,)
