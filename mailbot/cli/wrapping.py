"""Line breaks for a terminal: Japanese breaks anywhere but before its closing marks, other words between words."""

import re
from typing import Final

from rich.cells import cell_len, chop_cells

_JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_NO_START: Final = "。、，．」』）】〕！？ー々ゃゅょっァィゥェォッャュョ,.:;!?)]}%"
_WORD: Final = re.compile(r"[!-~]+\Z")


def wrapped(words: str, width: int) -> str:
    """Return words with line breaks after at most ``width`` columns; text without Japanese is left to the terminal's own way."""
    if not _JAPANESE.search(words) or width < 8:
        return words
    lines: list[str] = []
    rest = words
    while cell_len(rest) > width:
        cut = _cut(rest, len(chop_cells(rest, width)[0]))
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return "\n".join([*lines, rest])


def _cut(words: str, most: int) -> int:
    cut = most
    word = _WORD.search(words, 0, cut)
    if word is not None and words[cut : cut + 1].strip() and words[cut].isascii() and word.start() > most // 5:
        cut = word.start()
    while cut > most - 3 and cut > 1 and words[cut : cut + 1] and words[cut] in _NO_START:
        cut -= 1
    return cut
