"""Amazon's mail as real servers hand it over: a table of what each writes above it, to be combined with any notice."""
# ruff: noqa: E501 - headers as servers write them

import base64
import quopri
from collections.abc import Callable
from dataclasses import dataclass

from mailbot.authentication import Trust
from mailbot.messages import Verdict
from tests.authentication.keys import signed
from tests.authentication.notices import DATE, SELLER, Notice, encoded, mail
from tests.parsing.mail import Header, cp50221, multipart, part

GENUINE, UNPROVEN = Verdict.GENUINE, Verdict.UNPROVEN
_IP = "54.240.10.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One server's way: its headers with ``DOMAIN`` and ``NOW`` to be filled in, and the name that the user trusts."""

    name: str
    above: tuple[Header, ...]
    trusted: str = ""
    verdict: Verdict = GENUINE


def deliver(delivery: Delivery, notice: Notice) -> bytes:
    """Return the notice with the server's headers, unsigned: the signature was the server's to check."""
    above = tuple((name, str(value).replace("DOMAIN", notice.domain).replace("NOW", DATE)) for name, value in delivery.above)
    return mail(notice, above=above)


def trust(delivery: Delivery) -> Trust:
    return Trust(authserv_ids=(delivery.trusted,) if delivery.trusted else (), own_addresses=(SELLER,))


def _results(*lines: str) -> Header:
    return ("Authentication-Results", "".join(lines))


