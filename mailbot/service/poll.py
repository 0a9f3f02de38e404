"""One look at one mailbox: headers first, then the bodies worth having, each batch stored together with its cursor."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from mailbot import domains, imap, triage
from mailbot.imap import BodyData, HeaderData, Session
from mailbot.inbox import mailbox
from mailbot.inbox.mailbox import News
from mailbot.logs import logger
from mailbot.parsing import headers as read_headers
from mailbot.service.counts import Counts
from mailbot.service.process import process
from mailbot.service.workspace import Workspace
from mailbot.settings import Account
from mailbot.store import folders, messages
from mailbot.store.folders import Cursor, Ignored

ROUNDS = 3
"""A stored mail can make an ignored one part of a known thread, and that one another: looked at again so often a poll."""

BATCH_COUNT = 50
BATCH_BYTES = 8 * 1024 * 1024
"""What one transaction holds at most: memory stays flat whatever the mailbox."""

log = logger()
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """One folder during one poll."""

    workspace: Workspace
    account: Account
    session: Session
    news: News
    known: frozenset[str]
    progress: Progress
    sent: bool
    """It is the mailbox's Sent folder."""

    @property
    def name(self) -> str:
        return self.news.folder

    @property
    def context(self) -> triage.TriageContext:
        return triage.TriageContext(
            scope=self.account.scope, own_addresses=frozenset(self.account.addresses), known_ids=self.known
        )


def poll(workspace: Workspace, account: Account, password: str, progress: Progress | None = None) -> Counts:
    """Read what is new in the account's folders, and process it.

    Raises what ``imap.connect`` raises; everything stored before stays stored.
    """
    if account.imap is None:
        return Counts()
    report = progress or (lambda _stage, _done, _total: None)
    total = Counts()
    tried: set[int] = set()
    for _ in range(ROUNDS):
        # Reading letters takes its time, and servers hang up on a connection that idles meanwhile: each round has its own.
        with imap.connect(account.imap, password) as session:
            total += _read_folders(workspace, account, session, report)
        processed = process(workspace, account.name, but=tried, progress=report)
        total += processed.counts
        tried.update(processed.messages)
        if not processed.messages:
            break
    return total


def _read_folders(workspace: Workspace, account: Account, session: Session, progress: Progress) -> Counts:
    """Return what was passed over and what was here already; what became of the rest, its reading tells."""
    roles = session.roles(account.folders)
    found = Counts()
    for name in dict.fromkeys((roles.inbox, roles.junk, *roles.extra, roles.sent)):
        if name:
            found += _read_folder(workspace, account, session, name, progress, sent=name == roles.sent)
    return replace(found, stored=0)


def _read_folder(  # noqa: PLR0913 - whose, over what, which, and who watches
    workspace: Workspace, account: Account, session: Session, name: str, progress: Progress, *, sent: bool
) -> Counts:
    with workspace.store.read() as connection:
        cursor = folders.cursor(connection, account.name, name)
        known = messages.known_ids(connection, account.name)
    news = mailbox.look(session, name, cursor.uidvalidity if cursor else None, cursor.last_uid if cursor else 0)
    here = _Folder(workspace=workspace, account=account, session=session, news=news, known=known, progress=progress, sent=sent)
    if cursor is not None and news.renumbered:
        with workspace.store.write() as connection:
            folders.forget_folder(connection, account.name, name, cursor.uidvalidity)
        cursor = None
    with workspace.store.read() as connection:
        again = folders.to_reconsider(
            connection,
            account=account.name,
            folder=name,
            uidvalidity=news.uidvalidity,
            context=context_digest(account),
            known=known,
        )
    counts = _reconsider(here, sorted(again))
    last, done = (cursor.last_uid if cursor else 0), 0
    for batch in session.headers(news.uids):
        counts += _take(here, batch, last)
        last = max((last, *(item.uid for item in batch)))
        done += len(batch)
        progress("headers", done, len(news.uids))
    _pass_to(here, max((last, *news.uids)))
    return counts


def _reconsider(here: _Folder, uids: Sequence[int]) -> Counts:
    """Decide again on what was left behind. Only what is fetched now counts: the rest was seen before."""
    counts = Counts()
    there: set[int] = set()
    for batch in here.session.headers(uids):
        there.update(item.uid for item in batch)
        fetch, ignored = _decide(here, batch)
        with here.workspace.store.write() as connection:
            folders.ignore(connection, here.account.name, here.name, here.news.uidvalidity, ignored)
        found = _store_bodies(here, fetch)
        counts += Counts(stored=found.stored, duplicates=found.duplicates)
        with here.workspace.store.write() as connection:
            here_now = messages.uids(connection, here.account.name, here.name, here.news.uidvalidity)
            fetched = [item.uid for item in fetch if item.uid in here_now]
            folders.forget_ignored(connection, here.account.name, here.name, here.news.uidvalidity, fetched)
    if gone := set(uids) - there:  # deleted since: not asked for again
        with here.workspace.store.write() as connection:
            folders.forget_ignored(connection, here.account.name, here.name, here.news.uidvalidity, gone)
    return counts


