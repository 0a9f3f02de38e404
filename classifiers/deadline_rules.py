"""What the word lists say of a time: does the seller act by then, or from then on, and from what is it counted?"""

import re
from typing import Final

from classifiers import deadline_en, deadline_holds, deadline_ja, deadline_tables, durations
from classifiers.dates import PrintedDate
from classifiers.deadline_parts import Part
from classifiers.document import Document
from classifiers.durations import Duration
from classifiers.labels import ClockKind, Label, Start, Unit
from classifiers.lines import Role
from classifiers.normalise import JAPANESE
from classifiers.starts import Unsaid, japanese_start, latin_start
from classifiers.times import MARKS, WINDOW, Context, Time, Verdict


def verdict(time: Time, document: Document, previous: Verdict | None, label: Label | None = None) -> Verdict | None:
    """Return what a time is to the seller; None where the words around it do not make it a deadline.

    ``previous``: the last deadline found before it, for "within the same term". With the label, messages that rarely want
    anything (receipts, payments, reserves) need a sentence that addresses the seller.
    """
    if label in _QUIET and not _ADDRESSED.search(time.text):
        return None
    if isinstance(time.mark, PrintedDate):
        return _of_date(time)
    return _of_length(time, time.mark, document, previous)


_QUIET: Final = frozenset(
    {Label.ACKNOWLEDGEMENT, Label.FUNDS_WITHHELD, Label.FUNDS_RELEASED, Label.REINSTATEMENT, Label.RESERVE_CHANGE}
)
_ADDRESSED: Final = re.compile(
    r"くださ|下さ|必要|願い|いただ(?:け|く|き(?:たく|ます))|ない(?:場合|とき|と)|期限|できます|可能|\b(?:please|kindly|must|you"
    r"|your|within|in the next|by|due"
    r"|until|if)\b"
)


def _of_length(time: Time, duration: Duration, document: Document, previous: Verdict | None) -> Verdict | None:
    context, before, after = time.context, time.before, time.after
    japanese = _is_japanese(time.text, duration)
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
    said = japanese_start(before, after) if japanese else latin_start(before, after)
    start = said if isinstance(said, Start) else _start_said_before(said, duration, context, previous)
    if start is Start.NOTICE and _THIS_DECISION.search(after[:60]) and _REFUSES.search(document.text):
        start = Start.LAST_REFUSAL
    return Verdict(ClockKind.DUE if part is Part.DUE else ClockKind.OPENS, start)


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


def _start_said_before(why: Unsaid, duration: Duration, context: Context, previous: Verdict | None) -> Start:
    """The start may stand in the sentence before: "held for 90 days from deactivation. After the 90 days you may …"."""
    if why is Unsaid.SAME:
        return previous.start if previous is not None and previous.start is not None else Start.NOTICE
    for text in (context.sentence.text, context.above):
        for other in durations.find(text)[:MARKS]:
            if (other.length, other.unit) != (duration.length, duration.unit) or (
                text is context.sentence.text and other.start >= duration.start
            ):
                continue
            before, after = text[max(0, other.start - WINDOW) : other.start], text[other.end : other.end + WINDOW]
            said = japanese_start(before, after) if _is_japanese(text, other) else latin_start(before, after)
            if isinstance(said, Start):
                return said
    return Start.NOTICE


def is_plain(time: Time) -> bool:
    """Does the place of a printed date alone say that it is a deadline: in the column "Respond by", right behind 提出期限?"""
    cell, start = time.context.cell, time.mark.start
    if not isinstance(time.mark, PrintedDate):
        return False
    return (cell is not None and cell[0] <= start < cell[1]) or deadline_tables.is_due_label(time.text[:start])


def _of_date(time: Time) -> Verdict | None:
    if is_plain(time):
        return Verdict(ClockKind.DUE, None)
    if _TOO_EARLY.search(time.before) and _NOT_READ.match(time.after):
        return Verdict(ClockKind.OPENS, None)
    announced = _announces(time.context)
    part = deadline_ja.date_part(time.before, time.after, announced=announced)
    if part is None:
        part = deadline_en.date_part(time.before, time.after, announced=announced)
    if part is Part.NONE:
        return None
    return Verdict(ClockKind.DUE if part is Part.DUE else ClockKind.OPENS, None)


_TOO_EARLY: Final = re.compile(
    r"\b(?:appeals?|requests?|applications?|messages?|received|sent|submitted|made|filed|lodged|you (?:write|appeal|ask|apply))\b"
    r"[^.;]{0,40}\b(?:before|prior to|earlier than)\s$|(?:^|[。、])(?:[^。、]{0,12}は、?)?$"
)
_NOT_READ: Final = re.compile(
    r"[^.;]{0,24}(?:\b(?:will not|cannot|shall not|are not|is not|not be)|n't)\b[^.;]{0,16}"
    r"\b(?:review|read|consider|accept|process|answer|look)"
    r"|(?:より|以)前(?:に|の)[^。]{0,24}(?:申し?立て|ご?連絡|ご?請求|ご?依頼|お?申し?込み|お?問い?合わせ)[^。]{0,24}(?:ません|かね)"
)
"""What comes before the day is not read: from that day on the seller may write."""


def _is_japanese(text: str, duration: Duration) -> bool:
    found = text[duration.start : duration.end]
    if JAPANESE.search(found):
        return True
    return duration.unit is not Unit.HOURS and JAPANESE.match(text[duration.end :].lstrip()[:1] or " ") is not None


def _announces(context: Context) -> bool:
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
