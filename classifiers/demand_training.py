"""Training the second opinion on demands from the corpus' annotations."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from classifiers import annotations, demand_judge, demand_meaning, demands, untuned
from classifiers.annotations import Finding
from classifiers.corpus import Family
from classifiers.decider import Decider
from classifiers.demand_judge import DemandJudge
from classifiers.demand_meaning import Meaning
from classifiers.head import Head, Row
from classifiers.labels import DemandKind, Label
from classifiers.normalise import fold_line
from classifiers.semantic_numbers import Encode
from classifiers.untuned import Compared, Example, Subject

Judged = Example[frozenset[DemandKind]]


def train(families: Iterable[Family]) -> Head:
    """Train the head on the annotated families."""
    return _fit(examples(list(families)))


def train_meaning(families: Iterable[Family], encode: Encode) -> Decider:
    """Train the layer that knows the vectors of sentences."""
    return _fit_meaning(examples(list(families), encode))


def compare(families: Sequence[Family], encode: Encode | None = None) -> Compared:
    """Measure where no word list was tuned; with ``encode``, with the sentences' meaning."""

    def trained(known: Sequence[Judged]) -> DemandJudge:
        return DemandJudge.of(_fit(known), Meaning(_fit_meaning(known), encode) if encode else None)

    return untuned.compare(families, Subject(examples(families, encode), trained, annotations.demands_of, _found))


def examples(families: Sequence[Family], encode: Encode | None = None) -> tuple[Judged, ...]:
    """The sentences of the account-health families; what each asks for are the annotations whose words it has.

    With ``encode`` the numbers of each go on with its vector, as ``demand_meaning.given`` has it.
    """
    found: list[Judged] = []
    for place, family, label, document in annotations.account_health(families):
        notes = [(note.kind, fold_line(annotations.filled(family, note.quote))) for note in family.demands]
        askings = demands.askings(document, label)
        rows = demand_judge.rows(askings, label, trusted=family.untuned)
        if encode and askings:
            rows = _with_vectors(rows, encode)
        for asking, row in zip(askings, rows, strict=True):
            asked = frozenset(kind for kind, words in notes if words and words in asking.sentence.text)
            found.append(Example(place, row, asked))
    return tuple(found)


def _with_vectors(rows: Sequence[Row], encode: Encode) -> list[Row]:
    numbers = np.array([row.dense for row in rows])
    given = demand_meaning.given(numbers, [row.texts[0] for row in rows], encode)
    return [replace(row, dense=found) for row, found in zip(rows, given, strict=True)]


def _fit(known: Sequence[Judged]) -> Head:
    rows = [replace(one.row, dense=one.numbers[: demand_judge.WIDTH]) for one in known]
    return demand_judge.fit(rows, [one.truth for one in known])


def _fit_meaning(known: Sequence[Judged]) -> Decider:
    return demand_meaning.fit(np.array([one.numbers for one in known], np.float32), [one.truth for one in known])


def _found(family: Family, judge: DemandJudge | None) -> set[Finding]:
    assert isinstance(family.label, Label)
    return annotations.demands_as_compared(demands.extract(annotations.sample(family), family.label, judge))
