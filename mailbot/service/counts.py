"""What a run did, in the five disjoint words that ``import --json`` and ``run --once --json`` promise."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from mailbot.messages import Disposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """``seen`` is the sum of the five; drafts are counted apart."""

    stored: int = 0
    ignored: int = 0
    duplicates: int = 0
    quarantined: int = 0
    unreadable: int = 0
    drafts: int = 0

    @property
    def seen(self) -> int:
        return self.stored + self.ignored + self.duplicates + self.quarantined + self.unreadable

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            stored=self.stored + other.stored,
            ignored=self.ignored + other.ignored,
            duplicates=self.duplicates + other.duplicates,
            quarantined=self.quarantined + other.quarantined,
            unreadable=self.unreadable + other.unreadable,
            drafts=self.drafts + other.drafts,
        )

    def to_json(self) -> dict[str, int]:
        return {"seen": self.seen, **asdict(self)}


def of_dispositions(dispositions: Iterable[Disposition]) -> Counts:
    """Count what became of messages."""
    found = Counter(dispositions)
    return Counts(
        stored=found[Disposition.STORED],
        ignored=found[Disposition.IGNORED],
        duplicates=found[Disposition.DUPLICATE],
        quarantined=found[Disposition.QUARANTINED],
        unreadable=found[Disposition.UNREADABLE],
    )
