"""Every user-visible sentence, in Japanese and English, by its code.

Sentences stand in ``catalogue/<language>/*.toml`` here and ``library/<language>/*.toml`` of ``replies``: a table is a name
space, ``[reason] relayed = "…"`` has the code ``reason.relayed``; values are filled by ``str.format``. A test holds both
languages to the same codes and the same placeholders.
"""

import locale
import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

LANGUAGES: Final = ("ja", "en")
_SOURCES: Final = (("mailbot", "catalogue"), ("replies", "library"))


class Catalogue:
    """The sentences of one language."""

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = sentences

    def __call__(self, code: str, /, **values: object) -> str:
        """Return the sentence of ``code`` filled with ``values``; KeyError where there is none."""
        return self._sentences[code].format(**values)

    def __contains__(self, code: str) -> bool:
        return code in self._sentences

    def get(self, code: str, default: str, /, **values: object) -> str:
        """Like calling, with a text for an unknown code."""
        return self(code, **values) if code in self._sentences else default

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(self._sentences)

    def raw(self, code: str) -> str:
        """Return the sentence unfilled."""
        return self._sentences[code]


@lru_cache
def load(language: str) -> Catalogue:
    """Read the catalogue of a language; ValueError for one that mailbot does not speak."""
    if language not in LANGUAGES:
        raise ValueError(language)
    sentences: dict[str, str] = {}
    for package, folder in _SOURCES:
        place = files(package) / folder / language
        if place.is_dir():
            for file in sorted(place.iterdir(), key=lambda item: item.name):
                if file.name.endswith(".toml"):
                    sentences.update(_flat(file))
    return Catalogue(language, sentences)


def system_language(environment: Mapping[str, str] | None = None) -> str:
    """Return the user's language by locale: ``ja``, else ``en``."""
    environment = os.environ if environment is None else environment
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return "ja" if value.lower().startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").lower().startswith("ja") else "en"


def _flat(file: Traversable) -> Iterator[tuple[str, str]]:
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    for space, entries in tables.items():
        for name, sentence in entries.items():
            yield f"{space}.{name}", sentence
