"""The real process: its language, its pipes, its console's code page, and what stands in its log."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.files import config_text, write_story
from tests.letters import CLOSURE

Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def process(tmp_path) -> Process:
    """Run the command line as a process of its own, in the C locale unless a test says otherwise."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAILBOT", "PYTHON", "LC_", "LANG"))}
    places = {"MAILBOT_CONFIG": str(tmp_path / "config.toml"), "MAILBOT_DATA": str(tmp_path / "data"), "LC_ALL": "C"}

    def run(*arguments: object, shell: str = "", **environment: str) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "mailbot", *map(str, arguments)]
        if shell:
            command = ["bash", "-c", f'"$@" {shell}; exit ${{PIPESTATUS[0]}}', "bash", *command]
        return subprocess.run(
            command,
            cwd=Path(__file__).parent.parent.parent,
            env=clean | places | environment,
            capture_output=True,
            timeout=60,
            check=False,
        )

    return run


def test_the_language_is_that_of_the_option_the_configuration_or_the_locale(process, tmp_path):
    def first_line(*arguments: str, **environment: str) -> str:
        return process("cases", *arguments, **environment).stdout.decode().strip()

    japanese, english = first_line("--lang", "ja"), first_line("--lang=en")
    assert japanese != english
    assert japanese[0] > "\u3000"
    assert english.isascii()
    assert first_line() == english
    assert first_line(LC_ALL="ja_JP.UTF-8") == japanese
    (tmp_path / "config.toml").write_text(config_text(language="ja"), encoding="utf-8")
    assert first_line() == japanese
    assert first_line("--lang", "en") == english
    (tmp_path / "other.toml").write_text(config_text(language="en"), encoding="utf-8")
    assert first_line("--config", str(tmp_path / "other.toml")) == english


def test_help_speaks_the_users_language(process):
    assert "メール".encode() in process("--help", LC_ALL="ja_JP.UTF-8").stdout
    assert b"Options" in process("import", "--help").stdout


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "cp932:strict"])
def test_japanese_on_a_console_of_another_code_page(process, tmp_path, encoding):
    """Windows' console says cp932, a bare server ASCII: what is printed is UTF-8, and nothing raises."""
    (tmp_path / "notice.txt").write_text(CLOSURE.replace("出品者様", "髙橋様 ①㈱ 🙂"), encoding="utf-8")
    done = process("classify", "--text", tmp_path / "notice.txt", "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout.decode())["label"] == "closure_notice"
    assert process("cases", "--lang", "ja", PYTHONIOENCODING=encoding, PYTHONUTF8="0").returncode == 0


@pytest.mark.parametrize("reader", ["| head -n 1", "| true"])
def test_who_has_seen_enough_is_no_error(process, tmp_path, reader):
    folder = write_story(tmp_path)
    for number in range(100):
        (folder / f"more-{number}.eml").write_bytes(b"From: a@b.example\r\nSubject: x\r\n\r\n" + b"word " * 200)
    for arguments in (("classify", folder, "--json"), ("--help",)):
        done = process(*arguments, shell=reader)
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_output_that_cannot_be_written(process):
    done = process("version", shell="> /dev/full")
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr


def test_the_log_tells_neither_passwords_nor_letters(process, tmp_path):
    """A traceback may come into the log; the values it was met with may not."""
    code = """
import sys, structlog
from mailbot import logs
logs.configure(as_json=sys.argv[1] == "json")
def log_in(password, letter):
    raise ConnectionError("broken")
try:
    log_in("hunter2", "口座番号")
except ConnectionError:
    structlog.get_logger().exception("poll.bug", account="shop")
"""
    for kind in ("json", "text"):
        done = subprocess.run([sys.executable, "-c", code, kind], capture_output=True, check=True, cwd=Path(__file__).parents[2])
        told = done.stderr.decode()
        assert "ConnectionError: broken" in told
        assert "hunter2" not in told
        assert "口座番号" not in told


def test_only_what_is_needed_is_imported(process):
    code = "import sys; from mailbot.cli import app; app.run(['version']); print([n for n in sys.modules if n in sys.argv[1:]])"
    heavy = [
        "sklearn",
        "alembic",
        "typst",
        "dkim",
        "starlette",
        "imapclient",
        "apprise",
        "mailparser",
        "sqlalchemy",
        "platformdirs",
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, *heavy],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"MAILBOT_CONFIG": "/nowhere"},
    )
    assert done.stdout.splitlines()[-1] == "[]"
