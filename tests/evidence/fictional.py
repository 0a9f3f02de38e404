"""A complete fictional evidence set: the files of a shop that never was, the question, and the gaps planted in it.

``make()`` is clean: nothing is to be found. ``make(gaps)`` plants what it is told to, and says what must then be found:
``(rule, subject)``, the subject being the ASIN, paper, settlement or file.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from replies.evidence.question import Question
from tests.evidence import reports
from tests.evidence.world import ADDRESS, COMPANY, NOTICE, PRODUCTS, STORE, World, build, with_comment

ASINS = tuple(product.asin for product in PRODUCTS[:3])
OTHER = PRODUCTS[3].asin


@dataclass
class Set:
    """Files by name, before and after gaps are planted."""

    world: World
    papers: list[dict[str, Any]]
    balances: list[list[Any]]
    question: Question
    tables: dict[str, bytes] = field(default_factory=dict)
    originals: dict[str, bytes] = field(default_factory=dict)
    """The papers' own files."""
    expected: set[tuple[str, str]] = field(default_factory=set)

    def paper(self, doc_id: str) -> list[dict[str, Any]]:
        return [row for row in self.papers if row["doc_id"] == doc_id]

    def expect(self, rule: str, *subjects: str) -> None:
        self.expected |= {(rule, subject) for subject in subjects}


Plant = Callable[[Set], None]
EARLY: dict[str, Plant] = {}
"""Planted in the world, before files are written."""
LATE: dict[str, Plant] = {}
"""Planted in written files."""
SHORT, SHORTAGE = 7, 5


def make(gaps: Iterable[str] = (), seed: int = 1, workbook: bool = True) -> Set:
    """Return the whole set with the named gaps; ``workbook``: the list of papers as XLSX, else as CSV."""
    wanted = set(gaps)
    assert wanted <= set(GAPS), wanted - set(GAPS)
    world = build(seed, SHORT if "paper_gap" in wanted else 0, SHORTAGE if "paper_gap_explained" in wanted else 0)
    question = Question(
        asins=ASINS, notice_on=NOTICE, names=(STORE, COMPANY), addresses=(f"〒154-0023 {ADDRESS} みずいろビル201",)
    )
    made = Set(world, reports.paper_rows(world.purchases), reports.balances(world), question)
    made.originals = reports.paper_files(made.papers)
    for name, plant in EARLY.items():
        if name in wanted:
            plant(made)
    for row in made.papers:
        if row["file"] in made.originals:
            row["sha256"] = reports.digest(made.originals[row["file"]])
    _write(made, workbook)
    for name, plant in LATE.items():
        if name in wanted:
            plant(made)
    return made


def lay_out(made: Set, folder: Path) -> None:
    """Write the set as a seller has it: reports and list of papers in ``folder``, the papers themselves in ``papers``."""
    (folder / "papers").mkdir(parents=True, exist_ok=True)
    for name, content in made.tables.items():
        (folder / name).write_bytes(content)
    for name, content in made.originals.items():
        (folder / "papers" / name).write_bytes(content)


def _write(made: Set, workbook: bool) -> None:
    world = made.world
    made.tables = {
        "orders.txt": reports.orders(world),
        "返品レポート.csv": reports.returns(world),
        "ledger_detail.txt": reports.ledger_detail(world),
        "ledger_summary.txt": reports.ledger_summary(made.balances),
        "receipts.txt": reports.receipts(world),
        "出荷レポート.csv": reports.shipments(world),
        "返送依頼.csv": reports.removals(world),
        "settlements_2018.txt": reports.settlements_v1(world.periods[:20]),
        "settlements_2019.txt": reports.settlements_v2(world.periods[20:]),
        "日付別トランザクション.csv": reports.transactions(world),
        "reimbursements.txt": reports.reimbursements(world),
    }
    if workbook:
        made.tables["papers.xlsx"] = reports.papers_xlsx(made.papers)
    else:
        made.tables["papers.csv"] = reports.papers_csv(made.papers)


def early(plant: Plant) -> Plant:
    EARLY[plant.__name__] = plant
    return plant


def late(plant: Plant) -> Plant:
    LATE[plant.__name__] = plant
    return plant


@early
def paper_gap(made: Set) -> None:
    made.expect("paper_gap", "PO-201902-1")


@early
def paper_gap_explained(made: Set) -> None:
    made.expect("paper_gap_explained", "PO-201901-0")


@early
def paper_surplus(made: Set) -> None:
    made.paper("PO-201812-1")[0]["qty_ordered"] -= 3
    made.expect("paper_surplus", "PO-201812-1")


@early
def buyer_name_differs(made: Set) -> None:
    for row in made.paper("INV-201903-0"):
        row["buyer_name"] = "別名ストア 御中"
    _reprint(made, "INV-201903-0")
    made.expect("buyer_name_differs", "INV-201903-0")


@early
def buyer_name_form(made: Set) -> None:
    for row in made.paper("INV-201904-0"):
        row["buyer_name"] = "みずいろ"
    made.expect("buyer_name_form", "INV-201904-0")


