"""What an answer can settle at once: the right to sell, the verification, the money, the stock. Each moves on its own."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from classifiers.labels import Act, Label, Track
from replies.situation import Notice, Situation, Submission


class Matter(StrEnum):
    """What a notice is about, as far as one answer can settle it."""

    SELLING = "selling"
    VERIFICATION = "verification"
    FUNDS = "funds"
    STOCK = "stock"


MATTERS: Final[Mapping[Label, Matter]] = {
    Label.AUTHENTICITY_INQUIRY: Matter.SELLING,
    Label.POLICY_WARNING: Matter.SELLING,
    Label.CLOSURE_NOTICE: Matter.SELLING,
    Label.TEMPLATE_REJECTION: Matter.SELLING,
    Label.FORGERY_ALLEGATION: Matter.SELLING,
    Label.REINSTATEMENT: Matter.SELLING,
    Label.IDENTITY_VERIFICATION: Matter.VERIFICATION,
    Label.FUNDS_APPEAL_WINDOW: Matter.FUNDS,
    Label.FUNDS_WITHHELD: Matter.FUNDS,
    Label.FUNDS_RELEASED: Matter.FUNDS,
    Label.RESERVE_CHANGE: Matter.FUNDS,
    Label.INVENTORY_NOTICE: Matter.STOCK,
}

_ANSWERED_BY: Final[Mapping[Matter, frozenset[Act]]] = {
    Matter.SELLING: frozenset({Act.APPEAL, Act.DOCUMENTS}),
    Matter.VERIFICATION: frozenset({Act.APPEAL, Act.DOCUMENTS}),
    Matter.FUNDS: frozenset({Act.FUNDS_REQUEST}),
    Matter.STOCK: frozenset(),
}
"""The acts by which the seller answers a notice of the matter."""

_WORDS: Final[Mapping[Matter, re.Pattern[str]]] = {
    Matter.FUNDS: re.compile(r"売上金|入金|残高|引当金|留保|支払い|(?i:\b(?:funds|disburse\w*|balance|reserve|payout)\b)"),
    Matter.STOCK: re.compile(r"在庫|返送|廃棄|所有権の放棄|(?i:\b(?:inventory|removal|stock|dispos\w+)\b)"),
}
"""What a question or a parcel of papers speaks of, where its act does not say which matter it is about."""
_VAGUE: Final = frozenset({Act.INQUIRY, Act.DOCUMENTS, Act.OTHER})

_TRACKS: Final[Mapping[Track, Matter]] = {
    Track.ACCOUNT: Matter.SELLING,
    Track.LISTING: Matter.SELLING,
    Track.VERIFICATION: Matter.VERIFICATION,
    Track.FUNDS: Matter.FUNDS,
    Track.STOCK: Matter.STOCK,
}


def matter_of(track: Track) -> Matter:
    """Return the matter that a track belongs to."""
    return _TRACKS[track]


def matters_of(notice: Notice) -> frozenset[Matter]:
    """Return what a notice is about."""
    return frozenset(MATTERS[act] for act in acts_of(notice) if act in MATTERS)


def acts_of(notice: Notice) -> frozenset[Label]:
    """Return everything that a notice does: its label and what it says besides."""
    return frozenset(act for act in (notice.label, *notice.secondary) if act is not None)


def answers(sent: Submission, matter: Matter) -> bool:
    """Tell whether what was sent answers, or asks, about a matter."""
    words = _WORDS.get(matter)
    vague = words is not None and sent.act in _VAGUE and words.search(sent.text) is not None
    return vague or sent.act in _ANSWERED_BY[matter]


def reminds(sent: Submission, matter: Matter) -> bool:
    """Tell whether what was sent asks after an answer about a matter, and not about another one."""
    return sent.act is Act.INQUIRY and not any(answers(sent, other) for other in Matter if other is not matter)


def last_sent(situation: Situation, track: Track) -> Submission | None:
    """Return what was sent last about the matter of a track, or None."""
    fitting = [sent for sent in situation.submissions if answers(sent, matter_of(track))]
    return fitting[-1] if fitting else None
