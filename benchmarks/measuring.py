"""Medians of repeated commands."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def command(arguments: Sequence[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments on the checkout; raises where it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr[-2000:]}")
    return done


def medians(works: dict[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Return each work's median time, the works taking turns so that a busy moment hits them alike."""
    for work in works.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            times[name].append(seconds(work))
    for name, found in times.items():
        print(f"  {name}: median {statistics.median(found):.3f} s ({min(found):.3f} to {max(found):.3f}, n={repeats})")
    return {name: statistics.median(found) for name, found in times.items()}


def verdict(name: str, ratio: float, bound: float) -> bool:
    """Print a ratio beside its bound."""
    held = ratio <= bound
    print(f"  {name}: {ratio:.2f} (bound {bound:.2f}) {'held' if held else 'MISSED'}")
    return held
