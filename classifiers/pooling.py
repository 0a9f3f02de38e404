"""From what the sentences state to what the message states: the strongest statement of each fact, by stance."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from classifiers.features import Features, Stance
from classifiers.head import Floats, Head, Row
from classifiers.phrases import Fact
from classifiers.sample import SenderKind

_LEAD: Final = 4
_SENDERS: Final = tuple(SenderKind)
_SENDER_WEIGHT: Final = 3.0
"""Beside some hundred signs of the text the sender would not be heard."""
POOLS: Final = ("any", "lead", "share", "depending", "subject")
"""Strongest asserted, strongest among the first asserted, share of the asserted, strongest in condition or heading, subject."""


OF_FACTS: Final = len(Fact) * len(POOLS)
"""Numbers of what a message states."""
WIDTH: Final = OF_FACTS + len(_SENDERS)
"""Numbers in the row of a message."""


def message(features: Features, stated: Floats | None = None) -> Row:
    """Return the row of a message. ``stated``: for each unit the probability of each fact; None leaves the facts out."""
    texts = (*(unit.text for unit in features.units), "")
    signs = (*(unit.signs for unit in features.units), features.marks)
    if stated is None:
        return Row(texts, signs)
    dense, owners = pooled([unit.stance for unit in features.units], stated)
    sender = np.array([_SENDER_WEIGHT * (kind is features.sender) for kind in _SENDERS])
    marks = np.full(len(_SENDERS), len(features.units))
    return Row(texts, signs, np.concatenate([dense, sender]), np.concatenate([owners, marks]))


def stated_by(head: Head, messages: Sequence[Features]) -> list[Floats]:
    """Ask the facts' head what each unit of each message states."""
    rows = [Row((unit.text,), (unit.said,)) for features in messages for unit in features.units]
    probabilities = head.probabilities(head.logits(rows)) if rows else np.zeros((0, len(head.labels)))
    ends = np.cumsum([len(features.units) for features in messages])
    return np.split(probabilities, ends[:-1])


def pooled(stances: Sequence[Stance], stated: Floats) -> "tuple[Floats, np.ndarray[tuple[int], np.dtype[np.int_]]]":
    """Pool facts over units, a block of numbers for each of ``POOLS``, and name the unit each was taken from."""
    asserted = [place for place, stance in enumerate(stances) if stance is Stance.ASSERTED]
    depending = [place for place, stance in enumerate(stances) if stance in {Stance.DEPENDING, Stance.HEADING}]
    subject = [place for place, stance in enumerate(stances) if stance is Stance.SUBJECT]
    blocks = [_strongest(stated, asserted), _strongest(stated, asserted[:_LEAD])]
    _, owners = blocks[0]
    blocks.append((stated[asserted].sum(axis=0) / (1 + len(asserted)), owners))
    blocks += [_strongest(stated, depending), _strongest(stated, subject)]
    return np.concatenate([block for block, _ in blocks]), np.concatenate([owner for _, owner in blocks])


def _strongest(stated: Floats, places: Sequence[int]) -> "tuple[Floats, np.ndarray[tuple[int], np.dtype[np.int_]]]":
    if not places:
        return np.zeros(stated.shape[1]), np.full(stated.shape[1], -1)
    chosen = stated[list(places)]
    return chosen.max(axis=0), np.array(places)[chosen.argmax(axis=0)]
