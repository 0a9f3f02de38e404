"""One message prepared for reading: folded once, cut once, shared by all extractors."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from classifiers import clauses, lines, sections
from classifiers.clauses import Sentence
from classifiers.lines import Line
from classifiers.normalise import Folded, fold, fold_line
from classifiers.sample import Sample, SenderKind
from classifiers.sections import Section

_NEARLY_EMPTY: Final = 40
"""Characters of own text ("please see below") beside which a forwarded message is what the mail says."""
_COVERING_NOTE: Final = 240
"""The same where neither Amazon nor its relay wrote: a colleague greets, says what came and when, asks what to do, and signs."""
_TIMES: Final = 3
"""A note longer than so many times what it forwards is a letter of its own. English above terse Japanese has twice its length."""


@dataclass(frozen=True)
class Document:
    """A sample and its folded text. Everything else is derived when first asked for."""

    sample: Sample

    @classmethod
    def of(cls, source: "Sample | str | Document") -> "Document":
        """Return the document of a sample or of a plain text (a document is returned as it is)."""
        if isinstance(source, Document):
            return source
        return _document(Sample(text=source) if isinstance(source, str) else source)

    @cached_property
    def folded(self) -> Folded:
        """The text that the message says, folded."""
        return fold(self.sample.forwarded[0] if self.passed_on else self.sample.text)

    @cached_property
    def passed_on(self) -> bool:
        """Whether the message says what another one says, which it forwards."""
        if not self.sample.forwarded:
            return False
        limit = _NEARLY_EMPTY
        if self.sample.sender_kind is SenderKind.OTHER:
            limit = max(limit, min(_COVERING_NOTE, _TIMES * len(self.sample.forwarded[0])))
        return len(self.sample.text.strip()) <= limit

    @property
    def sender_kind(self) -> SenderKind:
        """Who wrote what the message says: of what a third party passes on, nobody knows."""
        kind = self.sample.sender_kind
        return SenderKind.UNKNOWN if kind is SenderKind.OTHER and self.passed_on else kind

    @cached_property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    @cached_property
    def subject(self) -> str:
        """The folded subject."""
        return fold_line(self.sample.subject)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines and their roles."""
        return lines.of(self.folded)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections, in order."""
        return sections.of(self.folded, self.lines)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order."""
        return clauses.of(self.lines)

    @cached_property
    def assertions(self) -> tuple[str, ...]:
        """What is stated without condition, a string for each sentence that states something."""
        return tuple(stated for sentence in self.sentences if (stated := clauses.assertion(sentence)))

    @cached_property
    def asserted(self) -> str:
        """The assertions, one a line, for searches."""
        return "\n".join(self.assertions)

    def quote(self, start: int, end: int) -> str:
        """Return the original words between two positions of the folded text."""
        return self.folded.quote(start, end)


@lru_cache(maxsize=16)
def _document(sample: Sample) -> Document:
    return Document(sample)
