"""What an inventory notice says of the goods: held, to be removed, gone, back; and how many.

The label says only that it is about stock. These cues look for finished acts ("was disposed of"), never for threats.
"""

import re
from enum import StrEnum
from typing import Final


class StockCue(StrEnum):
    """A finished act or a demand about the goods in Amazon's warehouse."""

    REMOVAL = "removal"
    DISPOSED = "disposed"
    RETURNED = "returned"
    FREED = "freed"
    HELD = "held"
    """Under review: what is asked for first are papers, not a removal."""


_CUES: Final = {
    StockCue.DISPOSED: re.compile(
        r"(?:廃棄|処分)(?:いた)?しました|(?:廃棄|処分)され(?:ました|ています)|(?:廃棄|処分)(?:が|を)完了"
        r"|(?:has|have|had) been (?:disposed|destroyed)|(?:was|were) (?:disposed|destroyed)|units disposed"
        r"|disposal(?: order)?[^.\n]{0,30} (?:is|was) complete",
        re.IGNORECASE,
    ),
    StockCue.RETURNED: re.compile(
        r"返送(?:いた)?しました|返送(?:が|を)完了|返送され(?:ました|ています)"
        r"|removal order .{0,40}(?:is|was|has been) completed?|(?:has|have) been returned to (?:you|your)",
        re.IGNORECASE,
    ),
    StockCue.FREED: re.compile(
        r"販売可能(?:な在庫)?に(?:戻|なり|変更)|保留(?:が|を)?(?:は)?解除(?:され|(?:いた)?し)ました"
        r"|(?:released|returned) to (?:sellable|fulfillable)|no longer on hold|hold (?:has been|was) (?:lifted|removed)",
        re.IGNORECASE,
    ),
    StockCue.HELD: re.compile(r"審査|調査|保留|investigat|authenticity|on hold|\ba hold\b|under review", re.IGNORECASE),
    StockCue.REMOVAL: re.compile(
        r"返送(?:/|・|／|または|もしくは|か)?(?:廃棄|所有権)?|所有権の放棄|返送依頼"
        r"|removal order|required removal|remove (?:your|the|this) ",
        re.IGNORECASE,
    ),
}
_EVEN_CONDITIONAL: Final = frozenset({StockCue.REMOVAL, StockCue.HELD})
_CONDITIONAL: Final = re.compile(r"場合|次第|(?:^|\W)(?:if|unless|may|once|until)(?:\W|$)", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^。\n.!?!?]+[。.!?!?]?")
_QUANTITY: Final = re.compile(r"(\d[\d,]*)\s*(?:点|個|units?\b|ユニット)", re.IGNORECASE)


def stock_cues(text: str) -> frozenset[StockCue]:
    """Return the cues of a notice's text. A conditional sentence counts only for a review and the demand to remove."""
    found = set()
    for match in _SENTENCE.finditer(text):
        conditional = _CONDITIONAL.search(match[0]) is not None
        for cue, pattern in _CUES.items():
            if pattern.search(match[0]) and (cue in _EVEN_CONDITIONAL or not conditional):
                found.add(cue)
    return frozenset(found)


def quantity(text: str) -> int | None:
    """Return the only number of units that a notice names; None where it names none or several."""
    numbers = {int(match[1].replace(",", "")) for match in _QUANTITY.finditer(text)}
    return numbers.pop() if len(numbers) == 1 else None
