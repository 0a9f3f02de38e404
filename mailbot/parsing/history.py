"""The newest words of a mail apart from what it quotes and what it forwards.

Pure, line by line, linear. A mark of history (an attribution, a copied header block) sends everything below it to the
quoted part, unless the lines below are marked with ``>``: then only those are quoted, and answers between them stay.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mailbot.messages import Forwarded
from mailbot.parsing import copied, limits

_LINE: Final = 600
_QUOTED: Final = re.compile("[ \t\u3000]{0,3}[>＞][ \t>＞|]*")
_SEPARATOR: Final = re.compile(
    r"[-_=*─━―\s]{2,60}(?:original (?:message|appointment)|元のメッセージ|元のメール|元メッセージ|原始邮件"
    r"|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale)\s{0,3}[:：]?[-_=*─━―\s]{2,60}\Z",
    re.IGNORECASE,
)
_FORWARD: Final = re.compile(
    r"(?:[-_=*─━―\s]{2,60}(?:forwarded (?:message|by)|転送(?:された)?(?:メッセージ|メール)|weitergeleitete nachricht"
    r"|message transféré|mensaje reenviado)[^\n]{0,60}|begin forwarded message:|転送された(?:メッセージ|メール)[:：]"
    r"|anfang der weitergeleiteten nachricht:)\s{0,5}\Z",
    re.IGNORECASE,
)
_YEAR: Final = r"(?:19|20)\d{2}"
_DAY: Final = rf"{_YEAR}\s?[年/.-]\s?\d{{1,2}}\s?[月/.-]\s?\d{{1,2}}"
_WRAPPED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:-{2,10}\s?)?on\s.{4,400}\swrote\s{0,3}[:：]\Z",
        r"am\s.{4,400}\sschrieb\s.{0,200}[:：]\Z",
        r"le\s.{4,400}\sa écrit\s{0,3}[:：]\Z",
        r"el\s.{4,400}\sescribió\s{0,3}[:：]\Z",
        r"il\s.{4,400}\sha scritto\s{0,3}[:：]\Z",
        rf"{_DAY}日?.{{0,40}}\d{{1,2}}[:時]\s?\d{{2}}.{{0,300}}[<＜(（][^<>\s]{{1,64}}@[^<>\s]{{1,200}}[>＞)）].{{0,10}}[:：]\Z",
    )
)
"""Attributions that mailers break over two or three lines."""
_ONE_LINE: Final = (re.compile(rf".{{0,40}}{_DAY}.{{0,300}}(?:のメール|のメッセージ|は書きました|が書きました)\s{{0,3}}[:：]\Z"),)
_OVER_MARKS: Final = re.compile(
    r".{1,200}(?:さん(?:は|が)?書きました|\swrote|の(?:メール|メッセージ)(?:より|から)?引用)\s{0,3}[:：]\Z", re.IGNORECASE
)
"""An attribution only where marked lines follow: a notice, too, may say what a rights owner wrote."""


@dataclass(frozen=True, slots=True)
class Split:
    """The three kinds of words in one text."""

    text: str
    quoted: str = ""
    forwarded: tuple[Forwarded, ...] = ()


def split(text: str, subject: str = "", depth: int = 0) -> Split:
    """Divide ``text`` into the author's newest words, quoted history, and inline forwards.

    ``subject`` tells a forward (``Fw:``, ``転送``) from a reply where both copy the header block of the old mail.
    """
    lines = text.split("\n")
    own: list[str] = []
    quoted: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index].strip()[:_LINE]
        if _QUOTED.match(lines[index]):
            quoted.append(_unquoted(lines[index]))
            index += 1
            continue
        if _FORWARD.match(line):
            return _forwarded(own, quoted, lines[index + 1 :], depth)
        mark = _mark(lines, index, line)
        if mark and not _is_marked(lines, index + mark):
            passed_on = not _joined(own) or copied.is_forward(subject)
            start = _copied_block(lines, index, mark)
            if start is not None and passed_on:
                # A mail that begins with a copied header block has no newer words: somebody passed it on whole.
                return _forwarded(own, quoted, lines[start:], depth)
            return Split(_joined(own), _joined([*quoted, *(_unquoted(one) for one in lines[index:])]))
        if mark:
            quoted.extend(lines[index : index + mark])
            index += mark
            continue
        own.append(lines[index])
        index += 1
    return Split(_joined(own), _joined(quoted))


def _mark(lines: Sequence[str], index: int, line: str) -> int:
    """Return how many lines from ``index`` on announce history: 0 for ordinary text."""
    if not line:
        return 0
    if _SEPARATOR.match(line) or copied.block(lines, index) is not None:
        return 1
    return _attribution(lines, index)


def _attribution(lines: Sequence[str], index: int) -> int:
    """Return how many lines from ``index`` on make an attribution (``On … wrote:``), 0 where they are none."""
    for count in (1, 2, 3):
        last = lines[index + count - 1].strip() if index + count <= len(lines) else ""
        if not last:
            break
        if last.endswith((":", "：")):
            joined = " ".join(part.strip()[:_LINE] for part in lines[index : index + count])[:_LINE]
            patterns = _WRAPPED if count > 1 else (*_WRAPPED, *_ONE_LINE)
            if any(pattern.match(joined) for pattern in patterns):
                return count
            return 1 if count == 1 and _OVER_MARKS.match(joined) and _is_marked(lines, index + 1) else 0
    return 0


def _is_marked(lines: Sequence[str], start: int) -> bool:
    """Return whether the first words from ``start`` on are marked with ``>``."""
    for line in lines[start : start + 10]:
        if line.strip():
            return bool(_QUOTED.match(line))
    return False


def _copied_block(lines: Sequence[str], index: int, mark: int) -> int | None:
    """Return where the copied headers begin that a mark at ``index`` announces or itself is."""
    for start in (index, _next(lines, index + mark)):
        if copied.block(lines, start) is not None:
            return start
    return None


def _forwarded(own: list[str], quoted: list[str], rest: Sequence[str], depth: int) -> Split:
    block = copied.read(rest, _next(rest, 0))
    body = _joined([_unquoted(line) for line in rest[block.end :]])
    if depth >= 3:
        return Split(_joined(own), _joined(quoted), (block.forwarded(body),))
    inner = split(body, block.subject, depth + 1)
    first = block.forwarded(inner.text)
    return Split(_joined(own), _joined([*quoted, inner.quoted]), (first, *inner.forwarded)[: limits.FORWARDED])


def _next(lines: Sequence[str], start: int) -> int:
    index = start
    while index < len(lines) and index < start + 10 and not lines[index].strip(" \t>＞"):
        index += 1
    return index


def _unquoted(line: str) -> str:
    return _QUOTED.sub("", line, count=1) if _QUOTED.match(line) else line


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n")
