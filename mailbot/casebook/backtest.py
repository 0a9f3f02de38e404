"""An old mailbox walked day by day: what the user would have been told, and when. Nothing is known before it happened."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from mailbot.casebook.case import Case
from mailbot.casebook.derive import events_of
from mailbot.casebook.events import CaseEvent
from mailbot.casebook.links import link_all
from mailbot.casebook.message import CaseMessage
from mailbot.casebook.reminders import Awake, moments, reminder_text, reminders
from mailbot.casebook.replay import replay
from mailbot.casebook.summary import alarm_text
from mailbot.casebook.wording import words_for

Advise = Callable[[Case, datetime], Sequence[str]]
"""The playbook's sentences on a case at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing that the user would have been told."""

    at: datetime
    case_id: str
    kind: str
    """``message``, ``state``, ``alarm``, ``step`` or ``reminder``."""
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
    steps: frozenset[str] = frozenset()
    ends = [message.at for message in messages[1:]] + [end]
    for message, until in zip(messages, ends, strict=True):
        events += events_of(message, case_id)
        case = replay(events, until=message.at)
        yield from _news(case, message, manner)
        advised = manner.advise(case, message.at) if manner.advise else ()
        for step in advised:
            if step not in steps:
                yield Said(at=message.at, case_id=case_id, kind="step", text=step, message=message.sha256)
        steps = frozenset(advised)
        yield from _reminded(case, message.at, until, keys, manner)


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
