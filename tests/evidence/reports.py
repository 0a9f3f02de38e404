# ruff: noqa: E501, SIM905 - headings are copied as one text, as the reports have them
"""Writes a fictional shop's world as the files that a seller would download or keep, each in its own form and encoding."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl

from tests.evidence.world import ADDRESS, COMPANY, END, PRODUCTS, SUPPLIERS, Period, Purchase, World, fee_of

UTC = ZoneInfo("UTC")
ORDER_HEAD = (
    "amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel order-channel url "
    "ship-service-level product-name sku asin item-status quantity currency item-price item-tax shipping-price shipping-tax gift-wrap-price "
    "gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city ship-state ship-postal-code ship-country promotion-ids "
    "is-business-order purchase-order-number price-designation is-iba"
).split()
PAPER_HEAD = (
    "doc_id doc_type supplier_name supplier_phone supplier_address supplier_url supplier_email reg_no issue_date delivered_date buyer_name "
    "line_no product_name jan_upc asin sku qty_ordered qty_delivered unit_price currency file sha256 refers_to buyer_address remark"
).split()
V2_HEAD = (
    "settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency transaction-type order-id merchant-order-id "
    "adjustment-id shipment-id marketplace-name amount-type amount-description amount fulfillment-id posted-date posted-date-time "
    "order-item-code merchant-order-item-id merchant-adjustment-item-id sku quantity-purchased promotion-id"
).split()
V1_HEAD = (
    "settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency transaction-type order-id merchant-order-id "
    "adjustment-id shipment-id marketplace-name shipment-fee-type shipment-fee-amount order-fee-type order-fee-amount fulfillment-id "
    "posted-date order-item-code merchant-order-item-id merchant-adjustment-item-id sku quantity-purchased price-type price-amount "
    "item-related-fee-type item-related-fee-amount misc-fee-amount other-fee-amount other-fee-reason-description promotion-id "
    "promotion-type promotion-amount direct-payment-type direct-payment-amount other-amount"
).split()
SUMMARY_HEAD = (
    "Date", "FNSKU", "ASIN", "MSKU", "Title", "Disposition", "Starting Warehouse Balance", "In Transit Between Warehouses", "Receipts",
    "Customer Shipments", "Customer Returns", "Vendor Returns", "Warehouse Transfer In/Out", "Found", "Lost", "Damaged", "Disposed",
    "Other Events", "Ending Warehouse Balance", "Unknown Events", "Location",
)  # fmt: skip
SHIPMENT_HEAD = (
    "Amazon注文番号,出品者注文ID,納品番号,出荷商品ID,Amazon注文商品ID,出品者注文商品ID,注文受付日,支払日,発送日,レポート完了日,購入者のEメール,購入者名,"
    "購入者の電話番号,出品者SKU,商品名,出荷商品数,通貨,商品価格,商品税額,配送料,配送料税額,ギフト包装料,ギフト包装料税額,配送サービスレベル,受取人,"
    "お届け先1,お届け先2,お届け先3,市区町村,都道府県,発送先郵便番号,国,お届け先電話番号,商品プロモーション割引,配送プロモーション割引,配送業者,問い合わせ番号,"
    "配送予定日,FC,出荷経路,販売経路,付与されたAmazon ポイント"
).split(",")
TRANSACTION_HEAD = (
    "日付/時間,決済番号,トランザクションの種類,注文番号,SKU,説明,数量,Amazon 出品サービス,フルフィルメント,市町村,都道府県,郵便番号,税金徴収型,商品売上,商品の売上税,"
    "配送料,配送料の税金,ギフト包装手数料,ギフト包装クレジットの税金,Amazonポイントの費用,プロモーション割引額,プロモーション割引の税金,"
    "源泉徴収税を伴うマーケットプレイス,手数料,FBA 手数料,トランザクションに関するその他の手数料,その他,合計"
).split(",")
BUYER = ("架空 花子", "hanako@buyer.example", "090-0000-1111", "架空県架空市架空町5-5-5", "999-0001")


def tsv(head: Sequence[str], rows: Iterable[Sequence[Any]], encoding: str = "utf-8", quoted: bool = False) -> bytes:
    mark = '"' if quoted else ""
    lines = ["\t".join(f"{mark}{cell}{mark}" for cell in row) for row in (head, *rows)]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def comma(head: Sequence[str], rows: Iterable[Sequence[Any]], encoding: str, prose: Sequence[str] = ()) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([line] for line in prose)
    writer.writerows([head, *rows])
    return out.getvalue().encode(encoding)


def orders(world: World, since: date | None = None) -> bytes:
    """All Orders: UTF-8, tabs, instants in UTC."""
    rows = []
    for sale in world.sales:
        if since is not None and sale.at.date() < since:
            continue
        state = "Cancelled" if sale.cancelled else "Shipped"
        at = sale.at.astimezone(UTC)
        cells = {
            "amazon-order-id": sale.order_id, "purchase-date": at.isoformat(), "last-updated-date": (at + timedelta(days=1)).isoformat(),
            "order-status": state, "fulfillment-channel": "Amazon", "sales-channel": "Amazon.co.jp", "ship-service-level": "Standard",
            "product-name": sale.product.title, "sku": sale.product.sku, "asin": sale.product.asin, "item-status": state,
            "quantity": sale.units, "currency": "JPY", "item-price": f"{sale.product.price * sale.units}.00", "ship-city": "架空市",
            "ship-state": "架空県", "ship-postal-code": "999-0001", "ship-country": "JP", "is-business-order": "false", "is-iba": "false",
        }  # fmt: skip
        rows.append([cells.get(name, "") for name in ORDER_HEAD])
    return tsv(ORDER_HEAD, rows)


def returns(world: World) -> bytes:
    """The Japanese console's CSV, cp932."""
    head = "返品日,注文番号,出品者SKU,ASIN,FNSKU,商品名,数量,FC,商品の状態,理由,(ステータス),lpn,お客様のコメント".split(",")
    rows = [
        (
            f"{back.at:%Y/%m/%d %H:%M:%S} JST", back.sale.order_id, back.sale.product.sku, back.sale.product.asin, back.sale.product.fnsku,
            back.sale.product.title, back.sale.units, "NRT1", "SELLABLE" if back.sellable else "CUSTOMER_DAMAGED", back.reason,
            "Unit returned to inventory", back.lpn, back.comment,
        )
        for back in world.backs
    ]  # fmt: skip
    return comma(head, rows, "cp932")


