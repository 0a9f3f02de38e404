"""Demands that name no paper: a question of a list, and the plan whose contents a sentence prescribes."""

import re
from typing import Final

from classifiers.demand_phrases import Noun
from classifiers.labels import DemandKind

_NO_PAPER: Final = re.compile(
    r"https?://|@|を[^、。を]{1,12}[うくすつぬぶむるぐ][。.]?$|^(?:through|via|by|using|resolve|write|fill|ask|get|create|choose"
    r"|pay|lodge"
    r"|open)\b|(?:載って|記載され|わか|分か|記され|含まれ|釣り合)[^。]{0,4}もの(?:\(|$)|(?:出荷|発送|返金|キャンセル)(?:\(|$)"
    r"|ください|下さい|^もし|\b(?:please"
    r"|following|if|because|nothing)\b|\bb0[0-9a-z]{8}\b|\.(?:pdf"
    r"|jpe?g|png|gif)\b|(?:ません|です|ます|ました|不可|可能)[。.]?$|(?:する|変更する|削除する|訂正する|やめる"
    r"|終える)[。.]?$|^[^:]{1,20}:\s?\S|"
    r"\b(?:is|are|was|were|will|can|may|not|no|don't|cannot|do)\b|^(?:click|select|choose|go|open|sign|log|fix"
    r"|remove|delete|update|check|review|make sure|call|use|ship|confirm|close|stop|change)\b|(?:を|に)(?:選択"
    r"|クリック|押|開)"
)


def unnamed(text: str, *, tells: bool) -> list[Noun]:
    """Return a demand for a list item below a request that names no paper we know: a question where something is to be told."""
    stripped = re.split(r"。|\.\s", text, maxsplit=1)[0].rstrip(" 。.;,")
    if not 4 <= len(stripped) <= 90 or _NO_PAPER.search(stripped):
        return []
    question = tells or re.search(r"(?:か|理由|時期|相手|経緯|人物|名称|氏名|方法|内訳)(?:\(|$)", stripped) is not None
    return [Noun(DemandKind.EXPLANATION if question else DemandKind.OTHER, 0, len(stripped), 0)]


_PLAN_NOUN: Final = re.compile(
    r"(?:業務)?改善(?:計画書?|策|案|書)|申立書|計画書|報告書|\byour (?:plan of action|plan|poa|action plan)\b"
    r"|\b(?:the|an?) (?:plan of action|(?:acceptable|valid|revised|good|complete|new|full|better|second) plan)\b"
)


def plan_noun(text: str) -> list[Noun]:
    """Return the plan whose contents a sentence prescribes: "Your plan must cover …", 改善計画には以下を記載します."""
    match = _PLAN_NOUN.search(text)
    return [Noun(DemandKind.PLAN, match.start(), match.end(), match.start())] if match else []


HANDING_IN_EN: Final = re.compile(r"\b(?:send|submit|provide|upload|attach|enclose|furnish|supply|bring|add|annex)(?: us)?:?\s+$")
_OBJECT_EN: Final = re.compile(r"(?:us\s|in\s)?(?:an?|your|the|any|copies of|current|updated|original)\s[^.;,:()]{2,60}")
_MODIFIER_EN: Final = re.compile(r"\s(?:with|to|by|from|that|which|for|so|in|on|at|under)\b")
_NO_PAPER_EN: Final = re.compile(
    r"\b(?:appeals?|requests?|e-?mails?|messages?|repl(?:y|ies)|responses?|answers?|links?|buttons?|pages?|orders?|units?"
    r"|inventory|goods|items?|stock|parcels?"
    r"|case|tickets?|questions?|information|details|documents?|files?|papers|above|below|following|plan|money|amount|card"
    r"|password|number|same|listings?|account"
    r"|translation|name|return|refund|submissions?|dispute|interview|slot|call)\b"
)


def unnamed_object(text: str, start: int, end: int) -> list[Noun]:
    """Return what is to be handed in though no paper we know: "send a declaration of conformity"."""
    match = _OBJECT_EN.match(text, start, end)
    if match is None:
        return []
    name = _MODIFIER_EN.split(match.group(), maxsplit=1)[0]
    if _NO_PAPER_EN.search(name):
        return []
    return [Noun(DemandKind.OTHER, start, start + len(name), start)]


def told_ja(text: str) -> list[Noun]:
    """What is to be told or explained, whatever it is: 書類の出どころを説明してください."""
    match = _TELL_JA.search(text)
    if match is None or _NOT_TOLD_JA.search(match.group()):
        return []
    return [Noun(DemandKind.EXPLANATION, match.start(), match.end("what"), match.start())]


_TELL_JA: Final = re.compile(
    r"(?P<what>[^、。「」]{2,30}(?<!以下)(?<!次))(?:を|について)(?:、[^、。]{0,24}(?:に|で|まで)、?)?(?:具体的に|詳しく|正直に)?"
    r"(?:ご?説明|お聞かせ|お?答え|ご?報告|書いて送|書面で)[^。、]{0,6}(?:ください|下さい|いただ|願)"
)
_NOT_TOLD_JA: Final = re.compile(r"購入者|お客様に|サポート|不明な点|質問|違反を|最寄り|警察")
