"""Training: from phrases and families to a model, with temperature and abstention taken from out-of-fold predictions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from classifiers import abstention, demand_training, generator, phrases, pooling, time_training, trait_training
from classifiers import features as feature_parts
from classifiers.corpus import Family
from classifiers.features import Features
from classifiers.head import Floats, Head, Row, Settings
from classifiers.labels import ACCOUNT_HEALTH, Direction, Label
from classifiers.model import Model, finished
from classifiers.network import Shape
from classifiers.phrases import Phrase
from classifiers.sample import Sample
from classifiers.softmax import softmax

SEED: Final = 20_190_315
FOLDS: Final = 5
VARIANTS: Final = 2
_CONFIRMED_WEIGHT: Final = 2.0
"""A message whose label a person confirmed counts for two families: it is real."""
_OUTGOING_FLOOR: Final = 0.4
_TEMPERATURES: Final = np.exp(np.linspace(np.log(0.2), np.log(5.0), 81))
FACT_SETTINGS: Final = Settings(ngram_weight=1.5, least_ngrams=3, strength=10.0, iterations=150, tolerance=1e-2)
INCOMING_SETTINGS: Final = Settings(
    ngrams=(2, 4), ngram_weight=1.0, least_ngrams=30, least_signs=16, dense_weight=0.4, layer=Shape(384, 0.6, 0.4, 40)
)
OUTGOING_SETTINGS: Final = Settings(ngrams=(2, 4), ngram_weight=0.5, least_ngrams=4, least_signs=2, strength=20.0)

TrainedModel = Model


@dataclass(frozen=True, slots=True)
class Prepared:
    """Training rows of some families: each family's variants, with their sender, without, and from one who poses as Amazon."""

    rows: tuple[Row, ...]
    labels: tuple[str, ...]
    weights: tuple[float, ...]
    families: tuple[int, ...]
    """For each row the place of its family."""
    plain: tuple[int, ...]
    """For each family the place of the row that is the family as written, with its sender."""
    anonymous: tuple[int, ...]
    """The same without its sender."""

    @property
    def truth(self) -> tuple[str, ...]:
        """The label of each family."""
        return tuple(self.labels[row] for row in self.plain)


def facts(book: Sequence[Phrase]) -> Head:
    """Train the head that tells what a sentence states."""
    units = [feature_parts.phrase(phrase.text) for phrase in book]
    rows = [Row((unit.text,), (unit.said,)) for unit in units]
    return Head.fit(rows, [phrase.fact.value for phrase in book], [1.0] * len(rows), FACT_SETTINGS)


@cache
def packaged_facts() -> Head:
    """The facts' head of the packaged phrasebook, trained once a process."""
    return facts(phrases.load())


def prepare(families: Sequence[Family], head: Head | None, *, variants: int = VARIANTS, seed: int = SEED) -> Prepared:
    """Make the rows that a head is trained on. ``head``: the facts' head, or None to leave facts out."""
    messages: list[Features] = []
    owners: list[int] = []
    plain: list[int] = []
    for place, family in enumerate(families):
        samples = _samples(family, variants, seed)
        plain.append(len(messages))
        messages += [feature_parts.of(sample) for sample in samples]
        owners += [place] * len(samples)
    sizes = np.bincount(owners, minlength=len(families))
    weights = [(_CONFIRMED_WEIGHT if families[owner].confirmed else 1.0) / float(sizes[owner]) for owner in owners]
    stated: Sequence[Floats | None] = [None] * len(messages) if head is None else pooling.stated_by(head, messages)
    rows = tuple(pooling.message(message, facts) for message, facts in zip(messages, stated, strict=True))
    labels = tuple(families[owner].label.value for owner in owners)
    return Prepared(rows, labels, tuple(weights), tuple(owners), tuple(plain), tuple(row + 1 for row in plain))


def _samples(family: Family, variants: int, seed: int) -> list[Sample]:
    made = generator.variants(family, variants, seed)
    samples = [made[0], generator.without_sender(made[0])]
    for number, sample in enumerate(made[1:]):
        samples.append(generator.without_sender(sample) if number % 3 == 2 else sample)
    if family.label in ACCOUNT_HEALTH and not family.confirmed:
        samples.append(generator.posing(made[0]))
    return samples


def fit(prepared: Prepared, chosen: Iterable[int] | None, settings: Settings) -> Head:
    """Train a head on the chosen families (all, where None)."""
    wanted = None if chosen is None else set(chosen)
    picked = [row for row, family in enumerate(prepared.families) if wanted is None or family in wanted]
    return Head.fit(
        [prepared.rows[row] for row in picked],
        [prepared.labels[row] for row in picked],
        [prepared.weights[row] for row in picked],
        settings,
    )


