"""``demo``: mailbot at work on a built-in inbox."""

import typer

from mailbot.cli.language import say
from mailbot.cli.options import DataFolder, Lang, Once, Port
from mailbot.errors import UsageError


def register(app: typer.Typer) -> None:
    app.command("demo", help=say()("help.demo"))(demo)


def demo(once: Once = False, port: Port = None, data: DataFolder = None, lang: Lang = None) -> None:
    try:
        import pymap  # noqa: F401 - only to say plainly that the extra is missing
    except ImportError as error:
        raise UsageError("error.demo_extra") from error
    from mailbot.cli.demo_run import run

    raise typer.Exit(run(data, once=once, port=port))
