"""What the second opinion is given of a message: vectors of its sentences, of the whole, the opening and the subject."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classifiers.adam import Floats32
from classifiers.attention import Heard
from classifiers.decider import Decider
from classifiers.document import Document
from classifiers.features import Features, Stance
from classifiers.lines import FRAME
from classifiers.softmax import softmax

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""From texts to their vectors, a row of ``WIDTH`` numbers each."""

WIDTH: Final = 512
REACH: Final = 2_000
"""Characters that are encoded as a whole: what a notice is about stands near its beginning."""
LEAD: Final = 260
SUBJECT: Final = 200
"""Characters of the opening and of the subject, which are encoded once more, each by itself."""
SENTENCES: Final = 40
LONGEST: Final = 400
SPOKEN: Final = 8_000
"""Sentences that are encoded each by itself, characters of each, and of all together: a bound on what a hostile mail costs."""
_MOST: Final = 200
_WHOLE_WEIGHTS: Final = (3.0, 3.0, 2.0)
"""Of the whole, the opening, the subject."""
_SENTENCE_WEIGHT: Final = 4.0
_MARK_WEIGHT: Final = 0.5
_STANCES: Final = tuple(Stance)
_PLACES: Final = (2, 4, 8, 16)
"""A sentence is among the first two, four, eight, sixteen, or later."""

WHOLE: Final = WIDTH * len(_WHOLE_WEIGHTS)
"""Numbers of a message as a whole, its marks apart."""
STANDING: Final = len(_STANCES) + len(_PLACES) + 1
"""Numbers that say how a sentence stands to its message."""


@dataclass(frozen=True, eq=False, slots=True)
class Encoded:
    """The vectors of one message."""

    whole: Floats32
    """Of the whole, its opening, its subject, one after the other; zeros for one that is missing."""
    sentences: Floats32
    """A row for each sentence, the subject first, not weighed; one row of zeros where there is none."""
    standing: Floats32
    """A row for each sentence: its stance and its place."""


def encoded(document: Document, described: Features, encode: Encode) -> Encoded:
    """Ask the encoder about one message."""
    opening = " ".join(sentence.text for sentence in document.sentences if sentence.role not in FRAME)
    subject = document.sample.subject
    three = (text(subject, document.folded.original), text("", opening[:LEAD]), text(subject[:SUBJECT], ""))
    spoken, standing = _spoken(described)
    found = encode([*three, *spoken])
    given = np.array([[weight * bool(words.strip())] for weight, words in zip(_WHOLE_WEIGHTS, three, strict=True)], np.float32)
    if not spoken:
        return Encoded((found[:3] * given).ravel(), np.zeros((1, WIDTH), np.float32), np.zeros((1, STANDING), np.float32))
    return Encoded((found[:3] * given).ravel(), found[3:], standing)


def each(texts: Sequence[str], encode: Encode) -> Floats32:
    """The vectors of sentences alone, a row each; zeros beyond what a message may cost (see ``SPOKEN``), and for blanks."""
    vectors = np.zeros((len(texts), WIDTH), np.float32)
    if asked := _affordable(texts, _MOST, 2 * SPOKEN):
        said = np.array([[bool(words.strip())] for words in asked])
        vectors[: len(asked)] = encode(asked) * said
    return vectors


def _affordable(texts: Sequence[str], most: int, characters: int) -> list[str]:
    """The first of some texts, cut, as far as what they may cost in all reaches."""
    found: list[str] = []
    for words in texts[:most]:
        characters -= min(len(words), LONGEST)
        if characters < 0:
            break
        found.append(_encodable(words[:LONGEST]))
    return found


def text(subject: str, body: str) -> str:
    """What is encoded of a message. Characters that no encoding has (lone surrogates) are replaced.

    Compatibility forms are resolved before the cut: one ligature may stand for 18 characters, each of which costs time.
    """
    return _encodable(unicodedata.normalize("NFKC", f"{subject[:REACH]}\n{body[:REACH]}")[:REACH])


def _encodable(words: str) -> str:
    return words.encode("utf-8", "replace").decode("utf-8")


def _spoken(described: Features) -> tuple[list[str], Floats32]:
    """The sentences (with names, dates and ids masked) and how each stands to the message."""
    units = [unit for unit in described.units if unit.text.strip()]
    texts = _affordable([unit.text for unit in units], SENTENCES, SPOKEN)
    standing = np.zeros((len(texts), STANDING), np.float32)
    said = 0
    for row, unit in zip(standing, units, strict=False):
        row[_STANCES.index(unit.stance)] = 1
        row[len(_STANCES) + sum(said >= place for place in _PLACES)] = 1
        said += unit.stance is not Stance.SUBJECT
    return texts, standing


def heard(message: Encoded, found: Sequence[str], marks: Sequence[str], facts: Decider) -> Heard:
    """Put together what a listener is given.

    ``found``: the marks of the message as a whole; ``marks``: those it learned; ``facts``: what a sentence's vector states.
    """
    return Heard(stated(message, facts), marked(message, found, marks))


def stated(message: Encoded, facts: Decider) -> Floats32:
    """Each sentence: its vector, its standing, and the probability of each fact."""
    shares = softmax(facts.scores(message.sentences)).astype(np.float32)
    return np.hstack([message.sentences * np.float32(_SENTENCE_WEIGHT), message.standing, shares])


def marked(message: Encoded, found: Sequence[str], marks: Sequence[str]) -> Floats32:
    """The message as a whole: its vectors, then a number for each known mark."""
    known = set(found)
    return np.concatenate([message.whole, np.array([_MARK_WEIGHT * (mark in known) for mark in marks], np.float32)])
