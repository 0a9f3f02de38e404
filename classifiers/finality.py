"""Is a decision said to be final? Sentence by sentence, in what is stated without condition.

A decision is final in one of four ways: it is called so; it will not change; what the seller may still write is not read or
answered; the ways to contest it are used up. "Permanently closed" beside a way back is a threat, not an end.
"""

import re
from collections.abc import Sequence
from typing import Final

from classifiers.clauses import Sentence, assertion
from classifiers.lines import Role
from classifiers.trait_words import FINAL

_MESSAGE_JA: Final = (
    r"(?:申し?立て|異議|ご?連絡|お?便り|ご?照会|お?問い?合わせ|ご?提出|ご?意見|ご?返信|ご?質問|お?申し出|お?手紙|メール|申請"
    r"|再審査|見直し|ご?請求|ご?依頼|書類"
    r"|異論|不服)"
)
_UNREAD_JA: Final = re.compile(
    rf"{_MESSAGE_JA}(?:の?(?:文書|書面|手続き?|機会|窓口|予定|余地|方法))?[^。]{{0,24}}?"
    r"(?:(?:受け付け|受理|お受け|受け取|拝見|答え|返信|お?返事|回答|お?返答|お答え|お応え|応答|応じ|審査|検討|審議|対応|作成"
    r"|取り上げ|拝読|認め|設け|読)"
    r"[^。、]{0,8}(?:ません|ない(?!とき|よう)|ことはございません|かね(?:ます|る|、)|ず)|固くお断り|ご?遠慮|お断り|(?:手続き?|機会"
    r"|余地|道)[^。、]{0,4}(?:は|も)(?:ございません|ありません|ない)"
    r"|一度限り)"
)
_LATER_JA: Final = re.compile(
    r"今後|以後|これ以上|この先|再度|再三|新しい|新たな|いかなる|いただ(?:い|きまし)ても|頂戴いたしましても|本件|この件"
    r"|この(?:決定|判定|判断|申し?立て)|社内|固く"
    r"|一度限り|手続き?|申し?立ては(?:お?受け|受け付け|認め)|再審査は|異議を受け付ける"
)
"""Words by which a refusal to read is about whatever comes, not about one way of sending."""
_ONE_WAY_JA: Final = re.compile(
    r"(?:窓口|アドレス|メール|電話|書式|サポート|フォーム|ケース|ファクス|郵便|郵送|この部署|他の(?:部署|方法))(?:で|へ|に|から"
    r"|から)(?:は|の|も)"
    r"|(?:前|過ぎ|期限|日数|英語|日本語|件名|複数|完了するまで|以外)(?:[^。]{0,10}(?:の|に|で|た)(?:申し?立て|ご?連絡|書類"
    r"|ご?提出|申請|お?問い?合わせ))"
)
_SETTLED_JA: Final = re.compile(
    r"(?:決定|判断|結論|判定|閉鎖|停止|結果|措置|回答)(?:が|は|を|も)?[^。、]{0,10}"
    r"(?:変わ(?:り(?:ません|はありません|はございません)|ることは)|改める[^。]{0,8}(?:至り|つもり|予定|こと)|確定(?:し|いた|です"
    r"|で)|動き(?:ません|ようが)|最終|妥当である)"
    r"|(?:再開|復活|回復|復帰|再有効化|お認め)[^。、]{0,8}(?:され|し|いた|でき|する|なさ)?[^。、]{0,2}(?:ることはありません"
    r"|こと(?:は|も)(?:ござい|あり)ません|ないことに)"
    r"|(?:再開|回復|復活)(?:は|を)?(?:いた)?し(?:ません|ないこと)|(?:再開|回復|復活|新規の?ご?登録)[^。、]{0,6}お断り"
    r"|最後のご?(?:回答|案内|連絡)|(?:回答|ご案内)は以上|販売(?:は"
    r"|を)(?:終了と|許可でき)"
    r"|(?:これ|今回)(?:で|をもって|をもちまして)[^。]{0,4}終了|(?:取り消す|覆す|改める)ことはでき|閉鎖に切り替わ|(?:審査|申請"
    r"|申し?立て)(?:を|は)(?:打ち切|終了し|すべて終わ)|永久に閉(?:じ|鎖)"
    r"|二度と[^。]{0,16}(?:ません|できな)"
)
_MESSAGE_EN: Final = (
    r"(?:(?:e-?)?mails?|messages?|letters?|appeals?|correspondence|submissions?|requests?|repl(?:y|ies)|calls?|inquir\w+|invoices"
    r"|contacts?|questions)"
)
_UNREAD_EN: Final = re.compile(
    rf"\b(?:no|further|any|future|other|additional|more|subsequent|new|later"
    rf"|another)\s(?:\w+\s){{0,2}}{_MESSAGE_EN}\b[^.;]{{0,50}}\b(?:not|no longer"
    r"|unanswered|unread|any more|go nowhere|without)\b"
    rf"|(?:\bnot|\bnever|n't) (?:be )?(?:accept|consider|read|review|entertain)(?:ing)? (?:an?|any|your|further|more|new"
    rf"|other) (?:\w+ )?(?:{_MESSAGE_EN}|documents?)\b"
    rf"|\bno (?:\w+ )?{_MESSAGE_EN}(?: of yours)? (?:will|can|is|are|shall)\b|\bno reply\b[^.]{{0,30}}\b(?:none will be given"
    rf"|will be given)\b"
    r"|\bremain unanswered\b|\b(?:get|receive|expect) no (?:answer|reply|response)\b|\bgo(?:es)? unanswered\b"
    rf"|(?:\b(?:not|nor|never|unable to|no longer)|n't)\b[^.;]{{0,16}}\b(?:be )?(?:answer|reply|respond|read"
    rf"|consider)\w*\b[^.;]{{0,30}}\b(?:further|future|any more|any longer"
    r"|again|on this (?:subject|matter))\b"
    r"|(?:\bnot|n't) plan to (?:write|reply|answer)\b|\beven if you (?:contact|write|inquire|ask)[^.]{0,80}\b(?:unable to|cannot"
    r"|can't)\b|\bnobody (?:is going to|will) read\b"
    r"|(?:\bnot|n't) enter into\b|\bno one\b[^.]{0,24}\bwill (?:take|look|read)\b|\bobjection\b[^.]{0,24}\bnot foreseen"
    r"|\b(?:won't|will not|not going to|never) (?:be )?(?:look(?:ing)? at|review\w*|read\w*) (?:it|this|the (?:case"
    r"|matter)) (?:again|any)"
)
_SETTLED_EN: Final = re.compile(
    r"\b(?:stays?|staying|kept?|keeps?|withheld|remains?|closed|over|refused?) (?:[\w ]{0,24} )?for good\b"
    r"|\b(?:last|final) (?:message|e-?mail|letter|reply|answer) on\b|\bpermanent(?:ly)? (?:withhold\w*|withheld)|\b(?:matter"
    r"|matters|case) closed\b|\bstand by the earlier decision\b"
    r"|\bno other (?:office|team|person|department)\b|\b(?:won't|will not|shall not) (?:be )?(?:reinstate|reopen|reactivate"
    r"|restore)d?\b|\banswer is final\b|\bdecision (?:not to [^.]{0,40})?(?:on this )?is (?:final|unchanged)\b"
    r"|\bnone will be given\b|\bhold (?:the funds|it|them|the money) permanently\b"
    r"|\b(?:decision|determination|this) (?:closes|ends|concludes)\b|\bno part of the\b[^.]{0,40}\bwill go to you\b"
    r"|\b(?:decid\w+|decision|determin\w+|judged|conclu\w+)\b[^.]{0,30}\b(?:not to (?:reinstate|reopen|restore|reactivate)"
    r"|you may not sell|may not return"
    r"|(?:resumption|reinstatement|reactivation)[^.]{0,30} not possible)"
    r"|\bnothing (?:further|more|left|else) to (?:discuss|add|say|decide|consider)\b"
    r"|\bthere (?:won't|will not) be an?other|\b(?:won't|will not) be a (?:second|third|fourth|fifth|further)\b"
    r"|\b(?:appeals?|attempts?|tries|chances)\b[^.]{0,40}\b(?:used up|exhausted|have run out)\b"
    r"|\bnot going to (?:review|reconsider|change|look at|reopen|revisit)\b|\bappeals? (?:are|is)n't possible\b|\bappeals? (?:are"
    r"|is) (?:not|no longer) possible\b"
    r"|\baccount will not be (?:reinstated|reopened|reactivated|restored)\b"
)
_PROVISIONAL: Final = re.compile(
    r"まだ|現時点|今のところ|いまのところ|現在のところ|現段階|それまで|までは|しない(?:限り|かぎり)|さえ|\b(?:at this time"
    r"|as it is|for now|at present|currently|until"
    r"|unless"
    r"|as it stands|so far|should not|why)\b"
)
"""A refusal for the time being."""


