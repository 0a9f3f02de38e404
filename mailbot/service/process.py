"""Reading what was stored: understand, place on a case, append events, draft. Each message in one transaction.

Messages are read in the order of their time, not of their folders, so that a mailbox of two years fills its cases in the
order in which things happened. One that cannot be processed holds up nobody: it is counted, tried again, and parked after
``PARK_AFTER`` failures.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Final, TypeVar

from sqlalchemy import Connection

from classifiers.labels import Label
from mailbot.casebook import links
from mailbot.casebook.case import Case
from mailbot.casebook.derive import events_of
from mailbot.casebook.events import CaseEvent
from mailbot.casebook.message import CaseMessage
from mailbot.casebook.replay import replay
from mailbot.codec import stored_understanding
from mailbot.errors import MailbotError
from mailbot.logs import logger
from mailbot.messages import Disposition, Place, RawMessage, Understanding, Unparseable, Verdict
from mailbot.pipeline import amended, is_case_mail, understand
from mailbot.plain import from_json, to_json
from mailbot.service import case_list, letters, mapping
from mailbot.service.counts import Counts, of_dispositions
from mailbot.service.proposals import propose_for, withdraw_proposals
from mailbot.service.relinking import free_id, relink
from mailbot.service.standing import Standing
from mailbot.service.workspace import Workspace
from mailbot.store import drafts, events, messages
from mailbot.store.events import CaseRow
from mailbot.store.messages import Stored

PARK_AFTER: Final = 3
"""Failures before a message is set aside (failure modes 59 and 60: a poison message retried for ever, blocking the rest)."""
CHUNK: Final = 2_000
"""Messages understood before their events are written: they are sorted by time within it. About 40 MB."""

log = logger()
Progress = Callable[[str, int, int], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """What processing did: the dispositions it gave, the drafts it made, the cases it touched.

    A message that could not be processed counts as stored the first time, and as quarantined once it is set aside.
    """

    counts: Counts = field(default_factory=Counts)
    messages: tuple[int, ...] = ()
    cases: frozenset[str] = frozenset()

    def __add__(self, other: "Processed") -> "Processed":
        return Processed(
            counts=self.counts + other.counts, messages=self.messages + other.messages, cases=self.cases | other.cases
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A message that was understood and waits for its place."""

    stored: Stored
    result: Understanding | Unparseable
    at: datetime


def process(workspace: Workspace, account: str, *, but: Collection[int] = (), progress: Progress | None = None) -> Processed:
    """Process every message of an account that was stored and not yet read, ``but`` for those that were tried just now."""
    with workspace.store.read() as connection:
        waiting = messages.pending(connection, account)
    chosen = [message for message in waiting if message not in but]
    return _all(workspace, Placer(workspace, waiting=True), chosen, progress)


def process_rest(workspace: Workspace, accounts: Collection[str]) -> Processed:
    """Process what an import that broke off left behind, in accounts other than these, which have their own polls."""
    with workspace.store.read() as connection:
        left = [name for name in messages.waiting_accounts(connection) if name not in accounts]
    return sum((process(workspace, name) for name in left), Processed())


def again(workspace: Workspace, ids: Sequence[int], *, progress: Progress | None = None) -> Processed:
    """Process these messages, whatever was known of them."""
    return _all(workspace, Placer(workspace, waiting=False), ids, progress)


def read_again(workspace: Workspace, ids: Sequence[int], *, progress: Progress | None = None) -> None:
    """Read these messages anew and leave each on its case, without drafts: for ``relink``, which places all of them at once."""
    _chunks(workspace, Placer(workspace, waiting=False, in_place=True), ids, progress)


def _all(workspace: Workspace, placer: "Placer", ids: Sequence[int], progress: Progress | None) -> Processed:
    total = _chunks(workspace, placer, ids, progress)
    relink(workspace, placer.late)
    if ids:
        case_list.freshen(workspace)
    return total


def _chunks(workspace: Workspace, placer: "Placer", ids: Sequence[int], progress: Progress | None) -> Processed:
    total = Processed()
    report = progress or (lambda *_: None)
    for start in range(0, len(ids), CHUNK):
        total += _chunk(workspace, placer, ids[start : start + CHUNK], partial(_report, report, start, len(ids)))
    return total


