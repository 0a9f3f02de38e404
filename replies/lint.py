"""What would sink a letter: checked before a person sends it. Japanese and English; for every draft and any text of the seller.

Rules over one sentence are data (``library/lint.*.toml``), rules over the whole letter stand in ``replies.lint_checks``. Each
finding names its rule, how grave it is, the words it was found in, and the code of an advice. Silence is no promise of success.
"""

from typing import Final

from replies.lint_checks import CHECKS, Finding, LintContext
from replies.lint_patterns import SentenceRule, Severity, load
from replies.lint_text import Letter
from replies.sentences import is_japanese

__all__ = ["Finding", "LintContext", "Severity", "check", "ok", "rules"]

_ORDER: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_WHOLE: Final = frozenset({"gap_left", "secret", "emphasis"})
"""Rules that look at headings and salutation too."""


def check(text: str, language: str = "", context: LintContext | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with a letter, errors first, then in the order of the text; () for a letter without findings.

    ``language`` is ``ja`` or ``en``; anything else is told by the text itself. Quoted lines (``>``) are not checked.
    """
    if language not in ("ja", "en"):
        language = "ja" if is_japanese(text) else "en"
    context = context or LintContext()
    letter = Letter.of(text, load(language), context.quotes)
    found = [finding for one in CHECKS for finding in one(letter, context)]
    for rule in letter.patterns.rules:
        if not rule.acts or context.act in rule.acts:
            found += _broken(rule, letter)
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: (_ORDER[finding.severity], text.find(finding.quote))))


def ok(findings: tuple[Finding, ...]) -> bool:
    """Tell whether no finding is an error."""
    return all(finding.severity is not Severity.ERROR for finding in findings)


def rules(language: str) -> frozenset[str]:
    """Return the names of the rules that are data."""
    return frozenset(rule.name for rule in load(language).rules)


def _broken(rule: SentenceRule, letter: Letter) -> list[Finding]:
    items = letter.everything if rule.name in _WHOLE else letter.body
    return [Finding(rule=rule.name, severity=rule.severity, quote=item.written) for item in items if rule.broken_by(item.plain)]
