"""The text for the console's box: the three answers and what is attached, within the limit that the user set.

What is left out to keep the limit is left out whole, the least needed first: sentences are never cut.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from replies.report.full import subject
from replies.report.summary import attached, measures
from replies.report.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Lines that stand or fall together. Rank 0 always stays; of the others the highest goes first."""

    rank: int
    lines: tuple[str, ...]


def box(writer: Writer, max_chars: int | None = None) -> str:
    """Return the text, at most ``max_chars`` long where the parts that must stay allow it."""
    parts = list(_parts(writer))
    while max_chars is not None and len(_joined(parts)) > max_chars and any(part.rank for part in parts):
        weakest = max(part.rank for part in parts)
        parts.remove(next(part for part in reversed(parts) if part.rank == weakest))
    return _joined(parts)


def _joined(parts: list[_Part]) -> str:
    return "\n".join(line for part in parts for line in part.lines).strip() + "\n"


def _parts(writer: Writer) -> Iterator[_Part]:
    place = writer.material.situation.marketplace
    head = writer.word("report.addressee", marketplace=place[:1].upper() + place[1:])
    yield _Part(rank=0, lines=(head, writer.word("report.box_subject", subject=subject(writer)), ""))
    yield _Part(rank=0, lines=(_said(writer, "box_intro"), _said(writer, "box_goods", asins=", ".join(writer.material.asins))))
    yield _Part(rank=0, lines=("", f"1. {writer.word('report.box_cause')}"))
    for item in writer.binding.items("cause"):
        yield _Part(rank=0, lines=(writer.cell(f"cause.{item}.text")[0],))
        yield _Part(rank=3, lines=(writer.cell(f"cause.{item}.found")[0],))
    yield _Part(rank=0, lines=("", f"2. {writer.word('report.box_actions')}"))
    for item in writer.binding.items("action"):
        yield _Part(rank=0, lines=(_bullet(writer, _said(writer, "box_action", item)),))
    yield _Part(rank=0, lines=("", f"3. {writer.word('report.box_prevention')}"))
    yield from _measures(writer)
    yield from _quantities(writer)
    yield _Part(rank=0, lines=("", attached(writer)))
    yield _Part(rank=0, lines=(writer.word("report.box_close"), "", *(_said(writer, "apology_2").splitlines())))


def _measures(writer: Writer) -> Iterator[_Part]:
    """The first measure stays in any case: prevention is one of the three questions."""
    for place, plan in enumerate(measures()):
        since, control = (writer.cell(f"{plan.key}.{name}")[0] for name in ("since", "control"))
        line = writer.word("report.box_measure", heading=plan.heading(writer.language), since=since, control=control)
        yield _Part(rank=0 if place == 0 else 2, lines=(_bullet(writer, line),))


def _quantities(writer: Writer) -> Iterator[_Part]:
    lines = tuple(_quantity(writer, asin) for asin in writer.material.asins)
    if lines:
        yield _Part(rank=1, lines=("", f"4. {writer.word('report.box_supply')}", *lines))


def _quantity(writer: Writer, asin: str) -> str:
    """A product's quantities; what was not delivered is never left without its reason."""
    line = _bullet(writer, _said(writer, "box_quantities", asin))
    return f"{line} {_said(writer, 'box_difference', asin)}" if writer.binding.differs(asin) else line


def _said(writer: Writer, code: str, item: str = "", **values: str) -> str:
    return writer.paragraph(f"report.{code}", item, **values).text


def _bullet(writer: Writer, line: str) -> str:
    return writer.word("report.bullet") + line
