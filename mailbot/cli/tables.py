"""Lists for people, on the terminal."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mailbot.cli.language import say

if TYPE_CHECKING:
    from mailbot.casebook.case import Case, Clock
    from mailbot.service.care import Examined
    from mailbot.service.doubts import Doubtful
    from mailbot.service.enclosing import Paper
    from mailbot.service.lessons import Learning
    from mailbot.service.status import AccountStatus
    from mailbot.store.drafts import StoredDraft
    from replies.situation import Blocker

WIDTH = 120
"""Columns where nobody looks at a terminal: a file or a pipe."""

VERDICT_STYLES = {"genuine": "green", "unproven": "yellow", "forged": "red"}


def console() -> Console:
    """A console that never guesses at markup in a mail's words."""
    return Console(markup=False, highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else WIDTH)


def label_name(code: str | None) -> str:
    """Return the name of a label, an act or, for None, of an abstention."""
    if code is None:
        return say()("view.abstained")
    return say().get(f"case_title.{code}", code)


def unreadable_reason(shape: Mapping[str, Any]) -> str:
    """Return why a message or file could not be read, in words; "" where nobody tried yet."""
    code, detail = str(shape["unreadable"] or ""), _printable(shape.get("detail") or "")
    return say().get(f"unreadable.{code}", say().get(code, code, detail=detail), detail=detail)


def _printable(words: str) -> str:
    """Leave out what a terminal would obey."""
    return "".join(char for char in words if char.isprintable())


def print_messages(shapes: Sequence[Mapping[str, Any]]) -> None:
    if not shapes:
        print_line(say()("view.no_messages"))
        return
    table = _table("id", "received", "verdict", "label", "subject", "case", "became")
    for shape in shapes:
        if "unreadable" in shape:
            table.add_row(
                str(shape["id"]), "", "", "", unreadable_reason(shape), "", say()(f"disposition.{shape['disposition']}")
            )
            continue
        verdict = shape["authenticity"]["verdict"]
        table.add_row(
            str(shape["id"]),
            (shape["received"] or "")[:10],
            Text(say()(f"verdict.{verdict}"), style=VERDICT_STYLES[verdict]),
            label_name(shape["label"]),
            _one_line(shape["subject"], 44),
            shape["case"] or "",
            say()(f"disposition.{shape['disposition']}"),
        )
    console().print(table)


def print_cases(cases: "Sequence[Mapping[str, Any]]") -> None:
    if not cases:
        print_line(say()("cases.none").rstrip())
        return
    table = _table("case", "account", "since", "state", "messages", "next_clock")
    for line in cases:
        states = [_state(track, state) for track, state in line["tracks"].items() if track in line["moved"]]
        states += [say()("view.unconfirmed", state=_state(track, state)) for track, state in line["provisional"].items()]
        table.add_row(
            line["id"],
            line["account"],
            line["first_at"][:10],
            "\n".join(states),
            str(line["messages"]),
            (line["next_clock"] or "")[:16].replace("T", " "),
        )
    console().print(table)


def _state(track: str, state: str) -> str:
    named = say().get(f"case_state.{track}_{state}", state)
    return say()("case_title.state", track=say()(f"case_track.{track}"), state=named)


def print_drafts(found: "Sequence[StoredDraft]", *, hidden: int) -> None:
    if found:
        table = _table("id", "case", "step", "state", "to", "subject", "blocked_by")
        for item in found:
            draft = item.draft
            table.add_row(
                str(item.id),
                item.case_id,
                say().get(f"step.{draft.step.name.value}", draft.step.name.value),
                say()(f"draft_state.{item.state.value}"),
                draft.to or say()("view.console"),
                _one_line(draft.subject, 40),
                blocked_by(draft.blockers),
            )
        console().print(table)
    else:
        print_line(say()("drafts.none"))
    if hidden:
        print_line(say()("drafts.hidden", count=hidden))


def blocked_by(blockers: "Sequence[Blocker]") -> str:
    """Return what blocks a draft, in brief: gaps are counted, everything else is named."""
    gaps = sum(blocker.code == "missing_fact" for blocker in blockers)
    others = dict.fromkeys(
        say().get(f"blocked.{blocker.code}", blocker.code) for blocker in blockers if blocker.code != "missing_fact"
    )
    return ", ".join([*others, *([say()("blocked.gaps", count=gaps)] if gaps else [])])


def blocker_line(code: str, what: str) -> str:
    """Return a blocker's sentence."""
    return say().get(f"blocker.{code}", f"{code}: {what}", what=what)


def print_draft(item: "StoredDraft", revisions: int | None) -> None:
    from mailbot.service.telling import why

    draft = item.draft
    out = console()
    out.print(Text(f"{item.id}  {say().get(f'step.{draft.step.name.value}', draft.step.name.value)}", style="bold"))
    rows = [
        ("case", item.case_id),
        ("state", say()(f"draft_state.{item.state.value}")),
        ("why", why(item, say())),
        ("to", draft.to or say()("view.console")),
        ("subject", draft.subject),
    ]
    if revisions is not None:
        rows.append(("revisions", str(revisions)))
    for name, value in rows:
        out.print(f"{say()(f'column.{name}')}: {value}")
    for blocker in draft.blockers:
        out.print(Text("! " + blocker_line(blocker.code, blocker.what), style="yellow"))
    out.print()
    out.print(draft.body, soft_wrap=True)