@early
def buyer_name_missing(made: Set) -> None:
    for row in made.paper("DN-201904-1"):
        row["buyer_name"] = ""
    made.expect("buyer_name_missing", "DN-201904-1")


@early
def buyer_address_differs(made: Set) -> None:
    for row in made.paper("INV-201905-1"):
        row["buyer_address"] = "大阪府大阪市架空区1-1-1"
    made.expect("buyer_address_differs", "INV-201905-1")


@early
def paper_lacks(made: Set) -> None:
    for row in made.paper("INV-201906-1"):
        row["supplier_phone"] = ""
    made.expect("paper_lacks", "INV-201906-1")


@early
def paper_face_lacks(made: Set) -> None:
    """The list names a supplier whom the invoice's own page does not."""
    made.originals["INV-201907-0.pdf"] = reports.pdf("INV-201907-0")
    made.expect("paper_face_lacks", "INV-201907-0")


def _reprint(made: Set, doc_id: str) -> None:
    """Print a paper anew as its changed lines have it."""
    made.originals |= reports.paper_files(made.paper(doc_id))


@early
def paper_contradicts_itself(made: Set) -> None:
    made.paper("INV-201810-0")[0]["supplier_address"] = "東京都台東区架空町9-9-9"
    _reprint(made, "INV-201810-0")
    made.expect("paper_contradicts_itself", "INV-201810-0")


@early
def jan_impossible(made: Set) -> None:
    made.paper("DN-201811-0")[0]["jan_upc"] = "4900000000017"
    made.paper("DN-201811-0")[0]["asin"] = PRODUCTS[0].asin
    made.expect("jan_impossible", "DN-201811-0")


@early
def registration_malformed(made: Set) -> None:
    for row in made.paper("INV-201811-1"):
        row["reg_no"] = "T12345"
    made.expect("registration_malformed", "INV-201811-1")


@early
def paper_after_notice(made: Set) -> None:
    for row in made.paper("INV-201908-0"):
        row["issue_date"] = NOTICE + timedelta(days=2)
    made.expect("paper_after_notice", "INV-201908-0")


@early
def asin_without_paper(made: Set) -> None:
    made.papers = [row for row in made.papers if row["product_name"] != PRODUCTS[3].title]
    made.question = replace(made.question, asins=(*ASINS, OTHER))
    made.expect("asin_without_paper", OTHER)


@early
def coverage_low(made: Set) -> None:
    """Half a year's papers of one product are gone: neither sales nor receipts are accounted for."""
    months = {f"20190{month}" for month in range(1, 7)}
    title = PRODUCTS[1].title
    made.papers = [row for row in made.papers if row["product_name"] != title or row["doc_id"].split("-")[1] not in months]
    made.expect("coverage_low", PRODUCTS[1].asin)
    made.expect("received_exceeds_supplied", PRODUCTS[1].asin)


@early
def coverage_implausible(made: Set) -> None:
    """A purchase of thousands on paper, of which nothing ever reached a warehouse."""
    for row in [*made.paper("PO-201904-1"), *made.paper("DN-201904-1"), *made.paper("INV-201904-1")]:
        if row["product_name"] == PRODUCTS[2].title:
            for name in ("qty_ordered", "qty_delivered"):
                row[name] = row[name] + 2000 if name in row else None
    made.expect("coverage_implausible", PRODUCTS[2].asin)
    made.expect("supplied_exceeds_received", PRODUCTS[2].asin)


@early
def file_without_text(made: Set) -> None:
    made.originals["DN-201809-0.pdf"] = reports.pdf("")
    made.expect("file_without_text", "DN-201809-0.pdf")


@early
def file_unreadable(made: Set) -> None:
    made.originals["DN-201810-1.pdf"] = b"%PDF-1.4\nbroken"
    made.expect("file_unreadable", "DN-201810-1.pdf")


@early
def paper_used_before(made: Set) -> None:
    content = made.originals["INV-201812-0.pdf"]
    made.question = replace(made.question, used={reports.digest(content): "2019-08-21"})
    made.expect("paper_used_before", "INV-201812-0")


@early
def authenticity_comments(made: Set) -> None:
    doubting = ("偽物のようです。ロゴが違います。", "正規品ではないと思います", "Looks fake, not genuine", "本物かどうか疑わしい")
    places = [place for place, back in enumerate(made.world.backs) if back.sale.product is PRODUCTS[0]]
    for place, comment in zip(places, doubting, strict=False):
        made.world.backs[place] = with_comment(made.world.backs[place], comment, "NOT_AS_DESCRIBED")
    made.expect("authenticity_comments", PRODUCTS[0].asin)


@early
def ledger_chain_broken(made: Set) -> None:
    _shift(made, PRODUCTS[0].asin, "02/01/2019", opening=True)
    made.expect("ledger_chain_broken", PRODUCTS[0].asin)
    made.expect("stock_rest", PRODUCTS[0].asin)


@early
def ledger_unbalanced(made: Set) -> None:
    _shift(made, PRODUCTS[1].asin, "03/01/2019", opening=False)
    made.expect("ledger_unbalanced", PRODUCTS[1].asin)
    made.expect("stock_rest", PRODUCTS[1].asin)


