"""Why a draft may not leave yet. Pure: what a binding has met, judged."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from replies import refusals
from replies.binding import Binding
from replies.calendar_dates import local_date, parse_date
from replies.facts import describe, document
from replies.papers import asins, papers
from replies.sentences import is_japanese
from replies.situation import Blocker, StepName

NOTHING_NEW: Final = 0.15
"""Below this share of new content a letter says what was sent before. A refusal of the same text is certain, and repeated
contact is itself held against the seller (notices of 2020 and later name "excessive contacts")."""

_PROSE: Final = (
    ".text",
    ".found",
    ".control",
    ".difference",
    ".handling",
    ".explanation",
    ".received",
    ".request",
    ".changed",
    ".findings",
    ".answer",
    "statement",
)
_DATE: Final = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?")


def of(binding: Binding, share: float | None) -> tuple[Blocker, ...]:
    """Return everything that stands between a draft and its approval, the weightiest first."""
    return (
        *_unconfirmed(binding),
        *_refused(binding),
        *(Blocker(code="missing_fact", what=describe(key, binding.language), key=key) for key in binding.wanting),
        *_contradictions(binding),
        *_too_old(binding),
        *_other_language(binding),
        *_ahead(binding),
        *_submitted_after(binding),
        *_without_file(binding),
        *_nothing_new(share),
        *_too_early(binding),
    )


def _unconfirmed(binding: Binding) -> Iterator[Blocker]:
    if binding.step.name is StepName.CONFIRM_AUTHENTICITY:
        return
    if binding.notice is not None and not binding.notice.believed:
        yield Blocker(code="unconfirmed", what=binding.notice.subject)


def _refused(binding: Binding) -> Iterator[Blocker]:
    """A stated fact that asks for what mailbot does not do."""
    for key in binding.cited:
        fact = binding.ledger.get(key)
        if fact is not None and not key.startswith(("notice.", "submission.")):
            for refusal in refusals.recognise(fact.value):
                yield Blocker(code="refused", what=refusal.quote, key=key)


def _contradictions(binding: Binding) -> Iterator[Blocker]:
    for found in binding.ledger.contradictions():
        if found.key in binding.cited:
            pair = f"{found.earlier.value} ({found.earlier.source}) / {found.later.value} ({found.later.source})"
            yield Blocker(code="contradiction", what=pair, key=found.key)


def _too_old(binding: Binding) -> Iterator[Blocker]:
    """Papers are counted back from the notice's receipt, not from today (Amazon staff in the seller forums, about 2022)."""
    if (notice := binding.notice) is None:
        return
    others = max(len(asins(binding.situation, notice)) - 1, 0)
    for paper in papers(binding.situation, binding.step.name, notice):
        fact = document(binding.ledger, paper, others)
        if fact is None or not paper.age_days:
            continue
        days = [day for text in _DATE.findall(fact.value) if (day := parse_date(text))]
        oldest = local_date(notice.at, binding.situation.timezone) - timedelta(days=paper.age_days)
        if days and max(days) < oldest:
            yield Blocker(code="paper_too_old", what=fact.value, key=paper.key)


def _other_language(binding: Binding) -> Iterator[Blocker]:
    """Japanese sentences in an English letter. Names and addresses may stay as they are written."""
    if binding.language == "ja":
        return
    for key in binding.cited:
        fact = binding.ledger.get(key)
        if key.endswith(_PROSE) and fact is not None and is_japanese(fact.value):
            yield Blocker(code="other_language", what=fact.value, key=key)


def _ahead(binding: Binding) -> Iterator[Blocker]:
    """An action that is told as done cannot lie in the future."""
    today = local_date(binding.situation.now, binding.situation.timezone)
    for key in binding.cited:
        if key.startswith("action.") and key.endswith(".date") and (fact := binding.ledger.get(key)):
            day = parse_date(fact.value)
            if day is not None and day > today:
                yield Blocker(code="date_ahead", what=fact.value, key=key)


def _submitted_after(binding: Binding) -> Iterator[Blocker]:
    """A notice cannot speak of a paper that was submitted after it."""
    fact = binding.ledger.get("paper.name")
    if binding.notice is None or fact is None or fact.key not in binding.cited:
        return
    seen = local_date(binding.notice.at, binding.situation.timezone)
    if any(day > seen for text in _DATE.findall(fact.value) if (day := parse_date(text))):
        yield Blocker(code="paper_after_notice", what=fact.value, key=fact.key)


def _without_file(binding: Binding) -> Iterator[Blocker]:
    """An annex that the letter cites and that names no paper."""
    for number in binding.unnamed:
        key = f"annex.{number}.name"
        yield Blocker(code="annex_without_file", what=describe(key, binding.language), key=key)


def _nothing_new(share: float | None) -> Iterator[Blocker]:
    if share is not None and share < NOTHING_NEW:
        yield Blocker(code="nothing_new", what=f"{share:.0%}")


def _too_early(binding: Binding) -> Iterator[Blocker]:
    start = binding.step.not_before
    if start is not None and start > binding.situation.now:
        yield Blocker(code="too_early", what=local_date(start, binding.situation.timezone).isoformat())
