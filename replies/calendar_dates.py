"""Dates as a letter prints them, and as people write them. Pure: the zone is an argument."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip  # not %B: the process's locale must not change a letter
_MONTH_NUMBERS: Final = {name[:3].lower(): number for number, name in enumerate(_MONTHS, start=1)}
_SATURDAY: Final = 5
_ISO: Final = re.compile(r"(?<![\w./-])\d{4}-\d{2}-\d{2}(?![A-Za-z0-9_/-]|\.\w)")
_NAMES: Final = "|".join(_MONTHS)
_IN_WORDS: Final = re.compile(rf"\b(?:\d{{1,2}} (?:{_NAMES})|(?:{_NAMES}) \d{{1,2}}),? \d{{4}}\b")

_NUMERIC: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_MONTH_FIRST: Final = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


def local_date(moment: datetime, timezone: str) -> date:
    """Return the calendar day of an aware instant in an IANA zone."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def long_date(day: date, language: str, *, month_first: bool = False) -> str:
    """Return ``2018年8月15日`` or ``15 August 2018``; ``month_first``, in English, ``August 15, 2018``."""
    if language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    if month_first:
        return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def in_one_form(text: str, language: str, *, month_first: bool = False) -> str:
    """Return a text with its ISO dates, and in English its dates in words, written like ``long_date``; names of files stay."""

    def written(match: re.Match[str]) -> str:
        day = parse_date(match[0])
        return long_date(day, language, month_first=month_first) if day else match[0]

    text = _ISO.sub(written, text)
    return text if language == "ja" else _IN_WORDS.sub(written, text)


def parse_date(text: str) -> date | None:
    """Return the day that the whole of ``text`` names (ISO, ``2018年8月15日``, ``15 August 2018``, ``Aug 15, 2018``), else None.

    Forms whose order of day and month is a guess (``08/09/2018``) are not read.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if match := _NUMERIC.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = int(match[1]), _MONTH_NUMBERS.get(match[2][:3].lower(), 0), int(match[3])
    elif match := _MONTH_FIRST.fullmatch(text):
        month, day, year = _MONTH_NUMBERS.get(match[1][:3].lower(), 0), int(match[2]), int(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_workdays(moment: datetime, days: int, timezone: str) -> datetime:
    """Return the start of the day after ``days`` full days from Monday to Friday have passed, in the zone.

    Public holidays are not known here: a clock of the casebook that knows them comes in as a ``Window``.
    """
    day = local_date(moment, timezone)
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    following = day + timedelta(days=1)
    while following.weekday() >= _SATURDAY:
        following += timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=ZoneInfo(timezone))


def workdays_between(start: datetime, end: datetime, timezone: str) -> int:
    """Return how many full days from Monday to Friday lie strictly between the days of the two instants."""
    first, last = local_date(start, timezone), local_date(end, timezone)
    span = max((last - first).days - 1, 0)
    return sum((first + timedelta(days=offset)).weekday() < _SATURDAY for offset in range(1, span + 1))
