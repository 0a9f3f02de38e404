"""One typed row for each line of each kind of file.

Named tuples and not frozen dataclasses: as immutable and as typed, but made by the hundred thousand in C. Every row begins
with the file and the line that it was read from. Times are aware, days are as written, money is Decimal, a blank number is
None where the annotation allows it, else 0. A personal column of a buyer has no field anywhere here.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple


class OrderLine(NamedTuple):
    """All Orders: one item of one order."""

    file: str
    line: int
    order_id: str
    purchased: datetime
    updated: datetime | None
    status: str
    channel: str
    """``Amazon`` (FBA) or ``Merchant``."""
    sales_channel: str
    """``Amazon.co.jp``; ``Non-Amazon`` for goods that FBA sent out for another shop."""
    title: str
    sku: str
    asin: str
    item_status: str
    quantity: int
    currency: str
    price: Decimal | None


class ReturnLine(NamedTuple):
    """FBA customer returns."""

    file: str
    line: int
    returned: datetime
    order_id: str
    sku: str
    asin: str
    fnsku: str
    title: str
    quantity: int
    center: str
    disposition: str
    reason: str
    status: str
    lpn: str
    comment: str
    """The buyer's words; mail addresses and telephone numbers in them are masked."""


class LedgerEvent(NamedTuple):
    """Inventory Ledger, detailed view. ``quantity`` is signed: what leaves is negative."""

    file: str
    line: int
    day: date
    fnsku: str
    asin: str
    sku: str
    title: str
    event: str
    reference: str
    quantity: int
    center: str
    disposition: str
    reason: str
    country: str
    reconciled: int | None
    unreconciled: int | None
    at: datetime | None


class LedgerBalance(NamedTuple):
    """Inventory Ledger, summary view: one period of one FNSKU, disposition and place. Flows are signed."""

    file: str
    line: int
    day: date
    fnsku: str
    asin: str
    sku: str
    title: str
    disposition: str
    opening: int
    in_transit: int
    receipts: int
    shipments: int
    returns: int
    vendor_returns: int
    transfers: int
    found: int
    lost: int
    damaged: int
    disposed: int
    other: int
    closing: int
    unknown: int
    location: str


class ReceiptLine(NamedTuple):
    """Goods that a fulfilment centre took in."""

    file: str
    line: int
    received: datetime
    fnsku: str
    sku: str
    asin: str
    title: str
    quantity: int
    shipment: str
    center: str


class ShipmentLine(NamedTuple):
    """FBA shipments to buyers."""

    file: str
    line: int
    order_id: str
    shipment: str
    item: str
    purchased: datetime | None
    shipped: datetime
    sku: str
    title: str
    quantity: int
    currency: str
    price: Decimal | None
    center: str
    channel: str
    sales_channel: str


class RemovalLine(NamedTuple):
    """Removal orders."""

    file: str
    line: int
    requested: datetime
    removal_id: str
    kind: str
    status: str
    updated: datetime | None
    sku: str
    fnsku: str
    disposition: str
    requested_units: int
    cancelled_units: int
    disposed_units: int
    shipped_units: int
    pending_units: int
    fee: Decimal | None
    currency: str


class SettlementLine(NamedTuple):
    """Settlement V2. The first line of a settlement carries its dates and total and nothing else."""

    file: str
    line: int
    settlement_id: str
    starts: datetime | None
    ends: datetime | None
    deposited: datetime | None
    total: Decimal | None
    currency: str
    market: str
    kind: str
    order_id: str
    amount_type: str
    description: str
    amount: Decimal | None
    posted: date | None
    sku: str
    units: int | None


class OldSettlementLine(NamedTuple):
    """Settlement V1: several amounts a line."""

    file: str
    line: int
    settlement_id: str
    starts: datetime | None
    ends: datetime | None
    deposited: datetime | None
    total: Decimal | None
    currency: str
    market: str
    kind: str
    order_id: str
    posted: datetime | None
    sku: str
    units: int | None
    shipment_fee: Decimal | None
    order_fee: Decimal | None
    price: Decimal | None
    item_fee: Decimal | None
    misc_fee: Decimal | None
    other_fee: Decimal | None
    promotion: Decimal | None
    direct_payment: Decimal | None
    other: Decimal | None


class TransactionLine(NamedTuple):
    """The payments page's transactions by date."""

    file: str
    line: int
    at: datetime
    settlement_id: str
    kind: str
    order_id: str
    sku: str
    description: str
    units: int | None
    market: str
    sales: Decimal | None
    promotions: Decimal | None
    selling_fees: Decimal | None
    fba_fees: Decimal | None
    other_fees: Decimal | None
    other: Decimal | None
    total: Decimal | None


class ReimbursementLine(NamedTuple):
    """What Amazon made good."""

    file: str
    line: int
    approved: datetime
    reimbursement_id: str
    case_id: str
    order_id: str
    reason: str
    sku: str
    fnsku: str
    asin: str
    title: str
    condition: str
    currency: str
    unit_amount: Decimal | None
    cash_units: int
    stock_units: int
    units: int
    total: Decimal | None


class PaperLine(NamedTuple):
    """One line of one of the seller's papers, in our own schema."""

    file: str
    line: int
    doc_id: str
    doc_type: str
    refers_to: str
    supplier_name: str
    supplier_phone: str
    supplier_address: str
    supplier_url: str
    supplier_email: str
    reg_no: str
    issue_date: date | None
    delivered_date: date | None
    buyer_name: str
    buyer_address: str
    line_no: str
    title: str
    jan: str
    asin: str
    sku: str
    ordered: int | None
    delivered: int | None
    unit_price: Decimal | None
    currency: str
    paper: str
    """Name of the file that holds the paper itself."""
    sha256: str
    remark: str


type_of_row = {
    row.__name__: row
    for row in (
        OrderLine,
        ReturnLine,
        LedgerEvent,
        LedgerBalance,
        ReceiptLine,
        ShipmentLine,
        RemovalLine,
        SettlementLine,
        OldSettlementLine,
        TransactionLine,
        ReimbursementLine,
        PaperLine,
    )
}
Row = (
    OrderLine
    | ReturnLine
    | LedgerEvent
    | LedgerBalance
    | ReceiptLine
    | ShipmentLine
    | RemovalLine
    | SettlementLine
    | OldSettlementLine
    | TransactionLine
    | ReimbursementLine
    | PaperLine
)
