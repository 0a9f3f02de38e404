"""Training beside the daemon: in a process of its own, so that polling, the page and Ctrl-C never wait for it."""

import multiprocessing
import os
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from mailbot.logs import logger
from mailbot.service import lessons
from mailbot.service.workspace import Workspace, forget_reader, open_workspace
from mailbot.settings import Config

log = logger()
_GENTLE: Final = 10
"""Niceness, where the system knows it: some minutes of work that nobody waits for."""
_LOOK_SECONDS: Final = 0.5


def if_due(workspace: Workspace, stop: threading.Event, work: Callable[[Config, Path, datetime], None] | None = None) -> bool:
    """Train a model of the user's own if it is time; return whether one was trained. ``stop`` breaks the training off."""
    if not workspace.config.train_automatically or not lessons.due(workspace):
        return False
    # "spawn" is what every system has, and a fork of a process with threads may hang.
    child = multiprocessing.get_context("spawn").Process(
        target=work or _study, args=(workspace.config, workspace.data, workspace.now()), name="training", daemon=True
    )
    log.info("training.started")
    child.start()
    while child.is_alive() and not stop.is_set():
        child.join(_LOOK_SECONDS)
    if child.is_alive():
        child.terminate()
        child.join()
        log.info("training.stopped")
        return False
    if child.exitcode != 0:
        log.error("training.failed", exit_code=child.exitcode)
        return False
    forget_reader()
    log.info("training.done", **lessons.learning(workspace).to_json())
    return True


def _study(config: Config, data: Path, now: datetime) -> None:
    """What the child does. The present is the daemon's, which may stand at ``--now``."""
    from mailbot.service import learn  # noqa: PLC0415 - the daemon itself need not load what training needs

    if hasattr(os, "nice"):
        os.nice(_GENTLE)
    with open_workspace(config, data, lambda: now) as opened:
        learn.train(opened)
