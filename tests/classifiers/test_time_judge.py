"""The second opinion on times: names there and back, rows alike for training and reading, and what it brings."""

from dataclasses import replace

import numpy as np
import pytest

from classifiers import annotations, corpus, deadlines, time_judge, time_training
from classifiers.document import Document
from classifiers.labels import ACCOUNT_HEALTH, ClockKind, Label, Start, Unit
from classifiers.model import Model
from classifiers.notes import DeadlineNote
from classifiers.time_judge import TimeJudge
from classifiers.times import Verdict

NOTICE = "Please send your invoices within 17 days of this notice. Invoices may not be older than 365 days."
SAID = len(time_judge.VERDICTS) + 5
"""A verdict of the lists, and a unit or a date."""
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
    ruled = tuple(deadlines.ruled_times(Document.of(NOTICE), Label.AUTHENTICITY_INQUIRY))
    assert [one.verdict for one in ruled] == [Verdict(ClockKind.DUE, Start.NOTICE), None]
    trusted, other = (
        np.array([row.dense for row in time_judge.rows(ruled, Label.AUTHENTICITY_INQUIRY, trusted=trust)])
        for trust in (True, False)
    )
    said = [time_judge.VERDICTS.index(time_judge.name_of(one.verdict)) for one in ruled]
    assert np.argwhere(trusted[:, : len(time_judge.VERDICTS)]).tolist() == [[0, said[0]], [1, said[1]]]
    assert not other[:, : len(time_judge.VERDICTS)].any()
    assert (trusted != other).sum() == 6  # each its own, as one of the others, and as a neighbour


def test_a_row_knows_what_is_said_of_the_other_times() -> None:
    text = "We answer within 3 days. Please reply within 17 days. Papers may not be older than 365 days."
    ruled = tuple(deadlines.ruled_times(Document.of(text), None))
    assert [one.verdict and one.verdict.kind for one in ruled] == [None, ClockKind.DUE, None]
    first, second, third = (row.dense for row in time_judge.rows(ruled, None))
    assert first is not None
    assert second is not None
    assert third is not None
    due = time_judge.VERDICTS.index("due notice")
    others, before, after = (time_judge.WIDTH - 4 - 3 * SAID + SAID * k + due for k in range(3))
    assert [bool(first[place]) for place in (due, others, before, after)] == [False, True, False, True]
    assert [bool(second[place]) for place in (due, others, before, after)] == [True, False, False, False]
    assert [bool(third[place]) for place in (due, others, before, after)] == [False, True, True, False]


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


HELD = "売上金は、閉鎖から90日間留保されます。90日経過後、お支払いの申し立てができます。"


def test_a_time_that_is_printed_twice_is_learned_from_both_mentions(judge: TimeJudge) -> None:
    """Only one mention is annotated; the other must not teach that such mentions mean nothing."""
    found = deadlines.extract(f"お客様の出品用アカウントは停止されました。\n{HELD}", Label.CLOSURE_NOTICE, judge)
    assert [(one.kind, one.length, one.start) for one in found] == [(ClockKind.OPENS, 90, Start.CLOSURE)]


def test_the_mention_that_is_not_annotated_is_an_example_where_the_lists_agree() -> None:
    note = DeadlineNote(kind=ClockKind.OPENS, length=90, unit=Unit.DAYS, start=Start.CLOSURE, at=None, quote="閉鎖から90日間")
    family = next(one for one in corpus.load() if one.label is Label.CLOSURE_NOTICE and not one.deadlines)
    known = time_training.examples([replace(family, text=HELD, subject="", deadlines=(note,))])
    assert [example.truth for example in known] == [Verdict(ClockKind.OPENS, Start.CLOSURE)] * 2
