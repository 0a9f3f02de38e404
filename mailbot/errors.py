"""Errors, sorted by what the reader can do about them. The class gives the exit code.

Each carries a message code of the catalogue and its values; ``mailbot.cli`` prints one line of it in the user's language.
"""


class MailbotError(Exception):
    """Anything mailbot raises on purpose. ``code`` names a sentence of the catalogue, ``values`` fills it."""

    exit_code = 70

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value}" for key, value in self.values.items())
        return f"{self.code} ({details})" if details else self.code


class UsageError(MailbotError):
    """The user's mistake: no traceback, one line of advice."""

    exit_code = 2


class ConfigError(UsageError):
    """The configuration cannot be used; ``values["problems"]`` lists every problem at once."""


class AuthenticationError(UsageError):
    """The mail server refuses user name or password."""


class WorldError(MailbotError):
    """The outside failed: server, network, disk. Trying again later may help."""

    exit_code = 3


class TransportError(WorldError):
    """The mail server cannot be reached, or the connection broke."""


class StorageError(WorldError):
    """The disk is full, or the data folder cannot be written."""
