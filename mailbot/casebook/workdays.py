"""Business days of a marketplace's country. The one importer of ``holidays``, once a deadline needs it."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

_COUNTRIES: Final[Mapping[str, str]] = {
    "amazon.co.jp": "JP",
    "amazon.com": "US",
    "amazon.ca": "CA",
    "amazon.com.mx": "MX",
    "amazon.com.br": "BR",
    "amazon.co.uk": "GB",
    "amazon.de": "DE",
    "amazon.fr": "FR",
    "amazon.it": "IT",
    "amazon.es": "ES",
    "amazon.nl": "NL",
    "amazon.se": "SE",
    "amazon.pl": "PL",
    "amazon.com.be": "BE",
    "amazon.com.tr": "TR",
    "amazon.in": "IN",
    "amazon.com.au": "AU",
    "amazon.sg": "SG",
    "amazon.ae": "AE",
    "amazon.sa": "SA",
}
_FRIDAY_SATURDAY: Final = frozenset({"SA"})


def is_workday(marketplace: str, day: date) -> bool:
    """Say whether ``day`` is a business day: no weekend, no public holiday of the marketplace's country.

    A marketplace that is not in the table has weekends only.
    """
    country = _COUNTRIES.get(marketplace)
    if day.weekday() in ((4, 5) if country in _FRIDAY_SATURDAY else (5, 6)):
        return False
    return country is None or day not in _holidays(country)


@lru_cache
def _holidays(country: str) -> Any:
    import holidays  # noqa: PLC0415 - `timeline` must start fast

    return holidays.country_holidays(country)
