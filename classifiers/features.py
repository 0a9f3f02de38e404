"""A message as the model sees it: units of text and the signs of what each of them says."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from classifiers import clauses, concepts, happenings, outgoing
from classifiers.concepts import Concept, Lexicon
from classifiers.document import Document
from classifiers.happenings import Mode
from classifiers.labels import Direction
from classifiers.lines import FRAME, Role
from classifiers.normalise import fold_line
from classifiers.sample import Sample, SenderKind
from classifiers.sections import SectionKind

REACH: Final = 12_000
"""Characters of the folded text that are read: what a notice is about stands near its beginning."""
_WINDOW: Final = 4
_LEAD: Final = 4
# Japanese stands before and after an address or an id without a blank: what is ASCII ends there.
_MASKS: Final = (
    (re.compile(r"[a-z0-9_.+-]+@[a-z0-9_-]+(?:\.[a-z0-9_-]+)+"), " @ "),
    (re.compile(r"(?:https?://|www\.)[!-'*-;=?-~]+"), " // "),
    (re.compile(r"(?<![0-9a-z])b0[0-9a-z]{8}(?![0-9a-z])"), " #asin "),
    (re.compile(r"(?<![0-9a-z])[a-z]*\d[\da-z-]{7,}(?![0-9a-z])"), " #id "),
    (re.compile(r"\d+(?:[.,/:-]\d+)*"), "0"),
)
_MONEY: Final = re.compile(r"(?:[¥$€£]|\b(?:usd|jpy|eur|gbp)\s?)\s?\d|\d\s?円")
_ORDER_ID: Final = re.compile(r"(?<!\d)\d{3}-\d{7}-\d{7}(?!\d)")
_ASIN: Final = re.compile(r"(?<![0-9a-z])b0[0-9a-z]{8}(?![0-9a-z])")
_DURATION: Final = re.compile(r"(\d+)\s?(日|時間|営業日|days?|hours?|business days)")
_OLD: Final = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|forwarded message|以前の|元のメッセージ|転送)|>{1,}\s?|(?:on|at)\b.{4,60}\bwrote:|.{4,40}のメッセージ:$)"
)
_LEAST_OWN: Final = 30
_LEAST_STATED: Final = 7
_DESK: Final = re.compile(
    r"amazon|amzn|アマゾン|アカウントスペシャリスト|出品者サポート|account specialist"
    r"|seller[ -]?(?:performance|central|support|verification)|(?:performance|account health|disbursement)[ -]?team"
)
_ADDRESS: Final = re.compile(r"([a-z0-9_.+-]+)@([a-z0-9.-]+)")


class Stance(StrEnum):
    """How a unit stands to the message."""

    SUBJECT = "subject"
    HEADING = "heading"
    ASSERTED = "asserted"
    DEPENDING = "depending"
    """Under a condition, or what may happen."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or the part of one that is stated without condition."""

    text: str
    """Masked."""
    said: tuple[str, ...]
    """What its words say, taken alone."""
    signs: tuple[str, ...]
    """The same as signs of the message: with its stance, and what opens the message once more."""
    stance: Stance
    span: tuple[int, int]
    """Where its sentence stands in the document's folded text; (0, 0) for the subject."""


@dataclass(frozen=True, slots=True)
class Features:
    """What the model is given."""

    units: tuple[Unit, ...]
    """The subject first (where there is one), then the text in order."""
    marks: tuple[str, ...]
    """Signs of the message as a whole: sender, shape, length."""
    sender: SenderKind


def of(source: Sample | Document, lexicon: Lexicon | None = None) -> Features:
    """Describe a message."""
    document = Document.of(source)
    lexicon = lexicon or concepts.load()
    sentences = _own(document)
    threats = [section for section in document.sections if section.kind is SectionKind.WHAT_IF_NOT]
    units = [_subject(document.subject, lexicon)] if document.subject.strip() else []
    lead, announced = 0, False
    for sentence in sentences:
        opening = sentence.role not in FRAME and lead < _LEAD
        depending = any(section.start <= sentence.start < section.end for section in threats)
        found = _units(sentence, lexicon, opening=opening, depending=depending)
        if not announced and (first := _first(found)):
            found[-1] = replace(found[-1], signs=(*found[-1].signs, first))
            announced = True
        lead += opening and any(unit.signs for unit in found)
        units += found
    return Features(tuple(units), tuple(_marks(document, sentences)), document.sender_kind)


def _subject(subject: str, lexicon: Lexicon) -> Unit:
    said = tuple(_said(subject, lexicon))
    signs = tuple(f"s:{sign}" for sign in said if ":" not in sign)
    return Unit(mask(subject), said, signs, Stance.SUBJECT, (0, 0))


def _first(found: list[Unit]) -> str | None:
    """The first thing that the message says happened."""
    for unit in found:
        if unit.stance is Stance.ASSERTED:
            for sign in unit.said:
                if sign.startswith("ev:") and sign.endswith((".done", ".denied", ".present")):
                    return "first:" + sign
    return None


