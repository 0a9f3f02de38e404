"""Dates printed in a text, in either language, and the moment each means.

A date without a time has none of its own: the caller takes the end of that day for a ``due`` clock and its start for ``opens``.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier januar enero gennaio",
            "february feb februar",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ZONES: Final = {
    "jst": 9 * 60, "日本時間": 9 * 60, "日本標準時": 9 * 60, "utc": 0, "gmt": 0, "bst": 60, "cet": 60, "cest": 120,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "ist": 330, "sgt": 480, "aest": 600, "aedt": 660,
}  # fmt: skip
"""Minutes east of Greenwich. ``CST`` is read as North American: the notices come from Seattle.

``IST`` is Indian, where Amazon sells; ``GST`` is no zone: in India and Australia it is a tax.
"""
_PACIFIC: Final = {"pt", "pacific time", "pacific", "太平洋時間", "太平洋標準時"}
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}
_ZONE_JA: Final = r"(?:\s*[(,]?\s*(?P<zone>日本時間|日本標準時|太平洋標準時|太平洋時間|jst|utc|pst|pdt|pt)\)?)?"
_MERIDIEM: Final = r"[ap]\.?m\b\.?"


def _time(suffix: str) -> str:
    """A time of day with its zone; it may stand before or behind the date, so each place names its groups."""
    return (
        rf"(?:(?P<hour{suffix}>\d{{1,2}})(?:[:.](?P<minute{suffix}>\d{{2}}))?(?::\d{{2}})?\s*(?P<half{suffix}>{_MERIDIEM})"
        rf"|(?P<hour24{suffix}>\d{{1,2}}):(?P<minute24{suffix}>\d{{2}})(?::\d{{2}})?"
        rf"|(?P<word{suffix}>midnight|noon|end of (?:the )?day|close of business))"
        rf"(?:\s*[(,]?\s*(?P<zone{suffix}>{'|'.join((*_ZONES, *sorted(_PACIFIC, key=len, reverse=True)))})\b\)?)?"
    )


_AFTER: Final = rf"(?:,?\s*(?:at|by|until|before|-|\((?:by|until|at|before)?)?\s*{_time('')})?"
_BEFORE: Final = rf"(?:{_time('_b')}\s*(?:on|,)\s*)?"
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_JAPANESE: Final = re.compile(
    r"(?<!\d)(?:(?:(?P<era>令和|平成|昭和)(?P<era_year>\d{1,2}|元)|(?P<year>(?:19"
    r"|20)\d{2}))年\s?)?(?P<month>\d{1,2})月\s?(?P<day>\d{1,2})日(?:\((?P<year_after>20\d{2})年\))?"
    r"\s?(?:\([月火水木金土日](?:曜日?)?(?:・祝)?\)|[月火水木金土日]曜日?)?"
    r"(?:の?\s?(?P<clock>午前|午後|正午)?\s?(?:(?P<hour>\d{1,2})\s?(?:時\s?(?:(?P<minute>\d{1,2})\s?分"
    r"|(?P<half>半))?|:(?P<minute_colon>\d{2})(?::\d{2})?))?)?" + _ZONE_JA
)
_NUMERIC: Final = re.compile(
    rf"(?<![\d/.-])(?P<year>(?:19|20)\d{{2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?![\d/-]|\.\d)"
    rf"(?:\s?\([月火水木金土日]\))?{_AFTER}",
    re.ASCII,
)
_SHORT: Final = re.compile(
    r"(?<![\d/.-])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/])(?=\s?(?:\([月火水木金土日]\))?\s?(?:まで|迄|必着|締))"
    r"|(?:(?<=期限:)|(?<=期限: )|(?<=期限は)|(?<=締切:)|(?<=締切: )|(?<=期日:)|(?<=期日: )|(?<= : ))"
    r"(?P<month_b>\d{1,2})/(?P<day_b>\d{1,2})(?![\d/])"
)
"""A day like 12/8: only where the words beside it speak of a limit."""
_SLASHED: Final = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d{2})(?![\d/-])" + _AFTER,
    re.ASCII,
)
_DAY_FIRST: Final = re.compile(
    rf"{_BEFORE}{_WEEKDAY}(?<![\d,.])\b(?P<day>\d{{1,2}})(?:-(?P<month_b>{_MONTH})-(?P<year_after>(?:19|20)\d{{2}})\b"
    rf"|(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?,?(?:\s+(?P<year>(?:19|20)\d{{2}})\b)?){_AFTER}",
    re.ASCII,
)
_MONTH_FIRST: Final = re.compile(
    rf"{_BEFORE}{_WEEKDAY}\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)"
    rf"(?:,?\s+(?P<year>(?:19|20)\d{{2}})\b)?{_AFTER}",
    re.ASCII,
)
_MONTH_END: Final = re.compile(
    r"(?<!\d)(?:(?:(?P<era>令和|平成|昭和)(?P<era_year>\d{1,2}|元)|(?P<year>(?:19|20)\d{2}))年\s?)?(?P<month>\d{1,2})月\s?(?P<last>末日?)"
    rf"|\b(?P<last_b>end\sof)\s(?P<month_b>{_MONTH})\b(?:,?\s(?P<year_after>(?:19|20)\d{{2}})\b)?"
)
_WORTH_LOOKING: Final = re.compile(rf"\d月|\d/\d|(?:19|20)\d{{2}}|\b(?:{_MONTH})\b")
_DAY_FIRST_ZONES: Final = ("Europe/", "Australia/", "Asia/Kolkata", "Asia/Dubai", "Asia/Singapore", "Pacific/Auckland")
_BACKWARD: Final = timedelta(days=60)
"""A date without a year lies in the year around the mail; notices look ahead, so at most two months back."""


_LAST: Final = -1
"""The day of "at the end of May": how long a month is, its year says."""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date of the text. ``at`` is aware; ``timed`` tells whether the text printed a time of day."""

    start: int
    end: int
    day: date
    at: datetime | None
    """The moment, where a time is printed."""

    def moment(self, zone: str, *, closing: bool) -> datetime:
        """Return the printed moment, or the end (``closing``) or start of the day in an IANA zone."""
        if self.at is not None:
            return self.at
        clock = time(23, 59, 59) if closing else time(0, 0)
        return datetime.combine(self.day, clock, zone_of(zone))


