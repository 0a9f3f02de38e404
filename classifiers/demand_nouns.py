"""Which nouns of a sentence are the papers wanted, and which only describe one: 請求書の宛名, "a receipt showing the name"."""

import re
from typing import Final

from classifiers.demand_items import HANDING_IN_EN, told_ja, unnamed_object
from classifiers.demand_kinds import japanese_kind
from classifiers.demand_phrases import Noun, settled_nouns
from classifiers.demand_requests import (
    REQUEST_JA,
    SUBMIT_JA,
)
from classifiers.demand_words import (
    CONJUNCTION_EN,
    COPY_JA,
    ENGLISH_KINDS,
    GENERIC,
    GIVEN_EN,
    HEAD_JA,
    JAPANESE_KINDS,
    MODIFIER_EN,
    NOT_ASKED_EN,
    VERB_EN,
)
from classifiers.labels import DemandKind


def _compiled(kinds: tuple[tuple[DemandKind, str], ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind.value}>{pattern})" for kind, pattern in kinds))


_JAPANESE: Final = _compiled(JAPANESE_KINDS)
_ENGLISH: Final = _compiled(ENGLISH_KINDS)
_WEAK: Final = {DemandKind.OTHER, DemandKind.EXPLANATION}
_GIVEN_JA: Final = re.compile(
    r"(?:(?:お送り|ご?提出|送付|アップロード|送信|添付|ご用意|返送)(?:いただ(?:い|きまし)|頂い|され|くださ(?:い"
    r"|いまし)|し)た|前回の|既存の|すでに(?:お送り|ご提出)[^、]{0,8}|(?<!住所に)(?<!自宅に)(?<!業所に)届いた)[^、。]{0,10}$"
)
_TOLD_JA: Final = re.compile(
    r"説明|回答|陳述|お寄せ|お出し|釈明|宣誓|顛末|時系列|か、[お|ご]?(?:聞かせ|答え|知らせ|説明|書き)|(?:経緯|理由|事情"
    r"|経路)[^。]{0,20}を[^。]{0,40}ご?提出"
    r"|[^。]{1,80}?を[^。]{0,34}?(?:説明|お?知らせ|ご?記入|記載|明記|お聞かせ"
    r"|お?書き|お?答え|ご連絡|伝え|お示し|述べ|書面に)"
)
_TOLD_ANYHOW: Final = (
    "書面",
    "文書",
    "文",
    "書",
    "資料",
    "説明",
    "有無",
    "弁明",
    "釈明",
    "反論",
    "言い分",
    "申し開き",
    "報告",
    "結果",
    "概要",
    "考え方",
)
_AT_HAND_JA: Final = re.compile(r"(?:お手元に|ご)?(?:ご用意|持参|お持ち)(?:くだ|いただ|願)")
_POINTING_JA: Final = re.compile(
    r"(?:以下|次|下|上記|下記|すべて|全て|必要な|この|その|同じ|本状|本メール|いただいた|これら)の?$"
)
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_QUESTION_EN: Final = re.compile(
    r"^(?:how|why|what|who|where|which|when|whether|the names?|an? (?:short|brief|written|full|honest)|names? of"
    r"|details|copies of)\b"
)


def japanese_nouns(text: str, *, item: bool) -> list[Noun]:
    """Return the papers wanted in a Japanese request or list item (folded)."""
    if item:
        text = re.split(r"。", text, maxsplit=1)[0]
    found: list[Noun] = []
    start = 0
    for match in _mentions(text, item=item):
        kind = japanese_kind(match, text)
        if match.start() < start or (not item and not _is_governed(text[match.end() :])):
            continue
        told = match.group().endswith(_TOLD_ANYHOW)
        if not (item or told) and kind is DemandKind.EXPLANATION and not _TOLD_JA.search(text, match.start()):
            continue
        begin = _phrase_start(text, start, match.start())
        if _GIVEN_JA.search(text, begin, match.start()) and not (item or _AT_HAND_JA.search(text, match.end())):
            continue
        if GENERIC.match(match.group()) and _POINTING_JA.search(text[begin : match.start()]):
            continue
        if GENERIC.match(match.group()) and not _says_which(text[begin : match.start()], item=item):
            continue
        end = match.end() + _tail(text, match.end())
        found.append(Noun(kind, begin, end, match.start()))
        start = end
    return settled_nouns(found, text) or (_by_content_ja(text) if item else told_ja(text))


