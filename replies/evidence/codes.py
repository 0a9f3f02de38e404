"""Amazon's codes in return and removal reports, and the words of the catalogue that say the same; an unknown code stays."""

from typing import Final

from replies.evidence.findings import Word

_WORDS: Final = {
    "defective": "defective",
    "quality_unacceptable": "quality_unacceptable",
    "damaged_by_carrier": "damaged_by_carrier",
    "damaged_by_fc": "damaged_by_fc",
    "customer_damaged": "customer_damaged",
    "unwanted_item": "unwanted",
    "ordered_wrong_item": "ordered_wrong_item",
    "not_as_described": "not_as_described",
    "no_reason_given": "no_reason_given",
    "switcheroo": "wrong_item_sent",
    "missing_parts": "missing_parts",
    "missed_estimated_delivery": "late",
    "found_better_price": "better_price",
    "return": "sent_home",
    "disposal": "disposal",
    "liquidations": "liquidation",
    "sellable": "sellable",
    "unsellable": "unsellable",
}


def told(code: str) -> str:
    """Return the word for a code, or the code as the report has it."""
    plain = code.strip().removeprefix("CR-").removeprefix("AMZ-PG-").replace(" ", "_").casefold()
    word = _WORDS.get(plain)
    return Word(f"code_{word}") if word else code
