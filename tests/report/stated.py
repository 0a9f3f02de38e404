"""What the seller of the fictional shop states, as the filled form; and what would have to be stated without any evidence."""

from pathlib import Path

from replies.fact_form import read
from tests.evidence.fictional import ASINS

FORM = Path(__file__).with_name("stated.toml")
FILES = ("検品記録.pdf", "返送明細.pdf", "仕入台帳.pdf", "返金明細.pdf")
"""The seller's own records that the form names."""
DAY = "stated by the seller 2019-11-20"
STATED = read(FORM.read_text(encoding="utf-8"), DAY)
STATED_EN = read(FORM.with_name("stated_en.toml").read_text(encoding="utf-8"), DAY)
"""In Japanese, and in English. Titles, suppliers, quantities and papers come from the evidence."""

BY_HAND = {
    **{f"goods.{asin}.title": f"商品{number}" for number, asin in enumerate(ASINS, 1)},
    **{f"goods.{asin}.supplier": "株式会社そらいろ物産" for asin in ASINS},
    **{f"goods.{asin}.ordered": "120個" for asin in ASINS},
    **{f"goods.{asin}.delivered": "120個" for asin in ASINS},
    **{f"document.invoice.{asin}": "検品記録.pdf" for asin in ASINS},
    "supplier.1.name": "株式会社そらいろ物産",
    "supplier.1.contact": "東京都台東区架空町1-2-3、03-0000-0001",
    "supplier.2.name": "有限会社わかくさ商会",
    "supplier.2.contact": "大阪府大阪市架空区4-5-6、06-0000-0002",
    "evidence.sold": "2,000個",
    "evidence.returned": "120個",
    "evidence.return_rate": "6.0%",
    "evidence.doubting": "0個",
}
"""What a seller without report files would have to state as well."""
