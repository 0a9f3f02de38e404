"""One linear classifier: from rows to calibrated probabilities, and back to the units that decided."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]


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


@dataclass(frozen=True, slots=True)
class Row:
    """What a head is given of one message. ``texts`` and ``signs`` run in step, an entry for each unit."""

    texts: tuple[str, ...]
    signs: tuple[tuple[str, ...], ...]
    dense: Floats | None = None
    """Numbers of the order of 1."""
    owners: "NDArray[np.int_] | None" = None
    """The unit that each number was taken from; -1 for none; the place after the last unit for the whole message."""


def _itself(signs: Sequence[str]) -> Sequence[str]:
    return signs


class Head:
    """Counts of n-grams and signs, and numbers, under one logistic regression; probabilities at a fitted temperature."""

    def __init__(
        self,
        settings: Settings,
        vocabularies: tuple[Sequence[str], Sequence[str]],
        weighing: TfidfTransformer,
        classifier: LogisticRegression,
        temperature: float = 1.0,
    ) -> None:
        self.settings = settings
        self.temperature = temperature
        self.labels: tuple[str, ...] = tuple(str(label) for label in classifier.classes_)
        self._vocabularies = vocabularies
        self._weighing = weighing
        self._damping = _damping(len(vocabularies[1]))
        self._classifier = classifier
        self._ngrams = CountVectorizer(analyzer="char_wb", ngram_range=settings.ngrams, vocabulary=vocabularies[0] or ["?"])
        self._signs = CountVectorizer(analyzer=_itself, vocabulary=vocabularies[1])

    @classmethod
    def fit(cls, rows: Sequence[Row], labels: Sequence[str], weights: Sequence[float], settings: Settings) -> "Head":
        """Train a head. ``weights`` weigh rows: variants of one family share the weight of one."""
        ngrams = CountVectorizer(analyzer="char_wb", ngram_range=settings.ngrams, min_df=min(settings.least_ngrams, len(rows)))
        weighing = TfidfTransformer(sublinear_tf=True)
        blocks: list[Any] = []
        words: list[str] = []
        if settings.ngram_weight:
            blocks.append(weighing.fit_transform(ngrams.fit_transform(map(_text, rows))) * settings.ngram_weight)
            words = list(ngrams.get_feature_names_out())
        counter = CountVectorizer(analyzer=_itself, min_df=min(settings.least_signs, len(rows)))
        blocks.append(_damping(0).fit_transform(counter.fit_transform(map(_signs, rows))))
        if (dense := _dense(rows)) is not None:
            blocks.append(dense * settings.dense_weight)
        classifier = LogisticRegression(C=settings.strength, max_iter=settings.iterations, tol=settings.tolerance)
        classifier.fit(scipy.sparse.hstack(blocks, format="csr"), list(labels), sample_weight=np.asarray(weights))
        return cls(settings, (words, list(counter.get_feature_names_out())), weighing, classifier)

    def logits(self, rows: Sequence[Row]) -> Floats:
        """Raw scores: a row for each message, a column for each of ``labels``."""
        words = self._ngrams.transform(map(_text, rows)) if self.settings.ngram_weight else None
        return self._decide(words, self._signs.transform(map(_signs, rows)), _dense(rows))

    def probabilities(self, logits: Floats) -> Floats:
        """Calibrated probabilities of raw scores, row by row."""
        return softmax(logits / self.temperature)

    def read(self, row: Row) -> tuple[Floats, Floats]:
        """Return the probabilities of one message (by label) and what each unit adds to each label's score.

        The second has a row for each unit, a column for each label; it is centred: what speaks for every label speaks
        for none.
        """
        words = self._ngrams.transform(row.texts) if self.settings.ngram_weight else None
        signs = self._signs.transform(row.signs)
        total = None if words is None else _total(words)
        probabilities = self.probabilities(self._decide(total, _total(signs), _dense([row])))[0]
        return probabilities, self._shares(words, signs, row)

    def _decide(self, words: Any, signs: Any, dense: Any) -> Floats:
        blocks = [] if words is None else [self._weighing.transform(words) * self.settings.ngram_weight]
        blocks.append(self._damping.transform(signs))
        if dense is not None:
            blocks.append(dense * self.settings.dense_weight)
        scores: Floats = self._classifier.decision_function(scipy.sparse.hstack(blocks, format="csr"))
        return scores

    def _shares(self, words: Any, signs: Any, row: Row) -> Floats:
        weights = self._classifier.coef_ - self._classifier.coef_.mean(axis=0)
        shares: Floats = np.zeros((signs.shape[0], len(self.labels)))
        start = 0
        if words is not None:
            shares += _shared(words, self._weighing.transform(_total(words)) * self.settings.ngram_weight, weights)
            start = words.shape[1]
        shares += _shared(signs, self._damping.transform(_total(signs)), weights[:, start:])
        if row.dense is not None and row.owners is not None:
            columns = weights[:, start + signs.shape[1] :] * (row.dense * self.settings.dense_weight)
            for owner in range(signs.shape[0]):
                shares[owner] += columns[:, row.owners == owner].sum(axis=1)
        return shares

    def description(self) -> dict[str, Any]:
        """What JSON keeps of the head."""
        return {
            "labels": list(self.labels),
            "temperature": self.temperature,
            "settings": asdict(self.settings),
            "ngrams": list(self._vocabularies[0]),
            "signs": list(self._vocabularies[1]),
        }

    def arrays(self, prefix: str) -> "dict[str, NDArray[Any]]":
        """What the array file keeps of the head."""
        found = {
            f"{prefix}_coef": self._classifier.coef_.astype(np.float32),
            f"{prefix}_intercept": self._classifier.intercept_.astype(np.float32),
        }
        if self._vocabularies[0]:
            found[f"{prefix}_idf"] = self._weighing.idf_.astype(np.float32)
        return found

    @classmethod
    def restore(cls, about: dict[str, Any], arrays: "dict[str, NDArray[Any]]", prefix: str, dense: int) -> "Head":
        """Build a head of what was kept; nothing is trained. ``dense``: how many numbers its rows carry.

        Raises KeyError, TypeError or ValueError where the parts do not fit.
        """
        values = dict(about["settings"])
        settings = Settings(**{**values, "ngrams": (int(values["ngrams"][0]), int(values["ngrams"][1]))})
        ngrams, signs = [str(word) for word in about["ngrams"]], [str(word) for word in about["signs"]]
        labels = [str(label) for label in about["labels"]]
        coefficients = arrays[f"{prefix}_coef"].astype(np.float64)
        intercept = arrays[f"{prefix}_intercept"].astype(np.float64)
        idf = arrays[f"{prefix}_idf"].astype(np.float64) if ngrams else np.ones(0)
        expected = ((len(labels), len(ngrams) + len(signs) + dense), (len(labels),), (len(ngrams),))
        if (coefficients.shape, intercept.shape, idf.shape) != expected:
            raise ValueError(f"arrays of {prefix} have the shapes {coefficients.shape}, {intercept.shape}, {idf.shape}")
        if not all(np.isfinite(array).all() for array in (coefficients, intercept, idf)):
            raise ValueError(f"arrays of {prefix} hold numbers that are none")
        classifier = _linear(coefficients, intercept, labels, settings)
        return cls(settings, (ngrams, signs), _weighing(idf), classifier, float(about["temperature"]))


def _text(row: Row) -> str:
    return "\n".join(row.texts)


def _signs(row: Row) -> list[str]:
    return [sign for found in row.signs for sign in found]


def _dense(rows: Sequence[Row]) -> Any:
    numbers = [row.dense for row in rows if row.dense is not None]
    return scipy.sparse.csr_matrix(np.array(numbers)) if numbers else None


def _total(rows: Any) -> Any:
    return scipy.sparse.csr_matrix(rows.sum(axis=0))


def _shared(rows: Any, values: Any, weights: Floats) -> Floats:
    """Share the weighed counts of a message among its units, by how often each has the feature."""
    columns = values.indices
    if not len(columns):
        return np.zeros((rows.shape[0], weights.shape[0]))
    mentions = np.asarray(rows.sum(axis=0)).ravel()[columns]
    spread: Floats = (rows[:, columns] @ scipy.sparse.diags(values.data / mentions)) @ weights[:, columns].T
    return spread


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


def _linear(coefficients: Floats, intercept: Floats, labels: Sequence[str], settings: Settings) -> LogisticRegression:
    classifier = LogisticRegression(C=settings.strength, max_iter=settings.iterations)
    classifier.coef_, classifier.intercept_ = coefficients, intercept
    classifier.classes_, classifier.n_features_in_ = np.array(labels), coefficients.shape[1]
    return classifier


def softmax(logits: Floats) -> Floats:
    """Row by row: shares that sum to 1."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return shares


def rows_of(units: Iterable[tuple[str, tuple[str, ...]]]) -> list[Row]:
    """A row for each single sentence, given as its text and signs."""
    return [Row((text,), (signs,)) for text, signs in units]
