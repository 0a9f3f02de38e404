"""One linear classifier: from rows to calibrated probabilities, and back to the units that decided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Final, overload

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from classifiers import decider
from classifiers.decider import Decider, Floats
from classifiers.network import Shape
from classifiers.softmax import sigmoid, softmax

__all__ = ["Floats", "Head", "Row", "Settings", "rows_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a head is trained; chosen by cross-validation by family."""

    ngrams: tuple[int, int] = (1, 4)
    ngram_weight: float = 0.4
    """0: no n-grams."""
    least_ngrams: int = 1
    """Training rows that an n-gram must occur in."""
    least_signs: int = 1
    dense_weight: float = 0.3
    strength: float = 20.0
    """C of the logistic regression."""
    iterations: int = 400
    tolerance: float = 1e-3
    several: bool = False
    """A row may have several labels, joined by blanks, or none; each is judged by itself."""
    layer: Shape | None = None
    """A layer of hidden units; None: a logistic regression. With one the three numbers above are not asked."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a head is given of one message. ``texts`` and ``signs`` run in step, an entry for each unit."""

    texts: tuple[str, ...]
    signs: tuple[tuple[str, ...], ...]
    dense: Floats | None = None
    """Numbers of the order of 1."""
    owners: "NDArray[np.int_] | None" = None
    """The unit that each number was taken from; -1 for none; the place after the last unit for the whole message."""


_SEPARATOR: Final = "\n"
"""Between the words of a vocabulary, which have none: one long string is read five times as fast as a list."""


class Words(Sequence[str]):
    """A vocabulary kept as one string, and taken apart when somebody first asks for a word of it.

    Most of what a model knows is not asked by most of its users: a command that reads no mail loads it all the same.
    """

    def __init__(self, joined: str) -> None:
        self.joined = joined
        self._size = joined.count(_SEPARATOR) + 1 if joined else 0

    @classmethod
    def of(cls, words: Iterable[str]) -> "Words":
        """Keep words, none of which holds a line break."""
        return cls(_SEPARATOR.join(words))

    @cached_property
    def _words(self) -> list[str]:
        return self.joined.split(_SEPARATOR) if self.joined else []

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        return self._words[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)


def _itself(signs: Sequence[str]) -> Sequence[str]:
    return signs


