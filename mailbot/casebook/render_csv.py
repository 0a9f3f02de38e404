"""The dated table of a case as CSV, for spreadsheets: one line an event, times in the case's zone."""

import csv
import io
from datetime import datetime
from typing import Any, Final

from mailbot.casebook.case import Case
from mailbot.casebook.render_json import case_json

COLUMNS: Final = ("case", "at", "kind", "label", "title", "track", "state", "quote", "message_id", "sha256", "confirmed")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def render_csv(case: Case, language: str, now: datetime) -> str:
    """Return the events of ``timeline --json`` as CSV (RFC 4180) with a header line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for event in case_json(case, language, now)["events"]:
        writer.writerow([case.id, *(_cell(event.get(name)) for name in COLUMNS[1:])])
    return out.getvalue()


def _cell(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula: words of a mail are a stranger's."""
    if value is None:
        return ""
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{words}" if words.startswith(_FORMULA) else words
