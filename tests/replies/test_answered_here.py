"""What a letter itself gives in answer to a demand is ticked off in its list, and is really there."""

from dataclasses import replace

import pytest

from classifiers.labels import Deficit, DemandKind
from replies import compose, facts
from replies.situation import StepName
from tests.replies.making import told, wanted

LIBRARY = compose.load()
TICKED = {
    "ja": ("・仕入先の連絡先：本書面の「仕入れと納品」に記載", "・改善計画：本書面に記載", "仕入れと納品", "根本原因"),
    "en": (
        '- Supplier contact: in this letter, under "Sourcing and deliveries"',
        "- Plan of action: in this letter",
        "Sourcing",
        "Root cause",
    ),
}


def refused(language: str, *kinds: DemandKind, keys: dict[str, str] | None = None):
    case, which = told(StepName.ANSWER_REJECTION, deficits=(Deficit.DOCUMENTS,), language=language, keys=keys)
    return replace(case, notices=(replace(case.notices[0], demands=tuple(map(wanted, kinds))),)), which


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_refusal_that_wants_contact_and_plan_gets_both_and_says_where(language):
    body = compose.draft(*refused(language, DemandKind.SUPPLIER_CONTACT, DemandKind.PLAN), LIBRARY).body
    assert [words for words in TICKED[language] if words not in body] == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_not_asked_for_is_not_ticked(language):
    body = compose.draft(*refused(language, DemandKind.INVOICE), LIBRARY).body
    assert [words for words in TICKED[language][:2] if words in body] == []


def test_a_plan_that_is_wanted_asks_for_its_facts():
    case, which = refused("ja", DemandKind.PLAN, keys={})
    assert {"cause.1.text", "action.1.date", "prevention.1.control"} <= set(facts.missing(case, which))
