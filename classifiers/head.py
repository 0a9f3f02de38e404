"""One linear classifier: from features to calibrated probabilities, and back to the sentences that decided."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from classifiers.features import Features

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a head is trained; chosen by cross-validation by family."""

    ngrams: tuple[int, int] = (2, 4)
    least_ngrams: int = 6
    """Training messages that an n-gram must occur in."""
    least_signs: int = 3
    ngram_weight: float = 0.3
    strength: float = 10.0
    """C of the logistic regression."""
    iterations: int = 300


def signs_of(features: Features) -> list[str]:
    """All signs of a message, the marks last."""
    return [sign for found in features.signs for sign in found] + list(features.marks)


def words_of(features: Features) -> str:
    """The masked text of a message; n-grams do not cross its lines."""
    return "\n".join(features.sentences)


def _itself(signs: list[str]) -> list[str]:
    return signs


_BLOCKS: Final = ("ngrams", "signs")


class Head:
    """Two blocks of weighted counts under one logistic regression; probabilities at a fitted temperature."""

    def __init__(
        self,
        settings: Settings,
        vocabularies: tuple[Sequence[str], Sequence[str]],
        transformers: tuple[TfidfTransformer, TfidfTransformer],
        classifier: LogisticRegression,
        temperature: float = 1.0,
    ) -> None:
        self.settings = settings
        self.temperature = temperature
        self.labels: tuple[str, ...] = tuple(str(label) for label in classifier.classes_)
        self._vocabularies = vocabularies
        self._transformers = transformers
        self._classifier = classifier
        self._counters = (
            CountVectorizer(analyzer="char_wb", ngram_range=settings.ngrams, vocabulary=vocabularies[0]),
            CountVectorizer(analyzer=_itself, vocabulary=vocabularies[1]),
        )

    @classmethod
    def fit(cls, messages: Sequence[Features], labels: Sequence[str], weights: Sequence[float], settings: Settings) -> "Head":
        """Train a head. ``weights`` weigh messages (variants of one family share a weight of 1)."""
        texts, signs = [words_of(message) for message in messages], [signs_of(message) for message in messages]
        counters = (
            CountVectorizer(analyzer="char_wb", ngram_range=settings.ngrams, min_df=min(settings.least_ngrams, len(messages))),
            CountVectorizer(analyzer=_itself, min_df=min(settings.least_signs, len(messages))),
        )
        counts = (counters[0].fit_transform(texts), counters[1].fit_transform(signs))
        transformers = (TfidfTransformer(sublinear_tf=True), TfidfTransformer(sublinear_tf=True, use_idf=False))
        blocks = [transformer.fit_transform(count) for transformer, count in zip(transformers, counts, strict=True)]
        classifier = LogisticRegression(C=settings.strength, max_iter=settings.iterations, tol=1e-3)
        classifier.fit(_joined(blocks, settings), list(labels), sample_weight=np.asarray(weights))
        vocabularies = (list(counters[0].get_feature_names_out()), list(counters[1].get_feature_names_out()))
        return cls(settings, vocabularies, transformers, classifier)

    def logits(self, messages: Sequence[Features]) -> Floats:
        """Raw scores: a row for each message, a column for each of ``labels``."""
        counts = (
            self._counters[0].transform([words_of(message) for message in messages]),
            self._counters[1].transform([signs_of(message) for message in messages]),
        )
        return self._decide(counts)

    def probabilities(self, logits: Floats) -> Floats:
        """Calibrated probabilities of raw scores, row by row."""
        return softmax(logits / self.temperature)

    def read(self, message: Features) -> "tuple[Floats, Floats]":
        """Return the probabilities of one message (by label) and what each sentence adds to each label's score.

        The second has a row for each of the message's sentences and one for its marks, a column for each label; it is
        centred: what speaks for every label speaks for none.
        """
        rows = [*message.sentences, ""]
        words = self._counters[0].transform(rows)
        signs = self._counters[1].transform([*map(list, message.signs), list(message.marks)])
        counts = (_total(words), _total(signs))
        probabilities = self.probabilities(self._decide(counts))[0]
        return probabilities, self._shares((words, signs), counts)

    def _decide(self, counts: Iterable[Any]) -> Floats:
        blocks = [transformer.transform(count) for transformer, count in zip(self._transformers, counts, strict=True)]
        scores: Floats = self._classifier.decision_function(_joined(blocks, self.settings))
        return scores

    def _shares(self, rows: tuple[Any, Any], totals: tuple[Any, Any]) -> Floats:
        weights = self._classifier.coef_ - self._classifier.coef_.mean(axis=0)
        shares: Floats = np.zeros((rows[0].shape[0], len(self.labels)))
        start = 0
        for place, (block, total) in enumerate(zip(rows, totals, strict=True)):
            factor = self.settings.ngram_weight if place == 0 else 1.0
            values = self._transformers[place].transform(total) * factor
            columns = values.indices
            if len(columns):
                per_mention = values.data / np.asarray(total[:, columns].todense()).ravel()
                shares += (block[:, columns] @ scipy.sparse.diags(per_mention)) @ weights[:, start + columns].T
            start += block.shape[1]
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
        return {
            f"{prefix}_coef": self._classifier.coef_.astype(np.float32),
            f"{prefix}_intercept": self._classifier.intercept_.astype(np.float32),
            f"{prefix}_idf": self._transformers[0].idf_.astype(np.float32),
        }

    @classmethod
    def restore(cls, about: dict[str, Any], arrays: "dict[str, NDArray[Any]]", prefix: str) -> "Head":
        """Build a head of what was kept; nothing is trained. Raises KeyError, TypeError or ValueError where it does not fit."""
        values = dict(about["settings"])
        settings = Settings(**{**values, "ngrams": (int(values["ngrams"][0]), int(values["ngrams"][1]))})
        ngrams, signs = [str(word) for word in about["ngrams"]], [str(word) for word in about["signs"]]
        labels = [str(label) for label in about["labels"]]
        coefficients = arrays[f"{prefix}_coef"].astype(np.float64)
        intercept = arrays[f"{prefix}_intercept"].astype(np.float64)
        idf = arrays[f"{prefix}_idf"].astype(np.float64)
        expected = ((len(labels), len(ngrams) + len(signs)), (len(labels),), (len(ngrams),))
        if (coefficients.shape, intercept.shape, idf.shape) != expected:
            raise ValueError(f"arrays of {prefix} have the shapes {coefficients.shape}, {intercept.shape}, {idf.shape}")
        if not all(np.isfinite(array).all() for array in (coefficients, intercept, idf)):
            raise ValueError(f"arrays of {prefix} hold numbers that are none")
        return cls(
            settings,
            (ngrams, signs),
            (_weighing(idf), _counting(len(signs))),
            _linear(coefficients, intercept, labels, settings),
            float(about["temperature"]),
        )


def _weighing(idf: Floats) -> TfidfTransformer:
    transformer = TfidfTransformer(sublinear_tf=True)
    transformer.idf_ = idf
    return transformer


def _counting(width: int) -> TfidfTransformer:
    transformer = TfidfTransformer(sublinear_tf=True, use_idf=False)
    transformer.n_features_in_ = width
    return transformer


def _linear(coefficients: Floats, intercept: Floats, labels: list[str], settings: Settings) -> LogisticRegression:
    classifier = LogisticRegression(C=settings.strength, max_iter=settings.iterations)
    classifier.coef_, classifier.intercept_ = coefficients, intercept
    classifier.classes_, classifier.n_features_in_ = np.array(labels), coefficients.shape[1]
    return classifier


def _joined(blocks: Sequence[Any], settings: Settings) -> Any:
    return scipy.sparse.hstack([blocks[0] * settings.ngram_weight, blocks[1]], format="csr")


def _total(rows: Any) -> Any:
    return scipy.sparse.csr_matrix(rows.sum(axis=0))


def softmax(logits: Floats) -> Floats:
    """Row by row: shares that sum to 1."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = shifted / shifted.sum(axis=-1, keepdims=True)
    return shares
