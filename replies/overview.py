"""The playbook as tables: which steps follow from each label, state, deficit and moment. For the documentation; computed.

A step stands by its name; its letter is the draft of the same name. A step without a letter says so by the rule behind it:
``wait: answer_pending``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from classifiers.labels import Act, ChannelKind, ClockKind, Deficit, Label, Track
from replies import playbook, rules
from replies.situation import Notice, Situation, Step, StepName, Submission, Window
from replies.templates import LANGUAGES, sources

STATES: Final[Mapping[Track, tuple[str, ...]]] = {
    Track.ACCOUNT: ("open", "at_risk", "closed", "refused", "refused_final", "reopened"),
    Track.LISTING: ("live", "inquired", "stopped", "restored"),
    Track.FUNDS: ("normal", "reserved", "held", "window_open", "claimed", "refused", "vanished", "released"),
    Track.STOCK: ("normal", "blocked", "removal_due", "settled", "disposed"),
    Track.VERIFICATION: ("none", "asked", "submitted", "passed", "failed"),
}
"""The states that each track can be in."""
SAID: Final = (
    *((label, None) for label in Label if label is not Label.TEMPLATE_REJECTION),
    *((Label.TEMPLATE_REJECTION, deficit) for deficit in Deficit),
)
"""What a notice can say: its label, and what a rejection calls missing."""
_MOMENT: Final = datetime(2020, 1, 6, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
_LETTER: Final = "The goods were recorded by supplier, and the invoices are attached."


def markdown() -> str:
    """Return the tables: by the state of each track, by time, the draft of each step, and the rules with their sources."""
    parts = [part for track in STATES for part in ("", f"## By the state of the track `{track}`", "", *_by_state(track))]
    parts += ["", "## By time", "", *_by_time()]
    parts += ["", "## The draft of each step", "", *_drafts()]
    parts += ["", "## The rules, each with its source", "", *_rules()]
    return "\n".join(parts[1:]) + "\n"


def situation(
    label: Label | None, deficit: Deficit | None = None, states: Mapping[Track, str] | None = None, *, final: bool = False
) -> Situation:
    """Return a situation with one notice and these states; ``final``: it names no remedy and says that nothing follows."""
    notice = Notice(
        ref="notice",
        label=label,
        at=_MOMENT,
        language="en",
        subject="",
        sender="",
        text="",
        quote="",
        deficits=(deficit,) if deficit else (),
        appealable=not final,
        final=final,
    )
    return Situation(
        now=_MOMENT,
        timezone="UTC",
        marketplace="amazon.co.jp",
        language="en",
        store_name=None,
        seller_name=None,
        seller_addresses=(),
        states=states or {},
        notices=(notice,),
    )


def moments() -> Mapping[str, Situation]:
    """Return the situations that time makes, by what they are called: a rejection, and what was sent when."""
    plain = situation(Label.TEMPLATE_REJECTION, Deficit.ACTIONS, {Track.ACCOUNT: "refused"})
    sent = Submission(
        ref="sent", at=_MOMENT + _DAY, act=Act.APPEAL, text=_LETTER, channel=ChannelKind.CONSOLE, address=None, answered_at=None
    )
    before = replace(sent, ref="before", at=_MOMENT - 9 * _DAY, answered_at=_MOMENT)
    awaited = replace(plain, submissions=(sent,), pending_since=sent.at)
    asked = tuple(replace(sent, ref=f"asked{n}", at=sent.at + n * 9 * _DAY, act=Act.INQUIRY) for n in (1, 2))
    many = tuple(replace(before, ref=f"many{n}", at=_MOMENT - n * _DAY) for n in (3, 2, 1))
    due = Window(kind=ClockKind.DUE, at=_MOMENT + _DAY, quote="", source="printed", notice="notice")
    opens = Window(kind=ClockKind.OPENS, at=_MOMENT + 80 * _DAY, quote="", source="policy", track=Track.FUNDS)
    closed = situation(Label.CLOSURE_NOTICE, None, {Track.ACCOUNT: "closed", Track.FUNDS: "held"})
    unproven = tuple(replace(notice, believed=False) for notice in plain.notices)
    forged = tuple(replace(notice, forged=True) for notice in plain.notices)
    return {
        "answered, two days ago": replace(awaited, now=sent.at + 2 * _DAY),
        "answered, nine days ago": replace(awaited, now=sent.at + 9 * _DAY),
        "answered, and asked twice since": replace(awaited, submissions=(sent, *asked), now=sent.at + 30 * _DAY),
        "refused, and nothing new to say": replace(plain, submissions=(before,)),
        "refused, after three letters in a week": replace(plain, submissions=many),
        "a printed deadline ends tomorrow": replace(plain, windows=(due,)),
        "a printed deadline ended yesterday": replace(plain, windows=(replace(due, at=_MOMENT - _DAY),)),
        "closed, money may be asked for in 80 days": replace(closed, windows=(opens,)),
        "closed, that day has come": replace(closed, windows=(opens,), now=_MOMENT + 81 * _DAY),
        "the notice is not proven to be Amazon's": replace(plain, notices=unproven),
        "the notice is forged": replace(plain, notices=forged),
        "the message could not be read": situation(None),
        "no message at all": replace(plain, notices=(), states={}),
    }


def _by_state(track: Track) -> Iterator[str]:
    """Money, stock and verification begin to matter once the account is closed, or open again."""
    apart = track in (Track.FUNDS, Track.STOCK, Track.VERIFICATION)
    yield from _head(["notice", "deficit", *STATES[track]])
    for label, deficit in SAID:
        account = {Track.ACCOUNT: "reopened" if label is Label.REINSTATEMENT else "closed"} if apart else {}
        yield _row([label, deficit or "", *(_steps(situation(label, deficit, account | {track: one})) for one in STATES[track])])
    final = (
        situation(Label.TEMPLATE_REJECTION, None, {Track.ACCOUNT: "closed", track: one}, final=True) for one in STATES[track]
    )
    yield _row([Label.TEMPLATE_REJECTION, "said to be final", *map(_steps, final)])


def _by_time() -> Iterator[str]:
    yield from _head(["when", "steps"])
    for name, met in moments().items():
        yield _row([name, _steps(met)])


def _drafts() -> Iterator[str]:
    yield from _head(["step", *(f"draft ({language})" for language in LANGUAGES), "cannot do without"])
    for step in StepName:
        found = [f"`replies/library/{language}/{step}.j2`" if step in sources(language) else "none" for language in LANGUAGES]
        source = sources("en").get(step)
        yield _row([step, *found, ", ".join(source.facts) if source else ""])


def _rules() -> Iterator[str]:
    yield from _head(["rule", "answers", "when", "step", "letter", "source"])
    for rule in rules.load().named.values():
        when = ", ".join(rule.when).replace("_", " ")
        yield _row([rule.name, rule.act or "", when, rule.step, "yes" if rule.letter else "no", rule.source])


def _steps(met: Situation) -> str:
    return ", ".join(dict.fromkeys(map(_named, playbook.steps(met))))


def _named(step: Step) -> str:
    return step.name if playbook.wants_draft(step) else f"{step.name}: {step.rule}"


def _head(cells: Iterable[str]) -> Iterator[str]:
    listed = list(cells)
    yield _row(listed)
    yield _row(["---"] * len(listed))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
