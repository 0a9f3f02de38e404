"""Personal data out of texts: addresses, names, telephone numbers, order numbers, bank digits. Pure.

Amazon's own addresses stay: a reader must see who wrote. What is masked is masked alike everywhere, by the words of the
catalogue (``mask.*``).
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from mailbot import domains
from mailbot.casebook.events import CaseEvent
from mailbot.i18n import Catalogue

_DASH: Final = r"[-‐‑–−ー－]"
_ADDRESS: Final = re.compile(r"[\w.+'%=/-]+@([\w-]+(?:\.[\w-]+)+)")
_ORDER: Final = re.compile(rf"(?<![\w-])\d{{3}}{_DASH}\d{{7}}{_DASH}\d{{7}}(?!\d)")
_PHONE: Final = re.compile(
    rf"(?<![\w.,-])(?:\+\d{{1,3}}[ {_DASH[1:]}?(?:\(0\))?|0)\d{{1,4}}[ )]?{_DASH}?\d{{1,4}}{_DASH}\d{{3,4}}(?![\d,-])"
    rf"|(?<![\w.,-])0[5789]0\d{{8}}(?!\d)|\(\d{{2,5}}\) ?\d{{1,4}}{_DASH}\d{{4}}(?!\d)"
    rf"|(?<![\w.,-])\d{{3}}{_DASH}\d{{3}}{_DASH}\d{{4}}(?!\d)"
)
_POSTCODE: Final = re.compile(rf"〒 ?\d{{3}}{_DASH}?\d{{4}}")
_PLACE: Final = re.compile(
    r"(?:北海道|東京都|(?:大阪|京都)府|[一-龯]{2,3}県)[^\s、。,]{1,12}?[市区町村郡][^\n、。]{0,40}?\d[^\s、。]{0,20}"
    r"|\b\d{1,5}[A-Z]? (?:[NSEW]\.? )?(?:[A-Z][\w.'’-]+ ){1,4}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Way|Court|Ct|Square|Sq)\b\.?[^\n]{0,60}"
)
_BANK: Final = re.compile(
    r"((?:口座番号|普通|当座|店番|支店コード|account (?:number|no\.?)|routing (?:number|no\.?)|sort code|ending in|末尾|下\d桁)"
    r"[^\d\n]{0,12})\d[\d ‐-]{2,}\d|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b",
    re.IGNORECASE,
)
_IDENTIFIERS: Final = frozenset({"message_id", "thread"})
_SHORTEST: Final = 2
"""Characters of a name that can be told from ordinary words."""


@dataclass(frozen=True)
class Mask:
    """Masks texts. ``names`` are the seller's: their own, their store's, those under which they write."""

    names: tuple[str, ...]
    words: Catalogue

    def __call__(self, text: str) -> str:
        """Return a text without what could name a person."""
        pieces, position = [], 0
        for found in _ADDRESS.finditer(text):
            pieces += [self._plain(text[position : found.start()]), self._address(found)]
            position = found.end()
        return "".join((*pieces, self._plain(text[position:])))

    def _plain(self, text: str) -> str:
        text = _BANK.sub(lambda found: (found[1] or "") + self.words("mask.bank"), text)
        text = _ORDER.sub(self.words("mask.order"), text)
        text = _POSTCODE.sub(self.words("mask.postcode"), text)
        text = _PLACE.sub(self.words("mask.place"), text)
        text = _PHONE.sub(self.words("mask.phone"), text)
        return self._names.sub(self.words("mask.name"), text) if self._names else text

    def value(self, value: Any) -> Any:
        """Return a JSON value with every text in it masked."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, dict):
            return {name: _token(item) if name in _IDENTIFIERS else self.value(item) for name, item in value.items()}
        return [self.value(item) for item in value] if isinstance(value, list) else value

    def event(self, event: CaseEvent) -> CaseEvent:
        """Return an event of a case, masked; replayed, masked events tell the same story."""
        return replace(event, data=self.value(dict(event.data)))

    def _address(self, found: re.Match[str]) -> str:
        return found[0] if domains.is_amazon(found[1]) else self.words("mask.address")

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        wanted = sorted({name for name in self.names if len(name) >= _SHORTEST}, key=len, reverse=True)
        # Spaces within a name are written or left out at will.
        patterns = [r"\s*".join(map(re.escape, name.split())) for name in wanted]
        return re.compile("|".join(_whole(pattern) for pattern in patterns), re.IGNORECASE) if patterns else None


def names_of(values: Iterable[str | None]) -> tuple[str, ...]:
    """Return the names to mask: each as it is and, where it has several parts of which each is long enough, its parts."""
    found: dict[str, None] = {}
    for value in values:
        if value and value.strip():
            found[value.strip()] = None
            found |= {part: None for part in value.split() if len(part) > _SHORTEST or not part.isascii()}
    return tuple(found)


def _whole(pattern: str) -> str:
    """ASCII names are masked as whole words only: Ann is not in planning."""
    return rf"(?<![a-z0-9]){pattern}(?![a-z0-9])" if pattern.isascii() else pattern


def _token(value: Any) -> Any:
    """Message-IDs bear domains and names; what matters is which are the same."""
    if isinstance(value, list):
        return sorted(_token(item) for item in value)
    return None if value is None else f"<{hashlib.sha256(str(value).encode()).hexdigest()[:16]}>"
