"""Leads: what the words above a list say about its items: papers asked for, contents of a plan, or what was refused."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from classifiers.clauses import Sentence
from classifiers.demand_nouns import english_nouns
from classifiers.demand_requests import (
    ABOUT_PAPERS,
    DEMAND_HEADING,
    NOT_ASKED_JA,
    NOT_DEMAND_HEADING,
    PLAN_CONTENT,
    REQUEST_EN,
    REQUEST_JA,
    SUBMIT_JA,
)
from classifiers.labels import DemandKind
from classifiers.lines import FRAME, Role
from classifiers.normalise import JAPANESE

AGED: Final = frozenset(
    {
        DemandKind.INVOICE,
        DemandKind.DELIVERY_NOTE,
        DemandKind.IDENTITY,
        DemandKind.ADDRESS_PROOF,
        DemandKind.BANK,
        DemandKind.OTHER,
    }
)
"""Papers that may be too old."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What the text above a list says about its items."""

    asks: bool = False
    plan: bool = False
    """Its items are what a plan has to contain."""
    tells: bool = False
    """It asks to be told something: items that name no paper are questions to answer."""
    refuses: bool = False
    """Its items are reasons, gaps, examples or papers that are not accepted."""


def leads(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Lead]]:
    """Go through the sentences, each with what the text above says about it (nothing, where it belongs to no list)."""
    lead = heading = Lead()
    item_line = -1
    bare = False
    for index, sentence in enumerate(sentences):
        first_of_item = sentence.role is Role.ITEM and sentence.line != item_line
        if sentence.role is Role.HEADING and not is_lead_in(sentence.text):
            lead = heading = _heading_lead(sentence.text)
            yield sentence, Lead()
        elif sentence.role is Role.ITEM:
            item_line = sentence.line
            yield sentence, lead if first_of_item else Lead()
            if sentence.text.endswith(":") and _GATHER.search(sentence.text):
                lead = Lead(asks=True)
        elif sentence.role in FRAME:
            yield sentence, Lead()
        else:
            above = lead
            lead = Lead(asks=True) if names_papers(sentence.text) else _prose_lead(sentence, heading)
            if above.asks and not lead.asks and _points(sentences, index) and not _REFUSES.search(sentence.text):
                lead = above
            bare = above.asks and _is_bare_line(sentences, index, running=bare)
            if bare and not lead.asks:
                lead = above
            yield sentence, above if bare else Lead()


def _points(sentences: Sequence[Sentence], index: int) -> bool:
    """ "Please submit the below via Account Health. The time limit is 17 days." still stands above the list."""
    if index == 0:
        return False
    above, this = sentences[index - 1], sentences[index]
    return above.line == this.line and _POINTING.search(above.text) is not None


_POINTING: Final = re.compile(r"次の|以下|下記|下の|\b(?:the below|below|following|these)\b")


def is_lead_in(text: str) -> bool:
    """ "Within 3 days, send us:" stands alone on its line like a heading, and is a sentence."""
    if _OPEN_END.search(text) is not None and (_IMPERATIVE_EN.search(text) is not None or requests(text)):
        return True
    return _ASKING_HEADING.search(text) is not None


_ASKING_HEADING: Final = re.compile(
    r"^(?:we(?:'d| would|'ll)? (?:look at|need|want|like)|you can (?:change|undo|fix|reverse) (?:that|this|it) by|it must hold"
    r"|please have)\b"
)


def _heading_lead(text: str) -> Lead:
    refuses = NOT_DEMAND_HEADING.search(text) is not None
    asks = (DEMAND_HEADING.search(text) or _WOULD_HELP.search(text)) is not None and not refuses
    return Lead(asks, refuses=refuses, plan=asks and re.search(r"^(?:計画|改善)|\bplan\b", text) is not None)


def _prose_lead(sentence: Sentence, heading: Lead) -> Lead:
    text = sentence.text
    asks = (
        requests(text)
        or _ASKING_HEADING.search(text) is not None
        or _WOULD_HELP.search(text) is not None
        or (
            DEMAND_HEADING.search(text) is not None
            and NOT_DEMAND_HEADING.search(text) is None
            and text.rstrip().endswith((":", "。", "す"))
        )
    )
    if not asks and heading.asks and not sentence.negated and re.search(r"次の|以下|下記|following|these|below|:$", text):
        asks = True
    refuses = (_REFUSES.search(text) is not None and _PLAIN_REQUEST.search(text) is None) or (sentence.negated and not asks)
    return Lead(
        asks and not refuses,
        plan=asks and (PLAN_CONTENT.search(text) is not None or _asks_for_plan(text)),
        tells=_TELLS.search(text) is not None,
        refuses=refuses,
    )


_WOULD_HELP: Final = re.compile(
    r"\bwhat would help\b|\bstill (?:miss|need|lack)\b[^.]{0,12}:|\b(?:missing|needed|wanted|outstanding)\s?:$|使えるもの:$"
)


def _asks_for_plan(text: str) -> bool:
    """A request for a plan that ends in a colon is followed by what the plan has to say."""
    if not text.rstrip().endswith(":") or JAPANESE.search(text):
        return False
    kinds = {noun.kind for noun in english_nouns(text, item=False)}
    return DemandKind.PLAN in kinds and not kinds & AGED


