"""Demands: the papers and texts that a notice asks the seller for.

Asked for, not mentioned: "we received your invoice", "the documents you sent", "no plan is needed" ask for nothing. A demand
stands in a request (please, must, ください, 必要です) or in a list below one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Protocol

from classifiers import demand_ages, entities
from classifiers.clauses import Sentence
from classifiers.demand_items import plan_noun, unnamed
from classifiers.demand_leads import AGED, Lead, is_lead_in, leads, names_papers, requests
from classifiers.demand_nouns import english_nouns, japanese_nouns
from classifiers.demand_phrases import Noun
from classifiers.demand_requests import PLAN_CONTENT, PROOF_OF_DEEDS, TAKEN
from classifiers.demand_wishes import wish_end, wishes
from classifiers.document import Document
from classifiers.labels import DemandKind, Label
from classifiers.lines import FRAME, Role
from classifiers.normalise import JAPANESE
from classifiers.reading import Demand
from classifiers.sample import Sample, SenderKind

_REPEATED: Final = frozenset({DemandKind.OTHER, DemandKind.EXPLANATION})
"""Kinds of which a notice may want several different ones."""
_OF_A_PLAN: Final = frozenset({DemandKind.PLAN, DemandKind.EXPLANATION, DemandKind.OTHER})


@dataclass(frozen=True, slots=True)
class Asking:
    """A sentence, what stands around it, and what the word lists make of it."""

    sentence: Sentence
    lead: Lead
    heading: str
    above: str
    named: tuple[Noun, ...]
    """The papers that it names, asked for or not."""
    ruled: tuple[Demand, ...]
    """Those that the word lists take for asked for."""


class Judge(Protocol):
    """A second opinion on sentences: it knows what the word lists say, and decides which kinds of paper each asks for."""

    def __call__(self, askings: Sequence[Asking], label: Label | None) -> Sequence[frozenset[DemandKind]]: ...


def extract(source: Sample | str | Document, label: Label | None = None, judge: Judge | None = None) -> tuple[Demand, ...]:
    """Find what the notice asks for, in order; quotes are substrings of the text. Without a judge the word lists decide.

    With the label, the lists let messages that by their nature ask for nothing (a receipt, a refusal of money, a changed reserve)
    ask for none. ``age_days`` is the age limit of a paper ("issued in the last 180 days", 過去365日以内); months count 30 days, a
    year 365.
    """
    document = Document.of(source)
    if document.sample.sender_kind is SenderKind.RELAY:
        return ()
    found = askings(document, label)
    if judge is None:
        return _kept((asking, asking.ruled) for asking in found)
    kinds = judge(found, label)
    return _kept((asking, _judged(asking, wanted, document)) for asking, wanted in zip(found, kinds, strict=True))


def askings(document: Document, label: Label | None) -> tuple[Asking, ...]:
    """The sentences of a message that may ask for something."""
    found = _askings(document)
    if label in _ASKS_NOTHING:
        return tuple(replace(asking, ruled=()) for asking in found)
    if label in _ASKS_LITTLE:
        return tuple(replace(asking, ruled=tuple(_no_words(asking.ruled))) for asking in found)
    return found


def _no_words(ruled: Iterable[Demand]) -> Iterator[Demand]:
    return (demand for demand in ruled if demand.kind not in _REPEATED)


@lru_cache(maxsize=8)
def _askings(document: Document) -> tuple[Asking, ...]:
    """Remembered, since the traits of a message ask for its demands again."""
    found: list[Asking] = []
    heading = above = ""
    for sentence, lead in _paper_lists(leads(document.sentences)):
        if sentence.role not in FRAME:
            ruled = tuple(_of_sentence(sentence, lead, document))
            found.append(Asking(sentence, lead, heading, above, tuple(_nouns(sentence)), ruled))
        if sentence.role is Role.HEADING:
            heading = sentence.text
        above = sentence.text
    return tuple(found)


def _nouns(sentence: Sentence) -> list[Noun]:
    japanese = len(JAPANESE.findall(sentence.text)) * 4 > len(sentence.text)
    return japanese_nouns(sentence.text, item=True) if japanese else english_nouns(sentence.text, item=True)


def _judged(asking: Asking, kinds: frozenset[DemandKind], document: Document) -> tuple[Demand, ...]:
    """The demands of the kinds that the judge names: as the lists found them, else by the paper's name, else the sentence."""
    found = [demand for demand in asking.ruled if demand.kind in kinds]
    missing = kinds - {demand.kind for demand in found}
    if not missing or TAKEN.search(asking.sentence.text):
        return tuple(found)
    whole = len(asking.sentence.text)
    if PROOF_OF_DEEDS.search(asking.sentence.text) and not plan_noun(asking.sentence.text):
        missing -= {DemandKind.PLAN}
    named = [noun for noun in asking.named if noun.kind in missing]
    named += [Noun(kind, 0, whole, 0) for kind in sorted(missing - {noun.kind for noun in named})]
    return (*found, *(_demand(noun, [noun], 0, asking.sentence, document) for noun in named))


