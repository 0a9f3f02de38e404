"""What lint is told of a draft: the situation and the step, as a LintContext. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from classifiers.labels import Act, ChannelKind, Deficit, DemandKind
from replies.calendar_dates import parse_date
from replies.facts import asked, collect, shortfalls
from replies.lint_checks import LintContext
from replies.papers import IN_THE_LETTER, NOT_AGAIN, answered_notice, asins, papers
from replies.situation import Notice, Situation, Step, StepName

ACTS: Final[Mapping[StepName, Act]] = {
    StepName.ANSWER_INQUIRY: Act.APPEAL,
    StepName.ANSWER_WARNING: Act.APPEAL,
    StepName.SUBMIT_DOCUMENTS: Act.DOCUMENTS,
    StepName.APPEAL_CLOSURE: Act.APPEAL,
    StepName.ANSWER_REJECTION: Act.APPEAL,
    StepName.SWITCH_CHANNEL: Act.APPEAL,
    StepName.ANSWER_FORGERY_ALLEGATION: Act.APPEAL,
    StepName.PREPARE_NEW_APPEAL: Act.APPEAL,
    StepName.ASK_ABOUT_FUNDS: Act.INQUIRY,
    StepName.CLAIM_FUNDS: Act.FUNDS_REQUEST,
    StepName.CONTEST_WITHHOLDING: Act.FUNDS_REQUEST,
    StepName.ASK_ABOUT_VANISHED_RESERVE: Act.INQUIRY,
    StepName.SECURE_STOCK: Act.INQUIRY,
    StepName.AFTER_REINSTATEMENT: Act.INQUIRY,
    StepName.RECOVER_FUNDS: Act.INQUIRY,
    StepName.CHASE: Act.INQUIRY,
    StepName.CONFIRM_AUTHENTICITY: Act.INQUIRY,
}
"""What the seller does by sending a step's letter."""

REPORT: Final = "report"
"""The rule of the step that an improvement report is: it answers all three questions, whatever the notice names."""
_ALL: Final = frozenset({Deficit.ROOT_CAUSE, Deficit.ACTIONS, Deficit.PREVENTION})
_REPEATING: Final = frozenset({StepName.CHASE, StepName.SWITCH_CHANNEL, StepName.CONFIRM_AUTHENTICITY})
_NAMING_SUMS: Final = frozenset(
    {StepName.ASK_ABOUT_FUNDS, StepName.CLAIM_FUNDS, StepName.CONTEST_WITHHOLDING, StepName.RECOVER_FUNDS}
)


def of(situation: Situation, step: Step, *, attachments: tuple[str, ...] = (), max_chars: int | None = None) -> LintContext:
    """Return the context of a step's letter. ``max_chars`` is the user's limit for the channel."""
    notice = answered_notice(situation, step.answers)
    act = ACTS.get(step.name, Act.OTHER)
    about_goods = act is Act.APPEAL or step.name is StepName.SECURE_STOCK
    return LintContext(
        act=act,
        asins=asins(situation, notice) if about_goods else (),
        demands=_demands(notice, step.name) if act is not Act.INQUIRY else (),
        earlier=tuple(sent.text for sent in situation.submissions),
        attachments=attachments,
        channel=step.channel,
        named_channels=_named(situation, step),
        max_chars=max_chars,
        now=situation.now,
        notice_at=notice.at if notice else None,
        pending_since=situation.pending_since if step.name is not StepName.CHASE else None,
        timezone=situation.timezone,
        pillars=_pillars(situation, step),
        papers=bool(papers(situation, step.name, notice)) and step.name is not StepName.ANSWER_FORGERY_ALLEGATION,
        quotes=(" ".join(notice.quote.split()),) if notice else (),
        balance_seen=_balance_seen(situation, step, notice),
        repeats=step.name in _REPEATING,
    )


def _balance_seen(situation: Situation, step: Step, notice: Notice | None) -> date | None:
    if step.name not in _NAMING_SUMS:
        return None
    seen = collect(situation, notice, step.track, step).get("funds.balance_date")
    return parse_date(seen.value) if seen else None


def _demands(notice: Notice | None, name: StepName) -> tuple[DemandKind, ...]:
    kinds = tuple(item.kind for item in notice.demands) if notice else ()
    if name is StepName.ANSWER_FORGERY_ALLEGATION:
        return tuple(kind for kind in kinds if kind not in NOT_AGAIN | IN_THE_LETTER)
    return kinds


def _named(situation: Situation, step: Step) -> tuple[ChannelKind, ...]:
    """The channels of the notice; after "wrong channel" and for an unbelieved notice only the console is left."""
    notice = answered_notice(situation, step.answers)
    if notice is None or not notice.believed or Deficit.WRONG_CHANNEL in notice.deficits:
        return (ChannelKind.CONSOLE,)
    return (ChannelKind.CONSOLE, *(kind for kind, _ in notice.channels))


def _pillars(situation: Situation, step: Step) -> frozenset[Deficit]:
    """An answer to a rejection owes what the rejection names; an explanation of a paper owes no plan."""
    if step.name is StepName.ANSWER_FORGERY_ALLEGATION:
        return frozenset()
    wanted = asked(situation, answered_notice(situation, step.answers))
    if step.name is StepName.ANSWER_INQUIRY and step.rule != REPORT:
        return _ALL if "plan" in wanted else frozenset()
    if step.name is not StepName.ANSWER_REJECTION or "plan" in wanted:
        return _ALL
    named = set(shortfalls(answered_notice(situation, step.answers)))
    owed = {pillar for pillar in _ALL if pillar.value in named}
    if Deficit.NOT_IMPLEMENTED.value in named:
        owed |= {Deficit.ACTIONS, Deficit.PREVENTION}
    return frozenset(owed) or (_ALL if Deficit.UNSPECIFIED.value in named else frozenset())
