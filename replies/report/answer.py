"""The answer to a refusal that says "not implemented": each measure with its day, its proof, and what changed since.

What changed is read off the earlier texts: a measure that they only planned, one without day and proof, or one that is new.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from classifiers.labels import Deficit
from replies.calendar_dates import local_date, parse_date
from replies.novelty import novelty
from replies.render.document import Section, Table
from replies.report.measures import content, measures
from replies.report.writer import Writer, ended
from replies.sentences import sentences
from replies.situation import Submission

_MENTIONED: Final = 0.6
"""Below this share of new content an earlier text spoke of the same thing."""
_PLANNED: Final = re.compile(r"予定|検討|これから|まいります|いたします|\b(?:will|shall|plan(?:ned)? to|intend)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure as the answer tells it."""

    measure: str
    name: str
    """The measure in short, for where its steps are told anyway."""
    date: str
    proof: str
    change: str


def rows(writer: Writer) -> tuple[Row, ...]:
    """Return the rows; none where nothing was sent before or the refusal names another reason."""
    earlier = _earlier(writer)
    notice = writer.material.notice
    if notice is None or Deficit.NOT_IMPLEMENTED not in notice.deficits or not earlier:
        return ()
    return tuple(_rows(writer, earlier))


def heading(writer: Writer) -> str:
    """Return the heading, with the days of the refusal and of the text that it refused."""
    material, earlier = writer.material, _earlier(writer)
    zone = material.situation.timezone
    refused = local_date(material.notice.at, zone) if material.notice else material.today
    sent = local_date(earlier[-1].at, zone) if earlier else material.today
    return writer.word("report.answer_heading", refused=writer.day(refused), sent=writer.day(sent))


def section(writer: Writer, *, cites: bool = True) -> Section | None:
    """Return the section that stands first, or None; ``cites``: with the numbers of its sources."""
    found = rows(writer)
    if not found:
        return None
    head = tuple(writer.word(f"report_column.{name}") for name in ("answered", "done_on", "proof", "change"))
    table = Table(head=head, rows=tuple((row.measure, row.date, row.proof, row.change) for row in found))
    said = writer.paragraph("report.answer_1")
    return Section(heading=heading(writer), blocks=(said if cites else replace(said, cites=()), table))


def _rows(writer: Writer, earlier: list[Submission]) -> Iterator[Row]:
    for item in writer.binding.items("action"):
        yield _row(writer, earlier, f"action.{item}", writer.cell(f"action.{item}.text")[0])
    for plan in measures():
        if writer.knows(f"{plan.key}.proof"):
            told = writer.word("report.answer_measure", heading=plan.heading(writer.language), steps=content(writer, plan))
            yield _row(writer, earlier, plan.key, told, plan.heading(writer.language))


def _row(writer: Writer, earlier: list[Submission], key: str, told: str, name: str = "") -> Row:
    """An action, or with a name a measure."""
    dated = "since" if name else "date"
    day, proof = (writer.cell(f"{key}.{name}")[0] for name in (dated, "proof"))
    if writer.knows(f"{key}.changed"):
        return Row(
            measure=told,
            name=name or told,
            date=day,
            proof=proof,
            change=ended(writer.cell(f"{key}.changed")[0], writer.language),
        )
    change = _change(writer, earlier, told, parse_date(writer.value(f"{key}.{dated}")))
    return Row(measure=told, name=name or told, date=day, proof=proof, change=writer.word(f"report.change_{change}"))


def _change(writer: Writer, earlier: list[Submission], told: str, day: date | None) -> str:
    said = [one for sent in earlier for one in sentences(sent.text)]
    if not said or novelty(told, said) >= _MENTIONED:
        last = local_date(earlier[-1].at, writer.material.situation.timezone)
        return "added" if day is not None and day > last else "untold"
    nearest = min(said, key=lambda one: novelty(told, [one]))
    return "done" if _PLANNED.search(nearest) else "proven"


def _earlier(writer: Writer) -> list[Submission]:
    notice = writer.material.notice
    return [sent for sent in writer.material.situation.submissions if notice is None or sent.at <= notice.at]
