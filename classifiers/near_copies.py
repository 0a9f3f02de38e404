"""How many families are near-copies of another: those count as one."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from classifiers.corpus import Family
from classifiers.features import mask
from classifiers.normalise import fold

ALIKE: Final = 0.5
"""Jaccard similarity of n-grams above which two texts are one."""
_NGRAM: Final = 5
_BLOCK: Final = 500
_PLACEHOLDER: Final = "{{"


def pairs(families: Sequence[Family]) -> tuple[tuple[str, str, float], ...]:
    """Return (id, id, similarity) of the pairs that are alike once names, dates and ids are masked, the most alike first."""
    if len(families) < 2:
        return ()
    texts = [_skeleton(family.text) for family in families]
    counter = CountVectorizer(analyzer="char", ngram_range=(_NGRAM, _NGRAM), binary=True, dtype=np.int32)
    grams = counter.fit_transform(texts)
    sizes = np.asarray(grams.sum(axis=1)).ravel()
    found: list[tuple[int, int, float]] = []
    for start in range(0, len(families), _BLOCK):  # all pairs at once would be a matrix of some gigabytes
        shared = (grams[start : start + _BLOCK] @ grams[start:].T).tocoo()
        one, other, common = shared.row + start, shared.col + start, shared.data
        similarity = common / (sizes[one] + sizes[other] - common)
        alike = (one < other) & (similarity > ALIKE)
        found += zip(one[alike].tolist(), other[alike].tolist(), similarity[alike].tolist(), strict=True)
    named = [(families[one].id, families[other].id, similarity) for one, other, similarity in found]
    return tuple(sorted(named, key=lambda pair: (-pair[2], pair[0], pair[1])))


def _skeleton(text: str) -> str:
    words = mask(fold(text).text).split(_PLACEHOLDER)
    return "".join("".join([words[0], *(part.partition("}}")[2] for part in words[1:])]).split())


def distinct(families: Sequence[Family]) -> int:
    """Count families, near-copies of one another as one."""
    parent = {family.id: family.id for family in families}

    def root(identity: str) -> str:
        while parent[identity] != identity:
            identity = parent[identity]
        return identity

    for one, other, _ in pairs(families):
        parent[root(one)] = root(other)
    return len({root(identity) for identity in parent})
