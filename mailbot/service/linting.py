"""What would sink a draft: the rules of ``replies.lint`` over a letter, with the case that it belongs to around it."""

from typing import Any, Final

from mailbot.errors import UsageError
from mailbot.i18n import Catalogue
from mailbot.service import casefile, situations
from mailbot.service.workspace import Workspace
from mailbot.store import drafts
from mailbot.store.drafts import StoredDraft
from replies import lint, lint_context
from replies.lint import LintContext

_CODES: Final = {"kind": "case_demand", "channel": "case_act", "named": "case_act"}
"""Values of findings that are codes, and where their words stand."""
_MARKED: Final = "gap_left"
"""Gaps are told one by one as blockers: a finding for each would say so twice."""


def of_draft(workspace: Workspace, key: int) -> tuple[lint.Finding, ...]:
    """Return what a draft's text does wrong as it stands, errors first; its limit is that of its channel."""
    with workspace.store.read() as connection:
        stored = drafts.one(connection, key)
    found = lint.check(stored.draft.body, stored.draft.language, _context(workspace, stored))
    return tuple(item for item in found if item.rule != _MARKED)


def limit(workspace: Workspace, channel: str | None) -> int | None:
    """Return how many characters the user allows for a channel; None where no limit is set."""
    return workspace.config.limits.get(channel or "console")


def line(finding: lint.Finding, words: Catalogue) -> dict[str, Any]:
    """Return one finding as ``--json`` prints it, with its advice in the reader's words."""
    values = {name: _told(name, value, words) for name, value in finding.values.items()}
    advice = words.get(finding.advice, finding.rule, **values)
    return {"rule": finding.rule, "severity": finding.severity.value, "quote": finding.quote, "advice": advice}


def _context(workspace: Workspace, stored: StoredDraft) -> LintContext:
    """The case around the letter; none where a correction left the case empty."""
    draft = stored.draft
    most = limit(workspace, draft.step.channel.value if draft.step.channel else None)
    try:
        case = casefile.load(workspace, stored.case_id)
    except UsageError:
        return LintContext(attachments=draft.attachments, max_chars=most)
    with workspace.store.read() as connection:
        situation = situations.of_case(workspace, connection, case, workspace.now())
    return lint_context.of(situation, draft.step, attachments=draft.attachments, max_chars=most)


def _told(name: str, value: str, words: Catalogue) -> str:
    """A finding's value in the reader's words, where it is a code."""
    space = _CODES.get(name)
    return ", ".join(words.get(f"{space}.{code}", code) for code in value.split(", ")) if space else value
