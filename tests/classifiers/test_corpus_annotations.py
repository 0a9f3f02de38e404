"""The extractors against the annotated corpus: a floor below which no change may fall."""

import pytest

from classifiers import annotations

FLOORS = {
    "deadlines": (0.92, 0.90),
    "demands": (0.84, 0.72),
    "appealable": (0.80, 0.72),
    "final": (0.80, 0.72),
    "deficits": (0.70, 0.60),
    "secondary": (0.75, 0.58),
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
