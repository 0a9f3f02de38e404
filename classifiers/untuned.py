"""How well extraction does on families on which no word list was tuned: by the lists alone, and judged out of fold."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import numpy as np
from sklearn.model_selection import GroupKFold

from classifiers.annotations import Finding, Tally
from classifiers.corpus import Family
from classifiers.head import Floats, Row
from classifiers.labels import ACCOUNT_HEALTH

_FOLDS: Final = 5
Truth = TypeVar("Truth")
Judge = TypeVar("Judge")


@dataclass(frozen=True, slots=True)
class Example(Generic[Truth]):
    """What a judge is given of one place in a text, and what is true of it."""

    family: int
    row: Row
    truth: Truth

    @property
    def numbers(self) -> Floats:
        """The numbers of its row, which has some."""
        assert self.row.dense is not None
        return self.row.dense


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings of one kind, compared exactly with the annotations."""

    families: int
    ruled: Tally
    judged: Tally


@dataclass(frozen=True, slots=True)
class Subject(Generic[Truth, Judge]):
    """One kind of finding: how its judge is trained, what is annotated, and what is found with a judge or without."""

    examples: Sequence[Example[Truth]]
    train: Callable[[Sequence[Example[Truth]]], Judge]
    wanted: Callable[[Family], set[Finding]]
    found: Callable[[Family, Judge | None], set[Finding]]


def compare(families: Sequence[Family], subject: Subject[Truth, Judge]) -> Compared:
    """Let each untuned account-health family be judged by a judge that never saw it."""
    owners = np.array([one.family for one in subject.examples])
    fresh = {place for place, family in enumerate(families) if family.untuned and family.label in ACCOUNT_HEALTH}
    found = Compared(len(fresh), Tally(), Tally())
    for trained, held in GroupKFold(_FOLDS).split(owners, groups=owners):
        judge = subject.train([subject.examples[place] for place in trained])
        _count(families, fresh & set(owners[held].tolist()), subject, judge, found)
    _count(families, fresh - set(owners.tolist()), subject, None, found)
    return found


def _count(
    families: Sequence[Family], places: Iterable[int], subject: Subject[Truth, Judge], judge: Judge | None, found: Compared
) -> None:
    for place in sorted(places):
        family = families[place]
        wanted, ruled = subject.wanted(family), subject.found(family, None)
        found.ruled.add(family.id, wanted, ruled)
        found.judged.add(family.id, wanted, ruled if judge is None else subject.found(family, judge))
