"""What mailbot will not help with, recognised in what a user writes; each with a reason and an honest way instead.

Forged or altered papers, raised quantities, new accounts, slipping past filters, many variants of one letter. The sentences
stand in the catalogues: ``refusal.<code>`` says what and why, ``refusal.<code>_instead`` what would help.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from replies.sentences import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One request that is refused. ``code`` names the catalogue's sentences, ``quote`` the words that ask for it."""

    code: str
    quote: str

    @property
    def reason(self) -> str:
        """The code of the sentence that says why."""
        return f"refusal.{self.code}"

    @property
    def instead(self) -> str:
        """The code of the sentence that names the honest way."""
        return f"refusal.{self.code}_instead"


@dataclass(frozen=True, slots=True)
class _Kind:
    ask: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]

    def asked(self, sentence: str) -> bool:
        return any(one.search(sentence) for one in self.ask) and not any(one.search(sentence) for one in self.unless)


@lru_cache
def _kinds() -> Mapping[str, _Kind]:
    text = (files("replies") / "library" / "refusals.toml").read_text(encoding="utf-8")
    return {
        code: _Kind(*(tuple(re.compile(one) for one in table[side]) for side in ("ask", "unless")))
        for code, table in tomllib.loads(text).items()
    }


def recognise(text: str) -> tuple[Refusal, ...]:
    """Return what the text asks for that is refused, in the order of the text, each kind once; () for honest text.

    A sentence that denies or reports such a thing ("we did not alter it", "papers said to be forged") asks for nothing.
    """
    found: dict[str, Refusal] = {}
    for sentence in sentences(text):
        plain = unicodedata.normalize("NFKC", sentence).casefold()
        for code, kind in _kinds().items():
            if code not in found and kind.asked(plain):
                found[code] = Refusal(code=code, quote=sentence)
    return tuple(found.values())