def folds(labels: Sequence[str], count: int = FOLDS, seed: int = SEED) -> tuple[tuple[NDArray[np.int_], NDArray[np.int_]], ...]:
    """Split families into (trained on, held out) parts, each label spread evenly."""
    least = min(count, *np.unique(labels, return_counts=True)[1])
    splitter = StratifiedKFold(n_splits=max(2, int(least)), shuffle=True, random_state=seed)
    return tuple(splitter.split(np.zeros(len(labels)), list(labels)))


def out_of_fold(prepared: Prepared, settings: Settings) -> tuple[Floats, tuple[str, ...]]:
    """Return each family's raw scores by a head that never saw the family, and the labels of the columns."""
    (scores,), names = out_of_fold_each(prepared, settings, [prepared.plain])
    return scores, names


def out_of_fold_each(
    prepared: Prepared, settings: Settings, standing: Sequence[Sequence[int]]
) -> tuple[tuple[Floats, ...], tuple[str, ...]]:
    """The same for several messages of each family at once: each of ``standing`` names the rows that stand for the families."""
    names = tuple(sorted(set(prepared.truth)))
    scores = tuple(np.zeros((len(prepared.truth), len(names))) for _ in standing)
    for trained, held in folds(prepared.truth):
        head = fit(prepared, trained.tolist(), settings)
        for found, rows in zip(scores, standing, strict=True):
            found[held] = head.logits([prepared.rows[rows[family]] for family in held])
    return scores, names


def temperature(scores: Floats, names: Sequence[str], labels: Sequence[str]) -> float:
    """The temperature at which out-of-fold probabilities are most believable (least log loss)."""
    truth = np.array([names.index(label) for label in labels])
    losses = [float(-np.log(softmax(scores / heat)[np.arange(len(truth)), truth] + 1e-12).mean()) for heat in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def cases(probabilities: Floats, names: Sequence[str], labels: Sequence[str]) -> list[tuple[dict[Label, float], Label]]:
    """Out-of-fold probabilities in the form that ``abstention`` takes."""
    columns = [Label(name) for name in names]
    return [
        (dict(zip(columns, map(float, row), strict=True)), Label(label)) for row, label in zip(probabilities, labels, strict=True)
    ]


def train(
    families: Iterable[Family],
    extra: Iterable[Family] = (),
    *,
    variants: int = VARIANTS,
    seed: int = SEED,
    base: Model | None = None,
) -> TrainedModel:
    """Train a model on families of the corpus and on messages whose label a person confirmed (``extra``).

    ``base``: a model whose heads for facts, times, demands and traits are kept: what a person confirms does not change them.
    Deterministic: the same families and seed give the same model. Raises ValueError where a label has fewer than two families.
    """
    everything = [*families, *extra]
    stated = base.facts if base else packaged_facts()
    incoming = prepare(towards(everything, Direction.INCOMING), stated, variants=variants, seed=seed)
    outgoing = prepare(towards(everything, Direction.OUTGOING), None, variants=variants, seed=seed)
    head, policy = _calibrated(incoming, INCOMING_SETTINGS)
    about = {
        "families": len(incoming.plain),
        "outgoing_families": len(outgoing.plain),
        "phrases": len(phrases.load()),
        "confirmed": sum(family.confirmed for family in everything),
        "messages": len(incoming.rows) + len(outgoing.rows),
        "seed": seed,
    }
    return finished(
        Model(
            facts=stated,
            incoming=head,
            outgoing=_calibrated_acts(outgoing),
            times=base.times if base else time_training.train(everything),
            demands=base.demands if base else demand_training.train(everything),
            traits=base.traits if base else trait_training.train(everything, stated),
            policy=policy,
            outgoing_floor=_OUTGOING_FLOOR,
            about=about,
        )
    )


def towards(families: Iterable[Family], direction: Direction) -> list[Family]:
    """The families of one direction."""
    return [family for family in families if family.direction is direction]


def _calibrated(prepared: Prepared, settings: Settings) -> tuple[Head, abstention.Policy]:
    scores, names = out_of_fold(prepared, settings)
    head = fit(prepared, None, settings)
    head.temperature = temperature(scores, names, prepared.truth)
    probabilities = softmax(scores / head.temperature)
    return head, abstention.derive(cases(probabilities, names, prepared.truth))


def _calibrated_acts(prepared: Prepared) -> Head:
    scores, names = out_of_fold(prepared, OUTGOING_SETTINGS)
    head = fit(prepared, None, OUTGOING_SETTINGS)
    head.temperature = temperature(scores, names, prepared.truth)
    return head
