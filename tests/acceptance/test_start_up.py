"""What a person waits for: `--help` and `timeline` load neither the model nor anything else that is heavy."""

import subprocess
import sys

import pytest

from tests.letters import CLOSURE, amazon

HEAVY = {"sklearn", "alembic", "typst", "dkim", "starlette", "uvicorn", "jinja2", "imapclient", "mailparser", "apscheduler"}


@pytest.mark.parametrize("arguments", [["--help"], ["timeline"], ["timeline", "--json"]])
def test_nothing_heavy_is_imported(tmp_path, arguments):
    file = tmp_path / "notice.eml"
    file.write_bytes(amazon(CLOSURE, "停止のお知らせ"))
    data = [] if arguments == ["--help"] else ["--data", str(tmp_path / "data")]
    if data:
        subprocess.run([sys.executable, "-m", "mailbot", "import", str(file), *data], check=True, capture_output=True)
    program = f"import sys; from mailbot.cli.app import run; run({[*arguments, *data]!r}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, encoding="utf-8")
    assert HEAVY & {name.partition(".")[0] for name in done.stderr.split()} == set()
    assert done.stdout.strip()
