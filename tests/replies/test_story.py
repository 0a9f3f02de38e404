"""The founding story, lived through by the playbook: what it would have said, and when."""

from dataclasses import replace

from classifiers.labels import Act, ClockKind, DemandKind, Label, Track
from replies import compose, lint, lint_context, playbook
from replies.situation import Situation, StepName
from tests.replies.making import STORY, at, facts, notice, situation, submission, wanted, window
from tests.replies.test_lint import FIRST_REPORT_JA

LIBRARY = compose.load()
INQUIRY = notice(
    Label.AUTHENTICITY_INQUIRY,
    ref="inquiry",
    at=at(2018, 8, 1, 9),
    demands=(wanted(DemandKind.INVOICE, 365), wanted(DemandKind.SUPPLIER_CONTACT)),
    text="7日以内に請求書の写しをお送りください。",
)
CLOSURE = notice(ref="closure", secondary=(Label.FUNDS_WITHHELD,))
NO_MONEY = notice(
    Label.TEMPLATE_REJECTION,
    ref="no",
    at=at(2018, 11, 20, 9),
    secondary=(Label.FUNDS_WITHHELD,),
    final=True,
    appealable=False,
)
SAME_AGAIN = notice(Label.TEMPLATE_REJECTION, ref="again", at=at(2019, 2, 1), form_copies=4, final=True, appealable=False)
WINDOW = notice(Label.FUNDS_APPEAL_WINDOW, ref="window", at=at(2019, 4, 10))
OPEN_AGAIN = notice(Label.REINSTATEMENT, ref="open", at=at(2020, 2, 10, 9))
FIRST = submission(at(2018, 8, 9), FIRST_REPORT_JA, answered_at=at(2018, 8, 15))
ASKED = submission(at(2018, 11, 16), "売上金の入金をお願いします。", Act.FUNDS_REQUEST, answered_at=at(2018, 11, 20))
AGAIN = submission(at(2019, 1, 20), FIRST_REPORT_JA.replace("深く", "大変"), answered_at=at(2019, 2, 1))
OPENS = window(ClockKind.OPENS, at(2018, 11, 14), track=Track.FUNDS)


def steps(case: Situation) -> dict[StepName, str]:
    return {step.name: step.rule for step in playbook.steps(case)}


def test_august_2018_the_inquiry_wants_papers_before_an_apology():
    case = situation(INQUIRY, now=at(2018, 8, 1, 12), states={Track.ACCOUNT: "open", Track.LISTING: "inquired"})
    step = playbook.steps(case)[0]
    assert (step.name, "first_answer_decides" in step.notes) == (StepName.ANSWER_INQUIRY, True)
    draft = compose.draft(case, step, LIBRARY)
    assert {blocker.key.split(".")[0] for blocker in draft.blockers} >= {"document", "goods", "supplier"}
    assert not lint.ok(lint.check(FIRST_REPORT_JA, "ja", lint_context.of(case, step)))


def test_15_august_the_account_is_appealed_and_the_dates_are_noted():
    case = situation(
        INQUIRY,
        CLOSURE,
        now=at(2018, 8, 15, 12),
        states={Track.ACCOUNT: "closed", Track.FUNDS: "held"},
        submissions=(FIRST,),
        windows=(OPENS,),
    )
    found = steps(case)
    assert found[StepName.APPEAL_CLOSURE] == "closure"
    assert found[StepName.WAIT] == "funds_window_ahead", "waiting for the money is told as waiting, not as a plan"
    assert StepName.SECURE_STOCK in found
    appeal = playbook.steps(case)[0]
    assert {"note_dates", "keep_snapshot"} <= set(appeal.notes)
    assert "仕入れと納品" in compose.draft(case, appeal, LIBRARY).body


def test_mid_november_the_money_may_be_asked_for():
    case = situation(
        INQUIRY,
        CLOSURE,
        now=at(2018, 11, 15),
        states={Track.ACCOUNT: "closed", Track.FUNDS: "held"},
        submissions=(FIRST,),
        windows=(OPENS,),
    )
    assert steps(case)[StepName.ASK_ABOUT_FUNDS] == "funds_window_passed"


