"""Training the second opinion on times from the corpus' annotations."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from classifiers import annotations, deadlines, time_judge, time_meaning, untuned
from classifiers.annotations import Finding
from classifiers.corpus import Family
from classifiers.dates import PrintedDate
from classifiers.decider import Decider
from classifiers.document import Document
from classifiers.head import Head, Row
from classifiers.labels import Label, Start
from classifiers.normalise import fold_line
from classifiers.notes import DeadlineNote
from classifiers.semantic_numbers import Encode
from classifiers.time_judge import TimeJudge
from classifiers.time_meaning import Meaning
from classifiers.times import Ruled, Time, Verdict
from classifiers.untuned import Compared, Example, Subject

Judged = Example[Verdict | None]


def train(families: Iterable[Family]) -> Head:
    """Train the head on the annotated families."""
    return _fit(examples(list(families)))


def train_meaning(families: Iterable[Family], encode: Encode) -> Decider:
    """Train the layer that knows the vectors of the words around a time."""
    return _fit_meaning(examples(list(families), encode))


def compare(families: Sequence[Family], encode: Encode | None = None) -> Compared:
    """Measure where no word list was tuned; with ``encode``, with the meaning of the words around."""

    def trained(known: Sequence[Judged]) -> TimeJudge:
        return TimeJudge.of(_fit(known), Meaning(_fit_meaning(known), encode) if encode else None)

    return untuned.compare(families, Subject(examples(families, encode), trained, annotations.deadlines_of, _found))


def examples(families: Sequence[Family], encode: Encode | None = None) -> tuple[Judged, ...]:
    """The times of the account-health families. One that an annotation may or may not mean is left out.

    A time that is printed twice is annotated once, where it says most. The other mention counts where the word lists take it for
    the same: left out, only those that mean nothing would remain of such mentions, and teach that they never mean anything.

    With ``encode`` the numbers of each go on with vectors, as ``time_meaning.given`` has it.
    """
    found: list[Judged] = []
    for place, family, label, document in annotations.account_health(families):
        ruled = tuple(deadlines.ruled_times(document, label))
        for one, row in zip(ruled, _rows(ruled, label, family, encode), strict=True):
            near = [note for note in family.deadlines if _is_of(note, one.time, document)]
            meant = [note for note in near if fold_line(annotations.filled(family, note.quote)) in one.time.text]
            meant = meant or [note for note in near if one.verdict is not None and _verdict(note) == one.verdict]
            if not near or meant:
                found.append(Example(place, row, _verdict(meant[0]) if meant else None))
    return tuple(found)


def _rows(ruled: Sequence[Ruled], label: Label, family: Family, encode: Encode | None) -> list[Row]:
    rows = time_judge.rows(ruled, label, trusted=family.untuned)
    if encode is None or not rows:
        return rows
    numbers = np.array([row.dense for row in rows])
    given = time_meaning.given(numbers, [time_meaning.windows(one.time) for one in ruled], encode)
    return [replace(row, dense=np.concatenate([own, more])) for row, own, more in zip(rows, numbers, given, strict=True)]


def _fit(known: Sequence[Judged]) -> Head:
    rows = [replace(one.row, dense=one.numbers[: time_judge.WIDTH]) for one in known]
    return time_judge.fit(rows, [one.truth for one in known])


def _fit_meaning(known: Sequence[Judged]) -> Decider:
    given = np.array([one.numbers[time_judge.WIDTH :] for one in known], np.float32)
    return time_meaning.fit(given, [time_judge.name_of(one.truth) for one in known])


def _found(family: Family, judge: TimeJudge | None) -> set[Finding]:
    assert isinstance(family.label, Label)
    return annotations.deadlines_as_compared(deadlines.extract(annotations.sample(family), family.label, judge))


def _is_of(note: DeadlineNote, time: Time, document: Document) -> bool:
    if isinstance(time.mark, PrintedDate):
        return note.at is not None and note.at[:10] == time.mark.moment(document.sample.timezone, closing=True).date().isoformat()
    return note.at is None and (note.length, note.unit) == (time.mark.length, time.mark.unit)


def _verdict(note: DeadlineNote) -> Verdict:
    return Verdict(note.kind, None if note.at else (Start.NOTICE if note.start in {None, Start.RECEIVED} else note.start))
