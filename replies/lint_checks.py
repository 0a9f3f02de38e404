"""Lint checks that need the whole letter, or what surrounds it: cause, deeds, papers, ASINs, earlier rounds, channel, time."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from rapidfuzz import fuzz

from classifiers.labels import Act, ChannelKind, Deficit, DemandKind
from replies.calendar_dates import local_date, parse_date, workdays_between
from replies.lint_patterns import Severity
from replies.lint_text import Letter
from replies.novelty import novelty
from replies.papers import IN_THE_LETTER
from replies.sentences import normalise, sentences

_ASIN: Final = re.compile(r"(?<![0-9A-Z])B0[0-9A-Z]{8}(?![0-9A-Z])")
_DIGITS: Final = re.compile(r"\d+")
_SAME_BUT_FIGURES: Final = 92.0
_REPEATED: Final = 0.15
_LITTLE_NEW: Final = 0.3
_HASTE: Final = timedelta(hours=12)
_PATIENCE: Final = 5
_LONG: Final = {"ja": 4000, "en": 6000}
"""Letters beyond these many characters are skimmed: the box takes a summary, the report goes along as a file. (English-speaking
consultants: 400 to 800 words; no limit of Amazon's is published, so these are ours.)"""
_APOLOGIES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LintContext:
    """What surrounds a letter. Everything is optional; what is not known is not checked. Times are aware."""

    act: Act = Act.APPEAL
    asins: tuple[str, ...] = ()
    """Of the notice: each must be answered."""
    demands: tuple[DemandKind, ...] = ()
    earlier: tuple[str, ...] = ()
    """Texts of earlier submissions, oldest first."""
    attachments: tuple[str, ...] = ()
    channel: ChannelKind | None = None
    """Where the letter is about to go."""
    named_channels: tuple[ChannelKind, ...] = ()
    """Where the newest notice says that an answer goes."""
    max_chars: int | None = None
    """The limit that the user set for the channel."""
    now: datetime | None = None
    notice_at: datetime | None = None
    pending_since: datetime | None = None
    timezone: str = "Asia/Tokyo"
    pillars: frozenset[Deficit] = frozenset({Deficit.ROOT_CAUSE, Deficit.ACTIONS, Deficit.PREVENTION})
    """Which of cause, actions and prevention an appeal owes: all, but for an answer to the deficits of a rejection."""
    papers: bool = True
    """Whether the notice wants papers, or the matter does."""
    quotes: tuple[str, ...] = ()
    """Words of the notice that the letter repeats, as it prints them."""
    repeats: bool = False
    """The letter is meant to repeat: a reminder, or the same appeal in another channel."""

    def owes(self, pillar: Deficit) -> bool:
        """Tell whether the letter must contain cause, actions or prevention."""
        return self.act is Act.APPEAL and pillar in self.pillars


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a letter does wrong. ``quote`` is "" where something is absent; ``advice`` is a code of the catalogue."""

    rule: str
    severity: Severity
    quote: str = ""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def advice(self) -> str:
        """The code of the sentence that says what to do: fill it with ``values``."""
        return f"lint.{self.rule}"


def no_root_cause(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """The first of Amazon's three questions has no answer."""
    if context.owes(Deficit.ROOT_CAUSE) and not letter.causes and not letter.awaits("cause_heading"):
        yield Finding(rule="no_root_cause", severity=Severity.ERROR)


def no_done_action(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """Nothing is told as done with its date: the answer to that is "not implemented"."""
    if context.owes(Deficit.ACTIONS) and not letter.done and not letter.awaits("action_heading"):
        yield Finding(rule="no_done_action", severity=Severity.ERROR)


def no_prevention(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """No control that somebody could check."""
    if context.owes(Deficit.PREVENTION) and not letter.marked("control") and not letter.awaits("prevention_heading"):
        yield Finding(rule="no_prevention", severity=Severity.ERROR)


def promise(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """A promise where a deed with a date, or a control, is wanted. Grave where the letter holds nothing else."""
    if context.act is not Act.APPEAL:
        return
    severity = Severity.WARNING if letter.done and letter.marked("control") else Severity.ERROR
    for item in letter.marked("promise"):
        if not letter.patterns.marks("control", item.plain) and not letter.patterns.marks("date", item.plain):
            yield Finding(rule="promise", severity=severity, quote=item.written)


def withdrawal_only(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """To delete everything and never sell it again prevents nothing: it gives up."""
    if context.act is not Act.APPEAL:
        return
    severity = Severity.NOTE if letter.marked("control") else Severity.ERROR
    for item in letter.marked("withdrawal"):
        yield Finding(rule="withdrawal_only", severity=severity, quote=item.written)


def undated_action(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """An action under its own heading, told as done, without a date."""
    if context.act is not Act.APPEAL:
        return
    for item in letter.under("action_heading"):
        if letter.patterns.marks("done", item.plain) and not any(
            letter.patterns.marks(marker, item.plain) for marker in ("date", "gap", "apology")
        ):
            yield Finding(rule="undated_action", severity=Severity.WARNING, quote=item.written)


def done_in_future(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """An action told as done on a day that has not come."""
    if context.now is None:
        return
    today = local_date(context.now, context.timezone)
    for item in letter.done:
        days = [parse_date(text) for text in letter.patterns.markers["full_date"].findall(item.plain)]
        if any(day is not None and day > today for day in days) and not letter.patterns.marks("promise", item.plain):
            yield Finding(rule="done_in_future", severity=Severity.ERROR, quote=item.written)


def no_papers(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """No paper is attached or named."""
    wanted = context.act in (Act.APPEAL, Act.DOCUMENTS, Act.FUNDS_REQUEST)
    if wanted and not context.attachments and not letter.patterns.marks("papers", letter.plain):
        only_words = not context.papers or (bool(context.demands) and set(context.demands) <= IN_THE_LETTER)
        yield Finding(rule="no_papers", severity=Severity.WARNING if only_words else Severity.ERROR)


def demand_unanswered(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """A paper that the notice asks for is not spoken of, and no file's name tells of it."""
    everything = "\n".join((letter.plain, *context.attachments))
    for kind in dict.fromkeys(context.demands):
        marker = f"paper_{kind}"
        if marker in letter.patterns.markers and not letter.patterns.marks(marker, everything):
            yield Finding(rule="demand_unanswered", severity=Severity.ERROR, values={"kind": kind.value})


def missing_asin(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """Products of the notice that the letter passes over."""
    upper = letter.plain.upper()
    if absent := [asin for asin in context.asins if asin.upper() not in upper]:
        yield Finding(rule="missing_asin", severity=Severity.ERROR, values={"asins": ", ".join(absent)})


def strange_asin(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """A product that the notice does not name: a slip, or an invitation to look further."""
    if not context.asins:
        return
    named = {asin.upper() for asin in context.asins}
    for asin in dict.fromkeys(_ASIN.findall(letter.plain.upper())):
        if asin not in named:
            yield Finding(rule="strange_asin", severity=Severity.WARNING, quote=asin)


def retail_unlisted(letter: Letter, _context: LintContext) -> Iterator[Finding]:
    """The cause tells of purchases at retail that the account of the supply chain passes over."""
    told = next((item for item in letter.causes if letter.patterns.marks("retail", item.plain)), None)
    supply = letter.under("supply_heading")
    if told is not None and supply and not any(letter.patterns.marks("retail", item.plain) for item in supply):
        yield Finding(rule="retail_unlisted", severity=Severity.WARNING, quote=told.written)


def contradiction(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """A sentence of an earlier round with other figures."""
    said = [(normalise(one), one) for text in context.earlier for one in sentences(text)]
    for item in letter.body:
        own = normalise(item.written)
        figures = _DIGITS.findall(own)
        for earlier, written in said if figures else ():
            before = _DIGITS.findall(earlier)
            if before and before != figures and _alike(own, earlier):
                yield Finding(rule="contradiction", severity=Severity.WARNING, quote=item.written, values={"earlier": written})
                break


def repeats_earlier(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """Little or nothing that earlier rounds did not say."""
    if not context.earlier or context.repeats:
        return
    share = novelty(letter.text, context.earlier)
    if share < _LITTLE_NEW:
        severity = Severity.ERROR if share < _REPEATED else Severity.WARNING
        yield Finding(rule="repeats_earlier", severity=severity, values={"share": f"{share:.0%}"})


def too_soon(_letter: Letter, context: LintContext) -> Iterator[Finding]:
    """Sent in haste after the notice, or while an answer is awaited."""
    if context.now is None:
        return
    since = context.pending_since
    if since is not None and (days := workdays_between(since, context.now, context.timezone)) < _PATIENCE:
        yield Finding(rule="answer_pending", severity=Severity.WARNING, values={"days": str(days)})
    if context.act is Act.APPEAL and context.notice_at and context.now - context.notice_at < _HASTE:
        yield Finding(rule="too_soon", severity=Severity.WARNING)


def wrong_channel(_letter: Letter, context: LintContext) -> Iterator[Finding]:
    """About to go where the newest notice does not want it."""
    if context.channel is not None and context.named_channels and context.channel not in context.named_channels:
        named = ", ".join(kind.value for kind in context.named_channels)
        yield Finding(rule="wrong_channel", severity=Severity.ERROR, values={"channel": context.channel.value, "named": named})


def too_long(letter: Letter, context: LintContext) -> Iterator[Finding]:
    """Over the limit set for the channel, or longer than anybody reads in a box."""
    length = len(letter.text.strip())
    if context.max_chars is not None and length > context.max_chars:
        values = {"length": str(length), "limit": str(context.max_chars)}
        yield Finding(rule="too_long", severity=Severity.ERROR, values=values)
    elif (
        context.channel is ChannelKind.CONSOLE and context.max_chars is None and length > _LONG["ja" if letter.japanese else "en"]
    ):
        yield Finding(rule="long", severity=Severity.WARNING, values={"length": str(length)})


def apologies(letter: Letter, _context: LintContext) -> Iterator[Finding]:
    """One short apology at the end is enough; a row of them says that nothing else is there."""
    sorry = letter.marked("apology")
    if len(sorry) > _APOLOGIES:
        yield Finding(
            rule="many_apologies", severity=Severity.WARNING, quote=sorry[_APOLOGIES].written, values={"count": str(len(sorry))}
        )


CHECKS: Final[tuple[Callable[[Letter, LintContext], Iterator[Finding]], ...]] = (
    no_root_cause,
    no_done_action,
    no_prevention,
    no_papers,
    demand_unanswered,
    missing_asin,
    promise,
    withdrawal_only,
    undated_action,
    done_in_future,
    strange_asin,
    retail_unlisted,
    contradiction,
    repeats_earlier,
    too_soon,
    wrong_channel,
    too_long,
    apologies,
)


def _alike(one: str, other: str) -> bool:
    """The same sentence but for its figures."""
    bare = (_DIGITS.sub("0", one), _DIGITS.sub("0", other))
    return fuzz.ratio(*bare, score_cutoff=_SAME_BUT_FIGURES) >= _SAME_BUT_FIGURES
