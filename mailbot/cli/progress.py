"""Progress bars for long work, on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mailbot.cli.language import say

Progress = Callable[[str, int, int], None]


@contextmanager
def bars(*, enabled: bool) -> Iterator[Progress | None]:
    """Show a bar for each stage on standard error; None where nobody looks."""
    if not enabled or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as shown:
        tasks = {stage: shown.add_task(say()(f"progress.{stage}"), visible=False) for stage in ("headers", "bodies", "reading")}

        def report(stage: str, done: int, total: int) -> None:
            shown.update(tasks[stage], completed=done, total=total, visible=True)

        yield report
