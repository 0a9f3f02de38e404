"""What to do next, and why: a Situation becomes ranked Steps. Pure; the rules are data (``library/playbook.toml``).

Not to send is a step too: while an answer is pending, when nothing is new, when further contact would be excessive.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from classifiers.labels import ClockKind, Label, Track
from replies import rules
from replies.calendar_dates import add_workdays, local_date, workdays_between
from replies.channels import CONSOLE, choose
from replies.matters import Matter, acts_of, matter_of, matters_of
from replies.notice_words import is_general, refuses_money
from replies.papers import asins
from replies.rules import Rule
from replies.situation import Notice, Situation, Step, StepName, Window
from replies.view import View, open_matters, usable

PATIENCE: Final = 5
"""Full working days of silence before a reminder (consultants; Amazon's help says about two days for an answer)."""
_REMINDERS: Final = 2
_CONTACTS: Final = 3
COUNTED: Final = 20
"""Working days of silence up to which the days are told; beyond, the count says nothing more."""
_URGENT: Final = timedelta(hours=72)

_NO_ANSWER: Final = frozenset({StepName.AFTER_REINSTATEMENT, StepName.NONE, StepName.WAIT, StepName.RECOVER_FUNDS})
_DECISIONS: Final = frozenset({Label.TEMPLATE_REJECTION, Label.CLOSURE_NOTICE, Label.FUNDS_WITHHELD})
"""Acts after which an earlier clock may still run."""
_TELLING: Final = frozenset({"money_released", "reserve_recorded", "read_yourself", "general_notice", "verification_passed"})
"""Steps without anything to do that are worth saying beside others."""
_PASSING: Final = frozenset({"stock_returned", "stock_gone", "verification_passed"})
"""Rules that tell of something over and done: worth saying for a while only."""
_NEWS_FOR: Final = timedelta(days=30)
_BOUND_BY_WINDOW: Final = frozenset({StepName.CLAIM_FUNDS, StepName.WAIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A rule that holds, for the view it holds for."""

    rule: Rule
    view: View
    not_before: datetime | None = None


def steps(situation: Situation) -> tuple[Step, ...]:
    """Return what to do, the first thing first (rank 0); never empty: the last resort is a ``none`` with its reason."""
    made = [(item, _step(item, situation)) for item in _found(situation)]
    first: dict[tuple[StepName, Track, str | None], Step] = {}
    for _, step in sorted(made, key=lambda pair: _order(pair[0], pair[1], situation)):
        first.setdefault((step.name, step.track, step.answers), step)
    kept = [step for step in first.values() if step.name is not StepName.NONE or step.rule in _TELLING]
    return tuple(replace(step, rank=rank) for rank, step in enumerate(kept or first.values()))


def wants_draft(step: Step) -> bool:
    """Tell whether a letter to Amazon belongs to the step. A step that says wait, or look for yourself, has none."""
    rule = rules.load().named.get(step.rule)
    return rule.letter if rule is not None else step.name not in (StepName.WAIT, StepName.NONE)


def _found(situation: Situation) -> Iterator[_Found]:
    found = [item for view in _one_each(open_matters(situation)) for item in _for(view)]
    for matter in (Matter.FUNDS, Matter.STOCK):
        if not any(item.view.matter is matter and item.view.notice and item.view.notice.believed for item in found):
            found += _for(View(situation=situation, matter=matter, notice=_reference(situation, matter)))
    yield from found
    for notice in dict.fromkeys(item.view.notice for item in found):
        if notice is not None and not notice.believed:
            yield _general("unconfirmed", situation, notice)
    newest = situation.notices[-1] if situation.notices else None
    if newest is not None and newest.label is None and not newest.forged:
        yield _general("read_yourself", situation, newest)
    elif newest is not None and newest.answerable and not newest.forged and is_general(newest):
        yield _general("general_notice", situation, newest)
    elif not found:
        yield _general(_idle(newest), situation, newest)


def _one_each(views: Iterable[View]) -> Iterator[View]:
    """Of several acts of one notice about one matter keep one: a notice gets one answer.

    The right to sell goes by the main act; the money by the first rule that holds (a window to claim it before its hold).
    """
    kept: dict[tuple[str, Matter], View] = {}
    for view in views:
        key = (view.notice.ref if view.notice else "", view.matter)
        if key not in kept or (view.matter is Matter.FUNDS and _place(view) < _place(kept[key])):
            kept[key] = view
    yield from kept.values()


def _place(view: View) -> int:
    ordered = rules.load().ordered
    return next((place for place, rule in enumerate(ordered) if rule.holds(view)), len(ordered))


def _for(view: View) -> Iterator[_Found]:
    """Yield what one open matter asks for: the first rule that holds, unless its answer is on its way already."""
    rule = next((one for one in rules.load().ordered if one.holds(view)), None)
    if rule is None:
        return
    if rule.name in _PASSING and view.notice is not None and view.notice.at + _NEWS_FOR < view.situation.now:
        return
    if rule.step is StepName.CONTEST_WITHHOLDING:
        view = replace(view, notice=_refusing(view))
    since = view.awaited_since
    if rule.step in _NO_ANSWER or since is None:
        yield from _now(rule, view)
        return
    patience = add_workdays(since, PATIENCE, view.situation.timezone)
    if view.situation.now < patience:
        yield _Found(rule=_at(rule, "answer_pending"), view=view, not_before=patience)
    else:
        yield _Found(rule=_at(rule, "asked_enough" if view.reminders >= _REMINDERS else _silence(view)), view=view)


def _refusing(view: View) -> Notice | None:
    """The notice that refused the money: a later letter that repeats in passing that it is held says nothing of the reason."""
    if view.notice is None or refuses_money(view.notice):
        return view.notice
    known = [item for item in usable(view.situation) if item.believed and item.at <= view.notice.at]
    about = [item for item in known if Label.FUNDS_WITHHELD in acts_of(item) and refuses_money(item)]
    return about[-1] if about else view.notice


def _silence(view: View) -> str:
    since = view.submission.at if view.submission else view.awaited_since
    days = workdays_between(since, view.situation.now, view.situation.timezone) if since else 0
    return "silence" if days <= COUNTED else "silence_long"


def _now(rule: Rule, view: View) -> Iterator[_Found]:
    """Yield the rule's step, and what speaks against sending it today."""
    rest = None
    if rule.letter and view.recent_contacts >= _CONTACTS:
        rest = min(sent.at for sent in view.situation.submissions[-_CONTACTS:]) + timedelta(days=7)
        yield _Found(rule=_at(rule, "too_many_contacts"), view=view, not_before=rest)
    if view.act is Label.TEMPLATE_REJECTION and rule.step is not StepName.SWITCH_CHANNEL and not view.news:
        yield _Found(rule=_at(rule, "nothing_new"), view=view)
    yield _Found(rule=rule, view=view, not_before=rest)


def _at(rule: Rule, general: str) -> Rule:
    """A general rule, moved to the track of the one it speaks about."""
    return replace(rules.load().named[general], matter=rule.matter, track=rule.track)


def _general(name: str, situation: Situation, notice: Notice | None) -> _Found:
    return _Found(rule=rules.load().named[name], view=View(situation=situation, matter=Matter.SELLING, notice=notice))


def _idle(newest: Notice | None) -> str:
    if newest is not None and newest.forged:
        return "forged"
    return "not_answerable" if newest is not None and not newest.answerable else "nothing_to_do"


def _reference(situation: Situation, matter: Matter) -> Notice | None:
    """The notice that a step of time or state rests on: the newest about the matter, else the newest decision."""
    believed = [notice for notice in usable(situation) if notice.believed]
    about = [notice for notice in believed if matter in matters_of(notice)]
    decided = [notice for notice in believed if Matter.SELLING in matters_of(notice)]
    return next(iter((about or decided)[-1:]), None)


def _step(found: _Found, situation: Situation) -> Step:
    rule, notice = found.rule, found.view.notice
    kind, address = choose(notice, rule.track) if rule.letter else CONSOLE
    opens = found.view.opens if rule.track is Track.FUNDS and rule.step in _BOUND_BY_WINDOW else None
    not_before = max((at for at in (found.not_before, opens.at if opens else None) if at is not None), default=None)
    due = _due(found, situation)
    urgent = due is not None and rule.letter and situation.now <= due.at <= situation.now + _URGENT
    overdue = due is not None and rule.letter and due.at < situation.now
    notes = (*rule.notes, *(("clock_ending",) if urgent else ()), *(("clock_ended",) if overdue else ()))
    return Step(
        name=rule.step,
        rule=rule.name,
        track=rule.track,
        answers=notice.ref if notice else None,
        channel=None if rule.step in (StepName.WAIT, StepName.NONE) else kind,
        to=address,
        not_before=not_before,
        not_after=due.at if due else None,
        source=rule.source,
        values=_values(found, situation, not_before, due),
        notes=notes,
    )


def _due(found: _Found, situation: Situation) -> Window | None:
    """The clock that ends first of those that concern the step; of ended ones the last.

    Clocks of the notice itself come before those that earlier notices of the matter started and nothing has met.
    """
    about = [window for window in situation.windows if window.kind is ClockKind.DUE and _concerns(window, found)]
    own = [window for window in about if found.view.notice and window.notice == found.view.notice.ref]
    for group in (own, about):
        if running := [window for window in group if window.at >= situation.now]:
            return min(running, key=lambda window: window.at)
    return max(own or about, key=lambda window: window.at, default=None)


def _concerns(window: Window, found: _Found) -> bool:
    notice, matter = found.view.notice, matter_of(found.rule.track)
    apart = {Matter.FUNDS, Matter.STOCK}
    if window.track is not None and matter_of(window.track) is not matter and apart & {matter_of(window.track), matter}:
        return False
    origin = window.notice or _printed_in(window, found.view.situation)
    if origin is None or notice is None:
        return window.track is not None or (matter is not Matter.FUNDS and notice is not None)
    began = next((item.at for item in found.view.situation.notices if item.ref == origin), notice.at)
    return origin == notice.ref or (window.track is not None and began <= notice.at and found.rule.act in _DECISIONS)


def _printed_in(window: Window, situation: Situation) -> str | None:
    """The newest notice in which a clock's words stand, for a clock that does not name its notice."""
    return next((item.ref for item in reversed(situation.notices) if window.quote and window.quote in item.text), None)


def _values(found: _Found, situation: Situation, not_before: datetime | None, due: Window | None) -> Mapping[str, str]:
    """What the sentences may name; every key is always there, an unknown one is a dash."""
    view, notice, zone = found.view, found.view.notice, situation.timezone
    since = view.submission.at if view.submission else view.awaited_since
    return {
        "date": local_date(notice.at, zone).isoformat() if notice else "-",
        "subject": notice.subject if notice and notice.subject else "-",
        "quote": notice.quote if notice and notice.quote else "-",
        "copies": str(notice.form_copies if notice else 0),
        "asins": ", ".join(asins(situation, notice)) or "-",
        "rounds": str(len(situation.submissions)),
        "from": local_date(not_before, zone).isoformat() if not_before else "-",
        "until": local_date(due.at, zone).isoformat() if due else "-",
        "since": local_date(since, zone).isoformat() if since else "-",
        "days": str(workdays_between(since, situation.now, zone)) if since else "-",
        "contacts": str(view.recent_contacts),
        "sent": view.submission.ref if view.submission else "-",
    }


def _order(found: _Found, step: Step, situation: Situation) -> tuple[int, datetime, bool, int]:
    """Confirm first, then what speaks against sending, what ends soon, letters, the rest, waiting, nothing.

    Among equals what a notice asks for comes before what only time or a state asks for, and then the order of the rules.
    """
    late = step.not_after or situation.now + timedelta(days=3650)
    place = rules.load().places[step.rule]
    ahead = step.not_before is not None and step.not_before > situation.now
    copies = int(step.values.get("copies", "0"))
    if step.name is StepName.CONFIRM_AUTHENTICITY:
        rank = 0
    elif step.rule in ("too_many_contacts", "read_yourself") or (step.rule == "nothing_new" and copies > 1):
        rank = 1
    elif step.name is StepName.WAIT:
        rank = 6
    elif step.name is StepName.NONE:
        rank = 7
    elif ahead:
        rank = 5
    elif {"clock_ending"} & set(step.notes):
        rank = 2
    else:
        rank = 3 if wants_draft(step) else 4
    return (rank, late if rank == 2 else situation.now, found.view.act is None, place)
