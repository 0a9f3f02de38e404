"""Filing an approved draft in the mailbox's own drafts folder, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mailbot.imap import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """Where the draft is now."""

    folder: str
    already: bool
    """It was there before: an earlier attempt got that far."""


def deliver(  # noqa: PLR0913 - the draft, its name, and the places it may be in
    session: Session,
    folder: str,
    content: bytes,
    message_id: str,
    *,
    when: datetime,
    elsewhere: Sequence[str] = (),
) -> Delivered:
    """File the draft unless a message of its Message-ID is there already.

    The server may have kept a draft whose acknowledgement never arrived, and the seller may have sent it since:
    ``elsewhere`` names further folders to look into, the sent folder above all. Raises UsageError where ``folder`` does not
    exist, TransportError where the connection breaks; trying again is then safe.
    """
    for place in dict.fromkeys((folder, *elsewhere)):
        if session.find_message_id(place, message_id):
            return Delivered(folder=place, already=True)
    session.append_draft(folder, content, when)
    return Delivered(folder=folder, already=False)
