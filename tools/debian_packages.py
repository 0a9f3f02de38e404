"""Install the Debian packages that the tests' real servers need, where this user may; else name what will be skipped."""

import os
import shutil
import subprocess
import sys

TESTS = {"dovecot": "dovecot-imapd", "chromium": "chromium", "pdftoppm": "poppler-utils"}
BENCH = {**TESTS, "mbsync": "isync"}
PATHS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])


def main() -> int:
    """Install what is missing; never fail: a test that cannot run says so itself (and fails with CI set)."""
    wanted = BENCH if "--bench" in sys.argv else TESTS
    missing = [package for program, package in wanted.items() if not shutil.which(program, path=PATHS)]
    if not missing:
        return 0
    prefix = _privilege()
    if prefix is None or not shutil.which("apt-get"):
        print(f"Not installed, so the tests that need them are skipped: {', '.join(missing)}")
        print(f"To run them: sudo apt install {' '.join(missing)}")
        return 0
    print(f"Installing for the tests: {', '.join(missing)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "-qq", "update"], env=environment, check=False, stdin=subprocess.DEVNULL)
    install = [*prefix, "apt-get", "-qq", "-y", "--no-install-recommends", "install", *missing]
    done = subprocess.run(install, env=environment, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-2000:] + done.stderr[-2000:])
    return 0


def _privilege() -> list[str] | None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


if __name__ == "__main__":
    sys.exit(main())
