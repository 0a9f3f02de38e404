"""A scene into the octets of a mail: text and HTML parts, papers, bounces; boundaries fixed by the mail's name. Pure."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mailbot.demo.story import envelope, wire
from mailbot.demo.story.scene import Cast, Person, Scene

_LINK: Final = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
_STYLE: Final = "font-family:Arial,'Hiragino Kaku Gothic ProN',Meiryo,sans-serif;font-size:14px;color:#111;line-height:1.6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What a mail answers: the Message-IDs of the conversation so far, oldest first."""

    references: tuple[str, ...] = ()

    @property
    def parent(self) -> str:
        return self.references[-1] if self.references else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A file to attach."""

    filename: str
    content: bytes


def compose(scene: Scene, players: Cast, thread: Thread, papers: Sequence[Paper], returned: bytes = b"") -> bytes:
    """Return the mail. ``returned``: the header of the mail that came back, for a bounce."""
    kind, body = _report(scene, returned) if scene.bounced else _content(scene, papers)
    lines = list(envelope.trace(scene, players, body))
    lines += _own_headers(scene, thread)
    lines += kind.items()
    head = b"".join(wire.header(name, value) for name, value in lines)
    return head + _fill(scene) + b"\r\n" + body


def head_of(content: bytes) -> bytes:
    """Return a mail's header block."""
    return content.partition(b"\r\n\r\n")[0] + b"\r\n"


def _own_headers(scene: Scene, thread: Thread) -> list[tuple[str, str]]:
    lines = [
        ("Date", envelope.written(scene)),
        ("From", _mailbox(scene.sender, scene.charset)),
        ("To", _mailbox(scene.recipient, scene.charset)),
        ("Message-ID", envelope.message_id(scene)),
    ]
    if thread.references:
        lines += [("In-Reply-To", thread.parent), ("References", " ".join(thread.references))]
    lines.append(("Subject", wire.words(scene.subject, scene.charset)))
    lines.append(("MIME-Version", "1.0"))
    if scene.sender.mailer:
        lines.append(("User-Agent" if scene.sender.mailer.startswith("Mozilla") else "X-Mailer", scene.sender.mailer))
    for line in scene.headers:
        name, _, value = line.partition(":")
        lines.append((name, value.strip()))
    return lines


def _mailbox(person: Person, charset: str) -> str:
    if not person.name:
        return person.address
    if person.name.isascii():
        quoted = '"' + person.name.replace('"', r"\"") + '"' if re.search(r"[^\w ]", person.name) else person.name
        return f"{quoted} <{person.address}>"
    return f"{wire.words(person.name, charset)} <{person.address}>"


def _fill(scene: Scene) -> bytes:
    if not scene.fill:
        return b""
    name, _, length = scene.fill.partition(" ")
    return name.encode("ascii") + b": " + b"0123456789abcdef" * (int(length) // 16) + b"\r\n"


def _content(scene: Scene, papers: Sequence[Paper]) -> tuple[Mapping[str, str], bytes]:
    kinds = {"plain": ("plain",), "html": ("html",), "both": ("plain", "html")}[scene.body]
    texts = [_text(scene, kind) for kind in kinds]
    kind, body = texts[0] if len(texts) == 1 else _multipart("alternative", f"a.{scene.name}", texts)
    if papers:
        kind, body = _multipart("mixed", f"m.{scene.name}", [(kind, body), *map(_attached, papers)])
    return kind, body


def _text(scene: Scene, kind: str) -> tuple[Mapping[str, str], bytes]:
    label = scene.label or scene.charset
    text = plain(scene.text) if kind == "plain" else page(scene.text, label)
    headers = {
        "Content-Type": f"text/{kind}; charset={label}",
        "Content-Transfer-Encoding": scene.encoding,
    }
    return headers, wire.transfer(wire.encode(text, scene.charset) + b"\n", scene.encoding)


def _attached(paper: Paper) -> tuple[Mapping[str, str], bytes]:
    headers = {
        "Content-Type": f"application/pdf; {wire.parameter('name', paper.filename)}",
        "Content-Transfer-Encoding": "base64",
        "Content-Disposition": f"attachment; {wire.parameter('filename', paper.filename)}",
    }
    return headers, wire.binary(paper.content)


def _multipart(
    kind: str, name: str, parts: Sequence[tuple[Mapping[str, str], bytes]], extra: str = ""
) -> tuple[Mapping[str, str], bytes]:
    boundary = f"=_part.{name}"
    body = b""
    for headers, content in parts:
        head = b"".join(wire.header(key, value) for key, value in headers.items())
        body += b"--" + boundary.encode("ascii") + b"\r\n" + head + b"\r\n" + content
    body += b"--" + boundary.encode("ascii") + b"--\r\n"
    return {"Content-Type": f'multipart/{kind}; {extra}boundary="{boundary}"'}, body


def _report(scene: Scene, returned: bytes) -> tuple[Mapping[str, str], bytes]:
    """Return a delivery status notification (RFC 3464): words for people, fields for programs, the header that came back."""
    to = re.search(rb"^To: (?:[^\r\n]*<)?([^<>\s]+@[^<>\s]+)", returned, re.MULTILINE)
    address = to[1] if to else b""
    status = (
        b"Reporting-MTA: dns; " + scene.sender.address.rpartition("@")[2].encode("ascii") + b"\r\n\r\n"
        b"Final-Recipient: rfc822; " + address + b"\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        b"Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
    )
    parts = [
        _text(scene, "plain"),
        ({"Content-Type": "message/delivery-status"}, status),
        ({"Content-Type": "text/rfc822-headers"}, returned),
    ]
    return _multipart("report", f"r.{scene.name}", parts, "report-type=delivery-status; ")


def plain(text: str) -> str:
    """Return the text part: a link as what is shown, and where it leads where that is something else."""
    return _LINK.sub(lambda match: match[1] if match[1] == match[2] else f"{match[1]}\n{match[2]}", text)


def page(text: str, charset: str) -> str:
    """Return the HTML part: paragraphs, line breaks and links, as notices have them."""
    paragraphs = "\n".join(f"<p>{_inline(block)}</p>" for block in re.split(r"\n{2,}", text))
    return (
        f'<html>\n<head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>\n'
        f'<body>\n<div style="{_STYLE}">\n{paragraphs}\n</div>\n</body>\n</html>'
    )


def _inline(block: str) -> str:
    pieces = _LINK.split(block)
    out = html.escape(pieces[0], quote=False)
    for shown, target, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        out += f'<a href="{html.escape(target)}">{html.escape(shown)}</a>' + html.escape(after, quote=False)
    return out.replace("\n", "<br>\n")
