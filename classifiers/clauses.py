"""Sentences and clauses: what a text states, and what it only says under a condition.

"If we can confirm …, we will reinstate your account" is no event: conditional clauses are full of the opposite label.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from classifiers import lines as line_parts
from classifiers.lines import Line, Role
from classifiers.normalise import JAPANESE, fold


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, list item or heading; ``start`` and ``end`` are positions in the folded text."""

    text: str
    """Folded."""
    start: int
    end: int
    role: Role
    line: int
    """The number of its line."""
    conditional: bool
    """Some clause of it depends on a condition."""
    hypothetical: bool
    """It says what may happen, not what did."""
    negated: bool


_ENDS: Final = re.compile(
    r"(?:。+[」』)]?|[!?]+(?=[^\s)」』]*[\u3040-\u9fff]|\s|$)|(?<=[^\d\W])\.(?=[\u3040-\u9fff])|[.]['\")]?(?=\s))\s*"
)
_ABBREVIATION: Final = re.compile(
    r"\b(?:e\.?g|i\.?e|no|nos|inc|ltd|co|corp|mr|mrs|ms|dr|st|vs|approx|etc|a\.m|p\.m|s\.?\xe0\.?r\.?l|art|sec"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$"
)
_CONDITION_EN: Final = re.compile(
    r"\b(?:if|unless|once|whenever|in case|in the event|provided(?: that)?|assuming|as soon as|as long as"
    r"|only when|otherwise|until"
    r"|should (?:you|we|it|they|he|she|the|this|that|these|those|any|no|your|our|further|a|an|another|such|similar|one)"
    r"|where (?:you|we|your|our|it)|when (?:you|we|your|our|the|it|this|that|they)|were (?:you|we|it) to"
    r"|after (?:you|we|our|your) (?:have |review|receiv|submit|verif))\b"
)
_CONDITION_JA: Final = re.compile(
    r"場合(?:は|に|には|、|であっても|でも|であれば|に限り|を除|も)|ときは|とき(?:に)?、|際(?:は|に|には)、?"
    r"|次第、?|(?:れ|け|せ|え|め|べ|ね|げ|て)ば(?:、|[^か])|(?:なら|ならば)、|たら、?"
    r"|ますと|ない限り|限り、|うえで、?再|と(?:判断|認め|確認)(?:でき|され|られ)(?:た|る)(?:とき|場合|時)"
    r"|時点で、|とき(?=は|に)|もし"
)
_MODAL_EN: Final = re.compile(r"\b(?:will|may|might|could|would|can|shall|should|must)\b|'ll\b|n't be\b")
_HYPOTHETICAL_EN: Final = re.compile(r"\b(?:may|might|could|would)\b")
_HYPOTHETICAL_JA: Final = re.compile(
    r"(?:こと|場合|可能性|恐れ|おそれ|場合も)(?:が|も)(?:あり|ござい|ある)|かもしれ|かねません|得ます|検討(?:いた)?します"
)
_NEGATED: Final = re.compile(
    r"\b(?:not|no|never|cannot|neither|nor)\b|n't\b|ません|なかった|(?<!し)ない(?!よう|か)|かね|不可|ず、"
)
_PAST_EN: Final = re.compile(
    r"^(?!.*\b(?:please|will|would|may|can|shall|must|should)\b).*\b(?:has|have|had|was|were|did|\w+ed)\b"
)
_SEGMENT_EN: Final = re.compile(r"[,;:]\s|\s-\s|\sbut\s|\s(?:and|so)\s(?=(?:we|you|your|our|it|the)\b)")
_PAST_JA: Final = re.compile(
    r"(?:ました|いたしました|済み(?:です)?|ております|ています|ない(?:こと)?(?:と|に)(?:決定|判断)|れた"
    r"|状態です|となりました|でした)"
)


def sentences(text: str) -> tuple[Sentence, ...]:
    """Split a text of either language into sentences, items and headings."""
    folded = fold(text)
    return of(line_parts.of(folded))


def of(lines: Sequence[Line]) -> tuple[Sentence, ...]:
    """Split classified lines of a folded text into sentences."""
    found: list[Sentence] = []
    for number, line in enumerate(lines):
        if line.role is Role.BLANK:
            continue
        offset = line.body - line.start
        for start, end in _cuts(line.text, offset):
            text = line.text[start:end]
            japanese = JAPANESE.search(text) is not None
            found.append(
                Sentence(
                    text,
                    line.start + start,
                    line.start + end,
                    line.role,
                    number,
                    conditional=_conditional(text, japanese=japanese),
                    hypothetical=(_HYPOTHETICAL_JA if japanese else _HYPOTHETICAL_EN).search(text) is not None,
                    negated=_NEGATED.search(text) is not None,
                )
            )
    return tuple(found)


def _cuts(text: str, start: int) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    for match in _ENDS.finditer(text, start):
        if match.group()[0] == "." and _ABBREVIATION.search(text, max(start, match.start() - 8), match.start()):
            continue
        _append(cuts, text, start, match.end())
        start = match.end()
    _append(cuts, text, start, len(text))
    return cuts


def _append(cuts: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    for first in range(start, end, _LONGEST):
        piece = text[first : min(end, first + _LONGEST)]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if right > left:
            cuts.append((first + left, first + right))


_LONGEST: Final = 1500
"""Characters. No sentence of a notice is longer; a hostile line without an end is cut, so that no rule reads it as one."""


def _conditional(text: str, *, japanese: bool) -> bool:
    if japanese and _CONDITION_JA.search(text):
        return True
    return _CONDITION_EN.search(text) is not None


def assertion(sentence: Sentence | str) -> str:
    """Return the (folded) words of a sentence that it states without condition; empty where all of it is conditional."""
    text = sentence if isinstance(sentence, str) else sentence.text
    if JAPANESE.search(text):
        return _assertion_ja(text)
    return _assertion_en(text)


def _assertion_ja(text: str) -> str:
    conditions = list(_CONDITION_JA.finditer(text))
    if not conditions:
        maybe = _HYPOTHETICAL_JA.search(text)
        return text if maybe is None else text[: _stated_before(text, maybe.start())]
    last = conditions[-1]
    clause = max(text.rfind("が、", 0, last.start()), text.rfind("で、", 0, last.start()), text.rfind("し、", 0, last.start()))
    stated = text[: clause + 1] if clause >= 0 and _CONDITION_JA.search(text[:clause]) is None else ""
    rest = text[last.end() :]
    if _PAST_JA.search(rest) and not _HYPOTHETICAL_JA.search(rest):
        stated += rest
    return stated


def _stated_before(text: str, end: int) -> int:
    """Where the clause ends that states something before what may happen: "最終的なものであり、…ことがあります"."""
    found = [text.rfind(mark, 0, end) + len(mark) for mark in _CLAUSE_ENDS if mark in text[:end]]
    return max(found, default=0)


_CLAUSE_ENDS: Final = ("であり、", "ており、", "ましたが、", "ますので、")


def _assertion_en(text: str) -> str:
    kept: list[str] = []
    depends = False
    for segment in _SEGMENT_EN.split(text):
        condition = _CONDITION_EN.search(segment)
        if condition:
            before = segment[: condition.start()]
            if before.strip() and not depends and not _MODAL_EN.search(before):
                kept.append(before)
            depends = True
        elif _HYPOTHETICAL_EN.search(segment) or (depends and not _PAST_EN.search(segment)):
            continue
        else:
            kept.append(segment)
    return ", ".join(kept)
