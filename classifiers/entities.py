"""Identifiers that a notice names: ASINs, orders, cases, complaints, shipments, addresses and sums.

Help-page numbers, forum ids and parts of web addresses look like them and are none.
"""

import re
from collections.abc import Iterable
from typing import Final

from classifiers import amounts
from classifiers.document import Document
from classifiers.reading import Entities
from classifiers.sample import Sample

_URL: Final = re.compile(r"(?:https?://|www\.)\S+")
_PRODUCT_PATH: Final = re.compile(r"/(?:dp|gp/product|asin|product-reviews)/(?P<asin>b0[a-z0-9]{8}|\d{9}[\dx])\b", re.ASCII)
_ASIN: Final = re.compile(r"(?<![a-z0-9])b0[0-9a-z*#●■]{8}(?![a-z0-9])", re.ASCII)
_ASIN_CONTEXT: Final = re.compile(
    r"(?:asins?|エイシン|商品番号|出品id|商品コード)\s?(?:コード|番号|一覧|リスト|は"
    r"|の)?\s?[:=#]?\s*[「『(\[]?\s?(?=[a-z0-9])|対象(?:商品|asin)\s?[:]\s*"
)
_IN_CONTEXT: Final = re.compile(r"(?P<asin>b0[0-9a-z*#]{7,8}|\d{9}[\dx])(?![a-z0-9])", re.ASCII)
_SEPARATOR: Final = re.compile(r"\s*(?:[,;/、・&|]|\band\b|および|及び|と|\n)\s*")
_ORDER: Final = re.compile(r"(?<![\w-])(?:\d{3}-\d{7}-\d{7}|[ps]\d{2}-\d{7}-\d{7}|d\d{2}-\d{7}-\d{7})(?![\w-])", re.ASCII)
_CASE: Final = re.compile(
    r"(?:case\s?(?:id|number|no\.?|#|:|log)?|ケース\s?(?:id|番号|no\.?)?|(?:お)?問い?合わせ\s?(?:番号|id)"
    r"|ticket\s?(?:id|number|#)?|受付番号|reference\s?(?:id|number|no\.?)|問合せ番号|案件\s?(?:番号|id))"
    r"\s?(?:は|is|:|#|=|-)?\s*[:#]?\s*[「(\[]?\s?(?P<id>[a-z]?\d[\d-]{6,14})(?![\w-])",
    re.ASCII,
)
_COMPLAINT: Final = re.compile(
    r"(?:(?:complaint|infringement|notice|dispute|claim|report)\s?(?:id|number|no\.?|reference|#)|(?:苦情"
    r"|申し?立て|通報|侵害|通知|クレーム|コンプレイント)\s?(?:id|番号|no\.?))"
    r"\s?(?:は|is|:|#)?\s*[:#]?\s*[「(\[]?\s?(?P<id>[a-z]{0,3}-?\d[\d-]{6,14})(?![\w-])",
    re.ASCII,
)
_SHIPMENT: Final = re.compile(r"(?<![a-z0-9])fba[0-9a-z]{8,10}(?![a-z0-9])", re.ASCII)
_ADDRESS: Final = re.compile(
    r"(?<![\w.+@-])[a-z0-9](?:[\w.+-]{0,62}[\w+-])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,18}(?![\w-])", re.ASCII
)


def extract(source: Sample | str | Document) -> Entities:
    """Find the identifiers of a message, subject included, in the order of their first mention."""
    document = Document.of(source)
    text = f"{document.subject}\n{document.text}"
    plain = _URL.sub(" ", text)
    orders = _unique(match.group().upper() for match in _ORDER.finditer(plain))
    return Entities(
        asins=_asins(text, plain),
        order_ids=orders,
        case_ids=_unique(
            match["id"].strip("-").upper()
            for match in _CASE.finditer(plain)
            if match["id"] not in orders and not _is_help_page(match)
        ),
        complaint_ids=_unique(match["id"].strip("-").upper() for match in _COMPLAINT.finditer(plain)),
        shipment_ids=_unique(
            match.group().upper() for match in _SHIPMENT.finditer(plain) if any(map(str.isdigit, match.group()[3:]))
        ),
        amounts=amounts.extract(document),
        addresses=_unique(match.group() for match in _ADDRESS.finditer(plain)),
    )


def asins(text: str) -> tuple[str, ...]:
    """Find the ASINs of a folded text, upper case."""
    return _asins(text, _URL.sub(" ", text))


def _asins(text: str, plain: str) -> tuple[str, ...]:
    found: list[tuple[int, str]] = [
        (match.start(), match.group()) for match in _ASIN.finditer(plain) if _plausible(match.group())
    ]
    for label in _ASIN_CONTEXT.finditer(plain):
        position = label.end()
        while True:
            match = _IN_CONTEXT.match(plain, position)
            if not match:
                break
            found.append((match.start(), match["asin"]))
            separator = _SEPARATOR.match(plain, match.end())
            if not separator:
                break
            position = separator.end()
    found.sort()
    linked = (match["asin"] for match in _PRODUCT_PATH.finditer(text))
    return _unique(asin.upper() for asin in (*(asin for _, asin in found), *linked))


def _is_help_page(match: re.Match[str]) -> bool:
    """Help pages are numbered G and digits; eight bare digits are a case only where a word says that they are its number."""
    number = match["id"]
    if number.startswith("g"):
        return True
    return len(number) == _HELP_DIGITS and re.search(r"id|番号|number|no\b|#|log", match.group()) is None


_HELP_DIGITS: Final = 8


def _plausible(candidate: str) -> bool:
    """An ASIN has digits, or is masked; "b0" alone starts no word of eight letters that people write."""
    return any(character.isdigit() for character in candidate[2:]) or candidate.count("x") >= 3 or "*" in candidate


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