DELIVERIES = (
    Delivery(name="gmail", trusted="mx.google.com", above=(
        ("Delivered-To", SELLER),
        ("Received", "by 2002:a05:6a10:1234:0:0:0:0 with SMTP id ab12csp1234567pxb;\r\n        NOW"),
        ("X-Google-Smtp-Source", "AGHT+IFabcdefghijklmnopqrstuvwxyz0123456789"),
        ("X-Received", "by 2002:a17:902:d4c8:: with SMTP id o8mr1234567plg.1.1552525200000;\r\n        NOW"),
        ("ARC-Seal", "i=1; a=rsa-sha256; t=1552525200; cv=none;\r\n        d=google.com; s=arc-20160816;\r\n        b=abc=="),
        ("ARC-Message-Signature", "i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20160816;\r\n        h=a;\r\n        bh=x=; b=y=="),
        ("ARC-Authentication-Results", "i=1; mx.google.com;\r\n       dkim=pass header.i=@DOMAIN header.s=abc header.b=Ab12Cd34;"
         "\r\n       spf=pass (google.com: domain of x@bounces.DOMAIN designates 54.240.10.1 as permitted sender) smtp.mailfrom=x@bounces.DOMAIN"),
        ("Return-Path", "<20190314-x@bounces.DOMAIN>"),
        ("Received", f"from a10-1.smtp-out.amazonses.com (a10-1.smtp-out.amazonses.com. [{_IP}])\r\n        by mx.google.com with ESMTPS id x;\r\n        NOW"),
        ("Received-SPF", f"pass (google.com: domain of x@bounces.DOMAIN designates {_IP} as permitted sender) client-ip={_IP};"),
        _results("mx.google.com;\r\n       dkim=pass header.i=@DOMAIN header.s=abcdefgh header.b=Ab12Cd34;\r\n       dkim=pass header.i=@amazonses.com"
                 " header.s=ijkl header.b=eF56Gh78;\r\n       spf=pass (google.com: domain of x@bounces.DOMAIN designates 54.240.10.1 as permitted"
                 " sender) smtp.mailfrom=20190314-x@bounces.DOMAIN;\r\n       dmarc=pass (p=QUARANTINE sp=QUARANTINE dis=NONE) header.from=DOMAIN"),
    )),
    Delivery(name="gmail, envelope of amazonses", trusted="mx.google.com", above=(
        ("Return-Path", "<0101016976a-1234@ap-northeast-1.amazonses.com>"),
        _results("mx.google.com; dkim=pass header.i=@DOMAIN header.s=a header.b=b; spf=pass smtp.mailfrom=x@ap-northeast-1.amazonses.com;"
                 " dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=DOMAIN"),
    )),
    # Outlook.com writes no name of its own: nothing to trust.
    Delivery(name="outlook.com", verdict=UNPROVEN, above=(
        ("Received", "from A.JPNP286.PROD.OUTLOOK.COM (2603:1096:604::1) by B.outlook.com with HTTPS; NOW"),
        _results(f"spf=pass (sender IP is {_IP})\r\n smtp.mailfrom=bounces.DOMAIN; dkim=pass (signature was verified)\r\n header.d=DOMAIN;dmarc=pass"
                 " action=none\r\n header.from=DOMAIN;compauth=pass reason=100"),
        ("Received-SPF", "Pass (protection.outlook.com: domain of bounces.DOMAIN designates 54.240.10.1 as permitted sender)"),
        ("X-MS-Exchange-Authentication-Results", "spf=pass; dkim=pass header.d=DOMAIN"),
    )),
    Delivery(name="exchange of a company, with a gateway's name", trusted="mx.shop.example", above=(
        ("Received", "from mx.shop.example (10.0.0.1) by EX01.shop.example (10.0.0.2) with Microsoft SMTP Server; NOW"),
        _results("mx.shop.example; dkim=pass (2048-bit key; unprotected) header.d=DOMAIN header.i=@DOMAIN header.a=rsa-sha256 header.s=abc"
                 " header.b=Ab12; dkim-atps=neutral"),
    )),
    Delivery(name="yahoo.co.jp", trusted="*.mail.djm.ynwp.yahoo.co.jp", above=(
        ("X-Apparently-To", f"{SELLER} via 182.22.12.34; NOW"),
        ("Return-Path", "<x@bounces.DOMAIN>"),
        ("Received-SPF", "pass (mta7024.mail.djm.ynwp.yahoo.co.jp: domain of x@bounces.DOMAIN designates 54.240.10.1 as permitted sender)"),
        _results("mta7024.mail.djm.ynwp.yahoo.co.jp; dkim=pass (ok) header.i=@DOMAIN header.s=abc; spf=pass smtp.mailfrom=bounces.DOMAIN;"
                 "\r\n dmarc=pass(p=quarantine sp=quarantine) header.from=DOMAIN"),
        ("Received", f"from {_IP} (EHLO a10-1.smtp-out.amazonses.com) ({_IP})\r\n by mta7024.mail.djm.ynwp.yahoo.co.jp with SMTP; NOW"),
    )),
    # An older layout, with words of its own where the name ends: it cannot be read for certain.
    Delivery(name="yahoo.co.jp of old", trusted="*.mail.djm.ynwl.yahoo.co.jp", verdict=UNPROVEN, above=(
        _results("mta520.mail.djm.ynwl.yahoo.co.jp  from=DOMAIN; domainkeys=neutral (no sig); from=DOMAIN; dkim=pass (ok)"),
    )),
    Delivery(name="yahoo.com", trusted="*.mail.bf1.yahoo.com", above=(
        _results("atlas-production.v2-mail-prod1-bf1.mail.bf1.yahoo.com;\r\n dkim=pass header.i=@DOMAIN header.s=abc;\r\n dkim=pass header.i=@amazonses.com"
                 " header.s=def;\r\n spf=pass smtp.mailfrom=bounces.DOMAIN;\r\n dmarc=pass(p=QUARANTINE) header.from=DOMAIN;"),
    )),
    Delivery(name="icloud", trusted="bimi.icloud.com", above=(
        _results("bimi.icloud.com; bimi=pass header.d=DOMAIN header.selector=default policy.authority=pass"),
        ("X-BIMI-Indicator-Hash", "abc"),
    ), verdict=UNPROVEN),
    Delivery(name="icloud, three headers of one family", trusted="*.icloud.com", above=(
        _results("bimi.icloud.com; bimi=pass header.d=DOMAIN header.selector=default"),
        _results("dmarc.icloud.com; dmarc=pass header.from=DOMAIN"),
        _results("dkim-verifier.icloud.com; dkim=pass (2048-bit key) header.d=DOMAIN header.i=@DOMAIN header.b=Ab12"),
        _results("spf.icloud.com; spf=pass (spf.icloud.com: domain of x@bounces.DOMAIN designates 54.240.10.1 as permitted sender) smtp.mailfrom=x@bounces.DOMAIN"),
        ("Received-SPF", "pass"),
    )),
    Delivery(name="sakura", trusted="www1234.sakura.ne.jp", above=(
        ("Return-Path", "<x@bounces.DOMAIN>"),
        ("X-Original-To", SELLER),
        _results("www1234.sakura.ne.jp;\r\n\tdkim=pass (1024-bit key) header.d=DOMAIN header.i=@DOMAIN header.b=\"Ab12Cd34\";\r\n\tdkim=pass (1024-bit key)"
                 " header.d=amazonses.com header.i=@amazonses.com header.b=\"eF56\""),
        ("Received", f"from a10-1.smtp-out.amazonses.com (a10-1.smtp-out.amazonses.com [{_IP}])\r\n\tby www1234.sakura.ne.jp (8.16.1/8.16.1) with ESMTPS id x; NOW"),
    )),
    Delivery(name="xserver", trusted="sv1234.xserver.jp", above=(
        ("Delivered-To", SELLER),
        ("Received-SPF", "pass (sv1234.xserver.jp: domain of bounces.DOMAIN designates 54.240.10.1 as permitted sender)"),
        _results("sv1234.xserver.jp; dkim=pass header.d=DOMAIN header.s=abc header.b=Ab12Cd; spf=pass smtp.mailfrom=bounces.DOMAIN; dmarc=pass"
                 " header.from=DOMAIN"),
    )),
    Delivery(name="postfix with three milters", trusted="mx.example.jp", above=(
        _results("mx.example.jp; dmarc=pass (p=quarantine dis=none) header.from=DOMAIN"),
        ("DMARC-Filter", "OpenDMARC Filter v1.4.1 mx.example.jp ABC"),
        _results("mx.example.jp; spf=pass smtp.mailfrom=bounces.DOMAIN"),
        _results("mx.example.jp;\r\n\tdkim=pass (2048-bit key; unprotected) header.d=DOMAIN header.i=@DOMAIN header.b=\"Ab1=\"; dkim-atps=neutral"),
        ("DKIM-Filter", "OpenDKIM Filter v2.11.0 mx.example.jp ABC"),
        ("Received", f"from a10-1.smtp-out.amazonses.com ({_IP}) by mx.example.jp (Postfix); NOW"),
    )),
    Delivery(name="amavis", trusted="mail.shop.example", above=(
        ("X-Virus-Scanned", "amavisd-new at shop.example"),
        _results("mail.shop.example (amavisd-new);\r\n\tdkim=pass (2048-bit key) header.d=DOMAIN header.b=Ab12; dkim=pass (1024-bit key)"
                 " header.d=amazonses.com"),
    )),
    Delivery(name="rspamd", trusted="mx2.shop.example", above=(
        _results("mx2.shop.example;\r\n\tdkim=pass header.d=DOMAIN header.s=abc header.b=Ab12Cd34;\r\n\tdkim=pass header.d=amazonses.com header.s=def"
                 " header.b=eF56;\r\n\tspf=pass (mx2.shop.example: domain of x@bounces.DOMAIN designates 54.240.10.1 as permitted sender)"
                 " smtp.mailfrom=x@bounces.DOMAIN;\r\n\tdmarc=pass (policy=quarantine) header.from=DOMAIN"),
    )),
    Delivery(name="fastmail", trusted="mx4.messagingengine.com", above=(
        _results("mx4.messagingengine.com;\r\n    arc=none (no signatures found);\r\n    bimi=skipped (DMARC Policy is not at enforcement);\r\n    dkim=pass"
                 " (1024-bit rsa key sha256) header.d=DOMAIN header.i=@DOMAIN\r\n      header.b=Ab12Cd header.a=rsa-sha256 header.s=abc;\r\n    dmarc=pass"
                 " policy.published-domain-policy=quarantine policy.applied-disposition=none\r\n      policy.evaluated-disposition=none (p=quarantine,d=none,"
                 "d.eval=none) policy.policy-from=p\r\n      header.from=DOMAIN;\r\n    iprev=pass smtp.remote-ip=54.240.10.1 (a10-1.smtp-out.amazonses.com);"
                 "\r\n    spf=pass smtp.mailfrom=x@bounces.DOMAIN\r\n      smtp.helo=a10-1.smtp-out.amazonses.com"),
    )),
    Delivery(name="a provider: nifty", trusted="inbound.nifty.example", above=(
        ("X-Nifty-SpamLevel", "0"),
        _results("inbound.nifty.example 1; spf=pass smtp.mailfrom=x@bounces.DOMAIN; sender-id=pass header.From=x@DOMAIN; dkim=pass"
                 " header.i=@DOMAIN; dkim-adsp=pass header.from=x@DOMAIN"),
    )),
    Delivery(name="a provider: ocn", trusted="mf.ocn.example", above=(
        ("X-Envelope-From", "x@bounces.DOMAIN"),
        _results("mf.ocn.example; spf=pass smtp.mailfrom=bounces.DOMAIN; dkim=pass header.d=DOMAIN; dmarc=pass header.from=DOMAIN"),
        ("X-Spam-Status", "No"),
    )),
    Delivery(name="a provider that checks SPF alone", trusted="mx.isp.example", verdict=UNPROVEN, above=(
        _results("mx.isp.example; spf=pass smtp.mailfrom=x@bounces.DOMAIN"),
    )),
    Delivery(name="a signature of a subdomain", trusted="mx.example.jp", above=(
        _results("mx.example.jp; dkim=pass header.d=email.DOMAIN header.s=a; dmarc=pass header.from=DOMAIN"),
    )),
    Delivery(name="names in capitals", trusted="mx.example.jp", above=(
        _results("MX.Example.JP; DKIM=Pass Header.D=DOMAIN; DMARC=Pass"),
    )),
    Delivery(name="a mailing list broke one of two signatures", trusted="mx.example.jp", above=(
        _results("mx.example.jp; dkim=fail (body hash did not verify) header.d=amazonses.com; dkim=pass header.d=DOMAIN; dmarc=pass header.from=DOMAIN"),
    )),
    Delivery(name="an imported file without a trace", above=(), verdict=UNPROVEN),
    Delivery(name="forwarded by an address of the seller's", trusted="mx.example.jp", verdict=UNPROVEN, above=(
        ("Return-Path", "<SRS0=ab=cd=DOMAIN=x@forward.example.jp>"),
        _results("mx.example.jp; spf=pass smtp.mailfrom=forward.example.jp; dkim=fail (body has been altered) header.d=DOMAIN"),
        ("X-Forwarded-To", SELLER),
    )),
)  # fmt: skip