def _mentions(text: str, *, item: bool) -> list[re.Match[str]]:
    """The names that are heads of their phrase; one that is not may hide another that is (口座名義の表示された通帳)."""
    found: list[re.Match[str]] = []
    position = 0
    for _ in range(_MOST_NAMES):
        match = _JAPANESE.search(text, position)
        if match is None:
            break
        head = _is_head(match, text, item=item)
        if head:
            found.append(match)
        position = match.end() if head or match.end() - match.start() <= _SHORT_NAME else match.start() + _SHORT_NAME
    return found


_MOST_NAMES: Final = 60
_SHORT_NAME: Final = 4


def _is_head(match: re.Match[str], text: str, *, item: bool) -> bool:
    after = text[match.end() :]
    if match.group().endswith(("名義", "番号", "氏名", "名称", "住所", "日付")) and _MODIFIES_JA.match(after):
        return False
    if HEAD_JA.match(after):
        return True
    return (
        item
        and re.match(r"[^、。]{0,4}(?:\(|のうち|のいずれ|は(?:、|必ず)?|も)", after) is not None
        and not re.match(r"の?(?:宛|日付|番号|内容|金額|名義)", after)
    )


_MODIFIES_JA: Final = re.compile(
    r"(?:と|および|及び|、|・)[^、。を]{1,12}(?:が|の)(?:分か|わか|確認でき|記載|見え|写っ|入っ|ある)"
)
""" "口座名義と口座番号が分かる明細書": the account only describes the paper."""


def _is_governed(after: str) -> bool:
    """Does a verb of handing in, and a request, follow in the sentence?"""
    return SUBMIT_JA.search(after) is not None and REQUEST_JA.search(after) is not None


def _phrase_start(text: str, floor: int, noun: int) -> int:
    """The phrase of a paper starts after the comma, particle or verb before it that does not modify it."""
    window = text[floor:noun]
    cuts = [0]
    for boundary in re.finditer(
        r"(?:は|には|では|ので|から|が|し|り|て|のうえ)、|[。:]|(?:および|及び|ならびに|並びに|または|もしくは)、?"
        r"|と、|を、|には|^と|\)と|^[、・]|(?:書|証|類|先|画像|写真|明細|策|名|写し|控え)、",
        window,
    ):
        cuts.append(boundary.end())
    begin = floor + cuts[-1]
    return begin + len(text[begin:noun]) - len(text[begin:noun].lstrip(" 、・"))


def _tail(text: str, end: int) -> int:
    match = _COPY.match(text, end)
    return match.end() - end if match else 0


_COPY: Final = re.compile(COPY_JA)


def _says_which(before: str, *, item: bool) -> bool:
    return re.search(
        r"(?:示す|示した|記した|記載した|証明する|説明(?:した|する)|わかる|分かる|確認できる|裏付ける|証する|正規"
        r"|真正|本物|関する|である(?:こと)?の|ことの|ない(?:こと|旨)|旨の|された|いただいた際の|たどれる|の)$|示す$",
        before.rstrip(),
    ) is not None and (item or len(before) >= 6)


def _by_content_ja(text: str) -> list[Noun]:
    """A list item without a name of a paper: a question to answer, or a measure to describe."""
    stripped = text.rstrip(" 。")
    if not 4 <= len(stripped) <= 90 or re.search(r"(?:ません|不可|できない|ます|です|ました)$", stripped):
        return []
    if re.search(r"(?:防(?:止|ぐ)|再発|改め|今後)[^。]*(?:か|方法|こと|手順|取り組み|措置|手立て)(?:\(|$)", stripped):
        return [Noun(DemandKind.PLAN, 0, len(stripped), 0)]
    if re.search(r"(?:か|理由|方法|経緯|氏名|連絡先|時期|日付|有無|説明|状況|内容|名称|別)(?:\(|$)", stripped):
        return [Noun(DemandKind.EXPLANATION, 0, len(stripped), 0)]
    return []


