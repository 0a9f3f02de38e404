"""Holds: money that is kept for a time, and looked at or given out on request when the time is over.

"Funds are held for 90 days, after which the balance is reviewed" opens a window for the seller though it asks for nothing.
"""

import re
from typing import Final

SHORTEST: Final = 28
"""Days. A hold is counted in months; a shorter time that passes is a delay of payment."""

_MONEY: Final = re.compile(
    r"売上|残高|残金|お?支払|資金|留保|保留|お?預かり|お?振り?込|\b(?:balance|funds?|money|pay-?outs?|payments?|disburse\w*|proceeds|earnings"
    r"|amount|hold)\b"
)
_KEPT_JA: Final = re.compile(
    r"^\s?間?(?:にわたり|にわたって|は|の間|まで)?、?[^。、]{0,12}(?:留保|保留|お?預かり|保持|据え置|差し控)"
)
_OVER_JA: Final = re.compile(
    r"^\s?間?(?:が|を)?(?:の)?(?:経過(?:した|する|いた|しま|後)|過ぎ|経[っちてた]|満了|終わ|後)(?![^。]{0,6}(?:前|まで|いない|ていな))"
)
_LOOKED_AT_JA: Final = re.compile(
    r"(?:残高|売上|お?支払|資金|留保|金額|可否|対象)[^。]{0,30}(?:審査|確認|見直|検討|査定|判断|お知らせ|ご?連絡|ご?案内|請求|申請)"
)
_AFTERWARDS_JA: Final = re.compile(
    r"(?:その後|そののち|そのあと|経過後|(?:期間|期日|日数)(?:が|の|を)?(?:終了|満了|経過|過ぎ|終わ)[^。、]{0,6}|これ以降|それ以降|後に)"
    r"[^。]{0,60}(?:審査|確認|見直|検討|申請|請求|申し?立て|お?問い?合わせ|お知らせ|ご?連絡)"
)
_HABIT_JA: Final = re.compile(r"(?:通常|一般に|原則|これまで|従来)[^。]{0,12}$")
_KEPT_EN: Final = re.compile(
    r"\b(?:held|withheld|with-?hold|retain(?:ed)?|reserved?|kept?|frozen|freeze|hold|on hold|stays? (?:with us|here"
    r"|put))\b[^.;]{0,50}"
    r"\b(?:for|until|till)\s(?:(?:up to|at least|a period of|a minimum of|a full|the next|another|a|about)\s)?$"
)
_LOOKED_AT_EN: Final = re.compile(
    r"\b(?:we|amazon|it|they|balance|funds|money|amount|account|case|team|payment)(?:'ll| will| shall| can| is| are"
    r"| may)?(?: then)?(?: be)?(?: \w+)?"
    r" (?:review|re-?view|assess|re-?assess|look(?:ed)? at|looked into|check|examin|determin|decid|tell you|told|inform"
    r"|let you know"
    r"|notif|advise|evaluat)"
)
_AFTERWARDS_EN: Final = re.compile(
    r"\b(?:after (?:which|that|this|then|those|these)|thereafter|afterwards?|then|only then|when|once|at the end of"
    r"|following|upon)\b"
    r"(?:,|\s(?:that|this|the|those|these|it))?[^.;]{0,40}?\b(?:you (?:may|can|could|will be able|are free)|review\w*"
    r"|write|contact|request"
    r"|ask|claim|look at|looked at|assess\w*|tell you|let you know|determin\w+|examin\w+|e-?mail)\b"
)


def opens_then(before: str, after: str, below: str, *, japanese: bool) -> bool:
    """Does money become open to a request or a review when this time is over? ``below`` is the sentence that follows."""
    if not _MONEY.search(before + after + below):
        return False
    if japanese:
        if _KEPT_JA.match(after):
            return _AFTERWARDS_JA.search(f"{after}。{below}") is not None
        if _HABIT_JA.search(before):
            return False
        return _OVER_JA.match(after) is not None and _LOOKED_AT_JA.search(after) is not None
    if _KEPT_EN.search(before):
        return _AFTERWARDS_EN.search(f"{after} {below}") is not None
    opening = re.search(r"\b(?:after|once|when|following|at the end of)\s(?:the\s|these\s|those\s)?$", before) is not None
    return opening and _LOOKED_AT_EN.search(after) is not None
