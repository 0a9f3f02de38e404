"""The line of a letter that says on which day it was written."""

import re
from typing import Final

_LINE: Final = re.compile(r"^(?:作成日：|Date: ).*\n", re.MULTILINE)


def undated(body: str) -> str:
    """Return a letter without the line of its date: what was proposed yesterday is not another proposal today."""
    return _LINE.sub("", body, count=1)
