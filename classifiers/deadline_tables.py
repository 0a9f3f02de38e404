"""Deadlines that stand apart from their words: in the column of a table, or below the question when something may be done."""

import re
from collections.abc import Sequence
from typing import Final

from classifiers.clauses import Sentence

_BAR: Final = re.compile(r"\s?[|│\t]\s?")
_DUE_COLUMN: Final = re.compile(
    r"\s*(?:due(?: date| by)?|deadline|respond by|reply by|submit by|until|期限|期日|締め?切り?|提出期限|回答期限|提出日)\s*"
)
_WHEN_MAY: Final = re.compile(
    r"\bwhen (?:can|may|could|will) (?:i|you|we)(?: be able to)? (?:submit|request|apply|claim|ask|contact|appeal|write|withdraw)"
    r"|いつ(?:から|に)?[^。?]{0,24}(?:申請|請求|申し?立て|問い?合わせ|受け取り)[^。?]{0,10}(?:でき|可能|られ)"
    r"|(?:申請|請求|申し?立て)(?:が|の)?(?:でき|可能)[^。:]{0,6}(?:時期|日|時)"
)
_WIDEST: Final = 12
"""Columns."""


def due_cell(sentences: Sequence[Sentence], index: int) -> tuple[int, int] | None:
    """Return where in a row of a table the cell below "Due" or 期限 stands; None for what is no such row."""
    row = _cells(sentences[index].text)
    if len(row) < 2:
        return None
    for above in range(index - 1, max(-1, index - 1 - _ROWS), -1):
        header = _cells(sentences[above].text)
        if len(header) != len(row):
            return None
        for place, (start, end) in enumerate(header):
            if _DUE_COLUMN.fullmatch(sentences[above].text, start, end):
                return row[place]
    return None


_ROWS: Final = 30


def _cells(text: str) -> list[tuple[int, int]]:
    cells: list[tuple[int, int]] = []
    start = 0
    for bar in _BAR.finditer(text):
        cells.append((start, bar.start()))
        start = bar.end()
        if len(cells) > _WIDEST:
            return []
    return [*cells, (start, len(text))] if cells else []


def is_due_label(text: str) -> bool:
    """Is what stands before a date on its line only a label of the seller's last day: 5 提出期限, "Respond by"?"""
    return _DUE_LABEL.fullmatch(text) is not None


_DUE_LABEL: Final = re.compile(
    r"\s*(?:[(（]?(?:\d{1,2}|[a-z一二三四五六七八九十])[)）.、]?\s+)?"
    r"(?:(?:(?:ご?(?:提出|回答|返信|返答|対応)|お?支払い?|申請|受付)の?)?(?:期限|期日|締め?切り?日?)(?:日時?)?"
    r"|(?:(?:response|reply|appeal|submission|answer)\s)?(?:due(?: date| by)?|deadline|respond by|reply by|submit by))\s+"
)
"""Forms print label and value side by side, with blanks between."""


def asks_when(heading: str) -> bool:
    """Does a heading ask from when something may be done?"""
    return len(heading) <= 80 and _WHEN_MAY.search(heading) is not None


def must_pass(after: str, below: str) -> bool:
    """ "Ninety days need to go by from the closure. After that send an e-mail to …": the right stands in the next sentence."""
    return _MUST_PASS.match(after) is not None and _AFTERWARDS.match(below) is not None


_MUST_PASS: Final = re.compile(r"\s*(?:need(?:s)?|have|has|must)(?: to)? (?:go by|pass|elapse|have passed)\b")
_AFTERWARDS: Final = re.compile(r"(?:after (?:that|this|then)|then|only then|afterwards|from then)\b")