def ledger_detail(world: World) -> bytes:
    """Quoted tabs, dates month first."""
    head = (
        "Date", "FNSKU", "ASIN", "MSKU", "Title", "Event Type", "Reference ID", "Quantity", "Fulfillment Center", "Disposition", "Reason",
        "Country", "Reconciled Quantity", "Unreconciled Quantity", "Date and Time",
    )  # fmt: skip
    rows = [
        (
            f"{event.day:%m/%d/%Y}", event.product.fnsku, event.product.asin, event.product.sku, event.product.title, event.kind,
            event.reference, event.units, "NRT1", event.disposition, event.reason, "JP", "", "", f"{event.day}T00:00:00+0900",
        )
        for event in world.events
        if event.day <= END
    ]  # fmt: skip
    return tsv(head, rows, quoted=True)


def balances(world: World) -> list[list[Any]]:
    """Return the monthly rows of the summary, in the order of its columns."""
    column = {"Receipts": 8, "Shipments": 9, "CustomerReturns": 10, "VendorReturns": 11, "Adjustments": 14}
    months = sorted({purchase.ordered_on.replace(day=1) for purchase in world.purchases})
    rows: list[list[Any]] = []
    for product in PRODUCTS:
        for disposition in ("SELLABLE", "CUSTOMER_DAMAGED"):
            stock = 0
            for first in months:
                row: list[Any] = [
                    f"{first:%m/%d/%Y}",
                    product.fnsku,
                    product.asin,
                    product.sku,
                    product.title,
                    disposition,
                    stock,
                ]
                row += [0] * 12 + [0, "JP"]
                for event in world.events:
                    same = event.product is product and event.disposition == disposition and event.day <= END
                    if same and event.day.replace(day=1) == first:
                        row[column[event.kind]] += event.units
                stock += sum(row[8:18])
                row[18] = stock
                rows.append(row)
    return rows


def ledger_summary(rows: list[list[Any]]) -> bytes:
    return tsv(SUMMARY_HEAD, rows, quoted=True)


def receipts(world: World) -> bytes:
    """UTF-16 with a mark, as an old Excel leaves it."""
    head = "received-date fnsku sku product-name quantity fba-shipment-id fulfillment-center-id".split()
    rows = [
        (
            f"{event.day}T00:00:00+09:00",
            event.product.fnsku,
            event.product.sku,
            event.product.title,
            event.units,
            event.reference,
            "NRT1",
        )
        for event in world.events
        if event.kind == "Receipts"
    ]
    return tsv(head, rows, "utf-16")


