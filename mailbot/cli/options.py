"""The options that commands share, and what they come to: an open workspace."""

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from inspect import Parameter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Protocol

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
AccountName = Annotated[str | None, typer.Option("--account", metavar="NAME", help=say()("help.opt_account"))]
OneCase = Annotated[str, typer.Argument(metavar="CASE", help=say()("help.arg_one_case"), show_default=False)]
AnyCase = Annotated[str | None, typer.Argument(metavar="CASE", help=say()("help.arg_case"), show_default=False)]
Message = Annotated[str, typer.Argument(metavar="MESSAGE", help=say()("help.arg_message"), show_default=False)]
Messages = Annotated[list[str] | None, typer.Argument(metavar="MESSAGE...", help=say()("help.arg_messages"), show_default=False)]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help=say()("help.opt_out"))]
Once = Annotated[bool, typer.Option("--once", help=say()("help.opt_once"))]
Port = Annotated[int | None, typer.Option("--port", help=say()("help.opt_port"))]
Detail = Annotated[str, typer.Option("--detail", metavar="short|full", help=say()("help.opt_detail"))]


class Space(Protocol):
    """Opens the workspace that the options name. ``required``: a configuration has to exist."""

    def __call__(self, *, required: bool = False) -> "AbstractContextManager[Workspace]": ...


_WHERE: Final = {"config": ConfigFile, "data": DataFolder, "now": NowOption, "lang": Lang}


def in_workspace(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that name a workspace, and in their place a ``Space`` as its first argument.

    The command says when it opens it: after its own checks, and no longer than it needs it. What a group was given
    (``drafts --data DIR list``) holds where the command was not given its own.
    """

    @functools.wraps(command)
    def run(*values: Any, context: typer.Context, **options: Any) -> None:
        given = {name: options.pop(name, None) for name in _WHERE}
        above = context.obj or {}
        config, data = (given[name] or above.get(name) for name in ("config", "data"))
        command(functools.partial(workspace, config, data, given["now"]), *values, **options)

    own = list(inspect.signature(command).parameters.values())[1:]
    shared = [Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=kind) for name, kind in _WHERE.items()]
    context = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)
    signature = inspect.Signature([*own, context, *shared], return_annotation=None)
    run.__signature__ = signature  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in signature.parameters.values()}
    return run


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
