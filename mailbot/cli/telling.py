"""``clock``, ``money``, ``note``, ``track``: what the user tells of a case that no mail shows."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.language import say
from mailbot.cli.options import AnyCase, AsJson, OneCase, Space, in_workspace

if TYPE_CHECKING:
    from mailbot.service.workspace import Workspace

ClockName = Annotated[str, typer.Argument(metavar="CLOCK", help=say()("help.arg_clock"), show_default=False)]
At = Annotated[str | None, typer.Option("--at", metavar="TIME", help=say()("help.opt_told_at"))]
Until = Annotated[str, typer.Option("--until", metavar="TIME", help=say()("help.opt_until"), show_default=False)]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help=say()("help.opt_told_why"))]
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=say()("help.arg_settlements"), show_default=False)]


def register(app: typer.Typer) -> None:
    clock = typer.Typer(help=say()("help.clock"), no_args_is_help=True)
    clock.command("list", help=say()("help.clock_list"))(clock_list)
    clock.command("met", help=say()("help.clock_met"))(clock_met)
    clock.command("moot", help=say()("help.clock_moot"))(clock_moot)
    clock.command("extend", help=say()("help.clock_extend"))(clock_extend)
    clock.command("snooze", help=say()("help.clock_snooze"))(clock_snooze)
    clock.command("resume", help=say()("help.clock_resume"))(clock_resume)
    app.add_typer(clock, name="clock")
    money = typer.Typer(help=say()("help.money"), no_args_is_help=True)
    money.command("list", help=say()("help.money_list"))(money_list)
    money.command("add", help=say()("help.money_add"))(money_add)
    money.command("import", help=say()("help.money_import"))(money_import)
    app.add_typer(money, name="money")
    app.command("note", help=say()("help.note"))(note)
    app.command("track", help=say()("help.track"))(track)


@in_workspace
def clock_list(space: Space, case: AnyCase = None, json_: AsJson = False) -> None:
    from mailbot.cli import tables
    from mailbot.service import telling

    with space() as opened:
        at = opened.now()
        found = telling.cases(opened, case)
        shapes = [shape for one in found for shape in telling.clocks(one, say().language, at)]
    if json_:
        typer.echo(json.dumps(shapes, ensure_ascii=False))
    else:
        tables.print_clocks(found, at)


@in_workspace
def clock_met(space: Space, case: OneCase, clock: ClockName, at: At = None) -> None:
    with space() as opened:
        _decide(opened, case, clock, "met", at)


@in_workspace
def clock_moot(space: Space, case: OneCase, clock: ClockName, at: At = None) -> None:
    with space() as opened:
        _decide(opened, case, clock, "moot", at)


@in_workspace
def clock_extend(space: Space, case: OneCase, clock: ClockName, until: Until, at: At = None) -> None:
    with space() as opened:
        _decide(opened, case, clock, "extend", at, until)


@in_workspace
def clock_snooze(space: Space, case: OneCase, clock: ClockName, until: Until) -> None:
    with space() as opened:
        _decide(opened, case, clock, "snooze", None, until)


@in_workspace
def clock_resume(space: Space, case: OneCase, clock: ClockName) -> None:
    with space() as opened:
        _decide(opened, case, clock, "resume", None)


def _decide(opened: "Workspace", case: str, name: str, action: str, at: str | None, until: str | None = None) -> None:
    from mailbot.casebook.by_hand import ClockAction
    from mailbot.casebook.wording import words_for
    from mailbot.service import casefile, told

    when = _moment(opened, case, at)
    limit = _day_end(opened, case, until) if until else None
    found = told.clock(opened, case, name, action=ClockAction(action), at=when, until=limit)
    words = words_for(casefile.load(opened, case), say().language)
    typer.echo(words.noted(words.clock(found), [words.clock_status(found, opened.now())]))


@in_workspace
def money_list(space: Space, case: AnyCase = None, json_: AsJson = False) -> None:
    from mailbot.cli import tables
    from mailbot.service import telling

    with space() as opened:
        found = telling.cases(opened, case)
        shapes = [shape for one in found for shape in telling.sums(one, say().language, opened.now())]
    if json_:
        typer.echo(json.dumps(shapes, ensure_ascii=False))
    else:
        tables.print_money(found)


@in_workspace
def money_add(
    space: Space,
    case: OneCase,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=say()("help.arg_value"), show_default=False)],
    role: Annotated[str, typer.Option("--role", help=say()("help.opt_role"))] = "balance",
    currency: Annotated[str, typer.Option("--currency", help=say()("help.opt_currency"))] = "JPY",
    at: At = None,
    why: Why = "",
) -> None:
    from mailbot.service import told

    with space() as opened:
        when = _moment(opened, case, at)
        found = told.money(opened, case, role=role, value=value, currency=currency, at=when, why=why)
    typer.echo(say()("told.money", case=found.id))


@in_workspace
def money_import(space: Space, case: OneCase, files: Files) -> None:
    from mailbot.service import told

    with space() as opened:
        found = told.settled(opened, case, files)
    typer.echo(say()("told.settlement", count=len(found)))


@in_workspace
def note(
    space: Space,
    case: OneCase,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=say()("help.arg_note"), show_default=False)],
    at: At = None,
) -> None:
    from mailbot.service import told

    with space() as opened:
        found = told.note(opened, case, text, _moment(opened, case, at))
    typer.echo(say()("told.note", case=found))


@in_workspace
def track(
    space: Space,
    case: OneCase,
    name: Annotated[str, typer.Argument(metavar="TRACK", help=say()("help.arg_track"), show_default=False)],
    state: Annotated[str, typer.Argument(metavar="STATE", help=say()("help.arg_state"), show_default=False)],
    at: At = None,
    why: Why = "",
) -> None:
    from classifiers.labels import Track
    from mailbot.casebook.wording import words_for
    from mailbot.service import told

    with space() as opened:
        found = told.state(opened, case, track=name, to=state, at=_moment(opened, case, at), why=why)
    words, which = words_for(found, say().language), Track(name)
    typer.echo(words.text("case_title.state", track=words.track(which), state=words.state(which, found.state(which))))


def _moment(opened: "Workspace", case: str, at: str | None) -> datetime:
    """Read a time; without an offset it is the account's own, without a time it is now."""
    from mailbot.cli.reading import parse_time

    return parse_time(at, _zone(opened, case)) if at else opened.now()


def _day_end(opened: "Workspace", case: str, until: str) -> datetime:
    """A bare day lasts until its end: the last second is still in time."""
    at = _moment(opened, case, until)
    return at.replace(hour=23, minute=59, second=59) if len(until) <= len("2018-08-15") else at


def _zone(opened: "Workspace", case: str) -> str:
    from mailbot.service import casefile

    return casefile.load(opened, case).timezone
