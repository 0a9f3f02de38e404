"""What the seller stated for the report is told by the letters, too, and is not asked for twice."""

from dataclasses import replace

import pytest

from classifiers.labels import Deficit, DemandKind
from replies import compose, facts
from replies.fact_form import read
from replies.facts import Ledger, describe
from replies.measures import preventions
from replies.situation import StepName
from tests.replies.making import STORY, told, wanted
from tests.report.stated import STATED

LIBRARY = compose.load()
BARE = {key: value for key, value in STORY.items() if not key.startswith("prevention.")}


def test_each_measure_of_the_report_becomes_a_prevention_with_its_sources():
    found = {fact.key: fact for fact in preventions(STATED, "ja")}
    assert found["prevention.authenticity.date"].value == "2019-09-24"
    assert found["prevention.authenticity.text"].value.startswith("真贋チェックのルール制定：請求書の番号")
    assert found["prevention.authenticity.proof"].value == "仕入台帳.pdf"
    assert "prevention.quality.proof" not in found
    assert {fact.source for fact in found.values()} == {STATED[0].source}


def test_what_is_stated_as_prevention_stays_alone():
    own = read('prevention.1.text = "記録しています"', "stated by the seller 2019-11-20")
    assert list(preventions((*STATED, *own), "ja")) == []


def test_a_measure_without_its_control_is_none():
    assert "prevention.quality.text" not in {
        fact.key for fact in preventions([one for one in STATED if one.key != "quality.control"], "ja")
    }


def test_a_letter_tells_the_measures_in_the_report_s_order_and_asks_for_nothing_twice():
    stated = {fact.key: fact.value for fact in STATED}
    case, which = told(StepName.APPEAL_CLOSURE, keys=BARE | stated)
    draft = compose.draft(case, which, LIBRARY)
    places = [draft.body.index(name) for name in ("真贋チェックのルール制定", "品質チェックのルール制定", "商品仕入のルール制定")]
    assert places == sorted(places)
    assert not [key for key in facts.missing(case, which) if key.startswith("prevention.")]


def test_gaps_of_several_measures_can_be_told_apart():
    stated = {fact.key: fact.value for fact in STATED}
    case, which = told(StepName.ANSWER_REJECTION, deficits=(Deficit.NOT_IMPLEMENTED,), keys=BARE | stated)
    gaps = [blocker.what for blocker in compose.draft(case, which, LIBRARY).blockers if blocker.code == "missing_fact"]
    assert len(gaps) == len(set(gaps)) > 1
    assert any(gap.startswith("品質チェックのルール制定：") for gap in gaps)


def test_a_second_item_says_so():
    assert describe("action.2.date", "ja") == f"{describe('action.1.date', 'ja')}（2つ目）"
    assert Ledger.of(()).items("action") == ()


@pytest.mark.parametrize(("quote", "owed"), [("是正措置を実施したことを示す資料と、実施日", False), ("パッケージの見本", True)])
def test_proof_that_the_letter_names_is_not_owed_once_more(quote, owed):
    case, which = told(StepName.ANSWER_REJECTION, deficits=(Deficit.NOT_IMPLEMENTED,))
    demand = replace(wanted(DemandKind.OTHER), quote=quote)
    case = replace(case, notices=(replace(case.notices[0], demands=(demand,)),))
    assert ("document.other.all" in facts.missing(case, which)) is owed
