"""The whole reconciliation on a page: evidence and question in; findings, tables and figures out.

Plain code and no judgement by a model: the same files give the same numbers, and each of them names its lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from replies.evidence import (
    addressee,
    coverage,
    flows,
    ledger,
    paper_checks,
    paper_faces,
    papers,
    purchases,
    reserve,
    returned,
    stock,
)
from replies.evidence.annex import AnnexTable
from replies.evidence.annexes import annexes
from replies.evidence.counted import Counted
from replies.evidence.figures import figures
from replies.evidence.findings import Figure, Finding, Place, Severity, Value
from replies.evidence.holdings import Evidence
from replies.evidence.question import Question
from replies.evidence.rows import PaperLine

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """The outcome."""

    counted: Counted = field(repr=False)
    findings: tuple[Finding, ...]
    """Errors first, then warnings, then notes."""
    tables: tuple[AnnexTable, ...]
    figures: tuple[Figure, ...]


def reconcile(evidence: Evidence, question: Question) -> Reconciliation:
    """Reconcile all evidence. What no file says is not judged: without papers there is no finding about papers."""
    counted = count(evidence, question)
    found = sorted(_findings(counted), key=lambda finding: _ORDER[finding.severity])
    return Reconciliation(counted=counted, findings=tuple(found), tables=annexes(counted), figures=figures(counted))


def count(evidence: Evidence, question: Question) -> Counted:
    """Count everything once."""
    documents = papers.papers(evidence.of(PaperLine))
    supplies = purchases.supplies(documents, evidence.products)
    wanted = coverage.asins(evidence, supplies, question)
    return Counted(
        evidence=evidence,
        question=question,
        asins=wanted,
        papers=documents,
        purchases=purchases.purchases(documents, evidence.products),
        supplies=supplies,
        coverage=coverage.coverage(evidence, supplies, question),
        stocks=stock.stocks(evidence, supplies, wanted),
        returned=returned.returned(evidence, wanted),
        settlements=reserve.settlements(evidence),
        flows=flows.flows(evidence, wanted),
    )


def _findings(counted: Counted) -> Iterator[Finding]:
    evidence, question = counted.evidence, counted.question
    return chain(
        _reading(evidence),
        papers.findings(counted.papers, question.notice_on),
        purchases.findings(counted.purchases),
        purchases.unassigned(counted.supplies),
        paper_checks.findings(counted.papers, evidence.files, question),
        paper_faces.findings(counted.papers, evidence.files),
        addressee.findings(counted.papers, question),
        coverage.findings(counted.coverage, evidence, counted.supplies, question),
        ledger.findings(evidence),
        flows.findings(counted.flows),
        stock.findings(counted.stocks, evidence, counted.supplies, question),
        returned.findings(counted.returned),
        reserve.findings(counted.settlements),
    )


def _reading(evidence: Evidence) -> Iterator[Finding]:
    """What the files themselves gave to say: lines that could not be read, lines that stand in two files, strangers."""
    lost = [problem for problem in evidence.problems if not problem.kept]
    for file in dict.fromkeys(problem.file for problem in lost):
        own = [problem for problem in lost if problem.file == file]
        values: dict[str, Value] = {"file": file, "lines": len(own)}
        yield Finding(rule="lines_unread", severity=Severity.WARNING, values=values, rests=tuple(own))
    for repeat in evidence.repeats:
        twice: dict[str, Value] = {"file": repeat.file, "lines": repeat.lines}
        yield Finding(rule="lines_repeated", severity=Severity.NOTE, values=twice, rests=(Place(repeat.file),))
    looked_at = {file.name for file in evidence.files}
    for stranger in (one for one in evidence.strangers if one.file not in looked_at):
        yield Finding(
            rule="file_not_known", severity=Severity.NOTE, values={"file": stranger.file}, rests=(Place(stranger.file),)
        )
