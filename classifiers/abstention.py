"""When the reader says "read this yourself": by expected cost, and a limit that is derived from data.

A missed closure or window costs the seller a deadline, a needless look costs a minute.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from classifiers.labels import ACCOUNT_HEALTH, Label

LOOK: Final = 1.0
"""What it costs when a person reads a message that the reader could have told. The unit of all costs."""
_SILENCED: Final = 8.0
"""A message about the account that is taken for none: nobody looks."""
_DEAR: Final = {Label.CLOSURE_NOTICE: 16.0, Label.TEMPLATE_REJECTION: 12.0, Label.FUNDS_APPEAL_WINDOW: 16.0}
"""The same for those that start a clock or close a door."""
_CONFUSED: Final = 2.0
"""One act about the account taken for another: the draft is wrong, but a person reviews it."""
_FALSE_ALARM: Final = 2.0
"""Noise taken for a matter of the account."""
_NOISE: Final = 0.5
"""One kind of noise taken for another."""
MOST_ABSTAINED: Final = 0.08
"""The share of messages that a person may be asked to look at: above it the product reads nothing for anybody."""


def cost(true: Label, said: Label) -> float:
    """What it costs to say one label of a message that has another, in looks."""
    if true is said:
        return 0.0
    if true in ACCOUNT_HEALTH:
        return _CONFUSED if said in ACCOUNT_HEALTH and said is not Label.ACKNOWLEDGEMENT else _DEAR.get(true, _SILENCED)
    return _FALSE_ALARM if said in ACCOUNT_HEALTH else _NOISE


_COSTS: Final = {said: {true: cost(true, said) for true in Label} for said in Label}


def expected(probabilities: Mapping[Label, float], said: Label) -> float:
    """The expected cost of saying a label."""
    row = _COSTS[said]
    return sum(share * row[true] for true, share in probabilities.items())


@dataclass(frozen=True, slots=True)
class Policy:
    """Abstain where saying the likeliest label would cost more than ``limit`` looks."""

    limit: float = LOOK

    def abstains(self, probabilities: Mapping[Label, float]) -> bool:
        """Decide for one message. ``probabilities`` sum to 1."""
        if not probabilities:
            return True
        return expected(probabilities, max(probabilities, key=probabilities.__getitem__)) > self.limit


@dataclass(frozen=True, slots=True)
class Point:
    """One limit and what came of it on data whose labels are known."""

    limit: float
    abstained: float
    """Share of messages."""
    cost: float
    """Realised, per message, in looks."""
    wrong: float
    """Share of the messages spoken about."""


def curve(cases: Sequence[tuple[Mapping[Label, float], Label]], steps: int = 40) -> tuple[Point, ...]:
    """Try limits on messages with known labels, the strictest first. ``cases``: (probabilities, true label)."""
    judged: list[tuple[float, float]] = []
    for probabilities, true in cases:
        said = max(probabilities, key=probabilities.__getitem__)
        judged.append((expected(probabilities, said), cost(true, said)))
    risks = sorted(risk for risk, _ in judged)
    limits = sorted({risks[min(len(risks) - 1, round(step * (len(risks) - 1) / steps))] for step in range(steps + 1)})
    return tuple(_point(judged, limit) for limit in limits)


def _point(judged: Sequence[tuple[float, float]], limit: float) -> Point:
    spoken = [price for risk, price in judged if risk <= limit]
    silent = len(judged) - len(spoken)
    wrong = sum(1 for price in spoken if price > 0)
    return Point(
        limit=limit,
        abstained=silent / len(judged),
        cost=(sum(spoken) + LOOK * silent) / len(judged),
        wrong=wrong / len(spoken) if spoken else 0.0,
    )


def derive(cases: Sequence[tuple[Mapping[Label, float], Label]]) -> Policy:
    """Choose the limit with the least realised cost among those that abstain on few enough messages.

    ``cases`` must be out of fold: probabilities by a model that has not seen the message's family.
    """
    allowed = [point for point in curve(cases, steps=200) if point.abstained <= MOST_ABSTAINED]
    if not allowed:
        return Policy()
    return Policy(limit=min(allowed, key=lambda point: (point.cost, point.limit)).limit)
