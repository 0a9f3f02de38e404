"""A second opinion on what a notice leaves open: learned from the whole message, its label and what the word lists say.

Is there a way back, is it said to be the end, what does a rejection find missing? Word lists know the phrases they list; writers
say the same in a hundred other ways. As with times (``time_judge``), how far the lists may be trusted is learned only from texts
on which no list was tuned. One regression for each trait, over n-grams, signs, and what the sentences state.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from classifiers import pooling
from classifiers.features import Features
from classifiers.head import Floats, Head, Row, Settings
from classifiers.inference import Grams, Quick
from classifiers.labels import Deficit, Label

SETTINGS: Final = Settings(
    ngrams=(2, 4), ngram_weight=1.0, least_ngrams=20, least_signs=16, dense_weight=1.0, strength=8.0, several=True
)
APPEALABLE: Final = "appealable"
FINAL: Final = "final"
NAMED: Final = tuple(deficit for deficit in Deficit if deficit is not Deficit.UNSPECIFIED)
"""Deficits that are judged; where none of them is found, it is unspecified what is missing."""
FURTHER: Final = (
    Label.FUNDS_WITHHELD,
    Label.CLOSURE_NOTICE,
    Label.IDENTITY_VERIFICATION,
    Label.INVENTORY_NOTICE,
    Label.TEMPLATE_REJECTION,
    Label.POLICY_WARNING,
    Label.FUNDS_RELEASED,
    Label.FUNDS_APPEAL_WINDOW,
    Label.AUTHENTICITY_INQUIRY,
)
"""Acts that messages of another label tell besides, as often as can be learned from: at least 40 in the corpus."""
NAMES: Final = (APPEALABLE, FINAL, *(deficit.value for deficit in NAMED), *(label.value for label in FURTHER))
NO_MEASURE: Final = frozenset(
    {
        Label.ACKNOWLEDGEMENT,
        Label.FUNDS_RELEASED,
        Label.FUNDS_WITHHELD,
        Label.REINSTATEMENT,
        Label.RESERVE_CHANGE,
        Label.OTHER_AMAZON,
        Label.NOT_AMAZON,
    }
)
"""Labels that by their nature leave the seller nothing to contest."""
DECISIONS: Final = frozenset(
    {
        Label.CLOSURE_NOTICE,
        Label.TEMPLATE_REJECTION,
        Label.FORGERY_ALLEGATION,
        Label.FUNDS_WITHHELD,
        Label.POLICY_WARNING,
        Label.IDENTITY_VERIFICATION,
        Label.INVENTORY_NOTICE,
    }
)
"""Labels of what may be the last word."""
_LABELS: Final = tuple(Label)
_FACTS: Final = 0.4
_LABEL: Final = 0.5
WIDTH: Final = pooling.OF_FACTS + len(_LABELS) + len(NAMES) + 1
"""Numbers of a message."""
_APPEALABLE: Final = (0.5, 0.45)
"""From here on a trait is said: one that the word lists say, one that they do not. Chosen out of fold, on families on which no
list was tuned (``trait_training.compare``)."""
_FINAL: Final = (0.4, 0.4)
"""Whom a last word escapes writes one letter in vain; who takes for the last what is none gives up. At 0.4 precision is above
that of the word lists (0.80) and far more is found; 0.3 finds 0.05 more for 0.03 less precision."""
_DEFICIT: Final = (0.2, 0.4)
"""A gap that is overlooked is the next refusal: what a list has read in so many words is rarely thrown out again."""
_FURTHER: Final = (0.3, 0.35)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a notice leaves open."""

    appealable: bool
    """It names a remedy: something the seller may send, ask for or contest."""
    final: bool
    """It says that its decision is the end."""
    deficits: tuple[Deficit, ...]
    """What a rejection finds missing; none of another label."""
    further: tuple[Label, ...] = ()
    """What happens besides."""


def row(message: Features, stated: Floats, label: Label, ruled: Traits, *, trusted: bool = True) -> Row:
    """What the head is given of a message. ``stated``: each unit's facts. Not ``trusted``: what the lists say is left out."""
    pooled, _ = pooling.pooled([unit.stance for unit in message.units], stated)
    about = np.array([_LABEL * (label is one) for one in _LABELS])
    said = [
        ruled.appealable,
        ruled.final,
        *(deficit in ruled.deficits for deficit in NAMED),
        *(one in ruled.further for one in FURTHER),
        True,
    ]
    numbers = np.concatenate([_FACTS * pooled, about, np.array(said, float) * trusted])
    # Of the words alone: annotated texts have no sender, and what is never seen with one would mean anything.
    words, signs = "\n".join(unit.text for unit in message.units), chain.from_iterable(unit.signs for unit in message.units)
    return Row((words,), (tuple(signs),), numbers)


@dataclass(frozen=True, slots=True)
class TraitJudge:
    """Decides about messages. Safe to share between threads."""

    grams: Grams
    head: Quick

    @classmethod
    def of(cls, head: Head) -> "TraitJudge":
        """Make one of a trained head."""
        return cls(Grams([head]), Quick(head))

    def __call__(self, message: Features, stated: Floats, label: Label, ruled: Traits) -> Traits:
        """Return what the message leaves open, where its label can leave it open."""
        given = row(message, stated, label, ruled)
        assert given.dense is not None
        shares = self.head.probabilities(self.grams.find(given.texts)[0], given.signs, given.dense[None, :])[0]
        return decided(dict(zip(self.head.labels, map(float, shares), strict=True)), label, ruled)


def decided(shares: dict[str, float], label: Label, ruled: Traits) -> Traits:
    """Return what probabilities of ``NAMES`` come to under a label; ``ruled``: what the word lists say."""

    def holds(name: str, limits: tuple[float, float], *, said: bool) -> bool:
        return shares.get(name, 0.0) >= limits[0 if said else 1]

    found = tuple(one for one in NAMED if holds(one.value, _DEFICIT, said=one in ruled.deficits))
    window = label is Label.FUNDS_APPEAL_WINDOW
    remedy = label not in NO_MEASURE and holds(APPEALABLE, _APPEALABLE, said=ruled.appealable)
    further = (one for one in FURTHER if one is not label and holds(one.value, _FURTHER, said=one in ruled.further))
    return Traits(
        appealable=window or remedy,
        final=label in DECISIONS and holds(FINAL, _FINAL, said=ruled.final),
        deficits=(found or (Deficit.UNSPECIFIED,)) if label is Label.TEMPLATE_REJECTION else (),
        further=tuple(further),
    )


def fit(rows: Sequence[Row], truth: Sequence[Traits]) -> Head:
    """Train the head."""
    return Head.fit(rows, [" ".join(_named(traits)) for traits in truth], [1.0] * len(rows), SETTINGS)


def _named(traits: Traits) -> list[str]:
    several = [*(one.value for one in traits.deficits if one in NAMED), *(one.value for one in traits.further if one in FURTHER)]
    return [*several, *([APPEALABLE] if traits.appealable else []), *([FINAL] if traits.final else [])]