def said_final(sentences: Sequence[Sentence]) -> bool:
    """Does one of the sentences say that the decision stands for good? Conditions and refusals for the time being do not."""
    return any(_is_final(sentence) for sentence in sentences if sentence.role is not Role.GREETING)


def _is_final(sentence: Sentence) -> bool:
    text = sentence.text
    if _PROVISIONAL.search(text):
        return FINAL_WORD.search(text) is not None
    if _unread(text):
        return True
    stated = assertion(sentence)
    if not stated:
        return False
    return any(pattern.search(stated) is not None for pattern in (FINAL, _SETTLED_JA, _SETTLED_EN))


def _unread(text: str) -> bool:
    """Whatever the seller writes is not read: said under the condition that it comes, hence looked for in the whole sentence."""
    if _UNLESS_HEARD.search(text):
        return False
    if _UNREAD_EN.search(text):
        return _ONE_WAY_EN.search(text) is None
    return _UNREAD_JA.search(text) is not None and _LATER_JA.search(text) is not None and _ONE_WAY_JA.search(text) is None


_UNLESS_HEARD: Final = re.compile(
    r"(?:返信|連絡|返答|回答|提出|送付|送り|返事|対応)(?:を|が|は)?[^。、]{0,10}(?:な(?:い|かった)(?:場合|とき|時|際|限り|かぎり)|なければ|ませんと)"
    r"(?!(?:が|も)(?:ござい|あり))"
    r"|(?:不十分|不足|不備が?ある|認められない|改善され(?:ない|なかった)|満たさない)[^。、]{0,8}(?:場合|とき|際)(?:は|に|、)"
    r"|\bif (?:it|this|that|your (?:next )?(?:plan|answer|appeal|reply|submission)) (?:is|are|proves?|remains?)"
    r" (?:still |again )?(?:insufficient|incomplete|not (?:sufficient|complete|enough))\b"
    r"|\bif (?:you (?:do not|don't|fail|cannot|have not|haven't)|we (?:do not|don't|receive no(?:thing)?|hear nothing))\b"
)
"""Nothing is read any more where the seller stays silent, or fails once more: a threat, and a way back until then."""


_ONE_WAY_EN: Final = re.compile(
    r"\b(?:at this address|this mailbox|this inbox|by (?:e-?mail|phone|post|fax)|through (?:support|other)|other channels?"
    r"|before (?:then|that|the)|earlier"
    r"|after (?:that|this) (?:date|day|time)|necessary|needed|required|to other e-?mails|once)\b"
)
FINAL_WORD: Final = re.compile(r"最終(?:的な)?(?:決定|判断|結論)(?:です|と|で)|\b(?:decision|this) is final\b")
