"""What a report's facts do to each other: told as findings or, where a reader would stop, as blockers."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from classifiers.labels import Deficit
from replies.binding import Binding
from replies.calendar_dates import local_date, parse_date
from replies.evidence.flows import span
from replies.evidence.rows import RemovalLine
from replies.lint import Finding, Severity
from replies.report import annexes
from replies.report.annexes import Annex
from replies.report.material import Material
from replies.report.measures import measures
from replies.report.writer import Writer
from replies.situation import STATED, Blocker

_RETURNED: Final = re.compile(
    r"返送|回収|引き上げ|(?:自社|手元)に戻|所有権の放棄|\b(?:call(?:ed)? back|recall(?:ed)?|removal|removed|pulled)\b",
    re.IGNORECASE,
)
_BEFORE: Final = timedelta(days=60)
"""A removal takes up to so long from its order to the day on which the goods are back."""


def findings(writer: Writer) -> Iterator[Finding]:
    """Yield what a person should look at before the report leaves."""
    material, binding = writer.material, writer.binding
    for file in _used_twice(binding, writer.annexes):
        yield _warning("annex_used_twice", file)
    for item, until in later_returns(material, binding):
        fact = binding.ledger.get(f"action.{item}.text")
        yield _warning("records_end", fact.value if fact else "", until=writer.day(until))
    if lost := _not_pulled(material, binding):
        yield _warning("pulled_asin", ", ".join(lost))
    if material.notice is not None and Deficit.NOT_IMPLEMENTED in material.notice.deficits:
        for plan in measures():
            if binding.ledger.get(f"{plan.key}.since") and not binding.ledger.get(f"{plan.key}.proof"):
                yield _warning("measure_unproven", plan.heading(writer.language))


def misnamed(writer: Writer) -> Iterator[Blocker]:
    """Yield annexes that a stated fact calls by the number of another file."""
    for fact in writer.material.situation.facts:
        if fact.source.startswith(STATED):
            for name in annexes.misnamed(fact.value, writer.annexes, writer.language):
                yield Blocker(code="annex_misnamed", what=name, key=fact.key)


def later_returns(material: Material, binding: Binding) -> Iterator[tuple[str, date]]:
    """Yield actions that brought stock back after the reports end, or of which no removal order tells: (item, last day)."""
    outcome = material.outcome
    covered = span(outcome.counted.evidence) if outcome else None
    if outcome is None or covered is None:
        return
    zone = material.situation.timezone
    ordered = [local_date(row.requested, zone) for row in outcome.counted.evidence.of(RemovalLine)]
    for item in binding.ledger.items("action"):
        text, day = (binding.ledger.get(f"action.{item}.{name}") for name in ("text", "date"))
        done = parse_date(day.value) if day else None
        if text and done and _RETURNED.search(text.value) and not any(done - _BEFORE <= one <= done for one in ordered):
            yield item, covered[1]


def _used_twice(binding: Binding, listed: tuple[Annex, ...]) -> Iterator[str]:
    """A record from before that shows the cause cannot show the measure that came after it."""
    ledger = binding.ledger
    causes = [fact.value for item in ledger.items("cause") if (fact := ledger.get(f"cause.{item}.found"))]
    proofs = [fact.value for plan in measures() if (fact := ledger.get(f"{plan.key}.proof"))]
    for annex in listed:
        name = annex.file.name
        if any(name in said for said in causes) and any(name in said for said in proofs):
            yield name


def _not_pulled(material: Material, binding: Binding) -> tuple[str, ...]:
    """Products of the notice of which the list of returned stock says nothing, neither by ASIN nor by name."""
    listed = binding.ledger.get("pulled_stock.list")
    if listed is None:
        return ()
    titles = {asin: binding.ledger.get(f"goods.{asin}.title") for asin in material.asins}
    return tuple(
        asin for asin, title in titles.items() if asin not in listed.value and not (title and title.value in listed.value)
    )


def _warning(rule: str, quote: str, **values: str) -> Finding:
    return Finding(rule=f"report_{rule}", severity=Severity.WARNING, quote=quote, values=values)
