"""Sections: the stacks of headings that notices are built of, since about 2016 in both languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from classifiers import lines as line_parts
from classifiers.lines import Line, Role
from classifiers.normalise import Folded, fold


class SectionKind(StrEnum):
    """What a section is about."""

    OPENING = "opening"
    WHY = "why"
    REOPEN = "reopen"
    HOW_TO_SEND = "how_to_send"
    WHAT_IF_NOT = "what_if_not"
    IN_ERROR = "in_error"
    DEADLINE = "deadline"
    FUNDS = "funds"
    STOCK = "stock"
    ORDERS = "orders"
    HELP = "help"
    ASIN_LIST = "asin_list"
    GREETING = "greeting"
    SIGNATURE = "signature"
    FOOTER = "footer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. ``start`` and ``end`` are positions in the folded text."""

    kind: SectionKind
    heading: str
    """The heading as it was written; empty for text without one."""
    body: str
    start: int
    end: int


_KINDS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            SectionKind.WHAT_IF_NOT,
            r"(?:送信|提出|対応|回答|返信|提供)(?:し|され|いただけ|が)?(?:ない|なかった|なさらない)|ない場合"
            r"|過ぎた場合|期限と結果|今後はどうな|その後は?どうな"
            r"|what (?:happens|will happen|if) .*(?:not|n't|nothing|after)|if (?:you|i|we) (?:do not|don't)"
            r"|consequence|otherwise|what happens next|no (?:response|answer)",
        ),
        (SectionKind.IN_ERROR, r"誤り|間違い|手違い|心当たり|in error|mistake|disagree|wrong|why .*incorrect|異議のある"),
        (
            SectionKind.HOW_TO_SEND,
            r"(?:送信|送付|提出|送る|連絡|申請|応募)の?(?:方法|先|手順)|どこ(?:から|に|へ)|どのように(?:送"
            r"|提出)|送信するには|送信できますか|どうやって送"
            r"|how (?:do|can|should|to) (?:i |you |we )?(?:send|submit|upload|provide|reply|respond)"
            r"|where (?:do|can|to|should)|submission|submit time",
        ),
        (SectionKind.DEADLINE, r"期限|期日|いつまで|締め?切|deadline|by when|due date|^when\b|timeline|time limit"),
        (
            SectionKind.FUNDS,
            r"売上|お?支払|資金|残高|お金|送金|振込|留保|引当|fund|money|payment|payout|balance|disburse|earnings|proceeds",
        ),
        (SectionKind.STOCK, r"在庫|fba|フルフィルメント|倉庫|stock|inventory|warehouse|fulfil|units"),
        (SectionKind.ORDERS, r"未出荷|注文|open orders|pending orders|my orders"),
        (
            SectionKind.REOPEN,
            r"再開|再有効|再び有効|復[活旧帰元]|元に戻|解く|解除|有効化|取り?るべき|ご?対応|行っていただく"
            r"|していただく|何をす|提出(?:物|資料|書類|いただ)|ご用意|必要な|証明する"
            r"|お送りいただ|申し?立て|改めて|選択肢|アクション|お願い|確認の?ために|reactivat|reinstat|restor"
            r"|account back|sell again|sell(?:ing)? once more|to be allowed"
            r"|what (?:should|do|can|must|to|we|you|is) ?(?:i|you|we|send|do|upload|need|required)|needed"
            r"|required|next steps|documents? to|your options|action|appeal|materials|how (?:do|can|to)",
        ),
        (
            SectionKind.WHY,
            r"理由|なぜ|何が|背景|経緯|事実|根拠|原因|措置|why|reason|what happened|what went wrong|background"
            r"|finding|不足|確認できなかった|deficien|gaps|issue",
        ),
        (
            SectionKind.ASIN_LIST,
            r"対象(?:の)?(?:商品|asin|出品)|影響を受け|asin|listings? (?:affected|concerned)|affected|product list",
        ),
        (SectionKind.HELP, r"お手伝い|お?問い?合わせ|ご不明|サポート|help|contact|question|more information|support|よくある"),
    )
)
_FOOTER: Final = re.compile(
    r"配信停止|unsubscribe|all rights reserved|©|copyright|プライバシー規約|利用規約$|このメールは送信専用"
    r"|このeメールは自動|manage preferences"
    r"|was this (?:email|message) helpful|registered (?:office|in)|spc-"
)


def split(text: str) -> tuple[Section, ...]:
    """Split a text into its sections, in order."""
    folded = fold(text)
    return of(folded, line_parts.of(folded))


def of(folded: Folded, lines: Sequence[Line]) -> tuple[Section, ...]:
    """Split a folded text, whose lines are known, into its sections."""
    starts: list[tuple[SectionKind, str, int, int]] = []
    for line in lines:
        opened = _opened(line, folded, first=not starts)
        if opened is not None:
            starts.append(opened)
    if not starts:
        return ()
    found: list[Section] = []
    ends = [start for _, _, start, _ in starts[1:]] + [len(folded.text)]
    for (kind, heading, start, body), end in zip(starts, ends, strict=True):
        found.append(Section(kind, heading, folded.quote(min(body, end), end).strip(), start, end))
    return tuple(found)


def _opened(line: Line, folded: Folded, *, first: bool) -> tuple[SectionKind, str, int, int] | None:
    if line.role is Role.HEADING:
        return heading_kind(line.text), folded.quote(line.start, line.end).strip(), line.start, line.end
    if line.role is Role.SIGNATURE and not first:
        return SectionKind.SIGNATURE, "", line.start, line.start
    if line.role is Role.GREETING and first:
        return SectionKind.GREETING, "", line.start, line.start
    if line.role is not Role.BLANK and _FOOTER.search(line.text):
        return SectionKind.FOOTER, "", line.start, line.start
    if first and line.role is not Role.BLANK:
        return SectionKind.OPENING, "", line.start, line.start
    return None


def heading_kind(heading: str) -> SectionKind:
    """Tell what a (folded) heading announces."""
    for kind, pattern in _KINDS:
        if pattern.search(heading):
            return kind
    return SectionKind.OTHER
