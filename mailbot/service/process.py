"""Reading what was stored: understand, place on a case, append events, draft. Each message in one transaction.

Messages are read in the order of their time, not of their folders, so that a mailbox of two years fills its cases in the
order in which things happened. One that cannot be processed holds up nobody: it is counted, tried again, and parked after
``PARK_AFTER`` failures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final, TypeVar

import structlog
from sqlalchemy import Connection

from classifiers.labels import Label
from mailbot.casebook import links
from mailbot.casebook.case import Case
from mailbot.casebook.derive import events_of
from mailbot.casebook.message import CaseMessage
from mailbot.casebook.outline import CaseOutline, outline_of
from mailbot.casebook.replay import replay
from mailbot.codec import stored_understanding
from mailbot.errors import MailbotError
from mailbot.messages import Disposition, Place, RawMessage, Understanding, Unparseable, Verdict
from mailbot.pipeline import amended, is_case_mail, understand
from mailbot.plain import to_json
from mailbot.service import mapping
from mailbot.service.counts import Counts, of_dispositions
from mailbot.service.proposals import propose_for
from mailbot.service.relinking import relink
from mailbot.service.workspace import Workspace
from mailbot.store import drafts, events, messages
from mailbot.store.events import CaseRow
from mailbot.store.messages import Stored

PARK_AFTER: Final = 3
"""Failures before a message is set aside (failure modes 59 and 60: a poison message retried for ever, blocking the rest)."""
CHUNK: Final = 2_000
"""Messages understood before their events are written: they are sorted by time within it. About 40 MB."""

log = structlog.get_logger()
Progress = Callable[[str, int, int], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """What processing did: the dispositions it gave, the drafts it made, the cases it touched."""

    counts: Counts = field(default_factory=Counts)
    messages: tuple[int, ...] = ()
    cases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A message that was understood and waits for its place."""

    stored: Stored
    result: Understanding | Unparseable
    at: datetime


def process(workspace: Workspace, *, progress: Progress | None = None) -> Processed:
    """Process every message that was stored and not yet read."""
    with workspace.store.read() as connection:
        waiting = messages.pending(connection)
    return again(workspace, waiting, progress=progress)


def again(workspace: Workspace, ids: Sequence[int], *, progress: Progress | None = None, propose: bool = True) -> Processed:
    """Process these messages, whatever was known of them; ``propose`` False makes no drafts."""
    total = Processed()
    report = progress or (lambda *_: None)
    late: set[str] = set()
    for start in range(0, len(ids), CHUNK):
        placer = Placer(workspace, propose=propose)
        done = _chunk(workspace, placer, ids[start : start + CHUNK], partial(_report, report, start, len(ids)))
        late |= placer.late
        total = Processed(
            counts=total.counts + done.counts,
            messages=total.messages + done.messages,
            cases=total.cases | done.cases,
        )
    relink(workspace, late)
    return total


def _report(progress: Progress, start: int, total: int, number: int) -> None:
    progress("reading", start + number, total)


def _chunk(workspace: Workspace, placer: "Placer", ids: Sequence[int], progress: Callable[[int], None]) -> Processed:
    read: list[_Read] = []
    for number, message in enumerate(ids, start=1):
        if (item := _guarded(workspace, message, partial(_understand, workspace, message))) is not None:
            read.append(item)
        progress(number)
    dispositions: list[Disposition] = []
    made = 0
    touched: set[str] = set()
    for item in sorted(read, key=lambda item: (item.at, item.stored.sha256)):
        placed = _guarded(workspace, item.stored.id, partial(placer.place, item))
        if placed is not None:
            dispositions.append(placed.disposition)
            made += placed.drafts
            touched |= {placed.case_id} if placed.case_id else set()
    counts = of_dispositions(dispositions) + Counts(drafts=made)
    return Processed(counts=counts, messages=tuple(ids), cases=frozenset(touched))


def _understand(workspace: Workspace, message: int) -> _Read | None:
    with workspace.store.read() as connection:
        stored = messages.one(connection, message)
        content = messages.content(connection, stored.sha256)
        decided = events.decisions_on(connection, message=stored.sha256, kind="correct")
        folders = messages.folders_of(connection, message)
    if content is None:  # its bytes were dropped by retention or `forget`: what was understood stays
        return None
    account = workspace.account(stored.account)
    sent = any(folder == account.folders.sent for folder in folders if folder)
    raw = RawMessage(
        content=content,
        place=Place(account=stored.account, folder=folders[0] if folders else ""),
        received=stored.received,
        confirmed=stored.vouched,
    )
    result = understand(raw, workspace.context(account, sent=sent))
    if isinstance(result, Understanding):
        label = Label(decided[-1].data["label"]) if decided else None
        result = amended(result, label)
        received = result.parsed.received
    else:
        received = result.received
    return _Read(stored=stored, result=result, at=received or stored.received or workspace.now())


