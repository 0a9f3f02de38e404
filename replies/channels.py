"""Where an answer goes: only what the notice itself names, else text to paste into the console.

Addresses of old mails and blogs are dated facts (in November 2019 mail appeals began to bounce with "not the correct
channel"), so none is known by heart here; only mailboxes that are *not* for a purpose are.
"""

import re
from email.utils import parseaddr
from typing import Final

from classifiers.labels import ChannelKind, Deficit, Track
from replies.situation import Notice

_AMAZON: Final = re.compile(r"@(?:[\w-]+\.)*(?:amazon\.(?:[a-z]{2,3}|co\.[a-z]{2}|com\.[a-z]{2})|amazonsellerservices\.com)$")
_RELAY: Final = re.compile(r"@(?:[\w-]+\.)*marketplace\.amazon\.")
_FUNDS: Final = re.compile(r"^(?:disbursement|payments?-|merchant-reserve|investigacion-pagos|payments-nachforschungen)")
"""Mailboxes about money; "not for reinstatement" (notices since 2020)."""
_DEAF: Final = re.compile(r"^(?:no-?_?-?repl(?:y|ies)|do-?not-?reply|auto-communicator|.*-no-?reply)")

Channel = tuple[ChannelKind, str | None]
CONSOLE: Final[Channel] = (ChannelKind.CONSOLE, None)


def choose(notice: Notice | None, track: Track) -> Channel:
    """Return the first channel that the notice names and that suits the track; (console, None) where none does.

    An unbelieved notice is answered in the console only: its addresses may be a stranger's.
    """
    if notice is None or not notice.believed or Deficit.WRONG_CHANNEL in notice.deficits:
        return CONSOLE
    suitable = (channel for named in notice.channels if (channel := _suited(named, notice, track)) is not None)
    ranked = sorted(suitable, key=lambda channel: track is Track.FUNDS and channel[0] is not ChannelKind.EMAIL)
    return ranked[0] if ranked else CONSOLE


def _suited(named: Channel, notice: Notice, track: Track) -> Channel | None:
    kind, address = named
    if kind is ChannelKind.CONSOLE:
        return CONSOLE
    if kind is ChannelKind.REPLY:
        address = notice.sender
    address = parseaddr(address or "")[1].lower()
    about_money = bool(_FUNDS.match(address))
    if not _listens(address) or (about_money and track is not Track.FUNDS):
        return None
    return (kind, address)


def _listens(address: str) -> bool:
    """Amazon's own mailbox that takes mail: no relay to a buyer, no rights owner's address, none that never reads."""
    return bool(_AMAZON.search(address)) and not _RELAY.search(address) and not _DEAF.match(address)
