"""The command line: an entry that parses arguments, calls one use case, prints what came of it, and gives the exit code."""

import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command line and exit: 0 done, 1 findings, 2 the user's mistake, 3 the outside world, 70 a bug."""
    from mailbot.cli.app import run

    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))
