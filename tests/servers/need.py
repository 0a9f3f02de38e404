"""What a test needs from the machine: missing at home it is skipped, missing in CI it fails."""

import os
import shutil

import pytest

_ELSEWHERE = "/usr/sbin:/usr/local/sbin:/sbin"


def need(program: str) -> str:
    """Return the path of ``program``; without it skip the test, or fail it where ``CI`` is set."""
    path = shutil.which(program) or shutil.which(program, path=_ELSEWHERE)
    if path is not None:
        return path
    if os.environ.get("CI"):
        pytest.fail(f"{program} is not installed, and CI must run every test")
    pytest.skip(f"{program} is not installed")
