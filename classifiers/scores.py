"""Figures of a set of judged messages: F1, recall, calibration, abstention, each with its interval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS: Final = 15
RESAMPLES: Final = 1000
NAMED: Final = ("closure_notice", "template_rejection", "funds_appeal_window")
"""The labels that cost a seller a deadline when they are missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One message whose label is known, and what a reader said of it."""

    id: str
    language: str
    true: str
    said: str
    """The best guess, also where the reader abstained."""
    confidence: float
    abstained: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its 95 % interval, by bootstrap over families."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelScore:
    """How well one label is told, over the messages not abstained on (recall with abstention as a miss beside it)."""

    label: str
    families: int
    precision: float
    recall: float
    f1: float
    recall_of_all: float


def macro_f1(judged: Sequence[Judged]) -> float:
    """The mean F1 over the labels that occur, over the messages not abstained on."""
    scores = [score.f1 for score in label_scores(judged) if score.families]
    return float(np.mean(scores)) if scores else 0.0


def label_scores(judged: Sequence[Judged]) -> tuple[LabelScore, ...]:
    """Precision, recall and F1 of each label."""
    labels = sorted({item.true for item in judged} | {item.said for item in judged})
    return tuple(_label_score(judged, label) for label in labels)


def _label_score(judged: Sequence[Judged], label: str) -> LabelScore:
    spoken = [item for item in judged if not item.abstained]
    hits = sum(item.true == label == item.said for item in spoken)
    said = sum(item.said == label for item in spoken)
    true = sum(item.true == label for item in spoken)
    families = sum(item.true == label for item in judged)
    return LabelScore(
        label=label,
        families=families,
        precision=hits / said if said else 0.0,
        recall=hits / true if true else 0.0,
        f1=2 * hits / (said + true) if said + true else 0.0,
        recall_of_all=hits / families if families else 0.0,
    )


def recall(judged: Sequence[Judged], label: str) -> float:
    """The share of a label's messages that were told; an abstention is a miss."""
    of_label = [item for item in judged if item.true == label]
    return sum(item.said == label and not item.abstained for item in of_label) / len(of_label) if of_label else 0.0


def accuracy(judged: Sequence[Judged]) -> float:
    """The share of right guesses over all messages, abstained or not."""
    return sum(item.said == item.true for item in judged) / len(judged) if judged else 0.0


def abstention(judged: Sequence[Judged]) -> float:
    """The share of messages abstained on."""
    return sum(item.abstained for item in judged) / len(judged) if judged else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Messages of like confidence: how sure the reader was, how often it was right."""

    count: int
    confidence: float
    right: float


def reliability(judged: Sequence[Judged], bins: int = BINS) -> tuple[Bin, ...]:
    """Bins of equal mass, the least confident first; abstained messages count with their best guess."""
    ordered = sorted(judged, key=lambda item: (item.confidence, item.id))
    parts = [part for part in np.array_split(np.arange(len(ordered)), bins) if len(part)]
    return tuple(
        Bin(
            len(part),
            float(np.mean([ordered[place].confidence for place in part])),
            float(np.mean([ordered[place].true == ordered[place].said for place in part])),
        )
        for part in parts
    )


def calibration_error(judged: Sequence[Judged], bins: int = BINS) -> float:
    """Expected calibration error over bins of equal mass."""
    total = len(judged)
    return sum(part.count / total * abs(part.confidence - part.right) for part in reliability(judged, bins)) if total else 0.0


def interval(judged: Sequence[Judged], measure: Callable[[Sequence[Judged]], float], seed: int = 7) -> Figure:
    """A measure with its 95 % bootstrap interval. Each message stands for its family, so families are drawn."""
    generator = np.random.default_rng(seed)
    drawn = [measure([judged[place] for place in generator.integers(0, len(judged), len(judged))]) for _ in range(RESAMPLES)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Figure(measure(judged), float(low), float(high))


def confusion(judged: Sequence[Judged]) -> tuple[tuple[str, ...], NDArray[np.int_]]:
    """Labels, and how often each (row) was taken for each (column); the last column counts abstentions."""
    labels = tuple(sorted({item.true for item in judged} | {item.said for item in judged}))
    table = np.zeros((len(labels), len(labels) + 1), dtype=np.int_)
    for item in judged:
        table[labels.index(item.true), len(labels) if item.abstained else labels.index(item.said)] += 1
    return labels, table


def paired(one: Sequence[Judged], other: Sequence[Judged], seed: int = 7) -> Figure:
    """How much better the first reads than the second (difference of macro-F1), the same families drawn for both.

    Raises ValueError where the two did not judge the same messages.
    """
    if [item.id for item in one] != [item.id for item in other]:
        raise ValueError("the two readers judged different messages")
    generator = np.random.default_rng(seed)
    drawn = []
    for _ in range(RESAMPLES):
        places = generator.integers(0, len(one), len(one))
        drawn.append(macro_f1([one[place] for place in places]) - macro_f1([other[place] for place in places]))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Figure(macro_f1(one) - macro_f1(other), float(low), float(high))
