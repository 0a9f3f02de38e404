"""What a returned order's comment speaks of, by a list of words in two languages."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

AUTHENTICITY: Final = "authenticity"


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of complaint."""

    name: str
    reasons: frozenset[str]
    words: re.Pattern[str]
    praise: re.Pattern[str] | None

    def found_in(self, comment: str) -> str | None:
        """Return the words of a plain comment that speak of this topic, or None."""
        if self.praise is not None:
            comment = self.praise.sub("。", comment)
        match = self.words.search(comment)
        return match[0] if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One topic that a return speaks of, and how we know."""

    topic: str
    words: str
    """As found in the comment; the reason code where only that says it."""
    by_comment: bool


@lru_cache
def load() -> tuple[Topic, ...]:
    """Read the lexicon; re.error for an expression that is none, at start-up."""
    tables = tomllib.loads((files(__package__) / "lexicon.toml").read_text(encoding="utf-8"))
    return tuple(
        Topic(
            name,
            frozenset(table["reasons"]),
            re.compile("|".join(f"(?:{word})" for word in table["words"])),
            re.compile("|".join(f"(?:{word})" for word in table["not"])) if table["not"] else None,
        )
        for name, table in tables.items()
    )


def heard(comment: str, reason: str) -> tuple[Heard, ...]:
    """Return the topics of a return, by its comment first and its reason code second."""
    plain = unicodedata.normalize("NFKC", comment).casefold()
    code = reason.strip().upper().removeprefix("CR-").removeprefix("AMZ-PG-")
    found = []
    for topic in load():
        if plain and (words := topic.found_in(plain)):
            found.append(Heard(topic=topic.name, words=words, by_comment=True))
        elif code in topic.reasons:
            found.append(Heard(topic=topic.name, words=reason, by_comment=False))
    return tuple(found)
