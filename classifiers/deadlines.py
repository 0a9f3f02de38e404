"""Deadlines of the seller: what must be done by when, and from when something may be done.

A length of time in a notice plays many parts (``90 days`` alone has six): age of a paper, window of a statistic, a promise by
Amazon, a length of a reserve. It counts only where the words around it say that the *seller* acts by then or from then on.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from classifiers import dates, deadline_en, deadline_holds, deadline_ja, deadline_tables, durations
from classifiers.clauses import Sentence
from classifiers.dates import PrintedDate
from classifiers.deadline_parts import Part
from classifiers.document import Document
from classifiers.durations import Duration
from classifiers.labels import ClockKind, Label, Start, Unit
from classifiers.lines import Role
from classifiers.reading import Deadline
from classifiers.sample import Sample, SenderKind
from classifiers.starts import Unsaid, japanese_start, latin_start

_JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_QUICK: Final = re.compile(r"\d|[一二三四五六七八九十]|day|hour|week|month|fortnight")
_SECOND_LIMB: Final = re.compile(
    r"^\s?(?:以内)?[,、]?\s?(?P<limb>or\s(?:after\s)?(?:\w+\s){0,2}(?:failed|unsuccessful|rejected|declined"
    r"|denied)?\s?(?:appeals?|attempts?|submissions?|plans?)"
    r"|(?:か、?)?(?:または|もしくは|あるいは)\s?[^、。]{1,24}?(?:申し?立て|異議|申請|提出|回答|失敗|不承認|却下))"
)


@dataclass(frozen=True, slots=True)
class _Context:
    """A sentence and what stands around it."""

    sentence: Sentence
    heading: str
    above: str
    """The sentence before, for "Within that time …" and for a lead-in above a list."""
    below: str = ""
    """The sentence after: "The money is held for 90 days. You may then …"."""
    cell: tuple[int, int] | None = None
    """Where the cell of a due date stands, in a row of a table."""


def extract(source: Sample | str | Document, label: Label | None = None) -> tuple[Deadline, ...]:
    """Find the deadlines of the seller, in order, without repeats; quotes are substrings of the text.

    ``at`` is aware: a printed date without a time means the end of that day for ``due``, its start for ``opens``, in the zone of
    the sample. A date without a year needs ``sample.received``, and is left out without it.

    With the label, messages that rarely want anything (receipts, payments, reserves) need a sentence that addresses the seller.
    """
    document = Document.of(source)
    if document.sample.sender_kind is SenderKind.RELAY or not _QUICK.search(document.text):
        return ()
    found: list[Deadline] = []
    for context in _contexts(document)[:_SENTENCES]:
        if len(found) >= _MOST:
            break
        if label in _QUIET and not _ADDRESSED.search(context.sentence.text):
            continue
        for deadline in _of_sentence(context, document, found[-1] if found else None):
            if not any(_same(deadline, other) for other in found):
                found.append(deadline)
    return tuple(found)


_QUIET: Final = frozenset(
    {Label.ACKNOWLEDGEMENT, Label.FUNDS_WITHHELD, Label.FUNDS_RELEASED, Label.REINSTATEMENT, Label.RESERVE_CHANGE}
)
_ADDRESSED: Final = re.compile(
    r"くださ|下さ|必要|願い|いただ(?:け|く|き(?:たく|ます))|ない(?:場合|とき|と)|期限|できます|可能|\b(?:please|kindly|must|you"
    r"|your|within|in the next|by|due"
    r"|until|if)\b"
)
_MOST: Final = 40
_SENTENCES: Final = 200
_DURATIONS: Final = 12
"""Deadlines of a message, sentences with a number, numbers of a sentence: no notice has more, and hostile text is not read on."""


def _contexts(document: Document) -> list[_Context]:
    contexts: list[_Context] = []
    heading = above = ""
    sentences = document.sentences
    for index, sentence in enumerate(sentences):
        if sentence.role is Role.HEADING:
            heading = sentence.text
        if _QUICK.search(sentence.text):
            below = sentences[index + 1].text if index + 1 < len(sentences) else ""
            contexts.append(_Context(sentence, heading, above, below, deadline_tables.due_cell(sentences, index)))
        above = sentence.text
    return contexts


def _same(one: Deadline, other: Deadline) -> bool:
    return replace(one, quote="", or_=None) == replace(other, quote="", or_=None)


def _of_sentence(context: _Context, document: Document, previous: Deadline | None) -> list[Deadline]:
    sentence = context.sentence
    found: list[tuple[int, Deadline]] = []
    for duration in durations.find(sentence.text)[:_DURATIONS]:
        deadline = _relative(duration, context, document, previous if not found else found[-1][1])
        if deadline is not None:
            found.append((duration.start, deadline))
    sample = document.sample
    for printed in dates.find(sentence.text, zone=sample.timezone, received=sample.received)[:_DURATIONS]:
        deadline = _absolute(printed, context, document)
        if deadline is not None:
            found.append((printed.start, deadline))
    found.sort(key=lambda pair: pair[0])
    return [deadline for _, deadline in found]


def _relative(duration: Duration, context: _Context, document: Document, previous: Deadline | None) -> Deadline | None:
    text = context.sentence.text
    before, after = _around(text, duration.start, duration.end)
    japanese = _is_japanese(text, duration)
    words = deadline_ja if japanese else deadline_en
    part = words.duration_part(before, after, announced=_announces(context))
    if part is Part.NONE and duration.unit is not Unit.HOURS and duration.days >= deadline_holds.SHORTEST:
        held = deadline_holds.opens_then(before, after, context.below, japanese=japanese)
        part = Part.OPENS if held else Part.NONE
    if part is Part.NONE and (deadline_tables.asks_when(context.heading) or deadline_tables.must_pass(after, context.below)):
        may = words.duration_part(before, after + (_MAY_JA if japanese else _MAY_EN), announced=False)
        part = may if may is Part.OPENS else Part.NONE
    if part is Part.NONE:
        return None
    kind = ClockKind.DUE if part is Part.DUE else ClockKind.OPENS
    said = japanese_start(before, after) if japanese else latin_start(before, after)
    start = said if isinstance(said, Start) else _start_said_before(said, duration, context, previous)
    if start is Start.NOTICE and _THIS_DECISION.search(after[:60]) and _REFUSES.search(document.text):
        start = Start.LAST_REFUSAL
    limb = _SECOND_LIMB.match(after)
    first, last = _span(text, duration, limb.end() if limb else 0)
    return Deadline(
        kind=kind,
        length=duration.length,
        unit=duration.unit,
        start=start,
        at=None,
        quote=document.quote(context.sentence.start + first, context.sentence.start + last),
        or_=_limb_words(limb, duration, context, document),
    )


_MAY_JA: Final = "、申請できます"
_MAY_EN: Final = ", you may request it"
"""What an answer to "When can I …?" leaves out."""
_THIS_DECISION: Final = re.compile(r"\bthis (?:decision|denial|refusal|rejection)\b")
_REFUSES: Final = re.compile(
    r"\b(?:appeal|request|submission|report|plan|information you (?:sent|provided))\b[^.]{0,80}\b(?:not|denied"
    r"|rejected|refused|declined|turned down|unsuccessful|n't)\b"
    r"|\b(?:you've|you have) used \w+ of (?:your )?\w+ (?:tries|attempts|appeals|chances)"
    r"|\b(?:will not|shall not|won't|decided not to|unable to|cannot) (?:be )?(?:reinstat|reactivat|re-?open)"
)
"""A mail that refuses: "this decision" is the refusal, not a closure."""


def _start_said_before(why: Unsaid, duration: Duration, context: _Context, previous: Deadline | None) -> Start:
    """The start may stand in the sentence before: "held for 90 days from deactivation. After the 90 days you may …"."""
    if why is Unsaid.SAME:
        return previous.start if previous is not None and previous.start is not None else Start.NOTICE
    for text in (context.sentence.text, context.above):
        for other in durations.find(text)[:_DURATIONS]:
            if (other.length, other.unit) != (duration.length, duration.unit) or (
                text is context.sentence.text and other.start >= duration.start
            ):
                continue
            before, after = _around(text, other.start, other.end)
            said = japanese_start(before, after) if _is_japanese(text, other) else latin_start(before, after)
            if isinstance(said, Start):
                return said
    return Start.NOTICE


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words that decide stand near: a hostile line without an end is not read again for each of its numbers."""
    return text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]


