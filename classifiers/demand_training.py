"""Training the second opinion on demands from the corpus' annotations."""

from collections.abc import Iterable, Sequence

from classifiers import annotations, demand_judge, demands, untuned
from classifiers.annotations import Finding
from classifiers.corpus import Family
from classifiers.demand_judge import DemandJudge
from classifiers.head import Head
from classifiers.labels import DemandKind, Label
from classifiers.normalise import fold_line
from classifiers.untuned import Compared, Example, Subject

Judged = Example[frozenset[DemandKind]]


def train(families: Iterable[Family]) -> Head:
    """Train the head on the annotated families."""
    return _fit(examples(list(families)))


def compare(families: Sequence[Family]) -> Compared:
    """Measure where no word list was tuned."""
    subject = Subject(examples(families), lambda known: DemandJudge.of(_fit(known)), annotations.demands_of, _found)
    return untuned.compare(families, subject)


def examples(families: Sequence[Family]) -> tuple[Judged, ...]:
    """The sentences of the account-health families; what each asks for are the annotations whose words it has."""
    found: list[Judged] = []
    for place, family, label, document in annotations.account_health(families):
        notes = [(note.kind, fold_line(annotations.filled(family, note.quote))) for note in family.demands]
        for asking in demands.askings(document, label):
            asked = frozenset(kind for kind, words in notes if words and words in asking.sentence.text)
            found.append(Example(place, demand_judge.row(asking, label, trusted=family.untuned), asked))
    return tuple(found)


def _fit(known: Sequence[Judged]) -> Head:
    return demand_judge.fit([one.row for one in known], [one.truth for one in known])


def _found(family: Family, judge: DemandJudge | None) -> set[Finding]:
    assert isinstance(family.label, Label)
    return annotations.demands_as_compared(demands.extract(annotations.sample(family), family.label, judge))
