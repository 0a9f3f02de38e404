"""What the user tells of a case that no mail shows: a word on a clock, a sum, a note, where a track stands.

Each is a decision and an event on the case; it survives every rebuild, and drafts follow it at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from classifiers.labels import AmountRole, Track
from mailbot.casebook import by_hand
from mailbot.casebook.by_hand import ClockAction, Sum
from mailbot.casebook.case import Case, Clock
from mailbot.casebook.clocks import name_of
from mailbot.casebook.events import CaseEvent
from mailbot.casebook.machines import STATES
from mailbot.casebook.replay import replay
from mailbot.errors import UsageError
from mailbot.service import case_list, casefile, evidence
from mailbot.service.proposals import propose_for
from mailbot.service.workspace import Workspace
from mailbot.store import events
from replies.evidence import holdings
from replies.evidence.reserve import Settlement, settlements

SUMS = (AmountRole.BALANCE, AmountRole.RESERVE, AmountRole.WITHHELD, AmountRole.PAID, AmountRole.FEE)
"""Roles that a sum may have."""


def clock(  # noqa: PLR0913
    workspace: Workspace, case_id: str, name: str, *, action: ClockAction, at: datetime, until: datetime | None = None
) -> Clock:
    """Decide about a clock as of ``at``; return it as it stands then.

    ``name`` is its short name or the beginning of its id. UsageError for one that is not there, or a time that makes no sense.
    """
    case = casefile.load(workspace, case_id)
    chosen = _clock(case, name)
    if at < chosen.noticed:
        raise UsageError("error.clock_before", noticed=chosen.noticed.isoformat())
    if action in (ClockAction.EXTEND, ClockAction.SNOOZE) and (until is None or until <= at):
        raise UsageError("error.clock_until", action=action.value)
    taken_back = _decisions(case, chosen) if action is ClockAction.RESUME else ()
    told = by_hand.decide_clock(case.id, at, chosen.id, action, until, taken_back=taken_back)
    after = _tell(workspace, case, [told], "clock", clock=chosen.id, action=action.value)
    return next(item for item in after.clocks if item.id == chosen.id)


def note(workspace: Workspace, case_id: str, text: str, at: datetime) -> str:
    """Keep a note; return the case's id. UsageError for an empty one."""
    if not text.strip():
        raise UsageError("error.note_text")
    case = casefile.load(workspace, case_id)
    return _tell(workspace, case, [by_hand.note(case.id, at, text.strip())], "note").id


def state(workspace: Workspace, case_id: str, *, track: str, to: str, at: datetime, why: str) -> Case:  # noqa: PLR0913
    """Say where a track stands since ``at``; return the case. UsageError for a track or a state that there is none of."""
    _one_of(track, Track)
    _one_of(to, STATES[Track(track)])
    case = casefile.load(workspace, case_id)
    told = by_hand.told_state(case.id, at, Track(track), to, quote=why)
    return _tell(workspace, case, [told], "state", track=track, to=to)


def money(  # noqa: PLR0913
    workspace: Workspace, case_id: str, *, role: str, value: str, currency: str, at: datetime, why: str
) -> Case:
    """Note a sum as of ``at``; return the case. UsageError for a role or a number that is none."""
    _one_of(role, SUMS)
    case = casefile.load(workspace, case_id)
    told = Sum(at=at, role=AmountRole(role), value=_decimal(value), currency=currency.upper() or None, quote=why)
    return _tell(workspace, case, [by_hand.told_money(case.id, told)], "money", role=role)


def settled(workspace: Workspace, case_id: str, paths: Sequence[Path]) -> tuple[Sum, ...]:
    """Take reserves and payouts out of settlement files into a case's money; return them in order of time.

    UsageError for a path that is not there, or where no file is a settlement.
    """
    case = casefile.load(workspace, case_id)
    gathered = evidence.gather(paths, case.timezone)
    sums = sorted(_sums(settlements(holdings.collect(gathered.tables))), key=lambda item: (item.at, item.role))
    if not sums:
        raise UsageError("error.no_settlement")
    _tell(
        workspace, case, [by_hand.told_money(case.id, item) for item in sums], "settlement", files=[str(path) for path in paths]
    )
    return tuple(sums)


def _sums(periods: Iterable[Settlement]) -> Iterator[Sum]:
    """Yield what each settlement kept back at its end, and what it paid out; ``periods`` stand store by store in their order.

    A settlement that pays everything out keeps nothing: that the reserve is gone then is no news. One that neither pays nor
    keeps what there was before is.
    """
    before: dict[tuple[str, str], Decimal] = {}
    for one in periods:
        ledger = (one.currency, one.market)
        named: dict[str, Any] = {
            "currency": one.currency or None,
            "quote": f"{one.head.file}:{one.head.line}",
            "source": "settlement",
        }
        paid = one.total if one.total is not None and one.total > 0 else None
        gone = not paid and (one.previous or before.get(ledger))
        if one.ends is not None and (one.kept or gone):
            yield Sum(at=one.ends, role=AmountRole.RESERVE, value=one.kept, **named)
        at = one.deposited or one.ends
        if paid is not None and at is not None:
            yield Sum(at=at, role=AmountRole.PAID, value=paid, **named)
        before[ledger] = one.kept


def _tell(workspace: Workspace, case: Case, told: Sequence[CaseEvent], kind: str, **data: Any) -> Case:
    now = workspace.now()
    with workspace.store.write() as connection:
        events.decide(connection, kind, now, account=case.account, case_id=case.id, **data)
        events.append(connection, told, now)
        after = replay(events.of_case(connection, case.id))
        propose_for(workspace, connection, after, now)
    case_list.freshen(workspace)
    return after


def _decisions(case: Case, clock: Clock) -> tuple[str, ...]:
    return tuple(event.key for event in case.notes if event.data.get("clock") == clock.id)


def _clock(case: Case, name: str) -> Clock:
    found = [item for item in case.clocks if name and (name_of(item).startswith(name) or item.id.startswith(name))]
    if len(found) != 1:
        raise UsageError("error.no_clock", name=name, case=case.id)
    return found[0]


def _one_of(value: str, choices: Iterable[str]) -> None:
    known = list(choices)
    if value not in known:
        raise UsageError("error.bad_choice", value=value, choices=", ".join(known))


def _decimal(value: str) -> Decimal:
    try:
        number = Decimal(value.replace(",", ""))
    except InvalidOperation as error:
        raise UsageError("error.bad_sum", value=value) from error
    if not number.is_finite() or number < 0:
        raise UsageError("error.bad_sum", value=value)
    return number
