"""A message as the model sees it: masked sentences for n-grams, and signs of what it says, each tied to its sentence."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from classifiers import clauses, concepts
from classifiers.concepts import Concept, Kind, Lexicon
from classifiers.document import Document
from classifiers.lines import Role
from classifiers.sample import Sample, SenderKind

REACH: Final = 12_000
"""Characters of the folded text that are read: what a notice is about stands near its beginning."""
_WINDOW: Final = 4
_LEAD: Final = 4
_MASKS: Final = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), " @ "),
    (re.compile(r"(?:https?://|www\.)[^\s<>()「」、。]+"), " // "),
    (re.compile(r"\bb0[0-9a-z]{8}\b"), " #asin "),
    (re.compile(r"\b[a-z]*\d[\da-z-]{7,}\b"), " #id "),
    (re.compile(r"\d+(?:[.,/:-]\d+)*"), "0"),
)
_MONEY: Final = re.compile(r"(?:[¥$€£]|\b(?:usd|jpy|eur|gbp)\s?)\s?\d|\d\s?円")
_ORDER_ID: Final = re.compile(r"(?<!\d)\d{3}-\d{7}-\d{7}(?!\d)")
_ASIN: Final = re.compile(r"(?<![0-9a-z])b0[0-9a-z]{8}(?![0-9a-z])")
_DURATION: Final = re.compile(r"(\d+)\s?(日|時間|営業日|days?|hours?|business days)")
_ADDRESS: Final = re.compile(r"([\w.+-]+)@([\w.-]+)")


@dataclass(frozen=True, slots=True)
class Features:
    """What the model is given. All tuples of ``signs`` and ``spans`` run in step with ``sentences``."""

    sentences: tuple[str, ...]
    """Masked; the subject is the first (empty where there is none)."""
    signs: tuple[tuple[str, ...], ...]
    """Signs found in each sentence."""
    spans: tuple[tuple[int, int], ...]
    """Where each sentence stands in the document's folded text; (0, 0) for the subject."""
    marks: tuple[str, ...]
    """Signs of the message as a whole: sender, shape, length."""


def of(source: Sample | Document, lexicon: Lexicon | None = None) -> Features:
    """Describe a message."""
    document = Document.of(source)
    lexicon = lexicon or concepts.load()
    sentences = [sentence for sentence in document.sentences if sentence.start < REACH]
    masked, signs, spans = [mask(document.subject)], [_subject_signs(document.subject, lexicon)], [(0, 0)]
    lead = 0
    for sentence in sentences:
        opening = sentence.role not in {Role.GREETING, Role.SIGNATURE} and lead < _LEAD
        found = tuple(_signs(sentence, lexicon, opening=opening))
        lead += opening and bool(found)
        masked.append(mask(sentence.text))
        signs.append(found)
        spans.append((sentence.start, sentence.end))
    return Features(tuple(masked), tuple(signs), tuple(spans), tuple(_marks(document, sentences)))


def mask(text: str) -> str:
    """Replace addresses, links, ids and numbers of a folded text: they say who, not what."""
    for pattern, word in _MASKS:
        text = pattern.sub(word, text)
    return text.strip()


def _subject_signs(subject: str, lexicon: Lexicon) -> tuple[str, ...]:
    found = lexicon.tag(subject)
    return tuple(f"s:{concept.name}" for concept in found) + tuple(f"s:{pair}" for pair in _pairs(found))


def _signs(sentence: clauses.Sentence, lexicon: Lexicon, *, opening: bool) -> list[str]:
    everything = lexicon.tag(sentence.text)
    if sentence.role is Role.HEADING:
        return _said(everything, "h:")
    if not (sentence.conditional or sentence.hypothetical):
        return _said(everything, "") + (_said(everything, "l:") if opening else [])
    asserted = lexicon.tag(clauses.assertion(sentence))
    depending = _without(everything, asserted)
    return _said(asserted, "") + _said(depending, "if:") + (_said(asserted, "l:") if opening else [])


def _without(everything: tuple[Concept, ...], taken: tuple[Concept, ...]) -> tuple[Concept, ...]:
    left = Counter(concept.name for concept in taken)
    rest: list[Concept] = []
    for concept in everything:
        if left[concept.name]:
            left[concept.name] -= 1
        else:
            rest.append(concept)
    return tuple(rest)


def _said(found: tuple[Concept, ...], context: str) -> list[str]:
    said = [*(concept.name for concept in found), *_pairs(found), *_events(found)]
    return [context + sign for sign in said]


def _pairs(found: tuple[Concept, ...]) -> list[str]:
    """Concepts that stand near each other, in no order: Japanese and English put verb and object the other way round."""
    pairs: set[str] = set()
    for at, first in enumerate(found):
        for second in found[at + 1 : at + 1 + _WINDOW]:
            if first.name != second.name:
                pairs.add("&".join(sorted((first.name, second.name))))
    return sorted(pairs)


def _events(found: tuple[Concept, ...]) -> list[str]:
    """What happened to what: each event with the object nearest to it, and whether it is denied or done."""
    objects = [(at, concept) for at, concept in enumerate(found) if concept.kind is Kind.OBJECT]
    denied = any(concept.name == "NEG" for concept in found)
    done = any(concept.name == "DONE" for concept in found)
    events: list[str] = []
    for at, concept in enumerate(found):
        if concept.kind is not Kind.EVENT or not objects:
            continue
        nearest = min(objects, key=lambda item: abs(item[0] - at))[1]
        tail = ("/not" if denied else "") + ("/done" if done else "")
        events.append(f"{nearest.name}>{concept.name}{tail}")
    return events


def _marks(document: Document, sentences: list[clauses.Sentence]) -> list[str]:
    text = document.text[:REACH]
    headings = [sentence for sentence in sentences if sentence.role is Role.HEADING]
    questions = sum(1 for sentence in headings if sentence.text.rstrip().endswith(("?", "か", "か?")))
    marks = [f"sender:{document.sample.sender_kind}"]
    marks.append(f"length:{min(len(text) // 400, 6)}")
    marks.append(f"headings:{min(len(headings), 4)}")
    marks.append(f"questions:{min(questions, 4)}")
    marks += _present(text)
    if document.sample.sender_kind in {SenderKind.OTHER, SenderKind.RELAY}:
        marks += ["sender:stranger"] * 2
    return marks


def _present(text: str) -> list[str]:
    marks = [f"asins:{min(len(_ASIN.findall(text)), 2)}", f"orders:{min(len(_ORDER_ID.findall(text)), 2)}"]
    if _MONEY.search(text):
        marks.append("money")
    marks += sorted({f"period:{match[1]}{match[2][0]}" for match in _DURATION.finditer(text)})[:6]
    marks += sorted({f"to:{match[1].split('-')[0]}" for match in _ADDRESS.finditer(text) if ".amazon." in f".{match[2]}"})[:4]
    return marks
