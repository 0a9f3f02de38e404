"""The address at which calendar programs fetch the deadlines: they know no cookie, so a secret stands in it.

It is kept in the data folder and outlives restarts, or every subscription would break. Deleting the file gives a new one.
"""

import os
import secrets
from pathlib import Path
from typing import Final

from mailbot.errors import StorageError

FILE: Final = "calendar.token"
_BYTES: Final = 24


def token(data: Path) -> str:
    """Return the secret of this data folder, made at its first use; StorageError where the disk refuses."""
    file = data / FILE
    try:
        if file.exists() and (known := file.read_text(encoding="ascii").strip()):
            return known
        fresh = secrets.token_urlsafe(_BYTES)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as writing:
            writing.write(fresh + "\n")
    except OSError as error:
        raise StorageError("error.file", path=str(file), detail=error.strerror or str(error)) from error
    return fresh
