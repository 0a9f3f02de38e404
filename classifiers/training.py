"""Training: from families to a model, with temperature and abstention taken from out-of-fold predictions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from classifiers import abstention, generator
from classifiers import features as feature_parts
from classifiers.corpus import Family
from classifiers.features import Features
from classifiers.head import Floats, Head, Settings, softmax
from classifiers.labels import Direction, Label
from classifiers.model import Model, finished
from classifiers.sample import Sample

SEED: Final = 20_190_315
FOLDS: Final = 5
VARIANTS: Final = 4
_CONFIRMED_WEIGHT: Final = 2.0
"""A message whose label a person confirmed counts twice a family: it is real."""
_TEMPERATURES: Final = np.exp(np.linspace(np.log(0.2), np.log(5.0), 81))
OUTGOING_SETTINGS: Final = Settings(ngram_weight=0.5, least_ngrams=4, least_signs=2, strength=20.0)

TrainedModel = Model


@dataclass(frozen=True, slots=True)
class Prepared:
    """Training messages of some families: each family's variants, once with their sender and once without."""

    messages: tuple[Features, ...]
    labels: tuple[str, ...]
    weights: tuple[float, ...]
    families: tuple[int, ...]
    """For each message the place of its family."""
    plain: tuple[int, ...]
    """For each family the place of the message that is the family as written, with its sender."""
    anonymous: tuple[int, ...]
    """The same without its sender."""


def prepare(families: Sequence[Family], *, variants: int = VARIANTS, seed: int = SEED) -> Prepared:
    """Make the messages that a head is trained on."""
    messages: list[Features] = []
    owners: list[int] = []
    plain: list[int] = []
    anonymous: list[int] = []
    for place, family in enumerate(families):
        samples = _samples(family, variants, seed)
        plain.append(len(messages))
        anonymous.append(len(messages) + 1)
        messages += [feature_parts.of(sample) for sample in samples]
        owners += [place] * len(samples)
    sizes = np.bincount(owners, minlength=len(families))
    weights = [(_CONFIRMED_WEIGHT if families[owner].confirmed else 1.0) / float(sizes[owner]) for owner in owners]
    labels = tuple(families[owner].label.value for owner in owners)
    return Prepared(tuple(messages), labels, tuple(weights), tuple(owners), tuple(plain), tuple(anonymous))


def _samples(family: Family, variants: int, seed: int) -> list[Sample]:
    made = generator.variants(family, variants, seed)
    samples = [made[0], generator.without_sender(made[0])]
    for number, sample in enumerate(made[1:]):
        samples.append(generator.without_sender(sample) if number % 3 == 2 else sample)
    return samples


def fit(prepared: Prepared, chosen: "Iterable[int] | None", settings: Settings) -> Head:
    """Train a head on the chosen families (all, where None)."""
    wanted = None if chosen is None else set(chosen)
    rows = [row for row, family in enumerate(prepared.families) if wanted is None or family in wanted]
    return Head.fit(
        [prepared.messages[row] for row in rows],
        [prepared.labels[row] for row in rows],
        [prepared.weights[row] * len(rows) / max(1, len(set(prepared.families))) for row in rows],
        settings,
    )


def folds(labels: Sequence[str], count: int = FOLDS, seed: int = SEED) -> tuple[tuple[NDArray[np.int_], NDArray[np.int_]], ...]:
    """Split families into (trained on, held out) parts, each label spread evenly."""
    least = min(count, *np.unique(labels, return_counts=True)[1])
    splitter = StratifiedKFold(n_splits=max(2, int(least)), shuffle=True, random_state=seed)
    return tuple(splitter.split(np.zeros(len(labels)), list(labels)))


def out_of_fold(prepared: Prepared, settings: Settings, *, rows: Sequence[int] | None = None) -> tuple[Floats, tuple[str, ...]]:
    """Return each family's raw scores by a model that never saw the family, and the labels of the columns.

    ``rows`` gives the message that stands for each family; default: the plain one.
    """
    rows = prepared.plain if rows is None else rows
    labels = [prepared.labels[row] for row in prepared.plain]
    names = tuple(sorted(set(labels)))
    scores = np.zeros((len(labels), len(names)))
    for trained, held in folds(labels):
        head = fit(prepared, trained.tolist(), settings)
        scores[held] = head.logits([prepared.messages[rows[family]] for family in held])
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
        (dict(zip(columns, map(float, row), strict=True)), Label(label))
        for row, label in zip(probabilities, labels, strict=True)
    ]


def train(
    families: Iterable[Family],
    extra: Iterable[Family] = (),
    *,
    settings: Settings | None = None,
    outgoing_settings: Settings = OUTGOING_SETTINGS,
    variants: int = VARIANTS,
    seed: int = SEED,
) -> TrainedModel:
    """Train a model on families of the corpus and on messages whose label a person confirmed.

    Deterministic: the same families and seed give the same model. Raises ValueError where a label has fewer than two families.
    """
    settings = settings or Settings()
    everything = [*families, *extra]
    incoming = prepare(_towards(everything, Direction.INCOMING), variants=variants, seed=seed)
    outgoing = prepare(_towards(everything, Direction.OUTGOING), variants=variants, seed=seed)
    head, limit = _calibrated(incoming, settings)
    out_head, _ = _calibrated(outgoing, outgoing_settings, acts=True)
    about = {
        "families": len(incoming.plain),
        "outgoing_families": len(outgoing.plain),
        "confirmed": sum(family.confirmed for family in everything),
        "messages": len(incoming.messages) + len(outgoing.messages),
        "seed": seed,
    }
    return finished(head, out_head, limit, 0.4, about)


def _towards(families: Iterable[Family], direction: Direction) -> list[Family]:
    return [family for family in families if family.direction is direction]


def _calibrated(prepared: Prepared, settings: Settings, *, acts: bool = False) -> tuple[Head, abstention.Policy]:
    labels = [prepared.labels[row] for row in prepared.plain]
    scores, names = out_of_fold(prepared, settings)
    head = fit(prepared, None, settings)
    head.temperature = temperature(scores, names, labels)
    if acts:
        return head, abstention.Policy()
    probabilities = softmax(scores / head.temperature)
    return head, abstention.derive(cases(probabilities, names, labels))
