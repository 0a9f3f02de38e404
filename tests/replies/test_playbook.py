"""What to do next, for each label, state and deficit, and for time itself."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from classifiers.labels import Act, ChannelKind, ClockKind, Deficit, DemandKind, Label, Track
from mailbot.i18n import load as sentences
from replies import compose, playbook, rules
from replies.situation import StepName
from tests.replies.making import at, facts, notice, situation, submission, wanted, window

LIBRARY = compose.load()

ACCOUNT = ("open", "at_risk", "closed", "refused", "refused_final", "reopened")
FUNDS = ("normal", "reserved", "held", "window_open", "claimed", "refused", "vanished", "released")
SILENT_LABELS = {Label.ACKNOWLEDGEMENT, Label.OTHER_AMAZON, Label.NOT_AMAZON, Label.FUNDS_RELEASED, Label.RESERVE_CHANGE}


def names(case) -> list[StepName]:
    return [step.name for step in playbook.steps(case)]


def first(case):
    return playbook.steps(case)[0]


@pytest.mark.parametrize(
    ("label", "step"),
    [
        (Label.AUTHENTICITY_INQUIRY, StepName.ANSWER_INQUIRY),
        (Label.POLICY_WARNING, StepName.ANSWER_WARNING),
        (Label.IDENTITY_VERIFICATION, StepName.SUBMIT_DOCUMENTS),
        (Label.CLOSURE_NOTICE, StepName.APPEAL_CLOSURE),
        (Label.TEMPLATE_REJECTION, StepName.ANSWER_REJECTION),
        (Label.FORGERY_ALLEGATION, StepName.ANSWER_FORGERY_ALLEGATION),
        (Label.FUNDS_APPEAL_WINDOW, StepName.CLAIM_FUNDS),
        (Label.FUNDS_WITHHELD, StepName.ASK_ABOUT_FUNDS),
        (Label.INVENTORY_NOTICE, StepName.SECURE_STOCK),
        (Label.REINSTATEMENT, StepName.AFTER_REINSTATEMENT),
        (Label.FUNDS_RELEASED, StepName.NONE),
        (Label.RESERVE_CHANGE, StepName.NONE),
        (Label.ACKNOWLEDGEMENT, StepName.NONE),
        (Label.OTHER_AMAZON, StepName.NONE),
        (Label.NOT_AMAZON, StepName.NONE),
    ],
)
def test_each_label_has_its_step(label, step):
    assert first(situation(notice(label), states={})).name is step


@pytest.mark.parametrize(
    ("deficits", "rule"),
    [
        ((Deficit.ROOT_CAUSE,), "rejection_root_cause"),
        ((Deficit.ACTIONS,), "rejection_actions"),
        ((Deficit.PREVENTION,), "rejection_prevention"),
        ((Deficit.DOCUMENTS,), "rejection_documents"),
        ((Deficit.NOT_IMPLEMENTED, Deficit.ACTIONS), "rejection_not_implemented"),
        ((Deficit.ROOT_CAUSE, Deficit.PREVENTION), "rejection_several"),
        ((Deficit.UNSPECIFIED,), "rejection_unspecified"),
        ((), "rejection_unspecified"),
    ],
)
def test_each_deficit_is_answered_as_such(deficits, rule):
    step = first(situation(notice(Label.TEMPLATE_REJECTION, deficits=deficits)))
    assert (step.name, step.rule) == (StepName.ANSWER_REJECTION, rule)


@pytest.mark.parametrize("label", list(Label))
def test_every_corner_has_a_step_with_reason_source_and_letter(label):
    for account, funds, deficit in itertools.product(ACCOUNT, FUNDS, (None, *Deficit)):
        told = notice(label, deficits=(deficit,) if deficit else ())
        case = situation(told, states={Track.ACCOUNT: account, Track.FUNDS: funds})
        steps = playbook.steps(case)
        assert [step.rank for step in steps] == list(range(len(steps)))
        for step in steps:
            assert step.source
            for words in (sentences("ja"), sentences("en")):
                assert words(f"step.{step.name}")
                assert words(f"step_reason.{step.rule}", **step.values)
                assert all(words(f"step_note.{note}", **step.values) for note in step.notes)
            if playbook.wants_draft(step):
                assert compose.draft(case, step, LIBRARY) is not None, (account, funds, deficit, step.name)


def test_a_wrong_channel_is_answered_in_the_console_whatever_the_mail_names():
    told = notice(
        Label.TEMPLATE_REJECTION,
        deficits=(Deficit.WRONG_CHANNEL,),
        channels=((ChannelKind.REPLY, None), (ChannelKind.EMAIL, "seller-performance@amazon.co.jp")),
    )
    step = first(situation(told, submissions=(submission(at(2018, 8, 14)),)))
    assert (step.name, step.channel, step.to) == (StepName.SWITCH_CHANNEL, ChannelKind.CONSOLE, None)


def test_a_final_refusal_is_not_the_end():
    told = notice(Label.TEMPLATE_REJECTION, final=True, appealable=False)
    case = situation(notice(ref="closure", at=at(2018, 8, 1)), told, states={Track.ACCOUNT: "refused_final", Track.FUNDS: "held"})
    steps = {step.name: step for step in playbook.steps(case)}
    assert {"not_dead", "outside_routes"} <= set(steps[StepName.PREPARE_NEW_APPEAL].notes)
    assert StepName.ASK_ABOUT_FUNDS in steps


def test_a_refusal_said_final_with_a_way_to_appeal_is_an_ordinary_one():
    assert first(situation(notice(Label.TEMPLATE_REJECTION, final=True, appealable=True))).name is StepName.ANSWER_REJECTION


def test_money_held_for_now_by_a_final_refusal_of_the_account_is_not_money_refused():
    told = notice(Label.TEMPLATE_REJECTION, final=True, appealable=False, secondary=(Label.FUNDS_WITHHELD,))
    opens = window(ClockKind.OPENS, at(2018, 11, 14), track=Track.FUNDS)
    case = situation(told, states={Track.ACCOUNT: "refused_final", Track.FUNDS: "held"}, windows=(opens,))
    wait = next(step for step in playbook.steps(case) if step.track is Track.FUNDS)
    assert (wait.name, wait.not_before) == (StepName.WAIT, at(2018, 11, 14))


def test_forged_mail_moves_nothing_and_is_never_answered():
    case = situation(notice(forged=True), states={})
    assert [(step.name, step.rule) for step in playbook.steps(case)] == [(StepName.NONE, "forged")]
    assert compose.draft(case, first(situation(notice())), LIBRARY) is None


@pytest.mark.parametrize("label", [Label.CLOSURE_NOTICE, Label.NOT_AMAZON])
def test_bounces_lists_robots_and_relayed_mail_are_never_answered(label):
    case = situation(notice(label, answerable=False), states={})
    assert [step.rule for step in playbook.steps(case)] == ["not_answerable"]
    assert compose.draft(case, first(situation(notice())), LIBRARY) is None


def test_an_unproven_notice_is_confirmed_first_and_its_draft_is_blocked():
    case = situation(notice(believed=False, channels=((ChannelKind.REPLY, None),)))
    confirm, appeal = playbook.steps(case)[:2]
    assert (confirm.name, appeal.name) == (StepName.CONFIRM_AUTHENTICITY, StepName.APPEAL_CLOSURE)
    assert not playbook.wants_draft(confirm)
    assert (appeal.channel, appeal.to) == (ChannelKind.CONSOLE, None), "a stranger's address is not written to"
    assert "unconfirmed" in {blocker.code for blocker in compose.draft(case, appeal, LIBRARY).blockers}


def test_an_unproven_reinstatement_does_not_hide_the_closure():
    case = situation(notice(ref="closure"), notice(Label.REINSTATEMENT, ref="doubtful", at=at(2018, 8, 16), believed=False))
    assert StepName.APPEAL_CLOSURE in names(case)
    assert StepName.CONFIRM_AUTHENTICITY in names(case)


def test_what_could_not_be_read_is_read_by_the_person():
    assert first(situation(notice(None))).rule == "read_yourself"


def test_a_closure_overtakes_the_inquiry_before_it():
    case = situation(notice(Label.AUTHENTICITY_INQUIRY, ref="inquiry", at=at(2018, 8, 1)), notice())
    assert StepName.ANSWER_INQUIRY not in names(case)


def test_inquiries_about_other_goods_stand_side_by_side():
    case = situation(
        notice(Label.AUTHENTICITY_INQUIRY, ref="one", asins=("B000000001",)),
        notice(Label.AUTHENTICITY_INQUIRY, ref="two", asins=("B000000002",), at=at(2018, 8, 16)),
        states={Track.ACCOUNT: "open"},
    )
    assert [step.answers for step in playbook.steps(case)] == ["two", "one"]


def test_a_closure_for_want_of_identity_papers_wants_papers():
    case = situation(notice(secondary=(Label.IDENTITY_VERIFICATION,)))
    assert names(case)[0] is StepName.SUBMIT_DOCUMENTS
    assert StepName.APPEAL_CLOSURE not in names(case)


def test_refused_identity_papers_are_submitted_again():
    told = notice(Label.TEMPLATE_REJECTION, deficits=(Deficit.DOCUMENTS,), demands=(wanted(DemandKind.ADDRESS_PROOF, 90),))
    assert first(situation(told)).rule == "identity_papers_refused"


def test_a_notice_gets_one_answer_about_one_matter():
    accused = notice(Label.FORGERY_ALLEGATION, secondary=(Label.CLOSURE_NOTICE, Label.POLICY_WARNING))
    letters = [step.name for step in playbook.steps(situation(accused)) if playbook.wants_draft(step)]
    assert letters == [StepName.ANSWER_FORGERY_ALLEGATION]


def test_a_window_for_the_money_comes_before_its_hold():
    told = notice(Label.FUNDS_WITHHELD, secondary=(Label.FUNDS_APPEAL_WINDOW, Label.IDENTITY_VERIFICATION))
    letters = [step.name for step in playbook.steps(situation(told)) if playbook.wants_draft(step)]
    assert letters == [StepName.CLAIM_FUNDS]


def test_the_snapshot_is_asked_for_while_it_can_be_taken():
    assert "stock_snapshot" in {step.rule for step in playbook.steps(situation(notice()))}
    assert "stock_snapshot" not in {step.rule for step in playbook.steps(situation(notice(), now=at(2018, 9, 15)))}


class TestReinstatement:
    def test_the_other_tracks_go_on(self):
        case = situation(
            notice(ref="closure"),
            notice(Label.REINSTATEMENT, ref="open", at=at(2020, 2, 10)),
            now=at(2020, 2, 12),
            states={Track.ACCOUNT: "reopened", Track.FUNDS: "held", Track.STOCK: "blocked"},
        )
        assert set(names(case)) == {StepName.AFTER_REINSTATEMENT, StepName.RECOVER_FUNDS, StepName.SECURE_STOCK}

    def test_a_listing_that_is_back_leaves_money_alone(self):
        case = situation(notice(Label.REINSTATEMENT), states={Track.ACCOUNT: "open", Track.LISTING: "restored"})
        assert names(case) == [StepName.AFTER_REINSTATEMENT]

    def test_money_paid_closes_its_track(self):
        case = situation(
            notice(ref="closure"),
            notice(Label.REINSTATEMENT, ref="open", at=at(2020, 2, 10)),
            notice(Label.FUNDS_RELEASED, ref="paid", at=at(2020, 3, 14)),
            states={Track.ACCOUNT: "reopened", Track.FUNDS: "released", Track.STOCK: "settled"},
            now=at(2020, 3, 15),
        )
        assert [(step.name, step.rule) for step in playbook.steps(case) if step.track is Track.FUNDS] == [
            (StepName.NONE, "money_released")
        ]


CLOSED = {Track.ACCOUNT: "closed", Track.FUNDS: "held"}


class TestMoney:
    def case(self, moment, **more):
        opens = window(ClockKind.OPENS, at(2018, 11, 14), track=Track.FUNDS)
        return situation(notice(secondary=(Label.FUNDS_WITHHELD,)), now=moment, states=CLOSED, windows=(opens,), **more)

    def test_before_the_window_opens_the_money_waits_and_the_account_does_not(self):
        case = self.case(at(2018, 8, 20))
        assert names(case)[0] is StepName.APPEAL_CLOSURE
        wait = next(step for step in playbook.steps(case) if step.track is Track.FUNDS)
        assert (wait.name, wait.not_before) == (StepName.WAIT, at(2018, 11, 14))
        assert "waiting_is_no_plan" in wait.notes

    def test_when_the_window_has_opened_the_money_is_asked_for(self):
        assert StepName.ASK_ABOUT_FUNDS in names(self.case(at(2018, 11, 15)))

    def test_the_latest_of_several_openings_leads(self):
        early = window(ClockKind.OPENS, at(2018, 11, 13), track=Track.FUNDS)
        late = window(ClockKind.OPENS, at(2018, 11, 16), track=Track.FUNDS)
        case = situation(notice(), now=at(2018, 11, 14), states=CLOSED, windows=(early, late))
        assert StepName.ASK_ABOUT_FUNDS not in names(case)

    def test_a_window_letter_is_claimed_on_but_not_before_it_opens(self):
        told = notice(Label.FUNDS_APPEAL_WINDOW)
        opens = window(ClockKind.OPENS, at(2018, 11, 14), track=Track.FUNDS)
        case = situation(told, states={Track.ACCOUNT: "closed", Track.FUNDS: "window_open"}, windows=(opens,))
        step = next(step for step in playbook.steps(case) if step.name is StepName.CLAIM_FUNDS)
        assert step.not_before == at(2018, 11, 14)
        assert "too_early" in {blocker.code for blocker in compose.draft(case, step, LIBRARY).blockers}

    def test_a_reserve_of_nothing_is_asked_about(self):
        vanished = situation(notice(), states={Track.ACCOUNT: "closed", Track.FUNDS: "vanished"})
        zero = notice(Label.RESERVE_CHANGE, ref="zero", at=at(2019, 3, 14), amounts=(("0", "JPY", "reserve"),))
        for case in (vanished, situation(notice(), zero, states=CLOSED, now=at(2019, 3, 15))):
            assert StepName.ASK_ABOUT_VANISHED_RESERVE in names(case)

    def test_money_refused_is_contested(self):
        told = notice(Label.FUNDS_WITHHELD, final=True, appealable=False)
        assert StepName.CONTEST_WITHHOLDING in names(situation(told, states=CLOSED))

    def test_the_address_for_money_serves_money_only(self):
        told = notice(
            secondary=(Label.FUNDS_WITHHELD,),
            channels=((ChannelKind.EMAIL, "disbursement-appeals@amazon.co.jp"),),
        )
        case = situation(told, states=CLOSED, now=at(2018, 12, 1), windows=(window(ClockKind.OPENS, at(2018, 11, 14)),))
        to = {step.track: step.to for step in playbook.steps(case)}
        assert to[Track.ACCOUNT] is None
        assert to[Track.FUNDS] == "disbursement-appeals@amazon.co.jp"


class TestSilence:
    def sent(self, days: int, *more, **other):
        first_sent = submission(at(2018, 8, 20, 9))
        return situation(notice(), now=at(2018, 8, 20, 9) + timedelta(days=days), submissions=(first_sent, *more), **other)

    def selling(self, case):
        return next(step for step in playbook.steps(case) if step.track is Track.ACCOUNT)

    def test_an_answer_on_its_way_is_waited_for(self):
        step = self.selling(self.sent(2))
        assert (step.name, step.rule) == (StepName.WAIT, "answer_pending")
        assert step.not_before == at(2018, 8, 28), "Monday 20 August, five full working days, then the next morning"

    def test_five_working_days_are_not_five_days(self):
        assert self.selling(self.sent(7)).name is StepName.WAIT
        assert self.selling(self.sent(8)).name is StepName.CHASE

    def test_a_reminder_starts_the_waiting_anew_and_two_are_enough(self):
        reminder = submission(at(2018, 8, 29), "審査の状況を伺います。", Act.INQUIRY)
        again = submission(at(2018, 9, 10), "審査の状況を再度伺います。", Act.INQUIRY)
        assert self.selling(self.sent(10, reminder)).rule == "answer_pending"
        assert self.selling(self.sent(20, reminder)).name is StepName.CHASE
        assert self.selling(self.sent(60, reminder, again)).rule == "asked_enough"

    def test_an_answer_that_nobody_recorded_is_waited_for_too(self):
        case = situation(notice(), now=at(2018, 8, 17), pending_since=at(2018, 8, 16))
        assert self.selling(case).name is StepName.WAIT

    def test_a_new_notice_ends_the_waiting(self):
        case = self.sent(3)
        refused = notice(Label.TEMPLATE_REJECTION, ref="no", at=at(2018, 8, 22))
        assert self.selling(replace(case, notices=(*case.notices, refused))).name is not StepName.CHASE

    def test_an_unproven_refusal_does_not_end_the_waiting(self):
        case = self.sent(3)
        doubtful = notice(Label.TEMPLATE_REJECTION, ref="no", at=at(2018, 8, 22), believed=False)
        rules_found = {step.rule for step in playbook.steps(replace(case, notices=(*case.notices, doubtful)))}
        assert {"answer_pending", "unconfirmed"} <= rules_found

    def test_an_appeal_does_not_silence_the_money(self):
        case = replace(self.sent(2), states={Track.ACCOUNT: "closed", Track.FUNDS: "window_open"})
        assert StepName.CLAIM_FUNDS in names(case)


class TestDoNotSendNow:
    refused = notice(Label.TEMPLATE_REJECTION, ref="no", at=at(2018, 8, 22))
    sent = submission(at(2018, 8, 20), "商品をすべて削除しました。二度と販売しません。")

    def test_nothing_new_says_so_and_leads_when_the_same_letter_comes_again(self):
        again = replace(self.refused, form_copies=3)
        case = situation(notice(), again, now=at(2018, 9, 1), submissions=(self.sent,))
        assert first(case).rule == "nothing_new"

    def test_something_new_lets_the_answer_lead(self):
        told = facts({"cause.1.text": "入荷時に仕入元を区別して記録する手順がありませんでした。"})
        case = situation(notice(), self.refused, now=at(2018, 9, 1), submissions=(self.sent,), facts=told)
        assert "nothing_new" not in {step.rule for step in playbook.steps(case)}

    def test_what_was_already_said_is_not_new(self):
        told = facts({"action.1.text": "商品をすべて削除しました。"})
        case = situation(notice(), self.refused, now=at(2018, 9, 1), submissions=(self.sent,), facts=told)
        assert "nothing_new" in {step.rule for step in playbook.steps(case)}

    def test_many_letters_in_a_week_are_too_many(self):
        sent = tuple(submission(at(2018, 8, day), f"文面{day}") for day in (18, 19, 20))
        case = situation(notice(), self.refused, now=at(2018, 8, 23), submissions=sent)
        wait, *rest = playbook.steps(case)
        assert (wait.rule, wait.not_before) == ("too_many_contacts", at(2018, 8, 25))
        answer = next(step for step in rest if step.name is StepName.ANSWER_REJECTION)
        assert answer.not_before == at(2018, 8, 25)


class TestClocks:
    def test_a_printed_deadline_bounds_the_step_that_answers_its_notice(self):
        due = window(ClockKind.DUE, at(2018, 9, 14))
        assert first(situation(notice(), windows=(due,))).not_after == at(2018, 9, 14)

    def test_of_two_readings_of_a_deadline_the_earlier_counts(self):
        windows = (window(ClockKind.DUE, at(2018, 9, 15)), window(ClockKind.DUE, at(2018, 9, 14)))
        assert first(situation(notice(), windows=windows)).not_after == at(2018, 9, 14)

    def test_a_clock_about_to_end_goes_first_and_says_so(self):
        stock = notice(Label.INVENTORY_NOTICE, ref="stock", at=at(2018, 8, 16))
        due = window(ClockKind.DUE, at(2018, 8, 21), track=Track.STOCK, notice="stock")
        step = first(situation(notice(), stock, windows=(due,)))
        assert (step.name, "clock_ending" in step.notes) == (StepName.SECURE_STOCK, True)

    def test_a_clock_that_ended_is_told(self):
        due = window(ClockKind.DUE, at(2018, 8, 16))
        assert "clock_ended" in first(situation(notice(), windows=(due,))).notes

    def test_a_clock_of_the_closure_runs_on_after_a_refusal(self):
        refused = notice(Label.TEMPLATE_REJECTION, ref="no", at=at(2018, 8, 18), text="")
        due = window(ClockKind.DUE, at(2018, 9, 1), track=Track.ACCOUNT, notice="notice-1", quote="17日以内に")
        assert first(situation(notice(), refused, windows=(due,))).not_after == at(2018, 9, 1)

    def test_a_refusal_s_own_clock_comes_before_the_closure_s(self):
        refused = notice(Label.TEMPLATE_REJECTION, ref="no", at=at(2018, 8, 18), text="")
        old = window(ClockKind.DUE, at(2018, 8, 25), track=Track.ACCOUNT, notice="notice-1")
        own = window(ClockKind.DUE, at(2018, 9, 1), track=Track.ACCOUNT, notice="no")
        assert first(situation(notice(), refused, windows=(old, own))).not_after == at(2018, 9, 1)

    def test_the_money_has_no_part_in_the_deadline_of_the_account(self):
        due = window(ClockKind.DUE, at(2018, 9, 14), track=Track.ACCOUNT)
        case = situation(notice(secondary=(Label.FUNDS_WITHHELD,)), states=CLOSED, windows=(due,))
        assert all(step.not_after is None for step in playbook.steps(case) if step.track is Track.FUNDS)


class TestRules:
    def test_each_rule_has_its_sentence_and_its_source(self):
        for rule in rules.load().named.values():
            assert rule.source
            for language in ("ja", "en"):
                assert f"step_reason.{rule.name}" in sentences(language)
                assert all(f"step_note.{note}" in sentences(language) for note in rule.notes)

    def test_no_sentence_without_a_rule(self):
        codes = {code.partition(".")[2] for code in sentences("ja").codes if code.startswith("step_reason.")}
        assert codes == set(rules.load().named)
