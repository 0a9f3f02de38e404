"""Import and reconcile 100,000 order lines, beside csv.DictReader over the same file.

    python benchmarks/evidence.py [--lines 100000] [--rounds 5]

Each measurement is the best of several rounds in a process of its own, so that the peak of memory is that of the work alone.
The bound that the project holds itself to: at most three times the dictionary reader's time, at most 400 MB.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

HEAD = (
    "amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel order-channel url"
    " ship-service-level product-name sku asin item-status quantity currency item-price item-tax shipping-price shipping-tax"
    " gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city ship-state ship-postal-code ship-country"
    " promotion-ids is-business-order purchase-order-number price-designation is-iba"
)
NOTICE = date(2019, 8, 20)
BOUND_TIMES, BOUND_MB = 3.0, 400


def main() -> None:
    options = _options()
    if options.measure:
        _measure(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), options.lines)
        rows = {name: _in_own_process(name, folder, options.rounds) for name in ("dictionaries", "evidence")}
    times, megabytes = rows["evidence"]["seconds"] / rows["dictionaries"]["seconds"], rows["evidence"]["megabytes"]
    print(f"{options.lines:,} order lines, best of {options.rounds}")
    for name, row in rows.items():
        print(f"  {name:<14} {row['seconds']:6.3f} s   peak {_shown(row['megabytes'])}")
    print(f"  ratio {times:.2f} (bound {BOUND_TIMES}), peak {_shown(megabytes)} (bound {BOUND_MB} MB)")
    sys.exit(0 if times <= BOUND_TIMES and (megabytes is None or megabytes <= BOUND_MB) else 1)


def dictionaries(folder: Path) -> None:
    """What is compared with: the standard reader into dictionaries, which are thrown away one by one."""
    with (folder / "orders.txt").open(encoding="utf-8", newline="") as lines:
        for _ in csv.DictReader(lines, delimiter="\t"):
            pass


def evidence(folder: Path) -> None:
    """Import all three files, reconcile, and make every finding, table and figure."""
    from replies.evidence import holdings, reconcile, tables
    from replies.evidence.question import Question

    read = []
    for path in sorted(folder.glob("*.*")):
        with path.open("rb") as stream:
            read += tables.read(stream, path.name)
    outcome = reconcile.reconcile(
        holdings.collect(read), Question(asins=("B0BENCH000", "B0BENCH001"), notice_on=NOTICE, names=("みずいろ商店",))
    )
    assert outcome.counted.coverage[0].sold


def _measure(options: argparse.Namespace) -> None:
    work: Callable[[Path], None] = {"dictionaries": dictionaries, "evidence": evidence}[options.measure]
    folder = Path(options.folder)
    seconds = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        work(folder)
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"seconds": min(seconds), "megabytes": _peak()}))


def _peak() -> float | None:
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _in_own_process(name: str, folder: str, rounds: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", name, "--folder", folder, "--rounds", str(rounds)]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root, env=_environment(root))
    return json.loads(done.stdout)


def _environment(root: Path) -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(root)}


def _write(folder: Path, lines: int) -> None:
    head = HEAD.split()
    start = datetime(2018, 3, 1, tzinfo=UTC)
    with (folder / "orders.txt").open("w", encoding="utf-8", newline="") as out:
        out.write("\t".join(head) + "\r\n")
        for number in range(lines):
            out.write("\t".join(_order(number, start + timedelta(seconds=number * 47_000_000 // lines))) + "\r\n")
    with (folder / "returns.txt").open("w", encoding="utf-8", newline="") as out:
        out.write("return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\treason\tcustomer-comments\r\n")
        for number in range(0, lines, 33):
            cells = ("2019-05-05T00:00:00+00:00", _id(number), f"SKU-{number % 40:03d}", f"B0BENCH{number % 40:03d}", "", "x", "1", "DEFECTIVE")
            out.write("\t".join((*cells, "偽物かもしれません" if number % 5 == 0 else "音が出ない")) + "\r\n")
    with (folder / "papers.csv").open("w", encoding="utf-8", newline="") as out:
        out.write("doc_id,doc_type,supplier_name,issue_date,buyer_name,asin,qty_ordered,qty_delivered\r\n")
        for number in range(400):
            day = date(2018, 8, 25) + timedelta(days=number // 2)
            out.write(f"INV-{number},請求書,架空物産,{day},みずいろ商店,B0BENCH{number % 40:03d},300,300\r\n")


def _order(number: int, at: datetime) -> list[str]:
    cells = {
        "amazon-order-id": _id(number),
        "purchase-date": at.isoformat(),
        "last-updated-date": (at + timedelta(days=1)).isoformat(),
        "order-status": "Shipped" if number % 31 else "Cancelled",
        "fulfillment-channel": "Amazon",
        "sales-channel": "Amazon.co.jp",
        "ship-service-level": "Standard",
        "product-name": f"ステンレス水筒 500ml 保温 保冷 {number % 40}番",
        "sku": f"SKU-{number % 40:03d}",
        "asin": f"B0BENCH{number % 40:03d}",
        "item-status": "Shipped" if number % 31 else "Cancelled",
        "quantity": str(1 + number % 7 // 6),
        "currency": "JPY",
        "item-price": f"{1980 + number % 300}.00",
        "item-tax": "147.00",
        "ship-city": "架空市",
        "ship-state": "架空県",
        "ship-postal-code": "999-0001",
        "ship-country": "JP",
        "is-business-order": "false",
        "is-iba": "false",
    }
    return [cells.get(name, "") for name in HEAD.split()]


def _id(number: int) -> str:
    return f"{249 + number % 255}-{number:07d}-{number * 7919 % 10**7:07d}"


def _shown(megabytes: float | None) -> str:
    return "–" if megabytes is None else f"{megabytes:.0f} MB"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--measure", choices=("dictionaries", "evidence"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
