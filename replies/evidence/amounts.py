"""Numbers as report files and papers write them.

Accepted: thousands separators (``1,234`` ``1.234`` ``1 234`` ``1'234`` and India's ``1,23,456``), decimal point or decimal
comma, full-width digits, currency signs and codes, and every minus in use: ``-5`` ``5-`` ``(5)`` ``△5`` ``▲5`` ``−5``.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Final


class DecimalMark(StrEnum):
    """What separates the fraction. Decides only where a text alone leaves it open, as ``1.234`` does."""

    POINT = "."
    COMMA = ","


_MINUS: Final = "-−‐–—△▲"
_UNIT: Final = r"(?:円|個|点|枚|本|箱|¥|€|\$|£|₹|[A-Z]{3})"
_SPACES: Final = re.compile(r"[\s'’]")
_NUMBER: Final = re.compile(
    rf"(?P<open>\()?(?P<sign>[{_MINUS}+])?{_UNIT}?(?P<inner>[{_MINUS}])?(?P<body>\d[\d.,]*|[.,]\d+){_UNIT}?(?P<trail>[{_MINUS}])?(?P<close>\))?",
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
_COMMA_SHAPE: Final = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2}")
_POINT_SHAPE: Final = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d+\.\d{1,2}")


def decimal_mark(samples: Iterable[str]) -> DecimalMark:
    """Tell which decimal mark a file uses, by its unambiguous numbers; the point where they do not say."""
    commas = points = 0
    for sample in samples:
        text = sample.strip(" ()-€$¥£")
        commas += _COMMA_SHAPE.fullmatch(text) is not None
        points += _POINT_SHAPE.fullmatch(text) is not None
    return DecimalMark.COMMA if commas > points else DecimalMark.POINT


def amount(text: str, mark: DecimalMark = DecimalMark.POINT) -> Decimal:
    """Read a number; ValueError for what is none or is grouped in a way that no country uses."""
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text))
    match = _NUMBER.fullmatch(plain)
    if match is None or (match["open"] is None) != (match["close"] is None):
        raise ValueError(text)
    value = Decimal(_unseparated(match["body"], mark))
    signs = [sign for sign in (match["sign"], match["inner"], match["trail"]) if sign]
    if len(signs) > 1:
        raise ValueError(text)
    negative = match["open"] is not None or any(sign != "+" for sign in signs)
    return -value if negative else value


def count(text: str, mark: DecimalMark = DecimalMark.POINT) -> int:
    """Read a whole number; ValueError for a fraction."""
    value = amount(text, mark)
    if value != value.to_integral_value():
        raise ValueError(text)
    return int(value)


def _unseparated(body: str, mark: DecimalMark) -> str:
    """Return ``body`` with its groups joined and its fraction behind a point."""
    last = max(body.rfind("."), body.rfind(","))
    if last < 0:
        return body
    if body[last] in body[:last]:  # a separator seen twice can only group
        return _joined(body)
    whole, fraction = body[:last], body[last + 1 :]
    lone = "." not in whole and "," not in whole
    if lone and len(fraction) == 3 and 1 <= len(whole) <= 3 and whole != "0" and body[last] != mark:
        return _joined(body)
    if not lone:
        whole = _joined(whole)
    return f"{whole or '0'}.{fraction or '0'}"


def _joined(grouped: str) -> str:
    if _GROUPED.fullmatch(grouped) is None or ("." in grouped and "," in grouped):
        raise ValueError(grouped)
    return grouped.replace(",", "").replace(".", "")
