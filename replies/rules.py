"""The playbook's rules, as data: for each open matter the first rule that holds says what to do.

``source`` says where a rule comes from: Amazon's own pages and notices, what sellers and consultants agree on, or the
founding story (an account closed in August 2018 and reopened after 22 pages of reconciled facts in early 2020).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from classifiers.labels import DemandKind, Deficit, Label, Track
from replies.papers import IDENTITY
from replies.situation import StepName
from replies.view import Matter, View

_HELD: Final = frozenset({"held", "window_open", "claimed", "refused", "vanished"})
_UNREADY_STOCK: Final = frozenset({"blocked", "removal_due"})

_STORY: Final = "founding story, 2018-2020"
_NOTICES: Final = "notices posted by sellers, 2013-2025"
_AMAZON_HELP: Final = "Amazon help: appeal an account deactivation or listing removal"
_CONSULTANTS: Final = "consultants agree"
_FUNDS_POLICY: Final = "Amazon policy: funds disbursement eligibility (US 60 days since 2024-10-25; JP page: 90 days)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When something is to be done, what, and why. The reason's sentence stands in the catalogue as ``step_reason.<name>``."""

    name: str
    matter: Matter
    step: StepName
    track: Track
    source: str
    act: Label | None = None
    """The act it answers; None: any, or none at all."""
    when: Callable[[View], bool] = lambda _: True
    letter: bool = True
    """Whether a letter to Amazon belongs to it."""
    notes: tuple[str, ...] = ()


def _only(*deficits: Deficit) -> Callable[[View], bool]:
    return lambda view: view.deficits - {Deficit.UNSPECIFIED} == frozenset(deficits)


def _identity_papers(view: View) -> bool:
    wanted = {item.kind for item in view.notice.demands} if view.notice else set()
    return bool(wanted & IDENTITY) and not wanted & {DemandKind.PLAN, DemandKind.INVOICE, DemandKind.EXPLANATION}


def _stock_after_closure(view: View) -> bool:
    return view.reopened and view.was_closed and view.state(Track.STOCK) not in ("settled", "disposed")


def _window_ahead(view: View) -> bool:
    return view.opens is not None and view.opens.at > view.situation.now