def _kept(found: Iterable[tuple[Asking, Sequence[Demand]]]) -> tuple[Demand, ...]:
    demands: list[Demand] = []
    lines: list[int] = []
    for asking, asked in found:
        line = asking.sentence.line if asking.sentence.role is Role.ITEM else -1
        for demand in asked:
            _add(demands, lines, demand, line)
    return tuple(demands)


def _paper_lists(found: Iterable[tuple[Sentence, Lead]]) -> Iterator[tuple[Sentence, Lead]]:
    """A list that names two papers is a list of papers, even where the words above it were not understood."""
    run: list[tuple[Sentence, Lead]] = []
    for sentence, lead in found:
        if sentence.role is Role.ITEM and not (lead.asks or lead.refuses):
            run.append((sentence, lead))
            continue
        yield from _settled(run)
        run = []
        yield sentence, lead
    yield from _settled(run)


def _settled(run: list[tuple[Sentence, Lead]]) -> list[tuple[Sentence, Lead]]:
    papers = sum(1 for sentence, lead in run if _is_paper_item(sentence, lead) and _strong(sentence))
    if papers < _LIST_OF_PAPERS or papers * 2 < len(run):
        return run
    return [(sentence, replace(lead, asks=_is_paper_item(sentence, lead))) for sentence, lead in run]


def _strong(sentence: Sentence) -> bool:
    return any(noun.kind in AGED and noun.kind is not DemandKind.OTHER for noun in _nouns(sentence))


_LIST_OF_PAPERS: Final = 2
_ASKS_NOTHING: Final = frozenset({Label.ACKNOWLEDGEMENT, Label.FUNDS_WITHHELD, Label.RESERVE_CHANGE})
_ASKS_LITTLE: Final = frozenset({Label.REINSTATEMENT, Label.FUNDS_RELEASED})
"""Good news that may still want a bank account or a paper, but no explanation."""


def _of_sentence(sentence: Sentence, lead: Lead, document: Document) -> list[Demand]:
    text = sentence.text
    if sentence.role in FRAME or (sentence.role is Role.HEADING and len(text) < _TITLE):
        return []
    if _THANKS.search(text):
        return []
    japanese = len(JAPANESE.findall(text)) * 4 > len(text)
    if names_papers(text) and not _NEGATED.search(text):
        lead = Lead(asks=True)
    nouns = _named(sentence, lead, japanese=japanese)
    if not nouns and not lead.asks and _is_wish(sentence, japanese=japanese):
        nouns = _wished(text, japanese=japanese)
    if not nouns and sentence.role is Role.ITEM and _DETAIL.search(text):
        nouns = [Noun(DemandKind.PLAN, 0, len(text), 0)]
    if not nouns and PLAN_CONTENT.search(text) and not lead.asks:
        nouns = plan_noun(text)
    if lead.asks and sentence.role is Role.ITEM:
        nouns = [replace(noun, kind=DemandKind.PLAN) if _is_part_of_plan(noun, text) else noun for noun in nouns]
    if _IN_ERROR.search(text):
        nouns = [noun for noun in nouns if noun.kind is not DemandKind.EXPLANATION]
    return [_demand(noun, nouns, index, sentence, document) for index, noun in enumerate(nouns)]


_TITLE: Final = 16
"""Characters. A shorter heading names a section."""


def _named(sentence: Sentence, lead: Lead, *, japanese: bool) -> list[Noun]:
    """The papers that a list item, or a request, names."""
    text = sentence.text
    if lead.asks or _is_paper_item(sentence, lead):
        nouns = japanese_nouns(text, item=True) if japanese else english_nouns(text, item=True)
        if lead.asks and not nouns and not lead.plan and sentence.role is Role.ITEM:
            nouns = unnamed(text, tells=lead.tells)
        if not lead.asks or lead.plan:
            nouns = [noun for noun in nouns if noun.kind not in _OF_A_PLAN or (lead.plan and noun.kind is DemandKind.PLAN)]
        return nouns
    if sentence.role is Role.HEADING and not (is_lead_in(text) or text.endswith(".")):
        return []
    if not requests(text):
        return []
    return japanese_nouns(text, item=False) if japanese else english_nouns(text, item=False)


