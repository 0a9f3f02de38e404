"""The extractors against the annotated corpus: a floor below which no change may fall."""

import pytest

from classifiers import annotations

FLOORS = {
    "deadlines": (0.95, 0.95),
    "demands": (0.88, 0.77),
    "appealable": (0.85, 0.80),
    "final": (0.85, 0.80),
    "deficits": (0.78, 0.70),
    "secondary": (0.80, 0.70),
}


@pytest.fixture(scope="module")
def tallies() -> dict[str, annotations.Tally]:
    return annotations.check()


@pytest.mark.parametrize("name", FLOORS)
def test_floor(tallies: dict[str, annotations.Tally], name: str) -> None:
    precision, recall = FLOORS[name]
    assert tallies[name].precision >= precision
    assert tallies[name].recall >= recall


def test_it_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert annotations.main(["--all"]) == 0
    assert capsys.readouterr().out.startswith("deadlines")
