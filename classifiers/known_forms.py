"""Letters known before: which of them a letter is, or is a revision of, and what was changed. Light to import."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final
from zlib import crc32

from classifiers.reading import FormMatch

REVISION: Final = 0.82
"""From this similarity on, another letter is a revision of a known one; below it is a new letter."""
_SHINGLE: Final = 12
"""Bytes: four Japanese characters."""


class FormKind(StrEnum):
    """How a letter relates to those known before."""

    SAME = "same"
    REVISION = "revision"
    NEW = "new"


@dataclass(frozen=True, kw_only=True)
class Form:
    """A letter without what differs from copy to copy."""

    id: str
    """First 16 hexadecimal digits of the SHA-256 of the skeleton."""
    lines: tuple[str, ...]
    """The masked lines, for showing what changed; a form can be made again from them."""

    def __hash__(self) -> int:
        return hash(self.id)

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Hashes of the overlapping pieces of the skeleton, the same in every process, for a quick comparison."""
        bones = skeleton(self.lines).encode("utf-8")
        return frozenset(crc32(bones[index : index + _SHINGLE]) for index in range(max(1, len(bones) - _SHINGLE + 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFinding:
    """The nearest known letter and how near it is."""

    match: FormMatch
    kind: FormKind
    nearest: Form | None


def skeleton(lines: Sequence[str]) -> str:
    """Return what a letter's identity is made of: its masked lines without blanks and masks."""
    return "".join("".join(line.split()).replace("#", "") for line in lines)


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
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - most cases have no two letters to compare

    return float(Indel.normalized_similarity("\n".join(one.lines), "\n".join(other.lines)))


def difference(one: Form, other: Form) -> tuple[str, ...]:
    """Return the lines that differ: ``- `` only in the first, ``+ `` only in the second (masked, folded)."""
    changed: list[str] = []
    for tag, start, end, first, last in difflib.SequenceMatcher(None, one.lines, other.lines, autojunk=False).get_opcodes():
        if tag != "equal":
            changed += [f"- {line}" for line in one.lines[start:end]]
            changed += [f"+ {line}" for line in other.lines[first:last]]
    return tuple(changed)


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0