_WINDOW: Final = 240


def _date_part(before: str, after: str, *, announced: bool) -> Part:
    part = deadline_ja.date_part(before, after, announced=announced)
    return deadline_en.date_part(before, after, announced=announced) if part is None else part


def _limb_words(limb: re.Match[str] | None, duration: Duration, context: _Context, document: Document) -> str | None:
    if limb is None:
        return None
    base = context.sentence.start + duration.end
    return document.quote(base + limb.start("limb"), base + limb.end("limb"))


def _absolute(printed: PrintedDate, context: _Context, document: Document) -> Deadline | None:
    text = context.sentence.text
    if context.cell is not None and context.cell[0] <= printed.start < context.cell[1]:
        part = Part.DUE
    else:
        part = _date_part(*_around(text, printed.start, printed.end), announced=_announces(context))
    if part is Part.NONE:
        return None
    closing = part is Part.DUE
    begin, end = _span_of(text, printed.start, printed.end)
    return Deadline(
        kind=ClockKind.DUE if closing else ClockKind.OPENS,
        length=None,
        unit=None,
        start=None,
        at=printed.moment(document.sample.timezone, closing=closing),
        quote=document.quote(context.sentence.start + begin, context.sentence.start + end),
    )


def _is_japanese(text: str, duration: Duration) -> bool:
    found = text[duration.start : duration.end]
    if _JAPANESE.search(found):
        return True
    return duration.unit is not Unit.HOURS and _JAPANESE.match(text[duration.end :].lstrip()[:1] or " ") is not None


