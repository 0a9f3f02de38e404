"""Training the second opinion on demands from the corpus' annotations."""

from collections.abc import Iterable, Sequence

from classifiers import annotations, demand_judge, demands, untuned
from classifiers.annotations import Finding
from classifiers.corpus import Family
from classifiers.demand_judge import DemandJudge
from classifiers.head import Head
from classifiers.labels import DemandKind, Label
from classifiers.normalise import fold_line
from classifiers.semantic_numbers import Encode
from classifiers.untuned import Compared, Example, Subject

Judged = Example[frozenset[DemandKind]]


def train(families: Iterable[Family], encode: Encode | None = None) -> Head:
    """Train the head on the annotated families; with ``encode`` one that knows the vectors of sentences."""
    return _fit(examples(list(families), encode))


def compare(families: Sequence[Family], encode: Encode | None = None) -> Compared:
    """Measure where no word list was tuned."""
    known = examples(families, encode)
    subject = Subject(known, lambda some: DemandJudge.of(_fit(some), encode), annotations.demands_of, _found)
    return untuned.compare(families, subject)


def examples(families: Sequence[Family], encode: Encode | None = None) -> tuple[Judged, ...]:
    """The sentences of the account-health families; what each asks for are the annotations whose words it has."""
    found: list[Judged] = []
    for place, family, label, document in annotations.account_health(families):
        notes = [(note.kind, fold_line(annotations.filled(family, note.quote))) for note in family.demands]
        askings = demands.askings(document, label)
        rows = demand_judge.rows(askings, label, trusted=family.untuned, encode=encode)
        for asking, row in zip(askings, rows, strict=True):
            asked = frozenset(kind for kind, words in notes if words and words in asking.sentence.text)
            found.append(Example(place, row, asked))
    return tuple(found)


def _fit(known: Sequence[Judged]) -> Head:
    return demand_judge.fit([one.row for one in known], [one.truth for one in known])


def _found(family: Family, judge: DemandJudge | None) -> set[Finding]:
    assert isinstance(family.label, Label)
    return annotations.demands_as_compared(demands.extract(annotations.sample(family), family.label, judge))
