"""What an outgoing mail is for: cues of the five acts, in either language.

The seller's own letters are few and free in form; what they ask, attach and promise tells them apart better than their words.
"""

import re
from typing import Final

from classifiers.clauses import Sentence

_CUES: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "attached",
            r"attach|enclos|please find|\bhere (?:is|are)\b"
            r"|as (?:requested|instructed|asked)|we (?:submit|send|are sending)|\bpdf\b"
            r"|添付|同封|別紙|提出(?:いた)?します|提出申し上げ|お送り(?:いた)?します|送付(?:いた)?します|ご査収|写し",
        ),
        (
            "papers",
            r"invoice|receipt|passport|utility bill|bill of lading|certificate|statement|test report|licen[cs]e|delivery note"
            r"|請求書|領収書|納品書|免許|明細|証明書|登記|許諾書|成績書|身分証|パスポート",
        ),
        (
            "reopen",
            r"reinstat|reactivat|re-?open|sell(?:ing)? again|lift the|restor|give (?:us|me) (?:another|a second)|appeal"
            r"|再開|復活|解除|再有効|申し?立て|異議|再審査|もう一度販売",
        ),
        ("stopped", r"suspen|deactivat|closed|removal of|blocked|停止|閉鎖|無効|取り消"),
        ("cause", r"root cause|cause[ds]?\b|because|what went wrong|happened|fault|mistake|原因|経緯|理由は|落ち度|不注意|不備"),
        (
            "prevent",
            r"prevent|from now on|in (?:the )?future|never again|no longer"
            r"|retrain|trained|new (?:process|rule|check)|corrective|plan"
            r"|再発|防止|今後は|徹底|改善|対策|二度と|体制|見直し|点検|手順",
        ),
        ("sorry", r"apolog|sorry|regret|お詫び|申し訳|反省|陳謝"),
        (
            "money",
            r"\bfunds?\b|disburse|balance|payout|money|proceeds|withheld|reserve\b|売上金|売上代金|残高|残金|支払|振込|振り込|引当金|留保",
        ),
        (
            "pay",
            r"release|disburse|pay (?:out|me|us|it)|payment of|transfer"
            r"|request (?:a |the |for )?(?:disburse|payment|release)|entitled|days have passed"
            r"|お支払い(?:を|いただ|くだ)|支払って|振り込んで|お振込み?(?:を|いただ|くだ)|送金|請求(?:いた)?し|経過|引き渡し|返還",
        ),
        (
            "asking",
            r"could you|can you|would you|please (?:tell|let|confirm|clarify)"
            r"|any news|status|wonder|question|how long|when will|whether|which"
            r"|教えて|ご教示|お尋ね|お伺い|伺い|ご確認いただ|お知らせいただ|でしょうか|ますか|状況|質問|不明",
        ),
        (
            "no_reply",
            r"no reply|no need to|for your information|just (?:a quick )?(?:note|to)"
            r"|thank you (?:to|for your help)|ご返信(?:は|には)(?:不要|及び)"
            r"|返信不要|お知らせまで|ご報告まで|取り急ぎ|御礼|お礼",
        ),
        (
            "errand",
            r"reschedul|disregard|withdraw|ignore my|close (?:my|our|the) account"
            r"|holiday|vacation|away|complain|report(?:ing)? a|correct(?:ion)? (?:of|the)"
            r"|日程|変更|解約|退会|取り下げ|取り消し|誤送|破棄|訂正|通報|休業|苦情|ご報告",
        ),
        (
            "buyer",
            r"your order|your (?:parcel|package)|shipped|refund(?:ed)? you"
            r"|ご注文|ご購入|発送(?:いた)?し|返金(?:いた)?し|お買い上げ",
        ),
    )
)
_LONG: Final = 500


def marks(subject: str, text: str, sentences: list[Sentence]) -> list[str]:
    """Signs of an outgoing mail as a whole. ``subject`` and ``text`` are folded."""
    found = [f"out:{name}" for name, pattern in _CUES if pattern.search(text)]
    found += [f"out-subject:{name}" for name, pattern in _CUES if pattern.search(subject)]
    asked = sum(1 for sentence in sentences if re.search(r"[?]\s*$|か[。.]?$", sentence.text.rstrip()))
    found.append(f"out-asks:{min(asked, 2)}")
    found.append(f"out-long:{min(len(text) // _LONG, 3)}")
    return found
