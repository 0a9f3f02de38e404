"""The extractors against the annotated corpus: a floor below which no change may fall."""

import pytest

from classifiers import annotations, corpus
from classifiers.labels import ACCOUNT_HEALTH, Label

FLOORS = {
    "deadlines": (0.97, 0.96),
    "demands": (0.85, 0.79),
    "appealable": (0.94, 0.92),
    "final": (0.94, 0.91),
    "deficits": (0.87, 0.835),
    "secondary": (0.69, 0.62),
}
"""Precision and recall: what is reached, less what a few new families may cost. Demands were tuned to annotations older than
EXTRACTION.md."""
ENOUGH = 200
"""Annotations of each kind, below which the floors would say little."""


@pytest.fixture(scope="module")
def tallies() -> dict[str, annotations.Tally]:
    return annotations.check()


@pytest.mark.parametrize("name", FLOORS)
def test_floor(tallies: dict[str, annotations.Tally], name: str) -> None:
    precision, recall = FLOORS[name]
    assert tallies[name].precision >= precision
    assert tallies[name].recall >= recall


def test_there_are_annotations_enough_in_both_languages() -> None:
    families = [family for family in corpus.load() if isinstance(family.label, Label) and family.label in ACCOUNT_HEALTH]
    for kind in ("deadlines", "demands"):
        counts = {
            language: sum(len(getattr(family, kind)) for family in families if family.language == language)
            for language in ("ja", "en")
        }
        assert sum(counts.values()) >= ENOUGH
        assert min(counts.values()) >= ENOUGH // 4


def test_it_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert annotations.main(["--all"]) == 0
    assert capsys.readouterr().out.startswith("deadlines")
