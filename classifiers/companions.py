"""Further acts: what a message does beside its main act ("the account is closed, *and the money is held*").

An act is told by its words (``act_words``), by what the sentences state (``Statements``, where a model is at hand), or by both:
for each pair of main act and companion what has proved reliable. Pairs that are not named here are mentions.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from classifiers import deadlines
from classifiers.act_words import SECONDARY, WINDOW_WORDS
from classifiers.document import Document
from classifiers.finality import said_final
from classifiers.labels import Label
from classifiers.phrases import Fact
from classifiers.statements import Statements
from classifiers.trait_words import STILL_OPEN


class Words(Enum):
    """How the words of an act are used."""

    NONE = auto()
    ENOUGH = auto()
    """The words tell it, whatever the sentences state."""
    NEEDED = auto()
    """The words and the statement must both be there."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a companion of a main act is told."""

    least: float
    """The probability from which a statement tells it."""
    words: Words = Words.ENOUGH
    asserted: bool = True
    """Only what is stated without condition counts as a statement."""
    anywhere: bool = False
    """The words count in conditions and headings too."""


_STATED_BY: Final = {
    Label.FUNDS_WITHHELD: (Fact.FUNDS_HELD, Fact.FUNDS_REFUSED),
    Label.CLOSURE_NOTICE: (Fact.ACCOUNT_STOPPED,),
    Label.TEMPLATE_REJECTION: (Fact.APPEAL_REFUSED, Fact.ANSWER_INSUFFICIENT),
    Label.IDENTITY_VERIFICATION: (Fact.IDENTITY_WANTED,),
    Label.INVENTORY_NOTICE: (Fact.STOCK_MATTER,),
    Label.POLICY_WARNING: (Fact.LISTING_STOPPED, Fact.VIOLATION, Fact.AT_RISK, Fact.THREAT),
    Label.FUNDS_RELEASED: (Fact.FUNDS_PAID,),
    Label.FUNDS_APPEAL_WINDOW: (Fact.FUNDS_CLAIMABLE,),
    Label.RESERVE_CHANGE: (Fact.RESERVE_SET,),
    Label.AUTHENTICITY_INQUIRY: (Fact.INVOICES_WANTED,),
}
_RULES: Final = {
    (Label.ACKNOWLEDGEMENT, Label.IDENTITY_VERIFICATION): Rule(0.9),
    (Label.AUTHENTICITY_INQUIRY, Label.FUNDS_WITHHELD): Rule(0.8, Words.NONE),
    (Label.CLOSURE_NOTICE, Label.FUNDS_WITHHELD): Rule(0.2, asserted=False, anywhere=True),
    (Label.CLOSURE_NOTICE, Label.IDENTITY_VERIFICATION): Rule(0.8),
    (Label.CLOSURE_NOTICE, Label.INVENTORY_NOTICE): Rule(0.9, anywhere=True),
    (Label.FORGERY_ALLEGATION, Label.CLOSURE_NOTICE): Rule(0.6),
    (Label.FORGERY_ALLEGATION, Label.FUNDS_WITHHELD): Rule(0.6, asserted=False),
    (Label.FORGERY_ALLEGATION, Label.IDENTITY_VERIFICATION): Rule(0.7, asserted=False, anywhere=True),
    (Label.FORGERY_ALLEGATION, Label.POLICY_WARNING): Rule(0.9, Words.ENOUGH),
    (Label.FORGERY_ALLEGATION, Label.TEMPLATE_REJECTION): Rule(0.8),
    (Label.FUNDS_APPEAL_WINDOW, Label.FUNDS_WITHHELD): Rule(0.9, Words.NONE, asserted=False),
    (Label.FUNDS_APPEAL_WINDOW, Label.INVENTORY_NOTICE): Rule(0.9, Words.NEEDED, asserted=False, anywhere=True),
    (Label.FUNDS_RELEASED, Label.FUNDS_WITHHELD): Rule(0.6, Words.NEEDED),
    (Label.IDENTITY_VERIFICATION, Label.FUNDS_WITHHELD): Rule(0.7),
    (Label.INVENTORY_NOTICE, Label.AUTHENTICITY_INQUIRY): Rule(0.8, Words.NONE),
    (Label.POLICY_WARNING, Label.FUNDS_WITHHELD): Rule(0.3, Words.NONE),
    (Label.POLICY_WARNING, Label.RESERVE_CHANGE): Rule(0.9),
    (Label.REINSTATEMENT, Label.FUNDS_RELEASED): Rule(0.9),
    (Label.REINSTATEMENT, Label.IDENTITY_VERIFICATION): Rule(0.3, asserted=False),
    (Label.REINSTATEMENT, Label.INVENTORY_NOTICE): Rule(0.3, Words.NEEDED, anywhere=True),
    (Label.REINSTATEMENT, Label.RESERVE_CHANGE): Rule(0.6, Words.NONE),
    (Label.TEMPLATE_REJECTION, Label.FUNDS_APPEAL_WINDOW): Rule(0.8, Words.NONE, asserted=False),
    (Label.TEMPLATE_REJECTION, Label.FUNDS_WITHHELD): Rule(0.4, asserted=False, anywhere=True),
    (Label.TEMPLATE_REJECTION, Label.IDENTITY_VERIFICATION): Rule(0.9),
    (Label.TEMPLATE_REJECTION, Label.INVENTORY_NOTICE): Rule(0.3, Words.NEEDED, asserted=False, anywhere=True),
    (Label.TEMPLATE_REJECTION, Label.POLICY_WARNING): Rule(0.3, Words.NEEDED),
}
_WORDS: Final = {label: pattern for label, pattern, _ in SECONDARY}
_MONEY_ADDRESS: Final = re.compile(r"(?:disbursement-appeals|payments-funds)@")
_WINDOW_MENTIONS: Final = 2


