"""How old a paper may be: the age limit nearest to it, or that of the row of papers in which it stands."""

import re
from collections.abc import Sequence
from typing import Final

from classifiers import deadline_ages, deadline_ja, durations
from classifiers.demand_leads import AGED
from classifiers.demand_phrases import Noun
from classifiers.durations import Duration
from classifiers.labels import DemandKind
from classifiers.normalise import JAPANESE


def of(text: str, nouns: Sequence[Noun], index: int) -> int | None:
    """Return the age limit, in days, of one of the papers that a folded sentence names; None where it has none."""
    noun = nouns[index]
    before = nouns[index - 1].end if index else 0
    after = nouns[index + 1].start if index + 1 < len(nouns) else len(text)
    if noun.kind not in AGED or (noun.kind is DemandKind.BANK and _ACCOUNT_ITSELF.search(text[noun.start : noun.end])):
        return None
    age = _age(text, noun, before, after)
    return _shared_age(text, nouns, index) if age is None and noun.kind in _OF_TRADE else age


_ACCOUNT_ITSELF: Final = re.compile(r"(?:口座|口座(?:情報|番号|名義))$")
"""An account that is to be entered has no age."""


def _shared_age(text: str, nouns: Sequence[Noun], index: int) -> int | None:
    """The age limit of a row of trade papers: "invoices, delivery orders or contracts issued in the last 365 days".

    Papers of other kinds in a row have each their own: "a passport and a bank statement of the last 90 days".
    """
    row = index
    while row + 1 < len(nouns) and _ROW_EN.fullmatch(text[nouns[row].end : nouns[row + 1].start]):
        row += 1
        after = nouns[row + 1].start if row + 1 < len(nouns) else len(text)
        if (age := _age(text, nouns[row], nouns[row].head, after)) is not None:
            return age
    first = index
    bare = nouns[index].head == nouns[index].start
    while (
        bare
        and first > 0
        and nouns[first - 1].kind in _OF_TRADE
        and _ROW_JA.fullmatch(text[nouns[first - 1].end : nouns[first].start])
    ):
        first -= 1
        before = nouns[first - 1].end if first else 0
        if (age := _age(text, nouns[first], before, nouns[first].head)) is not None:
            return age
    return None


_OF_TRADE: Final = frozenset({DemandKind.INVOICE, DemandKind.DELIVERY_NOTE})
_ROW_EN: Final = re.compile(r"(?!.*\b(?:that|which|with|from|for|dated|issued|plus|your|the|an?)\b)[a-z ,/'-]{0,40}")
_ROW_JA: Final = re.compile(r"[、,・/\s]?(?:または|又は|もしくは|若しくは|あるいは|および|及び|ならびに|並びに|や|か|と)?、?")


def _age(text: str, noun: Noun, before: int, after: int) -> int | None:
    """The age limit nearest to a paper: in Japanese before it or in brackets behind it, in English mostly behind it."""
    found: list[tuple[int, int]] = []
    for duration in durations.find(text):
        if not before <= duration.start < after or duration.days < _YOUNGEST:
            continue
        if not _limits(text, noun, duration):
            continue
        distance = noun.head - duration.end if duration.end <= noun.head else duration.start - noun.head
        found.append((distance, duration.days))
    return min(found)[1] if found else None


def _limits(text: str, noun: Noun, duration: Duration) -> bool:
    before, after = text[max(0, duration.start - 120) : duration.start], text[duration.end : duration.end + 120]
    if _BARE_DEMAND.match(text, duration.end):
        return False
    behind = duration.start >= noun.end and JAPANESE.search(text[duration.start : duration.end]) is not None
    if behind and not re.search(r"[(]\s?[^()]{0,8}$|(?:から|後|より|前)\s?$", before):
        return False
    words = deadline_ja if JAPANESE.search(text[duration.start : duration.end]) else deadline_ages
    if words.is_age(before, after):
        return True
    if duration.end <= noun.head and duration.start >= noun.start:
        return (
            re.match(
                r"以[内下](?:の|で(?!あれ)|発)|以内に(?:[^、。をに]{0,6}が)?(?:発|作成|取得|撮影|交付|届|購入|仕入|出された|印)",
                after,
            )
            is not None
        )
    return re.search(r"\([^()]{0,24}$", before) is not None and re.match(r"[^()]{0,24}\)", after) is not None


_BARE_DEMAND: Final = re.compile(r"(?:以内|のうち)に\d")
_YOUNGEST: Final = 28
"""Days. Papers are asked for by months; shorter times are deadlines."""
