"""``cases``, ``timeline``, ``link``, ``rounds``, ``calendar``: what stands where, and the story so far."""

import json
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from mailbot.cli.language import say
from mailbot.cli.options import AccountName, AnyCase, AsJson, Detail, Message, OneCase, Out, Space, in_workspace
from mailbot.errors import StorageError, UsageError

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help=say()("help.arg_paths"), show_default=False)]


def register(app: typer.Typer) -> None:
    app.command("cases", help=say()("help.cases"))(cases)
    app.command("timeline", help=say()("help.timeline"))(timeline)
    app.command("replay", help=say()("help.replay"))(replay)
    app.command("calendar", help=say()("help.calendar"))(calendar)
    app.command("link", help=say()("help.link"))(link)
    app.command("merge", help=say()("help.merge"))(merge)
    group = typer.Typer(help=say()("help.rounds"), no_args_is_help=True)
    group.command("list", help=say()("help.rounds_list"))(rounds_list)
    group.command("add", help=say()("help.rounds_add"))(rounds_add)
    app.add_typer(group, name="rounds")


@in_workspace
def cases(space: Space, json_: AsJson = False) -> None:
    from mailbot.cli import tables
    from mailbot.service import case_list

    with space() as opened:
        found = case_list.lines(opened)
    if json_:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        tables.print_cases(found)


@in_workspace
def timeline(
    space: Space,
    case: AnyCase = None,
    format_: Annotated[str, typer.Option("--format", help=say()("help.opt_format"))] = "text",
    detail: Detail = "full",
    out: Out = None,
    json_: AsJson = False,
) -> None:
    from mailbot.service import telling

    chosen = "json" if json_ else format_
    if chosen not in telling.FORMATS:
        raise UsageError("error.bad_choice", value=chosen, choices=", ".join(telling.FORMATS))
    if detail not in telling.DETAILS:
        raise UsageError("error.bad_choice", value=detail, choices=", ".join(telling.DETAILS))
    if chosen in telling.FILES:
        if out is None:
            raise UsageError("error.file_needs_out", format=chosen)
        with space() as opened:
            _write(out, telling.tell_file(opened, case, chosen, language=say().language, detail=detail))
        return
    with space() as opened:
        told = telling.tell(opened, case, chosen, language=say().language, detail=detail)
    if out is None:
        typer.echo(told.rstrip("\n"))
    else:
        _write(out, told.encode("utf-8"))


@in_workspace
def calendar(space: Space, case: AnyCase = None, out: Out = None) -> None:
    from mailbot.service import telling

    with space() as opened:
        written = telling.calendar(opened, case, say().language)
    if out is None:
        typer.echo(written.decode("utf-8"), nl=False)
    else:
        _write(out, written)


@in_workspace
def replay(
    space: Space,
    paths: Paths,
    start: Annotated[str | None, typer.Option("--from", metavar="TIME", help=say()("help.opt_start"))] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="TIME", help=say()("help.opt_end"))] = None,
    account: AccountName = None,
    json_: AsJson = False,
) -> None:
    from mailbot.cli.reading import chosen_account, parse_time
    from mailbot.service import backtesting

    with space() as opened:
        seller = opened.account(chosen_account(opened, account))
        first, last = (parse_time(value, seller.timezone) if value else None for value in (start, end))
        said = backtesting.replay(opened, paths, seller, say().language, backtesting.Span(start=first, end=last))
    for item in said:
        if json_:
            shape = {"at": item.at.isoformat(), "case": item.case_id, "kind": item.kind, "text": item.text}
            typer.echo(json.dumps(shape | {"message": item.message}, ensure_ascii=False))
        else:
            at = item.at.astimezone(ZoneInfo(seller.timezone))
            # What has several lines stays together below its hour.
            text = item.text.replace("\n", "\n" + " " * 18)
            typer.echo(f"{at:%Y-%m-%d %H:%M}  {say()(f'replay.{item.kind}')}  {text}")


@in_workspace
def link(space: Space, message: Message, case: OneCase) -> None:
    from mailbot.service import linking

    with space() as opened:
        moved = linking.move(opened, message, case)
    typer.echo(say()("cases.linked", message=message, case=moved))


@in_workspace
def merge(
    space: Space,
    case: OneCase,
    into: Annotated[str, typer.Argument(metavar="INTO", help=say()("help.arg_into"), show_default=False)],
) -> None:
    from mailbot.service import linking

    with space() as opened:
        target, moved = linking.merge(opened, case, into)
    typer.echo(say()("told.merged", count=moved, case=target))


@in_workspace
def rounds_list(space: Space, case: AnyCase = None, json_: AsJson = False) -> None:
    from mailbot.cli import tables
    from mailbot.service import casefile, telling

    with space() as opened:
        found = casefile.every(opened) if case is None else (casefile.load(opened, case),)
    if json_:
        typer.echo(json.dumps([telling.rounds(one) for one in found], ensure_ascii=False))
    else:
        tables.print_rounds(found)


@in_workspace
def rounds_add(
    space: Space,
    case: OneCase,
    text: Annotated[Path, typer.Option("--text", metavar="FILE", help=say()("help.opt_body"))],
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=say()("help.opt_at"))],
    channel: Annotated[str, typer.Option("--channel", help=say()("help.opt_channel"))] = "console",
    act: Annotated[str, typer.Option("--act", help=say()("help.opt_act"))] = "appeal",
    attach: Annotated[list[Path] | None, typer.Option("--attach", metavar="FILE", help=say()("help.opt_attach"))] = None,
) -> None:
    from mailbot.cli.reading import parse_time
    from mailbot.service import importing, linking

    with space() as opened:
        account = opened.account(linking.account_of(opened, case))
        when = parse_time(at, account.timezone)
        body, files = importing.read_text(text), attach or ()
        found = linking.add_round(opened, case, text=body, at=when, channel=channel, act=act, files=files)
    typer.echo(say()("cases.round_added", case=found))


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise StorageError("error.data_folder", path=str(file), detail=error.strerror or str(error)) from error
