"""One logged-in connection. Reading leaves no trace: folders are opened with EXAMINE, bodies asked for with PEEK."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError
from imapclient.imap_utf7 import decode as decode_name

from mailbot.errors import TransportError, UsageError
from mailbot.imap import answers, faults, uidset
from mailbot.imap.answers import Answer, Answers
from mailbot.imap.meter import Meter
from mailbot.imap.roles import Roles, assign
from mailbot.imap.values import BodyData, Folder, FolderStatus, HeaderData, Traffic
from mailbot.settings import FolderSettings

HEADER_BATCH: Final = 500
BODY_BATCH_BYTES: Final = 8 * 1024 * 1024
BODY_BATCH_COUNT: Final = 500
MAX_MESSAGE_BYTES: Final = 40 * 1024 * 1024
_RECENT_DRAFTS: Final = 50

_Data = TypeVar("_Data", HeaderData, BodyData)


class Session:
    """A mailbox over one connection; made by ``connect``, used by one thread.

    Every method raises TransportError where the connection breaks; the session is then of no more use.
    """

    def __init__(self, client: IMAPClient, host: str) -> None:
        self._client = client
        self._host = host
        self._meter = Meter.on(client._imap)
        self._status: FolderStatus | None = None
        self._folders: tuple[Folder, ...] | None = None

    @property
    def traffic(self) -> Traffic:
        """Bytes read and written so far."""
        return Traffic(read=self._meter.read, written=self._meter.written)

    def folders(self) -> tuple[Folder, ...]:
        """Return every folder, as the server orders them; asked for once in a session."""
        if self._folders is None:
            with self._working():
                self._folders = self._listed()
        return self._folders

    def roles(self, configured: FolderSettings) -> Roles:
        """Find out which folder is what. UsageError where a configured folder does not exist."""
        return assign(self.folders(), configured)

    def examine(self, folder: str) -> FolderStatus:
        """Open a folder for reading only. UsageError where there is none of that name."""
        with self._working():
            try:
                answer = self._client.select_folder(folder, readonly=True)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                self._raise_if_missing(folder, str(error))
                raise
        self._status = FolderStatus(
            name=folder,
            uidvalidity=answer.get(b"UIDVALIDITY", 0),
            uidnext=answer.get(b"UIDNEXT"),
            exists=answer.get(b"EXISTS", 0),
        )
        return self._status

    def uids_after(self, last_uid: int) -> tuple[int, ...]:
        """Return the UIDs above ``last_uid`` in the examined folder, ascending.

        Asked for by FETCH, not SEARCH: a SEARCH answers in one line, which imaplib cuts off at a million bytes, and
        some servers refuse its CHARSET.
        """
        status = self._examined()
        if not status.exists or (status.uidnext is not None and status.uidnext <= last_uid + 1):
            return ()
        # "n:*" always names the last message, even where its UID is below n (RFC 9051, sequence-set).
        found = answers.uids(self._fetch(f"{last_uid + 1}:*", "(UID)"))
        return tuple(sorted(uid for uid in found if uid > last_uid))

    def headers(self, uids: Sequence[int], batch: int = HEADER_BATCH) -> Iterator[tuple[HeaderData, ...]]:
        """Fetch what triage needs, in batches of ascending UIDs.

        A message deleted meanwhile is left out; one that the server does not hand out has ``defect`` set.
        """
        opened = self._examined()
        for part in uidset.batches(uids, batch):
            self._must_be_open(opened)
            got = self._collect(part, answers.HEADER_ITEMS, answers.header, answers.undelivered_header)
            yield tuple(got[uid] for uid in part if uid in got)

    def bodies(
        self,
        uids: Sequence[int],
        sizes: Mapping[int, int] | None = None,
        *,
        max_batch_bytes: int = BODY_BATCH_BYTES,
        max_message_bytes: int = MAX_MESSAGE_BYTES,
    ) -> Iterator[BodyData]:
        """Fetch whole messages in ascending order of UID, holding about ``max_batch_bytes`` at a time.

        ``sizes``: RFC822.SIZE by UID, as ``headers`` gave it; what it lacks is asked for. A message deleted meanwhile is left
        out; one beyond ``max_message_bytes`` comes as its header, one that is not handed out empty, both with ``defect``.
        """
        opened = self._examined()
        for part in uidset.batches(uids, HEADER_BATCH):
            self._must_be_open(opened)
            known = self._sizes(part, sizes or {})
            too_large = {uid for uid in part if known[uid] > max_message_bytes}
            weights = {uid: max_batch_bytes + 1 if uid in too_large else known[uid] for uid in part}
            for some in uidset.by_weight(part, weights, max_batch_bytes, BODY_BATCH_COUNT):
                self._must_be_open(opened)
                if too_large.issuperset(some):
                    yield from self._some(some, answers.WHOLE_HEADER_ITEMS, answers.header_only)
                else:
                    yield from self._some(some, answers.BODY_ITEMS, partial(answers.body, expected=known))

    def find_message_id(self, folder: str, message_id: str) -> bool:
        """Say whether a folder holds a message of this Message-ID; the folder is the examined one afterwards."""
        status = self.examine(folder)
        if not status.exists:
            return False
        with self._working():
            if self._client.search(["HEADER", "Message-ID", message_id]):
                return True
        # An index that lags behind an APPEND would let a second draft through: look at the newest ourselves.
        first = max(1, status.exists - _RECENT_DRAFTS + 1)
        with self._working():
            _, data = self._client._imap.fetch(f"{first}:*", answers.MESSAGE_ID_ITEMS)
        wanted = message_id.encode()
        return any(wanted in part for row in data if isinstance(row, tuple) for part in row)

    def append_draft(self, folder: str, content: bytes, when: datetime) -> None:
        r"""File a draft with the flags ``\Draft`` and ``\Seen``; ``when`` (aware) becomes its INTERNALDATE.

        UsageError where the folder does not exist.
        """
        with self._working():
            try:
                self._client.append(folder, content, flags=(rb"\Draft", rb"\Seen"), msg_time=when)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                self._raise_if_missing(folder, str(error))
                if faults.response_code(str(error)) == "OVERQUOTA":
                    raise TransportError("error.mailbox_full", host=self._host, folder=folder) from error
                raise

    def noop(self) -> None:
        """Ask for a sign of life."""
        with self._working():
            self._client.noop()

    def _examined(self) -> FolderStatus:
        if self._status is None:
            raise ValueError("no folder was examined")
        return self._status

    def _must_be_open(self, opened: FolderStatus) -> None:
        # The same numbers would name other messages.
        if self._status is not opened:
            raise ValueError(f"{opened.name} was closed while its messages were being read")

    @contextmanager
    def _working(self) -> Iterator[None]:
        with faults.while_working(self._host):
            yield

    def _listed(self) -> tuple[Folder, ...]:
        # Names are decoded here, one by one: imapclient fails on the whole list where one name is not modified UTF-7.
        self._client.folder_encode = False
        try:
            found = _folders(self._client.list_folders())
            if not any(folder.special for folder in found) and self._client.has_capability("SPECIAL-USE"):
                # RFC 6154, 2: a server need not give the attributes unless it is asked for them.
                found = self._listed_with_attributes() or found
        finally:
            self._client.folder_encode = True
        return found

    def _listed_with_attributes(self) -> tuple[Folder, ...]:
        try:
            kind, data = self._client._imap.list('""', '"*" RETURN (SPECIAL-USE)')
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            # Without LIST-EXTENDED the question itself is an error; names must do.
            return ()
        return _folders(self._client._proc_folder_list(data)) if kind == "OK" else ()

    def _raise_if_missing(self, folder: str, answer: str) -> None:
        code = faults.response_code(answer)
        names = tuple(known.name for known in self.folders() if known.selectable)
        # Older servers refuse without a code: then the list tells.
        if code in {"NONEXISTENT", "TRYCREATE"} or (code is None and folder not in names):
            raise UsageError("error.folder_missing", folder=folder, known=", ".join(names))

    def _fetch(self, uid_set: str, items: str, *, piecemeal: bool = False) -> list[Any]:
        """Return imaplib's raw answer.

        A NO comes after the answers that could be given: where messages were expunged meanwhile (RFC 5530, EXPUNGEISSUED)
        these are all there is; otherwise they count only where the caller asks for the rest ``piecemeal``.
        """
        with self._working():
            kind, data = self._client._imap.uid("FETCH", uid_set, items)
            if kind == "NO":
                words = repr(data[-1]) if data else ""
                code = faults.response_code(words)
                if code != "EXPUNGEISSUED" and (not piecemeal or code in faults.FOR_NOW):
                    raise IMAPClientError(words)
                data = self._client._imap.untagged_responses.pop("FETCH", [])
            return [item for item in data if item is not None]

    def _answers(self, part: Sequence[int], items: str) -> Answers:
        return answers.parse(self._fetch(uidset.compressed(part), items, piecemeal=True))

    def _collect(
        self,
        part: Sequence[int],
        items: str,
        read: Callable[[int, Answer], _Data | None],
        undelivered: Callable[[int], _Data],
    ) -> dict[int, _Data]:
        """Fetch items of some messages; where the answer is short, ask again for each of the rest alone.

        What is still there and still not handed out is ``undelivered``; the rest was deleted meanwhile. Where nothing of many
        is handed out, the server is ill and not the messages.
        """
        got = _read(self._answers(part, items), part, read)
        there = self._still_there([uid for uid in part if uid not in got])
        for uid in there:
            got |= _read(self._answers((uid,), items), (uid,), read)
        refused = [uid for uid in there if uid not in got]
        if len(refused) > 1 and not got:
            raise TransportError("error.server_silent", host=self._host, count=len(refused))
        return got | {uid: undelivered(uid) for uid in refused}

    def _still_there(self, uids: Sequence[int]) -> list[int]:
        if not uids:
            return []
        there = answers.uids(self._fetch(uidset.compressed(uids), "(UID)"))
        return [uid for uid in uids if uid in there]

    def _some(self, part: Sequence[int], items: str, read: Callable[[int, Answer], BodyData | None]) -> Iterator[BodyData]:
        got = self._collect(part, items, read, answers.undelivered_body)
        for uid in part:
            # Popped, so that a batch is not held while its reader works on it.
            if (data := got.pop(uid, None)) is not None:
                yield data

    def _sizes(self, part: Sequence[int], known: Mapping[int, int]) -> dict[int, int]:
        sizes = {uid: known[uid] for uid in part if uid in known}
        lacking = [uid for uid in part if uid not in known]
        if lacking:
            found = self._answers(lacking, answers.SIZE_ITEMS)
            # Gone, or of unknown size: asked for in any case, so that nothing is lost to a short answer.
            sizes |= {uid: answers.size(found.get(uid, {})) or 0 for uid in lacking}
        return sizes


def _read(found: Answers, wanted: Sequence[int], read: Callable[[int, Answer], _Data | None]) -> dict[int, _Data]:
    made = {uid: read(uid, found[uid]) for uid in wanted if uid in found}
    return {uid: data for uid, data in made.items() if data is not None}


def _folders(rows: Sequence[tuple[Any, Any, Any]]) -> tuple[Folder, ...]:
    return tuple(folder for folder in map(_folder, rows) if folder is not None)


def _folder(row: tuple[Any, Any, Any]) -> Folder | None:
    flags, delimiter, raw = row
    try:
        name = decode_name(raw) if isinstance(raw, bytes) else str(raw)
    except UnicodeDecodeError:
        # It could not be named to the server either.
        return None
    return Folder(
        name=name,
        delimiter=delimiter.decode("ascii", "replace") if isinstance(delimiter, bytes) else "",
        attributes=frozenset(flag.decode("ascii", "replace").lower() for flag in flags if isinstance(flag, bytes)),
    )