def _report(progress: Progress, start: int, total: int, number: int) -> None:
    progress("reading", start + number, total)


def _chunk(workspace: Workspace, placer: "Placer", ids: Sequence[int], progress: Callable[[int], None]) -> Processed:
    read: list[_Read] = []
    failed = Counts()
    for number, message in enumerate(ids, start=1):
        item = _guarded(workspace, message, partial(_understand, workspace, message, waiting=placer.waiting))
        if isinstance(item, Counts):
            failed += item
        elif item is not None:
            read.append(item)
        progress(number)
    placed: list[Placed] = []
    for item in sorted(read, key=lambda item: (item.at, item.stored.sha256, item.stored.account)):
        outcome = _guarded(workspace, item.stored.id, partial(placer.place, item))
        if isinstance(outcome, Counts):
            failed += outcome
        elif outcome is not None:
            placed.append(outcome)
    counts = of_dispositions(outcome.disposition for outcome in placed)
    drafted = Counts(drafts=sum(outcome.drafts for outcome in placed))
    touched = frozenset(outcome.case_id for outcome in placed if outcome.case_id)
    return Processed(counts=counts + drafted + failed, messages=tuple(ids), cases=touched)


def _understand(workspace: Workspace, message: int, *, waiting: bool) -> _Read | None:
    with workspace.store.read() as connection:
        stored = messages.one(connection, message)
        if waiting and stored.version is not None:
            return None
        content = messages.content(connection, stored.sha256)
        decided = events.decisions_on(connection, message=stored.sha256, kind="correct", account=stored.account)
        copies = messages.copies(connection, message)
    label = Label(decided[-1].data["label"]) if decided else None
    if content is None:
        return _reread(stored, label)
    raw = RawMessage(
        content=content,
        place=Place(account=stored.account, folder=copies[0].folder if copies else ""),
        # Of several copies the first to come in; not what an earlier reading made of the headers.
        received=min((copy.received for copy in copies if copy.received), default=None),
        confirmed=stored.vouched,
    )
    context = workspace.context(workspace.account(stored.account), sent=any(copy.sent for copy in copies))
    result = understand(raw, context)
    if isinstance(result, Understanding):
        result = amended(result, label)
        received = result.parsed.received
    else:
        received = result.received
    return _Read(stored=stored, result=result, at=received or _stored_at(stored))


def _reread(stored: Stored, label: Label | None) -> _Read | None:
    """Without its bytes a message stays as it was understood; only the user's word can still put it on a case."""
    if label is None or stored.case_id is not None or stored.understanding is None or "parsed" not in stored.understanding:
        return None
    kept = from_json(stored.understanding, Understanding)
    at = kept.parsed.received or _stored_at(stored)
    return _Read(stored=stored, result=amended(kept, label), at=at)


def _stored_at(stored: Stored) -> datetime:
    """A message without any time of its own happened when it was stored: the same at every reading."""
    return stored.received or stored.stored_at


