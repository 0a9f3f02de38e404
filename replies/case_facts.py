"""Facts read off a case's own messages: dates, sums, names and counts that a mail states. Pure; the source names the notice."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from classifiers.labels import AmountRole, Label, Track
from replies.calendar_dates import local_date
from replies.notice_words import reason
from replies.papers import asins
from replies.sent import spoken_of
from replies.situation import Fact, Notice, Situation, Step

_BALANCES: Final = frozenset({AmountRole.BALANCE, AmountRole.WITHHELD})
_HELD: Final = _BALANCES | {AmountRole.RESERVE}
_DATED: Final = {
    "closure.date": Label.CLOSURE_NOTICE,
    "refusal.date": Label.TEMPLATE_REJECTION,
    "funds_notice.date": Label.FUNDS_WITHHELD,
    "reinstatement.date": Label.REINSTATEMENT,
}
_QUOTABLE: Final = 160
"""A longer quote is half a notice: the letter says the date instead."""
_PRODUCT: Final = re.compile(r"ASIN\s*[::]?\s*(B0[0-9A-Z]{8})\b[ \t,、:]*(.*)")
_CODE: Final = re.compile(r"(?:FN)?SKU\s*[::]?\s*\S+", re.IGNORECASE)
_UNITS: Final = re.compile(r"(?<![\d.,])(\d[\d,]*\s*(?:個|点|units?\b))")
_REST: Final = re.compile(r"発送済み|数量\s*[::]?|quantity\s*[::]?", re.IGNORECASE)
_PERIOD: Final = re.compile(r"[((]([^()()]*\d{4}[^()()]*(?:[～~–]|\bto\b)[^()()]*)[))]")
_TITLE: Final = range(4, 90)


def from_case(situation: Situation, notice: Notice | None, track: Track, step: Step | None) -> Iterator[Fact]:
    """Yield what the case states, whichever notice is answered; sums and counts that the seller states himself come from him."""
    if situation.store_name:
        yield Fact(key="store_name", value=situation.store_name, source="configuration")
    if situation.seller_name:
        yield Fact(key="seller_name", value=situation.seller_name, source="configuration")
    believed = [item for item in situation.notices if item.believed and not item.forged]
    for key, label in _DATED.items():
        if dated := [item for item in believed if label in (item.label, *item.secondary)]:
            yield _dated(key, dated[-1], situation.timezone)
    stated = {fact.key for fact in situation.facts if fact.value.strip()}
    yield from (fact for fact in _sums(situation, believed, stated) if fact.key == "funds.balance" or fact.key not in stated)
    yield from (fact for fact in _goods(situation, believed, notice) if fact.key not in stated)
    if sent := spoken_of(situation, notice, track, step):
        day = local_date(sent.at, situation.timezone).isoformat()
        yield Fact(key="submission.date", value=day, source=f"submission {sent.ref}")
        yield Fact(key="submission.text", value=sent.text, source=f"submission {sent.ref}")


def from_notice(situation: Situation, notice: Notice, track: Track) -> Iterator[Fact]:
    """Yield what the notice that is answered states; its quote is the sentence that gives the reason in the track."""
    yield _dated("notice.date", notice, situation.timezone)
    source = _source(notice, situation.timezone)
    quote = reason(notice, track)
    for key, value in (
        ("notice.subject", notice.subject),
        ("notice.sender", notice.sender),
        ("notice.quote", quote if len(quote) <= _QUOTABLE else ""),
        ("notice.case_id", ", ".join(notice.case_ids)),
        ("notice.complaint_id", ", ".join(notice.complaint_ids)),
    ):
        if value:
            yield Fact(key=key, value=" ".join(value.split()), source=source)
    if named := asins(situation, notice):
        yield Fact(key="asins", value=", ".join(named), source=source)


def money(value: str, currency: str | None, language: str) -> str:
    """Return a sum ready to print: ``487,213円`` for yen in Japanese, else ``USD 1,234.50``; the digits are the notice's."""
    whole, dot, part = value.partition(".")
    grouped = f"{int(whole):,}{dot}{part}" if whole.lstrip("-").isdigit() else value
    if currency == "JPY" and language == "ja":
        return f"{grouped}円"
    return f"{currency} {grouped}" if currency else grouped


