"""Import and reconcile 100,000 order lines, beside csv.DictReader over the same file: time by ratio, memory by its peak."""

import csv
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None

from benchmarks.measuring import command, medians, verdict
from replies.evidence import holdings, reconcile, tables
from replies.evidence.question import Question

HEAD = (
    "amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel"
    " order-channel url ship-service-level product-name sku asin item-status quantity currency item-price item-tax"
    " shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city"
    " ship-state ship-postal-code ship-country promotion-ids is-business-order purchase-order-number price-designation is-iba"
)
NOTICE = date(2019, 8, 20)
LINES = 100_000
BOUND_TIMES, BOUND_MB = 3.0, 400.0


def run(folder: Path) -> bool:
    """Print the medians of 5, and the peak of a process that only imports and reconciles."""
    write(folder, LINES)
    found = medians(
        {
            f"csv.DictReader, {LINES:,} lines": lambda: dictionaries(folder),
            "import and reconcile": lambda: evidence(folder),
        },
        5,
    )
    plain, ours = found.values()
    held = verdict("evidence", ours / plain, BOUND_TIMES)
    peak = command(["-m", "benchmarks.evidence", str(folder)], folder).stdout.strip()
    return (verdict("evidence, peak memory in MB", float(peak), BOUND_MB) if peak else True) and held


def dictionaries(folder: Path) -> None:
    """What is compared with: the standard reader into dictionaries, which are thrown away one by one."""
    with (folder / "orders.txt").open(encoding="utf-8", newline="") as lines:
        for _ in csv.DictReader(lines, delimiter="\t"):
            pass


def evidence(folder: Path) -> None:
    """Import all three files, reconcile, and make every finding, table and figure."""
    read: list[tables.Table | tables.Unrecognised] = []
    for path in sorted(folder.glob("*.*")):
        with path.open("rb") as stream:
            read += tables.read(stream, path.name)
    question = Question(asins=("B0BENCH000", "B0BENCH001"), notice_on=NOTICE, names=("みずいろ商店",))
    outcome = reconcile.reconcile(holdings.collect(read), question)
    assert outcome.counted.coverage[0].sold


def peak() -> str:
    """Return this process's peak in MB; nothing where the system does not tell.

    Linux's ``ru_maxrss`` outlives ``exec``: a child of a large benchmark would report its parent's peak (measured: 685 MB
    instead of 121). ``VmHWM`` is counted for the program that runs (proc(5)).
    """
    if _STATUS.exists():
        kilobytes = next(line.split()[1] for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return f"{int(kilobytes) / 1024:.0f}"
    if resource is None:
        return ""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == 'darwin' else 1 << 10):.0f}"


_STATUS = Path("/proc/self/status")


def write(folder: Path, lines: int) -> None:
    head = HEAD.split()
    start = datetime(2018, 3, 1, tzinfo=UTC)
    with (folder / "orders.txt").open("w", encoding="utf-8", newline="") as out:
        out.write("\t".join(head) + "\r\n")
        for number in range(lines):
            out.write("\t".join(_order(number, start + timedelta(seconds=number * 47_000_000 // lines))) + "\r\n")
    with (folder / "returns.txt").open("w", encoding="utf-8", newline="") as out:
        out.write("return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\treason\tcustomer-comments\r\n")
        for number in range(0, lines, 33):
            cells = (
                "2019-05-05T00:00:00+00:00",
                _id(number),
                f"SKU-{number % 40:03d}",
                f"B0BENCH{number % 40:03d}",
                "",
                "x",
                "1",
                "DEFECTIVE",
            )
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


if __name__ == "__main__":
    evidence(Path(sys.argv[1]))
    print(peak())
