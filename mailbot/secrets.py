"""Fetching a password from where the configuration says it is kept. The value is never logged nor stored."""

import os
import subprocess

from mailbot.errors import UsageError
from mailbot.settings import Secret

COMMAND_SECONDS = 60
"""A password manager may ask its user to unlock it."""


def resolve(secret: Secret, username: str) -> str:
    """Return the password; UsageError where the place named does not hold one."""
    if secret.env:
        if not (value := os.environ.get(secret.env)):
            raise UsageError("error.secret_env", name=secret.env)
        return value
    if secret.command:
        return _from_command(secret.command)
    return _from_keyring(secret.keyring or "", username)


def _from_command(command: tuple[str, ...]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, from the user's own file
            command, capture_output=True, text=True, timeout=COMMAND_SECONDS, check=True, encoding="utf-8"
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
        raise UsageError("error.secret_command", command=command[0]) from error
    if not (lines := done.stdout.splitlines()) or not lines[0]:
        raise UsageError("error.secret_command", command=command[0])
    return lines[0]


def _from_keyring(service: str, username: str) -> str:
    import keyring  # noqa: PLC0415 - loads a back end of the system
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        value = keyring.get_password(service, username)
    except KeyringError as error:
        raise UsageError("error.secret_keyring", service=service, username=username) from error
    if not value:
        raise UsageError("error.secret_keyring", service=service, username=username)
    return value