def _shift(made: Set, asin: str, first: str, opening: bool) -> None:
    """Raise a closing balance, and every balance after it, by four."""
    own = [row for row in made.balances if row[2] == asin and row[5] == "SELLABLE"]
    place = [row[0] for row in own].index(first)
    for row in own[place:]:
        row[18] += 4
        row[6] += 4 if opening or row is not own[place] else 0


@early
def ledger_views_differ(made: Set) -> None:
    """The summary knows more receipts than the detail."""
    for row in made.balances:
        if row[2] == PRODUCTS[2].asin and row[5] == "SELLABLE" and row[0] == "04/01/2019":
            row[8] += 9
            row[15] -= 9
    made.expect("ledger_views_differ", PRODUCTS[2].asin)


@early
def reserve_vanished(made: Set) -> None:
    period = made.world.periods[30]
    period.total -= period.previous
    period.previous = Decimal(0)
    made.expect("reserve_vanished", period.number)


@early
def reserve_changed(made: Set) -> None:
    period = made.world.periods[10]
    period.total -= 500
    period.previous -= 500
    made.expect("reserve_changed", period.number)


@early
def settlement_unbalanced(made: Set) -> None:
    made.world.periods[5].total += 123
    made.expect("settlement_unbalanced", made.world.periods[5].number)


@early
def settlement_missing(made: Set) -> None:
    del made.world.periods[36]
    made.expect("settlement_missing", made.world.periods[36].number)


@late
def paper_file_missing(made: Set) -> None:
    del made.originals["INV-201902-0.pdf"]
    made.expect("paper_file_missing", "INV-201902-0")


@late
def paper_file_changed(made: Set) -> None:
    made.originals["INV-201901-1.pdf"] += b"\n% edited"
    made.expect("paper_file_changed", "INV-201901-1")


@late
def file_unlisted(made: Set) -> None:
    made.originals["stray.pdf"] = reports.pdf("stray")
    made.expect("file_unlisted", "stray.pdf")


@late
def receipts_differ(made: Set) -> None:
    """One line of the receipts report is missing."""
    _drop(made, "receipts.txt", "utf-16", lambda line: "2019-02" in line and PRODUCTS[0].sku in line)
    made.expect("receipts_differ", PRODUCTS[0].asin)


@late
def shipments_differ(made: Set) -> None:
    """A fortnight of one product's orders is missing from the order report."""
    days = tuple(f"2019-05-{number:02d}T" for number in range(3, 18))
    _drop(made, "orders.txt", "utf-8", lambda line: PRODUCTS[1].asin in line and line.split("\t")[2].startswith(days))
    made.expect("shipments_differ", PRODUCTS[1].asin)


@late
def shipment_reports_differ(made: Set) -> None:
    days = tuple(f"2018-12-{number:02d}T" for number in range(3, 18))
    _drop(made, "出荷レポート.csv", "utf-8-sig", lambda line: PRODUCTS[2].sku in line and line.split(",")[8].startswith(days))
    made.expect("shipment_reports_differ", PRODUCTS[2].asin)


@late
def returns_differ(made: Set) -> None:
    _drop(made, "返品レポート.csv", "cp932", lambda line: line.startswith("2019/0") and PRODUCTS[2].asin in line)
    made.expect("returns_differ", PRODUCTS[2].asin)


@late
def removals_differ(made: Set) -> None:
    """Half the removal orders of one product are missing."""
    _drop(made, "返送依頼.csv", "cp932", lambda line: line.startswith(("2018/11", "2019/02")) and PRODUCTS[0].sku in line)
    made.expect("removals_differ", PRODUCTS[0].asin)


@late
def lost_unpaid(made: Set) -> None:
    head, line, *_ = made.tables["reimbursements.txt"].split(b"\r\n")
    other = line.replace(PRODUCTS[0].asin.encode(), OTHER.encode()).replace(PRODUCTS[0].sku.encode(), PRODUCTS[3].sku.encode())
    other = other.replace(PRODUCTS[0].fnsku.encode(), PRODUCTS[3].fnsku.encode())
    made.tables["reimbursements.txt"] = b"\r\n".join((head, other, b""))
    made.expect("lost_unpaid", PRODUCTS[0].asin)


@late
def lines_unread(made: Set) -> None:
    made.tables["orders.txt"] += b"503-0000000-0000000\tonly\tthree\r\n"
    made.expect("lines_unread", "orders.txt")


@late
def lines_repeated(made: Set) -> None:
    made.tables["orders_again.txt"] = reports.orders(made.world, date(2019, 6, 1))
    made.expect("lines_repeated", "orders.txt")


@late
def file_not_known(made: Set) -> None:
    made.tables["memo.txt"] = "買い物メモ\n牛乳\n".encode()
    made.expect("file_not_known", "memo.txt")


def _drop(made: Set, name: str, encoding: str, wrong: Callable[[str], bool]) -> None:
    lines = made.tables[name].decode(encoding).split("\r\n")
    kept = [line for line in lines if not wrong(line)]
    assert len(kept) < len(lines), name
    made.tables[name] = "\r\n".join(kept).encode(encoding)


GAPS = (*EARLY, *LATE)
