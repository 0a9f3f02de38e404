"""A second opinion on times: learned from the words before and after them, and from what the word lists say.

The times of a message are judged together: what a time means hangs on the others ("within 14 days; we answer in 3").

Word lists know the words they list. A small regression over character n-grams before and after a time judges words that no list
knows, and has learned how far the lists may be trusted: that part it learns only from texts on which no list was ever tuned
(``corpus.UNTUNED``), where they err as they do on mail. With the extra ``semantic`` a small layer that knows the meaning of those
words has a say as well (``time_meaning``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from classifiers import beside
from classifiers.dates import PrintedDate
from classifiers.features import mask
from classifiers.head import Floats, Head, Row, Settings
from classifiers.inference import Found, Quick, sided_ngrams
from classifiers.labels import ClockKind, Label, Start, Unit
from classifiers.time_meaning import Meaning
from classifiers.times import Ruled, Time, Verdict

NOTHING: Final = "nothing"
SETTINGS: Final = Settings(ngram_weight=0.0, least_signs=4, dense_weight=1.0, strength=40.0, iterations=300)
_WINDOW: Final = 90
_SIDE: Final = 60
_NEXT: Final = 12
_HEADING: Final = 60
_KNOWN_STARTS: Final = (Start.NOTICE, Start.CLOSURE, Start.LAST_REFUSAL, Start.DELIVERY, Start.OTHER)
VERDICTS: Final = (
    NOTHING,
    *(f"{kind} {start}" for kind, start in product(ClockKind, _KNOWN_STARTS)),
    *(f"{kind} at" for kind in ClockKind),
)
"""Every verdict there is, as the head names it. ``received`` is ``notice``: a mail is counted from when it came."""
_UNITS: Final = (*(unit.value for unit in Unit), "date")
_LABELS: Final = tuple(label.value for label in Label)
_LIGHT: Final = 0.15
"""What unit and label weigh beside the verdict of the word lists."""
_SAID: Final = len(VERDICTS) + len(_UNITS)
_OWN: Final = _SAID + len(_LABELS) + len(_UNITS) * len(_LABELS)
_PLACES: Final = 4
_BESIDE: Final = 0.5
"""What the other times of the message weigh: measured, with 1 and 0.5, by family."""
_FEW: Final = 5
WIDTH: Final = _OWN + 3 * _SAID + _PLACES
_NO_NGRAMS: Final = Found(np.zeros(0, np.int64), np.zeros(0, np.int64), 1)


def name_of(verdict: Verdict | None) -> str:
    """The name of a verdict."""
    if verdict is None:
        return NOTHING
    start = Start.NOTICE if verdict.start is Start.RECEIVED else verdict.start
    return f"{verdict.kind} {start or 'at'}"


def verdict_of(name: str) -> Verdict | None:
    """The verdict of a name."""
    if name == NOTHING:
        return None
    kind, _, start = name.partition(" ")
    return Verdict(ClockKind(kind), None if start == "at" else Start(start))


def rows(ruled: Sequence[Ruled], label: Label | None, *, trusted: bool = True) -> list[Row]:
    """What the head is given of the times of a message, a row each. Not ``trusted``: the word lists are left out."""
    if not ruled:
        return []
    numbers = _numbers(ruled, label, trusted=trusted)
    return [Row(("",), (tuple(_signs(one.time)),), given) for one, given in zip(ruled, numbers, strict=True)]


def _numbers(ruled: Sequence[Ruled], label: Label | None, *, trusted: bool) -> Floats:
    own = np.zeros((len(ruled), _OWN))
    for numbers, one in zip(own, ruled, strict=True):
        if trusted:
            numbers[VERDICTS.index(name_of(one.verdict))] = 1.0
        unit = _UNITS.index("date" if isinstance(one.time.mark, PrintedDate) else one.time.mark.unit.value)
        numbers[len(VERDICTS) + unit] = _LIGHT
        if label is not None:
            place = _LABELS.index(label.value)
            numbers[_SAID + place] = _LIGHT
            numbers[_SAID + len(_LABELS) + unit * len(_LABELS) + place] = _LIGHT
    return np.hstack([own, _BESIDE * _beside(own[:, :_SAID])])


def _beside(said: Floats) -> Floats:
    """What is said of the other times of a message (of any, of the one before, of the one after), and where each stands."""
    count, nothing = len(said), np.zeros((1, said.shape[1]))
    before, after = np.vstack([nothing, said[:-1]]), np.vstack([said[1:], nothing])
    place = np.arange(count)
    places = np.stack([place == 0, place == count - 1, np.full(count, count == 1), np.minimum(place, _FEW) / _FEW], axis=1)
    return np.hstack([beside.others(said), before, after, _LIGHT * places])


def _signs(time: Time) -> Iterator[str]:
    before = mask(time.text[max(0, time.mark.start - _WINDOW) : time.mark.start])[-_SIDE:]
    after = mask(time.text[time.mark.end : time.mark.end + _WINDOW])[:_SIDE]
    yield from sided_ngrams("b", before, 1, 5)
    yield from sided_ngrams("a", after, 1, 5)
    yield from sided_ngrams("h", mask(time.context.heading)[:_HEADING], 2, 4)
    for size in range(1, _NEXT + 1):
        yield f"B{before[-size:]}"
        yield f"A{after[:size]}"
    yield f"role:{time.context.sentence.role}"
    yield f"if:{time.context.sentence.conditional}"
    yield "n:date" if isinstance(time.mark, PrintedDate) else f"n:{time.mark.length}{time.mark.unit}"


@dataclass(frozen=True, slots=True)
class TimeJudge:
    """Decides about the times of a message. Safe to share between threads."""

    head: Quick
    meaning: Meaning | None = None
    """What the vectors of the words around say; None without the extra."""

    @classmethod
    def of(cls, head: Head, meaning: Meaning | None = None) -> "TimeJudge":
        """Make one of a trained head."""
        return cls(Quick(head), meaning)

    def __call__(self, ruled: Sequence[Ruled], label: Label | None) -> list[Verdict | None]:
        """Return what each time of a message is to the seller, or None."""
        given = rows(ruled, label)
        shares = np.array([self.head.read(_NO_NGRAMS, row)[0] for row in given])
        if self.meaning:
            numbers = np.array([row.dense for row in given])
            shares = self.meaning.revise(shares, self.head.labels, numbers, [one.time for one in ruled])
        return [verdict_of(self.head.labels[best]) for best in shares.argmax(axis=1)]


def fit(rows: Sequence[Row], verdicts: Sequence[Verdict | None]) -> Head:
    """Train the head."""
    return Head.fit(rows, [name_of(verdict) for verdict in verdicts], [1.0] * len(rows), SETTINGS)
