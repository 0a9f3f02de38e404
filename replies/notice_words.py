"""What a notice says in its own words: a circular, a return that is complete, a statement, its reason, its signature. Pure.

The patterns are data (``library/notices.toml``). A notice whose text is not known (an empty one) says none of these things.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

from classifiers.labels import AmountRole, Label, Track
from replies.sentences import sentences
from replies.situation import Notice

_CIRCULARS: Final = frozenset({Label.AUTHENTICITY_INQUIRY, Label.POLICY_WARNING, Label.IDENTITY_VERIFICATION})
"""What a circular that explains the rules may be taken for."""
_MONEY: Final = frozenset({Label.FUNDS_WITHHELD, Label.RESERVE_CHANGE})
_HELD: Final = (AmountRole.RESERVE, AmountRole.BALANCE, AmountRole.WITHHELD)
_LAST_LINES: Final = 6


def is_general(notice: Notice) -> bool:
    """Tell whether a message goes to everybody and wants no answer, however much it speaks of inquiries."""
    if notice.label not in _CIRCULARS:
        return False
    named = notice.asins or notice.order_ids or notice.complaint_ids
    if named:
        return False
    local = notice.sender.partition("@")[0]
    addressed = _lines(notice, "general.everybody") and not _says(notice, "general.bound")
    circular = bool(_patterns()["general.news_sender"].search(local)) or addressed
    return circular or _says(notice, "general.no_reply")


def is_statement(notice: Notice) -> bool:
    """Tell whether a message about money is the regular statement of a settlement period that shows no balance of nothing."""
    held = [value for value, _, role in notice.amounts if role in _HELD]
    gone = any(not any(char in "123456789" for char in value) for value in held)
    return notice.label in _MONEY and not gone and _says(notice, "funds.statement") and not _says(notice, "funds.refuses")


def is_quiet(notice: Notice) -> bool:
    """Tell whether a message leaves nothing to answer and overtakes nothing."""
    return is_general(notice) or is_statement(notice)


def refuses_money(notice: Notice) -> bool:
    """Tell whether a message itself refuses to pay, rather than repeating in passing that money stays where it is."""
    return any(_fits("funds.refuses", one) and _fits("funds.speaks", one) for one in _sentences(notice))


def stock_is_back(notice: Notice) -> bool:
    return _says(notice, "stock.returned")


def stock_is_gone(notice: Notice) -> bool:
    return _says(notice, "stock.disposed")


def wants_removal(notice: Notice) -> bool:
    """Tell whether a message asks for a removal order, which only Seller Central takes."""
    return _says(notice, "stock.removal")


def wants_reply(notice: Notice) -> bool:
    """Tell whether a message about stock asks for an answer or for papers."""
    return bool(notice.demands) or _says(notice, "stock.reply")


def reason(notice: Notice, track: Track) -> str:
    """Return the sentence that gives the reason of what a notice decides in a track, else the one that decided its label."""
    quote = " ".join(notice.quote.split())
    if track is Track.FUNDS:
        return _reason_of_money(notice) or quote
    if notice.label in (Label.CLOSURE_NOTICE, Label.POLICY_WARNING):
        return _first(notice, "reason.alleging", "reason.consequence") or quote
    if notice.label is Label.TEMPLATE_REJECTION and not _fits("reason.lacking", quote):
        return _first(notice, "reason.lacking", "funds.speaks") or quote
    return quote


def signature(notice: Notice) -> str:
    """Return the team that a notice is signed with, "" where it names none."""
    lines = [line.strip() for line in unicodedata.normalize("NFKC", notice.text).splitlines() if line.strip()]
    return next((line for line in reversed(lines[-_LAST_LINES:]) if _fits("signed.team", line)), "")


def choice(words: str) -> str:
    """Return the words by which a demand leaves the choice of the paper (``請求書または納品書``), "" where it does not."""
    found = _patterns()["choice.words"].search(unicodedata.normalize("NFKC", words))
    return found[0] if found else ""


def _reason_of_money(notice: Notice) -> str:
    own = notice.label in (Label.FUNDS_WITHHELD, Label.RESERVE_CHANGE)
    about = [one for one in _sentences(notice) if own or _fits("funds.speaks", one)]
    lacking = [one for one in about if _fits("reason.lacking", one)]
    refusing = [one for one in about if _fits("funds.refuses", one)]
    return next(iter((*lacking, *refusing)), "")


def _first(notice: Notice, marker: str, but: str) -> str:
    return next((one for one in _sentences(notice) if _fits(marker, one) and not _fits(but, one)), "")


def _sentences(notice: Notice) -> Iterator[str]:
    yield from (" ".join(one.split()) for one in sentences(notice.text))


def _says(notice: Notice, marker: str) -> bool:
    return any(_fits(marker, one) for one in (*_sentences(notice), notice.subject))


def _lines(notice: Notice, marker: str) -> bool:
    return any(_fits(marker, line.strip()) for line in notice.text.splitlines()[:3])


def _fits(marker: str, text: str) -> bool:
    return _patterns()[marker].search(unicodedata.normalize("NFKC", text)) is not None


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    text = (files("replies") / "library" / "notices.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return {
        f"{space}.{name}": re.compile(pattern, re.IGNORECASE)
        for space, entries in tables.items()
        for name, pattern in entries.items()
    }