class Head:
    """Counts of n-grams and signs, and numbers, under one logistic regression; probabilities at a fitted temperature."""

    def __init__(
        self,
        settings: Settings,
        vocabularies: tuple[Words, Words],
        weighing: TfidfTransformer,
        decides: Decider,
        temperature: float = 1.0,
    ) -> None:
        self.settings = settings
        self.temperature = temperature
        self.labels = decides.labels
        self.decides = decides
        self._vocabularies = vocabularies
        self._weighing = weighing
        self._damping = _damping(len(vocabularies[1]))

    @classmethod
    def fit(cls, rows: Sequence[Row], labels: Sequence[str], weights: Sequence[float], settings: Settings) -> "Head":
        """Train a head. ``weights`` weigh rows: variants of one family share the weight of one."""
        # A layer is learned in single precision: twice as fast, in half of the memory.
        precise = np.float32 if settings.layer else np.float64
        ngrams = CountVectorizer(
            analyzer="char_wb", ngram_range=settings.ngrams, min_df=min(settings.least_ngrams, len(rows)), dtype=precise
        )
        weighing = TfidfTransformer(sublinear_tf=True)
        blocks: list[Any] = []
        words: list[str] = []
        if settings.ngram_weight:
            blocks.append(weighing.fit_transform(ngrams.fit_transform(map(_text, rows))) * settings.ngram_weight)
            words = list(ngrams.get_feature_names_out())
        counter = CountVectorizer(analyzer=_itself, min_df=min(settings.least_signs, len(rows)), dtype=precise)
        blocks.append(_damping(0).fit_transform(counter.fit_transform(map(_signs, rows))))
        if (dense := _dense(rows)) is not None:
            blocks.append(dense * settings.dense_weight)
        vocabularies = (Words.of(words), Words.of(counter.get_feature_names_out()))
        return cls(settings, vocabularies, weighing, _learned(blocks, labels, weights, settings))

    def logits(self, rows: Sequence[Row]) -> Floats:
        """Raw scores: a row for each message, a column for each of ``labels``."""
        return self.decides.finish(self.reached(rows))

    def reached(self, rows: Sequence[Row]) -> Floats:
        """What the first matrix of ``decides`` gives of each message."""
        blocks = [self._damping.transform(self._signs.transform(map(_signs, rows)))]
        if self.settings.ngram_weight:
            words = self._weighing.transform(self._ngrams.transform(map(_text, rows)))
            blocks.insert(0, words * self.settings.ngram_weight)
        if (dense := _dense(rows)) is not None:
            blocks.append(dense * self.settings.dense_weight)
        # In the precision of the matrix: scipy would copy all of that otherwise.
        reached: Floats = scipy.sparse.hstack(blocks, format="csr", dtype=self._first.dtype) @ self._first + self.decides.bias
        return reached

    @cached_property
    def _ngrams(self) -> CountVectorizer:
        known = list(self._vocabularies[0]) or ["?"]
        return CountVectorizer(analyzer="char_wb", ngram_range=self.settings.ngrams, vocabulary=known)

    @cached_property
    def _signs(self) -> CountVectorizer:
        return CountVectorizer(analyzer=_itself, vocabulary=list(self._vocabularies[1]))

    @cached_property
    def _first(self) -> "NDArray[np.floating[Any]]":
        return self.decides.rows(slice(None))

    def probabilities(self, logits: Floats) -> Floats:
        """Calibrated probabilities of raw scores, row by row; where a row may have several labels, of each by itself."""
        if self.settings.several:
            each: Floats = sigmoid(logits / self.temperature)
            return each
        shares: Floats = softmax(logits / self.temperature)
        return shares

    @property
    def ngrams(self) -> Sequence[str]:
        """The n-grams it knows, in the order of its first rows."""
        return self._vocabularies[0]

    @property
    def signs(self) -> Sequence[str]:
        """The signs it knows, in the order of the rows after them."""
        return self._vocabularies[1]

    @property
    def idf(self) -> Floats:
        """How rare each n-gram is. Only where there are n-grams."""
        weights: Floats = self._weighing.idf_
        return weights

    def description(self) -> dict[str, Any]:
        """What JSON keeps of the head."""
        return {
            "labels": list(self.labels),
            "temperature": self.temperature,
            "settings": asdict(self.settings),
            "ngrams": self._vocabularies[0].joined,
            "signs": self._vocabularies[1].joined,
        }

    def arrays(self, prefix: str) -> "dict[str, NDArray[Any]]":
        """What the array file keeps of the head."""
        found = self.decides.arrays(prefix)
        if self._vocabularies[0]:
            found[f"{prefix}_idf"] = self._weighing.idf_.astype(np.float32)
        return found

    @classmethod
    def restore(cls, about: dict[str, Any], arrays: "dict[str, NDArray[Any]]", prefix: str, dense: int) -> "Head":
        """Build a head of what was kept; nothing is trained. ``dense``: how many numbers its rows carry.

        Raises KeyError, TypeError or ValueError where the parts do not fit.
        """
        values = dict(about["settings"])
        layer = Shape(**values["layer"]) if values["layer"] else None
        settings = Settings(**{**values, "ngrams": (int(values["ngrams"][0]), int(values["ngrams"][1])), "layer": layer})
        ngrams, signs = Words(about["ngrams"]), Words(about["signs"])
        labels = [str(label) for label in about["labels"]]
        idf = arrays[f"{prefix}_idf"].astype(np.float64) if ngrams else np.ones(0)
        if idf.shape != (len(ngrams),) or not np.isfinite(idf).all():
            raise ValueError(f"weights of {prefix}'s n-grams: {idf.shape}")
        decides = Decider.restore(labels, arrays, prefix, len(ngrams) + len(signs) + dense)
        return cls(settings, (ngrams, signs), _weighing(idf), decides, float(about["temperature"]))


def _learned(blocks: Sequence[Any], labels: Sequence[str], weights: Sequence[float], settings: Settings) -> Decider:
    weighed = np.asarray(weights)
    if settings.layer:
        return decider.layered(blocks, labels, weighed, settings.layer)
    if settings.several:
        return decider.several(scipy.sparse.hstack(blocks, format="csr"), labels, weighed, settings.strength)
    regression = LogisticRegression(C=settings.strength, max_iter=settings.iterations, tol=settings.tolerance)
    return decider.linear(scipy.sparse.hstack(blocks, format="csr"), labels, weighed, regression)


def _text(row: Row) -> str:
    return "\n".join(row.texts)


def _signs(row: Row) -> list[str]:
    return [sign for found in row.signs for sign in found]


def _dense(rows: Sequence[Row]) -> Any:
    numbers = [row.dense for row in rows if row.dense is not None]
    return scipy.sparse.csr_matrix(np.array(numbers)) if numbers else None


def _weighing(idf: Floats) -> TfidfTransformer:
    transformer = TfidfTransformer(sublinear_tf=True)
    transformer.idf_ = idf
    return transformer


def _damping(width: int) -> TfidfTransformer:
    """Signs count by the logarithm of their number, each message alike."""
    transformer = TfidfTransformer(sublinear_tf=True, use_idf=False)
    if width:
        transformer.n_features_in_ = width
    return transformer


def rows_of(units: Iterable[tuple[str, tuple[str, ...]]]) -> list[Row]:
    """A row for each single sentence, given as its text and signs."""
    return [Row((text,), (signs,)) for text, signs in units]
