"""The language of this run: ``--lang`` wins, then the locale. Found before the commands are built, since help is translated."""

from collections.abc import Sequence

from mailbot.i18n import LANGUAGES, Catalogue, load, system_language


def of_arguments(arguments: Sequence[str]) -> str:
    """Return the language a command line asks for."""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments) and arguments[position + 1] in LANGUAGES:
            return arguments[position + 1]
        if argument.startswith("--lang=") and argument[7:] in LANGUAGES:
            return argument[7:]
    return system_language()


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
