"""What the words of a notice mean, whatever their language: a tagger over a lexicon of phrases.

Amazon changes its words, and n-grams know only words. "Your selling privileges have been removed" and 出品権限が取り消されました
both say ACCOUNT STOP; a model that learns from these learns from both.
"""

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from classifiers.normalise import JAPANESE, fold_line


class Kind(StrEnum):
    """What part a concept plays in a sentence."""

    OBJECT = "object"
    EVENT = "event"
    MOOD = "mood"
    ASK = "ask"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Concept:
    """One mention of a concept; ``start`` and ``end`` are positions in the tagged text."""

    name: str
    kind: Kind
    start: int
    end: int


_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_MEMORY: Final = 20_000
"""Word forms remembered: a bound, so that a hostile mail cannot fill the memory."""

_Meaning = tuple[str, Kind]


class Lexicon:
    """Phrases and their meanings, ready to look up. Build it with ``load`` or ``of``."""

    def __init__(self) -> None:
        self._japanese: dict[str, list[tuple[str, _Meaning]]] = defaultdict(list)
        self._exact: dict[str, list[tuple[tuple[str, ...], _Meaning]]] = defaultdict(list)
        self._stems: dict[str, list[tuple[tuple[str, ...], _Meaning]]] = defaultdict(list)
        self._known: dict[str, list[tuple[tuple[str, ...], _Meaning]]] = {}

    @classmethod
    def of(cls, table: Mapping[str, Mapping[str, object]]) -> "Lexicon":
        """Build a lexicon from a table of concepts as in ``lexicon/concepts.toml``. Raises ValueError on a malformed one."""
        lexicon = cls()
        for name, entry in table.items():
            meaning = (name, Kind(str(entry.get("kind"))))
            for phrase in _phrases(entry, "ja", name):
                folded = fold_line(phrase)
                lexicon._japanese[folded[0]].append((folded, meaning))
            for phrase in _phrases(entry, "en", name):
                lexicon._add_english(fold_line(phrase), meaning)
        for phrases in lexicon._japanese.values():
            phrases.sort(key=lambda item: -len(item[0]))
        return lexicon

    def _add_english(self, phrase: str, meaning: _Meaning) -> None:
        words = [word + ("*" if phrase[end : end + 1] == "*" else "") for word, end in _spelled(phrase)]
        place = self._stems if words[0].endswith("*") else self._exact
        place[words[0].removesuffix("*")].append((tuple(words[1:]), meaning))

    def tag(self, text: str) -> tuple[Concept, ...]:
        """Find the concepts of a folded text, in order; where phrases overlap the longest wins."""
        found = self._tag_english(text)
        if JAPANESE.search(text):
            found += self._tag_japanese(text)
            found.sort(key=lambda concept: concept.start)
        return tuple(found)

    def _tag_japanese(self, text: str) -> list[Concept]:
        found: list[Concept] = []
        at, table = 0, self._japanese
        while at < len(text):
            for phrase, (name, kind) in table.get(text[at], ()):
                if text.startswith(phrase, at):
                    found.append(Concept(name, kind, at, at + len(phrase)))
                    at += len(phrase) - 1
                    break
            at += 1
        return found

    def _tag_english(self, text: str) -> list[Concept]:
        words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
        spelled = [_DIGITS.sub("0", word) if word[0].isdigit() else word for word, _, _ in words]
        found: list[Concept] = []
        at = 0
        while at < len(words):
            for rest, (name, kind) in self._candidates(spelled[at]):
                if _follows(rest, spelled, at + 1):
                    found.append(Concept(name, kind, words[at][1], words[at + len(rest)][2]))
                    at += len(rest)
                    break
            at += 1
        return found

    def _candidates(self, word: str) -> list[tuple[tuple[str, ...], _Meaning]]:
        known = self._known.get(word)
        if known is None:
            known = list(self._exact.get(word, ()))
            for length in range(len(word), 1, -1):
                known += self._stems.get(word[:length], ())
            known.sort(key=lambda item: -len(item[0]))
            if len(self._known) < _MEMORY:
                self._known[word] = known
        return known


def _phrases(entry: Mapping[str, object], language: str, name: str) -> list[str]:
    phrases = entry.get(language, [])
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) and phrase.strip() for phrase in phrases):
        raise ValueError(f"{name}.{language}: not a list of phrases")
    return phrases


def _spelled(phrase: str) -> Iterable[tuple[str, int]]:
    for match in _WORD.finditer(phrase):
        yield _DIGITS.sub("0", match.group()) if match.group()[0].isdigit() else match.group(), match.end()


def _follows(rest: tuple[str, ...], words: list[str], at: int) -> bool:
    if at + len(rest) > len(words):
        return False
    return all(
        words[at + place].startswith(wanted[:-1]) if wanted.endswith("*") else words[at + place] == wanted
        for place, wanted in enumerate(rest)
    )


@cache
def load() -> Lexicon:
    """Read the packaged lexicon, once."""
    return Lexicon.of(tomllib.loads(_source()))


@cache
def digest() -> str:
    """The first half of the SHA-256 of the packaged lexicon, blanks apart: a model belongs to the lexicon it was trained with."""
    return hashlib.sha256("".join(_source().split()).encode("utf-8")).hexdigest()[:32]


@cache
def _source() -> str:
    return files("classifiers").joinpath("lexicon", "concepts.toml").read_text(encoding="utf-8")
