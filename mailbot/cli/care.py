"""``init``, ``doctor``, ``reprocess``, ``forget``, ``restore``, ``backup``: setting up, and looking after the store."""

import json
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.language import say
from mailbot.cli.options import AsJson, ConfigFile, DataFolder, Lang, Messages, Space, in_workspace
from mailbot.errors import UsageError

SomeMessages = Annotated[list[str], typer.Argument(metavar="MESSAGE...", help=say()("help.arg_messages"), show_default=False)]


def register(app: typer.Typer) -> None:
    app.command("init", help=say()("help.init"))(init)
    app.command("doctor", help=say()("help.doctor"))(doctor)
    app.command("reprocess", help=say()("help.reprocess"))(reprocess)
    app.command("forget", help=say()("help.forget"))(forget)
    app.command("restore", help=say()("help.restore"))(restore)
    app.command("backup", help=say()("help.backup"))(backup)


def init(config: ConfigFile = None, data: DataFolder = None, lang: Lang = None) -> None:
    from mailbot import places
    from mailbot.cli import interview

    file = config or places.default_file()
    if file.exists():
        raise UsageError("error.exists", path=str(file))
    interview.ask(file, data or places.default_data())


@in_workspace
def doctor(space: Space) -> None:
    from mailbot.cli import tables
    from mailbot.cli.running import worst
    from mailbot.service import care, watch

    with space(required=True) as opened:
        found = [care.examine(account) for account in watch.watched(opened)]
    tables.print_examined(found)
    raise typer.Exit(worst(item.error.exit_code for item in found if item.error is not None))


@in_workspace
def reprocess(space: Space, json_: AsJson = False) -> None:
    from mailbot.cli.progress import bars
    from mailbot.service import rebuild

    with space() as opened, bars(enabled=not json_) as progress:
        done = rebuild.reprocess(opened, progress)
    values = {"messages": done.messages, "without_bytes": done.without_bytes, "cases": done.cases}
    typer.echo(json.dumps(values) if json_ else say()("care.reprocessed", **values))


@in_workspace
def forget(space: Space, names: SomeMessages) -> None:
    from mailbot.service import care

    with space() as opened:
        count = care.forget(opened, names)
    typer.echo(say()("care.forgotten", count=count))


@in_workspace
def restore(space: Space, names: Messages = None) -> None:
    from mailbot.service import care

    with space() as opened:
        done = care.restore(opened, names or [])
    typer.echo(say()("run.counts", **done.counts.to_json()))


@in_workspace
def backup(space: Space, target: Annotated[Path, typer.Argument(metavar="FILE", help=say()("help.opt_out"))]) -> None:
    from mailbot.service import care

    with space() as opened:
        written = care.backup(opened, target)
    typer.echo(say()("care.backed_up", path=written))
