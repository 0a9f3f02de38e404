"""The wheel, installed into an environment of its own and run from an empty folder: not the checkout."""

import os
import site
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers.fixtures import dovecot, mailbox

__all__ = ["Run", "dovecot", "installed", "mailbot", "mailbox"]

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of the console script of a freshly built and installed wheel; its libraries are those of this environment."""
    built = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(built), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = built.glob("*.whl")
    home = tmp_path_factory.mktemp("venv") / "env"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / Path(sys.executable).name
    place = subprocess.run(
        [str(python), "-c", "import site; print(site.getsitepackages()[0])"], check=True, capture_output=True, text=True
    ).stdout.strip()
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    (Path(place) / "libraries.pth").write_text("\n".join(site.getsitepackages()) + "\n", encoding="utf-8")
    return scripts / "mailbot"


@pytest.fixture
def mailbot(installed: Path, tmp_path: Path) -> Run:
    """Run the installed command in an empty folder."""
    here = tmp_path / "empty"
    here.mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAILBOT", "PYTHON"))}

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(installed), *map(str, arguments)],
            cwd=here,
            env=clean | {"LC_ALL": "C.UTF-8", "HOME": str(tmp_path)} | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=110,
            check=False,
        )

    return run
