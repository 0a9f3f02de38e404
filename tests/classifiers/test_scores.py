"""Figures, checked against hand calculation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers import abstention, scores
from classifiers.abstention import Policy
from classifiers.labels import Label
from classifiers.scores import Judged


def judged(true: str, said: str, *, confidence: float = 0.9, abstained: bool = False, name: str = "") -> Judged:
    return Judged(id=name or f"{true}-{said}", language="en", true=true, said=said, confidence=confidence, abstained=abstained)


FOUR = (judged("a", "a"), judged("a", "b"), judged("b", "b"), judged("b", "b", abstained=True))


def test_macro_f1_counts_what_was_said() -> None:
    # a: precision 1, recall 1/2, F1 2/3; b (the abstained one apart): precision 1/2, recall 1, F1 2/3.
    assert scores.macro_f1(FOUR) == pytest.approx(2 / 3)


def test_an_abstention_is_a_miss() -> None:
    assert scores.recall(FOUR, "b") == pytest.approx(0.5)
    assert scores.recall(FOUR, "nowhere") == 0.0
    assert scores.abstention(FOUR) == pytest.approx(0.25)
    assert scores.accuracy(FOUR) == pytest.approx(0.75)


def test_calibration_error() -> None:
    sure = [judged("a", "a", confidence=1.0, name=str(place)) for place in range(30)]
    half = [judged("a", "a" if place % 2 else "b", confidence=0.5, name=str(place)) for place in range(30)]
    assert scores.calibration_error(sure) == pytest.approx(0.0)
    assert scores.calibration_error(half) == pytest.approx(0.0, abs=0.1)
    assert scores.calibration_error([judged("a", "b", confidence=1.0)]) == pytest.approx(1.0)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.floats(0, 1), st.booleans()), min_size=1, max_size=60)
)
def test_figures_stay_in_bounds(rows: list[tuple[str, str, float, bool]]) -> None:
    items = [
        judged(true, said, confidence=confidence, abstained=abstained, name=str(place))
        for place, (true, said, confidence, abstained) in enumerate(rows)
    ]
    for figure in (scores.macro_f1(items), scores.accuracy(items), scores.calibration_error(items)):
        assert 0.0 <= figure <= 1.0
    assert sum(part.count for part in scores.reliability(items)) == len(items)
    _, table = scores.confusion(items)
    assert table.sum() == len(items)


def test_an_interval_holds_its_value_and_is_the_same_each_time() -> None:
    items = [judged("a", "a" if place % 3 else "b", name=str(place)) for place in range(40)]
    figure = scores.interval(items, scores.accuracy)
    assert figure.low <= figure.value <= figure.high
    assert scores.interval(items, scores.accuracy) == figure


def test_paired_needs_the_same_messages() -> None:
    assert scores.paired(FOUR, FOUR).value == 0.0
    with pytest.raises(ValueError, match="different messages"):
        scores.paired(FOUR, FOUR[:2])


def sure(label: Label, share: float, other: Label) -> dict[Label, float]:
    return {label: share, other: 1.0 - share}


def test_silence_about_the_account_is_dearer_than_a_false_alarm() -> None:
    missed = abstention.cost(Label.CLOSURE_NOTICE, Label.NOT_AMAZON)
    alarm = abstention.cost(Label.NOT_AMAZON, Label.CLOSURE_NOTICE)
    assert missed > alarm > 0 == abstention.cost(Label.CLOSURE_NOTICE, Label.CLOSURE_NOTICE)
    assert abstention.cost(Label.CLOSURE_NOTICE, Label.ACKNOWLEDGEMENT) == missed


def test_it_abstains_where_a_mistake_would_cost_more_than_a_look() -> None:
    policy = Policy()
    assert policy.abstains(sure(Label.NOT_AMAZON, 0.9, Label.CLOSURE_NOTICE))
    assert not policy.abstains(sure(Label.NOT_AMAZON, 0.9, Label.OTHER_AMAZON))
    assert not policy.abstains(sure(Label.CLOSURE_NOTICE, 0.9, Label.NOT_AMAZON))
    assert policy.abstains({})


def test_the_limit_is_derived_from_data() -> None:
    right = [(sure(Label.CLOSURE_NOTICE, 0.95, Label.NOT_AMAZON), Label.CLOSURE_NOTICE)] * 95
    wrong = [(sure(Label.NOT_AMAZON, 0.6, Label.CLOSURE_NOTICE), Label.CLOSURE_NOTICE)] * 5
    policy = abstention.derive([*right, *wrong])
    assert policy.abstains(wrong[0][0])
    assert not policy.abstains(right[0][0])


@given(st.lists(st.tuples(st.sampled_from(list(Label)), st.floats(0.5, 1.0), st.booleans()), min_size=1, max_size=60))
def test_a_derived_limit_keeps_the_share_of_looks(rows: list[tuple[Label, float, bool]]) -> None:
    cases = [(sure(label, share, _other(label)), label if right else _other(label)) for label, share, right in rows]
    policy = abstention.derive(cases)
    assert sum(policy.abstains(probabilities) for probabilities, _ in cases) / len(cases) <= abstention.MOST_ABSTAINED + 1e-9
    points = abstention.curve(cases)
    assert [point.abstained for point in points] == sorted((point.abstained for point in points), reverse=True)


def _other(label: Label) -> Label:
    return Label.OTHER_AMAZON if label is not Label.OTHER_AMAZON else Label.NOT_AMAZON
