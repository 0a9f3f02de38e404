"""Every command, in the order of ``--help``. A module each for what belongs together; this one only lists them."""

import typer

from mailbot import __version__
from mailbot.cli.language import say


def build() -> typer.Typer:
    """Return the command line in the language of this run."""
    from mailbot.cli import care, cases, demo, drafts, export, learning, reading, report, running, telling

    app = typer.Typer(
        name="mailbot",
        help=say()("help.app"),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for part in (running, reading, cases, telling, export, drafts, report, learning, care, demo):
        part.register(app)
    app.command("version", help=say()("help.version"))(_version)
    return app


def _version() -> None:
    typer.echo(__version__)
