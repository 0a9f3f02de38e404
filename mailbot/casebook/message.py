"""A message as the casebook sees it."""

from dataclasses import dataclass
from datetime import datetime

from classifiers.labels import Direction
from classifiers.reading import Reading
from mailbot import domains


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMessage:
    """One understood message that may belong to a case. Never a forged one: those move nothing."""

    sha256: str
    account: str
    message_id: str | None
    thread: frozenset[str]
    """Message-IDs that In-Reply-To and References name."""
    at: datetime
    """When it was received, or sent; aware."""
    direction: Direction
    subject: str
    sender: str
    recipients: tuple[str, ...]
    text: str
    reading: Reading
    confirmed: bool
    """Genuine, the seller's own, or vouched for by the user. False: everything it says is provisional."""
    attachments: tuple[str, ...] = ()
    """SHA-256 of each attachment."""
    timezone: str = "Asia/Tokyo"
    marketplace: str = "amazon.co.jp"

    @property
    def to_amazon(self) -> bool:
        """Somebody at Amazon is among the recipients, or nothing is known of them. A letter to the accountant is no round."""
        return not self.recipients or any(domains.is_amazon(address.rpartition("@")[2]) for address in self.recipients)

    @property
    def words(self) -> str:
        """Subject and text."""
        return f"{self.subject}\n{self.text}"
