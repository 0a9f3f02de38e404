"""Times: every length of time and every date that a message prints, with the words around it.

A length of time in a notice plays many parts (``90 days`` alone has six): age of a paper, window of a statistic, a promise by
Amazon, a length of a reserve. What part one plays, ``deadline_rules`` and ``time_judge`` say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from classifiers import dates, deadline_tables, durations
from classifiers.clauses import Sentence
from classifiers.dates import PrintedDate
from classifiers.document import Document
from classifiers.durations import Duration
from classifiers.labels import ClockKind, Start
from classifiers.lines import Role

_QUICK: Final = re.compile(r"\d|[一二三四五六七八九十]|半年|day|hour|week|month|fortnight|year")
_SENTENCES: Final = 200
MARKS: Final = 12
"""Sentences with a number of a message, numbers of a sentence: no notice has more, and hostile text is not read on."""
WINDOW: Final = 240


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence and what stands around it."""

    sentence: Sentence
    heading: str
    above: str
    """The sentence before, for "Within that time …" and for a lead-in above a list."""
    below: str = ""
    """The sentence after: "The money is held for 90 days. You may then …"."""
    cell: tuple[int, int] | None = None
    """Where the cell of a due date stands, in a row of a table."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a time is to the seller. ``start`` is None for a printed date."""

    kind: ClockKind
    start: Start | None


@dataclass(frozen=True, slots=True)
class Time:
    """One length or date of a message, in its context."""

    context: Context
    mark: Duration | PrintedDate

    @property
    def text(self) -> str:
        """The folded sentence."""
        return self.context.sentence.text

    @property
    def before(self) -> str:
        """The words before it that may decide: a hostile line without an end is not read again for each of its numbers."""
        return self.text[max(0, self.mark.start - WINDOW) : self.mark.start]

    @property
    def after(self) -> str:
        """The words after it that may decide."""
        return self.text[self.mark.end : self.mark.end + WINDOW]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A time, and what the word lists say of it."""

    time: Time
    verdict: Verdict | None


def of(document: Document) -> Iterator[Time]:
    """Go through the times of a message, in order."""
    if not _QUICK.search(document.text):
        return
    sample = document.sample
    for context in _contexts(document)[:_SENTENCES]:
        text = context.sentence.text
        marks: list[Duration | PrintedDate] = [*durations.find(text)[:MARKS]]
        marks += dates.find(text, zone=sample.timezone, received=sample.received)[:MARKS]
        for mark in sorted(marks, key=lambda mark: mark.start):
            yield Time(context, mark)


def _contexts(document: Document) -> list[Context]:
    contexts: list[Context] = []
    heading = above = ""
    sentences = document.sentences
    for index, sentence in enumerate(sentences):
        if sentence.role is Role.HEADING:
            heading = sentence.text
        if _QUICK.search(sentence.text):
            below = sentences[index + 1].text if index + 1 < len(sentences) else ""
            contexts.append(Context(sentence, heading, above, below, deadline_tables.due_cell(sentences, index)))
        above = sentence.text
    return contexts