def _announces(context: _Context) -> bool:
    """Does the heading or the line itself announce a deadline: 提出期限, "When", "Deadline:"?"""
    heading = context.heading
    if deadline_tables.asks_when(heading):
        return False
    if heading and len(heading) <= 60 and _DEADLINE_HEADING.search(heading) and not _QUESTION.match(heading):
        return True
    return bool(_LABEL.match(context.sentence.text)) or (
        context.sentence.role in {Role.PROSE, Role.FIELD}
        and bool(_LABEL_ABOVE.search(context.above))
        and len(context.above) <= 30
    )


_DEADLINE_HEADING: Final = re.compile(
    r"(?<!賞味)(?<!消費)(?:期限|期日|いつまで|締め?切)|(?:受付|申請|提出)の?期間$|^どれ(?:だけ|くらい|ほど)の(?:時間"
    r"|期間)[^か。]{0,6}\??$|deadline"
    r"|by when|due date|^when\b|^(?:un)?til when"
    r"|time limit|submit time|cut-off|^(?:where|how) (?:do|should|can|must) (?:i|we) (?:send|submit|upload|reply|respond|file)\b"
    r"|^how (?:long|much time) (?:do|have) (?:i|you|we)\b"
)
_QUESTION: Final = re.compile(r"\s*when (?:will|do|does|is|are|did|was)\b")
_LABEL: Final = re.compile(
    r"\s*(?:[^:。]{0,12}(?:期限|期日|締め?切|申請開始|受付開始|受付期間)[^:。]{0,6}:|(?:submit time|deadline"
    r"|due(?: date)?|when|time limit|time to (?:respond|reply|answer|appeal)|(?:answer|response|reply"
    r"|documents?|papers) (?:needed|required|due|expected|wanted)(?: within| by| in)?|respond by|reply by"
    r"|submit by|available from|(?:appeal |response |reply )?(?:period|term))\s*:)"
)
_LABEL_ABOVE: Final = re.compile(r"(?:期限|期日|締め?切|deadline|due date)\s*:?$")
_STOPS_JA: Final = re.compile(r"[、。,;:(]")


def _span(text: str, duration: Duration, extra: int) -> tuple[int, int]:
    return _span_of(text, duration.start, duration.end + extra)


def _span_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a finding to the words around it, so that a reader sees what it is counted from."""
    if _JAPANESE.search(text):
        stops = [match.end() for match in _STOPS_JA.finditer(text, max(0, start - 24), start)]
        first = stops[-1] if stops else max(0, start - 24)
        tail = re.compile(r"[、。]").search(text, end, min(len(text), end + 24))
        last = tail.start() if tail else min(len(text), end + 24)
        return first + len(text[first:start]) - len(text[first:start].lstrip()), last
    words_before = re.compile(r"(?:\S+\s+){0,3}$").search(text, max(0, start - 40), start)
    words_after = re.compile(r"(?:\s+[^\s.;]+){0,6}").match(text, end)
    first = words_before.start() if words_before and words_before.group() else start
    return first, words_after.end() if words_after else end
