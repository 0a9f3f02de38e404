"""How long a person waits for `--help` and `timeline`, beside a bare Typer app with as many commands."""

import re
from pathlib import Path

from benchmarks.measuring import command, medians, verdict

BARE = """
import typer
app = typer.Typer(no_args_is_help=True, add_completion=False)
{commands}
app()
"""
COMMAND = '@app.command("c{number}", help="A command.")\ndef c{number}(a: str = "", b: bool = False, c: int = 0) -> None: ...\n'


def run(folder: Path) -> bool:
    """Print the medians of 7."""
    helped = command(["-m", "mailbot", "--help"], folder).stdout
    count = len(re.findall(r"^│ [a-z]", helped, re.MULTILINE))
    bare = folder / "bare.py"
    bare.write_text(BARE.format(commands="".join(COMMAND.format(number=number) for number in range(count))), encoding="utf-8")
    with_store = folder / "with_store.py"
    with_store.write_text("import sqlalchemy\n" + bare.read_text(encoding="utf-8"), encoding="utf-8")
    data = str(folder / "data")
    command(["-m", "mailbot", "timeline", "--data", data], folder)
    found = medians(
        {
            f"bare Typer app, {count} commands, --help": lambda: command([str(bare), "--help"], folder),
            "mailbot --help": lambda: command(["-m", "mailbot", "--help"], folder),
            "bare Typer app + sqlalchemy": lambda: command([str(with_store), "c1"], folder),
            "mailbot timeline, empty store": lambda: command(["-m", "mailbot", "timeline", "--data", data], folder),
        },
        7,
    )
    bare_help, help_, bare_store, timeline = found.values()
    first = verdict("--help", help_ / bare_help, 1.5)
    return verdict("timeline", timeline / bare_store, 1.5) and first
