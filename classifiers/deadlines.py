"""Deadlines of the seller: what must be done by when, and from when something may be done."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from classifiers import deadline_rules, times
from classifiers.dates import PrintedDate
from classifiers.document import Document
from classifiers.labels import ClockKind, Label
from classifiers.normalise import JAPANESE
from classifiers.reading import Deadline
from classifiers.sample import Sample, SenderKind
from classifiers.times import Ruled, Time, Verdict

_SECOND_LIMB: Final = re.compile(
    r"^\s?(?:以内)?[,、]?\s?(?P<limb>or\s(?:after\s)?(?:\w+\s){0,2}(?:failed|unsuccessful|rejected|declined"
    r"|denied)?\s?(?:appeals?|attempts?|submissions?|plans?)"
    r"|(?:か、?)?(?:または|もしくは|あるいは)\s?[^、。]{1,24}?(?:申し?立て|異議|申請|提出|回答|失敗|不承認|却下))"
)
_MOST: Final = 40
"""Deadlines of a message: no notice has more."""
_JUDGED: Final = 80
"""Times of a message that the judge is asked about: each may cost some milliseconds, and hostile text prints thousands."""


class Judge(Protocol):
    """A second opinion on the times of a message: it knows what the word lists say of each, and decides, one verdict a time."""

    def __call__(self, ruled: Sequence[Ruled], label: Label | None) -> Sequence[Verdict | None]: ...


def extract(source: Sample | str | Document, label: Label | None = None, judge: Judge | None = None) -> tuple[Deadline, ...]:
    """Find the deadlines of the seller, in order, without repeats; quotes are substrings of the text.

    ``at`` is aware: a printed date without a time means the end of that day for ``due``, its start for ``opens``, in the zone of
    the sample. A date without a year needs ``sample.received``, and is left out without it.
    Without a judge the word lists decide.
    """
    document = Document.of(source)
    found: list[Deadline] = []
    ruled = tuple(ruled_times(document, label))
    judged = list(judge(ruled[:_JUDGED], label)) if judge and ruled else []
    verdicts = [
        one.verdict if deadline_rules.is_plain(one.time) else verdict
        for one, verdict in zip(ruled, judged + [one.verdict for one in ruled[len(judged) :]], strict=True)
    ]
    for one, verdict in zip(ruled, verdicts, strict=True):
        if verdict is None:
            continue
        deadline = _deadline(one.time, verdict, document)
        if not any(_same(deadline, other) for other in found):
            found.append(deadline)
        if len(found) >= _MOST:
            break
    return tuple(found)


def ruled_times(document: Document, label: Label | None) -> Iterator[Ruled]:
    """Go through the times of a message, each with what the word lists say of it; none of a text by the relay."""
    if document.sample.sender_kind is SenderKind.RELAY:
        return
    previous: Verdict | None = None
    for time in times.of(document):
        ruled = deadline_rules.verdict(time, document, previous, label)
        yield Ruled(time, ruled)
        previous = ruled or previous


def _same(one: Deadline, other: Deadline) -> bool:
    return replace(one, quote="", or_=None) == replace(other, quote="", or_=None)


def _deadline(time: Time, verdict: Verdict, document: Document) -> Deadline:
    mark, base = time.mark, time.context.sentence.start
    if isinstance(mark, PrintedDate):
        first, last = _row(time) or _span(time.text, mark.start, mark.end)
        at = mark.moment(document.sample.timezone, closing=verdict.kind is ClockKind.DUE)
        quote = document.quote(base + first, base + last)
        return Deadline(kind=verdict.kind, length=None, unit=None, start=None, at=at, quote=quote)
    limb = _SECOND_LIMB.match(time.after)
    first, last = _span(time.text, mark.start, mark.end + (limb.end() if limb else 0))
    or_ = document.quote(base + mark.end + limb.start("limb"), base + mark.end + limb.end("limb")) if limb else None
    return Deadline(
        kind=verdict.kind,
        length=mark.length,
        unit=mark.unit,
        start=verdict.start,
        at=None,
        quote=document.quote(base + first, base + last),
        or_=or_,
    )


def _row(time: Time) -> tuple[int, int] | None:
    """The row of a table in which a due date stands, if it is short: it says for what the day is the last."""
    return (0, len(time.text)) if time.context.cell is not None and len(time.text) <= _SHORT_ROW else None


_SHORT_ROW: Final = 100
"""Characters."""
_STOPS_JA: Final = re.compile(r"[、。,;:(]")


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a finding to the words around it, so that a reader sees what it is counted from."""
    if JAPANESE.search(text):
        stops = [match.end() for match in _STOPS_JA.finditer(text, max(0, start - 24), start)]
        first = stops[-1] if stops else max(0, start - 24)
        tail = re.compile(r"[、。]").search(text, end, min(len(text), end + 24))
        last = tail.start() if tail else min(len(text), end + 24)
        return first + len(text[first:start]) - len(text[first:start].lstrip("| ")), last
    words_before = re.compile(r"(?:\S+\s+){0,3}$").search(text, max(0, start - 40), start)
    words_after = re.compile(r"(?:\s+[^\s.;]+){0,6}").match(text, end)
    first = words_before.start() if words_before and words_before.group() else start
    first += len(text[first:start]) - len(text[first:start].lstrip("| "))
    return first, words_after.end() if words_after else end
