"""From messages to a case, the way the service goes."""

from collections.abc import Iterable
from datetime import datetime

from mailbot.casebook.case import Case
from mailbot.casebook.derive import events_of
from mailbot.casebook.events import CaseEvent
from mailbot.casebook.links import link_all
from mailbot.casebook.message import CaseMessage
from mailbot.casebook.replay import replay


def cases_of(
    messages: Iterable[CaseMessage], *, until: datetime | None = None, more: Iterable[CaseEvent] = ()
) -> dict[str, Case]:
    """Link, derive and replay."""
    messages = list(messages)
    links = link_all(messages)
    events: dict[str, list[CaseEvent]] = {}
    for message in messages:
        found = links[message.sha256]
        if found is not None and (until is None or message.at <= until):
            events.setdefault(found.case_id, []).extend(events_of(message, found.case_id))
    for event in more:
        events[event.case_id].append(event)
    return {name: replay(found, until=until) for name, found in events.items()}


def case_of(messages: Iterable[CaseMessage], *, until: datetime | None = None, more: Iterable[CaseEvent] = ()) -> Case:
    """Return the only case."""
    (case,) = cases_of(messages, until=until, more=more).values()
    return case
