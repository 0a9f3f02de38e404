"""Dates and instants as report files and papers write them.

Accepted: ISO 8601; ``2025/11/03 14:22:33 JST``; ``2025-11-03 05:12:11 UTC``; ``03.11.2025 05:12:11 UTC``; ``03/11/25``;
``Nov 3, 2025 1:22:33 PM PST``; ``3-Nov-2025``; ``2025年11月3日``; the eras (``令和7年11月3日``, ``R7.11.3``); a month alone
(``11/2025``, for its first day); full-width digits throughout.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Final


class DateOrder(StrEnum):
    """Which comes first where day and month are both numbers and the year stands last."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


_ZONES: Final = {
    **dict.fromkeys(("Z", "UTC", "GMT", "WET"), 0),
    **dict.fromkeys(("BST", "WEST", "CET", "MEZ"), 60),
    **dict.fromkeys(("CEST", "MESZ", "EET"), 120),
    **{"EEST": 180, "IST": 330, "SGT": 480, "JST": 540, "AEST": 600, "AEDT": 660, "BRT": -180},
    **{"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420},
}
"""Minutes east of Greenwich of the abbreviations that reports use. CST is America's, IST is India's."""
_ERAS: Final = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME: Final = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAYS: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})\s*[/.年-]\s*(?P<month>\d{1,2})\s*[/.月-]\s*(?P<day>\d{1,2})\s*日?",
        r"(?P<era>令和|平成|昭和|[RHS])\.?\s*(?P<year>\d{1,2}|元)\s*[/.年-]\s*(?P<month>\d{1,2})\s*[/.月-]\s*(?P<day>\d{1,2})\s*日?",
        r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?!\d)",
        rf"{_NAME}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})[\s-]+{_NAME}[\s-]+(?P<year>\d{{4}})",
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
    )
)
_TIME: Final = re.compile(
    r"(?:T|,)?\s*(?P<half>午前|午後)?\s*(?P<hour>\d{1,2})(?::|時)(?P<minute>\d{2})(?:分?:?(?P<second>\d{2})(?:[.,](?P<part>\d+))?)?(?:分|秒)?"
    r"\s*(?P<noon>[AP]\.?M\.?)?\s*(?P<zone>[A-Z]{1,4})?\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?",
    re.IGNORECASE,
)
_SLASHED: Final = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?!\d)")


def date_order(samples: Iterable[str]) -> DateOrder | None:
    """Tell day-first from month-first by the samples; None where each could be either, or none has that form."""
    for sample in samples:
        if match := _SLASHED.match(sample):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                return DateOrder.DAY_FIRST
            if second > 12 >= first:
                return DateOrder.MONTH_FIRST
    return None


def is_ambiguous(text: str) -> bool:
    """Whether day and month of ``text`` could be exchanged."""
    match = _SLASHED.match(text)
    return match is not None and int(match[1]) <= 12 and int(match[2]) <= 12 and match[1] != match[2]


def instant(text: str, zone: tzinfo, order: DateOrder = DateOrder.DAY_FIRST) -> datetime:
    """Read an aware instant; one without a zone of its own is taken to be in ``zone``. ValueError for what is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = _written(text, order)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def day(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> date:
    """Read a calendar day as written, whatever its zone. ValueError for what is none."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return _written(text, order).date()


def _written(text: str, order: DateOrder) -> datetime:
    plain = unicodedata.normalize("NFKC", text).strip()
    for shape in _DAYS:
        if match := shape.match(plain):
            moment = datetime.combine(_date(match, order), datetime.min.time())
            return _with_time(moment, plain[match.end() :].strip(), text)
    raise ValueError(text)


def _date(match: re.Match[str], order: DateOrder) -> date:
    found = match.groupdict()
    year = 1 if found["year"] == "元" else int(found["year"])
    if found.get("era"):
        year += _ERAS[found["era"].upper()]
    elif year < 100:
        year += 2000
    if found.get("first"):
        # German dates are dotted and always begin with the day.
        day_first = order is DateOrder.DAY_FIRST or found["mark"] == "."
        first, second = int(found["first"]), int(found["second"])
        return date(year, second, first) if day_first else date(year, first, second)
    month = _MONTHS.index(found["name"].lower()) + 1 if found.get("name") else int(found["month"])
    return date(year, month, int(found.get("day") or 1))


def _with_time(moment: datetime, rest: str, text: str) -> datetime:
    if not rest:
        return moment
    if rest.upper() in _ZONES:
        return moment.replace(tzinfo=_zone(rest, None, text))
    match = _TIME.fullmatch(rest)
    if match is None:
        raise ValueError(text)
    hour = int(match["hour"])
    half = (match["noon"] or match["half"] or "").upper()
    if half:
        if hour > 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if half[0] in "P午" and half != "午前" else 0)
    part = int((match["part"] or "0")[:6].ljust(6, "0"))
    moment = moment.replace(hour=hour, minute=int(match["minute"]), second=int(match["second"] or 0), microsecond=part)
    return moment.replace(tzinfo=_zone(match["zone"], match["offset"], text))


def _zone(name: str | None, offset: str | None, text: str) -> timezone | None:
    if name is None and offset is None:
        return None
    minutes = 0
    if name is not None:
        if name.upper() not in _ZONES:
            raise ValueError(text)
        minutes = _ZONES[name.upper()]
    if offset is not None:
        digits = offset[1:].replace(":", "")
        hours, rest = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        minutes += (hours * 60 + rest) * (-1 if offset[0] == "-" else 1)
    return timezone(timedelta(minutes=minutes))