def _sums(situation: Situation, believed: list[Notice], stated: set[str]) -> Iterator[Fact]:
    """The balance that a mail named last, and what became of it. A date goes with the sum of the same mail only."""
    zone, language = situation.timezone, situation.language
    named = next((item for item in reversed(believed) if _first(item, _BALANCES, language) and not _zero(item)), None)
    if named is not None:
        yield Fact(key="funds.balance", value=_first(named, _BALANCES, language), source=_source(named, zone))
        if "funds.balance" not in stated:
            yield _dated("funds.balance_date", named, zone)
    gone = [item for item in believed if _zero(item)]
    if gone and named is not None and gone[-1].at > named.at:
        yield _dated("funds.zero_date", gone[-1], zone)
    before = [item for item in believed if gone and item.at < gone[-1].at and _first(item, _HELD, language)]
    if gone and before:
        yield Fact(key="reserve.before", value=_first(before[-1], _HELD, language), source=_source(before[-1], zone))
        yield _dated("reserve.before_date", before[-1], zone)
        yield Fact(key="reserve.after", value=_zero(gone[-1], language), source=_source(gone[-1], zone))
        yield _dated("reserve.after_date", gone[-1], zone)
        periods = [match[1] for item in (before[-1], gone[-1]) if (match := _PERIOD.search(item.subject))]
        if len(periods) > 1:
            yield Fact(key="reserve.reports", value=", ".join(periods), source=_source(gone[-1], zone))


def _first(notice: Notice, roles: Iterable[str], language: str) -> str:
    """The first sum of these roles that is more than nothing, ready to print."""
    return next((money(value, unit, language) for value, unit, role in notice.amounts if role in roles and _some(value)), "")


def _zero(notice: Notice, language: str = "ja") -> str:
    """The sum of nothing that a mail names as what is held now, "" where it names none."""
    held = [(value, unit) for value, unit, role in notice.amounts if role in _HELD]
    return money(*held[-1], language) if held and not _some(held[-1][0]) else ""


def _goods(situation: Situation, believed: list[Notice], notice: Notice | None) -> Iterator[Fact]:
    """Names of products as the mails print them, and how many the notice about stock counts."""
    for item in believed:
        for asin, title, _ in _products(item):
            if title:
                yield Fact(key=f"goods.{asin}.title", value=title, source=_source(item, situation.timezone))
    if notice is None or not notice.believed or notice.label is not Label.INVENTORY_NOTICE:
        return
    counted = {asin: units for asin, _, units in _products(notice) if units}
    for asin, units in counted.items():
        yield Fact(key=f"goods.{asin}.stock", value=units, source=_source(notice, situation.timezone))
    if counted and set(asins(situation, notice)) <= set(counted):
        yield _dated("stock.date", notice, situation.timezone)


def _products(notice: Notice) -> Iterator[tuple[str, str, str]]:
    """Yield (ASIN, name, count) of every line that lists a product; what a line does not say is ""."""
    for line in unicodedata.normalize("NFKC", notice.text).splitlines():
        if match := _PRODUCT.search(line):
            rest = _CODE.sub(" ", match[2])
            units = _UNITS.search(rest)
            bare = " ".join(_REST.sub(" ", rest[: units.start()] if units else rest).split()).strip(" ,、:()-")
            yield match[1], bare if len(bare) in _TITLE else "", units[1] if units else ""


def _some(value: str) -> bool:
    return any(char in "123456789" for char in value)


def _dated(key: str, notice: Notice, timezone: str) -> Fact:
    return Fact(key=key, value=local_date(notice.at, timezone).isoformat(), source=_source(notice, timezone))


def _source(notice: Notice, timezone: str) -> str:
    return f"notice {local_date(notice.at, timezone).isoformat()}"