def english_nouns(text: str, *, item: bool, begin: int | None = None) -> list[Noun]:
    """Return the papers wanted in an English request or list item (folded); ``begin``: what stands before is no object."""
    text = _BRACKETS.sub(lambda match: " " * len(match.group()), text)
    found: list[Noun] = []
    for start, end in [(begin, len(text))] if begin is not None else _regions(text, item=item):
        known = len(found)
        for first, last in _segments(text, start, end):
            noun = _english_noun(text, first, last, opening=first == start, item=item)
            if noun is not None:
                found.append(noun)
        if len(found) == known and not item and _EXPLAINING_EN.search(text, max(0, start - 14), start):
            found.append(Noun(DemandKind.EXPLANATION, start, min(end, start + _LONGEST_TOPIC), start))
        if len(found) == known and not item and HANDING_IN_EN.search(text, max(0, start - 16), start):
            found += unnamed_object(text, start, end)
        if len(found) == known and not item and _TELLING_EN.search(text, max(0, start - 14), start) and _WH_EN.match(text, start):
            found.append(Noun(DemandKind.EXPLANATION, start, min(end, start + _LONGEST_TOPIC), start))
    return settled_nouns(found, text) or (_by_content_en(text) if item else [])


_EXPLAINING_EN: Final = re.compile(r"\b(?:explain|describe|clarify|set out)\s+$")
_TELLING_EN: Final = re.compile(r"\b(?:tell us|let us know|say|state|confirm)\s+$")
_WH_EN: Final = re.compile(r"(?:who|why|how|what|where|when|which|whether|that you)\b")
_LONGEST_TOPIC: Final = 90


def _regions(text: str, *, item: bool) -> list[tuple[int, int]]:
    if item:
        unless = _FAILING_EN.match(text)
        if unless:
            return [(unless.end(), len(text))]
        negated = NOT_ASKED_EN.search(text)
        return [(0, negated.start())] if negated and negated.start() > 12 else [] if negated else [(0, len(text))]
    found: list[tuple[int, int]] = []
    for verb in VERB_EN.finditer(text):
        inside = found and found[-1][0] <= verb.start() < found[-1][1]
        if inside and not _HANDING_EN.match(verb.group()):
            continue
        wish = _WISH_EN.match(verb.group())
        if not wish and _THEIRS_EN.search(text, max(0, verb.start() - 40), verb.start()):
            continue
        if NOT_ASKED_EN.search(text, max(0, verb.start() - 40), verb.end()) or GIVEN_EN.search(
            text, max(0, verb.start() - 24), verb.end() + 1
        ):
            continue
        stop = re.compile(
            r"\bso that\b|\bbecause\b|\bin order to\b|\bunless\b|\bif (?:you|we)\b|\brather than\b"
            r"|,\s(?:and |but )?not\b(?! (?:older|more|exceed|later|less|yet))|\bbut not\b"
        ).search(text, verb.end())
        if inside:
            found[-1] = (found[-1][0], verb.start())
        found.append((verb.end(), stop.start() if stop else len(text)))
    return found


_FAILING_EN: Final = re.compile(r"if you (?:can't|cannot|can not|don't|do not)\b[^,;]{0,60}[,;]\s")
""" "If you can't provide an invoice, a letter of authorization": the first is not wanted here."""
_WISH_EN: Final = re.compile(r"(?:like|want|need|require|expect|we|also)\b")
_THEIRS_EN: Final = re.compile(
    r"\b(?:systems?|records?|it|they|specialists?|associates?|buyers?|customers?|who|which|page|we(?= (?:may|can|will"
    r"|shall|do|are|have|cannot)))"
    r"(?:\s(?:may|can|will|then|also|not|usually|could|might|would|shall|do|are|have|cannot))*\s$"
)
"""Somebody else does what the verb says."""
_HANDING_EN: Final = re.compile(r"(?:we need|need|send|provide|upload|submit|attach|include|furnish|plus)\b")
"""Verbs that begin a new object inside the object of another verb."""


def _segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first = start
    for joint in CONJUNCTION_EN.finditer(text, start, end):
        found.append((first, joint.start()))
        first = joint.end()
    found.append((first, end))
    return [(first, last) for first, last in found if last - first >= _SHORTEST_NAME]


_SHORTEST_NAME: Final = 2
""" "ID"."""


