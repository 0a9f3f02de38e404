"""The numbered list of sources at a report's end: each number in the text leads to a file and line, a notice or a person."""

import re
from dataclasses import dataclass, field
from typing import Final

from replies.calendar_dates import long_date, parse_date
from replies.templates import words

_DATED: Final = re.compile(r"(notice|stated by the seller) (\d{4}-\d{2}-\d{2})")
_CODES: Final = {"notice": "report.source_notice", "stated by the seller": "report.source_stated"}


@dataclass(slots=True)
class Sources:
    """Collects while a report is written. Numbers are given in the order of the text, one for each thing and its source."""

    language: str
    entries: dict[tuple[str, str], int] = field(default_factory=dict)

    def cite(self, what: str, source: str) -> int:
        """Return the number of a source, giving it the next one where it is new."""
        entry = (what, printed(source, self.language))
        return self.entries.setdefault(entry, len(self.entries) + 1)

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Return (number, what, source) in the order of the numbers."""
        return tuple((str(number), what, source) for (what, source), number in self.entries.items())


def printed(source: str, language: str) -> str:
    """Return a fact's source in the report's language; what names a file and line stays as it is."""
    sentences = words(language)
    if match := _DATED.fullmatch(source):
        day = parse_date(match[2])
        return sentences[_CODES[match[1]]].format(date=long_date(day, language) if day else match[2])
    if source == "configuration":
        return sentences["report.source_configuration"]
    if source.startswith("submission "):
        return sentences["report.source_submission"]
    return source
