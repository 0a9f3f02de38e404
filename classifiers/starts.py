"""What a deadline is counted from."""

import re
from enum import Enum, auto
from typing import Final

from classifiers.labels import Start

_CLOSURE_JA: Final = r"停止|閉鎖|無効化|無効に|利用停止|取り?消|解約|契約解除|剥奪|凍結|利用できなくな|deactivat|suspen"
_REFUSAL_JA: Final = (
    r"決定(?!の(?:ご?通知|ご?連絡))|却下|不承認|拒否|棄却|最終(?:回答|判断)|再開できない(?:と|旨)|お断り"
    r"|審査結果|前回の(?:回答|返答|決定|審査|ご案内)"
)
_NOTICE_JA: Final = (
    r"メール|eメール|本通知|この?通知|お知らせ|通知日|通知の日|通知を|通知から|通知後|本状|受信|受け取|受領|受取"
    r"|本日|今日|送信日|到着|到達|着信|発信日|本書|記載日|ご連絡|案内|警告|本件"
)
_DELIVERY_JA: Final = r"お届け|配達|配送完了|納品日"
_OTHER_JA: Final = (
    r"機能の(?:停止|制限)|再通知|[2-9二三]回目の|次の通知|注文|出荷|発送|面談|質問を受け|ご?予約(?!:)|返送|依頼|購入日|完了"
    r"|リマインダー"
    r"|評価|申請(?:日|が|から|後)|受理"
)
_LINKED_JA: Final = re.compile(
    rf"(?:(?P<first>(?:当初|最初|初回)の(?:ご?連絡|お?知らせ|通知|メール|ご?案内))|(?P<closure>{_CLOSURE_JA})"
    rf"|(?P<refusal>{_REFUSAL_JA})"
    rf"|(?P<notice>{_NOTICE_JA})"
    rf"|(?P<delivery>{_DELIVERY_JA})|(?P<other>{_OTHER_JA}))"
    r"[^、。]{0,16}?(?:から|より|後|の|日|を起点に?|起算して|以降|:|を含め)?\s?[^、。から]{0,6}$"
)
_SAME_JA: Final = re.compile(r"(?:同日|この日|その日|当該日|上記の日)(?:から|より|後|の)?\s?$")
_TO_EACH_JA: Final = re.compile(r"(?:依頼|問い?合わせ|質問|注文|連絡|申請)に(?:は|対して(?:は)?)\s?、?$")
_ISSUED_JA: Final = re.compile(r"発行(?:日)?(?:から|より|後)\s?$")
_EVENT_JA: Final = re.compile(r"(?:なくなっ|変わっ|始まっ|終わっ|届い|売れ|切れ|行っ|なっ)た日(?:から|より)\s?$")
"""The day of some other event: 出品がなくなった日から."""
_AFTER_JA: Final = re.compile(rf"^[^。]{{0,4}}(?:{_CLOSURE_JA})(?:日|から|後)")
_QUESTIONS_JA: Final = re.compile(
    r"(?:質問|照会|再通知|面談の?案内)を?[^。]{0,8}(?:受け取|届い|あった|いただ)[^。]{0,10}(?:場合|とき|ら|際)[はに]?、?\s?$"
)