def _guarded(workspace: Workspace, message: int, work: Callable[[], T]) -> T | Counts:
    """Return what ``work`` returns; where it fails, how the failure counts."""
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
        return Counts(stored=int(failures == 1), quarantined=int(failures == PARK_AFTER))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What became of one message."""

    disposition: Disposition
    case_id: str | None
    drafts: int


class Placer:
    """Places messages on cases, one after the other; remembers how the cases look, as long as nobody else changes them.

    ``waiting``: only messages that still wait for their reading; another poll may be quicker with some of them. ``in_place``:
    each stays on its case, and nothing is drafted.
    """

    def __init__(self, workspace: Workspace, *, waiting: bool, in_place: bool = False) -> None:
        self.waiting = waiting
        self._workspace = workspace
        self._in_place = in_place
        self._standing = Standing()
        self.late: set[str] = set()
        """Accounts to be linked anew: a message came after newer ones, or brought an id that older ones may name."""

    def place(self, item: _Read) -> Placed | None:
        """Save what one message says, with everything that follows from it, in one transaction.

        None where it does not wait any more.
        """
        try:
            with self._workspace.store.write() as connection:
                return self._place(connection, item)
        except BaseException:
            self._standing.forget()  # it may know a case that was rolled back
            raise

    def _place(self, connection: Connection, item: _Read) -> Placed | None:
        stored = messages.one(connection, item.stored.id)
        if self.waiting and stored.version is not None:
            return None
        if not self._in_place:
            self._standing.look(connection)
        item = replace(item, stored=stored)
        if isinstance(item.result, Unparseable):
            placed = self._save_unreadable(connection, item, item.result)
        else:
            placed = self._save(connection, item, item.result)
        if not self._in_place:
            self._standing.written(connection)
        return placed

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
        self._leave(connection, item.stored, None)
        messages.set_case(connection, item.stored.id, None)
        return Placed(disposition=Disposition.UNREADABLE, case_id=None, drafts=0)

    def _save(self, connection: Connection, item: _Read, result: Understanding) -> Placed:
        stored, workspace = item.stored, self._workspace
        account = workspace.account(stored.account)
        forged = result.authenticity.verdict is Verdict.FORGED
        disposition = Disposition.QUARANTINED if forged else Disposition.STORED
        _save_reading(connection, stored.id, result, disposition)
        letters.note(connection, result, item.at)
        message = mapping.case_message(result, account, item.at, vouched=stored.vouched)
        case_id = None
        if is_case_mail(result):
            case_id = stored.case_id if self._in_place else self._linked(connection, message)
        messages.set_case(connection, stored.id, case_id)
        said = self._write_events(connection, stored, message, case_id)
        self._leave(connection, stored, case_id)
        if case_id is None or self._in_place:
            return Placed(disposition=disposition, case_id=case_id, drafts=0)
        case, understood = self._standing.grown(connection, case_id, result, said)
        made = propose_for(workspace, connection, case, self._as_of(case, item.at), understood)
        return Placed(disposition=disposition, case_id=case_id, drafts=made)

    def _linked(self, connection: Connection, message: CaseMessage) -> str | None:
        by_hand = events.decisions_on(connection, message=message.sha256, kind="link", account=message.account)
        known = self._standing.outlines(connection)
        if any(case.last_at > message.at for case in known.values() if case.account == message.account):
            self.late.add(message.account)
        link = links.link(message, tuple(known.values()), by_hand[-1].case_id if by_hand else None)
        if link is None:
            return None
        if links.ids_of(message) - (frozenset() if link.new else known[link.case_id].ids):
            self.late.add(message.account)  # an earlier message that named the id may have waited for this
        if not link.new:
            return link.case_id
        case_id = link.case_id if by_hand else free_id(connection, link.case_id, message.account)
        events.open_case(connection, CaseRow(id=case_id, account=message.account, opened_at=message.at))
        return case_id

    def _write_events(self, connection: Connection, stored: Stored, message: CaseMessage, case_id: str | None) -> list[CaseEvent]:
        now = self._workspace.now()
        items = list(events_of(message, case_id)) if case_id else []
        if stored.case_id and stored.case_id == case_id:
            events.withdraw(connection, message.sha256, (case_id,), [event.key for event in items], now)
        if case_id:
            drafts.move_case(connection, message.sha256, message.account, case_id)
        events.append(connection, items, now)
        return items

    def _leave(self, connection: Connection, stored: Stored, case_id: str | None) -> None:
        """Take a message off the case it was on: what it said there is withdrawn, what was drafted there is looked at again."""
        left = stored.case_id
        if left is None or left == case_id:
            return
        now = self._workspace.now()
        events.withdraw(connection, stored.sha256, (left,), (), now)
        self._standing.forget()
        standing = events.of_case(connection, left)
        if not standing:
            withdraw_proposals(connection, left, now)
            events.drop_empty_cases(connection)
        elif not self._in_place:
            propose_for(self._workspace, connection, replay(standing), now)

    def _as_of(self, case: Case, at: datetime) -> datetime:
        """Drafts for a case's newest message are made as of its time, so that an old mailbox shows what was due when."""
        present = self._workspace.now()
        return min(present, at) if at >= case.last_at else present


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
