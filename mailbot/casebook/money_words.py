"""Words that say the held money is gone: a reserve or balance of nothing, stated outright."""

import re
from typing import Final

_NOTHING: Final = re.compile(
    r"(?:引当金|残高|留保)[^。\n]{0,30}(?:(?<![\d,.,.])[0０](?:円|になっ|と表示|で(?:す|し|ある))|ゼロ)"
    r"|(?<![\d,.,.])[0０]円[^。\n]{0,12}(?:引当金|残高)"
    r"|(?:reserve|balance|funds)\b[^.\n]{0,40}\bzero\b|\bzero\b[^.\n]{0,20}\b(?:reserve|balance)"
    r"|(?:reserve|balance)\b[^.\n]{0,30}(?:[¥$€£]|JPY|USD|EUR|GBP) ?0(?:\.00)?(?![\d.,])",
    re.IGNORECASE,
)
_CONDITIONAL: Final = re.compile(r"場合|次第|とき|(?:^|\W)(?:if|unless|until|once|when|may|until)(?:\W|$)", re.IGNORECASE)


def says_nothing_left(text: str) -> bool:
    """Say whether a notice states, without condition, that reserve or balance are zero."""
    lines = re.split(r"[。\n]|\. ", text)
    return any(_NOTHING.search(line) and not _CONDITIONAL.search(line) for line in lines)
