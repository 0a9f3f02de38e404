"""The annexes that a letter's facts cite, and the papers that answer to their numbers. Pure.

A fact names a paper by beginning with its number (``別紙3 返送明細``, ``Annex 3, removal order``); others only cite the number
(``(別紙3)``). ``annex.3.name`` names the paper of a number that no other fact names.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

_CITED: Final = re.compile(r"(?:別紙|別添|添付資料|添付|\b(?:Annex|Enclosure|Attachment|Exhibit)\s)\s*(\d{1,3})", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"^[・\-\s]*((?:別紙|別添|添付資料|添付|Annex\s|Enclosure\s|Attachment\s|Exhibit\s)\s*(\d{1,3}))(?:\s+|[、,:]\s*)(\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)


_BESIDE: Final = re.compile(
    r"(?:別紙|別添|添付資料|添付|\b(?:Annex|Enclosure|Attachment|Exhibit)\s)\s*(\d{1,3})"
    r"(?:[ \t]+|[,:][ \t]*)(?=[^\W\d])",
    re.IGNORECASE,
)
"""A number with a name beside it, anywhere in a line."""


def cited(text: str) -> tuple[int, ...]:
    """Return the numbers of the annexes that a text cites, each once, in its order."""
    return tuple(dict.fromkeys(int(number) for number in _CITED.findall(unicodedata.normalize("NFKC", text))))


def unnamed(text: str, papers: Iterable[str]) -> tuple[int, ...]:
    """Return the annexes that a text cites and that neither these papers nor the text itself give a name."""
    plain = unicodedata.normalize("NFKC", text)
    given = {*named(papers), *(int(match[1]) for match in _BESIDE.finditer(plain))}
    return tuple(number for number in cited(plain) if number not in given)


def named(texts: Iterable[str]) -> Mapping[int, str]:
    """Return the papers that lines of these texts name by number (the first naming counts)."""
    found: dict[int, str] = {}
    for text in texts:
        for line in text.splitlines():
            if match := _NAMED.match(unicodedata.normalize("NFKC", line)):
                found.setdefault(int(match[2]), line.strip().lstrip("・- "))
    return found


def ordered(papers: Iterable[str]) -> tuple[str, ...]:
    """Return the papers, each once: numbered ones by their number, the others behind them as they came."""
    kept: dict[object, str] = {}
    for paper in papers:
        numbers = named([paper])
        kept.setdefault(next(iter(numbers), paper), paper)
    return tuple(paper for _, paper in sorted(kept.items(), key=lambda item: (isinstance(item[0], str), _number(item[0]))))


def _number(key: object) -> int:
    return key if isinstance(key, int) else 0
