"""The second opinion on demands: what it is given, what comes of its word, and what it brings where no list was tuned."""

import numpy as np
import pytest

from classifiers import annotations, corpus, demand_judge, demand_training, demands
from classifiers.demand_judge import DemandJudge
from classifiers.demands import Asking
from classifiers.document import Document
from classifiers.labels import ACCOUNT_HEALTH, DemandKind, Label
from classifiers.model import Model

NOTICE = "Your account is under review.\n\nPlease send us invoices issued in the last 365 days.\nWe received your passport."


@pytest.fixture(scope="module")
def judge() -> DemandJudge:
    return Model.load().judge_of_demands


def says(*kinds: DemandKind) -> demands.Judge:
    """One that takes every sentence for a request of these kinds."""

    def judged(askings: "list[Asking]", _label: Label | None) -> list[frozenset[DemandKind]]:
        return [frozenset(kinds) for _ in askings]

    return judged  # type: ignore[return-value]


def test_what_the_lists_found_keeps_its_words() -> None:
    found = demands.extract(NOTICE, Label.AUTHENTICITY_INQUIRY, says(DemandKind.INVOICE))
    assert [(one.kind, one.age_days) for one in found if "invoices" in one.quote] == [(DemandKind.INVOICE, 365)]


def test_what_no_list_found_is_quoted_by_its_sentence() -> None:
    found = demands.extract("Kindly let us have a look at your shelves.", Label.POLICY_WARNING, says(DemandKind.PHOTOS))
    assert [(one.kind, one.quote) for one in found] == [(DemandKind.PHOTOS, "Kindly let us have a look at your shelves.")]


def test_a_paper_that_amazon_has_is_not_asked_for() -> None:
    found = demands.extract(NOTICE, Label.IDENTITY_VERIFICATION, says(DemandKind.IDENTITY))
    assert not [one for one in found if "passport" in one.quote]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("是正措置を実施したことを示す資料と、実施日", [DemandKind.OTHER]),
        ("Send evidence that the corrective actions have been taken.", [DemandKind.OTHER]),
        ("改善計画書と、対策の実施を示す資料", [DemandKind.OTHER, DemandKind.PLAN]),
    ],
)
def test_a_proof_that_the_plan_was_carried_out_is_not_the_plan(asked: str, expected: list[DemandKind]) -> None:
    found = demands.extract(asked, Label.TEMPLATE_REJECTION, says(DemandKind.PLAN, DemandKind.OTHER))
    assert sorted({one.kind for one in found}) == sorted(expected)


def test_nothing_is_asked_where_the_judge_says_so() -> None:
    assert demands.extract(NOTICE, Label.AUTHENTICITY_INQUIRY, says()) == ()


def test_a_row_keeps_the_lists_out_where_they_are_not_trusted() -> None:
    asking = next(one for one in demands.askings(Document.of(NOTICE), Label.AUTHENTICITY_INQUIRY) if one.ruled)
    trusted = demand_judge.rows([asking], Label.AUTHENTICITY_INQUIRY)[0].dense
    other = demand_judge.rows([asking], Label.AUTHENTICITY_INQUIRY, trusted=False)[0].dense
    assert trusted is not None
    assert other is not None
    assert np.flatnonzero(trusted != other).tolist() == [1 + tuple(DemandKind).index(DemandKind.INVOICE)]


def test_a_row_knows_what_the_lists_say_of_the_other_sentences() -> None:
    askings = demands.askings(Document.of(NOTICE), Label.AUTHENTICITY_INQUIRY)
    rows = np.array([row.dense for row in demand_judge.rows(askings, Label.AUTHENTICITY_INQUIRY)])
    (alone,) = (row.dense for row in demand_judge.rows(askings[:1], Label.AUTHENTICITY_INQUIRY))
    asks_for_invoices = [bool(asking.ruled) for asking in askings]
    assert asks_for_invoices == [False, True, False]
    invoice = 1 + tuple(DemandKind).index(DemandKind.INVOICE)
    beside = demand_judge.WIDTH - demand_judge.WIDTH_ALONE + invoice
    assert [bool(row[invoice]) for row in rows] == asks_for_invoices
    assert [bool(row[beside]) for row in rows] == [True, False, True]
    assert alone is not None
    assert not alone[-demand_judge.WIDTH_ALONE :].any()


def test_reading_and_training_judge_alike(judge: DemandJudge) -> None:
    """Reading asks over plain arrays, training through the head itself: the same numbers."""
    askings = demands.askings(Document.of(NOTICE), Label.AUTHENTICITY_INQUIRY)
    head = Model.load().demands
    shares = head.probabilities(head.logits(demand_judge.rows(askings, Label.AUTHENTICITY_INQUIRY)))
    wanted = [judge._kinds(one, row) for one, row in zip(askings, shares, strict=True)]
    assert judge(askings, Label.AUTHENTICITY_INQUIRY) == wanted
    assert judge([], None) == []


def test_what_a_sentence_only_half_asks_for_beside_another_paper_is_none(judge: DemandJudge) -> None:
    """Unless a word list saw it. Between the two thresholds what is alone is taken, what comes second is not."""
    asking = demands.askings(Document.of(NOTICE), Label.AUTHENTICITY_INQUIRY)[0]
    assert not asking.ruled
    labels = judge.head.labels
    half = (max(demand_judge._ADDED, demand_judge._WITH_MEANING) + demand_judge._SECOND) / 2
    shares = np.array([half * (name == DemandKind.PLAN) for name in labels])
    assert judge._kinds(asking, shares) == {DemandKind.PLAN}
    assert judge._kinds(asking, shares + 0.9 * np.array([name == DemandKind.OTHER for name in labels])) == {DemandKind.OTHER}


def test_it_knows_what_no_list_knows(judge: DemandJudge) -> None:
    """Of the untuned families more come right with it than without (in-sample)."""
    families = [family for family in corpus.load() if family.untuned and family.demands and family.label in ACCOUNT_HEALTH][:300]
    alone = judged = 0
    for family in families:
        document, wanted = Document.of(annotations.sample(family)), annotations.demands_of(family)
        assert isinstance(family.label, Label)
        alone += annotations.demands_as_compared(demands.extract(document, family.label)) == wanted
        judged += annotations.demands_as_compared(demands.extract(document, family.label, judge)) == wanted
    assert judged > alone


def test_compared_out_of_fold() -> None:
    families = [family for family in corpus.load() if family.untuned and family.demands and family.label in ACCOUNT_HEALTH][:80]
    found = demand_training.compare(families)
    assert found.families == len(families)
    for tally in (found.ruled, found.judged):
        assert tally.right + tally.missed == sum(len(annotations.demands_of(family)) for family in families)
