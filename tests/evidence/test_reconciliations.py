"""Single reconciliations at their edges, on a few rows."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from replies.evidence import coverage, holdings, ledger, lexicon, reconcile, reserve, stock, tables
from replies.evidence.movements import Edges, Movement, differences, mismatches
from replies.evidence.purchases import Supply
from replies.evidence.question import Question
from replies.evidence.rows import LedgerBalance, OrderLine, PaperLine, ReturnLine, SettlementLine
from tests.evidence.reading import order, orders, read

ASIN = "B0FICT0001"
NOTICE = date(2019, 8, 20)


def blank(kind: type[Any], **values: Any) -> Any:
    """Return a row of which only what matters is told."""
    usual = {"file": "file", "line": 2, "asin": ASIN, "currency": "JPY"}
    numeric = {"int", "<class 'int'>"}
    made = {
        name: 0 if str(annotation) in numeric or annotation is int else None if "None" in str(annotation) else ""
        for name, annotation in kind.__annotations__.items()
    }
    return kind(**{**made, **{name: value for name, value in usual.items() if name in made}, **values})


def sale(at: datetime, units: int = 1, **values: Any) -> OrderLine:
    row: OrderLine = blank(
        OrderLine, purchased=at, quantity=units, item_status="Shipped", status="Shipped", channel="Amazon", **values
    )
    return row


def supply(issued: date | None, units: int) -> Supply:
    return Supply(asin=ASIN, units=units, issued=issued, arrived=issued, line=blank(PaperLine, doc_id="A"))


def held(*rows: Any) -> holdings.Evidence:
    by_kind: dict[type[Any], tuple[Any, ...]] = {}
    for row in rows:
        by_kind[type(row)] = (*by_kind.get(type(row), ()), row)
    return holdings.Evidence(rows=by_kind)


def test_the_window_counts_back_from_the_notice_and_ends_with_its_day() -> None:
    question = Question(asins=(ASIN,), notice_on=NOTICE)
    assert question.window == (date(2018, 8, 20), NOTICE)
    inside = [
        datetime(2018, 8, 19, 15, 0, tzinfo=UTC),  # midnight in Japan
        datetime(2019, 8, 20, 14, 59, tzinfo=UTC),
    ]
    outside = [datetime(2018, 8, 19, 14, 59, tzinfo=UTC), datetime(2019, 8, 20, 15, 0, tzinfo=UTC)]
    (one,) = coverage.coverage(held(*map(sale, (*inside, *outside))), [supply(NOTICE, 2)], question)
    assert (one.sold, one.bought, one.ratio) == (2, 2, Decimal("1.00"))


@pytest.mark.parametrize(
    ("issued", "counts"),
    [(date(2018, 8, 20), True), (date(2018, 8, 19), False), (NOTICE, True), (NOTICE + timedelta(days=1), False), (None, False)],
)
def test_papers_count_by_their_day(issued: date | None, counts: bool) -> None:
    question = Question(asins=(ASIN,), notice_on=NOTICE)
    (one,) = coverage.coverage(held(), [supply(issued, 5)], question)
    assert (one.bought, one.outside) == ((5, 0) if counts else (0, 5))


@pytest.mark.parametrize(
    ("bought", "rule"),
    [(99, "coverage_low"), (100, None), (300, None), (301, "coverage_implausible"), (999, "coverage_implausible")],
)
def test_coverage_bounds(bought: int, rule: str | None) -> None:
    question = Question(asins=(ASIN,), notice_on=NOTICE)
    evidence, supplies = (
        held(sale(datetime(2019, 8, 1, tzinfo=UTC), 100), sale(datetime(2018, 8, 1, tzinfo=UTC))),
        [supply(NOTICE, bought)],
    )
    found = coverage.findings(coverage.coverage(evidence, supplies, question), evidence, supplies, question)
    assert [finding.rule for finding in found] == ([rule] if rule else [])


def test_coverage_never_rounds_up_to_enough() -> None:
    question = Question(asins=(ASIN,), notice_on=NOTICE)
    (one,) = coverage.coverage(held(sale(datetime(2019, 8, 1, tzinfo=UTC), 1000)), [supply(NOTICE, 999)], question)
    assert one.ratio == Decimal("0.99")


@pytest.mark.parametrize("days", [90, 180])
def test_the_notice_says_how_old_papers_may_be(days: int) -> None:
    assert Question(notice_on=NOTICE, age_days=days).window == (NOTICE - timedelta(days=days), NOTICE)


def test_what_is_no_sale() -> None:
    at = datetime(2019, 8, 1, tzinfo=UTC)
    rows = [sale(at), sale(at)._replace(item_status="Cancelled"), sale(at, sales_channel="Non-Amazon"), sale(at, 0)]
    assert len(held(*rows).sold) == 1


def test_every_asin_of_the_notice_needs_a_paper() -> None:
    outcome = reconcile.reconcile(held(), Question(asins=(ASIN, "B0FICT0002"), notice_on=NOTICE))
    assert [finding.values["asin"] for finding in outcome.findings if finding.rule == "asin_without_paper"] == [
        ASIN,
        "B0FICT0002",
    ]


def test_nothing_at_all_is_no_finding() -> None:
    assert reconcile.reconcile(held(), Question()).findings == ()


def balance(day: date, opening: int, closing: int, **flows: int) -> LedgerBalance:
    row: LedgerBalance = blank(LedgerBalance, day=day, opening=opening, closing=closing, **flows)
    return row


def test_the_identity_of_the_ledger() -> None:
    good = balance(date(2019, 5, 1), 10, 13, receipts=5, shipments=-4, returns=1, vendor_returns=-1, found=2)
    assert list(ledger.findings(held(good))) == []
    assert list(ledger.findings(held(good._replace(closing=14, unknown=1)))) == []
    (finding,) = ledger.findings(held(good._replace(closing=14)))
    assert (finding.rule, finding.values["difference"], finding.rows) == ("ledger_unbalanced", 1, (("file", 2),))


def test_periods_join() -> None:
    rows = [balance(date(2019, 5, 1), 0, 5, receipts=5), balance(date(2019, 6, 1), 6, 6)]
    assert [finding.rule for finding in ledger.findings(held(*rows))] == ["ledger_chain_broken"]


def test_outgoing_quantities_without_their_minus() -> None:
    head = "Date\tFNSKU\tASIN\tMSKU\tStarting Warehouse Balance\tReceipts\tCustomer Shipments\tLost\tEnding Warehouse Balance"
    table = read(f"{head}\n2019-05-01\tX\t{ASIN}\tA\t10\t5\t4\t1\t10\n2019-05-02\tX\t{ASIN}\tA\t10\t0\t0\t0\t10\n")
    assert (table.rows[0].shipments, table.rows[0].lost) == (-4, -1)  # type: ignore[union-attr]
    assert list(ledger.findings(holdings.collect([table]))) == []


def moves(*units: int, first: date = date(2019, 5, 1)) -> list[Movement]:
    return [Movement(ASIN, first + timedelta(days=number), one, blank(OrderLine)) for number, one in enumerate(units)]


def test_movements_are_compared_but_for_their_edges() -> None:
    edges = Edges(lag=timedelta(days=3), slack=timedelta(days=1))
    steady = moves(*[2] * 30)
    later = moves(*[2] * 30, first=date(2019, 5, 2))
    assert differences(steady, later, edges) == ()
    assert differences(steady, [move for move in later if move.day.day not in range(10, 16)], edges)[0].first == 58
    assert differences(steady, [], edges) == ()
    assert differences(steady[:3], later[:3], edges) == ()


def test_references_are_compared_one_by_one() -> None:
    edges = Edges(lag=timedelta(days=1), slack=timedelta(days=1))
    ours = [move._replace(reference=f"FBA{number}") for number, move in enumerate(moves(5, 5, 5, 5, 5))]
    theirs = [move._replace(units=4) if move.reference == "FBA2" else move for move in ours]
    (one,) = mismatches(ours, theirs, edges)
    assert (one.first, one.second) == (5, 4)
    assert mismatches(ours, ours, edges) == ()


def test_goods_sold_by_the_merchant_need_no_warehouse() -> None:
    at = datetime(2019, 5, 1, tzinfo=UTC)
    receipts = "received-date\tsku\tasin\tquantity\tfba-shipment-id\n" + "".join(
        f"2019-0{month}-01\tA\t{ASIN}\t5\tFBA{month}\n" for month in range(1, 9)
    )
    table = read(receipts)
    supplies = [supply(date(2019, 1, 1), 40), supply(date(2019, 3, 1), 10)]
    for channel, expected in (("Merchant", []), ("Amazon", ["supplied_exceeds_received"])):
        evidence = holdings.Evidence(
            rows={**holdings.collect([table]).rows, OrderLine: (sale(at, 10)._replace(channel=channel),)}
        )
        counted = stock.stocks(evidence, supplies, [ASIN])
        assert [finding.rule for finding in stock.findings(counted, evidence, supplies, Question())] == expected


def line(settlement: str, day: int, amount: str = "0", said: str = "", total: str | None = None) -> SettlementLine:
    starts = datetime(2019, 1, 1, tzinfo=UTC) + timedelta(days=day)
    row: SettlementLine = blank(
        SettlementLine,
        settlement_id=settlement,
        starts=starts,
        ends=starts + timedelta(days=14),
        amount=Decimal(amount),
        description=said,
        total=None if total is None else Decimal(total),
    )
    return row


@pytest.mark.parametrize(
    ("previous", "total", "rule"),
    [("100", "150", None), ("0", "50", "reserve_vanished"), ("90", "140", "reserve_changed"), ("0", "0", "reserve_vanished")],
)
def test_the_reserve_is_carried(previous: str, total: str, rule: str | None) -> None:
    rows = [
        line("1", 0, total="-100"),
        line("1", 0, "-100", "Current Reserve Amount"),
        line("2", 14, total=total),
        line("2", 14, previous, "Previous Reserve Amount Balance"),
        line("2", 14, "50" if total != "0" else "0", "Principal"),
    ]
    assert [finding.rule for finding in reserve.findings(reserve.settlements(held(*rows)))] == ([rule] if rule else [])


def test_each_store_has_its_own_chain() -> None:
    def period(number: str, day: int, market: str, before: str, kept: str) -> list[SettlementLine]:
        total = Decimal(before) - Decimal(kept)
        return [
            line(number, day, total=str(total)),
            line(number, day, before, "Previous Reserve Amount Balance"),
            line(number, day, "-" + kept, "Current Reserve Amount"),
            line(number, day, "0", "Principal")._replace(market=market, order_id="1"),
        ]

    german = [*period("1", 0, "Amazon.de", "0", "100"), *period("3", 14, "Amazon.de", "100", "0")]
    french = [*period("2", 1, "Amazon.fr", "0", "70"), *period("4", 15, "Amazon.fr", "70", "0")]
    assert list(reserve.findings(reserve.settlements(held(*german, *french)))) == []
    quiet = [*german, *[row for row in period("5", 28, "", "0", "0") if not row.order_id]]
    assert [one.market for one in reserve.settlements(held(*quiet))] == ["Amazon.de"] * 3


@pytest.mark.parametrize(
    ("comment", "doubts"),
    [
        ("偽物でした", True),
        ("ニセモノっぽい", True),
        ("これ本物ですか？", True),
        ("本物かどうか不安です", True),
        ("正規品ではないようです", True),
        ("並行輸入品でした", True),
        ("This is a FAKE", True),
        ("not authentic", True),
        ("Ｃｏｕｎｔｅｒｆｅｉｔ!", True),
        ("looks like a knock-off", True),
        ("本物でした。ありがとう", False),
        ("正規品です。サイズが合わない", False),
        ("偽物ではありませんでしたが不要", False),
        ("It is genuine but too small", False),
        ("not a fake, just wrong colour", False),
        ("音が出ません", False),
        ("", False),
    ],
)
def test_what_doubts_authenticity(comment: str, doubts: bool) -> None:
    topics = [one.topic for one in lexicon.heard(comment, "UNWANTED_ITEM")]
    assert (lexicon.AUTHENTICITY in topics) is doubts


def test_reason_codes_speak_where_comments_do_not() -> None:
    (one,) = lexicon.heard("", "DEFECTIVE")
    assert (one.topic, one.by_comment) == ("quality", False)
    assert lexicon.heard("中古品が届いた", "UNWANTED_ITEM")[0].topic == "used"
    assert lexicon.heard("I used it once and it broke", "UNWANTED_ITEM") == ()


def test_overlapping_exports_count_once_and_the_newest_word_holds() -> None:
    head = "last-updated-date\t"
    lines = ["2019-05-02\t" + order(1), "2019-05-03\t" + order(2)]
    old = read(orders(*lines, head=head + orders().splitlines()[0]), "old.txt")
    newer = [lines[1].replace("2019-05-03", "2019-06-01", 1).replace("Shipped", "Cancelled"), "2019-06-02\t" + order(3)]
    new = read(orders(*newer, head=head + orders().splitlines()[0]), "new.txt")
    evidence = holdings.collect([new, old])
    assert sorted((row.order_id[-1], row.file, row.item_status) for row in evidence.of(OrderLine)) == [
        ("1", "old.txt", "Shipped"),
        ("2", "new.txt", "Cancelled"),
        ("3", "new.txt", "Shipped"),
    ]
    assert [(repeat.file, repeat.lines) for repeat in evidence.repeats] == [("old.txt", 1)]


def test_a_files_own_repeated_lines_are_real() -> None:
    table = read(orders(order(1), order(1)))
    assert len(holdings.collect([table]).of(OrderLine)) == 2


def test_an_sku_of_two_asins_proves_nothing() -> None:
    at = datetime(2019, 5, 1, tzinfo=UTC)
    rows = [sale(at, sku="A"), sale(at, sku="A")._replace(asin="B0FICT0002"), sale(at, sku="B")]
    products = held(*rows).products
    assert (products.asin(sku="A"), products.asin(sku="B"), products.asin(asin="X", sku="B")) == ("", ASIN, "X")


def test_shipments_stand_in_where_no_orders_were_handed_in() -> None:
    shipped = "amazon-order-id\tshipment-date\tsku\tquantity-shipped\tproduct-name\n1\t2019-08-01\tA\t3\tx\n"
    paper = "doc_id,doc_type,supplier_name,issue_date,asin,sku,qty_delivered\nI,invoice,x,2019-07-01,B0FICT0001,A,3\n"
    read_tables = [found for content in (shipped, paper) for found in tables.read(io.BytesIO(content.encode()), "f")]
    outcome = reconcile.reconcile(holdings.collect(read_tables), Question(asins=(ASIN,), notice_on=NOTICE))
    assert outcome.counted.coverage[0].ratio == Decimal("1.00")
    assert blank(ReturnLine, returned=None).asin == ASIN