_TELLS: Final = re.compile(
    r"答え|回答|説明|知らせ|聞かせ|明らか|次の(?:事項|点)|述べ|\b(?:tell|explain|answer|describe|state|name"
    r"|let us know|clarify|reply with|disclos)"
)
_REFUSES: Final = re.compile(
    r"(?:受け付けた|受領した|お預かりした|確認した)[^。]{0,12}(?:次|以下)の|理由により|次の(?:点が|理由)|以下の理由|できなかった"
    r"|条件を満たす|(?:受け付け|使用|認め)(?:られ|でき)(?:ません|ない)"
    r"|不足(?!分)|事実|ご?注意|違反|いただきました|届いて(?:い|お)ります"
    r"|not (?:be )?accept|following reasons|because|cannot use|do not accept|for example|we found"
    r"|we (?:have )?received|you sent|complaints?:|reasons? (?:why|for)"
)


_PLAIN_REQUEST: Final = re.compile(
    r"(?:次|以下|下記)の[^。]{0,24}(?:提出|送|添|用意|アップロード|含め)[^。]{0,12}(?:ください|下さい|願い|できます)[。:]?$"
    r"|(?:必要です|必要となります)[。:]?$"
    r"|\b(?:send|submit|provide|upload|attach|furnish)\b[^.]{0,40}:\s*$"
)
"""Whatever else such a sentence says, the list below it is wanted."""
_GATHER: Final = re.compile(r"\b(?:gather|prepare|send|upload|provide|submit|attach|collect|have ready)\b|提出|用意|送|準備")
_OPEN_END: Final = re.compile(
    r"(?::|次のもの|以下|\b(?:hand in|send|provide|upload|submit|supply|attach|need|ask for|with|produce"
    r"|show us|to))\s*$"
)


def _is_bare_line(sentences: Sequence[Sentence], index: int, *, running: bool) -> bool:
    """A line without a marker right below a request that ends in a colon is an item of its list, and so is the next."""
    if index == 0:
        return False
    above, this = sentences[index - 1], sentences[index]
    opens = _OPEN_END.search(above.text) is not None or above.role is Role.HEADING or running or names_papers(above.text)
    return (
        opens and this.line != above.line and len(this.text) <= 160 and not re.search(r"(?:です|ます|ません|した)。$", this.text)
    )


def names_papers(text: str) -> bool:
    """ "必要書類: …", "何を: …": the label of a field asks for what stands behind it."""
    return _LABELLED.match(text) is not None


_LABELLED: Final = re.compile(
    r"\s*(?:(?:not )?what(?:'s| is) required|(?:not )?what(?:'s| is) (?:still )?(?:missing|needed)|使える(?:もの|書類)|必要"
    r"|(?:ご?提出"
    r"|ご?用意)(?:いただ(?:く|きたい)|する)?(?:もの|物|書類)|必要(?:書類|資料|なもの|な書類)|何を|提出(?:物|書類|資料)"
    r"|(?:documents?|papers|files?|items?) (?:needed|required|wanted|to send)|needed|(?:what )?to (?:send|upload|submit)"
    r"|what we need)\s?:\s?\S"
    r"|\s*(?:\d{1,2}[.)]?\s+)?(?:ご?提出|必要|添付)(?:書類|資料)\s+(?=\S)(?!は|を|が|に|の)"
)


@lru_cache(maxsize=256)
def requests(text: str) -> bool:
    """Does a (folded) sentence ask for something to be handed in or told?"""
    if ABOUT_PAPERS.match(text):
        return False
    if JAPANESE.search(text) and REQUEST_JA.search(text):
        return SUBMIT_JA.search(text) is not None and not NOT_ASKED_JA.search(text)
    return _requests_en(text)


_IMPERATIVE_EN: Final = re.compile(
    r"(?:^|[;:,]\s|\b(?:and|or|then|either|but|also|instead)\s)(?:(?:but|then|next|also|either|or|and|now"
    r"|afterwards?|otherwise|\w+ly),?\s)?"
    r"(?:(?:in|not|no|to|for|with|within|on|from|before|if|once|after|as|at|should|where|when|by|because|since"
    r"|unless)\b[^;:]{0,110}?,\s)?"
    r"(?:please|kindly|send|submit|provide|upload|attach|give|reply|respond|tell us|enclose|supply|prepare"
    r"|hand|let us|write|add|enter|complete|show|answer|forward|include|fill|create|"
    r"bring|have|hold up|file(?! \d)|report|arrange|put together|share|confirm|book|pick|click|select|choose|use|go to|open|put"
    r"|describe|explain|state|name|list|set out|furnish|produce"
    r"|obtain|draw up|say|retake|acknowledge|keep it brief|resubmit|replace|correct|revert|type|key in|sign"
    r"|come back|clarify)\b"
)


def _requests_en(text: str) -> bool:
    if _IMPERATIVE_EN.search(text):
        return not re.search(r"^(?:please |kindly )?(?:do not|don't|never)\b", text)
    return (
        REQUEST_EN.search(text) is not None
        and re.search(
            r"\b(?:you|please|kindly|we|us|your|is to be|are to be|acceptable)\b"
            r"|:\s*$|\bby (?:sending|providing|uploading|submitting)\s*$",
            text,
        )
        is not None
    )
