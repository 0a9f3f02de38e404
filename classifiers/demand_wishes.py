"""Demands without a verb of sending: what is missing, what alone would help, what an answer should hold.

"Only proof that you bought it from the brand could make us think again", 改善計画がまだ届いていません. A paper named
there is wanted as much as in "please send"; what was sent, refused or only mentioned is not.
"""

import re
from typing import Final

_WISH_JA: Final = re.compile(
    r"(?:が|は|も)(?:まだ|いまだ)?[^。、]{0,8}(?:届いて(?:い|おり)ま?せん|不足して|足りません|足りて|抜けて|揃って|そろって|必要)"
    r"|(?:残って|残る|欠けて)いるのは|(?:いただければ|すると|すれば|まで)、?[^。]{0,40}(?:再開|再び|手続|審査|承認|続きます|解除)"
    r"|(?:には|際は|ときは|場合は|方は|にあたっては)、?[^。]{0,80}(?:提出し|送(?:り|っ)|添え|示し|登録し|答え|提出します|送ります"
    r"|お寄せ)"
)
_WISH_EN: Final = re.compile(
    r"\b(?:what(?:'s| is)? (?:still |yet )?(?:missing|needed|wanted)\b|what (?:we|she|he|they|i|the \w+)(?:'d|'ll| would| still"
    r"| really| also)* (?:need|want|miss|lack|like|call for|expect|ask for)s?\b[^.;:]{0,30}\b(?:is|are)\b"
    r"|what (?:will|would|could)\b[^.;:]{0,30}\b(?:is|are)\b"
    r"|only\b[^.;]{4,100}\b(?:could|can|will|would)\b|(?:here's|here is|this is) the (?:\w+ )?list\b|unless (?:i|we) (?:get|have"
    r"|receive|see)"
    r"|if you (?:send|tell us|explain|produce|provide|submit|give|show|supply|furnish|attach|can show)\b|until (?:we|i) (?:get"
    r"|have|receive|see)"
    r"|(?:is|are) to be (?:answered|sent|submitted|attached|enclosed|handed in|provided)|prove (?:that|it|them"
    r"|this)\b[^.;]{0,60}\b(?:by|with)"
    r"|we(?:'d| would| will|'ll)? (?:\w+ )?(?:look at|be (?:obliged|grateful|glad|happy) (?:for|to have)|want to see|like to see"
    r"|need more)"
    r"|obliged (?:for|to have)|still (?:miss|lack|need|await)|the rules call for|it takes|what counts is"
    r"|(?:things?|papers?|documents?) (?:would|will|could) help\b|you (?:may|can) appeal if you (?:hold|have)|(?:team|they|he|she"
    r"|reviewers?) (?:would like|wants?|needs?)"
    r"|(?:ready|willing|prepared) to (?:look at|consider|read)|missing (?:one|two|three|\w+) (?:more )?(?:things?|papers"
    r"|documents)|(?:will|would) (?:do|suffice)\b"
    r"|on condition that you (?:furnish|send|provide)|(?:should|must|has to|have to) (?:reach us|arrive|be with us|be received)"
    r"|is what we (?:look for|need|want)"
    r"|prove(?: that)? (?:it|this|they)[^.;,]{0,30} by"
    r"|(?:report|proposals?|objections?)\b[^.;]{0,30}\bwithin)"
)
_TOLD_EN: Final = re.compile(
    r"\b(?:you|which you) (?:sent|provided|submitted|uploaded|gave)\b[^.;]{0,30}$|\b(?:were|was|are|is|been) (?:refused|rejected"
    r"|accepted|reviewed|forged)\b"
)


def wishes(text: str, *, japanese: bool) -> bool:
    """Does a (folded) sentence say what is wanted without asking for it?"""
    if japanese:
        return _WISH_JA.search(text) is not None
    return _WISH_EN.search(text) is not None and _TOLD_EN.search(text) is None


def wish_end(text: str) -> int:
    """Return where in an English sentence the thing wanted begins: behind the words that say so."""
    found = _WISH_EN.search(text)
    if found is None or _PASSIVE.match(found.group()):
        return 0
    opened = _ONLY.match(found.group())
    return found.start() + opened.end() if opened else found.end()


_PASSIVE: Final = re.compile(
    r"(?:is|are) to be\b|(?:should|must|has to|have to) (?:reach|arrive|be)\b|(?:will|would) (?:do|suffice)|is what we\b"
)
_ONLY: Final = re.compile(r"only\s")
