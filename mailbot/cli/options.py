"""The options that commands share, and what they come to: an open workspace."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.language import known, say
from mailbot.errors import UsageError

if TYPE_CHECKING:
    from mailbot.service.workspace import Workspace
    from mailbot.settings import Config

ConfigFile = Annotated[Path | None, typer.Option("--config", metavar="FILE", help=say()("help.opt_config"))]
DataFolder = Annotated[Path | None, typer.Option("--data", metavar="DIR", help=say()("help.opt_data"))]
AsJson = Annotated[bool, typer.Option("--json", help=say()("help.opt_json"))]
NowOption = Annotated[str | None, typer.Option("--now", metavar="TIME", help=say()("help.opt_now"))]
Lang = Annotated[str | None, typer.Option("--lang", metavar="ja|en", help=say()("help.opt_lang"), callback=known)]
Detail = Annotated[str, typer.Option("--detail", metavar="short|full", help=say()("help.opt_detail"))]


def read_config(file: Path | None, *, required: bool = False) -> "Config":
    """Read the configuration named, else the default one; without one, the defaults where ``required`` allows."""
    from mailbot import config, places
    from mailbot.settings import Config

    if file is None:
        file = places.default_file()
        if not file.exists() and not required:
            return Config()
    return config.read(file)


@contextmanager
def workspace(
    config_file: Path | None, data: Path | None, now: str | None = None, *, required: bool = False
) -> "Iterator[Workspace]":
    """Open configuration and data folder as the options say."""
    from mailbot import places
    from mailbot.service.workspace import open_workspace

    settings = read_config(config_file, required=required)
    with open_workspace(settings, (data or places.default_data()).expanduser().resolve(), clock(now)) as opened:
        yield opened


def clock(now: str | None) -> Callable[[], datetime] | None:
    """Return a clock that stands at ``--now``; None for the real one. Without an offset the time is local."""
    if now is None:
        return None
    try:
        at = datetime.fromisoformat(now)
    except ValueError as error:
        raise UsageError("error.now", value=now) from error
    fixed = at.astimezone() if at.tzinfo is None else at
    return lambda: fixed
