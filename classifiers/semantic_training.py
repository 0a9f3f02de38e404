"""Training of the second opinion, and its honest comparison with the first model alone: same folds, same families."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from classifiers import (
    abstention,
    attention_training,
    decider,
    features,
    generator,
    phrases,
    rules,
    semantic_head,
    semantic_numbers,
    training,
)
from classifiers.attention import Heard, Listener
from classifiers.corpus import Family
from classifiers.decider import Decider
from classifiers.document import Document
from classifiers.head import Floats
from classifiers.labels import ACCOUNT_HEALTH, Direction, Label
from classifiers.phrases import Phrase
from classifiers.scores import Judged
from classifiers.semantic_head import Blend, SemanticHead, together
from classifiers.semantic_numbers import Encode
from classifiers.softmax import softmax

Ints = NDArray[np.int_]
LISTENERS: Final = 3
_STRENGTH: Final = 30.0
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
    material: "Material"

    @cached_property
    def truth(self) -> tuple[str, ...]:
        """The label of each family."""
        return tuple(family.label.value for family in self.families)


@dataclass(frozen=True, eq=False, kw_only=True)
class Material:
    """What listeners are trained on."""

    marks: tuple[str, ...]
    facts: Decider
    ways: tuple[tuple[Heard, ...], ...]
    """Each family as written: with its sender's mark, without, and from one who poses as Amazon (what is not posed stays)."""

    def some(self, places: Ints) -> list[list[Heard]]:
        """The ways of some families."""
        return [[way[place] for place in places] for way in self.ways]


def gather(families: Iterable[Family], encode: Encode) -> Opinions:
    """Let both models judge every family out of fold."""
    incoming = tuple(training.towards(families, Direction.INCOMING))
    prepared = training.prepare(incoming, training.packaged_facts())
    first, names = training.out_of_fold(prepared, training.INCOMING_SETTINGS)
    material = _material(incoming, encode)
    second = np.zeros_like(first)
    for trained, held in training.folds(prepared.truth):
        listeners = _fit(material, trained, prepared.truth)
        for place in held:
            second[place] = together([listener.logits(material.ways[0][place]) for listener in listeners])
    return Opinions(families=incoming, names=names, first=first, second=second, material=material)


def facts(book: Sequence[Phrase], encode: Encode) -> Decider:
    """Learn what the vector of a sentence states, from the phrasebook."""
    vectors = encode([features.phrase(phrase.text).text[: semantic_numbers.LONGEST] for phrase in book])
    regression = LogisticRegression(C=_STRENGTH, max_iter=200, tol=1e-2)
    return decider.linear(vectors, [phrase.fact.value for phrase in book], np.ones(len(book)), regression)


def _material(families: Sequence[Family], encode: Encode) -> Material:
    stating = facts(phrases.load(), encode)
    samples = [generator.plain(family) for family in families]
    documents = [Document.of(sample) for sample in samples]
    described = [features.of(document) for document in documents]
    messages = [semantic_numbers.encoded(*both, encode) for both in zip(documents, described, strict=True)]
    shown = [one.marks for one in described]
    hidden = [features.of(generator.without_sender(sample)).marks for sample in samples]
    posed = [
        features.of(generator.posing(sample)).marks if family.label in ACCOUNT_HEALTH else own
        for family, sample, own in zip(families, samples, shown, strict=True)
    ]
    marks = tuple(sorted({mark for row in (*shown, *hidden, *posed) for mark in row}))
    sentences = [semantic_numbers.stated(message, stating) for message in messages]
    ways = tuple(
        tuple(
            Heard(said, semantic_numbers.marked(message, found, marks))
            for said, message, found in zip(sentences, messages, way, strict=True)
        )
        for way in (shown, hidden, posed)
    )
    return Material(marks=marks, facts=stating, ways=ways)


def _fit(material: Material, places: Ints, truth: Sequence[str]) -> tuple[Listener, ...]:
    labels = [truth[place] for place in places]
    ways = material.some(places)
    return tuple(attention_training.train(ways, labels, seed=attention_training.SEED + number) for number in range(LISTENERS))


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
        shares = semantic_head.blended(first, second, replace(rough, weight=weight))
        return float(-np.log(shares[np.arange(len(columns)), columns] + 1e-12).mean())

    blend = replace(rough, weight=min(_WEIGHTS, key=loss))
    mean = np.log(semantic_head.blended(first, second, blend))
    blend = replace(blend, blended_heat=training.temperature(mean, opinions.names, truth))
    revised = cascaded(first, second, blend)
    policy = abstention.derive(training.cases(revised, opinions.names, truth))
    return heat, replace(blend, limit=policy.limit)


def cascaded(first: Floats, second: Floats, blend: Blend) -> Floats:
    """The first model's probabilities, blended where it is unsure."""
    asked = first.max(axis=1) < blend.unsure
    return np.where(asked[:, None], semantic_head.blended(first, second, blend), first)


def train(opinions: Opinions, demands: Decider, times: Decider, encoder: str) -> SemanticHead:
    """Train the head on every family; the blend comes from the out-of-fold scores.

    ``demands`` and ``times``: see ``demand_training`` and ``time_training``.
    """
    everyone = np.arange(len(opinions.families))
    _, blend = derive(opinions, everyone)
    material = opinions.material
    listeners = _fit(material, everyone, opinions.truth)
    return SemanticHead(material.marks, material.facts, listeners, demands, times, blend, encoder)


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
