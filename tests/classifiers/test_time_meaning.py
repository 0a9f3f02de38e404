"""The layer that knows the meaning of the words around a time, beside the regression over their n-grams."""

import numpy as np
import pytest

from classifiers import deadlines, time_judge, time_meaning, times
from classifiers.decider import Decider
from classifiers.document import Document
from classifiers.model import Model
from classifiers.semantic_numbers import WIDTH
from classifiers.time_meaning import WINDOWS, Meaning
from classifiers.times import Ruled

NOTICE = "Your account was deactivated. Please send the plan within 17 days of this e-mail."
VERDICTS = ("due notice", "nothing")


def time():
    return next(times.of(Document.of(NOTICE)))


def revised(layer, *shares):
    """What the layer makes of the probabilities of one time."""
    (row,) = layer.revise(np.array([shares]), VERDICTS, np.zeros((1, time_judge.WIDTH)), [time()])
    return row


def vectors(texts):
    return np.ones((len(texts), WIDTH), np.float32)


def saying(*scores, verdicts=VERDICTS):
    """A layer that says the same of every time."""
    given = time_judge.WIDTH + WINDOWS * WIDTH
    parts = (np.zeros((given, 2)), np.zeros(2), np.zeros((2, len(scores))), np.array(scores))
    return Meaning(Decider(verdicts, *parts), vectors)


def test_it_hears_what_stands_before_and_after_and_around():
    before, after, around = time_meaning.windows(time())
    assert before.endswith("within")
    assert after.startswith("of this e-mail")
    assert "within TIME of this" in around


def test_two_who_agree_are_taken_at_their_word():
    assert revised(saying(np.log(0.8), np.log(0.2)), 0.8, 0.2) == pytest.approx([0.8, 0.2])


def test_columns_are_found_by_their_names():
    other = saying(np.log(0.2), np.log(0.8), verdicts=VERDICTS[::-1])
    assert revised(other, 0.8, 0.2) == pytest.approx([0.8, 0.2])


def test_a_verdict_that_the_layer_never_saw_is_unlikely_not_impossible():
    known = saying(0.0, verdicts=("nothing",))
    assert 0 < revised(known, 0.9, 0.1)[0] < 0.1


def test_the_judge_lets_it_have_a_say():
    first = Model.load().judge_of_times
    asked = [Ruled(time(), None)]
    assert first(asked, None) != [None]
    assert time_judge.TimeJudge(first.head, saying(-40.0, 40.0))(asked, None) == [None]


def test_a_layer_learns_what_it_is_shown():
    random = np.random.default_rng(3)
    rows = random.normal(size=(600, 20)).astype(np.float32)
    verdicts = ["due notice" if row[0] > 0 else "nothing" for row in rows]
    learned = time_meaning.fit(rows, verdicts)
    found = learned.scores(rows).argmax(axis=1)
    assert np.mean([learned.labels[place] == verdict for place, verdict in zip(found, verdicts, strict=True)]) > 0.9


def test_a_text_full_of_times_is_judged_only_so_far():
    asked = []

    def judge(ruled, label):
        asked.extend(ruled)
        return [None] * len(ruled)

    deadlines.extract("\n".join(f"Answer within {number} days, not {number} hours." for number in range(1, 150)), None, judge)
    assert len(asked) == 80
