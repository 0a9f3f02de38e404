"""Header blocks that people and mailers copy into a text: ``From: … Sent: … Subject: …``, 「差出人: … 件名: …」.

What they say is the claim of whoever copied them. Pure, bounded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mailbot.messages import Address, Forwarded
from mailbot.parsing import library

_NAMES: Final = {
    "from": ("from", "差出人", "送信者", "発信者", "von", "de", "da", "差出人名"),
    "date": ("date", "sent", "送信日時", "日時", "日付", "送信日", "datum", "gesendet", "envoyé", "fecha", "enviado", "data"),
    "to": ("to", "宛先", "受信者", "宛名", "an", "à", "para", "a"),
    "cc": ("cc", "bcc", "reply-to", "返信先"),
    "subject": ("subject", "件名", "題名", "タイトル", "betreff", "objet", "asunto", "oggetto"),
    "other": ("importance", "重要度", "attachments", "添付ファイル", "message-id", "priority"),
}
_KIND: Final = {name: kind for kind, names in _NAMES.items() for name in names}
_FIELD: Final = re.compile(r"[\s>＞*|]{0,10}([^\s:：*][^:：*]{0,14}?)\*?\s{0,3}[:：]\*?\s{0,10}(.{0,500})")
_FORWARD_SUBJECT: Final = re.compile(r"\s{0,5}(?:fwd?|fw|wg|tr|rv|i|転送)\s{0,2}[:：]|\s{0,5}\[?転送", re.IGNORECASE)
_SEEN: Final = 12


@dataclass(frozen=True, slots=True)
class Block:
    """A copied header block; ``end`` is the index of the first line after it."""

    sender: Address
    date: datetime | None
    subject: str
    end: int

    def forwarded(self, text: str) -> Forwarded:
        return Forwarded(subject=self.subject, sender=self.sender, date=self.date, text=text)


def is_forward(subject: str) -> bool:
    """Return whether a subject says that the mail passes another one on."""
    return bool(_FORWARD_SUBJECT.match(subject))


def block(lines: Sequence[str], index: int) -> Block | None:
    """Return the header block that begins exactly at ``lines[index]``, None where the lines are ordinary text.

    It takes the sender and two more of date, addressee and subject, so that 「件名: …」 alone in a notice is no block.
    """
    kinds: set[str] = set()
    for line in lines[index : index + _SEEN]:
        kind = _kind(line)
        if kind is None and not (kinds and line.startswith((" ", "\t"))):
            break
        kinds.add(kind or "folded")
    return read(lines, index) if "from" in kinds and len(kinds & {"date", "to", "subject"}) >= 2 else None


def read(lines: Sequence[str], start: int) -> Block:
    """Read whatever header lines stand from ``start`` on."""
    values: dict[str, str] = {}
    index = start
    while index < min(len(lines), start + _SEEN):
        kind = _kind(lines[index])
        if kind is None:
            if values and lines[index].startswith((" ", "\t")) and lines[index].strip() and not _is_blank(lines, index - 1):
                index += 1
                continue
            break
        match = _FIELD.match(lines[index])
        values.setdefault(kind, match[2].strip() if match else "")
        index += 1
    senders, _ = library.addresses(values.get("from", ""))
    sender = senders[0] if senders else Address(name=values.get("from", "")[:200])
    return Block(sender, _date(values.get("date", "")), values.get("subject", ""), index)


def _kind(line: str) -> str | None:
    match = _FIELD.match(line[:600])
    return _KIND.get(match[1].strip().lower()) if match else None


def _is_blank(lines: Sequence[str], index: int) -> bool:
    return index < 0 or not lines[index].strip()


def _date(value: str) -> datetime | None:
    """Return a date with a zone; a copied local time without one is left out, for nothing says which clock it was."""
    return library.date(value) if re.search(r"[+-]\d{4}|GMT|UTC", value) else None
