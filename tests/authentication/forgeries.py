"""Tricks that mails have played to pass for Amazon's: a table, each to be played with any notice.

``FORGED``: the mail gives itself away. ``UNPROVEN``: nothing speaks for it, and nothing against it that a machine may hold.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from email.header import Header as EncodedHeader

from mailbot.messages import Verdict
from tests.authentication.keys import signed
from tests.authentication.notices import DATE, EVIL, SELLER, SERVER, WHEN, Notice, encoded, mail
from tests.parsing.mail import Header, base64_part, cp50221, multipart, part

FORGED, UNPROVEN = Verdict.FORGED, Verdict.UNPROVEN
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trick:
    """One way to pass for Amazon; ``play`` makes the bytes of it."""

    name: str
    verdict: Verdict
    play: Callable[[Notice], bytes]
    poses: bool = True
    """The From line or its display name claims to be Amazon, or a document of Amazon's is the whole mail."""


def _from(address: str, name: str | None = None) -> Callable[[Notice], bytes]:
    """The notice under another address, signed by its owner as anybody may."""

    def play(notice: Notice) -> bytes:
        shown = encoded(notice.name if name is None else name)
        domain = address.rpartition("@")[2]
        return signed(mail(notice, sender=f"{shown} <{address}>"), domain if domain.isascii() else EVIL)

    return play


def _named(name: str | bytes) -> Callable[[Notice], bytes]:
    def play(notice: Notice) -> bytes:
        shown = name if isinstance(name, bytes) else encoded(name).encode()
        return signed(mail(notice, sender=shown + f" <info@{EVIL}>".encode()), EVIL)

    return play


def quiet(sender: str) -> Callable[[Notice], bytes]:
    """A mail whose From line alone says anything at all."""

    def play(notice: Notice) -> bytes:
        content = mail(notice, sender=sender.encode(), subject="お知らせ", body="ご確認ください。")
        domain = sender.rpartition("@")[2].strip(">")
        return signed(content, domain if domain.isascii() else EVIL)

    return play


def _headed(*above: Header, lines: tuple[Header, ...] = ()) -> Callable[[Notice], bytes]:
    return lambda notice: mail(notice, above=above, lines=lines)


def _stated(result: str, server: str = SERVER) -> Header:
    return ("Authentication-Results", f"{server}; {result}")


def _raw_from(*senders: str) -> Callable[[Notice], bytes]:
    def play(notice: Notice) -> bytes:
        lines: tuple[Header, ...] = tuple(("From", sender.replace("AMAZON", notice.address)) for sender in senders[1:])
        return mail(notice, sender=senders[0].replace("AMAZON", notice.address), lines=lines)

    return play


def _neutral(notice: Notice, **more: object) -> bytes:
    """A stranger who names nobody in From, and lets the letter speak."""
    return signed(mail(notice, sender=f"{encoded('お知らせ窓口')} <info@{EVIL}>", **more), EVIL)  # type: ignore[arg-type]


def _link(notice: Notice) -> bytes:
    shown = f"https://sellercentral.{notice.domain}/performance"
    lines = "".join(f"<p>{line}</p>" for line in notice.body.split("\n"))
    return _neutral(notice, kind=HTML, body=f'{lines}<p><a href="https://{EVIL}/login">{shown}</a></p>')


def _expired(notice: Notice) -> bytes:
    until = int(WHEN.timestamp()) - 30 * 86_400
    return signed(mail(notice), notice.domain, tags=f" x={until};".encode())


def _replayed(notice: Notice) -> bytes:
    """The signature of a genuine mail over another body."""
    genuine = signed(mail(notice, body="Your order was shipped.\r\n"), notice.domain)
    return genuine.partition(b"Received:")[0] + mail(notice)


def _replayed_twice(notice: Notice) -> bytes:
    header = signed(mail(notice, body="Your order was shipped.\r\n"), notice.domain).partition(b"Received:")[0]
    return header * 3 + mail(notice)


def _appended(notice: Notice) -> bytes:
    """A body length that lets anybody write below."""
    return signed(mail(notice, body="Hello\r\n"), notice.domain, length=True) + notice.body.encode()


def _second_subject(notice: Notice) -> bytes:
    return f"Subject: {encoded('【緊急】' + notice.subject)}\r\n".encode() + signed(
        mail(notice, subject="Your order"), notice.domain
    )


