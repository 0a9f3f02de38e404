"""An earlier letter without its head, salutation, closing and signature: what may stand inside another letter. Pure."""

import re
from typing import Final

_HEAD: Final = re.compile(
    r"^(?:.{0,40}(?:様|御中|各位|殿)[、,:：]?|アカウントスペシャリスト|ご担当者様?"
    r"|(?:作成日|店舗名|出品者ID|件名|お問い合わせ番号|申し立ての番号)\s*[:：].*"
    r"|(?:Dear|Hello|Hi|To whom)\b.{0,60}|(?:Date|Subject|Store|Seller ID|Case ID|Complaint ID)\s*:.*|-{4,})$",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"^(?:以上[、,]?.{0,24}|(?:何卒)?(?:よろしく|宜しく)お願い(?:いた|申し上げ|致).{0,12}|敬具"
    r"|(?:Sincerely|(?:Best|Kind|Warm) regards|Regards|Yours (?:faithfully|sincerely|truly)"
    r"|Thank you(?: for your review)?)[,.]?|-{4,})$",
    re.IGNORECASE,
)


def bare_letter(text: str, names: tuple[str, ...] = ()) -> str:
    """Return the body of a letter. ``names`` (the store's, the seller's) are its signature where they stand alone at its end."""
    lines = text.strip().splitlines()
    while lines and (not lines[0].strip() or _HEAD.match(lines[0].strip())):
        lines.pop(0)
    known = {_plain(name) for name in names if name}
    while lines and (not lines[-1].strip() or _TAIL.match(lines[-1].strip()) or _plain(lines[-1]) in known):
        lines.pop()
    return "\n".join(lines)


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()
