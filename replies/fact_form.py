"""The list of wanting facts as a TOML text to fill in, and such a text read back. Pure: text in, facts out.

    # 根本原因(どの工程で、何が、なぜ起きたか)
    cause.1.text = ""

An empty value says nothing and is passed over, so a half-filled form may be read at any time.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from replies.facts import describe, hint, known
from replies.situation import Fact


class FormError(ValueError):
    """The text is no form: not TOML, a list, or keys that nothing asks for. ``problems`` names each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


def form(keys: Iterable[str], language: str) -> str:
    """Return a TOML text that asks for the facts of these keys, each under what it means in ``ja`` or ``en``."""
    return "\n".join(f'# {describe(key, language)}\n{advice(key, language)}{key} = ""\n' for key in keys)


def advice(key: str, language: str) -> str:
    """Return the line of a form that says how to answer, with its line break; blank where the question says enough."""
    said = hint(key, language)
    return f"#   {said}\n" if said else ""


def read(text: str, source: str) -> tuple[Fact, ...]:
    """Return the facts of a filled form, each with ``source`` ("stated by the seller 2019-11-03"); FormError where it is none."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormError([str(error)]) from error
    flat = list(_flat(table, ""))
    unknown = [key for key, value in flat if value is None or not known(key, "ja")]
    if unknown:
        raise FormError(unknown)
    return tuple(Fact(key=key, value=value, source=source) for key, value in flat if value and value.strip())


def _flat(table: Mapping[str, Any], before: str) -> Iterator[tuple[str, str | None]]:
    for name, value in table.items():
        key = f"{before}{name}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{key}.")
        elif isinstance(value, datetime | date | time):
            yield key, value.isoformat()
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            yield key, str(value)
        else:
            yield key, None
