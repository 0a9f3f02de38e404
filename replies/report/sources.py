"""The numbered list of sources at a report's end: each number in the text leads to a notice, papers or a report of Amazon's.

What bears no number is the seller's own record, which one line says for all of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from replies.calendar_dates import long_date, parse_date
from replies.evidence.findings import Located, month
from replies.evidence.reconcile import Reconciliation
from replies.evidence.rows import PaperLine
from replies.report.material import say
from replies.situation import STATED
from replies.templates import words

_OURS: Final = (STATED, "configuration")
_NOTICE: Final = "notice "
_DAYS: Final = ("purchased", "shipped", "returned", "requested", "received", "day", "posted", "at", "approved", "starts")
"""Fields that hold the day of a row, by kind of report."""


@dataclass(slots=True)
class Sources:
    """Collects while a report is written. Numbers are given in the order of the text, one for each source."""

    language: str
    entries: dict[str, int] = field(default_factory=dict)

    def cite(self, source: str) -> int:
        """Return the number of a source, giving it the next one where it is new."""
        return self.entries.setdefault(source, len(self.entries) + 1)

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return (number, source) in the order of the numbers."""
        return tuple((str(number), source) for source, number in self.entries.items())


def is_ours(source: str) -> bool:
    """Tell whether a fact is the seller's own word, which bears no number."""
    return source.startswith(_OURS)


def printed(source: str, language: str) -> str:
    """Return a fact's source in the report's language; what names a file and line stays as it is."""
    sentences = words(language)
    for start, code in ((_NOTICE, "source_notice"), (f"{STATED} ", "source_stated")):
        if source.startswith(start) and (day := parse_date(source.removeprefix(start))):
            return sentences[f"report.{code}"].format(date=long_date(day, language))
    if source == "configuration":
        return sentences["report.source_configuration"]
    if source.startswith("submission "):
        return sentences["report.source_submission"]
    return source


def by_reports(rests: Iterable[Located], outcome: Reconciliation, language: str) -> Iterator[str]:
    """Yield what rows of Amazon's reports were read from, by the report's name and the months that it covers."""
    kinds = {file: kind for file, kind, _ in outcome.counted.evidence.sources}
    for file in dict.fromkeys(row.file for row in rests if not isinstance(row, PaperLine)):
        if kind := kinds.get(file):
            yield _report(file, kind, outcome, language)


def _report(file: str, kind: str, outcome: Reconciliation, language: str) -> str:
    told = say(language)
    name = words(language).get(f"evidence_report.{kind}", kind)
    days = [day for rows in outcome.counted.evidence.rows.values() for row in rows if row.file == file and (day := _day(row))]
    if not days:
        return name
    return told("report.source_report", name=name, since=month(min(days), told), until=month(max(days), told))


def _day(row: Any) -> date | None:
    found = next((value for name in _DAYS if (value := getattr(row, name, None)) is not None), None)
    return found.date() if isinstance(found, datetime) else found
