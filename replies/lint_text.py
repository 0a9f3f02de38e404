"""A letter as the checks read it: its sentences, each under its heading, with what they are marked as."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from replies.lint_patterns import Patterns
from replies.sentences import is_japanese, sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: as written, in NFKC, and the heading (NFKC) that it stands under."""

    written: str
    plain: str
    heading: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A text prepared for checking."""

    text: str
    plain: str
    """The whole text in NFKC."""
    body: tuple[Sentence, ...]
    """Without headings, salutation and quoted history."""
    everything: tuple[Sentence, ...]
    """Headings and salutation included."""
    patterns: Patterns

    @classmethod
    def of(cls, text: str, patterns: Patterns, quotes: Iterable[str] = ()) -> "Letter":
        """Return the letter of a text, without what it quotes: a notice's words are not the seller's."""
        for quote in quotes:
            text = text.replace(quote, "") if quote else text
        whole = tuple(Sentence(written=one, plain=unicodedata.normalize("NFKC", one), heading="") for one in sentences(text))
        return cls(text, unicodedata.normalize("NFKC", text), tuple(_body(text, patterns)), whole, patterns)

    @property
    def japanese(self) -> bool:
        return is_japanese(self.text)

    def under(self, marker: str) -> tuple[Sentence, ...]:
        """Return the sentences under headings of a kind (``cause_heading``)."""
        return tuple(item for item in self.body if item.heading and self.patterns.marks(marker, item.heading))

    def marked(self, marker: str) -> tuple[Sentence, ...]:
        """Return the sentences that carry a marker."""
        return tuple(item for item in self.body if self.patterns.marks(marker, item.plain))

    def awaits(self, marker: str) -> bool:
        """Tell whether a part of the letter is still a gap: it is not written, rather than written badly."""
        return any(self.patterns.marks("gap", item.plain) for item in self.under(marker))

    @property
    def causes(self) -> tuple[Sentence, ...]:
        """Return what the letter gives as a cause: sentences under such a heading, or that say so themselves."""
        named = {*self.under("cause_heading"), *self.marked("cause")}
        return tuple(item for item in self.body if item in named and not self.patterns.marks("gap", item.plain))

    @property
    def done(self) -> tuple[Sentence, ...]:
        """Return the actions told as done, with a date."""
        return tuple(item for item in self.marked("done") if self.patterns.marks("date", item.plain))


def _body(text: str, patterns: Patterns) -> Iterator[Sentence]:
    heading = ""
    for line in text.splitlines():
        plain = unicodedata.normalize("NFKC", line).strip()
        if not plain or patterns.marks("salutation", plain):
            continue
        if patterns.marks("heading", plain) and not plain.endswith(("。", ".", "!")) and not _is_item(plain, patterns):
            heading = plain
            continue
        for written in sentences(line):
            yield Sentence(written=written, plain=unicodedata.normalize("NFKC", written), heading=heading)


def _is_item(plain: str, patterns: Patterns) -> bool:
    """A numbered line that tells a deed is an item of a list, not a heading."""
    return patterns.marks("done", plain) or patterns.marks("date", plain)