RULES: Final = (
    Rule(
        name="forgery_allegation",
        matter=Matter.SELLING,
        step=StepName.ANSWER_FORGERY_ALLEGATION,
        track=Track.ACCOUNT,
        source=_NOTICES,
        act=Label.FORGERY_ALLEGATION,
        notes=("never_another_copy",),
    ),
    Rule(
        name="reinstated_listing",
        matter=Matter.SELLING,
        step=StepName.AFTER_REINSTATEMENT,
        track=Track.LISTING,
        source=_STORY,
        act=Label.REINSTATEMENT,
        when=lambda view: not view.was_closed,
    ),
    Rule(
        name="reinstated",
        matter=Matter.SELLING,
        step=StepName.AFTER_REINSTATEMENT,
        track=Track.ACCOUNT,
        source=_STORY,
        act=Label.REINSTATEMENT,
        notes=("tracks_go_on",),
    ),
    Rule(
        name="wrong_channel",
        matter=Matter.SELLING,
        step=StepName.SWITCH_CHANNEL,
        track=Track.ACCOUNT,
        source='mail appeals answered "not the correct channel", since November 2019',
        act=Label.TEMPLATE_REJECTION,
        when=lambda view: Deficit.WRONG_CHANNEL in view.deficits,
    ),
    Rule(
        name="final_refusal",
        matter=Matter.SELLING,
        step=StepName.PREPARE_NEW_APPEAL,
        track=Track.ACCOUNT,
        source=_STORY,
        act=Label.TEMPLATE_REJECTION,
        when=lambda view: view.final,
        notes=(
            "not_dead",
            "outside_routes",
        ),
    ),
    Rule(
        name="identity_papers_refused",
        matter=Matter.SELLING,
        step=StepName.SUBMIT_DOCUMENTS,
        track=Track.VERIFICATION,
        source=_NOTICES,
        act=Label.TEMPLATE_REJECTION,
        when=lambda view: view.deficits <= {Deficit.DOCUMENTS, Deficit.UNSPECIFIED} and _identity_papers(view),
    ),
    Rule(
        name="rejection_not_implemented",
        matter=Matter.SELLING,
        step=StepName.ANSWER_REJECTION,
        track=Track.ACCOUNT,
        source=_NOTICES,
        act=Label.TEMPLATE_REJECTION,
        when=lambda view: Deficit.NOT_IMPLEMENTED in view.deficits,
    ),
    Rule(
        name="rejection_root_cause",
        matter=Matter.SELLING,
        step=StepName.ANSWER_REJECTION,
        track=Track.ACCOUNT,
        source=_NOTICES,
        act=Label.TEMPLATE_REJECTION,
        when=_only(Deficit.ROOT_CAUSE),
    ),
    Rule(
        name="rejection_actions",
        matter=Matter.SELLING,
        step=StepName.ANSWER_REJECTION,
        track=Track.ACCOUNT,
        source=_NOTICES,
        act=Label.TEMPLATE_REJECTION,
        when=_only(Deficit.ACTIONS),
    ),
    Rule(
        name="rejection_prevention",
        matter=Matter.SELLING,
        step=StepName.ANSWER_REJECTION,
        track=Track.ACCOUNT,
        source=_NOTICES,
        act=Label.TEMPLATE_REJECTION,
        when=_only(Deficit.PREVENTION),
    ),
    Rule(
        name="rejection_documents",
        matter=Matter.SELLING,
        step=StepName.ANSWER_REJECTION,
        track=Track.ACCOUNT,
        source=_NOTICES,
        act=Label.TEMPLATE_REJECTION,
        when=_only(Deficit.DOCUMENTS),
    ),
    Rule(
        name="rejection_several",
        matter=Matter.SELLING,
        step=StepName.ANSWER_REJECTION,
        track=Track.ACCOUNT,
        source=_NOTICES,
        act=Label.TEMPLATE_REJECTION,
        when=lambda view: bool(view.deficits - {Deficit.UNSPECIFIED}),
    ),
    Rule(
        name="rejection_unspecified",
        matter=Matter.SELLING,
        step=StepName.ANSWER_REJECTION,
        track=Track.ACCOUNT,
        source=_STORY,
        act=Label.TEMPLATE_REJECTION,
        notes=("compare_rounds",),
    ),
    Rule(
        name="closure_for_identity",
        matter=Matter.SELLING,
        step=StepName.SUBMIT_DOCUMENTS,
        track=Track.VERIFICATION,
        source=_NOTICES,
        act=Label.CLOSURE_NOTICE,
        when=lambda view: view.notice is not None and Label.IDENTITY_VERIFICATION in view.notice.secondary,
        notes=("keep_snapshot",),
    ),
    Rule(
        name="closure",
        matter=Matter.SELLING,
        step=StepName.APPEAL_CLOSURE,
        track=Track.ACCOUNT,
        source=_AMAZON_HELP,
        act=Label.CLOSURE_NOTICE,
        notes=(
            "keep_snapshot",
            "note_dates",
        ),
    ),
    Rule(
        name="inquiry",
        matter=Matter.SELLING,
        step=StepName.ANSWER_INQUIRY,
        track=Track.LISTING,
        source=_STORY,
        act=Label.AUTHENTICITY_INQUIRY,
        notes=("first_answer_decides",),
    ),
    Rule(
        name="warning_at_risk",
        matter=Matter.SELLING,
        step=StepName.ANSWER_WARNING,
        track=Track.ACCOUNT,
        source=_NOTICES,
        act=Label.POLICY_WARNING,
        when=lambda view: view.state(Track.ACCOUNT) == "at_risk",
    ),
    Rule(
        name="warning",
        matter=Matter.SELLING,
        step=StepName.ANSWER_WARNING,
        track=Track.LISTING,
        source=_NOTICES,
        act=Label.POLICY_WARNING,
    ),
    Rule(
        name="verification",
        matter=Matter.VERIFICATION,
        step=StepName.SUBMIT_DOCUMENTS,
        track=Track.VERIFICATION,
        source=_NOTICES,
        act=Label.IDENTITY_VERIFICATION,
        when=lambda view: not (view.notice and Label.CLOSURE_NOTICE in (view.notice.label, *view.notice.secondary)),
    ),
    Rule(
        name="money_released",
        matter=Matter.FUNDS,
        step=StepName.NONE,
        track=Track.FUNDS,
        source=_FUNDS_POLICY,
        act=Label.FUNDS_RELEASED,
        letter=False,
        notes=("check_bank",),
    ),
    Rule(
        name="reserve_vanished",
        matter=Matter.FUNDS,
        step=StepName.ASK_ABOUT_VANISHED_RESERVE,
        track=Track.FUNDS,
        source=_STORY,
        when=lambda view: view.state(Track.FUNDS) == "vanished" or (view.closed and view.reserve_gone),
    ),
    Rule(
        name="funds_after_reinstatement",
        matter=Matter.FUNDS,
        step=StepName.RECOVER_FUNDS,
        track=Track.FUNDS,
        source=_FUNDS_POLICY,
        when=lambda view: view.reopened and view.state(Track.FUNDS) in _HELD | {"reserved"},
    ),
    Rule(
        name="funds_window",
        matter=Matter.FUNDS,
        step=StepName.CLAIM_FUNDS,
        track=Track.FUNDS,
        source=_FUNDS_POLICY,
        act=Label.FUNDS_APPEAL_WINDOW,
        notes=("separate_from_appeal",),
    ),
    Rule(
        name="funds_window_open",
        matter=Matter.FUNDS,
        step=StepName.CLAIM_FUNDS,
        track=Track.FUNDS,
        source=_FUNDS_POLICY,
        when=lambda view: view.state(Track.FUNDS) == "window_open",
        notes=("separate_from_appeal",),
    ),
    Rule(
        name="funds_refused",
        matter=Matter.FUNDS,
        step=StepName.CONTEST_WITHHOLDING,
        track=Track.FUNDS,
        source=_FUNDS_POLICY,
        act=Label.FUNDS_WITHHELD,
        when=lambda view: view.final or view.state(Track.FUNDS) in ("refused", "claimed"),
        notes=("outside_routes",),
    ),
    Rule(
        name="funds_refused_before",
        matter=Matter.FUNDS,
        step=StepName.CONTEST_WITHHOLDING,
        track=Track.FUNDS,
        source=_FUNDS_POLICY,
        when=lambda view: view.state(Track.FUNDS) == "refused",
        notes=("outside_routes",),
    ),
    Rule(
        name="reserve_recorded",
        matter=Matter.FUNDS,
        step=StepName.NONE,
        track=Track.FUNDS,
        source=_NOTICES,
        act=Label.RESERVE_CHANGE,
        when=lambda view: not view.closed,
        letter=False,
    ),
    Rule(
        name="funds_window_ahead",
        matter=Matter.FUNDS,
        step=StepName.WAIT,
        track=Track.FUNDS,
        source=_FUNDS_POLICY,
        when=lambda view: view.state(Track.FUNDS) in ("held", "claimed", "") and view.closed and _window_ahead(view),
        letter=False,
        notes=("waiting_is_no_plan",),
    ),
    Rule(
        name="funds_window_passed",
        matter=Matter.FUNDS,
        step=StepName.ASK_ABOUT_FUNDS,
        track=Track.FUNDS,
        source=_STORY,
        when=lambda view: view.state(Track.FUNDS) == "held" and view.opens is not None and not _window_ahead(view),
    ),
    Rule(
        name="funds_withheld",
        matter=Matter.FUNDS,
        step=StepName.ASK_ABOUT_FUNDS,
        track=Track.FUNDS,
        source=_FUNDS_POLICY,
        act=Label.FUNDS_WITHHELD,
        when=lambda view: view.main,
    ),
    Rule(
        name="funds_reserved_at_closure",
        matter=Matter.FUNDS,
        step=StepName.ASK_ABOUT_FUNDS,
        track=Track.FUNDS,
        source=_FUNDS_POLICY,
        act=Label.RESERVE_CHANGE,
    ),
    Rule(
        name="funds_without_date",
        matter=Matter.FUNDS,
        step=StepName.ASK_ABOUT_FUNDS,
        track=Track.FUNDS,
        source=_STORY,
        when=lambda view: (
            view.closed and view.was_refused and not view.reopened and view.state(Track.FUNDS) not in ("released", "claimed")
        ),
    ),
    Rule(
        name="stock_notice",
        matter=Matter.STOCK,
        step=StepName.SECURE_STOCK,
        track=Track.STOCK,
        source="Amazon policies: unsuitable inventory, required removal",
        act=Label.INVENTORY_NOTICE,
        notes=("every_asin",),
    ),
    Rule(
        name="stock_after_reinstatement",
        matter=Matter.STOCK,
        step=StepName.SECURE_STOCK,
        track=Track.STOCK,
        source=_STORY,
        when=_stock_after_closure,
    ),
    Rule(
        name="stock_clock",
        matter=Matter.STOCK,
        step=StepName.SECURE_STOCK,
        track=Track.STOCK,
        source="Amazon policies: unsuitable inventory, required removal",
        when=lambda view: view.act is None and view.state(Track.STOCK) in _UNREADY_STOCK,
    ),
    Rule(
        name="stock_snapshot",
        matter=Matter.STOCK,
        step=StepName.SECURE_STOCK,
        track=Track.STOCK,
        source=_STORY,
        when=lambda view: view.act is None and view.closed and view.state(Track.STOCK) in ("normal", ""),
        letter=False,
        notes=("keep_snapshot",),
    ),
)
"""Tried in this order within a matter."""

