"""Lengths of time that a text names: "three business days", 3営業日, 1週間, 90 days."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from classifiers.labels import Unit
from classifiers.numerals import ENGLISH, ENGLISH_ORDINAL, JAPANESE, number


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time and where it stands in the folded text. Weeks are given in days, years in months."""

    length: int
    unit: Unit
    start: int
    end: int

    @property
    def days(self) -> int:
        """The length in days: months count 30, a year 365 (a rule of thumb for the age of papers)."""
        if self.unit is Unit.MONTHS:
            return self.length // 12 * 365 + self.length % 12 * 30
        if self.unit is Unit.HOURS:
            return max(1, self.length // 24)
        return self.length


_JAPANESE: Final = re.compile(
    rf"(?<!\d[.,/:])(?<![\d月.,])(?P<n>{JAPANESE})\s?(?:の\s?(?=暦日)|つの\s?|の\s?(?=日々))?(?P<unit>営業日|就業日|平日|暦日|カレンダー日"
    rf"|天(?=以?内|後)|月(?=以内)|日々|時間|時(?=の内側)"
    rf"|日間|日(?!本|付|曜|目(?!以|ま|か|よ|を過))|週間|(?:か|ヶ|カ"
    rf"|ヵ|ケ|ケ|箇|個)月間?|年間|年(?!\s?\d|\d|度|末|月|版|[一二三四五六七八九十]))"
)
_HALF_YEAR: Final = re.compile(r"半年(?=以内|以上|間|後|が|を|の)")
_SINGLE: Final = re.compile(r"\ban?\s(?P<unit>week|month|year)\b(?!\sago)", re.ASCII)
_RECENT: Final = re.compile(r"\b(?:last|past|previous|preceding)\s(?P<unit>year)\b", re.ASCII)
""" "Invoices of the last year": an age, whose first word stands before it."""
_FORTNIGHT: Final = re.compile(r"\ba fortnight\b(?!\s?\()", re.ASCII)
_ENGLISH: Final = re.compile(
    rf"(?<![\w.,$€£¥/])(?:(?P<ordinal>{ENGLISH_ORDINAL})|(?P<n>{ENGLISH})(?:\s?\(\d{{1,3}}\)|\+)?)[\s-]{{0,2}}"
    r"(?:(?:more|full|further|additional|calendar|natural|consecutive|successive|running|solid|short|remaining|whole"
    r"|clear)[\s-])?"
    r"(?P<business>(?:business|working|work|banking|weekday)[\s-])?(?P<unit>hours?|hrs?|days?|weeks?|months?|years?|h(?=\b))\b",
    re.ASCII,
)
_DAY_NUMBER: Final = re.compile(r"\bday\s(?P<n>\d{1,3})\b(?=\s(?:from|after|following|of|since))", re.ASCII)
_JAPANESE_UNITS: Final = {
    "営": Unit.BUSINESS_DAYS,
    "就": Unit.BUSINESS_DAYS,
    "平": Unit.BUSINESS_DAYS,
    "暦": Unit.DAYS,
    "カ": Unit.DAYS,
    "天": Unit.DAYS,
    "時": Unit.HOURS,
    "日": Unit.DAYS,
}


@lru_cache(maxsize=64)
def find(text: str) -> tuple[Duration, ...]:
    """Find every length of time in a folded text, in order."""
    found = [*_japanese(text), *_english(text)]
    found.sort(key=lambda duration: duration.start)
    return tuple(found)


def _japanese(text: str) -> list[Duration]:
    found = [Duration(6, Unit.MONTHS, match.start(), match.end()) for match in _HALF_YEAR.finditer(text)]
    for match in _JAPANESE.finditer(text):
        length = number(match["n"])
        if not length:
            continue
        unit, factor = _japanese_unit(match["unit"])
        found.append(Duration(length * factor, unit, match.start(), match.end()))
    return found


def _japanese_unit(word: str) -> tuple[Unit, int]:
    if word[0] in _JAPANESE_UNITS and not word.startswith("カ月"):
        return _JAPANESE_UNITS[word[0]], 1
    if word[0] == "週":
        return Unit.DAYS, 7
    return Unit.MONTHS, 12 if word[0] == "年" else 1


def _english(text: str) -> list[Duration]:
    found: list[Duration] = []
    for match in _ENGLISH.finditer(text):
        length = number(match["ordinal"] or match["n"])
        if not length:
            continue
        unit, factor = _english_unit(match["unit"], business=match["business"] is not None)
        found.append(Duration(length * factor, unit, match.start(), match.end()))
    for match in _SINGLE.finditer(text):
        unit, factor = _english_unit(match["unit"], business=False)
        found.append(Duration(factor, unit, match.start(), match.end()))
    for match in _RECENT.finditer(text):
        unit, factor = _english_unit(match["unit"], business=False)
        found.append(Duration(factor, unit, match.start("unit"), match.end()))
    found.extend(Duration(14, Unit.DAYS, match.start(), match.end()) for match in _FORTNIGHT.finditer(text))
    for match in _DAY_NUMBER.finditer(text):
        # "starting day 91 from": the ninety days before it are over.
        number_of_day = int(match["n"])
        length = number_of_day - 1 if number_of_day % 30 == 1 else number_of_day
        found.append(Duration(length, Unit.DAYS, match.start(), match.end()))
    return found


def _english_unit(word: str, *, business: bool) -> tuple[Unit, int]:
    if word.startswith("h"):
        return Unit.HOURS, 1
    if word.startswith("d"):
        return (Unit.BUSINESS_DAYS if business else Unit.DAYS), 1
    if word.startswith("w"):
        return Unit.DAYS, 7
    return Unit.MONTHS, 12 if word.startswith("y") else 1
