"""The text for the console's box: the three answers and what is attached, within the limit that the user set.

What is left out to keep the limit is left out whole, the least needed first: sentences are never cut, and measures that only
the report tells are counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from replies.report import answer
from replies.report.full import subject
from replies.report.measures import further, line, measures
from replies.report.specials import reason_code
from replies.report.summary import attached
from replies.report.writer import Writer, ended

_MEASURE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Lines that stand or fall together. Rank 0 always stays; of the others the highest goes first."""

    rank: int
    lines: tuple[str, ...]
    measure: bool = False
    counts: bool = False
    """Stands where the measures that are left out are counted."""


def box(writer: Writer, max_chars: int | None = None) -> str:
    """Return the text, at most ``max_chars`` long where the parts that must stay allow it."""
    parts = list(_parts(writer))
    while max_chars is not None and len(_joined(writer, parts)) > max_chars and any(part.rank for part in parts):
        weakest = max(part.rank for part in parts)
        parts.remove(next(part for part in reversed(parts) if part.rank == weakest))
    return _joined(writer, parts)


def _joined(writer: Writer, parts: list[_Part]) -> str:
    left = further(writer, sum(part.measure for part in parts))
    counted = (_bullet(writer, left),) if left else ()
    return "\n".join(one for part in parts for one in (counted if part.counts else part.lines)).strip() + "\n"


def _parts(writer: Writer) -> Iterator[_Part]:
    place = writer.material.situation.marketplace
    head = writer.word("report.addressee", marketplace=place[:1].upper() + place[1:])
    yield _Part(rank=0, lines=(head, writer.word("report.box_subject", subject=subject(writer)), ""))
    yield _Part(rank=0, lines=(_said(writer, "box_intro"), *_reason(writer)))
    yield _Part(rank=0, lines=(_said(writer, "box_goods", asins=", ".join(writer.material.asins)),))
    yield from _answered(writer)
    yield _Part(rank=0, lines=("", f"1. {writer.word('report.box_cause')}"))
    for item in writer.binding.items("cause"):
        yield _Part(rank=0, lines=(_bullet(writer, ended(writer.cell(f"cause.{item}.text")[0], writer.language)),))
        yield _Part(rank=3, lines=(ended(_said(writer, "box_found", item), writer.language),))
    yield _Part(rank=0, lines=("", f"2. {writer.word('report.box_actions')}"))
    for item in writer.binding.items("action"):
        yield _Part(rank=0, lines=(_bullet(writer, ended(_said(writer, "box_action", item), writer.language)),))
    yield _Part(rank=0, lines=("", f"3. {writer.word('report.box_prevention')}"))
    yield from _measures(writer)
    yield from _quantities(writer)
    yield _Part(rank=0, lines=("", attached(writer)))
    yield _Part(rank=0, lines=(writer.word("report.box_close"), "", *(_said(writer, "apology_2").splitlines())))


def _reason(writer: Writer) -> tuple[str, ...]:
    return (writer.paragraph(reason_code(writer)).text,) if writer.knows("notice.reason") else ()


def _answered(writer: Writer) -> Iterator[_Part]:
    """What changed since the last round, where that was refused as not implemented."""
    rows = answer.rows(writer)
    if rows:
        yield _Part(rank=0, lines=("", answer.heading(writer)))
        for row in rows:
            told = writer.word("report.box_answer", measure=row.name, date=row.date, proof=row.proof, change=row.change)
            yield _Part(rank=0, lines=(_bullet(writer, told),))


def _measures(writer: Writer) -> Iterator[_Part]:
    """The first measure stays in any case: prevention is one of the three questions."""
    for place, plan in enumerate(measures()):
        yield _Part(rank=0 if place == 0 else _MEASURE, lines=(_bullet(writer, line(writer, plan)),), measure=True)
    yield _Part(rank=0, lines=(), counts=True)


def _quantities(writer: Writer) -> Iterator[_Part]:
    lines = tuple(_quantity(writer, asin) for asin in writer.material.asins)
    if lines:
        yield _Part(rank=1, lines=("", f"4. {writer.word('report.box_supply')}", *lines))


def _quantity(writer: Writer, asin: str) -> str:
    """A product's quantities; what was not delivered is never left without its reason."""
    told = _bullet(writer, ended(_said(writer, "box_quantities", asin), writer.language))
    if not writer.binding.differs(asin):
        return told
    reason = ended(_said(writer, "box_difference", asin), writer.language)
    return writer.word("report.box_joined", first=told, second=reason)


def _said(writer: Writer, code: str, item: str = "", **values: str) -> str:
    return writer.paragraph(f"report.{code}", item, **values).text


def _bullet(writer: Writer, told: str) -> str:
    return writer.word("report.bullet") + told
