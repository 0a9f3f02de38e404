"""``cases``, ``timeline``, ``link``, ``rounds``, ``calendar``: what stands where, and the story so far."""

import json
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.language import say
from mailbot.cli.options import AsJson, ConfigFile, DataFolder, Detail, Lang, NowOption, workspace
from mailbot.errors import UsageError

CaseName = Annotated[str | None, typer.Argument(metavar="CASE", help=say()("help.arg_case"), show_default=False)]
OneCase = Annotated[str, typer.Argument(metavar="CASE", help=say()("help.arg_case"), show_default=False)]
Message = Annotated[str, typer.Argument(metavar="MESSAGE", help=say()("help.arg_message"), show_default=False)]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help=say()("help.opt_out"))]


def register(app: typer.Typer) -> None:
    app.command("cases", help=say()("help.cases"))(cases)
    app.command("timeline", help=say()("help.timeline"))(timeline)
    app.command("link", help=say()("help.link"))(link)
    group = typer.Typer(help=say()("help.rounds"), no_args_is_help=True)
    group.command("list", help=say()("help.rounds_list"))(rounds_list)
    group.command("add", help=say()("help.rounds_add"))(rounds_add)
    app.add_typer(group, name="rounds")


def cases(
    config: ConfigFile = None, data: DataFolder = None, json_: AsJson = False, now: NowOption = None, lang: Lang = None
) -> None:
    from mailbot.cli import tables
    from mailbot.service import casefile, telling

    with workspace(config, data, now) as opened:
        found = casefile.every(opened)
        if json_:
            typer.echo(json.dumps([telling.case_line(case, opened.now()) for case in found], ensure_ascii=False))
        else:
            tables.print_cases(found, opened.now())


def timeline(
    case: CaseName = None,
    format_: Annotated[str, typer.Option("--format", help=say()("help.opt_format"))] = "text",
    detail: Detail = "full",
    out: Out = None,
    config: ConfigFile = None,
    data: DataFolder = None,
    json_: AsJson = False,
    now: NowOption = None,
    lang: Lang = None,
) -> None:
    from mailbot.service import telling

    chosen = "json" if json_ else format_
    if chosen not in telling.FORMATS:
        raise UsageError("error.bad_choice", value=chosen, choices=", ".join(telling.FORMATS))
    if detail not in telling.DETAILS:
        raise UsageError("error.bad_choice", value=detail, choices=", ".join(telling.DETAILS))
    with workspace(config, data, now) as opened:
        told = telling.tell(opened, case, chosen, language=say().language, detail=detail)
    if out is None:
        typer.echo(told.rstrip("\n"))
    else:
        out.write_text(told, encoding="utf-8", newline="\n")


def link(message: Message, case: OneCase, config: ConfigFile = None, data: DataFolder = None, lang: Lang = None) -> None:
    from mailbot.service import linking

    with workspace(config, data) as opened:
        moved = linking.move(opened, message, case)
    typer.echo(say()("cases.linked", message=message, case=moved))


def rounds_list(
    case: CaseName = None, config: ConfigFile = None, data: DataFolder = None, json_: AsJson = False, lang: Lang = None
) -> None:
    from mailbot.cli import tables
    from mailbot.service import casefile, telling

    with workspace(config, data) as opened:
        found = casefile.every(opened) if case is None else (casefile.load(opened, case),)
    if json_:
        typer.echo(json.dumps([telling.rounds(one) for one in found], ensure_ascii=False))
    else:
        tables.print_rounds(found)


def rounds_add(
    case: OneCase,
    text: Annotated[Path, typer.Option("--text", metavar="FILE", help=say()("help.opt_body"))],
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=say()("help.opt_at"))],
    channel: Annotated[str, typer.Option("--channel", help=say()("help.opt_channel"))] = "console",
    act: Annotated[str, typer.Option("--act", help=say()("help.opt_act"))] = "appeal",
    config: ConfigFile = None,
    data: DataFolder = None,
    lang: Lang = None,
) -> None:
    from mailbot.cli.reading import parse_time
    from mailbot.service import importing, linking

    with workspace(config, data) as opened:
        account = opened.account(linking.account_of(opened, case))
        when = parse_time(at, account.timezone)
        found = linking.add_round(opened, case, text=importing.read_text(text), at=when, channel=channel, act=act)
    typer.echo(say()("cases.round_added", case=found))
