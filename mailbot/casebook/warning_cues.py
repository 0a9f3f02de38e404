"""What a warning says outright: listings are gone, or the account is at risk. Threats and conditions count for neither."""

import re
from enum import StrEnum
from typing import Final


class WarningCue(StrEnum):
    """What a warning has done, or says of the account."""

    REMOVED = "removed"
    AT_RISK = "at_risk"
    UNTOUCHED = "untouched"
    """Nothing was done but to warn."""


_CUES: Final = {
    WarningCue.REMOVED: re.compile(
        r"(?:出品|商品|掲載|asin|リスティング|ページ)[^。\n]{0,40}(?:停止|削除|キャンセル|取り消|取消|非公開)"
        r"(?:(?:いた)?し(?:ました|ています|ております)|され(?:ました|ています|ております)|となり(?:ました|ます)|になりました)"
        r"|(?:listing|offer|product|detail page|page|asin|item)s?\b[^.\n]{0,60}"
        r"(?:has|have|had|was|were) (?:been )?(?:temporarily )?"
        r"(?:suppressed|removed|deactivated|cancell?ed|suspended|taken down|blocked)"
        r"|we(?:'ve| have)? (?:also )?(?:temporarily )?(?:suppressed|removed|cancell?ed|deactivated|taken down)",
        re.IGNORECASE,
    ),
    WarningCue.UNTOUCHED: re.compile(
        r"no (?:further )?action (?:has been|was|is being) taken|nothing today|this is (?:only )?a warning|警告のみ"
        r"|(?:出品|商品)[^。\n]{0,20}(?:引き続き|現在も)[^。\n]{0,10}(?:有効|販売|出品)",
        re.IGNORECASE,
    ),
    WarningCue.AT_RISK: re.compile(
        r"(?:停止|閉鎖|無効化?|制限)(?:の|される|となる|になる|する)?(?:恐れ|おそれ|可能性|リスク|危険)"
        r"|at risk of (?:being )?(?:deactivat|suspen|clos|remov)|account[^.\n]{0,40}(?:is|are) at risk|account at risk"
        r"|(?:rating|score)[^.\n]{0,40}(?:below|under|critical)|評価[^。\n]{0,20}(?:下回|未満)",
        re.IGNORECASE,
    ),
}
_CONDITIONAL: Final = re.compile(
    r"場合|(?:すると|ければ|なければ|ないと)、|次第"
    r"|(?:^|\W)(?:if|unless|may|might|could|once|failure to|continued|repeated|future)(?:\W|$)",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^。\n.!?!?]+[。.!?!?]?")


def warning_cues(text: str) -> frozenset[WarningCue]:
    """Return the cues of a warning's subject and text."""
    return frozenset(
        cue
        for match in _SENTENCE.finditer(text)
        if not _CONDITIONAL.search(match[0])
        for cue, pattern in _CUES.items()
        if pattern.search(match[0])
    )
