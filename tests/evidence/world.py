"""Eighteen months of a shop that never was: what was bought, taken in, sold, returned, removed, lost and paid.

A seeded simulation: the same seed gives the same shop. Stock, papers and money are consistent to the unit; gaps are planted
by ``fictional.py``, each by one change here or in a written file.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Tokyo")
START = date(2018, 3, 1)
END = date(2019, 8, 31)
NOTICE = date(2019, 8, 20)
STORE = "みずいろ商店"
COMPANY = "株式会社みずいろ"
ADDRESS = "東京都世田谷区若林9丁目8番7号"
COMMENTS = (
    ("UNWANTED_ITEM", "思っていたより大きかったため。"),
    ("DEFECTIVE", "ふたが閉まらず水が漏れます。"),
    ("DAMAGED_BY_CARRIER", "箱がへこんで届きました。"),
    ("ORDERED_WRONG_ITEM", ""),
    ("NOT_AS_DESCRIBED", "色が写真と違いました。"),
    ("NO_REASON_GIVEN", ""),
)


@dataclass(frozen=True)
class Product:
    asin: str
    sku: str
    fnsku: str
    jan: str
    title: str
    price: int
    supplier: int


@dataclass(frozen=True)
class Supplier:
    name: str
    phone: str
    address: str
    url: str
    email: str
    registration: str


PRODUCTS = (
    Product("B0FICT0001", "0012-AA", "X000000001", "4900000000016", "ステンレス水筒 500ml 青", 2480, 0),
    Product("B0FICT0002", "0047-BK", "X000000002", "4900000000023", "折りたたみ傘 軽量 黒", 1980, 0),
    Product("B0FICT0003", "0101-WH", "X000000003", "4900000000030", "卓上LEDライト 白", 3680, 1),
    Product("B0FICT0004", "0102-GR", "X000000004", "4900000000047", "収納ボックス 3個組 グレー", 2980, 1),
)
SUPPLIERS = (
    Supplier(
        "株式会社そらいろ物産",
        "03-0000-0001",
        "東京都台東区架空町1-2-3",
        "https://sorairo.example/",
        "info@sorairo.example",
        "T1000000000001",
    ),
    Supplier(
        "有限会社わかくさ商会",
        "06-0000-0002",
        "大阪府大阪市架空区4-5-6",
        "https://wakakusa.example/",
        "info@wakakusa.example",
        "T2000000000002",
    ),
)


@dataclass
class Purchase:
    """One product on one order."""

    order: str
    product: Product
    ordered_on: date
    delivered_on: date
    ordered: int
    delivered: int
    remark: str = ""
    instalments: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True)
class Sale:
    order_id: str
    product: Product
    at: datetime
    units: int
    cancelled: bool


@dataclass(frozen=True)
class Back:
    sale: Sale
    at: datetime
    reason: str
    comment: str
    sellable: bool
    lpn: str


@dataclass(frozen=True)
class Event:
    """A movement in the warehouse; ``units`` signed."""

    day: date
    product: Product
    kind: str
    units: int
    disposition: str = "SELLABLE"
    reference: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Removal:
    day: date
    product: Product
    removal_id: str
    units: int


@dataclass
class Period:
    """A settlement."""

    number: str
    starts: datetime
    ends: datetime
    sales: list[Sale]
    previous: Decimal
    kept: Decimal
    total: Decimal


@dataclass
class World:
    random: random.Random
    purchases: list[Purchase] = field(default_factory=list)
    sales: list[Sale] = field(default_factory=list)
    backs: list[Back] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    lost_on: date = date(2018, 11, 12)


def build(seed: int = 1, short: int = 0, shortage: int = 0) -> World:
    """Simulate. ``short``: so many units of one delivery never come; ``shortage``: the same, with 欠品 on the paper."""
    world = World(random.Random(seed))
    for number, first in enumerate(_months()):
        for product in PRODUCTS:
            world.purchases.append(_purchase(world, number, first, product))
    _shorten(world, "PO-201902-1", PRODUCTS[2], short, "")
    _shorten(world, "PO-201901-0", PRODUCTS[0], shortage, f"欠品 {shortage}個（メーカー終売）")
    for product in PRODUCTS:
        _trade(world, product)
    world.sales.sort(key=lambda sale: (sale.at, sale.order_id))
    world.events.sort(key=lambda event: event.day)
    _settle(world)
    return world


def _months() -> list[date]:
    months = [START]
    while (following := (months[-1] + timedelta(days=31)).replace(day=1)) <= END:
        months.append(following)
    return months


def _purchase(world: World, number: int, first: date, product: Product) -> Purchase:
    ordered_on = first + timedelta(days=1)
    units = 70 if number == 0 else 42 + world.random.randrange(6)
    delivered_on = ordered_on + timedelta(days=3)
    made = Purchase(f"PO-{first:%Y%m}-{product.supplier}", product, ordered_on, delivered_on, units, units)
    if number == 4 and product is PRODUCTS[1]:  # delivered in two instalments: nothing is missing
        made.delivered, made.instalments = units - 12, ((delivered_on + timedelta(days=9), 12),)
    return made


def _shorten(world: World, order: str, product: Product, units: int, remark: str) -> None:
    for purchase in world.purchases:
        if units and purchase.order == order and purchase.product is product:
            purchase.delivered -= units
            purchase.remark = remark


def _trade(world: World, product: Product) -> None:
    stock, damaged = 0, 0
    arrivals: dict[date, list[tuple[int, str]]] = {}
    for purchase in world.purchases:
        if purchase.product is product:
            arrivals.setdefault(purchase.delivered_on + timedelta(days=4), []).append((purchase.delivered, purchase.order))
            for day, units in purchase.instalments:
                arrivals.setdefault(day + timedelta(days=4), []).append((units, purchase.order))
    leaving: dict[date, list[Sale]] = {}
    returning: dict[date, list[Back]] = {}
    day = START
    while day <= END:
        for units, order in arrivals.get(day, ()):
            stock += units
            world.events.append(
                Event(day, product, "Receipts", units, reference=f"FBA15{order[3:].replace('-', '')}{product.asin[-1]}")
            )
        for sale in leaving.get(day, ()):
            world.events.append(Event(day, product, "Shipments", -sale.units, reference=f"D{sale.order_id[4:11]}"))
        for back in returning.get(day, ()):
            world.backs.append(back)
            where = "SELLABLE" if back.sellable else "CUSTOMER_DAMAGED"
            world.events.append(Event(day, product, "CustomerReturns", back.sale.units, where, back.sale.order_id))
            stock += back.sale.units if back.sellable else 0
            damaged += 0 if back.sellable else back.sale.units
        if day == world.lost_on and product is PRODUCTS[0] and stock:
            stock -= 1
            world.events.append(Event(day, product, "Adjustments", -1, reason="M"))
        if damaged and day.day == 20 and day.month in (2, 5, 8, 11) and day < date(2019, 8, 1):
            removal = Removal(day, product, f"RM{day:%Y%m%d}{product.asin[-1]}", damaged)
            world.removals.append(removal)
            world.events.append(
                Event(day + timedelta(days=2), product, "VendorReturns", -damaged, "CUSTOMER_DAMAGED", removal.removal_id)
            )
            damaged = 0
        stock -= _sell(world, product, day, stock, leaving, returning)
        day += timedelta(days=1)


def _sell(
    world: World, product: Product, day: date, stock: int, leaving: dict[date, list[Sale]], returning: dict[date, list[Back]]
) -> int:
    sold = 0
    for _ in range(world.random.choice((0, 1, 1, 1, 2, 2))):
        units = 2 if world.random.random() < 0.08 else 1
        cancelled = world.random.random() < 0.03
        if not cancelled and sold + units > stock:
            break
        at = datetime.combine(
            day, time(world.random.randrange(1, 23), world.random.randrange(60), world.random.randrange(60)), ZONE
        )
        order_id = f"{world.random.randrange(249, 504)}-{world.random.randrange(10**7):07d}-{world.random.randrange(10**7):07d}"
        sale = Sale(order_id, product, at, units, cancelled)
        world.sales.append(sale)
        if cancelled:
            continue
        sold += units
        leaving.setdefault(day + timedelta(days=1), []).append(sale)
        if world.random.random() < 0.06:
            back_on = day + timedelta(days=world.random.randrange(6, 20))
            reason, comment = world.random.choice(COMMENTS)
            at = datetime.combine(back_on, time(10, world.random.randrange(60)), ZONE)
            back = Back(sale, at, reason, comment, reason == "UNWANTED_ITEM", f"LPN{len(world.sales):09d}")
            returning.setdefault(back_on, []).append(back)
    return sold


def _settle(world: World) -> None:
    starts = datetime.combine(START, time(), ZONE)
    previous = Decimal(0)
    live = [sale for sale in world.sales if not sale.cancelled]
    while starts.date() <= END:
        ends = starts + timedelta(days=14)
        sales = [sale for sale in live if starts <= sale.at < ends]
        net = sum((net_of(sale) for sale in sales), Decimal(0))
        kept = (net / 10).quantize(Decimal(1))
        number = str(10_000_000_001 + len(world.periods))
        world.periods.append(Period(number, starts, ends, sales, previous, kept, net + previous - kept))
        starts, previous = ends, kept


def net_of(sale: Sale) -> Decimal:
    """Return price less the seller's fee of ten percent."""
    return Decimal(sale.product.price * sale.units) - fee_of(sale)


def fee_of(sale: Sale) -> Decimal:
    return Decimal(sale.product.price * sale.units // 10)


def with_comment(back: Back, comment: str, reason: str) -> Back:
    return replace(back, comment=comment, reason=reason)