def _take(here: _Folder, batch: Sequence[HeaderData], last: int) -> Counts:
    fetch, ignored = _decide(here, batch)
    with here.workspace.store.read() as connection:  # a poll that broke off stored some of them, and did not move the cursor
        stored = messages.uids(connection, here.account.name, here.name, here.news.uidvalidity, above=last)
    counts = _store_bodies(here, [item for item in fetch if item.uid not in stored])
    with here.workspace.store.write() as connection:
        folders.ignore(connection, here.account.name, here.name, here.news.uidvalidity, ignored)
        passed = Cursor(uidvalidity=here.news.uidvalidity, last_uid=max((last, *(item.uid for item in batch))))
        folders.move_cursor(connection, here.account.name, here.name, passed)
    return counts + Counts(ignored=len(ignored))


def _pass_to(here: _Folder, last: int) -> None:
    """Pass UIDs whose mail vanished between listing and fetching, and remember an empty folder's UIDVALIDITY."""
    with here.workspace.store.write() as connection:
        passed = Cursor(uidvalidity=here.news.uidvalidity, last_uid=last)
        folders.move_cursor(connection, here.account.name, here.name, passed)


def _decide(here: _Folder, batch: Sequence[HeaderData]) -> tuple[list[HeaderData], list[Ignored]]:
    fetch: list[HeaderData] = []
    ignored: list[Ignored] = []
    context, digest = here.context, context_digest(here.account)
    for item in batch:
        if item.defect is not None:  # not even its header can be had: asked for again at every poll
            ignored.append(_not_handed_out(here, item.uid))
            continue
        parsed = read_headers(item.header)
        decision = triage.decide(parsed, _sent_by(parsed.sender.address, context) if here.sent else context)
        if decision.fetch:
            fetch.append(item)
        else:
            refs = (*parsed.references, *((parsed.in_reply_to,) if parsed.in_reply_to else ()))
            ignored.append(
                Ignored(
                    uid=item.uid,
                    headers_sha256=hashlib.sha256(item.header).hexdigest(),
                    reason=decision.reason,
                    context=digest,
                    refs=refs,
                )
            )
    return fetch, ignored


def _sent_by(address: str, context: triage.TriageContext) -> triage.TriageContext:
    """In the Sent folder whoever From names is the seller: an alias that the configuration does not know."""
    return replace(context, own_addresses=context.own_addresses | {address})


def _store_bodies(here: _Folder, wanted: Sequence[HeaderData]) -> Counts:
    counts = Counts()
    sizes = {item.uid: item.size for item in wanted}
    bodies = here.session.bodies([item.uid for item in wanted], sizes)
    while batch := _some(bodies):
        with here.workspace.store.write() as connection:
            for body in batch:
                counts += _store_body(here, connection, body)
        here.progress("bodies", counts.stored + counts.duplicates, len(wanted))
    return counts


def _some(bodies: Iterator[BodyData]) -> list[BodyData]:
    """Take as many bodies as one transaction should hold."""
    batch: list[BodyData] = []
    for body in bodies:
        batch.append(body)
        if len(batch) >= BATCH_COUNT or sum(len(item.content) for item in batch) >= BATCH_BYTES:
            break
    return batch


def _store_body(here: _Folder, connection: Connection, body: BodyData) -> Counts:
    if not body.content:
        left = _not_handed_out(here, body.uid)
        folders.ignore(connection, here.account.name, here.name, here.news.uidvalidity, [left])
        return Counts(ignored=1)
    raw = mailbox.raw_message(here.account.name, here.news, body)
    raw = replace(raw, place=replace(raw.place, sent=here.sent))
    added = messages.add(connection, raw, here.workspace.now())
    return Counts(stored=1) if added.new else Counts(duplicates=1)


def _not_handed_out(here: _Folder, uid: int) -> Ignored:
    """The server lists it and will not hand it out: remembered as left behind, in no context, and so decided again each time."""
    log.warning("message.not_handed_out", account=here.account.name, folder=here.name, uid=uid)
    return Ignored(uid=uid, headers_sha256="", reason="not_handed_out", context="", refs=())


def context_digest(account: Account) -> str:
    """Return a digest of everything but threads that decides triage: another one means to decide again."""
    parts = (str(triage.VERSION), domains.load().as_of.isoformat(), account.scope, *sorted(account.addresses))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
