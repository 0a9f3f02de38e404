"""Figures of a set of judged messages: F1, recall, calibration, abstention, each with its interval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int_]
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


@dataclass(frozen=True, eq=False, slots=True)
class Coded:
    """Judged messages as columns of numbers: drawing them a thousand times takes seconds instead of minutes."""

    names: tuple[str, ...]
    """Every label that is true of a message or was said of one."""
    true: Ints
    said: Ints
    abstained: NDArray[np.bool_]
    confidence: Floats
    order: Ints
    """The rank of each message's id: among the equally confident it decides."""

    @classmethod
    def of(cls, messages: "Messages") -> "Coded":
        """Return the columns of some messages."""
        if isinstance(messages, Coded):
            return messages
        names = tuple(sorted({item.true for item in messages} | {item.said for item in messages}))
        code = {name: place for place, name in enumerate(names)}
        rank = {name: place for place, name in enumerate(sorted({item.id for item in messages}))}
        return cls(
            names,
            np.array([code[item.true] for item in messages], dtype=np.int_),
            np.array([code[item.said] for item in messages], dtype=np.int_),
            np.array([item.abstained for item in messages], dtype=np.bool_),
            np.array([item.confidence for item in messages], dtype=np.float64),
            np.array([rank[item.id] for item in messages], dtype=np.int_),
        )

    def drawn(self, places: Ints) -> "Coded":
        """The messages at some places, one as often as it is named."""
        return Coded(
            self.names,
            self.true[places],
            self.said[places],
            self.abstained[places],
            self.confidence[places],
            self.order[places],
        )

    def count(self, codes: Ints) -> Ints:
        """How often each of ``names`` occurs."""
        return np.bincount(codes, minlength=len(self.names))


Messages = Sequence[Judged] | Coded
Measure = Callable[[Messages], float]


def macro_f1(messages: Messages) -> float:
    """The mean F1 over the labels that occur, over the messages not abstained on."""
    coded = Coded.of(messages)
    spoken = ~coded.abstained
    hits = coded.count(coded.true[spoken & (coded.true == coded.said)])
    both = coded.count(coded.said[spoken]) + coded.count(coded.true[spoken])
    occur = coded.count(coded.true) > 0
    return float(np.mean((2 * hits / np.maximum(both, 1))[occur])) if occur.any() else 0.0


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


def recall(messages: Messages, label: str) -> float:
    """The share of a label's messages that were told; an abstention is a miss."""
    coded = Coded.of(messages)
    if label not in coded.names:
        return 0.0
    of_label = coded.true == coded.names.index(label)
    return _share((coded.said == coded.true) & ~coded.abstained, of_label)


def accuracy(messages: Messages) -> float:
    """The share of right guesses over all messages, abstained or not."""
    coded = Coded.of(messages)
    return _share(coded.said == coded.true)


def abstention(messages: Messages) -> float:
    """The share of messages abstained on."""
    return _share(Coded.of(messages).abstained)


def _share(found: NDArray[np.bool_], among: NDArray[np.bool_] | None = None) -> float:
    chosen = found if among is None else found[among]
    return float(chosen.mean()) if len(chosen) else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Messages of like confidence: how sure the reader was, how often it was right."""

    count: int
    confidence: float
    right: float


def reliability(messages: Messages, bins: int = BINS) -> tuple[Bin, ...]:
    """Bins of equal mass, the least confident first; abstained messages count with their best guess."""
    coded = Coded.of(messages)
    right = coded.true == coded.said
    parts = np.array_split(np.lexsort((coded.order, coded.confidence)), bins)
    return tuple(Bin(len(part), float(coded.confidence[part].mean()), float(right[part].mean())) for part in parts if len(part))


def calibration_error(messages: Messages, bins: int = BINS) -> float:
    """Expected calibration error over bins of equal mass."""
    parts = reliability(messages, bins)
    return sum(part.count * abs(part.confidence - part.right) for part in parts) / max(1, sum(part.count for part in parts))


def interval(judged: Sequence[Judged], measure: Measure, seed: int = 7) -> Figure:
    """A measure with its 95 % bootstrap interval. Each message stands for its family, so families are drawn."""
    coded = Coded.of(judged)
    generator = np.random.default_rng(seed)
    drawn = [measure(coded.drawn(generator.integers(0, len(judged), len(judged)))) for _ in range(RESAMPLES)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Figure(measure(coded), float(low), float(high))


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
    better, worse = Coded.of(one), Coded.of(other)
    generator = np.random.default_rng(seed)
    drawn = []
    for _ in range(RESAMPLES):
        places = generator.integers(0, len(one), len(one))
        drawn.append(macro_f1(better.drawn(places)) - macro_f1(worse.drawn(places)))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Figure(macro_f1(better) - macro_f1(worse), float(low), float(high))
