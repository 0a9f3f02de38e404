"""The language of this run: ``--lang``, else the configuration's, else the locale's.

Found before the commands are built, since help is translated; so the configuration is only glanced at here. What is wrong with
it, the command that reads it says.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mailbot import places
from mailbot.errors import UsageError
from mailbot.i18n import LANGUAGES, Catalogue, load, system_language

_LANGUAGE: Final = re.compile(r"""^\s*language\s*=\s*["'](\w+)["']""")


def of_arguments(arguments: Sequence[str]) -> str:
    """Return the language that a command line asks for, or else the configuration that it names."""
    asked = _value(arguments, "--lang")
    if asked in LANGUAGES:
        return asked
    named = _value(arguments, "--config")
    return _configured(Path(named) if named else places.default_file()) or system_language()


def known(value: str | None) -> str | None:
    """Check the value of ``--lang``; UsageError for a language that mailbot does not speak."""
    if value is not None and value not in LANGUAGES:
        raise UsageError("error.bad_choice", value=value, choices=", ".join(LANGUAGES))
    return value


def _value(arguments: Sequence[str], option: str) -> str | None:
    for position, argument in enumerate(arguments):
        if argument == option and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith(f"{option}="):
            return argument.removeprefix(f"{option}=")
    return None


def _configured(file: Path) -> str | None:
    """Return the top level's ``language``: the lines before the first table."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError):
        return None
    for line in lines:
        if line.lstrip().startswith("["):
            return None
        if (match := _LANGUAGE.match(line)) and match[1] in LANGUAGES:
            return match[1]
    return None


class _Current:
    """The catalogue of this process; set once, before the commands are imported."""

    catalogue: Catalogue | None = None


def set_language(language: str) -> None:
    _Current.catalogue = load(language)


def say() -> Catalogue:
    """Return the sentences of this run's language."""
    if _Current.catalogue is None:
        _Current.catalogue = load(system_language())
    return _Current.catalogue
