"""Run the benchmarks named, or all of them."""

import importlib
import sys
import tempfile
from pathlib import Path

NAMES = ("startup", "polling", "understanding", "casebook", "evidence", "report")


def main() -> int:
    """Run each benchmark in a folder of its own; one that misses its bound makes the exit code 1."""
    wanted = sys.argv[1:] or list(NAMES)
    missed = []
    for name in wanted:
        try:
            module = importlib.import_module(f"benchmarks.{name}")
        except ModuleNotFoundError as error:
            print(f"no benchmark {name}: {error}", file=sys.stderr)
            return 2
        print(f"== {name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="mb-") as folder:
            if not module.run(Path(folder)):
                missed.append(name)
    if missed:
        print(f"missed its bound: {', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
