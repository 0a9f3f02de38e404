"""May a new model replace the old one? Compared on the packaged gate set, which neither was trained on. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from classifiers import corpus, generator
from classifiers.reader import Reader

DRAWS: Final = 2_000
SEED: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Shares of the gate set read right, and a 95 % interval of the difference (paired bootstrap by family)."""

    old: float
    new: float
    low: float
    high: float
    families: int

    @property
    def passes(self) -> bool:
        """Never worse: the new model reads at least as many right."""
        return self.new >= self.old


def right(reader: Reader) -> tuple[bool, ...]:
    """Say of each family of the gate set whether it is read right; an abstention is not."""
    return tuple(reader.judge(generator.plain(family)).word == family.label for family in corpus.load("gate"))


def compare(old: Sequence[bool], new: Sequence[bool]) -> Comparison:
    """Compare two models by what each read right of the same families."""
    size = len(old)
    differences = [int(after) - int(before) for before, after in zip(old, new, strict=True)]
    random = Random(SEED)  # noqa: S311 - a bootstrap, not a secret
    means = sorted(sum(random.choices(differences, k=size)) / size for _ in range(DRAWS))
    return Comparison(
        old=sum(old) / size,
        new=sum(new) / size,
        low=means[int(DRAWS * 0.025)],
        high=means[int(DRAWS * 0.975) - 1],
        families=size,
    )