def of(document: Document, label: Label, statements: Statements | None = None) -> tuple[Label, ...]:
    """Tell the further acts of a message whose main act is known. Without ``statements`` its words alone decide."""
    found = [
        other
        for (main, other), rule in _RULES.items()
        if main is label and _acts(document, other, rule, statements) and not _is_hedged(document, label, other)
    ]
    if label is Label.FORGERY_ALLEGATION and Label.POLICY_WARNING not in found and _concerns_listing(document, found, statements):
        found.append(Label.POLICY_WARNING)
    return tuple(other for other in _WORDS if other in found)


def _acts(document: Document, other: Label, rule: Rule, statements: Statements | None) -> bool:
    worded = _WORDS[other].search(document.text if rule.anywhere else document.asserted) is not None
    if statements is None:
        return worded
    if rule.words is Words.ENOUGH and worded:
        return True
    if rule.words is Words.NEEDED and not worded:
        return False
    return statements.strongest(*_STATED_BY[other], asserted=rule.asserted) >= rule.least


def _concerns_listing(document: Document, found: list[Label], statements: Statements | None) -> bool:
    """Papers of one listing were forged and the account is still open: the measure is a warning."""
    if Label.CLOSURE_NOTICE in found:
        return False
    if STILL_OPEN.search(document.text):
        return True
    return statements is not None and statements.strongest(Fact.LISTING_STOPPED, Fact.THREAT, asserted=False) >= _WARNS


_WARNS: Final = 0.7


def _is_hedged(document: Document, label: Label, other: Label) -> bool:
    """A way to the money counts as an act where the mail describes it: more than a sentence about an address.

    A decision that keeps the money, and names neither a time nor an address, only refuses it.
    """
    if other is not Label.FUNDS_APPEAL_WINDOW:
        return False
    if label is Label.FUNDS_WITHHELD and said_final(document.sentences):
        return True
    if not (_MONEY_ADDRESS.search(document.text) or deadlines.extract(document)):
        return True
    return len(WINDOW_WORDS.findall(document.text)) < _WINDOW_MENTIONS