def _own(document: Document) -> list[clauses.Sentence]:
    """The sentences of the message itself: a pasted thread says old things again below."""
    own: list[clauses.Sentence] = []
    length = 0
    for sentence in document.sentences:
        old = _OLD.match(document.lines[sentence.line].text)
        if sentence.start >= REACH or (old and length >= _LEAST_OWN):
            break
        own.append(sentence)
        length += len(sentence.text)
    return own


def mask(text: str) -> str:
    """Replace addresses, links, ids and numbers of a folded text: they say who, not what."""
    for pattern, word in _MASKS:
        text = pattern.sub(word, text)
    return text.strip()


def _units(sentence: clauses.Sentence, lexicon: Lexicon, *, opening: bool, depending: bool) -> list[Unit]:
    span = (sentence.start, sentence.end)
    if sentence.role is Role.HEADING:
        return [_unit(sentence.text, lexicon, Stance.HEADING, span)]
    if depending:
        return [_unit(sentence.text, lexicon, Stance.DEPENDING, span)]
    if not (sentence.conditional or sentence.hypothetical):
        return [_unit(sentence.text, lexicon, Stance.ASSERTED, span, opening=opening)]
    whole = _unit(sentence.text, lexicon, Stance.DEPENDING, span)
    stated = clauses.assertion(sentence)
    if len(stated) < _LEAST_STATED:
        return [whole]
    part = _unit(stated, lexicon, Stance.ASSERTED, span, opening=opening)
    rest = Counter(whole.said)
    rest.subtract(part.said)
    return [replace(whole, signs=tuple(f"if:{sign}" for sign, count in rest.items() if count > 0)), part]


_PREFIXES: Final = {Stance.HEADING: "h:", Stance.ASSERTED: "", Stance.DEPENDING: "if:"}


def _unit(text: str, lexicon: Lexicon, stance: Stance, span: tuple[int, int], *, opening: bool = False) -> Unit:
    said = _said(text, lexicon)
    signs = [_PREFIXES[stance] + sign for sign in said] + (["l:" + sign for sign in said] if opening else [])
    return Unit(mask(text), tuple(said), tuple(signs), stance, span)


def phrase(text: str, lexicon: Lexicon | None = None) -> Unit:
    """Describe one sentence alone."""
    return _unit(fold_line(text), lexicon or concepts.load(), Stance.ASSERTED, (0, 0))


def _said(text: str, lexicon: Lexicon) -> list[str]:
    found = lexicon.tag(text)
    said = [*(concept.name for concept in found), *_pairs(found)]
    for happening in happenings.of(text, found):
        said.append(f"ev:{happening.target}>{happening.event}.{happening.mode}")
        said.append(f"md:{happening.event}.{happening.mode}")
        if happening.mode is not Mode.DENIED:
            said.append(f"ev:{happening.target}>{happening.event}")
    return said


def _pairs(found: tuple[Concept, ...]) -> list[str]:
    """Concepts that stand near each other, in no order: Japanese and English put verb and object the other way round."""
    pairs: set[str] = set()
    for at, first in enumerate(found):
        for second in found[at + 1 : at + 1 + _WINDOW]:
            if first.name != second.name:
                pairs.add("&".join(sorted((first.name, second.name))))
    return sorted(pairs)


def _marks(document: Document, sentences: list[clauses.Sentence]) -> list[str]:
    text = document.text[:REACH]
    headings = [sentence for sentence in sentences if sentence.role is Role.HEADING]
    questions = sum(1 for sentence in headings if sentence.text.rstrip().endswith(("?", "か", "か?")))
    marks = [f"sender:{document.sender_kind}"]
    marks.append(f"length:{min(len(text) // 400, 6)}")
    marks.append(f"headings:{min(len(headings), 4)}")
    marks.append(f"questions:{min(questions, 4)}")
    marks += _present(text)
    if document.sample.direction is Direction.OUTGOING:
        marks += outgoing.marks(document.subject, text, sentences) * 2
    if document.sender_kind in {SenderKind.OTHER, SenderKind.RELAY}:
        marks += ["sender:stranger"] * 2
    if document.sender_kind is SenderKind.OTHER and _poses(document.sample):
        marks += ["sender:poses"] * 2
    return marks


def _poses(sample: Sample) -> bool:
    """Who writes under Amazon's name poses as its desks: the label is what he claims, the verdict says that he does not."""
    named = fold_line(f"{sample.sender_name} {sample.sender_address}")
    return _DESK.search(named) is not None


def _present(text: str) -> list[str]:
    marks = [f"asins:{min(len(_ASIN.findall(text)), 2)}", f"orders:{min(len(_ORDER_ID.findall(text)), 2)}"]
    if _MONEY.search(text):
        marks.append("money")
    marks += sorted({f"period:{match[1]}{match[2][0]}" for match in _DURATION.finditer(text)})[:6]
    marks += sorted({f"to:{match[1].split('-')[0]}" for match in _ADDRESS.finditer(text) if ".amazon." in f".{match[2]}"})[:4]
    return marks
