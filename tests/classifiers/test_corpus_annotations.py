"""The extractors against the annotated corpus: a floor below which no change may fall."""

import pytest

from classifiers import annotations

FLOORS = {
    "deadlines": (0.92, 0.88),
    "demands": (0.80, 0.68),
    "appealable": (0.80, 0.72),
    "final": (0.78, 0.60),
    "deficits": (0.68, 0.55),
    "secondary": (0.74, 0.50),
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
