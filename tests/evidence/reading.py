"""Files from text, for tests."""

import io

from replies.evidence import tables
from replies.evidence.tables import Table, Unrecognised

ORDERS = "amazon-order-id\tpurchase-date\tproduct-name\tsku\tasin\titem-status\tquantity\tcurrency\titem-price"
ORDER = "503-0000000-000000{n}\t2019-05-0{n}T01:00:00+00:00\tステンレス水筒\t0012-AA\tB0FICT0001\tShipped\t1\tJPY\t2480.00"
PAPERS = (
    "doc_id,doc_type,supplier_name,issue_date,delivered_date,buyer_name,product_name,jan_upc,asin,qty_ordered,qty_delivered,file,"
    "remark,refers_to"
)


def read(content: bytes | str, name: str = "file", zone: str = "Asia/Tokyo") -> Table:
    """Read what must be one known report."""
    found = tables.read(io.BytesIO(content.encode() if isinstance(content, str) else content), name, zone)
    assert len(found) == 1
    assert isinstance(found[0], Table), found[0]
    return found[0]


def stranger(content: bytes, name: str = "file") -> Unrecognised:
    """Read what must be no known report."""
    (found,) = tables.read(io.BytesIO(content), name)
    assert isinstance(found, Unrecognised)
    return found


def orders(*lines: str, head: str = ORDERS, end: str = "\r\n") -> str:
    return end.join((head, *lines)) + end


def order(number: int) -> str:
    return ORDER.format(n=number)
