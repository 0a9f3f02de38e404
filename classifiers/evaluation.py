"""How well the reader reads: by families it has never seen, beside honest baselines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classifiers import (
    abstention,
    baselines,
    demand_training,
    generator,
    near_copies,
    rules,
    time_training,
    training,
    trait_training,
)
from classifiers.corpus import Family
from classifiers.evaluation_report import Baseline, Report
from classifiers.head import Floats
from classifiers.labels import Direction, Label
from classifiers.reader import Reader
from classifiers.sample import Sample
from classifiers.scores import NAMED, Judged, macro_f1, paired, recall
from classifiers.softmax import softmax
from classifiers.training import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A message whose label is known, for a reader that is already trained."""

    id: str
    language: str
    label: str
    sample: Sample


def cross_validate(families: Iterable[Family], *, with_baselines: bool = True, variants: int = training.VARIANTS) -> Report:
    """Leave families out, fold by fold, and judge each by a model that never saw it.

    Temperature and abstention limit of a fold come from the other folds' out-of-fold scores. Deterministic.
    """
    everything = list(families)
    incoming = training.towards(everything, Direction.INCOMING)
    outgoing = training.towards(everything, Direction.OUTGOING)
    prepared = training.prepare(incoming, training.packaged_facts(), variants=variants)
    settings = training.INCOMING_SETTINGS
    (plain, bare), names = training.out_of_fold_each(prepared, settings, [prepared.plain, prepared.anonymous])
    scores = OutOfFold(incoming, prepared.truth, names, plain)
    return Report(
        title="Leave-families-out cross-validation",
        judged=_incoming(scores, plain),
        anonymous=_incoming(scores, bare),
        outgoing=_outgoing(outgoing, variants) if len(outgoing) > 1 else (),
        baselines=_baselines(incoming, prepared) if with_baselines else (),
        distinct=near_copies.distinct(incoming),
        near_copies=near_copies.pairs(incoming),
        limit=abstention.derive(scores.cases(range(len(incoming)))).limit,
        curve=_curve(scores),
        extracted={
            "deadlines": time_training.compare(everything),
            "demands": demand_training.compare(everything),
            **trait_training.compare(everything, training.packaged_facts()),
        }
        if any(family.untuned for family in everything)
        else {},
    )


@dataclass(frozen=True)
class OutOfFold:
    """Raw scores of families by heads that never saw them."""

    families: Sequence[Family]
    truth: Sequence[str]
    names: tuple[str, ...]
    scores: Floats

    def heat(self, places: Sequence[int]) -> float:
        """The temperature that suits some of the families."""
        chosen = list(places)
        return training.temperature(self.scores[chosen], self.names, [self.truth[place] for place in chosen])

    def cases(self, places: Sequence[int]) -> "list[tuple[dict[Label, float], Label]]":
        """Probabilities and labels of some of the families, at the temperature that suits them."""
        chosen = list(places)
        shares = softmax(self.scores[chosen] / self.heat(chosen))
        return training.cases(shares, self.names, [self.truth[place] for place in chosen])


def _incoming(known: OutOfFold, scores: Floats) -> tuple[Judged, ...]:
    """Judge each family by ``scores``, at the temperature and limit that suit the other folds."""
    judged: dict[int, Judged] = {}
    for trained, held in training.folds(known.truth):
        others = trained.tolist()
        heat, policy = known.heat(others), abstention.derive(known.cases(others))
        for place in held.tolist():
            judged[place] = _judged(known.families[place], softmax(scores[place] / heat), known.names, policy)
    return tuple(judged[place] for place in range(len(known.families)))


def _judged(family: Family, shares: Floats, names: Sequence[str], policy: abstention.Policy) -> Judged:
    certain, _ = rules.certain(generator.plain(family))
    if certain is not None:
        return _verdict(family, certain.value, 1.0, abstained=False)
    best = int(shares.argmax())
    by_label = dict(zip(map(Label, names), map(float, shares), strict=True))
    return _verdict(family, names[best], float(shares[best]), abstained=policy.abstains(by_label))


def _verdict(family: Family, said: str, confidence: float, *, abstained: bool) -> Judged:
    return Judged(
        id=family.id,
        language=family.language,
        true=family.label.value,
        said=said,
        confidence=confidence,
        abstained=abstained,
    )


def _curve(known: OutOfFold) -> tuple[abstention.Point, ...]:
    read = [place for place, family in enumerate(known.families) if rules.certain(generator.plain(family))[0] is None]
    return abstention.curve(known.cases(read), steps=12)


def _outgoing(families: Sequence[Family], variants: int) -> tuple[Judged, ...]:
    prepared = training.prepare(families, None, variants=variants)
    scores, names = training.out_of_fold(prepared, training.OUTGOING_SETTINGS)
    heat = training.temperature(scores, names, prepared.truth)
    shares = softmax(scores / heat)
    return tuple(
        _verdict(family, names[int(row.argmax())], float(row.max()), abstained=False)
        for family, row in zip(families, shares, strict=True)
    )


def _baselines(families: Sequence[Family], prepared: Prepared) -> tuple[Baseline, ...]:
    samples = [generator.plain(family) for family in families]
    truth = prepared.truth
    said: dict[str, list[str]] = {"key words": baselines.key_words(samples)}
    for name, build in baselines.BASELINES:
        said[name] = [""] * len(families)
        for trained, held in training.folds(truth):
            predict = build([samples[place] for place in trained], [truth[place] for place in trained])
            for place, label in zip(held, predict([samples[place] for place in held]), strict=True):
                said[name][place] = label
    return tuple(
        Baseline(name, tuple(_verdict(one, label, 1.0, abstained=False) for one, label in zip(families, labels, strict=True)))
        for name, labels in said.items()
    )


def evaluate(reader: Reader, items: Iterable[Item], *, title: str = "Evaluation") -> Report:
    """Judge messages of known label with a trained reader: a gate set, a frozen set, a user's own corrections."""
    return Report(title=title, judged=judge(reader, items), limit=reader.model.policy.limit)


def judge(reader: Reader, items: Iterable[Item]) -> tuple[Judged, ...]:
    """What a trained reader says of messages of known label."""
    judged: list[Judged] = []
    for item in items:
        found = reader.judge(item.sample)
        said = found.word.value if found.word is not None else (found.alternatives[0][0] if found.alternatives else "")
        judged.append(
            Judged(
                id=item.id,
                language=item.language,
                true=item.label,
                said=said,
                confidence=found.confidence,
                abstained=found.abstained is not None,
            )
        )
    return tuple(judged)


def items_of(families: Iterable[Family]) -> tuple[Item, ...]:
    """Families as messages to judge, placeholders filled."""
    return tuple(
        Item(id=family.id, language=family.language, label=family.label.value, sample=generator.plain(family))
        for family in families
    )


def never_worse(new: Reader, old: Reader, items: Sequence[Item]) -> bool:
    """May a new model replace the old one? It must not be worse on the gate set.

    Paired bootstrap over the same messages: refused where it errs more on the named labels, or where the difference of
    macro-F1 is below zero beyond chance (the upper end of its interval).
    """
    one, other = judge(new, items), judge(old, items)
    if any(recall(one, label) < recall(other, label) for label in NAMED):
        return False
    return macro_f1(one) >= macro_f1(other) or paired(one, other).high >= 0.0
