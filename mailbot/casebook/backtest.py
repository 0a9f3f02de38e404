"""An old mailbox walked day by day: what the user would have been told, and when. Nothing is known before it happened."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailbot.casebook.case import Case
from mailbot.casebook.derive import events_of
from mailbot.casebook.events import CaseEvent
from mailbot.casebook.links import link_all
from mailbot.casebook.message import CaseMessage
from mailbot.casebook.reminders import Awake, moments, reminder_text, reminders
from mailbot.casebook.replay import replay
from mailbot.casebook.summary import alarm_text
from mailbot.casebook.wording import words_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A step of the playbook. ``key``: the same step for the same message, though its words may count days."""

    key: str
    text: str
    draft: Callable[[], str] = str
    """Returns, in a line, the letter that would have been proposed; blank where there is none. Asked once a step."""


Advise = Callable[[Case, datetime], Sequence[Advice]]
"""What the playbook advises on a case at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that the user would have been told."""

    at: datetime
    case_id: str
    kind: str
    """``message``, ``state``, ``alarm``, ``step``, ``draft`` or ``reminder``."""
    text: str
    message: str | None
    """Digest of the message it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the user is told: language, waking hours, and where the steps come from."""

    language: str
    awake: Awake | None = None
    advise: Advise | None = None


def backtest(messages: Sequence[CaseMessage], manner: Manner, end: datetime) -> tuple[Said, ...]:
    """Return everything that would have been said until ``end``, in the order of time."""
    links = link_all(messages)
    cases: dict[str, list[CaseMessage]] = {}
    for message in sorted(messages, key=lambda item: (item.at, item.sha256)):
        found = links[message.sha256]
        if found is not None and message.at <= end:
            cases.setdefault(found.case_id, []).append(message)
    said = [item for case_id, own in cases.items() for item in _case(case_id, own, manner, end)]
    return tuple(sorted(said, key=lambda item: (item.at, item.case_id)))


def _case(case_id: str, messages: Sequence[CaseMessage], manner: Manner, end: datetime) -> Iterator[Said]:
    events: list[CaseEvent] = []
    keys: set[str] = set()
    known: frozenset[str] = frozenset()
    ends = [message.at for message in messages[1:]] + [end]
    for message, until in zip(messages, ends, strict=True):
        events += events_of(message, case_id)
        case = replay(events, until=message.at)
        yield from _news(case, message, manner)
        for at in (message.at, *_mornings(case, message.at, until, manner)):
            advised = manner.advise(case, at) if manner.advise else ()
            yield from _advised([item for item in advised if item.key not in known], case, at, message.sha256)
            known = frozenset(item.key for item in advised)
        yield from _reminded(case, message.at, until, keys, manner)


def _mornings(case: Case, start: datetime, end: datetime, manner: Manner) -> Iterator[datetime]:
    """Yield the hour at which a day begins for the user, on every day between: silence and opening windows have steps, too."""
    if manner.advise is None:
        return
    awake = manner.awake or Awake()
    zone = ZoneInfo(awake.zone or case.timezone)
    day = start.astimezone(zone).date()
    while (at := datetime.combine(day, time(awake.start), zone)) < end:
        if at > start:
            yield at
        day += timedelta(days=1)


def _advised(advice: Sequence[Advice], case: Case, at: datetime, message: str) -> Iterator[Said]:
    for item in advice:
        yield Said(at=at, case_id=case.id, kind="step", text=item.text, message=message)
        if draft := item.draft():
            yield Said(at=at, case_id=case.id, kind="draft", text=draft, message=message)


def _news(case: Case, message: CaseMessage, manner: Manner) -> Iterator[Said]:
    words = words_for(case, manner.language)
    entry = case.entry(message.sha256)
    if entry is not None:
        yield Said(at=message.at, case_id=case.id, kind="message", text=words.title(entry), message=message.sha256)
    for change in case.changes:
        if change.message == message.sha256:
            yield Said(at=message.at, case_id=case.id, kind="state", text=words.change(change), message=message.sha256)
    for alarm in case.alarms:
        if alarm.message == message.sha256:
            yield Said(at=message.at, case_id=case.id, kind="alarm", text=alarm_text(alarm, words), message=message.sha256)


def _reminded(case: Case, start: datetime, end: datetime, keys: set[str], manner: Manner) -> Iterator[Said]:
    for moment in moments(case, manner.awake):
        if start < moment <= end:
            for reminder in reminders(case, moment, keys, manner.awake):
                keys.add(reminder.key)
                text = reminder_text(reminder, case, manner.language, moment)
                yield Said(at=moment, case_id=case.id, kind="reminder", text=text, message=reminder.clock.message)
