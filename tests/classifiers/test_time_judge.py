"""The second opinion on times: names there and back, rows alike for training and reading, and what it brings."""

import numpy as np
import pytest

from classifiers import annotations, corpus, deadlines, time_judge, time_training
from classifiers.document import Document
from classifiers.labels import ACCOUNT_HEALTH, ClockKind, Label, Start
from classifiers.model import Model
from classifiers.time_judge import TimeJudge
from classifiers.times import Verdict

NOTICE = "Please send your invoices within 17 days of this notice. Invoices may not be older than 365 days."
VERDICTS = [None, *(Verdict(kind, start) for kind in ClockKind for start in (None, Start.NOTICE, Start.CLOSURE, Start.OTHER))]


@pytest.fixture(scope="module")
def judge() -> TimeJudge:
    return Model.load().judge_of_times


@pytest.mark.parametrize("verdict", VERDICTS)
def test_names_there_and_back(verdict: Verdict | None) -> None:
    assert time_judge.name_of(verdict) in time_judge.VERDICTS
    assert time_judge.verdict_of(time_judge.name_of(verdict)) == verdict


def test_received_is_notice() -> None:
    assert time_judge.name_of(Verdict(ClockKind.DUE, Start.RECEIVED)) == "due notice"


def test_a_row_keeps_the_lists_out_where_they_are_not_trusted() -> None:
    (first, ruled), *_ = deadlines.ruled_times(Document.of(NOTICE), Label.AUTHENTICITY_INQUIRY)
    assert ruled == Verdict(ClockKind.DUE, Start.NOTICE)
    trusted = time_judge.row(first, ruled, Label.AUTHENTICITY_INQUIRY).dense
    other = time_judge.row(first, ruled, Label.AUTHENTICITY_INQUIRY, trusted=False).dense
    assert trusted is not None
    assert other is not None
    assert np.flatnonzero(trusted != other).tolist() == [time_judge.VERDICTS.index("due notice")]


def test_it_judges_each_time_of_a_notice(judge: TimeJudge) -> None:
    (found,) = deadlines.extract(NOTICE, Label.AUTHENTICITY_INQUIRY, judge)
    assert (found.length, found.start, found.kind) == (17, Start.NOTICE, ClockKind.DUE)
    assert found.quote in NOTICE


def test_it_knows_what_no_list_knows(judge: TimeJudge) -> None:
    """Of the untuned families those that the lists miss or invent: judged, more of them come right (in-sample)."""
    families = [family for family in corpus.load() if family.untuned and family.deadlines and family.label in ACCOUNT_HEALTH][
        :400
    ]
    alone = judged = 0
    for family in families:
        document = Document.of(annotations.sample(family))
        wanted = annotations.deadlines_of(family)
        assert isinstance(family.label, Label)
        alone += annotations.deadlines_as_compared(deadlines.extract(document, family.label)) == wanted
        judged += annotations.deadlines_as_compared(deadlines.extract(document, family.label, judge)) == wanted
    assert judged > alone


def test_compared_out_of_fold() -> None:
    families = [family for family in corpus.load() if family.untuned and family.deadlines and family.label in ACCOUNT_HEALTH][
        :120
    ]
    found = time_training.compare(families)
    assert found.families == 120
    for tally in (found.ruled, found.judged):
        assert tally.right + tally.missed == sum(len(annotations.deadlines_of(family)) for family in families)
