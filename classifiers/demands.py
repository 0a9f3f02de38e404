"""Demands: the papers and texts that a notice asks the seller for.

Asked for, not mentioned: "we received your invoice", "the documents you sent", "no plan is needed" ask for nothing. A demand
stands in a request (please, must, ください, 必要です) or in a list below one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from classifiers import deadline_en, deadline_ja, durations, entities
from classifiers.clauses import Sentence
from classifiers.demand_items import plan_noun, unnamed
from classifiers.demand_nouns import english_nouns, japanese_nouns
from classifiers.demand_phrases import Noun
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
from classifiers.document import Document
from classifiers.durations import Duration
from classifiers.labels import DemandKind
from classifiers.lines import Role
from classifiers.reading import Demand
from classifiers.sample import Sample, SenderKind

_JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_AGED: Final = frozenset(
    {
        DemandKind.INVOICE,
        DemandKind.DELIVERY_NOTE,
        DemandKind.IDENTITY,
        DemandKind.ADDRESS_PROOF,
        DemandKind.BANK,
        DemandKind.OTHER,
    }
)
_REPEATED: Final = frozenset({DemandKind.OTHER, DemandKind.EXPLANATION})
"""Kinds of which a notice may want several different ones."""
_OF_A_PLAN: Final = frozenset({DemandKind.PLAN, DemandKind.EXPLANATION, DemandKind.OTHER})


@dataclass(frozen=True, slots=True)
class _Lead:
    """What the text above a list says about its items."""

    asks: bool = False
    plan: bool = False
    """Its items are what a plan has to contain."""
    tells: bool = False
    """It asks to be told something: items that name no paper are questions to answer."""
    refuses: bool = False
    """Its items are reasons, gaps, examples or papers that are not accepted."""


def extract(source: Sample | str | Document) -> tuple[Demand, ...]:
    """Find what the notice asks for, in order; quotes are substrings of the text.

    ``age_days`` is the age limit of a paper ("issued in the last 180 days", 過去365日以内); months count 30 days, a year 365.
    """
    document = Document.of(source)
    if document.sample.sender_kind is SenderKind.RELAY:
        return ()
    found: list[Demand] = []
    lines: list[int] = []
    for sentence, lead in _leads(document.sentences):
        line = sentence.line if sentence.role is Role.ITEM else -1
        for demand in _of_sentence(sentence, lead, document):
            _add(found, lines, demand, line)
    return tuple(found)


def _leads(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, _Lead]]:
    lead = heading = _Lead()
    item_line = -1
    bare = False
    for index, sentence in enumerate(sentences):
        first_of_item = sentence.role is Role.ITEM and sentence.line != item_line
        if sentence.role is Role.HEADING and not _is_lead_in(sentence.text):
            lead = heading = _heading_lead(sentence.text)
            yield sentence, _Lead()
        elif sentence.role is Role.ITEM:
            item_line = sentence.line
            yield sentence, lead if first_of_item else _Lead()
        elif sentence.role in {Role.GREETING, Role.SIGNATURE}:
            yield sentence, _Lead()
        else:
            above = lead
            lead = _Lead(asks=True) if _names_papers(sentence.text) else _prose_lead(sentence, heading)
            bare = above.asks and _is_bare_line(sentences, index, running=bare)
            if bare and not lead.asks:
                lead = above
            yield sentence, above if bare else _Lead()


def _is_lead_in(text: str) -> bool:
    """ "Within 3 days, send us:" stands alone on its line like a heading, and is a sentence."""
    return _OPEN_END.search(text) is not None and (_IMPERATIVE_EN.search(text) is not None or _requests(text))


def _heading_lead(text: str) -> _Lead:
    refuses = NOT_DEMAND_HEADING.search(text) is not None
    asks = DEMAND_HEADING.search(text) is not None and not refuses
    return _Lead(asks, refuses=refuses, plan=asks and re.search(r"^(?:計画|改善)|\bplan\b", text) is not None)


def _prose_lead(sentence: Sentence, heading: _Lead) -> _Lead:
    text = sentence.text
    asks = _requests(text) or (
        DEMAND_HEADING.search(text) is not None
        and NOT_DEMAND_HEADING.search(text) is None
        and text.rstrip().endswith((":", "。", "す"))
    )
    if not asks and heading.asks and not sentence.negated and re.search(r"次の|以下|下記|following|these|below|:$", text):
        asks = True
    refuses = _REFUSES.search(text) is not None or (sentence.negated and not asks)
    return _Lead(
        asks and not refuses,
        plan=asks and (PLAN_CONTENT.search(text) is not None or _asks_for_plan(text)),
        tells=_TELLS.search(text) is not None,
        refuses=refuses,
    )


def _asks_for_plan(text: str) -> bool:
    """A request for a plan that ends in a colon is followed by what the plan has to say."""
    if not text.rstrip().endswith(":") or _JAPANESE.search(text):
        return False
    kinds = {noun.kind for noun in english_nouns(text, item=False)}
    return DemandKind.PLAN in kinds and not kinds & _AGED


_TELLS: Final = re.compile(
    r"答え|回答|説明|知らせ|聞かせ|明らか|次の(?:事項|点)|述べ|\b(?:tell|explain|answer|describe|state|name"
    r"|let us know|clarify|reply with|disclos)"
)
_REFUSES: Final = re.compile(
    r"理由により|次の(?:点が|理由)|以下の理由|できなかった|(?:受け付け|使用|認め)(?:られ|でき)(?:ません|ない)"
    r"|不足(?!分)|事実|ご?注意|違反|いただきました|届いて(?:い|お)ります"
    r"|not (?:be )?accept|following reasons|because|cannot use|do not accept|for example|we found"
    r"|we (?:have )?received|you sent|complaints?:|reasons? (?:why|for)"
)


_OPEN_END: Final = re.compile(
    r"(?::|次のもの|以下|\b(?:hand in|send|provide|upload|submit|supply|attach|need|ask for|with|produce"
    r"|show us|to))\s*$"
)


def _is_bare_line(sentences: Sequence[Sentence], index: int, *, running: bool) -> bool:
    """A line without a marker right below a request that ends in a colon is an item of its list, and so is the next."""
    if index == 0:
        return False
    above, this = sentences[index - 1], sentences[index]
    opens = _OPEN_END.search(above.text) is not None or above.role is Role.HEADING or running or _names_papers(above.text)
    return (
        opens and this.line != above.line and len(this.text) <= 160 and not re.search(r"(?:です|ます|ません|した)。$", this.text)
    )


def _names_papers(text: str) -> bool:
    """ "必要書類: …", "何を: …": the label of a field asks for what stands behind it."""
    return _LABELLED.match(text) is not None


_LABELLED: Final = re.compile(
    r"\s*(?:(?:ご?提出|ご?用意)(?:いただ(?:く|きたい)|する)?(?:もの|物|書類)|必要(?:書類|資料|なもの|な書類)|何を|提出(?:物|書類|資料)"
    r"|(?:documents?|papers|files?|items?) (?:needed|required|wanted|to send)|needed|(?:what )?to (?:send|upload|submit)"
    r"|what we need)\s?:\s?\S"
)


@lru_cache(maxsize=256)
def _requests(text: str) -> bool:
    if ABOUT_PAPERS.match(text):
        return False
    if _JAPANESE.search(text) and REQUEST_JA.search(text):
        return SUBMIT_JA.search(text) is not None and not NOT_ASKED_JA.search(text)
    return _requests_en(text)


_IMPERATIVE_EN: Final = re.compile(
    r"(?:^|[;:]\s|\b(?:and|or|then|either|but|also|instead)\s)(?:(?:but|then|next|also|either|or|and|now"
    r"|afterwards?|otherwise|\w+ly),?\s)?"
    r"(?:(?:in|not|no|to|for|with|within|on|from|before|if|once|after|as|at|should|where|when|by|because|since"
    r"|unless)\b[^;:]{0,110}?,\s)?"
    r"(?:please|kindly|send|submit|provide|upload|attach|give|reply|respond|tell us|enclose|supply|prepare"
    r"|hand|let us|write|add|enter|complete|show|answer|forward|include|fill|create|"
    r"bring|book|pick|click|select|choose|use|go to|open|put|describe|explain|state|name|list|set out|furnish|produce"
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


def _of_sentence(sentence: Sentence, lead: _Lead, document: Document) -> list[Demand]:
    if sentence.role in {Role.GREETING, Role.SIGNATURE} or (sentence.role is Role.HEADING and len(sentence.text) < 16):
        return []
    text = sentence.text
    japanese = len(_JAPANESE.findall(text)) * 4 > len(text)
    if _names_papers(text) and not sentence.negated:
        lead = _Lead(asks=True)
    if lead.asks or _is_paper_item(sentence, lead):
        nouns = japanese_nouns(text, item=True) if japanese else english_nouns(text, item=True)
        if lead.asks and not nouns and not lead.plan and sentence.role is Role.ITEM:
            nouns = unnamed(text, tells=lead.tells)
        if not lead.asks or lead.plan:
            nouns = [noun for noun in nouns if noun.kind not in _OF_A_PLAN or (lead.plan and noun.kind is DemandKind.PLAN)]
    elif sentence.role is Role.HEADING and not _is_lead_in(text):
        nouns = []
    elif japanese:
        nouns = japanese_nouns(text, item=False) if _requests(text) else []
    else:
        nouns = english_nouns(text, item=False) if _requests(text) else []
    if not nouns and sentence.role is Role.ITEM and _DETAIL.search(text):
        nouns = [Noun(DemandKind.PLAN, 0, len(text), 0)]
    if not nouns and PLAN_CONTENT.search(text) and not lead.asks:
        nouns = plan_noun(text)
    return [_demand(noun, nouns, index, sentence, document) for index, noun in enumerate(nouns)]


_DETAIL: Final = re.compile(
    r"^(?:greater|more|further|additional|fuller) (?:detail|information|account)s?\b[^.]{0,30}\b(?:cause|action|step"
    r"|measure|prevent|how|what|why)"
    r"|(?:原因|措置|対策|取り組み|再発防止)[^。]{0,12}(?:の|に関する|についての)(?:詳細|詳しい説明|より詳しい)"
)
"""What a plan that was sent lacks: it is to be sent again."""


def _is_paper_item(sentence: Sentence, lead: _Lead) -> bool:
    """A list item that names a paper is a demand even where the words above it were not understood."""
    return (
        sentence.role is Role.ITEM
        and not lead.refuses
        and not sentence.negated
        and len(sentence.text) <= 140
        and re.search(r"(?:です|ます|ました|でした)[。.]?$|\b(?:is|are|was|were|will|may|did|has been)\b", sentence.text) is None
    )


def _demand(noun: Noun, nouns: Sequence[Noun], index: int, sentence: Sentence, document: Document) -> Demand:
    before = nouns[index - 1].end if index else 0
    after = nouns[index + 1].start if index + 1 < len(nouns) else len(sentence.text)
    phrase = sentence.text[noun.start : noun.end]
    aged = noun.kind in _AGED and not (noun.kind is DemandKind.BANK and _ACCOUNT_ITSELF.search(phrase))
    age = _age(sentence.text, noun, before, after) if aged else None
    begin, end = sentence.start + noun.start, sentence.start + noun.end
    return Demand(
        kind=noun.kind,
        age_days=age,
        asins=entities.asins(sentence.text[before:after]),
        quote=document.quote(begin, end).strip(),
    )


_ACCOUNT_ITSELF: Final = re.compile(r"(?:口座|口座(?:情報|番号|名義))$")
"""An account that is to be entered has no age."""


def _age(text: str, noun: Noun, before: int, after: int) -> int | None:
    """The age limit nearest to a paper: in Japanese before it or in brackets behind it, in English mostly behind it."""
    found: list[tuple[int, int]] = []
    for duration in durations.find(text):
        if not before <= duration.start < after or duration.days < _YOUNGEST:
            continue
        if not _limits(text, noun, duration):
            continue
        distance = noun.head - duration.end if duration.end <= noun.head else duration.start - noun.head
        found.append((distance, duration.days))
    return min(found)[1] if found else None


def _limits(text: str, noun: Noun, duration: Duration) -> bool:
    before, after = text[max(0, duration.start - 120) : duration.start], text[duration.end : duration.end + 120]
    words = deadline_ja if _JAPANESE.search(text[duration.start : duration.end]) else deadline_en
    if words.is_age(before, after):
        return True
    if duration.end <= noun.head and duration.start >= noun.start:
        return re.match(r"以[内下](?:の|で(?!あれ)|発)|以内に(?!、|お|ご|提出|送|アップ)", after) is not None
    return re.search(r"\([^()]{0,24}$", before) is not None and re.match(r"[^()]{0,24}\)", after) is not None


_YOUNGEST: Final = 28
"""Days. Papers are asked for by months; shorter times are deadlines."""


def _add(found: list[Demand], lines: list[int], demand: Demand, line: int) -> None:
    """Keep a demand once: what prose repeats is the same paper, two items of a list are two papers."""
    for index, other in enumerate(found):
        if other.kind is not demand.kind:
            continue
        if other.quote == demand.quote or demand.kind is DemandKind.PLAN:
            return
        if demand.kind in _REPEATED or (line >= 0 and lines[index] >= 0 and line != lines[index]):
            continue
        if demand.age_days in {None, other.age_days}:
            return
        if other.age_days is None:
            found[index] = replace(demand, asins=demand.asins or other.asins)
            return
    found.append(demand)
    lines.append(line)
