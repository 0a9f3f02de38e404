"""The story so far, in one language, for a reader who knows nothing of it. ``render_*`` give it a form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from classifiers.labels import Track
from mailbot.casebook.case import Case, Change, Round
from mailbot.casebook.figures import Figures, figures
from mailbot.casebook.letters import letter_line
from mailbot.casebook.phases import Phase, phases_of
from mailbot.casebook.rows import Row, references, rows_of
from mailbot.casebook.summary import Advised, Line, Summary, clock_line, summary_of
from mailbot.casebook.wording import Words, words_for

SECTIONS: Final = ("brief", "alarms", "standing", "next", "by_when", "missing")
"""The parts of the summary, in the order in which they are told."""


class Detail(StrEnum):
    """``short``: the summary and the phases, a page. ``full``: the table, rounds, figures and messages as well."""

    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseLine:
    """A phase in words, and what turned it."""

    title: str
    counts: str
    quote: str
    ref: int | None
    confirmed: bool
    name: str
    """The title without its days."""
    days: tuple[str, str]
    """First day and last, as in a table; the last is blank while the phase goes on."""
    tally: str
    """The counts in brief."""
    turns: tuple[Line, ...] = ()
    """What else moved, in brief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLines:
    """A round in words."""

    title: str
    lines: tuple[str, ...]
    ref: int | None
    answer_ref: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Everything a renderer needs; all sentences are in ``language``, all times in the case's zone."""

    case: Case
    words: Words
    now: datetime
    detail: Detail
    heading: str
    about: str
    summary: Summary
    phases: tuple[PhaseLine, ...]
    rows: tuple[Row, ...]
    clocks: tuple[Line, ...]
    rounds: tuple[RoundLines, ...]
    figures: tuple[str, ...]

    @property
    def language(self) -> str:
        return self.words.text.language

    @property
    def sections(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """The summary's parts by their headings; warnings only where there are any."""
        text, summary = self.words.text, self.summary
        parts = [(text(f"timeline.{name}"), getattr(summary, name)) for name in SECTIONS]
        return tuple(part for part in parts if part[1])

    @property
    def note(self) -> str:
        """What the numbers and the word "unconfirmed" mean."""
        return self.words.text("timeline.refs_note" if self.detail is Detail.FULL else "timeline.refs_note_short")


def timeline(
    case: Case, language: str, now: datetime, detail: Detail | str = Detail.SHORT, steps: Sequence[Advised] = ()
) -> Timeline:
    """Tell a case as it stands at ``now``.

    ``case`` is to be replayed with ``until=now`` where ``now`` lies in the past; ``steps`` are the playbook's in
    ``language``. ValueError for a language that mailbot does not speak.
    """
    words = words_for(case, language)
    full = Detail(detail) is Detail.FULL
    return Timeline(
        case=case,
        words=words,
        now=now,
        detail=Detail(detail),
        heading=words.text("timeline.heading", case=case.id),
        about=words.text(
            "timeline.about", account=case.account, marketplace=case.marketplace, now=words.moment(now), zone=words.zone_name()
        ),
        summary=summary_of(case, words, now, steps),
        phases=tuple(_phase(phase, case, words) for phase in phases_of(case)),
        rows=rows_of(case, words, now) if full else (),
        clocks=tuple(_clocks(case, words, now)) if full else (),
        rounds=tuple(_round(item, case, words) for item in case.rounds) if full else (),
        figures=tuple(_figures(figures(case), words, case)) if full else (),
    )


def _phase(phase: Phase, case: Case, words: Words) -> PhaseLine:
    turning = phase.turning
    name = words.text(f"case_phase.{_phase_name(phase)}")
    start = words.day(phase.start)
    if phase.end is None:
        title = words.text("timeline.phase_open", title=name, start=start)
    else:
        title = words.text("timeline.phase", title=name, start=start, end=words.day(phase.end))
    counts = [words.text("timeline.phase_counts", sent=phase.sent, received=phase.received)]
    if phase.refusals:
        counts.append(words.text("timeline.phase_refusals", refusals=phase.refusals))
    return PhaseLine(
        title=title,
        counts=words.joined(counts),
        quote=turning.quote if turning else "",
        ref=references(case).get(turning.message or "") if turning else None,
        confirmed=turning.confirmed if turning else True,
        name=name,
        days=(words.date(phase.start), words.date(phase.end) if phase.end else ""),
        tally=_tally(phase, words),
        turns=tuple(_turn(change, case, words) for change in phase.turns),
    )


def _tally(phase: Phase, words: Words) -> str:
    code = "timeline.phase_tally_refusals" if phase.refusals else "timeline.phase_tally"
    return words.text(code, sent=phase.sent, received=phase.received, refusals=phase.refusals)


def _turn(change: Change, case: Case, words: Words) -> Line:
    text = words.text("timeline.turn", what=words.change(change), day=words.date(change.at))
    return Line(text, references(case).get(change.message or ""), confirmed=change.confirmed)


def _phase_name(phase: Phase) -> str:
    turning = phase.turning
    if turning is None:
        return "beginning"
    many_refusals = turning.track is Track.ACCOUNT and turning.after == "refused_final" and phase.refusals > 1
    return "account_refused" if many_refusals else f"{turning.track.value}_{turning.after}"


def _clocks(case: Case, words: Words, now: datetime) -> Iterator[Line]:
    numbers = references(case)
    for clock in case.clocks:
        yield clock_line(clock, words, now, numbers.get(clock.message or ""))


def _round(item: Round, case: Case, words: Words) -> RoundLines:
    numbers = references(case)
    channel = words.text(f"case_act.{item.channel}")
    title = words.text("timeline.round", number=item.number, at=words.moment(item.at), act=words.label(item.act), channel=channel)
    lines = [words.text("timeline.round_to", address=item.address)] if item.address else []
    if item.novelty is None:
        lines.append(words.text("timeline.round_first", files=len(item.attachments)))
    else:
        lines.append(words.text("timeline.round_new", share=round(item.novelty * 100), files=item.new_attachments))
    lines.append(_answer(item, case, words))
    answer = case.entry(item.answer)
    if answer is not None and (letter := letter_line(answer, case, words)):
        lines.append(letter)
    if item.unmet:
        lines.append(words.text("timeline.round_unmet", items=words.demands(item.unmet)))
    return RoundLines(
        title=title,
        lines=tuple(lines),
        ref=numbers.get(item.message or ""),
        answer_ref=numbers.get(item.answer or ""),
    )


def _answer(item: Round, case: Case, words: Words) -> str:
    answer = case.entry(item.answer)
    if answer is None or item.answer_hours is None:
        return words.text("timeline.round_none")
    if item.answer_hours < 72:
        after = words.text("timeline.hours", hours=round(item.answer_hours))
    else:
        after = words.text("timeline.days", days=round(item.answer_hours / 24))
    return words.text("timeline.round_answer", title=words.title(answer), at=words.moment(answer.at), hours=after)


def _figures(found: Figures, words: Words, case: Case) -> Iterator[str]:
    text = words.text
    appeals, funds = found.by_act.get("appeal", 0), found.by_act.get("funds_request", 0)
    yield text("figure.attempts", n=found.attempts, appeals=appeals, funds=funds)
    yield text("figure.answers", answered=found.answered, open=found.open, unpaired=found.unpaired)
    if found.forms:
        yield text("figure.forms", forms=len(found.forms), copies=words.joined(str(copies) for _, copies in found.forms))
    if found.answer_days:
        yield text("figure.median", days=found.answer_days.days, n=found.answer_days.n)
    for channel, value in found.by_channel.items():
        yield text("figure.median_channel", channel=text(f"case_act.{channel}"), days=value.days, n=value.n)
    for weekday, value in found.by_weekday.items():
        yield text("figure.median_weekday", weekday=text(f"case_date.w{weekday}"), days=value.days, n=value.n)
    if len(found.by_weekday) > 1 or len(found.by_channel) > 1:
        yield text("figure.few")
    yield from _turnings(found, words)
    yield from _sums(found, words, case)


def _turnings(found: Figures, words: Words) -> Iterator[str]:
    for item in found.turnings:
        values = {
            "at": words.day(item.at),
            "state": f"{words.track(item.track)}: {words.state(item.track, item.after)}",
            "number": item.round,
            "files": item.new_attachments,
        }
        if item.novelty is None:
            yield words.text("figure.turning_first", **values)
        else:
            yield words.text("figure.turning", share=round(item.novelty * 100), **values)
    if found.turnings:
        yield words.text("figure.correlation", n=len(found.turnings))


def _sums(found: Figures, words: Words, case: Case) -> Iterator[str]:
    text = words.text
    if found.withheld:
        value = words.money(found.withheld.value, found.withheld.currency)
        yield text("figure.held", value=value, since=words.day(found.withheld.at))
    for alarm in case.alarms:
        if "value" in alarm.values:
            value = words.money(alarm.values["value"], alarm.values["currency"] or None)
            yield text("figure.vanished", value=value, at=words.day(alarm.at))
    for point in found.paid:
        yield text("figure.paid", value=words.money(point.value, point.currency), at=words.day(point.at))
    if found.fees:
        yield text("figure.fees", value=words.money(found.fees, found.paid[0].currency if found.paid else None))
    if found.days_closed is not None:
        yield text("figure.days_closed", days=found.days_closed)