def print_papers(papers: "Iterable[Paper]") -> None:
    """What a draft encloses, and the file that goes with it."""
    for paper in papers:
        there = ", ".join(path.name for path in paper.files)
        print_line(f"{say()('page.to_attach')}: {paper.name} ({there or say()('page.attach_yourself')})")


def print_findings(findings: "Iterable[Mapping[str, str]]") -> None:
    """What would sink a letter, each with its advice and the words it was found in."""
    for item in findings:
        style = "red" if item["severity"] == "error" else "yellow"
        said = f"[{say()('report_cli.' + item['severity'])}] {item['advice']}"
        console().print(Text(said, style=style), soft_wrap=True)
        if item["quote"]:
            print_line(f"    「{' '.join(item['quote'].split())[:160]}」")


def print_status(accounts: "Iterable[AccountStatus]", totals: Mapping[str, int], learning: "Learning") -> None:
    table = _table("account", "last_run", "last_success", "trouble", "next_try")
    for item in accounts:
        trouble = item.stopped or item.last_error or ""
        name = say().get(f"trouble.{trouble}", trouble)
        table.add_row(item.account, _at(item.last_run), _at(item.last_success), name, _at(item.next_try))
    console().print(table)
    for name, count in totals.items():
        print_line(f"{say().get(f'total.{name}', name)}: {count}")
    print_line(say()(f"learning.{learning.code}", taught=learning.taught, last=_at(learning.last)))


def print_rounds(cases: "Iterable[Case]") -> None:
    table = _table("case", "number", "at", "act", "channel", "answer", "after")
    for case in cases:
        for item in case.rounds:
            hours = item.answer_hours
            table.add_row(
                case.id,
                str(item.number),
                f"{item.at.astimezone(ZoneInfo(case.timezone)):%Y-%m-%d %H:%M}",
                label_name(item.act),
                say().get(f"case_act.{item.channel}", item.channel),
                label_name(item.answer_label) if item.answer else "",
                "" if hours is None else say()("view.days", days=f"{hours / 24:.1f}"),
            )
    console().print(table)


def print_clocks(cases: "Iterable[Case]", now: datetime) -> None:
    from mailbot.casebook.clocks import name_of
    from mailbot.casebook.wording import words_for

    table = _table("case", "clock", "what", "state", "source")
    for case in cases:
        words = words_for(case, say().language)
        for clock in case.clocks:
            table.add_row(case.id, name_of(clock), words.clock(clock), words.clock_status(clock, now), _clock_source(clock))
    console().print(table)


def _clock_source(clock: "Clock") -> str:
    if clock.source in ("printed", "by_hand"):
        return say()(f"clock_source.{clock.source}")
    return say()("clock_source.table_unconfirmed" if clock.unproven_table else "clock_source.table")


def print_money(cases: "Iterable[Case]") -> None:
    from mailbot.casebook.wording import words_for

    table = _table("case", "when", "what", "source", "because")
    for case in cases:
        words = words_for(case, say().language)
        for point in case.money:
            source = say().get(f"money_source.{point.source}", point.source)
            table.add_row(case.id, words.stamp(point.at), words.sum(point), source, _one_line(point.quote, 50))
    console().print(table)


def print_doubtful(items: "Sequence[Doubtful]") -> None:
    if not items:
        print_line(say()("confirm.none"))
        return
    table = _table("id", "received", "from", "label", "subject")
    for item in items:
        parsed, reading = item.understanding.parsed, item.understanding.reading
        table.add_row(
            str(item.stored.id),
            f"{item.stored.received:%Y-%m-%d}" if item.stored.received else "",
            parsed.sender.address,
            label_name(reading.label.value if reading.label else None),
            _one_line(parsed.subject, 50),
        )
    console().print(table)
    print_line(say()("confirm.how"))


def print_difference(before: "Mapping[str, Case]", after: "Mapping[str, Case]") -> None:
    """Show how the tracks of the cases changed."""
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        for track in new.tracks if new else old.tracks if old else ():
            was = old.tracks[track].state if old else "-"
            now = new.tracks[track].state if new else "-"
            if was != now:
                print_line(say()("correct.change", case=key, track=say()(f"case_track.{track.value}"), before=was, after=now))


def print_examined(items: "Iterable[Examined]") -> None:
    for item in items:
        out = console()
        out.print(Text(item.account, style="bold"))
        if item.error is not None:
            out.print(Text(say().get(item.error.code, str(item.error), **item.error.values), style="red"))
            continue
        for role, folder in item.roles.items():
            out.print(f"  {say()(f'doctor.{role}')}: {folder or say()('doctor.none')}")
        for name, count in item.proposed[:5]:
            out.print("  " + say()("doctor.proposed", name=name, count=count))


def print_line(text: str) -> None:
    console().print(text, soft_wrap=True)


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(say()(f"column.{name}"), overflow="fold")
    return table


def _one_line(text: str, width: int) -> str:
    line = _printable(" ".join(text.split()))
    return line if len(line) <= width else line[: width - 1] + "…"


def _at(at: datetime | None) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at else ""