def shipments(world: World) -> bytes:
    """The Japanese CSV with buyers' names and addresses, UTF-8 with a mark."""
    rows = []
    for number, sale in enumerate(sale for sale in world.sales if not sale.cancelled and sale.at.date() < END):
        shipped = sale.at + timedelta(days=1)
        cells = {
            "Amazon注文番号": sale.order_id, "納品番号": f"D{number:08d}", "出荷商品ID": f"I{number:08d}", "注文受付日": sale.at.isoformat(),
            "発送日": shipped.isoformat(), "購入者のEメール": BUYER[1], "購入者名": BUYER[0], "購入者の電話番号": BUYER[2], "受取人": BUYER[0],
            "お届け先1": BUYER[3], "市区町村": "架空市", "都道府県": "架空県", "発送先郵便番号": BUYER[4], "お届け先電話番号": BUYER[2],
            "出品者SKU": sale.product.sku, "商品名": sale.product.title, "出荷商品数": sale.units, "通貨": "JPY", "問い合わせ番号": "TRK0000",
            "商品価格": f"{sale.product.price * sale.units:,}", "FC": "NRT1", "出荷経路": "AFN", "販売経路": "Amazon.co.jp",
        }  # fmt: skip
        rows.append([cells.get(name, "") for name in SHIPMENT_HEAD])
    return comma(SHIPMENT_HEAD, rows, "utf-8-sig")


def removals(world: World) -> bytes:
    head = (
        "依頼日,依頼番号,依頼のタイプ,依頼のステータス,更新日,出品者SKU,FNSKU,商品のステータス,依頼した数,キャンセルした数,廃棄した数,発送した数,処理中の数,"
        "返送/廃棄手数料,通貨"
    ).split(",")
    rows = [
        (
            f"{one.day:%Y/%m/%d}", one.removal_id, "Return", "Completed", f"{one.day + timedelta(days=6):%Y/%m/%d}", one.product.sku,
            one.product.fnsku, "Unsellable", one.units, 0, 0, one.units, 0, f"{one.units * 51}", "JPY",
        )
        for one in world.removals
    ]  # fmt: skip
    return comma(head, rows, "cp932")


def settlements_v1(periods: Sequence[Period]) -> bytes:
    rows = []
    for period in periods:
        head = {"settlement-id": period.number}
        first = _head_cells(period)
        rows.append([first.get(name, "") for name in V1_HEAD])
        for sale in period.sales:
            cells = {
                **head, "transaction-type": "Order", "order-id": sale.order_id, "posted-date": sale.at.isoformat(), "sku": sale.product.sku,
                "quantity-purchased": sale.units, "price-type": "Principal", "price-amount": sale.product.price * sale.units,
                "item-related-fee-type": "Commission", "item-related-fee-amount": -fee_of(sale),
            }  # fmt: skip
            rows.append([cells.get(name, "") for name in V1_HEAD])
        for kind, amount in (("Previous Reserve Amount Balance", period.previous), ("Current Reserve Amount", -period.kept)):
            cells = {**head, "transaction-type": kind, "other-amount": amount}
            rows.append([cells.get(name, "") for name in V1_HEAD])
    return tsv(V1_HEAD, rows)


def settlements_v2(periods: Sequence[Period]) -> bytes:
    rows = []
    for period in periods:
        head = {"settlement-id": period.number}
        rows.append([_head_cells(period).get(name, "") for name in V2_HEAD])
        lines: list[dict[str, Any]] = []
        for sale in period.sales:
            common = {
                "transaction-type": "Order",
                "order-id": sale.order_id,
                "posted-date": f"{sale.at:%Y/%m/%d}",
                "sku": sale.product.sku,
            }
            price = Decimal(sale.product.price * sale.units)
            lines.append({**common, "amount-type": "ItemPrice", "amount-description": "Principal", "amount": price})
            lines.append({**common, "amount-type": "ItemFees", "amount-description": "Commission", "amount": -fee_of(sale)})
        for said, amount in (("Previous Reserve Amount Balance", period.previous), ("Current Reserve Amount", -period.kept)):
            other = "other-transaction"
            lines.append({"transaction-type": other, "amount-type": other, "amount-description": said, "amount": amount})
        rows += [[{**head, **line}.get(name, "") for name in V2_HEAD] for line in lines]
    return tsv(V2_HEAD, rows)


def _head_cells(period: Period) -> dict[str, Any]:
    return {
        "settlement-id": period.number,
        "settlement-start-date": f"{period.starts:%Y/%m/%d %H:%M:%S} JST",
        "settlement-end-date": f"{period.ends:%Y/%m/%d %H:%M:%S} JST",
        "deposit-date": f"{period.ends + timedelta(days=2):%Y/%m/%d %H:%M:%S} JST",
        "total-amount": period.total,
        "currency": "JPY",
    }


