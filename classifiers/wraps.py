"""Line wraps: which line breaks of a mail stand inside a sentence.

Japanese mailers break at about 35 characters, others at 72 columns; a break before a list item, a heading or an empty line
belongs to the text. Works on folded spelling (lower case, half-width).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_WIDEST_WRAP: Final = 100
"""Columns. RFC 5322 advises 78; some mailers wrap at 90. A text with longer lines was not wrapped."""
_NARROWEST_WRAP: Final = 50
_FULL_LINES: Final = 2
"""So many full lines show that a mailer wrapped the text."""
_SLACK: Final = 9
"""Columns that a Japanese line may stay short of the width: two characters pushed over by line-break rules, and a digit run."""

ITEM: Final = re.compile(
    r"\s*(?:"
    r"-{1,3}(?=[^-\s]|\s+\S)|[*•●○◦▪▸►▶▼■□◆◇★☆※→+×✓✔☐・‣⁃](?=.)|"
    r"\(?\d{1,2}[.)](?!\d)|\(?\d{1,2}\)(?=\d{1,3}(?:年|か月|ヶ月|日以))|\(\d{1,2}\)|\d{1,2}-\d{1,2}[ .:)]|\d{1,2}[:、．](?=\D)|"
    r"\(?[a-z][.)](?=\s)|\([a-z]{1,4}\)|\(?(?:i{1,3}|iv|vi{0,3}|ix)[.)](?=\s)|[\u2460-\u24ff]|"
    r"項目[a-zア-オ0-9]{1,2}[ :.]|ステップ\s?\d{1,2}[ :.]|[甲乙丙丁][:、.]"
    r"|[a-h]\s{2,4}(?=[a-z])|[1-9]\s{1,2}(?=(?:an?|the|cop(?:y|ies)|delivery|contacts?|your|invoices?|proof)\s)"
    r"|\d{1,2}\s{1,2}(?=[\u3040-\u9fff])(?!日|営|か|ヶ|時|週|件|個|点|円|年|月|の|つ|回|暦|平)"
    r"|[アイウエオカキクケコイロハニホ][ .)、](?=\S)|\([アイウエオイロハニホ]\)"
    r"|[一二三四五六七八九十][、.](?=\S)|\([一二三四五六七八九十]\)|\[[ x]?\]"
    r")\s*"
)
"""The marker of a list item at the start of a line."""
_OPENERS: Final = re.compile(r"\s*(?:[【<〈《\[「『■◆●▼#=*_~]|[-=*_]{3}|https?://|[a-z]+:\s|[^\s::]{1,12}:)")
_QUOTE_MARKS: Final = re.compile(r"(?:[>|｜]\s?)+")
_JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff々]")
_CANNOT_OPEN: Final = re.compile(
    r"(?:[をんぁぃぅぇぉっゃゅょァィゥェォッャュョー、。)」』]|ます|ませ|です|ください|ださい|さい[。ま]"
    r"|たします|した[。、]|いただ|られ|される)"
)
_CANNOT_CLOSE: Final = frozenset("をはがへやに")
_CLAUSE: Final = 12
_SENTENCE_END: Final = ("。", "!", "?", ":", "」", "】", "】", ">")
_RUNNING: Final = 40
"""Shorter lines are salutations ("Dear seller,") and list items."""
_NO_END: Final = re.compile(
    r"(?:^|\s)(?:the|an?|of|to|and|or|for|with|in|on|at|by|from|your|our|that|which|we|you|is|are|was|were|be"
    r"|have|has|will|may|not)$"
)
"""Words that cannot end a sentence."""
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Wrap:
    """Where a mailer broke the lines of a text: after so many columns, or after so many Japanese characters."""

    columns: int | None
    characters: int | None


def joined_segments(text: str) -> list[tuple[int, int, str]]:
    """Cut a text into pieces ``(start, end, joint)``: a piece ends at a line break, ``joint`` stands for that break.

    The joint is ``"\\n"`` where the break is kept, ``""`` or ``" "`` where it stood inside a sentence.
    """
    spans = _line_spans(text)
    lines = [text[start:end] for start, end in spans]
    wrap = _wrap(lines)
    segments: list[tuple[int, int, str]] = []
    joint = "\n"
    for index, (start, end) in enumerate(spans):
        if index + 1 == len(spans):
            segments.append((start, end, ""))
            break
        line, following = lines[index], lines[index + 1]
        joint = _joint(line, following, wrap, inside=joint != "\n")
        if joint == "\n":
            segments.append((start, end, joint))
        else:
            segments.append((start, end - (len(line) - len(line.rstrip())), joint))
            after = spans[index + 1]
            spans[index + 1] = (after[0] + len(following) - len(following.lstrip()), after[1])
    return segments


def _line_spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        quoted = _QUOTE_MARKS.match(line)
        spans.append((position + (quoted.end() if quoted else 0), end))
        position = end + 1
    return spans


def _width(line: str) -> int:
    """Columns, with two for a Japanese character (three bytes of UTF-8)."""
    return (len(line.encode("utf-8", "surrogatepass")) + len(line)) // 2


def _wrap(lines: Sequence[str]) -> _Wrap:
    running = [(_width(line), len(line)) for line in lines if "://" not in line]
    widest = max((width for width, _ in running), default=0)
    if not _NARROWEST_WRAP <= widest <= _WIDEST_WRAP:
        return _Wrap(None, None)
    full = sum(1 for width, _ in running if width >= widest - _SLACK)
    japanese = [length for width, length in running if width > length * 1.3]
    longest = max(japanese, default=0)
    even = sum(1 for length in japanese if length >= longest - 2)
    return _Wrap(
        columns=widest if full >= _FULL_LINES else None,
        characters=longest if longest >= _NARROWEST_WRAP // 2 and even >= _FULL_LINES else None,
    )


def _joint(line: str, following: str, wrap: _Wrap, *, inside: bool) -> str:
    current, after = line.strip(), following.strip()
    if not current or not after or ITEM.match(following) or _OPENERS.match(following):
        return "\n"
    if _JAPANESE.match(current[-1]) or current.endswith("、") or _JAPANESE.match(after[0]):
        return _japanese_joint(line, current, following, wrap)
    return _latin_joint(current, after, _width(line), wrap.columns, inside=inside)


def _japanese_joint(line: str, current: str, following: str, wrap: _Wrap) -> str:
    after = following.strip()
    if current.endswith(_SENTENCE_END) or following[:1] in {" ", "\u3000"}:
        return "\n"
    space = " " if current[-1].isascii() and after[0].isascii() and current[-1] != "、" else ""
    if _CANNOT_OPEN.match(after) or current.endswith("、") or (len(current) >= _CLAUSE and current[-1] in _CANNOT_CLOSE):
        return space
    if "、" in current and len(current) >= _CLAUSE and after.endswith("。"):
        return space
    if wrap.columns is not None and _width(line) >= wrap.columns - _SLACK:
        return space
    return space if wrap.characters is not None and len(line) >= wrap.characters - 2 else "\n"


def _latin_joint(current: str, after: str, width: int, wrapped_at: int | None, *, inside: bool) -> str:
    word = _WORD.match(after)
    if wrapped_at is not None and word is not None and width + 1 + len(word.group()) > wrapped_at:
        return " "
    if inside and wrapped_at is not None and len(current) >= _RUNNING and current[-1] not in ".!?:;":
        # A paragraph that was wrapped by hand: the line before was cut in mid-sentence, and this one does not end one.
        return " "
    if len(current) >= _RUNNING and after[0].isalnum() and (current.endswith(",") or _NO_END.search(current)):
        return " "
    return "\n"
