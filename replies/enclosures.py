"""The annexes that a letter's facts cite, and the papers that answer to their numbers. Pure.

A fact names a paper by beginning with its number (``別紙3 返送明細``, ``Annex 3, removal order``); others only cite the number
(``(別紙3)``). ``annex.3.name`` names the paper of a number that no other fact names.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
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


def files_meant(paper: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the files that a paper's line names: by the whole name, ``invoice.pdf``, or alone without its ending.

    Case and width of letters do not matter. What only resembles a name names nothing, and a name that two files of different
    folders have names neither: which paper is meant is for the seller to say.
    """
    by_name: dict[str, list[str]] = {}
    for name in names:
        by_name.setdefault(_plain(PurePosixPath(name.replace("\\", "/")).name), []).append(name)
    line = _plain(paper)
    said = _said(line, by_name) or _said(_CITED.sub(" ", line), by_name)
    if not said:
        number = _NAMED.match(line)
        title = (number[3] if number else line).strip()
        said = [name for name in by_name if PurePosixPath(name).stem == title]
        said = said if len(said) == 1 else []
    return tuple(by_name[name][0] for name in said if len(by_name[name]) == 1)


def _said(line: str, names: Iterable[str]) -> list[str]:
    """The names that stand in a line, in its order; within ``my-invoice.pdf`` there is no ``invoice.pdf``."""
    found: dict[int, str] = {}
    for name in sorted(names, key=len, reverse=True):
        before = r"(?<![0-9a-z_-])" if name[0].isascii() else r"(?<!\w)"
        after = r"(?![0-9a-z_-]|\.[0-9a-z])" if name[-1].isascii() else r"(?!\w)"
        if match := re.search(before + re.escape(name) + after, line):
            found[match.start()] = name
            line = line[: match.start()] + " " * len(name) + line[match.end() :]
    return [found[place] for place in sorted(found)]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _number(key: object) -> int:
    return key if isinstance(key, int) else 0
