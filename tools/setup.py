"""Make the virtual environment that the Makefile works in, or say plainly what is missing."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Create the environment named by the first argument."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is run by whatever Python there is
        print(
            f"mailbot needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12", file=sys.stderr
        )
        return 1
    target = Path(sys.argv[1])
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(target)], capture_output=True, text=True, check=False)
    if made.returncode:
        print(made.stdout + made.stderr, file=sys.stderr)
        print("Python's venv module is needed. On Debian and Ubuntu: apt install python3-venv", file=sys.stderr)
    return made.returncode


if __name__ == "__main__":
    sys.exit(main())