def _english_noun(text: str, first: int, last: int, *, opening: bool, item: bool) -> Noun | None:
    match = _best_english(text, first, last)
    if match is None:
        return None
    lead_in = text[first : match.start()]
    modifier = MODIFIER_EN.search(lead_in)
    kind = DemandKind(match.lastgroup or "")
    if modifier and kind is not DemandKind.SUPPLIER_CONTACT and (modifier.start() > 0 or not opening):
        return None
    if kind is DemandKind.EXPLANATION and _is_no_question(match, text, first):
        return None
    if _EXCLUDED_EN.search(lead_in) or (len(lead_in.split()) > 9 and not item):
        return None
    if GIVEN_EN.search(text, match.start(), min(last, match.end() + 14)) and kind not in {DemandKind.IDENTITY, DemandKind.BANK}:
        return None
    if kind is DemandKind.EXPLANATION and match.group().startswith("statement") and _BANKING_EN.search(text):
        kind = DemandKind.BANK
    if kind is DemandKind.EXPLANATION and _FROM_NOW_EN.search(text, match.start(), last):
        kind = DemandKind.PLAN
    return Noun(kind, first, last, match.start())


def _is_no_question(match: re.Match[str], text: str, first: int) -> bool:
    """ "The date on which it …", "refund what you cannot ship": an asking word that asks nothing."""
    if _RELATIVE_EN.match(text, max(first, match.start() - 3)):
        return True
    return _ASKING_WORD_EN.match(match.group()) is not None and _ABOUT_EN.search(text[first : match.start()]) is None


_RELATIVE_EN: Final = re.compile(r"(?:on|at|in|by|to|om) which\b")
_BANKING_EN: Final = re.compile(r"\b(?:bank|deposit account|iban|card)\b")
_ASKING_WORD_EN: Final = re.compile(r"(?:why|how|who|where|whether|which|what)\b")
_ABOUT_EN: Final = re.compile(
    r"(?:^|\b(?:on|of|about|to|us|exactly|explain|describe|say|know|out|as to|for|the reason|regarding|and|also|then|asked"
    r"|in detail|clearly))\s*$"
)
"""Words before a question that is to be answered, and is no object of another verb ("refund what you cannot ship")."""
_FROM_NOW_EN: Final = re.compile(r"\b(?:from now on|in (?:the )?future|going forward|you will (?:change|do)|prevent|recur)\b")
_EXCLUDED_EN: Final = re.compile(r"\b(?:no|not|without|than|instead|except|neither)\b")
_VAGUE_EN: Final = re.compile(r"^(?:proof|evidence|statements?|descriptions?|accounts? of|details?)\b")


def _best_english(text: str, first: int, last: int) -> re.Match[str] | None:
    """The first name of a paper; a vague word (proof, statement) gives way to the paper or plan that it is of."""
    vague: re.Match[str] | None = None
    for match in _ENGLISH.finditer(text, first, last):
        if GENERIC.match(match.group()):
            if vague is None and _says_which_en(text[match.end() : last], text[first : match.start()]):
                vague = match
            continue
        if vague is None and match.lastgroup in {"other", "explanation"} and _VAGUE_EN.match(match.group()):
            vague = match
            continue
        if vague is not None and GENERIC.match(vague.group()) and match.start() - vague.end() <= 20:
            return match
        if vague is not None and (match.lastgroup not in {"bank", "plan", "address_proof"} or match.start() - vague.end() > 40):
            return vague
        return match
    return vague


def _says_which_en(after: str, before: str) -> bool:
    return (
        re.match(r"\s(?:that|of|showing|proving|which|from|signed|by|for|to (?:show|prove))\b", after) is not None
        or re.search(r"\b(?:accredited|written|notarised|notarized|signed|tax|customs|import)\s$", before) is not None
    )


def _by_content_en(text: str) -> list[Noun]:
    stripped = text.rstrip(" .;,")
    if not _QUESTION_EN.match(stripped):
        return []
    kind = (
        DemandKind.PLAN
        if re.search(r"\b(?:prevent|again|recur|from now on|in future|will (?:do|change|stop))\b", stripped)
        else DemandKind.EXPLANATION
    )
    return [Noun(kind, 0, len(stripped), 0)]
