"""The parts of a message: which of them it says, which it carries, and which messages it encloses. Pure."""

import binascii
import copy
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import Message
from itertools import pairwise
from typing import Final

from mailbot.messages import Attachment, Link
from mailbot.parsing import charsets, library, limits, markup, words

_STUB_CHARS: Final = 300
_STUB: Final = re.compile(
    r"view (?:this|it|the)?.{0,40}(?:browser|online|html)|html.{0,40}(?:client|compatible|support|viewer)|does not support html"
    r"|ブラウザ|HTML\s?(?:メール|形式|対応)|表示されない",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP: Final = re.compile(r"\s{0,200}<(?:!doctype html|html|head|body|table|div)\b", re.IGNORECASE)
_BASE64_TEXT: Final = re.compile(rb"[A-Za-z0-9+/=\s]*\Z")


@dataclass(frozen=True, slots=True)
class Said:
    """What a part says, and how: ``html`` where a reader would see markup."""

    text: str
    links: tuple[Link, ...] = ()
    html: bool = False


@dataclass(slots=True)
class Parts:
    """What was found beside the text."""

    attachments: list[Attachment] = field(default_factory=list)
    enclosed: list[Message] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    seen: int = 0


def read(message: Message) -> tuple[Said, Parts]:
    """Return what ``message`` says, and all that it carries."""
    parts = Parts()
    said = _read(message, parts, 0)
    return said or Said(""), parts


def _read(part: Message, parts: Parts, depth: int) -> Said | None:
    """Return what the part says; None where it says nothing, being an attachment or an enclosed message."""
    parts.seen += 1
    if depth > limits.DEPTH or parts.seen > limits.PARTS:
        if "parts_left_out" not in parts.defects:
            parts.defects.append("parts_left_out")
        return None
    kind = part.get_content_type()
    children = part.get_payload() if part.is_multipart() else None
    if kind == "message/rfc822":
        _enclose(part, parts)
        return None
    if isinstance(children, list):
        said = [found for child in children if isinstance(child, Message) and (found := _read(child, parts, depth + 1))]
        return _best(said, parts) if kind == "multipart/alternative" else _together(said)
    return _leaf(part, kind, parts)


def _enclose(part: Message, parts: Parts) -> None:
    """Keep an enclosed message apart. Some mailers send it in base64, against RFC 2046: then it is a file to be read."""
    children = part.get_payload() if part.is_multipart() else None
    inner = children[0] if isinstance(children, list) and children and isinstance(children[0], Message) else None
    if inner is None or not inner.keys():
        inner = library.enclosed(_bytes(part if inner is None else _in_the_encoding_of(part, inner)))
    if inner is not None and len(parts.enclosed) < limits.FORWARDED:
        parts.enclosed.append(inner)
    else:
        parts.attachments.append(_attachment(part, _name(part)))


def _in_the_encoding_of(outer: Message, inner: Message) -> Message:
    if "content-transfer-encoding" in outer:
        inner["Content-Transfer-Encoding"] = str(outer["content-transfer-encoding"]).strip()
    return inner


def _leaf(part: Message, kind: str, parts: Parts) -> Said | None:
    name = _name(part)
    raw_disposition = str(part.get("content-disposition") or "")
    attached = raw_disposition.strip().lower().startswith("attachment")
    if kind not in ("text/plain", "text/html") or attached or (name and not raw_disposition.strip().lower().startswith("inline")):
        if part.get_content_maintype() == "text" and not attached and not name and kind not in ("text/calendar", "text/csv"):
            return _text(part, "text/plain")
        if name.lower().endswith(".eml") and kind == "application/octet-stream":
            _enclose(part, parts)
        else:
            parts.attachments.append(_attachment(part, name))
        return None
    if name:
        parts.attachments.append(_attachment(part, name))
    return _text(part, kind)


def _text(part: Message, kind: str) -> Said:
    content_type = words.parameters(_raw(part, "content-type"))
    data = _bytes(part)[: limits.TEXT_CHARS * 4]
    declared = content_type.get("charset")
    meta = charsets.meta_charset(data) if kind == "text/html" else None
    text = charsets.decode(data, declared, meta)
    if kind != "text/html":
        text = text[: limits.TEXT_CHARS]
    if kind == "text/html" or _MARKUP.match(text[:400]):
        page = markup.render(text)
        return Said(page.text, page.links, html=True)
    if content_type.get("format", "").lower() == "flowed":
        text = _unflowed(text, content_type.get("delsp", "").lower() == "yes")
    return Said(_lines(text))


def _best(said: list[Said], parts: Parts) -> Said | None:
    """Choose of alternatives: plain text, unless it is empty or a stub that sends the reader to the other one."""
    plain = next((one for one in said if not one.html), None)
    rich = next((one for one in reversed(said) if one.html), None)
    if plain is None or rich is None:
        return plain or rich
    stub = _size(plain.text) < 20 < _size(rich.text)
    if _size(plain.text) < _STUB_CHARS and _size(rich.text) > 3 * _size(plain.text):
        stub = stub or bool(_STUB.search(plain.text)) or _size(rich.text) > 8 * _size(plain.text)
    if not stub and _differ(plain.text, rich.text):
        parts.defects.append("alternatives_differ")
    return rich if stub else Said(plain.text, rich.links)


def _together(said: Iterable[Said]) -> Said | None:
    found = list(said)
    if not found:
        return None
    text = "\n\n".join(one.text for one in found if one.text)[: limits.TEXT_CHARS]
    links = tuple(link for one in found for link in one.links)[: limits.LINKS]
    return Said(text, links, any(one.html for one in found))


def _size(text: str) -> int:
    return len("".join(text.split()))


def _differ(one: str, other: str) -> bool:
    """Return whether two alternatives say different things: hardly a pair of characters in common."""
    if one.split(None, 20)[:20] == other.split(None, 20)[:20]:
        return False
    first, second = _pairs(one), _pairs(other)
    if min(len(first), len(second)) < 25:
        return False
    return len(first & second) < 0.25 * min(len(first), len(second))


def _pairs(text: str) -> set[str]:
    dense = "".join(filter(str.isalnum, text[:2_000]))
    return {one + other for one, other in pairwise(dense)}


def _bytes(part: Message) -> bytes:
    encoding = str(part.get("content-transfer-encoding") or "").strip().lower()
    if encoding == "base64" and not _BASE64_TEXT.match(_as_sent(part)[:2_000]):
        # Labelled base64 and sent as it is: decoding would make noise of it.
        return _as_sent(part)
    try:
        data = part.get_payload(decode=True)
    except (binascii.Error, ValueError, LookupError, TypeError, AssertionError):
        return _as_sent(part)
    return data if isinstance(data, bytes) else b""


def _as_sent(part: Message) -> bytes:
    """Return the bytes of a leaf without undoing its transfer encoding.

    ``get_payload()`` would decode them by the part's charset, and raise for one that it does not know.
    """
    bare = copy.copy(part)
    del bare["content-transfer-encoding"]
    data = bare.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _attachment(part: Message, name: str) -> Attachment:
    data = b"" if part.is_multipart() else _bytes(part)
    return Attachment(
        filename=name,
        content_type=part.get_content_type(),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _name(part: Message) -> str:
    """Return the last component of the name that the sender gave: it is a word to show, never a path."""
    disposition = _raw(part, "content-disposition")
    name = words.parameters(disposition).get("filename") if disposition else None
    name = name or words.parameters(_raw(part, "content-type")).get("name", "")
    last = re.split(r"[/\\]", name)[-1]
    return "".join(char for char in last if char.isprintable()).strip(". ")[: limits.NAME_CHARS]


def _raw(part: Message, name: str) -> str:
    return next((str(value) for key, value in part.raw_items() if key.lower() == name), "")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _unflowed(text: str, delete_space: bool) -> str:
    """Join soft-broken lines (RFC 3676): a space at the end of a line says that it goes on."""
    joined: list[list[str]] = []
    open_depth = -1
    for line in _lines(text).split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        said = line[depth:].removeprefix(" ")
        if open_depth == depth and said.rstrip() != "--":
            joined[-1].append(said)
        else:
            joined.append([">" * depth + " " if depth else "", said])
        soft = said.endswith(" ") and said != "-- "
        open_depth = depth if soft else -1
        if soft and delete_space:
            joined[-1][-1] = said[:-1]
    return "\n".join("".join(pieces) for pieces in joined)
