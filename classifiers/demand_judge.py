"""A second opinion on demands: learned from the words of a sentence and around it, and from what the word lists make of it.

The sentences of a message are judged together: what one asks for hangs on what the others do. As with times (``time_judge``),
how far the lists may be trusted is learned only from texts on which no list was tuned. A regression for each kind of paper
says how surely the sentence asks for it. With the extra ``semantic`` a small layer that knows the sentence's vector has a say as
well (``demand_meaning``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from classifiers import beside
from classifiers.demand_meaning import Meaning
from classifiers.demands import Asking
from classifiers.features import mask
from classifiers.head import Floats, Head, Row, Settings
from classifiers.inference import Grams, Quick, sided_ngrams
from classifiers.labels import DemandKind, Label
from classifiers.lines import Role

SETTINGS: Final = Settings(
    ngrams=(2, 4), ngram_weight=1.0, least_ngrams=6, least_signs=6, dense_weight=1.0, strength=5.0, several=True
)
_CONFIRMED, _ADDED = 0.25, 0.4
"""From here on a kind is taken for asked for: one that the word lists take for so, one that they do not. Out of fold 0.2 and 0.5
is 0.004 more precise and finds 0.018 less; 0.3 for both takes papers that are only mentioned for asked for."""
_SECOND: Final = 0.45
"""At least so sure must be what the lists do not see, where the sentence asks for another paper more surely: half of a sentence's
likelihood is no demand of its own. Out of fold, with the meaning known, 0.010 more precise for 0.012 less found."""
_WITH_MEANING: Final = 0.3
"""Instead of both, where the sentence's meaning is known. A paper that is missed costs the seller a refusal, one too many a look;
but nothing is to be invented: 0.25 finds 0.018 more and is 0.016 less precise, 0.35 finds 0.019 less for 0.014 more precision."""
_LONGEST: Final = 400
_HEADING: Final = 60
_ABOVE: Final = 120
_KINDS: Final = tuple(DemandKind)
_ROLES: Final = tuple(Role)
_LABELS: Final = tuple(Label)
_RULED: Final = 2.0
_LIGHT: Final = 0.4
_MANY: Final = 30
_BESIDE: Final = 0.5
WIDTH_ALONE: Final = 1 + 4 * len(_KINDS) + 4 + 2 * len(_ROLES) + 3
"""Numbers of a sentence alone."""
_PLACES: Final = 2
WIDTH: Final = 2 * WIDTH_ALONE + len(_LABELS) + _PLACES
"""Numbers of a sentence, with those of the others and the message's."""


def rows(askings: Sequence[Asking], label: Label | None, *, trusted: bool = True) -> list[Row]:
    """What the head is given of sentences. Not ``trusted``: what the word lists say is left out."""
    if not askings:
        return []
    numbers = _numbers(askings, label, trusted=trusted)
    return [Row((words(asking),), (tuple(_signs(asking)),), own) for asking, own in zip(askings, numbers, strict=True)]


def words(asking: Asking) -> str:
    """The words of a sentence, names, dates and ids masked."""
    return mask(asking.sentence.text[:_LONGEST])


def _signs(asking: Asking) -> Iterator[str]:
    yield from sided_ngrams("h", mask(asking.heading)[:_HEADING], 2, 4)
    yield from sided_ngrams("v", mask(asking.above)[-_ABOVE:], 2, 4)


def _numbers(askings: Sequence[Asking], label: Label | None, *, trusted: bool) -> Floats:
    own = np.array([_of_sentence(asking, trusted=trusted) for asking in askings])
    count = len(askings)
    place = np.arange(count) / max(1, count - 1)
    about = np.array([_LIGHT * (label is one) for one in _LABELS])
    message = np.column_stack([np.tile(about, (count, 1)), place, np.full(count, min(count, _MANY) / _MANY)])
    return np.hstack([own, message, _BESIDE * beside.others(own)])


def _of_sentence(asking: Asking, *, trusted: bool) -> list[float]:
    sentence, lead = asking.sentence, asking.lead
    ruled = {demand.kind for demand in asking.ruled} if trusted else set()
    named = {noun.kind for noun in asking.named}
    asks = lead.asks and not lead.refuses
    flags = [
        *(_LIGHT * (kind in named) for kind in _KINDS),
        *(_LIGHT * (kind in named and asks) for kind in _KINDS),
        *(_LIGHT * (kind in named and sentence.role is Role.ITEM) for kind in _KINDS),
        *(_LIGHT * flag for flag in (lead.asks, lead.plan, lead.tells, lead.refuses)),
        *(_LIGHT * (sentence.role is role) for role in _ROLES),
        *(_LIGHT * (sentence.role is role and asks) for role in _ROLES),
        *(_LIGHT * flag for flag in (sentence.conditional, sentence.negated, sentence.hypothetical)),
    ]
    said = [_RULED * (trusted and not ruled), *(_RULED * (kind in ruled) for kind in _KINDS)]
    return [*said, *flags]


@dataclass(frozen=True, slots=True)
class DemandJudge:
    """Decides about sentences. Safe to share between threads."""

    grams: Grams
    head: Quick
    meaning: Meaning | None = None
    """What the sentences' vectors say; None without the extra."""

    @classmethod
    def of(cls, head: Head, meaning: Meaning | None = None) -> "DemandJudge":
        """Make one of a trained head."""
        return cls(Grams([head]), Quick(head), meaning)

    def __call__(self, askings: Sequence[Asking], label: Label | None) -> list[frozenset[DemandKind]]:
        """Return the kinds of paper that each sentence asks for."""
        if not askings:
            return []
        texts = [words(asking) for asking in askings]
        signs = [list(_signs(asking)) for asking in askings]
        numbers = _numbers(askings, label, trusted=True)
        shares = self.head.probabilities(self.grams.find(texts)[0], signs, numbers)
        if self.meaning:
            shares = self.meaning.revise(shares, self.head.labels, numbers, texts)
        return [self._kinds(asking, row) for asking, row in zip(askings, shares, strict=True)]

    def _kinds(self, asking: Asking, shares: Floats) -> frozenset[DemandKind]:
        confirmed, added = (_WITH_MEANING, _WITH_MEANING) if self.meaning else (_CONFIRMED, _ADDED)
        ruled = {demand.kind.value for demand in asking.ruled}
        beside_another = max(added, _SECOND)
        surest = float(shares.max())
        return frozenset(
            DemandKind(name)
            for name, share in zip(self.head.labels, shares, strict=True)
            if share >= (confirmed if name in ruled else added if share == surest else beside_another)
        )


def fit(rows: Sequence[Row], kinds: Sequence[frozenset[DemandKind]]) -> Head:
    """Train the head."""
    return Head.fit(rows, [" ".join(sorted(asked)) for asked in kinds], [1.0] * len(rows), SETTINGS)
