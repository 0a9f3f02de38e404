"""A paper named in a sentence, and which of several names in one sentence are the same paper."""

import re
from dataclasses import dataclass, replace
from typing import Final

from classifiers.labels import DemandKind


@dataclass(frozen=True, slots=True)
class Noun:
    """A paper named in a sentence: ``start`` and ``end`` of its phrase, ``head`` where the noun itself stands."""

    kind: DemandKind
    start: int
    end: int
    head: int


_WEAK: Final = {DemandKind.OTHER, DemandKind.EXPLANATION}
_PURCHASE: Final = {DemandKind.INVOICE, DemandKind.DELIVERY_NOTE}


def settled_nouns(found: list[Noun], text: str) -> list[Noun]:
    """Alternatives of one paper count once; words for any paper give way to the paper that the same phrase names."""
    settled: list[Noun] = []
    planned = any(noun.kind is DemandKind.PLAN for noun in found)
    for noun in found:
        if planned and noun.kind is DemandKind.EXPLANATION and _OF_PLAN.search(text, noun.start, noun.end):
            continue
        if (
            settled
            and settled[0].kind is DemandKind.PLAN
            and noun.kind in {DemandKind.PLAN, DemandKind.EXPLANATION}
            and noun.start > settled[0].start
        ):
            continue
        if settled and _is_alternative(settled[-1], noun, text):
            kind = DemandKind.INVOICE if noun.kind is DemandKind.INVOICE else settled[-1].kind
            settled[-1] = replace(settled[-1], end=noun.end, kind=kind)
            continue
        same = next((index for index, other in enumerate(settled) if other.kind is noun.kind and noun.kind not in _WEAK), None)
        if same is None:
            settled.append(noun)
        elif noun.start <= settled[same].end + 3:
            settled[same] = replace(settled[same], end=max(noun.end, settled[same].end))
        else:
            settled.append(noun)
    return settled


_OF_PLAN: Final = re.compile(r"原因|理由|経緯|対策|\b(?:what|how|why|cause|account of|steps)\b")


def _is_alternative(before: Noun, noun: Noun, text: str) -> bool:
    joined = _JOINED_EN.search(text, 0, noun.start) or _JOINED_EN.search(text, 0, noun.head)
    if not (_JOINED_JA.match(text[before.end : noun.head]) or joined):
        return False
    if before.kind is noun.kind:
        return True
    return noun.kind in _WEAK | _PURCHASE and before.kind in _PURCHASE | {noun.kind}


_JOINED_JA: Final = re.compile(r"[、\s]{0,2}(?:または|又は|もしくは|あるいは|か、?|・|/|や)")
_JOINED_EN: Final = re.compile(r"\bor\s$")