def zone_of(name: str) -> ZoneInfo | timezone:
    """Return an IANA zone; UTC for a name that nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.utc  # noqa: UP017 - mypy and readers find the class here


def find(text: str, *, zone: str, received: datetime | None) -> tuple[PrintedDate, ...]:
    """Find every date in a folded text. ``zone`` (IANA) serves times without one and tells day/month order."""
    if not _WORTH_LOOKING.search(text):
        return ()
    found: list[PrintedDate] = []
    for pattern in (_JAPANESE, _NUMERIC, _SHORT, _SLASHED, _DAY_FIRST, _MONTH_FIRST, _MONTH_END):
        for match in pattern.finditer(text):
            printed = _read(match, zone, received)
            if printed is not None and not any(printed.start < other.end and other.start < printed.end for other in found):
                found.append(printed)
    found.sort(key=lambda printed: printed.start)
    return tuple(found)


def _read(match: re.Match[str], zone: str, received: datetime | None) -> PrintedDate | None:
    groups = match.groupdict()
    day = _day(groups, zone, received)
    if day is None:
        return None
    clock = _clock(groups)
    stripped_end = match.start() + len(match.group().rstrip(" ,(の"))
    if clock is None:
        return PrintedDate(match.start(), stripped_end, day, None)
    offset = groups.get("zone") or groups.get("zone_b")
    midnight = clock == time(0, 0) and "24" in (groups.get("hour") or "")
    moment = datetime.combine(day + timedelta(days=1) if midnight else day, clock, _offset(offset, zone))
    return PrintedDate(match.start(), stripped_end, day, moment)


def _day(groups: dict[str, str | None], zone: str, received: datetime | None) -> date | None:
    if groups.get("first"):
        first, second = int(groups["first"] or 0), int(groups["second"] or 0)
        day_first = first > 12 or (second <= 12 and (groups["mark"] == "." or zone.startswith(_DAY_FIRST_ZONES)))
        month, day = (second, first) if day_first else (first, second)
    else:
        name = groups["month"] or groups.get("month_b") or ""
        month = _MONTHS.get(name) or int(name)
        day = _LAST if groups.get("last") or groups.get("last_b") else int(groups["day"] or groups.get("day_b") or 0)
    year = _year(groups)
    if year is not None:
        return _date(year, month, day)
    return _nearest(month, day, received, zone)


def _year(groups: dict[str, str | None]) -> int | None:
    if groups.get("era"):
        number = 1 if groups["era_year"] == "元" else int(groups["era_year"] or 0)
        return _ERAS[groups["era"] or ""] + number
    year = groups.get("year") or groups.get("year_after")
    return int(year) if year else None


def _nearest(month: int, day: int, received: datetime | None, zone: str) -> date | None:
    if received is None:
        return None
    today = received.astimezone(zone_of(zone)).date()
    for year in (today.year - 1, today.year, today.year + 1):
        candidate = _date(year, month, day)
        if candidate is not None and candidate >= today - _BACKWARD:
            return candidate
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, monthrange(year, month)[1] if day == _LAST else day)
    except ValueError:
        return None


def _clock(groups: dict[str, str | None]) -> time | None:
    def group(name: str) -> str | None:
        return groups.get(name) or groups.get(f"{name}_b")

    word = group("word")
    if word:
        return time(12, 0) if word == "noon" else time(23, 59)
    hour = group("hour") or group("hour24")
    if hour is None:
        return time(12, 0) if group("clock") == "正午" else None
    minute = group("minute") or group("minute24") or group("minute_colon") or "0"
    value = int(hour)
    half = group("half") or ""
    if half.startswith("p") or group("clock") == "午後":
        value = value % 12 + 12
    elif half.startswith("a") or (group("clock") == "午前" and value == 12):
        value %= 12
    minutes = 30 if half == "半" else int(minute)
    return time(value % 24, minutes) if value <= 24 and minutes < 60 else None


def _offset(name: str | None, zone: str) -> ZoneInfo | timezone:
    if name is None:
        return zone_of(zone)
    if name in _PACIFIC:
        return zone_of("America/Los_Angeles")
    return timezone(timedelta(minutes=_ZONES[name]))
