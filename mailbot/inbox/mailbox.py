"""Reading a folder of a mailbox from where the last reading ended."""

from dataclasses import dataclass

from mailbot.imap import BodyData, Session
from mailbot.messages import Place, RawMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new in a folder since the cursor.

    Read ``uids`` in their order, and after each batch store its mail and move the cursor to ``(uidvalidity, last UID of
    the batch)`` in one transaction. Nothing else moves it: not UIDNEXT, and not a batch that failed.
    """

    folder: str
    uidvalidity: int
    uids: tuple[int, ...]
    """Ascending; examined in the session, ready for ``headers`` and ``bodies``."""
    renumbered: bool
    """The server gave the folder a new UIDVALIDITY: every UID remembered of it is void, and ``uids`` is the whole folder."""


def look(session: Session, folder: str, uidvalidity: int | None, last_uid: int) -> News:
    """Open a folder and list what came after the cursor; ``uidvalidity`` None before the first reading.

    Where UIDVALIDITY changed the folder is listed from its beginning, so that mail which arrived around the change is not
    passed over; what is known already is recognised by its digest. Raises UsageError where there is no such folder.
    """
    status = session.examine(folder)
    renumbered = uidvalidity is not None and uidvalidity != status.uidvalidity
    after = 0 if renumbered or uidvalidity is None else last_uid
    return News(folder=folder, uidvalidity=status.uidvalidity, uids=session.uids_after(after), renumbered=renumbered)


def raw_message(account: str, news: News, body: BodyData) -> RawMessage:
    """Put a fetched body and its place together."""
    place = Place(account=account, folder=news.folder, uidvalidity=news.uidvalidity, uid=body.uid)
    return RawMessage(content=body.content, place=place, received=body.internaldate)
