"""Form letters: one fingerprint for all mails of one letter, whatever names, dates, identifiers, wraps and charset they carry."""

import difflib
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import Indel

from classifiers.document import Document
from classifiers.lines import Role
from classifiers.reading import FormMatch
from classifiers.sample import Sample

REVISION: Final = 0.82
"""From this similarity on, another letter is a revision of a known one; below it is a new letter."""
_SHINGLE: Final = 5
_SHORTEST: Final = 12
"""Characters of skeleton below which a text has no form."""

_MASKS: Final = (
    re.compile(r"\{\{\w+\}\}"),
    re.compile(r"(?:https?://|www\.)\S+"),
    re.compile(r"[\w.+-]+@[\w.-]+\.\w+"),
    re.compile(
        r"(?<![a-z0-9])(?:b0[0-9a-z*#]{7,8}|fba[0-9a-z]{8,10}|[a-z]?\d{9,}[\dx]?|\d{3}-\d{7}-\d{7}"
        r"|[psd]\d{2}-\d{7}-\d{7})(?![a-z0-9])"
    ),
    re.compile(
        r"(?:(?:令和|平成)?\d{1,4}年)?\d{1,2}月\d{1,2}日(?:\([月火水木金土日]\))?"
        r"|\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b"
        r"|\b\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
        r"|dec)[a-z]*\.?,?(?:\s\d{4})?\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
        r"|dec)[a-z]*\.?\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?\b"
    ),
    re.compile(
        r"(?:us\$|[¥$£€]|\b(?:jpy|usd|gbp|eur)\s)\s?-?[\d,.]+(?:万[\d,]*)?円?|[\d,.]+(?:万[\d,]*)?\s?(?:円|€"
        r"|ドル|usd|jpy|eur|gbp)"
    ),
    re.compile(r"[\"'「『][^\"'」』\n]{1,60}[\"'」』](?=\s?(?:のアカウント|の出品|に関し|という店|store|account))"),
    re.compile(r"\d{1,2}:\d{2}(?::\d{2})?"),
    re.compile(r"\+?\d[\d()-]{8,}\d"),
)
_NAME_LINE: Final = re.compile(
    r"^\s*(?:dear|hello|hi|greetings|good \w+)\b[^\n]*|^[^\n。]{1,40}?(?:様|殿|御中|さん)\s?[、,]?\s*$", re.MULTILINE
)
_INLINE_NAME: Final = re.compile(r"[^\s。、:「」()<>]{1,20}\s?様(?=の|が|に|は|へ|より|、|。)|(?<=「)[^」]{1,40}(?=」)")
_IDENTIFIER_LINE: Final = re.compile(
    r"\s*(?:[-*•・]\s*)?(?:(?:対象)?asin[s]?|商品名|タイトル|title|商品|items?|listings?|苦情id|complaint id"
    r"|brand|rights owner|権利者)\s?[^:\n]{0,12}:[^\n]*"
)
_SPACE: Final = re.compile(r"[\s\u3000]+")
_LIST_OF_MASKS: Final = re.compile(r"#(?:[,、・/&|]?(?:and|と|および)?#)+")
_POSITION: Final = re.compile(r"[-=_*・•.~]{2,}")


class FormKind(StrEnum):
    """How a letter relates to those known before."""

    SAME = "same"
    REVISION = "revision"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A letter without what differs from copy to copy."""

    id: str
    """First 16 hexadecimal digits of the SHA-256 of the skeleton; empty for a text too short to have one."""
    lines: tuple[str, ...]
    """The masked lines, for showing what changed."""
    shingles: frozenset[int] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFinding:
    """The nearest known letter and how near it is."""

    match: FormMatch
    kind: FormKind
    nearest: Form | None


def fingerprint(source: Sample | str | Document) -> Form | None:
    """Return the form of a letter, or None for a text with no more than a few words of its own."""
    document = Document.of(source)
    lines = tuple(_masked_lines(document))
    skeleton = "".join(_SPACE.sub("", line) for line in lines)
    if len(skeleton) < _SHORTEST:
        return None
    digest = hashlib.sha256(skeleton.encode("utf-8")).hexdigest()[:16]
    shingles = frozenset(
        _stable_hash(skeleton[index : index + _SHINGLE]) for index in range(max(1, len(skeleton) - _SHINGLE + 1))
    )
    return Form(id=digest, lines=lines, shingles=shingles)


def match(form: Form, known: Sequence[Form]) -> FormFinding:
    """Compare a form with those known before: the same letter, a revision of one, or a new letter."""
    nearest, best = None, 0.0
    for other in known:
        if other.id == form.id:
            return FormFinding(match=FormMatch(id=form.id, similarity=1.0), kind=FormKind.SAME, nearest=other)
        rough = _overlap(form.shingles, other.shingles)
        if rough > best:
            nearest, best = other, rough
    if nearest is None or best < 0.3:
        return FormFinding(match=FormMatch(id=form.id, similarity=round(best, 4)), kind=FormKind.NEW, nearest=nearest)
    similarity = min(round(similar(form, nearest), 4), 0.9999)
    kind = FormKind.REVISION if similarity >= REVISION else FormKind.NEW
    return FormFinding(match=FormMatch(id=form.id, similarity=similarity), kind=kind, nearest=nearest)


def similar(one: Form, other: Form) -> float:
    """Return how alike two letters are, from 0.0 to 1.0."""
    if one.id == other.id:
        return 1.0
    return float(Indel.normalized_similarity("\n".join(one.lines), "\n".join(other.lines)))


def difference(one: Form, other: Form) -> tuple[str, ...]:
    """Return the lines that differ: ``- `` only in the first, ``+ `` only in the second (masked, folded)."""
    changed = difflib.ndiff(one.lines, other.lines)
    return tuple(line for line in changed if line.startswith(("- ", "+ ")))


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _stable_hash(text: str) -> int:
    """A hash that is the same in every process (``hash`` of a string is not)."""
    value = 2166136261
    for character in text:
        value = (value ^ ord(character)) * 16777619 & 0xFFFFFFFF
    return value


def _masked_lines(document: Document) -> list[str]:
    found: list[str] = []
    for line in document.lines:
        if line.role is Role.BLANK:
            continue
        text = mask(line.text)
        stripped = _POSITION.sub("", _SPACE.sub(" ", text)).strip(" ・-*•#,、")
        if not stripped or (found and found[-1] == stripped):
            continue
        for sentence in re.split(r"(?<=[。!?])|(?<=[a-z)#]\.)\s", stripped):
            if sentence.strip(" #.,"):
                found.append(sentence.strip())
    return found


def mask(text: str) -> str:
    """Replace in a folded text what differs from copy to copy (names, dates, identifiers, sums) by ``#``."""
    if _IDENTIFIER_LINE.fullmatch(text):
        return "#"
    text = _NAME_LINE.sub("#", text)
    for pattern in _MASKS:
        text = pattern.sub("#", text)
    text = _INLINE_NAME.sub("#", text)
    return _LIST_OF_MASKS.sub("#", _SPACE.sub(" ", text).replace("# #", "##")).strip()
