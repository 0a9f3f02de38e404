"""What a sentence says happened, to what: events tied to their object, told from mere mentions.

"Your account was closed", "your closed account" and "the closure of your account" name one event and announce it only once:
a notice announces, a refusal or a funds letter mentions. 停止しました announces, 停止された and 停止に関する mention.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from classifiers.concepts import Concept, Kind
from classifiers.normalise import JAPANESE


class Mode(StrEnum):
    """How an event is put."""

    DONE = "done"
    PRESENT = "present"
    DENIED = "denied"
    STATE = "state"
    """An adjective: "the closed account", 閉鎖された(アカウント)."""
    NAMED = "named"
    """A noun: "the closure", 閉鎖の."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, its object (empty where the sentence names none) and how it is put."""

    event: str
    target: str
    mode: Mode


_REACH: Final = 5
_JA_ADJECTIVE: Final = re.compile(
    r"(?:(?:と|に)?(?:さ|いた|致)?(?:れ|し)(?:た|ている|ていた|ております)|された|している|中(?:の|で)|済みの?)(?:まま)?(?=[\u4e00-\u9fff「『a-z]|アカウント|セラー)"
)
_JA_PAST: Final = re.compile(
    r"(?:を|が|は|と|に|の)?(?:行|実施|決定|完了)?(?:[いきしっさせられなりたで致]{1,6})?(?:ました|ております|ています|てあります|た(?:。|ため|ところ|$)|済み(?:です|。|$))"
)
_JA_VERB: Final = re.compile(r"(?:を行|を実施|と?さ|と?し|いた|致|せ|でき|ます|る|れ|られ|り|っ|い|き|ん|む|く|う|え|ら)")
_JA_DENIED: Final = re.compile(r"[^。、]{0,14}?(?:ません|ない|かね|不可|ず(?:、|に)|なかった)")
_EN_NOUN: Final = re.compile(r"(?:ion|ions|al|ure|ment|ments|ance|ing)$")
_EN_PAST: Final = re.compile(
    r"(?:\b(?:has|have|had|was|were|been|is|are|we|we've|we're|i|i've|it's|team|amazon|now|therefore|hereby|also|already|just|you|been|not|got)\s(?:\w+ly\s|now\s|also\s|been\s|again\s|then\s)?)$"
)
_EN_DENIED: Final = re.compile(r"(?:\b(?:not|never|no|cannot|unable|without|nor)\b|n't\b)[^.;,]{0,28}$")
_EN_HISTORY: Final = re.compile(
    r"\b(?:since|when|after|before|while|which|that|because|date|day|following|regarding|concerning|during|until|as|whose|how|why|who)\b[^.;,]{0,30}$"
)


def of(text: str, found: Sequence[Concept]) -> tuple[Happening, ...]:
    """Find the happenings of a (folded) sentence whose concepts are known."""
    japanese = len(JAPANESE.findall(text)) * 3 > len(text)
    objects = [(place, concept) for place, concept in enumerate(found) if concept.kind is Kind.OBJECT]
    happenings: list[Happening] = []
    for place, concept in enumerate(found):
        if concept.kind is Kind.EVENT:
            target = _target(place, objects, japanese=japanese)
            mode = _mode_ja(text, concept) if japanese else _mode_en(text, concept, found, place)
            happenings.append(Happening(concept.name, target, mode))
    return tuple(happenings)


def _target(place: int, objects: Sequence[tuple[int, Concept]], *, japanese: bool) -> str:
    """The nearest object; Japanese puts it before the verb, English on either side."""
    near = [(abs(at - place) + (2 if japanese and at > place else 0), concept.name) for at, concept in objects]
    best = min(near, default=(_REACH + 1, ""))
    return best[1] if best[0] <= _REACH else ""


def _mode_ja(text: str, concept: Concept) -> Mode:
    rest = text[concept.end :]
    if _JA_ADJECTIVE.match(rest):
        return Mode.STATE
    if _JA_DENIED.match(rest):
        return Mode.DENIED
    if _JA_PAST.match(rest) or text[: concept.end].endswith(("ました", "ています", "ております")):
        return Mode.DONE
    if _JA_VERB.match(rest):
        return Mode.PRESENT
    return Mode.NAMED


def _mode_en(text: str, concept: Concept, found: Sequence[Concept], place: int) -> Mode:
    before, word = text[max(0, concept.start - 48) : concept.start], text[concept.start : concept.end]
    if _EN_DENIED.search(before):
        return Mode.DENIED
    follower = found[place + 1] if place + 1 < len(found) else None
    if word.endswith(("ed", "held", "ozen", "gone")):
        adjacent = follower is not None and follower.kind is Kind.OBJECT and follower.start - concept.end <= 1
        if _EN_HISTORY.search(before) or (adjacent and not _EN_PAST.search(before)):
            return Mode.STATE
        return Mode.DONE if _EN_PAST.search(before) else Mode.PRESENT
    if _EN_NOUN.search(word):
        return Mode.NAMED
    return Mode.PRESENT