def test_no_reinstatement_and_no_money_is_not_the_end():
    case = situation(
        INQUIRY,
        CLOSURE,
        NO_MONEY,
        now=at(2018, 11, 25),
        submissions=(FIRST, ASKED),
        windows=(OPENS,),
        states={Track.ACCOUNT: "refused_final", Track.FUNDS: "refused"},
    )
    found = steps(case)
    assert found[StepName.PREPARE_NEW_APPEAL] == "final_refusal"
    assert StepName.CONTEST_WITHHOLDING in found


def test_the_same_report_a_fourth_time_is_not_to_be_sent():
    case = situation(
        INQUIRY,
        CLOSURE,
        NO_MONEY,
        SAME_AGAIN,
        now=at(2019, 2, 5),
        submissions=(FIRST, ASKED, AGAIN),
        states={Track.ACCOUNT: "refused_final", Track.FUNDS: "refused"},
    )
    first, *rest = playbook.steps(case)
    assert first.rule == "nothing_new"
    appeal = next(step for step in rest if step.name is StepName.PREPARE_NEW_APPEAL)
    assert lint.check(FIRST_REPORT_JA, "ja", lint_context.of(case, appeal))[0].severity == "error"
    assert "repeats_earlier" in {item.rule for item in lint.check(FIRST_REPORT_JA, "ja", lint_context.of(case, appeal))}


def test_march_2019_the_reserve_is_gone():
    case = situation(
        INQUIRY,
        CLOSURE,
        NO_MONEY,
        now=at(2019, 3, 20),
        submissions=(FIRST, ASKED),
        states={Track.ACCOUNT: "refused_final", Track.FUNDS: "vanished"},
    )
    assert steps(case)[StepName.ASK_ABOUT_VANISHED_RESERVE] == "reserve_vanished"


def test_a_window_for_the_money_after_a_final_refusal_opens_its_own_way():
    case = situation(
        INQUIRY,
        CLOSURE,
        NO_MONEY,
        WINDOW,
        now=at(2019, 4, 11),
        submissions=(FIRST, ASKED),
        states={Track.ACCOUNT: "refused_final", Track.FUNDS: "window_open"},
    )
    found = steps(case)
    assert found[StepName.CLAIM_FUNDS] == "funds_window"
    assert StepName.PREPARE_NEW_APPEAL in found


def test_with_new_facts_the_new_appeal_is_whole_new_and_passes_lint():
    case = situation(
        INQUIRY,
        CLOSURE,
        NO_MONEY,
        SAME_AGAIN,
        now=at(2019, 11, 20),
        submissions=(FIRST, ASKED, AGAIN),
        states={Track.ACCOUNT: "refused_final", Track.FUNDS: "refused"},
        facts=facts(STORY),
    )
    step = playbook.steps(case)[0]
    assert step.name is StepName.PREPARE_NEW_APPEAL
    draft = compose.draft(case, step, LIBRARY)
    assert draft.blockers == ()
    assert draft.novelty > 0.9
    assert lint.ok(lint.check(draft.body, "ja", lint_context.of(case, step, attachments=draft.attachments)))


def test_february_2020_stock_and_money_go_on_after_the_reinstatement():
    case = situation(
        INQUIRY,
        CLOSURE,
        NO_MONEY,
        OPEN_AGAIN,
        now=at(2020, 2, 11),
        submissions=(FIRST, ASKED),
        states={Track.ACCOUNT: "reopened", Track.FUNDS: "held", Track.STOCK: "blocked"},
    )
    assert set(steps(case)) == {StepName.AFTER_REINSTATEMENT, StepName.RECOVER_FUNDS, StepName.SECURE_STOCK}
    paid = notice(Label.FUNDS_RELEASED, ref="paid", at=at(2020, 3, 14))
    ended = replace(
        case,
        notices=(*case.notices, paid),
        now=at(2020, 3, 15),
        states={Track.ACCOUNT: "reopened", Track.FUNDS: "released", Track.STOCK: "settled"},
    )
    assert steps(ended)[StepName.NONE] == "money_released"
