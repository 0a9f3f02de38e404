"""What a trained head answers, without the machinery that trains it: the same numbers, over plain arrays made once.

``Head`` lets scikit-learn count, weigh and decide; for one message most of that is checking its own inputs. The counting rule
is that of ``CountVectorizer(analyzer="char_wb")``, the weighing that of ``TfidfTransformer(sublinear_tf=True)``; a test holds
both to what ``Head`` answers.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

import numpy as np
import scipy.sparse
from numpy.typing import NDArray

from classifiers.head import Floats, Head, Row

Places = NDArray[np.int64]
_CACHED_WORDS: Final = 20_000
_CACHED_CHARS: Final = 24
"""Words that come again and again are short; a Japanese clause without blanks counts as one word, and is not kept."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the units of a message, with repeats: its place in a vocabulary, and the number of its unit."""

    places: Places
    units: Places
    size: int
    """How many units there are."""


class Grams:
    """The n-grams that several heads know, looked up once for all of them. Safe to share between threads."""

    def __init__(self, heads: Sequence[Head]) -> None:
        self._sizes = (min(head.settings.ngrams[0] for head in heads), max(head.settings.ngrams[1] for head in heads))
        known = [_ngrams(head) for head in heads]
        self._all = {ngram: place for place, ngram in enumerate(dict.fromkeys(chain.from_iterable(known)))}
        self._of_head = [np.full(len(self._all), -1, np.int64) for _ in heads]
        for places, ngrams in zip(self._of_head, known, strict=True):
            places[[self._all[ngram] for ngram in ngrams]] = np.arange(len(ngrams))
        self._words: dict[str, list[int]] = {}

    def find(self, texts: Sequence[str]) -> tuple[Found, ...]:
        """Return what each head knows of the n-grams of some texts."""
        every = _found([self._text(text) for text in texts])
        return tuple(_known_to(places, every) for places in self._of_head)

    def _text(self, text: str) -> list[int]:
        found: list[int] = []
        for word in text.lower().split():
            places = self._words.get(word)
            if places is None:
                places = self._word(f" {word} ")
                if len(word) <= _CACHED_CHARS:
                    if len(self._words) >= _CACHED_WORDS:
                        self._words.clear()
                    self._words[word] = places
            found += places
        return found

    def _word(self, word: str) -> list[int]:
        """A word has its n-grams of every size up to its own length: ``CountVectorizer`` counts a shorter word once."""
        known, (least, most) = self._all.get, self._sizes
        found: list[int] = []
        for size in range(least, min(most, len(word)) + 1):
            spans = range(len(word) - size + 1)
            found += [place for start in spans if (place := known(word[start : start + size])) is not None]
        return found


def sided_ngrams(side: str, text: str, least: int, most: int) -> Iterator[str]:
    """Go through the n-grams of a text's words as signs that bear the name of the side they stand on: before, after, above."""
    for bare in text.split():
        word = f" {bare} "
        for size in range(least, most + 1):
            for start in range(max(1, len(word) - size + 1)):
                yield side + word[start : start + size]


def _ngrams(head: Head) -> Sequence[str]:
    return head.ngrams if head.settings.ngram_weight else []


def _known_to(places: Places, every: Found) -> Found:
    own = places[every.places]
    kept = own >= 0
    return Found(own[kept], every.units[kept], every.size)