# What Amazon itself writes: signed by its own key, whatever the charset, the folding and the parts.

Made = Callable[[Notice], bytes]


def _charset(label: str, codec: str, encoding: str) -> Made:
    def make(notice: Notice) -> bytes:
        text = notice.body.replace("\n", "\r\n")
        data = cp50221(text) if codec == "cp50221" else text.encode(codec)
        body = {"7bit": lambda: data, "8bit": lambda: data, "base64": lambda: base64.encodebytes(data).replace(b"\n", b"\r\n"),
                "quoted-printable": lambda: quopri.encodestring(data).replace(b"\r\r\n", b"\r\n")}[encoding]()  # fmt: skip
        lines: tuple[Header, ...] = (("Content-Transfer-Encoding", encoding),)
        kind = f"text/plain; charset={label}"
        sender = f"{encoded(notice.name, 'iso-2022-jp' if codec == 'cp50221' else 'utf-8')} <{notice.address}>"
        return mail(notice, sender=sender, lines=lines, kind=kind, body=body)

    return make


def _alternative(notice: Notice) -> bytes:
    lines = "".join(f"<tr><td>{line}</td></tr>\r\n" for line in notice.body.split("\n"))
    link = f'<a href="https://www.{notice.domain}/gp/r.html?x=1">https://sellercentral.{notice.domain}/</a>'
    page = part("text/html; charset=UTF-8", f"<html><body><table>{lines}</table>{link}</body></html>")
    kind, body = multipart("alternative", part("text/plain; charset=UTF-8", notice.body.replace("\n", "\r\n")), page)
    return mail(notice, kind=kind, body=body)


