"""A seller's mailbox lived through: its mail taken in as files, read, linked and told, the way the product goes."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from classifiers.labels import ClockKind, Track
from mailbot.casebook.case import Case, Clock, Entry
from mailbot.casebook.clocks import status
from mailbot.messages import digest
from mailbot.service import casefile, telling
from mailbot.service.workspace import Workspace, open_workspace
from mailbot.settings import Account, Config
from tests.service.world import at, receive


@dataclass(frozen=True)
class Lived:
    """A story in a store. ``names`` are the mails' own names by digest."""

    workspace: Workspace
    names: Mapping[str, str]
    zone: ZoneInfo

    def moment(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.zone)

    def digest_of(self, name: str) -> str:
        return next(sha256 for sha256, known in self.names.items() if known == name)

    def case_of(self, name: str, *, until: datetime | None = None) -> Case | None:
        """The case that a mail stands on, as it stood at ``until``."""
        sha256 = self.digest_of(name)
        return next((case for case in casefile.every(self.workspace, until=until) if case.entry(sha256)), None)

    def main(self, until: datetime | None = None) -> Case:
        """The case with the most mail."""
        return max(casefile.every(self.workspace, until=until), key=lambda case: len(case.messages))

    def entry(self, name: str) -> Entry | None:
        case = self.case_of(name)
        return case.entry(self.digest_of(name)) if case else None

    def names_of(self, case: Case) -> list[str]:
        return [self.names[entry.sha256] for entry in case.messages]

    def states(self, case: Case) -> dict[str, str]:
        return {track.value: state.state for track, state in case.tracks.items()}

    def clock(self, now: datetime, track: Track, kind: ClockKind, mail: str = "") -> tuple[str, str] | None:
        """The day and the status of a clock of the main case at ``now``, as ``YYYY-MM-DD`` and a word."""
        found = [clock for clock in self.main(now).clocks if (clock.track, clock.kind) == (track, kind) and clock.at]
        found = [clock for clock in found if not mail or self.names.get(clock.message or "") == mail]
        return self._shown(found[-1], now) if found else None

    def _shown(self, clock: Clock, now: datetime) -> tuple[str, str]:
        assert clock.at is not None
        return clock.at.astimezone(self.zone).date().isoformat(), status(clock, now).value

    def told(self, now: datetime, detail: str = "short", language: str = "ja") -> str:
        with at(self.workspace, now) as then:
            return telling.tell(then, self.main(now).id, "text", language=language, detail=detail)


@contextmanager
def lived(folder: Path, seller: Account, mails: Sequence[tuple[str, bytes]], now: datetime) -> Iterator[Lived]:
    """Take in a story's mails, (name, bytes) each."""
    with open_workspace(Config(accounts=(seller,), dkim_dns=False), folder, lambda: now) as opened:
        receive(opened, *(content for _, content in mails), account=seller.name)
        names = {digest(content): name for name, content in mails}
        yield Lived(workspace=opened, names=names, zone=ZoneInfo(seller.timezone))