def _relay(name: str) -> Callable[[Notice], bytes]:
    def play(notice: Notice) -> bytes:
        domain = f"marketplace.{notice.domain}"
        return signed(mail(notice, sender=f"{encoded(name)} <a1b2c3@{domain}>"), domain)

    return play


def _forwarded(inline: bool) -> Callable[[Notice], bytes]:
    """A friend passes a sample on: what is in it was never Amazon's word to this seller."""

    def play(notice: Notice) -> bytes:
        subject = f"Fwd: {notice.subject}"
        sender = f"{encoded('友人')} <friend@gmail.example>"
        if inline:
            head = f"---------- Forwarded message ---------\r\nFrom: {notice.name} <{notice.address}>\r\nDate: {DATE}\r\n"
            body = head + f"Subject: {notice.subject}\r\nTo: x@y.example\r\n\r\n" + notice.body.replace("\n", "\r\n")
            return mail(notice, sender=sender, subject=subject, body="見本です。\r\n\r\n" + body)
        kind, enclosed = multipart("mixed", part("text/plain", "見本です。"), part("message/rfc822", mail(notice)))
        return mail(notice, sender=sender, subject=subject, kind=kind, body=enclosed)

    return play


def _only_attachment(sender: str) -> Callable[[Notice], bytes]:
    def play(notice: Notice) -> bytes:
        paper = base64_part(
            'application/pdf; name="notice.pdf"', notice.body.encode(), ("Content-Disposition", 'attachment; filename="n.pdf"')
        )
        kind, enclosed = multipart("mixed", paper)
        return mail(notice, sender=f"{sender} <info@{EVIL}>", kind=kind, body=enclosed)

    return play


def _split_words(notice: Notice) -> bytes:
    """The brand cut in two encoded words, the address hidden in them."""
    cut = "=?utf-8?B?" + base64.b64encode(b"Ama").decode() + "?= =?utf-8?Q?zon?="
    return signed(mail(notice, sender=f"{cut} <info@{EVIL}>"), EVIL)


def _address_in_words(notice: Notice) -> bytes:
    hidden = EncodedHeader(f"{notice.name} <{notice.address}>", "utf-8").encode(linesep="\r\n")
    return signed(mail(notice, sender=f"{hidden} <info@{EVIL}>"), EVIL)


def _old_charset(notice: Notice) -> bytes:
    name = b"=?iso-2022-jp?B?" + base64.b64encode(cp50221("アマゾン カスタマーサービス")) + b"?="
    return signed(mail(notice, sender=name + f" <info@{EVIL}>".encode()), EVIL)


_PASS = "dkim=pass header.d=amazon.co.jp; dmarc=pass header.from=amazon.co.jp"
_PASS_COM = "dkim=pass header.d=amazon.com; dmarc=pass header.from=amazon.com"
_BOTH = f"{_PASS}; {_PASS_COM}"

_DOMAINS = (
    "amaz0n.co.jp", "arnazon.co.jp", "amazom.com", "amazonn.co.jp", "amazon-co.jp", "amazon.co.jp.account-check.example",
    "sellercentral-amazon.com", "amazon-support.xyz", "account.amazon.co-jp.example", "xn--mazon-3ve.com",
    "seller-performance.amazon.co.jp.evil.example", "amazon.co.jp-verify.top", "arnaz0n.example",
)  # fmt: skip
_NAMES = (
    "Amazon", "Ａｍａｚｏｎ．ｃｏ．ｊｐ", "ｱﾏｿﾞﾝ ｶｽﾀﾏｰｻｰﾋﾞｽ", "Аmаzоn", "Αmazοn", "Ama\u200bzon", "A\u0301mazon",
    "𝐀𝐦𝐚𝐳𝐨𝐧", "ᴀᴍᴀᴢᴏɴ",
    "Amaz0n Seller Performance", "\u202eAmazon\u202c", "Am\u00adazon.co.jp", "Ⓐⓜⓐⓩⓞⓝ", "seller-performance@amazon.co.jp",
    "アカウントスペシャリスト", "Seller Performance Team", "A m a z o n", "Amazon.co.jp\u3000お知らせ", "ΑΜΑΖΟΝ",
    "\u202enozamA\u202c", "Amazon™ Security", "Amzn.co.jp", "amazon․co․jp", "seller-performance＠amazon.co.jp", "ア マ ゾ ン",
    "アマゾンジャパン合同会社", "【Amazon】", "セラーセントラル",
)  # fmt: skip