def _with_paper(notice: Notice) -> bytes:
    paper = part('application/pdf; name="notice.pdf"', b"JVBERi0=", ("Content-Transfer-Encoding", "base64"))
    kind, body = multipart("mixed", part("text/plain; charset=UTF-8", notice.body.replace("\n", "\r\n")), paper)
    return mail(notice, kind=kind, body=body)


def _headers(*lines: Header, sender: str = "") -> Made:
    def make(notice: Notice) -> bytes:
        filled = tuple((name, str(value).replace("DOMAIN", notice.domain)) for name, value in lines)
        return mail(notice, sender=sender.replace("DOMAIN", notice.domain) or None, lines=filled)

    return make


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """One way in which Amazon writes."""

    name: str
    make: Made


WRITINGS = (
    Writing(name="utf-8 8bit", make=_charset("utf-8", "utf-8", "8bit")),
    Writing(name="utf-8 base64", make=_charset("UTF-8", "utf-8", "base64")),
    Writing(name="utf-8 quoted", make=_charset('"utf-8"', "utf-8", "quoted-printable")),
    Writing(name="iso-2022-jp", make=_charset("ISO-2022-JP", "cp50221", "7bit")),
    Writing(name="shift_jis", make=_charset("Shift_JIS", "cp932", "8bit")),
    Writing(name="euc-jp", make=_charset("EUC-JP", "euc_jp", "base64")),
    Writing(name="html beside plain", make=_alternative),
    Writing(name="a paper attached", make=_with_paper),
    Writing(name="bounces to amazonses", make=_headers(("Return-Path", "<01@ap-northeast-1.amazonses.com>"))),
    Writing(name="answers to a number", make=_headers(("Reply-To", "seller-performance+A1B2C3@DOMAIN"))),
    Writing(name="a subdomain", make=_headers(sender="Amazon <no-reply@email.DOMAIN>")),
    Writing(name="no name at all", make=_headers(sender="seller-notification@DOMAIN")),
    Writing(name="a name in quotes", make=_headers(sender='"Amazon.co.jp" <store-news@DOMAIN>')),
    Writing(name="sent by its machine", make=_headers(("Auto-Submitted", "auto-generated"), ("Precedence", "bulk"))),
    Writing(name="with a way to unsubscribe", make=_headers(("List-Unsubscribe", "<https://www.DOMAIN/u>"), ("List-Id", "<n.DOMAIN>"))),
    Writing(name="feedback and folds", make=_headers(
        ("X-AMAZON-MAIL-RELAY-TYPE", "notification"), ("Feedback-ID", "1.ap-northeast-1.x:AmazonSES"),
        ("References", "<a@DOMAIN>\r\n <b@DOMAIN>\r\n\t<c@DOMAIN>"), ("In-Reply-To", "<a@DOMAIN>"),
    )),
)  # fmt: skip


def twice_signed(content: bytes, domain: str) -> bytes:
    """As Amazon SES does: the author's signature, and the sender's below it."""
    return signed(signed(content, "amazonses.com"), domain)
