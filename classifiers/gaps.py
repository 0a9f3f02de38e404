"""What a rejection says is missing, clause by clause: "it is silent about how stock is checked", 対処が見当たりませんでした.

A clause that says that something lacks names what lacks; the other clauses of its sentence may praise what is there.
"""

import re
from typing import Final

from classifiers.clauses import Sentence
from classifiers.document import Document
from classifiers.labels import Deficit
from classifiers.lines import Role
from classifiers.trait_words import GAPS

_CLAUSE: Final = re.compile(r"(?<=[がはてりめ])、|(?<=[一-龥])、|[,;:]|\s(?:but|and|so|as|since|because|nor)\s")
_LACKS: Final = re.compile(
    r"見当た[らり]|見受けられ(?:ず|ません)|抜けて|欠け|不足|不十分|乏し|触れられ|書かれて(?:い|お)ら?(?:ない|ません|ず)"
    r"|述べられて(?:い|お)ら?(?:ない|ません|ず)"
    r"|示されて(?:い|お)ら?(?:ない|ません|ず)|含まれて(?:い|お)ら?(?:ない|ません|ず)|明らか(?:では|に(?:されて|なって)(?:い"
    r"|お)ら?(?:ない|ません|ず))|(?:わかり|分かり|読み取れ|つかめ"
    r"|伝わり)ません"
    r"|(?:記載|説明|言及|記述)[^。、]{0,6}(?:がなく|がない|なし|ありません|ございません)|「不明」|不明(?:です|のまま|と)|腑に落ち"
    r"|表面的|具体(?:的で|性)[^。、]{0,4}(?:ない|ありません|なく)|あいまい"
    r"|曖昧|足り(?:ない|ません|ず)"
    r"|\b(?:silent (?:on|about)|lack(?:s|ing)?|missing|misses|unclear|vague|too general|leaves? (?:out|open)|left (?:out|open"
    r"|blank)|nothing (?:on|about)|no word (?:on|about)"
    r"|(?:not|never|nowhere) (?:\w+ )?(?:tell|told|say|said|explain|show|describe|state|mention|address|cover|identify|convince"
    r"|clear|include|contain|enough"
    r"|answer|name|give|deal)\w*)\b|n't (?:\w+ ){0,2}?(?:help us understand|set out|written|tell|say|explain|show|describe|state"
    r"|mention|address|cover|identify|convince|clear|include|contain|enough|answer|name|give|deal)\w*"
)
_REWRITE: Final = re.compile(
    r"(?:を|の部分(?:だけ)?を|について|に関し)[^。、]{0,6}(?:書き直|書き改め|補(?:い|っ|足)|詳しく|より(?:詳|大き|具体)|掘り下げ"
    r"|加筆|追記|書き加え|盛り込)"
    r"|(?:詳し(?:い|く)|大きな詳細|詳細)[^。]{0,12}(?:計画|説明)"
    r"|\b(?:rewrite|rework|expand|more (?:on|about)|greater detail|fuller|revise|a word about|what (?:she|he|we"
    r"|they) miss(?:es)?)\b"
)
_QUESTION: Final = re.compile(r"\?$|(?:でしょう|です|ました|ません)か。?$")
_MEANT: Final = (
    *GAPS,
    (
        Deficit.ROOT_CAUSE,
        re.compile(
            r"\bhow (?:\w+ ){1,4}(?:went missing|came to)\b|根の原因|\bby which the\b|\bmade (?:the |this "
            r"|these )?[\w ]{1,24} possible\b|\bexact reason\b|\breasons? for the complaints\b|\bwhat happened\b|なぜ|いきさつ"
        ),
    ),
    (
        Deficit.ACTIONS,
        re.compile(
            r"(?:件|購入者(?:様)?)(?:へ|に対する)の?(?:対処|処置|対応)|あなたが取った(?:行動|歩み|手段)|対処(?:が|は|を)"
            r"|(?<!防止)(?<!予防)対策|どう対応し|何を行った"
            r"|\bwhat has changed\b|\bhow you corresponded\b|\bwhat you did\b"
        ),
    ),
    (
        Deficit.PREVENTION,
        re.compile(
            r"方策|防ぐ方法|予防策|\bhow you(?:'d| would| will)\b|\bwho (?:checks|controls)\b|どう(?:確保|管理|防|改)"
            r"|どのように(?:防|確保|管理)|検品の方法|体制"
            r"|\bhow [^.;,]{1,40}\b(?:will be|is|are) [^.;,]{0,24}(?:\b(?:now|nowadays|from now|kept|checked|controlled)\b|$)"
            r"|\bkeeps? it from\b|\bmethod of inspection\b"
        ),
    ),
)


def lacking(document: Document) -> set[Deficit]:
    """Find what the clauses say is missing, has to be rewritten or is asked."""
    found: set[Deficit] = set()
    heading = ""
    for sentence in document.sentences:
        if sentence.role is Role.HEADING or (sentence.role is Role.ITEM and len(sentence.text) <= _TITLE):
            heading = sentence.text
        elif sentence.role in {Role.PROSE, Role.ITEM, Role.FIELD}:
            topics = _of_sentence(sentence)
            if not topics and len(heading) <= _TITLE and _LACKS.search(sentence.text):
                topics = _topics(heading) - {Deficit.DOCUMENTS}
            found |= topics
    return found


_TITLE: Final = 30
"""Characters of a heading that names a part of the plan: 1. 原因, "2. Measures already executed"."""


def _of_sentence(sentence: Sentence) -> set[Deficit]:
    text = sentence.text
    if _QUESTION.search(text) and _ASKED.search(text):
        return {Deficit.ROOT_CAUSE}
    found: set[Deficit] = set()
    if _LACKS.search(text):
        for clause in _CLAUSE.split(text):
            if clause and _LACKS.search(clause):
                found |= _topics(clause)
    rewritten = _REWRITE.search(text)
    if rewritten:
        japanese = rewritten.group()[0] > "\u3000"
        part = (
            text[max(0, rewritten.start() - _NEAR) : rewritten.start()]
            if japanese
            else text[rewritten.end() : rewritten.end() + 2 * _NEAR]
        )
        found |= _topics(re.split(r"[、。]", part)[-1] if japanese else part)
    return found - {Deficit.DOCUMENTS}


_NEAR: Final = 30
"""Characters of a topic before its verb."""
_ASKED: Final = re.compile(r"\b(?:which|when|who|why|where|how)\b|なぜ|どこ|だれ|誰|いつ|何")


def _topics(text: str) -> set[Deficit]:
    return {deficit for deficit, pattern in _MEANT if pattern.search(text)}
