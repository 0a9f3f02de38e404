"""``import``, ``classify``, ``messages``: mail in, and what mailbot makes of it."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailbot.cli.language import say
from mailbot.cli.options import (
    AccountName,
    AsJson,
    ConfigFile,
    DataFolder,
    Lang,
    NowOption,
    Space,
    clock,
    in_workspace,
    read_config,
)
from mailbot.errors import UsageError

if TYPE_CHECKING:
    from mailbot.service.workspace import Workspace

Paths = Annotated[list[Path] | None, typer.Argument(metavar="PATH...", help=say()("help.arg_paths"), show_default=False)]


def register(app: typer.Typer) -> None:
    app.command("import", help=say()("help.import"))(import_)
    app.command("classify", help=say()("help.classify"))(classify)
    app.command("messages", help=say()("help.messages"))(messages)


@in_workspace
def import_(
    space: Space,
    paths: Paths = None,
    text: Annotated[Path | None, typer.Option("--text", metavar="FILE", help=say()("help.opt_import_text"))] = None,
    received: Annotated[str | None, typer.Option("--received", metavar="TIME", help=say()("help.opt_received"))] = None,
    subject: Annotated[str, typer.Option("--subject", help=say()("help.opt_subject"))] = "",
    account: AccountName = None,
    json_: AsJson = False,
) -> None:
    from mailbot import logs
    from mailbot.cli.progress import bars
    from mailbot.service import importing

    logs.configure(as_json=json_)
    if not paths and text is None:
        raise UsageError("error.nothing_to_import")
    if text is not None and received is None:
        raise UsageError("error.received_needed")
    with space() as opened, bars(enabled=not json_) as progress:
        name = chosen_account(opened, account)
        counts = importing.take_in(opened, paths or [], name, progress)
        if text is not None and received is not None:
            counts += importing.take_in_text(opened, text, name, parse_time(received, opened.account(name).timezone), subject)
    typer.echo(json.dumps(counts.to_json()) if json_ else say()("run.counts", **counts.to_json()))


def chosen_account(opened: "Workspace", name: str | None) -> str:
    """The account that files belong to: the one named, else the only one, else a first one called ``default``."""
    known = [account.name for account in opened.config.accounts]
    if name is not None and known and name not in known:
        raise UsageError("error.unknown_account", name=name)
    return name or (known[0] if known else "default")


def parse_time(value: str, timezone: str) -> datetime:
    """Read a time that a user typed; without an offset it is the account's own."""
    from zoneinfo import ZoneInfo

    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise UsageError("error.bad_time", value=value) from error
    return at.replace(tzinfo=ZoneInfo(timezone)) if at.tzinfo is None else at


def classify(
    paths: Paths = None,
    text: Annotated[bool, typer.Option("--text", help=say()("help.opt_text"))] = False,
    config: ConfigFile = None,
    data: DataFolder = None,
    json_: AsJson = False,
    now: NowOption = None,
    lang: Lang = None,
) -> None:
    from mailbot.cli import reading_view
    from mailbot.service import classifying

    if not paths:
        raise UsageError("error.nothing_to_classify")
    from mailbot import places

    folder = data or places.default_data()
    settings = read_config(config)
    zone = settings.accounts[0].timezone if settings.accounts else "Asia/Tokyo"
    for shape in classifying.classify(paths, settings, folder, text=text, clock=clock(now)):
        if json_:
            typer.echo(json.dumps(shape, ensure_ascii=False))
        else:
            reading_view.show(shape, zone)


@in_workspace
def messages(space: Space, json_: AsJson = False) -> None:
    from mailbot.cli import tables
    from mailbot.service import overview

    with space() as opened:
        shapes: list[dict[str, Any]] = overview.message_objects(opened)
    if json_:
        for shape in shapes:
            typer.echo(json.dumps(shape, ensure_ascii=False))
    else:
        tables.print_messages(shapes)
