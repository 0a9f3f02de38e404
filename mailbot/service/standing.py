"""The cases as they stand while messages are placed on them one after the other, remembered as long as nobody else writes.

Of a case of hundreds of messages nothing is then read twice: each placed message adds what it said.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from mailbot.casebook.case import Case
from mailbot.casebook.events import CaseEvent
from mailbot.casebook.outline import CaseOutline, outline_of
from mailbot.casebook.replay import replay
from mailbot.messages import Understanding
from mailbot.service import situations
from mailbot.store import events


class Standing:
    """What is remembered of the cases. Whoever writes says so with ``written``; what somebody else wrote makes it forget."""

    def __init__(self) -> None:
        self._newest = -1
        self._outlines: dict[str, CaseOutline] | None = None
        self._events: dict[str, tuple[CaseEvent, ...]] = {}
        self._understood: dict[str, dict[str, Understanding]] = {}

    def look(self, connection: Connection) -> None:
        """Forget everything where events were written since ``written``."""
        if events.newest(connection) != self._newest:
            self.forget()

    def written(self, connection: Connection) -> None:
        """Take note that what was written until now is known."""
        self._newest = events.newest(connection)

    def forget(self) -> None:
        """Forget everything."""
        self._outlines = None
        self._events.clear()
        self._understood.clear()

    def outlines(self, connection: Connection) -> dict[str, CaseOutline]:
        """Return how every case looks to a message that seeks its own."""
        if self._outlines is None:
            found = ((row.id, events.of_case(connection, row.id)) for row in events.every_case(connection))
            self._outlines = {case_id: outline_of(replay(standing)) for case_id, standing in found if standing}
        return self._outlines

    def grown(
        self, connection: Connection, case_id: str, understanding: Understanding, said: Sequence[CaseEvent]
    ) -> tuple[Case, Mapping[str, Understanding]]:
        """Return a case with what a message said last, and the understandings of its messages.

        The events of the message are in the store already.
        """
        sha256 = understanding.parsed.sha256
        if case_id in self._events:
            others = (event for event in self._events[case_id] if event.message != sha256)
            self._events[case_id] = (*others, *said)
        else:
            self._events[case_id] = events.of_case(connection, case_id)
        if case_id not in self._understood:
            self._understood[case_id] = dict(situations.understandings(connection, case_id))
        self._understood[case_id][sha256] = understanding
        case = replay(self._events[case_id])
        self.outlines(connection)[case_id] = outline_of(case)
        return case, self._understood[case_id]
