"""Training the second opinion on times from the corpus' annotations."""

from collections.abc import Iterable, Sequence

from classifiers import annotations, deadlines, time_judge, untuned
from classifiers.annotations import Finding
from classifiers.corpus import Family
from classifiers.dates import PrintedDate
from classifiers.document import Document
from classifiers.head import Head
from classifiers.labels import Label, Start
from classifiers.normalise import fold_line
from classifiers.notes import DeadlineNote
from classifiers.time_judge import TimeJudge
from classifiers.times import Time, Verdict
from classifiers.untuned import Compared, Example, Subject

Judged = Example[Verdict | None]


def train(families: Iterable[Family]) -> Head:
    """Train the head on the annotated families."""
    return _fit(examples(list(families)))


def compare(families: Sequence[Family]) -> Compared:
    """Measure where no word list was tuned."""
    subject = Subject(examples(families), lambda known: TimeJudge.of(_fit(known)), annotations.deadlines_of, _found)
    return untuned.compare(families, subject)


def examples(families: Sequence[Family]) -> tuple[Judged, ...]:
    """The times of the account-health families. One that an annotation may or may not mean is left out."""
    found: list[Judged] = []
    for place, family, label, document in annotations.account_health(families):
        for time, ruled in deadlines.ruled_times(document, label):
            near = [note for note in family.deadlines if _is_of(note, time, document)]
            meant = [note for note in near if fold_line(annotations.filled(family, note.quote)) in time.text]
            if not near or meant:
                row = time_judge.row(time, ruled, label, trusted=family.untuned)
                found.append(Example(place, row, _verdict(meant[0]) if meant else None))
    return tuple(found)


def _fit(known: Sequence[Judged]) -> Head:
    return time_judge.fit([one.row for one in known], [one.truth for one in known])


def _found(family: Family, judge: TimeJudge | None) -> set[Finding]:
    assert isinstance(family.label, Label)
    return annotations.deadlines_as_compared(deadlines.extract(annotations.sample(family), family.label, judge))


def _is_of(note: DeadlineNote, time: Time, document: Document) -> bool:
    if isinstance(time.mark, PrintedDate):
        return note.at is not None and note.at[:10] == time.mark.moment(document.sample.timezone, closing=True).date().isoformat()
    return note.at is None and (note.length, note.unit) == (time.mark.length, time.mark.unit)


def _verdict(note: DeadlineNote) -> Verdict:
    return Verdict(note.kind, None if note.at else (Start.NOTICE if note.start in {None, Start.RECEIVED} else note.start))