def _is_part_of_plan(noun: Noun, text: str) -> bool:
    """A list of cause, measures and prevention asks for a plan, whatever it calls it."""
    return noun.kind in _REPEATED and _PLAN_PART.search(text, noun.start, noun.end) is not None and not _OF_PAPERS.search(text)


_PLAN_PART: Final = re.compile(
    r"(?:問題|違反|苦情|遅延|発生|根本)[^。]{0,12}原因|(?:講じた|取った|行った|実施した)[^。]{0,8}(?:措置|対策|対応|処置|手段)"
    r"|再発|防(?:止|ぐ)|二度と|\broot causes?\b"
    r"|\bwhat (?:led to|caused) the (?:complaints?|issue|violations?|problems?|delays?)|\b(?:actions?|steps"
    r"|measures)\b[^.]{0,30}\b(?:take[ns]?|took|initiated|taking)\b"
    r"|\bwhat was done\b|\bprevent\w*\b|\bcoming back\b|\brecur|\bhappen(?:ing)? again\b"
)
_OF_PAPERS: Final = re.compile(r"偽造|改ざん|加工|\b(?:forged|altered|edited|document|invoice|paper)")
_IN_ERROR: Final = re.compile(
    r"(?:誤り|間違い|手違い)[^。]{0,30}(?:場合|とき|際|なら|でしたら)[^。]{0,30}(?:理由|説明|旨)|\bwhat we (?:got wrong"
    r"|overlooked|missed)\b"
    r"|\bmistake\b[^.]{0,60}\btell us why\b"
)
"""Somebody who thinks that it is a mistake may say so: an invitation, no paper wanted."""


_THANKS: Final = re.compile(r"(?:いただき|くださり|いただいて|下さり)[^。]{0,8}(?:ありがと|感謝|御礼|お礼)")


def _is_wish(sentence: Sentence, *, japanese: bool) -> bool:
    return (
        sentence.role is not Role.HEADING and not _NOT_WANTED.search(sentence.text) and wishes(sentence.text, japanese=japanese)
    )


def _wished(text: str, *, japanese: bool) -> list[Noun]:
    if japanese:
        return [noun for noun in japanese_nouns(text, item=True) if noun.kind is not DemandKind.OTHER]
    return english_nouns(text, item=False, begin=wish_end(text))


_NOT_WANTED: Final = re.compile(
    r"不要|要りません|必要(?:は|が)?(?:ござい|あり)ません|求めません|\b(?:not|n't|no longer) (?:be )?(?:need|necessary|required"
    r"|accept|sufficient|enough"
    r"|prove)"
)
_DETAIL: Final = re.compile(
    r"^(?:greater|more|further|additional|fuller) (?:detail|information|account)s?\b[^.]{0,30}\b(?:cause|action|step"
    r"|measure|prevent|how|what|why)"
    r"|(?:原因|措置|対策|取り組み|再発防止)[^。]{0,12}(?:の|に関する|についての)(?:詳細|詳しい説明|より詳しい)"
)
"""What a plan that was sent lacks: it is to be sent again."""


def _is_paper_item(sentence: Sentence, lead: Lead) -> bool:
    """A list item that names a paper is a demand even where the words above it were not understood."""
    return (
        sentence.role is Role.ITEM
        and not lead.refuses
        and not _NEGATED.search(sentence.text)
        and len(sentence.text) <= 140
        and re.search(r"(?:です|ます|ました|でした)[。.]?$|\b(?:is|are|was|were|will|may|did|has been)\b", sentence.text) is None
    )


_NEGATED: Final = re.compile(
    r"\b(?:not|no|never|cannot|neither|nor)\b(?! (?:older|more|later|less|earlier|exceed))|n't\b|ません|なかった|かね|不可"
)
""" "Not older than 180 days" denies nothing."""


def _demand(noun: Noun, nouns: Sequence[Noun], index: int, sentence: Sentence, document: Document) -> Demand:
    before = nouns[index - 1].end if index else 0
    after = nouns[index + 1].start if index + 1 < len(nouns) else len(sentence.text)
    begin, end = sentence.start + noun.start, sentence.start + noun.end
    return Demand(
        kind=noun.kind,
        age_days=demand_ages.of(sentence.text, nouns, index),
        asins=entities.asins(sentence.text[before:after]),
        quote=document.quote(begin, end).strip(),
    )


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
