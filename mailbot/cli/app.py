"""Building the commands and running one; every error ends here as one line and an exit code."""

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Final

import typer

from mailbot.cli import language
from mailbot.cli.language import say
from mailbot.errors import ConfigError, MailbotError, WorldError

BUG: Final = 70
"""EX_SOFTWARE of sysexits."""
INTERRUPTED: Final = 130


def run(arguments: Sequence[str]) -> int:
    """Run a command line; return its exit code."""
    _utf8()
    language.set_language(language.of_arguments(arguments))
    from mailbot.cli.commands import build

    return _flushed(_guarded(build(), arguments))


def _guarded(app: typer.Typer, arguments: Sequence[str]) -> int:  # noqa: PLR0911 - one return for each kind of ending
    try:
        result = typer.main.get_command(app).main(list(arguments), prog_name="mailbot", standalone_mode=False)
    except typer.Exit as ended:
        return int(ended.exit_code)
    except typer.TyperException as error:
        typer.echo(say()("error.usage", detail=error.format_message().rstrip(". ") + "."), err=True)
        return 2
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except MailbotError as error:
        print_error(error)
        return error.exit_code
    except SystemExit as ended:
        # typer's answer to a closed pipe; whoever reads us (head, a pager) has seen enough, and that is no failure.
        if not _is_closed_pipe(ended.__context__):
            raise
        return 0
    except OSError as error:
        print_error(_world(error))
        return WorldError.exit_code
    except Exception:  # noqa: BLE001 - the last door: a bug is shown whole and gets its own code
        traceback.print_exc()
        typer.echo(say()("error.bug"), err=True)
        return BUG
    return result if isinstance(result, int) else 0


def _flushed(code: int) -> int:
    """Write out what is left, so that a closed pipe shows here and not as a traceback of the interpreter's last breath."""
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not _is_closed_pipe(error):
            print_error(_world(error))
            return WorldError.exit_code
    return code


def _is_closed_pipe(error: BaseException | None) -> bool:
    """Say whether nobody reads any more; Windows says EINVAL."""
    return isinstance(error, OSError) and error.errno in (errno.EPIPE, errno.EINVAL)


def _world(error: OSError) -> WorldError:
    """A file that cannot be written, a full disk: the world's doing, said in one line."""
    detail = error.strerror or str(error)
    return WorldError("error.file", path=str(error.filename or "-"), detail=detail)


def print_error(error: MailbotError) -> None:
    """Print what is wrong and what to do, one line (a line each for problems of the configuration)."""
    words = say()
    typer.echo(words.get(error.code, str(error), **error.values), err=True)
    if isinstance(error, ConfigError):
        for problem in error.values["problems"]:  # type: ignore[attr-defined]
            sentence = words.get(f"config.{problem.code}", problem.code, **problem.values)
            typer.echo(f"  {problem.path}: {sentence}", err=True)


def _utf8() -> None:
    """Write UTF-8 whatever the console's code page: Japanese on cp932 or C must not raise."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