QUIET = (
    *(Trick(name=f"domain {one}", verdict=FORGED, play=quiet(f"{encoded('お知らせ')} <info@{one}>")) for one in _DOMAINS),
    *(Trick(name=f"name {one}", verdict=FORGED, play=quiet(f"{encoded(one)} <info@{EVIL}>")) for one in _NAMES),
    Trick(name="local part", verdict=FORGED, play=quiet(f"amazon.co.jp@{EVIL}")),
    Trick(name="percent", verdict=FORGED, play=quiet(f"seller-performance@amazon.co.jp%{EVIL}")),
    Trick(name="comment", verdict=FORGED, play=quiet(f"info@{EVIL} (Amazon)")),
)
"""Nothing but the From line gives these away."""

TRICKS = (
    *(Trick(name=f"domain {one}", verdict=FORGED, play=_from(f"seller-performance@{one}", "お知らせ")) for one in _DOMAINS),
    *(Trick(name=f"name {one}", verdict=FORGED, play=_named(one)) for one in _NAMES),
    Trick(name="raw cp932 name", verdict=FORGED, play=_named("アマゾン".encode("cp932"))),
    Trick(name="iso-2022-jp name", verdict=FORGED, play=_old_charset),
    Trick(name="brand in two encoded words", verdict=FORGED, play=_split_words),
    Trick(name="address in an encoded word", verdict=FORGED, play=_address_in_words),
    Trick(name="quoted address as name", verdict=FORGED, play=_raw_from(f'"AMAZON" <info@{EVIL}>')),
    # The true name, and no proof or a false one.
    Trick(name="unsigned", verdict=UNPROVEN, play=_headed()),
    Trick(name="signed by a stranger", verdict=UNPROVEN, play=lambda notice: signed(mail(notice), EVIL)),
    Trick(name="signed by the envelope", verdict=UNPROVEN, play=lambda notice: signed(mail(notice), "amazonses.com")),
    Trick(name="signed by the other store", verdict=UNPROVEN, play=lambda notice: signed(mail(notice), "amazon.de")),
    Trick(name="dkim of a stranger stated", verdict=UNPROVEN, play=_headed(_stated(f"dkim=pass header.d={EVIL}"))),
    Trick(name="dkim failed", verdict=UNPROVEN, play=_headed(_stated("dkim=fail header.d=amazon.co.jp"))),
    Trick(name="dmarc failed", verdict=FORGED, play=_headed(_stated("dkim=none; spf=softfail; dmarc=fail"))),
    Trick(name="dmarc permerror", verdict=FORGED, play=_headed(_stated("dmarc=permerror"))),
    Trick(
        name="dmarc failed above a forged pass", verdict=FORGED, play=_headed(_stated("dkim=none; dmarc=fail"), _stated(_BOTH))
    ),
    Trick(name="spf only", verdict=UNPROVEN, play=_headed(_stated("spf=pass smtp.mailfrom=amazon.co.jp"))),
    Trick(name="dmarc by spf only", verdict=UNPROVEN, play=_headed(_stated("spf=pass smtp.mailfrom=amazon.com; dmarc=pass"))),
    Trick(name="a server that nobody trusts", verdict=UNPROVEN, play=_headed(_stated(_BOTH, f"mx.{EVIL}"))),
    Trick(name="a name like the trusted one", verdict=UNPROVEN, play=_headed(_stated(_BOTH, f"{SERVER}.{EVIL}"))),
    Trick(name="a stranger's statement on top", verdict=UNPROVEN, play=_headed(_stated("none", f"mx.{EVIL}"), _stated(_BOTH))),
    Trick(
        name="the trusted name below our own trace",
        verdict=UNPROVEN,
        play=_headed(_stated("dkim=none; spf=none"), ("Received", f"from x by {SERVER}; {DATE}"), _stated(_BOTH)),
    ),
    Trick(name="arc only", verdict=UNPROVEN, play=_headed(
        ("ARC-Seal", "i=1; a=rsa-sha256; d=google.com; s=arc; cv=none; b=AAAA"),
        ("ARC-Authentication-Results", f"i=1; {SERVER}; {_BOTH}"),
    )),
    Trick(name="headers of the sender's choice", verdict=UNPROVEN, play=_headed(lines=(
        ("X-Authentication-Results", f"{SERVER}; {_BOTH}"), ("X-Verdict", "genuine"), ("Authentication-Result", _BOTH),
    ))),
    Trick(name="expired signature", verdict=UNPROVEN, play=_expired),
    Trick(name="signature of another mail", verdict=UNPROVEN, play=_replayed),
    Trick(name="signature of another mail, thrice", verdict=UNPROVEN, play=_replayed_twice),
    Trick(name="text below what is signed", verdict=UNPROVEN, play=_appended),
    Trick(name="a second subject above the signed one", verdict=UNPROVEN, play=_second_subject),
    Trick(name="answers to free mail", verdict=FORGED, play=_headed(lines=(("Reply-To", "amazon.performance@gmail.com"),))),
    Trick(name="answers to a look-alike", verdict=FORGED, play=_headed(lines=(("Reply-To", "x@amazon-appeals.com"),))),
    Trick(name="answers and bounces to a stranger", verdict=FORGED, play=_headed(
        ("Return-Path", f"<x@{EVIL}>"), lines=(("Reply-To", f"x@{EVIL}"),)
    )),
    # From lines that mean two things.
    Trick(name="two mailboxes", verdict=FORGED, play=_raw_from(f"AMAZON, x@{EVIL}")),
    Trick(name="two From headers", verdict=FORGED, play=_raw_from(f"x@{EVIL}", "Amazon <AMAZON>")),
    Trick(name="two From headers, true one first", verdict=FORGED, play=_raw_from("Amazon <AMAZON>", f"x@{EVIL}")),
    Trick(name="two angle brackets", verdict=FORGED, play=_raw_from(f"<AMAZON> <x@{EVIL}>")),
    Trick(name="group", verdict=FORGED, play=_raw_from(f"Amazon: AMAZON, x@{EVIL};")),
    Trick(name="empty group", verdict=FORGED, play=_raw_from("Amazon: ;")),
    Trick(name="no address", verdict=FORGED, play=_raw_from("Amazon")),
    Trick(name="unclosed quote", verdict=UNPROVEN, play=_raw_from('"Amazon <AMAZON>')),
    Trick(name="comment for a name", verdict=FORGED, play=_raw_from(f"x@{EVIL} (AMAZON)")),
    # Buyers' mail.
    Trick(name="relay, the brand for a name", verdict=FORGED, play=_relay("Amazon")),
    Trick(name="relay, a department for a name", verdict=FORGED, play=_relay("アカウントスペシャリスト")),
    Trick(name="relay, a buyer for a name", verdict=FORGED, play=_relay("山田 - Amazonマーケットプレイス")),
    # A stranger who lets the letter speak.
    Trick(name="neutral name", verdict=FORGED, play=_neutral),
    Trick(name="neutral name, Amazon in Cc", verdict=FORGED, play=lambda n: _neutral(n, lines=(("Cc", n.address),))),
    Trick(name="neutral name, answers to Amazon", verdict=FORGED, play=lambda n: _neutral(n, lines=(("Reply-To", n.address),))),
    Trick(name="neutral name, Amazon as Sender", verdict=FORGED, play=lambda n: _neutral(n, lines=(("Sender", n.address),))),
    Trick(name="link that shows another", verdict=FORGED, play=_link),
    Trick(name="subject only", verdict=UNPROVEN, play=lambda n: _neutral(n, body=""), poses=False),
    Trick(name="subject only, brand for a name", verdict=FORGED, play=lambda n: mail(n, sender=f"Amazon <x@{EVIL}>", body="")),
    Trick(name="empty, true name", verdict=UNPROVEN, play=lambda n: mail(n, subject="", body="")),
    Trick(name="attachment only", verdict=UNPROVEN, play=_only_attachment("Info"), poses=False),
    Trick(name="attachment only, brand for a name", verdict=FORGED, play=_only_attachment("Amazon")),
    Trick(name="sample, forwarded inline", verdict=UNPROVEN, play=_forwarded(inline=True), poses=False),
    Trick(name="sample, forwarded as a file", verdict=UNPROVEN, play=_forwarded(inline=False), poses=False),
    Trick(name="the seller's own address", verdict=FORGED, play=lambda n: mail(n, sender=f"Amazon <{SELLER}>")),
)  # fmt: skip
