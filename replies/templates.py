"""The letters of ``library/{ja,en}`` and what each says of itself in the comment at its head. Reads package data, once.

The head of a template:

    {#
    about: a line for whoever opens the file, where its name does not say enough
    subject: the subject, where the thread gives none
    facts: what it cannot do without, by key; ``*`` stands for an item (``action.*.text``)
    facts.root_cause: what it needs besides where the notice names that deficit (``unspecified``: where it names none),
     asks for the supply chain (``supply``), an explanation (``explanation``) or the whole plan (``plan``)
    optional: facts that it says where they are known and passes over where they are not
    #}
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from classifiers.labels import Deficit

LANGUAGES: Final = ("ja", "en")
_HEAD: Final = re.compile(r"\A\{#-?\n(.*?)\n-?#\}\n?", re.DOTALL)
_FIELDS: Final = frozenset(
    {"about", "subject", "facts", "optional", *(f"facts.{want}" for want in (*Deficit, "supply", "explanation", "plan"))}
)


class TemplateError(ValueError):
    """A letter of the library cannot be used; the text lists every problem found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One template as it stands in its file."""

    language: str
    name: str
    """Without ``.j2``: the step's name; an underscore leads those that are only included."""
    subject: str
    facts: tuple[str, ...]
    optional: tuple[str, ...]
    when: Mapping[str, tuple[str, ...]]
    """By deficit, ``supply``, ``explanation`` or ``plan``: the facts that a letter answering it cannot do without."""
    text: str

    def needed(self, asked: Iterable[str]) -> tuple[str, ...]:
        """Return the declared keys of a letter that answers these wants."""
        return (*self.facts, *(key for want in asked for key in self.when.get(want, ())))


def read_source(language: str, name: str, text: str) -> Source:
    """Return the template with its head taken apart; TemplateError where the head is missing or odd."""
    match = _HEAD.match(text)
    if match is None:
        raise TemplateError(f"{language}/{name}: no head")
    head: dict[str, str] = {}
    field = ""
    for line in match[1].splitlines():
        key, colon, value = line.partition(":")
        if colon and key in _FIELDS:
            field = key
            head[field] = value.strip()
        elif field and line.startswith(" "):
            head[field] += " " + line.strip()
        else:
            raise TemplateError(f"{language}/{name}: {line!r} in the head")
    return Source(
        language=language,
        name=name,
        subject=head.get("subject", ""),
        facts=_keys(head.get("facts", "")),
        optional=_keys(head.get("optional", "")),
        when={key.removeprefix("facts."): _keys(value) for key, value in head.items() if key.startswith("facts.")},
        text=text[match.end() :],
    )


@lru_cache
def sources(language: str) -> Mapping[str, Source]:
    """Return the package's templates of a language by name."""
    place = files("replies") / "library" / language
    return {
        (name := file.name.removesuffix(".j2")): read_source(language, name, file.read_text(encoding="utf-8"))
        for file in sorted(place.iterdir(), key=lambda item: item.name)
        if file.name.endswith(".j2")
    }


@lru_cache
def words(language: str) -> Mapping[str, str]:
    """Return the package's sentences of a language by code (``fact.cause.*.text``)."""
    place = files("replies") / "library" / language
    return {
        f"{space}.{name}": sentence
        for file in sorted(place.iterdir(), key=lambda item: item.name)
        if file.name.endswith(".toml")
        for space, entries in tomllib.loads(file.read_text(encoding="utf-8")).items()
        for name, sentence in entries.items()
    }


def _keys(listed: str) -> tuple[str, ...]:
    return tuple(key for item in listed.split(",") if (key := item.strip()))
