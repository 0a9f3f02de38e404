"""What reading the files gave, as sentences: one for each file, and one for each line that could not be read."""

from collections.abc import Iterable, Iterator

from replies.evidence.findings import Say, printed
from replies.evidence.tables import Table, Unrecognised
from replies.evidence.typist import LineProblem


def readout(tables: Iterable[Table | Unrecognised], say: Say) -> Iterator[str]:
    """Yield the sentences, file by file."""
    for table in tables:
        yield from _unrecognised(table, say) if isinstance(table, Unrecognised) else _read(table, say)


def problem(one: LineProblem, say: Say) -> str:
    """Return a line problem as a sentence that names file and line."""
    why = say(f"evidence_problem.{one.why}", column=one.column, cell=one.cell)
    return say("evidence_read.problem", file=one.file, line=one.line, why=why)


def _read(table: Table, say: Say) -> Iterator[str]:
    source = table.source
    values = {"file": source.file, "report": _report(source.format, say), "rows": printed(len(table.rows))}
    yield say("evidence_read.table", **values, line=source.header_line, encoding=source.encoding)
    between = say("evidence_fact.and")
    if source.unknown:
        yield say("evidence_read.unknown", file=source.file, columns=between.join(source.unknown))
    if source.dropped:
        yield say("evidence_read.dropped", file=source.file, columns=between.join(source.dropped))
    yield from (problem(one, say) for one in table.problems)


def _unrecognised(one: Unrecognised, say: Say) -> Iterator[str]:
    between = say("evidence_fact.and")
    yield say(
        "evidence_read.unrecognised",
        file=one.file,
        reason=say(f"evidence_unrecognised.{one.reason}"),
        looked_for=between.join(_report(name, say) for name in one.looked_for),
    )
    if one.near is not None:
        missing = between.join(one.near.missing)
        yield say("evidence_read.near", report=_report(one.near.format, say), missing=missing)


def _report(name: str, say: Say) -> str:
    """Return a format's name in the reader's language; a seller's own format has only its own."""
    try:
        return say(f"evidence_report.{name}")
    except KeyError:
        return name
