"""One message prepared for reading: folded once, cut once, shared by all extractors."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from classifiers import clauses, lines, sections
from classifiers.clauses import Sentence
from classifiers.lines import Line
from classifiers.normalise import Folded, fold, fold_line
from classifiers.sample import Sample
from classifiers.sections import Section

_NEARLY_EMPTY: Final = 40
"""Characters of own text ("please see below") beside which a forwarded message is what the mail says."""


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
        own = self.sample.text
        if self.sample.forwarded and len(own.strip()) <= _NEARLY_EMPTY:
            own = self.sample.forwarded[0]
        return fold(own)

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
