"""The words of a case in one language: dates in the case's zone, titles, states, deadlines, sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from classifiers.labels import ClockKind, Track, Unit
from mailbot.casebook.case import Alternative, Asked, Case, Change, Clock, Entry, MoneyPoint
from mailbot.casebook.clocks import ClockStatus, status
from mailbot.casebook.policy import load_policy
from mailbot.i18n import Catalogue, load

_SIGNS: Final = {"JPY": "¥", "USD": "US$", "EUR": "€", "GBP": "£"}
_SEPARATORS: Final = {"ja": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Words:
    """A language and a zone."""

    text: Catalogue
    zone: ZoneInfo

    def day(self, at: datetime) -> str:
        """Return the day of an instant, with its weekday."""
        return self._date(at, "case_date.day")

    def moment(self, at: datetime) -> str:
        """Return day and hour of an instant."""
        return self._date(at, "case_date.moment")

    def zone_name(self) -> str:
        """Return what the zone is called, or its name in the tz database."""
        return self.text.get(f"case_zone.{self.zone.key.replace('/', '_')}", self.zone.key)

    def date(self, at: datetime) -> str:
        """Return a day in brief: ``2018-08-15``."""
        return at.astimezone(self.zone).strftime("%Y-%m-%d")

    def stamp(self, at: datetime) -> str:
        """Return an instant for a table: ``2018-08-15 10:05``."""
        return at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")

    def track(self, track: Track) -> str:
        return self.text(f"case_track.{track.value}")

    def state(self, track: Track, state: str) -> str:
        return self.text(f"case_state.{track.value}_{state}")

    def change(self, change: Change) -> str:
        """Return ``track: state``."""
        return self.text("case_title.state", track=self.track(change.track), state=self.state(change.track, change.after))

    def rule(self, change: Change) -> str:
        """Say what moved a track, where it was not the message's main act; else nothing."""
        if change.rule in ("by_hand", "reserve_zero"):
            return self.text(f"case_rule.{change.rule}")
        kind, _, label = change.rule.partition(".")
        return self.text("case_rule.secondary", title=self.label(label)) if kind == "secondary" else ""

    def label(self, word: str | None) -> str:
        """Return the title of a label or an act."""
        return self.text(f"case_title.{word}") if word else self.text("case_title.unread")

    def title(self, entry: Entry) -> str:
        """Return the title of a message; a form letter that came before says the how-maniest copy it is."""
        if entry.label is None:
            if entry.guess is None:
                return self.text("case_title.unread")
            return self.text("case_title.guess", guess=self.label(entry.guess))
        title = self.label(entry.label)
        return self.text("case_title.copy", title=title, copy=entry.copy) if entry.copy > 1 else title

    def demands(self, items: Iterable[Asked]) -> str:
        """Return papers asked for, without repeats."""
        return self.joined(dict.fromkeys(self._demand(item) for item in items))

    def deficits(self, items: Iterable[str]) -> str:
        return self.joined(self.text(f"case_deficit.{item}") for item in items)

    def joined(self, parts: Iterable[str]) -> str:
        return _SEPARATORS[self.text.language].join(parts)

    def noted(self, text: str, notes: Iterable[str]) -> str:
        """Return words with notes in brackets behind them; without notes, the words."""
        joined = self.text("timeline.separator").join(note for note in notes if note)
        return self.text("timeline.noted", text=text, notes=joined) if joined else text

    def money(self, value: Decimal | str, currency: str | None) -> str:
        """Return a sum with its sign: ``¥1,284,000``."""
        return f"{_SIGNS.get(currency or '', f'{currency} ' if currency else '')}{Decimal(value):,f}"

    def sum(self, point: MoneyPoint) -> str:
        role = self.text(f"case_money.{point.role}")
        return self.text("case_title.money", role=role, value=self.money(point.value, point.currency))

    def instant(self, clock: Clock, at: datetime) -> str:
        """Return the time of a clock: the day, and the hour where it is not the day's edge."""
        local = at.astimezone(ZoneInfo(clock.timezone))
        edge = (local.hour, local.minute) == ((23, 59) if clock.kind is ClockKind.DUE else (0, 0))
        return self.text_date(local, "case_date.day" if edge else "case_date.moment")

    def clock(self, clock: Clock) -> str:
        """Return what a clock says, without its status."""
        if clock.at is None:
            return self.text("case_clock.unknown", track=self.track(clock.track))
        return self.text(f"case_clock.{clock.kind.value}", track=self.track(clock.track), at=self.instant(clock, clock.at))

    def clock_status(self, clock: Clock, now: datetime) -> str:
        """Return where a clock stands, and how long it still runs."""
        found = status(clock, now)
        if found is ClockStatus.RUNNING and clock.at is not None:
            return self.left(clock, now)
        if found is ClockStatus.MET:
            return self.text(f"case_clock.met_{clock.kind.value}")
        return self.text("case_clock.unknown_status" if found is ClockStatus.UNKNOWN else f"case_clock.{found.value}")

    def left(self, clock: Clock, now: datetime) -> str:
        """Return how long a clock still runs."""
        assert clock.at is not None
        zone = ZoneInfo(clock.timezone)
        if any(item.unit is Unit.HOURS for item in clock.alternatives) and (clock.at - now).total_seconds() < 4 * 86400:
            hours = int((clock.at - now).total_seconds() // 3600)
            return self.text("case_clock.hour_left" if hours == 1 else "case_clock.hours_left", hours=hours)
        days = (clock.at.astimezone(zone).date() - now.astimezone(zone).date()).days
        if days == 0:
            return self.text("case_clock.today")
        return self.text("case_clock.day_left" if days == 1 else "case_clock.days_left", days=days)

    def clock_source(self, clock: Clock) -> str:
        """Say where a clock comes from; a table value that nobody confirmed says so."""
        if clock.source in ("printed", "by_hand"):
            return self.text(f"case_clock.{clock.source}")
        rows = {row.id: row.source for row in load_policy()}
        code = "case_clock.table_unconfirmed" if clock.unproven_table else "case_clock.table"
        return self.text(code, source=self.text.get(f"case_policy.{clock.source}", rows.get(clock.source, clock.source)))

    def readings(self, clock: Clock) -> str:
        """Return the readings of a clock side by side, the one that leads first; nothing where there is only one."""
        if clock.source == "by_hand" or all(item.at == clock.at for item in clock.alternatives):
            return ""
        ordered = sorted(clock.alternatives, key=lambda item: item.at != clock.at)
        return self.text(
            "case_clock.readings", readings=self.joined(dict.fromkeys(self._reading(clock, item) for item in ordered))
        )

    def text_date(self, local: datetime, code: str) -> str:
        return self.text(
            code,
            year=local.year,
            month=self.text(f"case_date.m{local.month}"),
            day=local.day,
            weekday=self.text(f"case_date.w{local.weekday()}"),
            time=local.strftime("%H:%M"),
        )

    def _date(self, at: datetime, code: str) -> str:
        return self.text_date(at.astimezone(self.zone), code)

    def _demand(self, item: Asked) -> str:
        kind = self.text(f"case_demand.{item.kind}")
        return self.text("case_demand.aged", kind=kind, days=item.age_days) if item.age_days else kind

    def _reading(self, clock: Clock, item: Alternative) -> str:
        at = self.instant(clock, item.at)
        if item.length is None or item.unit is None or item.start is None:
            return self.text("case_clock.reading_absolute", at=at)
        return self.text(
            "case_clock.reading",
            at=at,
            length=item.length,
            unit=self.text(f"case_clock.unit_{item.unit.value}"),
            start=self.text(f"case_clock.start_{item.start}"),
        )


def words_for(case: Case, language: str) -> Words:
    """Return the words for a case; ValueError for a language that mailbot does not speak."""
    return Words(load(language), ZoneInfo(case.timezone))