def _guarded(workspace: Workspace, message: int, work: Callable[[], T]) -> T | None:
    try:
        return work()
    except MailbotError:
        raise
    except Exception:
        with workspace.store.write() as connection:
            failures = messages.fail(connection, message)
            if failures >= PARK_AFTER:
                messages.park(connection, message, "parked")
        log.exception("message.failed", message=message, failures=failures, parked=failures >= PARK_AFTER)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What became of one message."""

    disposition: Disposition
    case_id: str | None
    drafts: int


class Placer:
    """Places messages on cases, one after the other; remembers how the cases look meanwhile."""

    def __init__(self, workspace: Workspace, *, propose: bool = True) -> None:
        self._workspace = workspace
        self._propose = propose
        self._outlines: dict[str, CaseOutline] | None = None
        self.late: set[str] = set()
        """Accounts in which a message came after newer ones."""

    def place(self, item: _Read) -> Placed:
        """Save what one message says, with everything that follows from it, in one transaction."""
        with self._workspace.store.write() as connection:
            if isinstance(item.result, Unparseable):
                return self._save_unreadable(connection, item, item.result)
            return self._save(connection, item, item.result)

    def _save_unreadable(self, connection: Connection, item: _Read, result: Unparseable) -> Placed:
        messages.save(
            connection,
            item.stored.id,
            disposition=Disposition.UNREADABLE,
            understanding=to_json(result),
            version=self._workspace.reader().version,
            received=result.received,
            columns={},
            refs=(),
        )
        return Placed(disposition=Disposition.UNREADABLE, case_id=None, drafts=0)

    def _save(self, connection: Connection, item: _Read, result: Understanding) -> Placed:
        stored, workspace = item.stored, self._workspace
        account = workspace.account(stored.account)
        forged = result.authenticity.verdict is Verdict.FORGED
        disposition = Disposition.QUARANTINED if forged else Disposition.STORED
        _save_reading(connection, stored.id, result, disposition)
        message = mapping.case_message(result, account, item.at, vouched=stored.vouched)
        case_id = self._linked(connection, message) if is_case_mail(result) else None
        messages.set_case(connection, stored.id, case_id)
        self._write_events(connection, stored, message, case_id)
        if case_id is None:
            return Placed(disposition=disposition, case_id=None, drafts=0)
        case = replay(events.of_case(connection, case_id))
        self._known(connection)[case_id] = outline_of(case)
        made = propose_for(workspace, connection, case, self._as_of(case, item.at)) if self._propose else 0
        return Placed(disposition=disposition, case_id=case_id, drafts=made)

    def _linked(self, connection: Connection, message: CaseMessage) -> str | None:
        by_hand = events.decisions_on(connection, message=message.sha256, kind="link")
        if by_hand:
            return by_hand[-1].case_id
        known = self._known(connection)
        if any(case.last_at > message.at for case in known.values() if case.account == message.account):
            self.late.add(message.account)
        link = links.link(message, tuple(known.values()))
        if link is None:
            return None
        if link.new:
            events.open_case(connection, CaseRow(id=link.case_id, account=message.account, opened_at=message.at))
        return link.case_id

    def _write_events(self, connection: Connection, stored: Stored, message: CaseMessage, case_id: str | None) -> None:
        now = self._workspace.now()
        items = events_of(message, case_id) if case_id else ()
        before = (stored.case_id,) if stored.case_id else ()
        if stored.case_id and stored.case_id != case_id:
            events.withdraw(connection, message.sha256, before, (), now)
            if case_id:
                drafts.move_case(connection, message.sha256, message.account, case_id)
            self._outlines = None
        elif before:
            events.withdraw(connection, message.sha256, before, [event.key for event in items], now)
        events.append(connection, items, now)

    def _as_of(self, case: Case, at: datetime) -> datetime:
        """Drafts for a case's newest message are made as of its time, so that an old mailbox shows what was due when."""
        present = self._workspace.now()
        return min(present, at) if at >= case.last_at else present

    def _known(self, connection: Connection) -> dict[str, CaseOutline]:
        if self._outlines is None:
            found = ((row.id, events.of_case(connection, row.id)) for row in events.every_case(connection))
            self._outlines = {case_id: outline_of(replay(standing)) for case_id, standing in found if standing}
        return self._outlines


def _save_reading(connection: Connection, message: int, result: Understanding, disposition: Disposition) -> None:
    word = result.reading.label or result.reading.act
    messages.save(
        connection,
        message,
        disposition=disposition,
        understanding=stored_understanding(result),
        version=result.version,
        received=result.parsed.received,
        columns={
            "message_id": result.parsed.message_id,
            "direction": result.direction.value,
            "verdict": result.authenticity.verdict.value,
            "label": word.value if word else None,
        },
        refs=mapping.refs(result),
    )
