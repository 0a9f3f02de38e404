"""Form letters as they come in: which copy each is, how near it is to a letter known before, and what was changed. Pure."""

from dataclasses import dataclass, field
from functools import lru_cache

from classifiers.known_forms import Form, FormKind, difference, match
from classifiers.reading import FormMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """How a letter relates to those known before it."""

    similarity: float = 0.0
    """To the nearest one: 1.0 the same, 0.0 nothing alike or nothing known."""
    nearest: str | None = None
    """The id of the letter that it revises; of itself where it is known; None for a new letter."""
    changes: tuple[str, ...] = ()
    """For a revision, the lines that differ: ``- `` gone, ``+ `` new (without names, dates and ids)."""

    @property
    def revises(self) -> bool:
        """Say whether it is a known letter with something changed."""
        return bool(self.changes)


@lru_cache(maxsize=2_048)
def form_of(id_: str, lines: tuple[str, ...]) -> Form:
    """Return a letter as it is compared; its pieces are worked out once."""
    return Form(id=id_, lines=lines)


@lru_cache(maxsize=2_048)
def kinship(form: Form, known: tuple[Form, ...]) -> Kinship:
    """Compare a letter with those known before, oldest first."""
    found = match(form, known)
    if found.kind is FormKind.SAME:
        return Kinship(similarity=1.0, nearest=form.id)
    if found.kind is FormKind.REVISION and found.nearest is not None:
        changes = difference(found.nearest, form)
        return Kinship(similarity=found.match.similarity, nearest=found.nearest.id, changes=changes)
    return Kinship(similarity=found.match.similarity)


@dataclass(slots=True)
class Register:
    """The letters met so far, one after the other."""

    known: list[Form] = field(default_factory=list)
    copies: dict[str, int] = field(default_factory=dict)

    def meet(self, letter: FormMatch) -> tuple[int, Kinship]:
        """Return the how-maniest copy this is, and how it relates to the letters met before."""
        copy = self.copies[letter.id] = self.copies.get(letter.id, 0) + 1
        if copy > 1:
            return copy, Kinship(similarity=1.0, nearest=letter.id)
        if not letter.lines:
            return copy, Kinship()
        form = form_of(letter.id, letter.lines)
        found = kinship(form, tuple(self.known))
        self.known.append(form)
        return copy, found