class Quick:
    """A head, ready to answer. Safe to share between threads. ``head`` must not be trained any further."""

    def __init__(self, head: Head) -> None:
        signs = head.signs
        self.labels = head.labels
        self._head = head
        self._signs = dict(zip(signs, range(len(signs)), strict=True))
        start = len(_ngrams(head))
        self._decides = head.decides
        self._ngrams, self._said = slice(0, start), slice(start, start + len(signs))
        self._of_dense = head.decides.rows(slice(start + len(signs), None)).astype(np.float32)
        self._idf = head.idf if start else np.ones(0)

    def probabilities(self, grams: Found, signs: Iterable[Sequence[str]], numbers: Floats | None = None) -> Floats:
        """Return the probabilities of sentences each by itself, given as n-grams, signs and numbers: a row each, by label."""
        scores = np.tile(self._decides.bias, (grams.size, 1))
        if grams.places.size:
            scores += _weighed(grams, len(self._idf), self._weigh_each) @ self._whole[0]
        found = _found([_known(self._signs, said) for said in signs])
        if found.places.size:
            scores += _weighed(found, len(self._signs), _unweighed) @ self._whole[1]
        if numbers is not None:
            scores += numbers @ self._of_dense * self._head.settings.dense_weight
        return self._head.probabilities(self._decides.finish(scores))

    @cached_property
    def _whole(self) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
        """The rows of n-grams and signs, to be multiplied with as a whole; ``read`` takes only those that a message has."""
        ngrams, signs = self._decides.rows(self._ngrams), self._decides.rows(self._said)
        return ngrams.astype(np.float32), signs.astype(np.float32)

    def read(self, grams: Found, row: Row) -> tuple[Floats, Floats]:
        """Return the probabilities of one message (by label), and what each unit adds to each label's score.

        The second has a row for each unit, a column for each label; it is centred: what speaks for every label speaks for
        none.
        """
        signs = _found([_known(self._signs, signs) for signs in row.signs])
        parts = [
            self._part(grams, self._ngrams.start, self._weigh_ngrams),
            self._part(signs, self._said.start, _weigh_signs),
            self._dense_part(row),
        ]
        reached = self._decides.bias + sum(part.total for part in parts)
        effect = self._decides.effect(reached)
        shares: Floats = np.zeros((len(row.signs), len(self.labels)))
        for part in parts:
            part.share(shares, effect)
        return self._head.probabilities(self._decides.finish(reached[None, :]))[0], shares

    def _dense_part(self, row: Row) -> "Part":
        if row.dense is None:
            return Part(np.zeros(len(self._decides.bias)))
        added = self._of_dense * (row.dense * self._head.settings.dense_weight)[:, None]
        if row.owners is None:
            return Part(added.sum(axis=0))
        owned = (row.owners >= 0) & (row.owners < len(row.signs))
        given = (np.ones(int(owned.sum())), (row.owners[owned], np.arange(int(owned.sum()))))
        spread = scipy.sparse.csr_array(given, shape=(len(row.signs), int(owned.sum())))
        return Part(added.sum(axis=0), spread @ added[owned])

    def _part(self, found: Found, start: int, weigh: "Callable[[Floats, Places], Floats]") -> "Part":
        """``start``: the row of the first matrix where this kind of feature begins."""
        if not found.places.size:
            return Part(np.zeros(len(self._decides.bias)))
        columns, places, counts = np.unique(found.places, return_inverse=True, return_counts=True)
        values = weigh(counts.astype(np.float64), columns)
        starts = np.searchsorted(found.units, np.arange(found.size + 1))
        # In the precision of the matrix: scipy would copy all of that otherwise.
        shared = (values[places] / counts[places]).astype(np.float32)
        spread = scipy.sparse.csr_array((shared, places, starts), shape=(found.size, len(columns)))
        added: Floats = spread @ self._decides.rows(start + columns)
        return Part(added.sum(axis=0), added)

    def _weigh_ngrams(self, counts: Floats, columns: Places) -> Floats:
        return _unit((np.log(counts) + 1) * self._idf[columns]) * self._head.settings.ngram_weight

    def _weigh_each(self, values: Floats, columns: Places) -> tuple[Floats, float]:
        return values * self._idf[columns], self._head.settings.ngram_weight


def _known(vocabulary: dict[str, int], signs: Iterable[str]) -> list[int]:
    return [place for sign in signs if (place := vocabulary.get(sign)) is not None]


def _found(places: Sequence[Sequence[int]]) -> Found:
    lengths = [len(found) for found in places]
    flat = np.fromiter(chain.from_iterable(places), np.int64, count=sum(lengths))
    return Found(flat, np.repeat(np.arange(len(places), dtype=np.int64), lengths), len(places))


def _weighed(found: Found, width: int, weigh: "Callable[[Floats, Places], tuple[Floats, float]]") -> "scipy.sparse.csr_array":
    """Count and weigh what each unit has by itself; each row is of length 1 times the weight."""
    keys, counts = np.unique(found.units * width + found.places, return_counts=True)
    units, columns = np.divmod(keys, width)
    values, weight = weigh(np.log(counts) + 1, columns)
    norms = np.sqrt(np.bincount(units, values * values, minlength=found.size))
    starts = np.searchsorted(units, np.arange(found.size + 1))
    # In the precision of the matrix it will be multiplied with: scipy would copy all of that otherwise, for every message.
    weighed = (values / norms[units] * weight).astype(np.float32)
    return scipy.sparse.csr_array((weighed, columns, starts), shape=(found.size, width))


def _unweighed(values: Floats, _columns: Places) -> tuple[Floats, float]:
    return values, 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """What one kind of feature adds: in all, and what of it comes from each unit (a row each)."""

    total: Floats
    added: Floats | None = None

    def share(self, shares: Floats, effect: Floats | None) -> None:
        """Add each unit's part to ``shares``, centred. ``effect``: see ``Decider.effect``."""
        if self.added is not None:
            shares += _centred(self.added if effect is None else self.added @ effect)


def _weigh_signs(counts: Floats, _columns: Places) -> Floats:
    return _unit(np.log(counts) + 1)


def _unit(values: Floats) -> Floats:
    return values / np.sqrt(values @ values)


def _centred(chosen: Floats) -> Floats:
    """What speaks for every label speaks for none."""
    centred: Floats = chosen - chosen.mean(axis=1, keepdims=True)
    return centred
