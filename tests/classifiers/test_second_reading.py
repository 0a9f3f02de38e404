"""The file of what two readers of the corpus answered differently agrees with the corpus."""

import pytest

from classifiers import corpus, second_reading
from classifiers.annotations import deadlines_of, demands_of
from classifiers.labels import Label
from classifiers.second_reading import DEADLINES, DEMANDS, LABEL


@pytest.fixture(scope="module")
def families():
    return {family.id: family for family in corpus.load()}


def test_demands_and_deadlines_stand_in_the_corpus_as_decided(families):
    for difference in second_reading.load():
        family = families[difference.family]
        if difference.what == DEMANDS:
            found = {(kind, age.replace("None", "-")) for kind, age in demands_of(family)}
            assert found == second_reading.findings(difference.decided)
        if difference.what == DEADLINES:
            assert _written(deadlines_of(family)) == second_reading.findings(difference.decided)


def _written(found):
    return {(one[0], f"at-{one[1]}") if len(one) == 2 else one for one in found}


def test_labels_stand_in_the_corpus_as_decided(families):
    for difference in second_reading.load():
        if difference.what == LABEL:
            assert families[difference.family].label == Label(difference.decided)
            assert difference.first != difference.second


def test_what_it_prints_is_a_share_of_all(families, capsys):
    assert second_reading.main() == 0
    printed = capsys.readouterr().out
    assert "labels: 11057 of 11169 families alike, 0.990" in printed
    assert "demands: 1190 families differed" in printed
