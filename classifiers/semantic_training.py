"""Training of the second opinion, and its honest comparison with the first model alone: same folds, same families."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classifiers import abstention, decider, features, generator, network, rules, semantic, training
from classifiers.corpus import Family
from classifiers.decider import Decider
from classifiers.document import Document
from classifiers.head import Floats, softmax
from classifiers.labels import ACCOUNT_HEALTH, Direction, Label
from classifiers.network import Shape
from classifiers.scores import Judged
from classifiers.semantic import Blend, SemanticHead

Ints = NDArray[np.int_]
SHAPE: Final = Shape(128, 0.5)
UNSURE: Final = 0.9
"""Asked below this probability: more questions bring nothing by family (SEMANTIC.md)."""
_WEIGHTS: Final = tuple(step / 20 for step in range(21))


@dataclass(frozen=True, eq=False, kw_only=True)
class Opinions:
    """Raw out-of-fold scores of both models for the same families (a row each), columns in the order of ``names``."""

    families: tuple[Family, ...]
    names: tuple[str, ...]
    first: Floats
    second: Floats
    numbers: Floats
    """What the second head is trained on."""
    marks: tuple[str, ...]

    @property
    def truth(self) -> tuple[str, ...]:
        """The label of each family."""
        return tuple(family.label.value for family in self.families)


def gather(families: Iterable[Family], encode: Callable[[str], "NDArray[np.float32]"]) -> Opinions:
    """Let both models judge every family out of fold."""
    incoming = tuple(training.towards(families, Direction.INCOMING))
    prepared = training.prepare(incoming, training.packaged_facts())
    first, names = training.out_of_fold(prepared, training.INCOMING_SETTINGS)
    marks, numbers = _numbers(incoming, encode)
    second = np.zeros_like(first)
    for trained, held in training.folds(prepared.truth):
        decides = _fit(numbers[:, trained], [prepared.truth[place] for place in trained])
        second[held] = decides.finish(numbers[0, held] @ decides.first + decides.bias)
    return Opinions(families=incoming, names=names, first=first, second=second, numbers=numbers, marks=marks)


def _numbers(families: Sequence[Family], encode: Callable[[str], "NDArray[np.float32]"]) -> tuple[tuple[str, ...], Floats]:
    """Each family as written: with its sender's mark, without, and from one who poses as Amazon (what is not posed stays)."""
    samples = [generator.plain(family) for family in families]
    documents = [Document.of(sample) for sample in samples]
    vectors = [semantic.vectors(document, encode) for document in documents]
    found = [features.of(document).marks for document in documents]
    hidden = [features.of(generator.without_sender(sample)).marks for sample in samples]
    posed = [
        features.of(generator.posing(sample)).marks if family.label in ACCOUNT_HEALTH else own
        for family, sample, own in zip(families, samples, found, strict=True)
    ]
    marks = tuple(sorted({mark for row in (*found, *hidden, *posed) for mark in row}))
    rows = [
        [semantic.row(vector, row, marks) for vector, row in zip(vectors, shown, strict=True)] for shown in (found, hidden, posed)
    ]
    return marks, np.array(rows)


def _fit(numbers: Floats, labels: Sequence[str]) -> Decider:
    """``numbers``: several ways to send the same families, each a row of its own."""
    ways = len(numbers)
    return decider.of_layer(network.train(np.vstack(list(numbers)), [*labels] * ways, np.ones(ways * len(labels)), SHAPE))


def derive(opinions: Opinions, places: Sequence[int] | Ints, *, unsure: float = UNSURE) -> tuple[float, Blend]:
    """Return the first model's temperature and the blend that suit some families best (least log loss, least cost)."""
    chosen = np.asarray(places)
    truth = [opinions.truth[place] for place in chosen]
    columns = np.array([opinions.names.index(label) for label in truth])
    heat = training.temperature(opinions.first[chosen], opinions.names, truth)
    first, second = softmax(opinions.first[chosen] / heat), opinions.second[chosen]
    rough = Blend(
        weight=0.0,
        heat=training.temperature(second, opinions.names, truth),
        blended_heat=1.0,
        unsure=unsure,
        limit=abstention.LOOK,
    )

    def loss(weight: float) -> float:
        shares = semantic.blended(first, second, replace(rough, weight=weight))
        return float(-np.log(shares[np.arange(len(columns)), columns] + 1e-12).mean())

    blend = replace(rough, weight=min(_WEIGHTS, key=loss))
    mean = np.log(semantic.blended(first, second, blend))
    blend = replace(blend, blended_heat=training.temperature(mean, opinions.names, truth))
    revised = cascaded(first, second, blend)
    policy = abstention.derive(training.cases(revised, opinions.names, truth))
    return heat, replace(blend, limit=policy.limit)


def cascaded(first: Floats, second: Floats, blend: Blend) -> Floats:
    """The first model's probabilities, blended where it is unsure."""
    asked = first.max(axis=1) < blend.unsure
    return np.where(asked[:, None], semantic.blended(first, second, blend), first)


def train(opinions: Opinions, encoder: str) -> SemanticHead:
    """Train the head on every family; the blend comes from the out-of-fold scores."""
    _, blend = derive(opinions, range(len(opinions.families)))
    return SemanticHead(opinions.marks, _fit(opinions.numbers, opinions.truth), blend, encoder)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The same families, judged by the first model alone and with the second opinion."""

    alone: tuple[Judged, ...]
    revised: tuple[Judged, ...]
    asked: float
    """Share of the families on which the second opinion was asked."""


def compare(opinions: Opinions, *, unsure: float = UNSURE) -> Compared:
    """Judge each family with temperature, weight and limit that come from the other folds."""
    alone: dict[int, Judged] = {}
    revised: dict[int, Judged] = {}
    asked = 0
    for trained, held in training.folds(opinions.truth):
        heat, blend = derive(opinions, trained, unsure=unsure)
        truth = [opinions.truth[place] for place in trained]
        own = abstention.derive(training.cases(softmax(opinions.first[trained] / heat), opinions.names, truth))
        first = softmax(opinions.first[held] / heat)
        second = cascaded(first, opinions.second[held], blend)
        asked += int((first.max(axis=1) < unsure).sum())
        for place, one, two in zip(held.tolist(), first, second, strict=True):
            alone[place] = _judged(opinions.families[place], one, opinions.names, own)
            revised[place] = _judged(opinions.families[place], two, opinions.names, abstention.Policy(blend.limit))
    order = range(len(opinions.families))
    return Compared(
        alone=tuple(alone[place] for place in order),
        revised=tuple(revised[place] for place in order),
        asked=asked / len(opinions.families),
    )


def _judged(family: Family, shares: Floats, names: Sequence[str], policy: abstention.Policy) -> Judged:
    certain, _ = rules.certain(generator.plain(family))
    by_label = dict(zip(map(Label, names), map(float, shares), strict=True))
    return Judged(
        id=family.id,
        language=family.language,
        true=family.label.value,
        said=certain.value if certain else names[int(shares.argmax())],
        confidence=1.0 if certain else float(shares.max()),
        abstained=certain is None and policy.abstains(by_label),
    )
