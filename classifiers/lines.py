"""The lines of a folded text and the part each plays: heading, list item, greeting, signature, prose."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from classifiers.normalise import Folded
from classifiers.wraps import ITEM


class Role(StrEnum):
    """What a line is."""

    BLANK = "blank"
    HEADING = "heading"
    ITEM = "item"
    FIELD = "field"
    """``name: value``, as in lists of ASINs and complaint data."""
    GREETING = "greeting"
    SIGNATURE = "signature"
    PROSE = "prose"


FRAME: Final = frozenset({Role.GREETING, Role.SIGNATURE})
"""What stands around a message and says nothing of its matter."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``start`` and ``end`` are positions in the folded text, ``body`` that of the text after an item's marker."""

    role: Role
    text: str
    start: int
    end: int
    body: int


_MARKED_HEADING: Final = re.compile(
    r"\s*(?:[■◆◇□▼▽★◎#]+\s?\S|【[^】]{1,40}】\s*$|【[^】]{1,40}】\s?\S{0,20}$|<[^<>@/]{2,40}>\s*$"
    r"|\[[^\]@]{2,40}\]\s*$|『[^』]{2,40}』\s*$|[=*_]{2,}\s?\w)"
)
_GREETING: Final = re.compile(
    r"\s*(?:(?:dear|hello|hi|greetings|good (?:day|morning|afternoon|evening)|to whom|respected|ladies and)\b.{0,60}$"
    r"|.{0,40}(?:様|さま|殿|御中|各位|さん)[、,]?$|(?:こんにちは|拝啓|前略|はじめまして|お世話になって|平素)"
    r"|.{1,30}\{\{name\}\}[,:]?$)"
)
_SIGNATURE: Final = re.compile(
    r"\s*(?:(?:best|kind|warm|with)?\s*regards|sincerely|yours (?:sincerely|faithfully|truly)|thank you,?$"
    r"|thanks,?$|best,$|敬具|以上$"
    r"|(?:よろしくお願い|ありがとうござい).{0,10}$|.{0,30}(?:チーム|スペシャリスト|担当|審査部|サポート|審査)$"
    r"|(?:the )?(?:amazon\S*\s)?(?:seller performance|account health|selling partner|seller support"
    r"|product quality|notice dispute)"
    r"[\w\s]{0,20}(?:team)?$|amazon(?:\.[a-z.]+|サービス)?$|アマゾン.{0,12}$|https?://\S+$)"
)
_FIELD: Final = re.compile(r"\s*[^\s:。、][^:。、]{0,29}:\s?(?![/\d]{2})\S")
_CLOSED: Final = re.compile(r"[。.!;,、]$|(?:です|ます|ください|ません|した)[。.]?$")
_QUESTION: Final = re.compile(r"^[^。.!?]{3,110}\?$|^[^。.!?]{3,60}(?:か|のか)$")
_KNOWN_HEADING: Final = re.compile(
    r"(?:理由|方法|書類|情報|もの|こと|期限|期日|場合|について|ながれ|流れ|手順|売上金|在庫|対応|影響|注意"
    r"|資料|対象商品|するには|ために|もの)$"
    r"|^(?:why|what|how|when|where|who|was|has|is|can|do|does)\b|^(?:next steps|your options|more information"
    r"|we(?:'re| are) here to help)"
)
_MONEY: Final = re.compile(r"[¥$€£]\s?\d|\d\s?[円€]")
_LONGEST: Final = {True: 36, False: 70}


def of(folded: Folded) -> tuple[Line, ...]:
    """Classify every line of a folded text."""
    found: list[Line] = []
    position = 0
    raw = folded.text.split("\n")
    for index, text in enumerate(raw):
        start, end = position, position + len(text)
        position = end + 1
        before = raw[index - 1] if index else ""
        after = raw[index + 1] if index + 1 < len(raw) else ""
        written = folded.quote(start, end) if text.isascii() else ""
        below = next((line for line in raw[index + 1 : index + 4] if line.strip()), "")
        role = _role(text, written, before, after, below)
        body = start
        if role in {Role.ITEM, Role.HEADING}:
            marker = ITEM.match(text)
            body = start + (marker.end() if marker else 0)
        found.append(Line(role, text, start, end, body))
    return tuple(found)


def _role(text: str, written: str, before: str, after: str, below: str) -> Role:
    stripped = text.strip()
    if not stripped:
        return Role.BLANK
    if len(stripped) <= 80 and _MARKED_HEADING.match(text) and not _CLOSED.search(stripped):
        return Role.ITEM if _is_one_of_several(stripped, before, after) else Role.HEADING
    if ITEM.match(text):
        heads = _numbered_heading(stripped, before, below) or _marked_by_a_sign(stripped, before, below)
        return Role.HEADING if heads else Role.ITEM
    return _unmarked(text, stripped, written, before, after)


def _unmarked(text: str, stripped: str, written: str, before: str, after: str) -> Role:
    if _GREETING.match(stripped) and len(stripped) <= 60:
        return Role.GREETING
    if _SIGNATURE.match(stripped) and len(stripped) <= 50 and not _is_capital(written):
        return Role.SIGNATURE
    if _is_heading(stripped, written, before, after):
        return Role.HEADING
    return Role.FIELD if _FIELD.match(text) and not _CLOSED.search(stripped) else Role.PROSE


def _numbered_heading(stripped: str, before: str, below: str) -> bool:
    """A number, a few words without a full stop, and prose right below: the heading of a numbered letter."""
    if not re.match(r"\(?\d{1,2}[.)、．:]", stripped) or _CLOSED.search(stripped) or len(stripped) > 30:
        return False
    return not before.strip() and bool(below) and not ITEM.match(below) and bool(_CLOSED.search(below.strip()))


def _is_one_of_several(stripped: str, before: str, after: str) -> bool:
    """◇ one below the other are items; a heading stands alone."""
    sign = stripped[0]
    return ITEM.match(stripped) is not None and sign not in "【<[『#" and sign in {before.lstrip()[:1], after.lstrip()[:1]}


def _marked_by_a_sign(stripped: str, before: str, below: str) -> bool:
    """○必要な書類 above items with another marker, or above prose, is a heading."""
    if stripped[0] not in "○●◎☆★▼▶►※" or len(stripped) > 24 or _CLOSED.search(stripped) or before.strip() or not below:
        return False
    return below.lstrip()[:1] != stripped[0]


def _is_heading(stripped: str, written: str, before: str, after: str) -> bool:
    japanese = not stripped.isascii()
    if len(stripped) > _LONGEST[japanese] + (30 if stripped.endswith("?") else 0):
        return False
    if _is_capital(written):
        return True
    if _QUESTION.match(stripped):
        return bool(after.strip()) or not before.strip()
    if _CLOSED.search(stripped) or _FIELD.match(stripped) or _MONEY.search(stripped):
        return False
    opens_paragraph = not before.strip()
    if _KNOWN_HEADING.search(stripped):
        return opens_paragraph or bool(_CLOSED.search(before.strip()))
    return opens_paragraph and (bool(after.strip()) or stripped.endswith(":")) and not _GREETING.match(stripped)


def _is_capital(written: str) -> bool:
    letters = [character for character in written if character.isalpha()]
    return len(letters) >= 4 and all(character.isupper() for character in letters)