_CLOSURE_EN: Final = (
    r"de-?activat|suspen|\bclos(?:ure|ed|ing)|terminat|(?:privileges|rights?|permission"
    r"|authori[sz]ation)[\w\s]{0,14}(?:remov|withdr|revok|end)|removal of (?:your )?(?:selling|account)"
    r"|account was (?:block|disabl|clos)|\bblock(?:ed|ing)?\b|enforcement|disabled"
)
_REFUSAL_EN: Final = (
    r"(?:last|final|latest|most recent|previous|our|that) (?:last )?(?:decision|answer|response|reply|verdict|denial|refusal"
    r"|rejection|ruling"
    r"|determination)|(?:reject|refus|denied|denial|declin|turned down)"
)
_NOTICE_EN: Final = (
    r"this (?:e-?mail|mail|message|notice|notification|letter|communication|intimation|warning|request|date|decision)"
    r"|today|now\b|receipt|receiving|receive|the (?:date of )?(?:notice|notification|e-?mail|message|mail)"
    r"|when you (?:get|read)"
    r"|sent|being notified|notified"
)
_DELIVERY_EN: Final = r"deliver"
_OTHER_EN: Final = (
    r"(?:second|next|further|follow-up|another|later) (?:notice|notification|e-?mail|message|request|question)"
    r"|order|sale\b|sold|shipment|shipped|interview|reminder|refund|claim|booking|appointment|approval|purchase"
    r"|question|it became|it was|investigation|voicemail|review (?:begins|starts)|turnover|threshold|appointment|passing"
)
_LINK_EN: Final = (
    r"^\s*(?:or (?:more|later)\s*)?(?:,?\s*(?:(?:as )?counted|counting|calculated|measured|starting|beginning"
    r"|running|(?:need|have|has|must)s? to (?:go by|pass|elapse)|have (?:gone by|passed|elapsed)|has passed|passed|to (?:appeal"
    r"|respond|reply|act)))*\s*"
    r"(?:from|of|after|following|since|prior to|before|that follow|upon|as of|post|on)\b\s*(?P<what>[^.;]{1,60})"
)
_LINKED_EN: Final = re.compile(_LINK_EN)
_SAME_EN: Final = re.compile(
    r"^(?:that|the)\s(?:same\s)?(?:date|day|time|moment|point)\b(?! (?:of|you|we|your|on|that|when|the|it|a))|^then\b"
)
_LEADING_EN: Final = re.compile(
    r"(?:from|after|following|since|upon)\s(?P<what>[^.,;]{3,50}),?\s(?:you (?:have|can|may|must)|within"
    r"|and within|in|no later than|for)\s(?:up to |the next )?$"
)
_THESE_EN: Final = re.compile(r"\b(?:these|those|the said|that)\s(?:first\s)?$")
_ORDER_EN: Final = (
    (re.compile(_REFUSAL_EN), Start.LAST_REFUSAL),
    (re.compile(_OTHER_EN), Start.OTHER),
    (re.compile(_CLOSURE_EN), Start.CLOSURE),
    (re.compile(_DELIVERY_EN), Start.DELIVERY),
    (re.compile(_NOTICE_EN), Start.NOTICE),
)


_SOME_DAY_EN: Final = re.compile(r"the (?:day|date) (?:on which |that |when )?(?:we|you|it|they)\b")


class Unsaid(Enum):
    """Why the words beside a duration name no start."""

    SAME = auto()
    """They point back: "that same date"."""
    NOTHING = auto()
    """They say nothing."""


def japanese_start(before: str, after: str) -> Start | Unsaid:
    """Tell what a Japanese duration is counted from."""
    if _SAME_JA.search(before):
        return Unsaid.SAME
    if any(pattern.search(before) for pattern in (_QUESTIONS_JA, _TO_EACH_JA, _ISSUED_JA)):
        return Start.OTHER
    window = before[-34:]
    clause = re.split(r"[、。;]", window)[-1]
    linked = _LINKED_JA.search(clause)
    if linked and re.search(r"から|より|後|の\s?$|日\s?$|起点|起算|以降|:|\s$|以内|の翌", clause[linked.start() :]):
        return _named(linked)
    if _EVENT_JA.search(clause):
        return Start.OTHER
    return Start.CLOSURE if _AFTER_JA.match(after) else Unsaid.NOTHING


def _named(linked: re.Match[str]) -> Start:
    kinds = {
        "closure": Start.CLOSURE,
        "refusal": Start.LAST_REFUSAL,
        "notice": Start.NOTICE,
        "delivery": Start.DELIVERY,
        "other": Start.OTHER,
        "first": Start.OTHER,
    }
    return next(start for name, start in kinds.items() if linked[name])


def latin_start(before: str, after: str) -> Start | Unsaid:
    """Tell what an English duration is counted from."""
    if _THESE_EN.search(before):
        return Unsaid.NOTHING
    linked = _LINKED_EN.match(after) or _LEADING_EN.search(before)
    if not linked:
        return Unsaid.NOTHING
    what = linked["what"].strip()
    if _SAME_EN.match(what):
        return Unsaid.SAME
    found = [(match.start(), start) for pattern, start in _ORDER_EN if (match := pattern.search(what))]
    if not found and _SOME_DAY_EN.match(what):
        return Start.OTHER
    return min(found, key=lambda pair: pair[0])[1] if found else Unsaid.NOTHING
