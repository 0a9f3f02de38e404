"""Which paper a Japanese word means: a picture of a paper is the paper, and for 資料 the words before it decide."""

import re
from typing import Final

from classifiers.demand_words import GENERIC
from classifiers.labels import DemandKind

_WEAK: Final = {DemandKind.OTHER, DemandKind.EXPLANATION}
_MT_WAYBILL: Final = re.compile(r"(?:サプライヤー|供給|仕入|発行|購入|製造|配給|卸)[^、。]{0,16}$")
_PREVENTION: Final = re.compile(r"今後|再発|二度と|防(?:止|ぐ)|改め(?:る|られ)|予防|手立て|繰り返さない")
_CONTEXT_KINDS: Final = (
    (DemandKind.BANK, re.compile(r"(?:銀行|口座|通帳|入金先|振込先)[^、。]{0,16}$")),
    (DemandKind.IDENTITY, re.compile(r"(?:本人|身元|身分)[^、。]{0,12}$")),
    (DemandKind.ADDRESS_PROOF, re.compile(r"(?:住所)[^、。]{0,12}$")),
    (DemandKind.LETTER_OF_AUTHORIZATION, re.compile(r"(?:許諾|許可|承諾|ライセンス)[^、。]{0,12}$")),
    (DemandKind.PLAN, re.compile(r"(?:再発|改善|予防)[^、。]{0,14}$")),
    (DemandKind.EXPLANATION, re.compile(r"(?:説明|経緯|事情|関係|理由|過程)[^、。]{0,14}$")),
    (
        DemandKind.INVOICE,
        re.compile(
            r"(?:取引|仕入れ?|購入)(?:の(?:わかる|分かる)?|が(?:わかる|分かる)|に関する|を(?:証|示|裏付)[^、。]{0,10})?$|(?:供給"
            r"|サプライチェーン"
            r"|流通経路)[^、。]{0,10}$"
        ),
    ),
)
"""What a word for any paper (資料, 書面) means after words like these; the first that fits."""
_PICTURED: Final = (
    (DemandKind.IDENTITY, re.compile(r"免許証|パスポート|マイナンバー|在留カード|身分証|本人確認書類|旅券")),
    (DemandKind.BANK, re.compile(r"通帳|口座|キャッシュカード|明細")),
    (DemandKind.ADDRESS_PROOF, re.compile(r"公共料金|検針票|住民票")),
    (DemandKind.INVOICE, re.compile(r"請求書|領収書|インボイス")),
)
"""A picture of a paper is the paper."""


def japanese_kind(match: re.Match[str], text: str) -> DemandKind:
    """Return the kind of the paper that a match of the Japanese names (its last group) stands for."""
    kind = DemandKind(match.lastgroup or "")
    if match.group().endswith("送り状"):
        return DemandKind.INVOICE if _MT_WAYBILL.search(text[: match.start()]) or "サプライ" in text else DemandKind.DELIVERY_NOTE
    before = text[max(0, match.start() - 24) : match.start()]
    if kind is DemandKind.PHOTOS:
        before = re.split(r"と、|、|および", before)[-1]
        return next((other for other, pattern in _PICTURED if pattern.search(before)), kind)
    if kind in _WEAK and GENERIC.match(match.group()):
        return _generic_kind(before, kind)
    if kind is DemandKind.EXPLANATION and _PREVENTION.search(before[-14:]):
        return DemandKind.PLAN
    return kind


def _generic_kind(before: str, kind: DemandKind) -> DemandKind:
    """ "資料", "書類": the words before say which."""
    return next((other for other, pattern in _CONTEXT_KINDS if pattern.search(before)), kind)
