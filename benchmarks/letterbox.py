"""Mails of about 20 KB as they come: both languages, the charsets of Japan, HTML with its markup, papers attached, all signed.

The same number gives the same mail, byte for byte.
"""

import base64
import html
import quopri
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from random import Random
from typing import Final

from classifiers import corpus, generator
from classifiers.corpus import Family
from classifiers.labels import Direction
from classifiers.sample import Sample
from tests.authentication.keys import signed

SIZE: Final = 20_000
"""Bytes of a mail, about."""
START: Final = datetime(2024, 4, 1, 9, 0, tzinfo=UTC)
_CHARSETS: Final = {"ja": ("utf-8", "iso-2022-jp", "cp932", "utf-8"), "en": ("utf-8", "windows-1252")}
_LABELS: Final = {"cp932": "Shift_JIS"}
_CELL: Final = (
    '<tr><td style="font-family:Arial,sans-serif;font-size:14px;line-height:20px;color:#333333;padding:0 24px 12px 24px">'
    '<p style="margin:0">{words}</p></td></tr>\r\n'
)
_RULES: Final = (
    "<style>.c{color:#111;font-size:13px}.f{color:#888;font-size:11px}.h{display:none}"
    "@media screen and (max-width:600px){.w{width:100%!important}.p{padding:12px!important}}</style>"
)
_HEAD: Final = f"<html><head>{_RULES}</head><body bgcolor='#eaeded'><div class='h'>preheader</div><table class='w' width='600'>"
_FOOT: Final = (
    "<tr><td class='f'><a href='https://sellercentral.amazon.co.jp/'>Seller Central</a> "
    "<a href='https://www.amazon.co.jp/help'>Help</a></td></tr></table></body></html>"
)


def mails(count: int, seed: int = 11) -> list[bytes]:
    """Return ``count`` mails, each with a signature of its From domain."""
    families = [family for family in corpus.load() if family.direction is Direction.INCOMING]
    random = Random(seed)
    return [_mail(random.choice(families), number, random) for number in range(count)]


def _mail(family: Family, number: int, random: Random) -> bytes:
    sample = generator.variants(family, 4, seed=number)[number % 4]
    charset = random.choice(_CHARSETS.get(family.language, ("utf-8",)))
    kind = ("alternative", "html", "attached", "thread")[number % 4]
    body_head, body = {"alternative": _alternative, "html": _html, "attached": _attached, "thread": _thread}[kind](
        sample, charset, random
    )
    domain = sample.sender_address.rpartition("@")[2] or "shop.example"
    head = _head(sample, number, domain) + body_head
    return signed("\r\n".join(head).encode("ascii", "replace") + b"\r\n\r\n" + body, domain)


def _head(sample: Sample, number: int, domain: str) -> list[str]:
    when = format_datetime(START + timedelta(minutes=number))
    name = Header(sample.sender_name or "Shop", "utf-8").encode(linesep="\r\n")
    return [
        f"Return-Path: <bounce-{number}@ap-northeast-1.amazonses.com>",
        *(f"Received: from relay{hop}.example by mx{hop}.example.jp (Postfix) with ESMTPS id A{number}B{hop}\r\n\tfor"
          f" <seller@example.jp>; {when}" for hop in range(4)),
        f"Date: {when}",
        f"From: {name} <{sample.sender_address or 'info@shop.example'}>",
        "To: seller@example.jp",
        f"Subject: {Header(sample.subject, 'utf-8').encode(linesep=chr(13) + chr(10))}",
        f"Message-ID: <{number:08x}@{domain}>",
        "MIME-Version: 1.0",
        "X-AMAZON-MAIL-RELAY-TYPE: notification",
        f"Feedback-ID: 1.ap-northeast-1.{number}:AmazonSES",
    ]  # fmt: skip


def _encoded(text: str, charset: str) -> bytes:
    return text.replace("\n", "\r\n").encode(charset, "replace")


def _leaf(text: str, subtype: str, charset: str, *, quoted: bool = False) -> tuple[list[str], bytes]:
    data = _encoded(text, charset)
    label = _LABELS.get(charset, charset)
    head = [f"Content-Type: text/{subtype}; charset={label}"]
    if charset == "iso-2022-jp":
        return [*head, "Content-Transfer-Encoding: 7bit"], data
    if quoted:
        return [*head, "Content-Transfer-Encoding: quoted-printable"], quopri.encodestring(data).replace(b"\n", b"\r\n")
    return [*head, "Content-Transfer-Encoding: base64"], base64.encodebytes(data).replace(b"\n", b"\r\n")


def _parts(kind: str, leaves: Sequence[tuple[list[str], bytes]]) -> tuple[list[str], bytes]:
    pieces = [b"--edge\r\n" + "\r\n".join(head).encode() + b"\r\n\r\n" + body + b"\r\n" for head, body in leaves]
    return [f'Content-Type: multipart/{kind}; boundary="edge"'], b"".join(pieces) + b"--edge--\r\n"


def _page(text: str, size: int) -> str:
    """Return the text as a page of about ``size`` characters: the markup of mails is most of them."""
    cells = [_CELL.format(words=html.escape(line)) for line in text.split("\n") if line.strip()]
    page = _HEAD + "".join(cells)
    padding = '<tr><td style="padding:0;line-height:1px;font-size:1px" class="c p" width="600" height="8">&nbsp;</td></tr>\r\n'
    return page + padding * max(0, (size - len(page)) // len(padding)) + _FOOT


def _alternative(sample: Sample, charset: str, _random: Random) -> tuple[list[str], bytes]:
    plain = _leaf(sample.text, "plain", charset)
    page = _page(sample.text, (SIZE - len(plain[1])) * 7 // 10)
    return _parts("alternative", [plain, _leaf(page, "html", charset)])


def _html(sample: Sample, charset: str, _random: Random) -> tuple[list[str], bytes]:
    return _leaf(_page(sample.text, SIZE * 9 // 10), "html", charset, quoted=True)


def _attached(sample: Sample, charset: str, random: Random) -> tuple[list[str], bytes]:
    plain = _leaf(sample.text, "plain", charset)
    paper = base64.encodebytes(random.randbytes((SIZE - len(plain[1])) * 7 // 10)).replace(b"\n", b"\r\n")
    head = ['Content-Type: application/pdf; name="notice.pdf"', "Content-Transfer-Encoding: base64",
            'Content-Disposition: attachment; filename="notice.pdf"']  # fmt: skip
    return _parts("mixed", [plain, (head, paper)])


def _thread(sample: Sample, charset: str, _random: Random) -> tuple[list[str], bytes]:
    """A reply over the whole correspondence."""
    old = "\n".join(f"> {line}" for line in sample.text.split("\n"))
    quoted = "\n\n-----Original Message-----\nFrom: seller@example.jp\nSent: Monday\nTo: amazon\nSubject: appeal\n\n" + old
    times = max(1, SIZE * 7 // 10 // max(1, len(_encoded(quoted, charset))))
    return _leaf(sample.text + quoted * min(times, 6), "plain", charset)