def transactions(world: World) -> bytes:
    prose = (
        "Amazonマーケットプレイスの取引を含みます",
        "すべての金額は日本円です",
        "定義:",
        "商品売上:商品の売上高",
        "合計:すべての金額の合計",
    )
    rows = []
    for sale in world.sales:
        if not sale.cancelled:
            price, fee = sale.product.price * sale.units, fee_of(sale)
            cells = {
                "日付/時間": f"{sale.at:%Y/%m/%d %H:%M:%S}JST", "決済番号": "", "トランザクションの種類": "注文", "注文番号": sale.order_id,
                "SKU": sale.product.sku, "説明": sale.product.title, "数量": sale.units, "Amazon 出品サービス": "amazon.co.jp", "市町村": "架空市",
                "都道府県": "架空県", "郵便番号": BUYER[4], "商品売上": f"{price:,}", "手数料": f"-{fee:,}", "合計": f"{price - fee:,}",
            }  # fmt: skip
            rows.append([cells.get(name, "0" if name in TRANSACTION_HEAD[14:] else "") for name in TRANSACTION_HEAD])
    return comma(TRANSACTION_HEAD, rows, "cp932", prose)


def reimbursements(world: World) -> bytes:
    head = (
        "approval-date reimbursement-id case-id amazon-order-id reason sku fnsku asin product-name condition currency-unit amount-per-unit "
        "quantity-reimbursed-cash quantity-reimbursed-inventory quantity-reimbursed-total amount-total original-reimbursement-id "
        "original-reimbursement-type"
    ).split()
    product = PRODUCTS[0]
    approved = f"{world.lost_on + timedelta(days=40)}T00:00:00+00:00"
    row = (
        approved,
        "900001",
        "",
        "",
        "Lost_warehouse",
        product.sku,
        product.fnsku,
        product.asin,
        product.title,
        "Sellable",
        "JPY",
    )
    return tsv(head, [(*row, "1500.00", 1, 0, 1, "1500.00", "", "")])


def paper_rows(purchases: Sequence[Purchase]) -> list[dict[str, Any]]:
    """Return a line for each product of each order, delivery note and invoice."""
    rows = []
    for purchase in purchases:
        supplier = SUPPLIERS[purchase.product.supplier]
        number = purchase.order[3:]
        common = {
            "supplier_name": supplier.name, "supplier_phone": supplier.phone, "supplier_address": supplier.address,
            "supplier_url": supplier.url, "supplier_email": supplier.email, "reg_no": supplier.registration, "buyer_name": f"{COMPANY} 御中",
            "buyer_address": ADDRESS, "product_name": purchase.product.title, "jan_upc": purchase.product.jan,
            "unit_price": f"{purchase.product.price // 2:,}", "currency": "JPY",
        }  # fmt: skip
        sent = [(purchase.delivered_on, purchase.delivered, ""), *((day, units, "-B") for day, units in purchase.instalments)]
        order = {
            "doc_id": purchase.order,
            "doc_type": "発注書",
            "issue_date": purchase.ordered_on,
            "qty_ordered": purchase.ordered,
        }
        rows.append({**common, **order, "asin": purchase.product.asin, "sku": purchase.product.sku})
        for day, units, suffix in sent:
            for prefix, kind, quantity in (("DN", "納品書", "qty_delivered"), ("INV", "請求書", "qty_delivered")):
                doc = {
                    "doc_id": f"{prefix}-{number}{suffix}",
                    "doc_type": kind,
                    "issue_date": day,
                    "delivered_date": day,
                    quantity: units,
                }
                remark = purchase.remark if prefix == "DN" else ""
                rows.append({**common, **doc, "refers_to": purchase.order, "remark": remark})
    for row in rows:
        row["file"] = f"{row['doc_id']}.pdf"
    return rows


def paper_files(rows: Sequence[dict[str, Any]]) -> dict[str, bytes]:
    """Return the PDF of each paper: its number, its day, and a line for each product."""
    said: dict[str, list[str]] = {}
    for row in rows:
        lines = said.setdefault(row["file"], [str(row["doc_id"]), f"{row['issue_date']}   {row['supplier_phone']}", ""])
        lines.append(f"JAN {row['jan_upc']}   {row.get('qty_ordered') or row.get('qty_delivered')} pcs   JPY {row['unit_price']}")
    return {name: pdf("\n".join(lines)) for name, lines in said.items()}


def papers_csv(rows: Sequence[dict[str, Any]]) -> bytes:
    return comma(PAPER_HEAD, [[row.get(name, "") for name in PAPER_HEAD] for row in rows], "utf-8-sig")


def papers_xlsx(rows: Sequence[dict[str, Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["仕入書類の一覧（社内用）"])
    sheet.append(PAPER_HEAD)
    for row in rows:
        sheet.append([row.get(name) for name in PAPER_HEAD])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(words: str) -> bytes:
    """Return a one-page PDF of these lines; without words it has no text layer."""
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in words.split("\n"))
    stream = f"BT /F1 12 Tf 72 720 Td {shown} ET" if words else "0 0 100 100 re f"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode() + trailer.encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
