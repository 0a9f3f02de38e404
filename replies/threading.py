"""The headers that keep an answer in its thread (RFC 5322, section 3.6.4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_MESSAGE_ID: Final = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_PREFIX: Final = re.compile(
    r"^\s*(?:re|aw|sv|antw|rif|res|fwd?|wg|tr|返信|転送)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[::]\s*", re.IGNORECASE
)
_KEPT: Final = 20
"""Of a long References list the first and the last this many stay: a server may refuse an endless header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyHeaders:
    """What an answer's headers say of its thread. ``in_reply_to`` is None where the notice has no usable Message-ID."""

    in_reply_to: str | None
    references: tuple[str, ...]
    subject: str

    def fields(self) -> dict[str, str]:
        """Return the headers by name; those without a value are left out."""
        named = {"Subject": self.subject}
        if self.in_reply_to:
            named["In-Reply-To"] = self.in_reply_to
        if self.references:
            named["References"] = " ".join(self.references)
        return named


def reply_headers(
    message_id: str | None, references: Sequence[str], subject: str, *, in_reply_to: str | None = None
) -> ReplyHeaders:
    """Return the headers of an answer to a message with these.

    References is the parent's References, else its In-Reply-To where that names exactly one message, then its Message-ID.
    Without a Message-ID of the parent the answer names none: a guessed thread is worse than no thread.
    """
    parent = _ids([message_id or ""])
    if len(parent) != 1:
        return ReplyHeaders(in_reply_to=None, references=(), subject=reply_subject(subject))
    before = _ids(references)
    if not before and len(single := _ids([in_reply_to or ""])) == 1:
        before = single
    chain = tuple(dict.fromkeys(item for item in before if item != parent[0])) + parent
    if len(chain) > _KEPT + 1:
        chain = chain[:1] + chain[-_KEPT:]
    return ReplyHeaders(in_reply_to=parent[0], references=chain, subject=reply_subject(subject))


def reply_subject(subject: str) -> str:
    """Return the subject of an answer: one ``Re:``, no ``Fwd:``, one line. An empty one stays empty."""
    bare = bare_subject(subject)
    return f"Re: {bare}" if bare else ""


def bare_subject(subject: str) -> str:
    """Return the subject without line breaks, control characters and any row of reply and forward marks."""
    line = " ".join("".join(char if char.isprintable() else " " for char in subject).split())
    while (shorter := _PREFIX.sub("", line, count=1)) != line:
        line = shorter
    return line.strip()


def _ids(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(found for value in values for found in _MESSAGE_ID.findall(value))
