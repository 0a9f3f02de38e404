"""What the evidence is asked: the notice's goods, its day, and how the seller is named in Amazon's console."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The frame of a reconciliation. What is not known is left out, and then not judged."""

    asins: tuple[str, ...] = ()
    """Those of the notice; none: all that were sold or bought."""
    notice_on: date | None = None
    """The day on which the notice was received, in ``zone``: the window counts back from it, not from today."""
    age_days: int = 365
    """How old papers may be, as the notice says (365 where it says nothing; 90 and 180 occur)."""
    zone: str = "Asia/Tokyo"
    names: tuple[str, ...] = ()
    """How the seller may be named on papers: the store's and the legal name in the console."""
    addresses: tuple[str, ...] = ()
    """The seller's addresses in the console."""
    used: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of each file sent in an earlier round → when or in which round."""

    @property
    def place(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.zone)

    @property
    def window(self) -> tuple[date, date] | None:
        """First and last day that count, both included."""
        return None if self.notice_on is None else (self.notice_on - timedelta(days=self.age_days), self.notice_on)

    def instants(self, first: date, last: date) -> tuple[datetime, datetime]:
        """Return the half-open span of instants of days ``first`` to ``last``."""
        begin = datetime.combine(first, time.min, self.place)
        return begin, datetime.combine(last + timedelta(days=1), time.min, self.place)
