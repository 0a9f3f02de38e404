"""The command line in this process: quick, and with the real parser, store and files."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mailbot.cli import app
from tests.servers.fixtures import dovecot, mailbox

__all__ = ["Done", "Run", "dovecot", "mailbot", "mailbox"]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: exit code, what it printed, what it complained of."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line for the user, beside the log's."""
        (line,) = [line for line in self.err.splitlines() if line and not line.startswith("{")]
        return line


Run = Callable[..., Done]


@pytest.fixture
def mailbot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line on a data folder of its own; there is no configuration until a test writes one."""
    monkeypatch.setenv("MAILBOT_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("MAILBOT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments: object, stdin: str = "", code: int | None = 0) -> Done:
        streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2)]
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            found = app.run([str(argument) for argument in arguments])
        texts = []
        for stream in streams:
            stream.flush()
            texts.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
        done = Done(found, *texts)
        assert code is None or done.code == code, done
        return done

    return run
