"""The layer that knows the vectors of sentences: it learns several kinds at once, and shares the word with the regression."""

import numpy as np
import pytest

from classifiers import demand_judge, demand_meaning, network
from classifiers.decider import Decider
from classifiers.demand_meaning import Meaning
from classifiers.labels import DemandKind
from classifiers.network import Shape
from classifiers.semantic_numbers import WIDTH
from classifiers.softmax import sigmoid

KINDS = (DemandKind.INVOICE, DemandKind.PLAN)


def layer(score):
    """One that gives every sentence the same score for both kinds."""
    numbers = demand_judge.WIDTH + WIDTH
    parts = (np.zeros((numbers, 2)), np.zeros(2), np.zeros((2, 2)), np.full(2, score))
    return Decider(tuple(kind.value for kind in KINDS), *parts)


def vectors(texts):
    return np.ones((len(texts), WIDTH), np.float32)


def revised(shares, score, kinds=KINDS):
    meaning = Meaning(layer(score), vectors)
    return meaning.revise(np.array([shares]), [kind.value for kind in kinds], np.zeros((1, demand_judge.WIDTH)), ["send it"])[0]


def test_a_layer_without_an_opinion_halves_the_odds_on_the_logarithmic_scale():
    assert revised([0.5, 0.9], 0.0) == pytest.approx([0.5, 0.75])


def test_two_who_agree_are_taken_at_their_word():
    assert revised([0.8, 0.8], np.log(4.0)) == pytest.approx([0.8, 0.8])


def test_the_columns_stand_in_the_order_that_is_asked_for():
    meaning = Meaning(swapped(), vectors)
    found = meaning.revise(np.array([[0.5, 0.5]]), ["invoice", "plan"], np.zeros((1, demand_judge.WIDTH)), ["send it"])[0]
    assert found[0] < 0.5 < found[1]


def swapped():
    numbers = demand_judge.WIDTH + WIDTH
    return Decider(("plan", "invoice"), np.zeros((numbers, 2)), np.zeros(2), np.zeros((2, 2)), np.array([3.0, -3.0]))


def test_certainty_is_no_infinity():
    assert np.isfinite(revised([0.0, 1.0], 0.0)).all()


def test_a_row_may_have_several_labels_or_none():
    random = np.random.default_rng(7)
    rows = random.normal(size=(600, 3)).astype(np.float32)
    labels = [frozenset({"up"} if row[0] > 0 else set()) | ({"right"} if row[1] > 0 else set()) for row in rows]
    learned = network.train_several(rows, labels, Shape(hidden=16, drop_hidden=0.1, drop_input=0.0, epochs=300))
    scores = np.maximum(rows @ learned.first + learned.bias, 0) @ learned.second + learned.intercept
    wanted = np.array([[name in found for name in learned.labels] for found in labels])
    assert learned.labels == ("right", "up")
    assert ((sigmoid(scores) > 0.5) == wanted).mean() > 0.95


def test_the_same_rows_give_the_same_layer():
    rows = np.random.default_rng(3).normal(size=(40, demand_judge.WIDTH + WIDTH)).astype(np.float32)
    kinds = [frozenset({KINDS[place % 2]}) for place in range(40)]
    one, other = (demand_meaning.fit(rows, kinds) for _ in range(2))
    assert one.labels == ("invoice", "plan")
    assert (one.first == other.first).all()
