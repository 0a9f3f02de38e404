"""A reconciliation as files: its tables and findings as CSV, the course of each product as a picture."""

import csv
import io
from pathlib import Path
from typing import Final

from mailbot.i18n import Catalogue
from mailbot.outbox.bundle import Bundle, write_files
from replies.evidence import plots
from replies.evidence.courses import courses
from replies.evidence.reconcile import Reconciliation

_MARK: Final = "\ufeff"
"""Without it Excel in Japan reads UTF-8 as cp932."""
_FINDINGS: Final = ("severity", "rule", "text", "advice", "rests")


def write(outcome: Reconciliation, target: Path, words: Catalogue) -> Bundle:
    """Write every table, the findings and the pictures into a folder or archive; UsageError where something else stands there."""
    contents = {f"{table.name}.csv": (_MARK + table.as_csv(words)).encode("utf-8") for table in outcome.tables}
    contents["findings.csv"] = (_MARK + _findings(outcome, words)).encode("utf-8")
    titles = outcome.counted.evidence.products.titles
    for course in courses(outcome.counted):
        contents[f"{course.asin}.svg"] = plots.svg(course, words, titles.get(course.asin, "")).encode("utf-8")
    return write_files(target, contents)


def _findings(outcome: Reconciliation, words: Catalogue) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([words(f"report_cli.column_{name}") for name in _FINDINGS])
    for finding in outcome.findings:
        rests = "; ".join(" ".join(map(str, row)) for row in finding.rows)
        severity = words(f"report_cli.{finding.severity.value}")
        writer.writerow([severity, finding.rule, *map(_safe, (finding.text(words), finding.advice(words), rests))])
    return out.getvalue()


def _safe(cell: str) -> str:
    """A spreadsheet would run what looks like a formula: a file's name may."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
