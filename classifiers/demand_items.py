"""Demands that name no paper: a question of a list, and the plan whose contents a sentence prescribes."""

import re
from typing import Final

from classifiers.demand_phrases import Noun
from classifiers.labels import DemandKind

_NO_PAPER: Final = re.compile(
    r"https?://|@|(?:載って|記載され|わか|分か|記され|含まれ|釣り合)[^。]{0,4}もの(?:\(|$)|(?:出荷|発送|返金|キャンセル)(?:\(|$)|ください|下さい|^もし|\b(?:please"
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
    r"|\b(?:the|an?) (?:plan of action|(?:acceptable|valid|revised|good) plan)\b"
)


def plan_noun(text: str) -> list[Noun]:
    """Return the plan whose contents a sentence prescribes: "Your plan must cover …", 改善計画には以下を記載します."""
    match = _PLAN_NOUN.search(text)
    return [Noun(DemandKind.PLAN, match.start(), match.end(), match.start())] if match else []