GENERAL: Final = (
    Rule(
        name="unconfirmed",
        matter=Matter.SELLING,
        step=StepName.CONFIRM_AUTHENTICITY,
        track=Track.ACCOUNT,
        source="Amazon help: identify spoofed messages; a notice also stands in Performance Notifications",
        letter=False,
    ),
    Rule(
        name="answer_pending",
        matter=Matter.SELLING,
        step=StepName.WAIT,
        track=Track.ACCOUNT,
        source="Amazon help: replies take about two days; practice: hours to weeks",
        letter=False,
    ),
    Rule(
        name="silence",
        matter=Matter.SELLING,
        step=StepName.CHASE,
        track=Track.ACCOUNT,
        source="consultants: not before five working days of silence",
        letter=True,
    ),
    Rule(
        name="asked_enough",
        matter=Matter.SELLING,
        step=StepName.WAIT,
        track=Track.ACCOUNT,
        source="notices naming excessive contacts as a violation",
        letter=False,
    ),
    Rule(
        name="too_many_contacts",
        matter=Matter.SELLING,
        step=StepName.WAIT,
        track=Track.ACCOUNT,
        source="notices naming excessive contacts as a violation",
        letter=False,
    ),
    Rule(name="nothing_new", matter=Matter.SELLING, step=StepName.WAIT, track=Track.ACCOUNT, source=_STORY, letter=False),
    Rule(
        name="forged",
        matter=Matter.SELLING,
        step=StepName.NONE,
        track=Track.ACCOUNT,
        source="Amazon help: identify spoofed messages",
        letter=False,
    ),
    Rule(name="not_answerable", matter=Matter.SELLING, step=StepName.NONE, track=Track.ACCOUNT, source=_NOTICES, letter=False),
    Rule(
        name="read_yourself",
        matter=Matter.SELLING,
        step=StepName.NONE,
        track=Track.ACCOUNT,
        source="mailbot: where it is not sure it does not guess",
        letter=False,
    ),
    Rule(name="nothing_to_do", matter=Matter.SELLING, step=StepName.NONE, track=Track.ACCOUNT, source=_NOTICES, letter=False),
)
"""Rules that hold for any matter; the playbook itself says when."""

BY_NAME: Final = {rule.name: rule for rule in (*RULES, *GENERAL)}
