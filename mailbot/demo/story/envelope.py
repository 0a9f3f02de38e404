"""The headers that servers write on the way: Received, Return-Path, signatures, what the seller's server found. Pure."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Final

from mailbot.demo.story.scene import Cast, Scene

HEADERS_SIGNED: Final = "Date:From:To:Message-ID:Subject:MIME-Version:Content-Type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way for mail to arrive: who signed, who the envelope names, and what the seller's server made of it."""

    host: str
    """The server that handed it over; ``{domain}`` is the author's."""
    ip: str
    envelope: str = "{local}@{domain}"
    signed: str = ""
    """The d= of the signature; empty: none."""
    dkim: str = "none"
    spf: str = "pass"
    dmarc: str = "none"
    stated: bool = True
    """The server wrote Authentication-Results."""


_SES: Final = "a{number}-{number}.smtp-out.ap-northeast-1.amazonses.com"
_BOUNCES: Final = "{token}@bounces.{domain}"
ROUTES: Final = {
    "amazon": Route(host=_SES, ip="192.0.2.{number}", envelope=_BOUNCES, signed="{domain}", dkim="pass", dmarc="pass"),
    "relay": Route(host=_SES, ip="192.0.2.{number}", envelope=_BOUNCES, signed="{domain}", dkim="pass", dmarc="pass"),
    # An old alias of the seller's at a provider that passes mail on and drops what it does not know.
    "forwarded": Route(host="forward.oldmail.example", ip="198.51.100.77", envelope=_BOUNCES, spf="softfail", stated=False),
    "signed": Route(host="mail.{domain}", ip="198.51.100.{number}", signed="{domain}", dkim="pass", dmarc="pass"),
    "plain": Route(host="mail.{domain}", ip="198.51.100.{number}"),
    "forged": Route(host="vps{number}.cheap-hosting.example", ip="203.0.113.{number}", spf="fail", dmarc="fail"),
    "badsig": Route(
        host="vps{number}.cheap-hosting.example",
        ip="203.0.113.{number}",
        envelope=_BOUNCES,
        signed="{domain}",
        dkim="fail",
        spf="softfail",
        dmarc="fail",
    ),
    "lure": Route(host="smtp.{domain}", ip="203.0.113.{number}", signed="{domain}", dkim="pass", dmarc="pass"),
    "local": Route(host="localhost", ip="127.0.0.1", envelope="", stated=False),
}


def message_id(scene: Scene) -> str:
    """Return the Message-ID: fixed by the mail's name, in the style of its sender's system."""
    token = _token(scene.name)
    domain = scene.sender.address.rpartition("@")[2]
    if scene.route in ("amazon", "relay", "forwarded", "badsig"):
        return f"<0106{token[:12]}-{token[12:20]}-{token[20:24]}-000000@ap-northeast-1.amazonses.com>"
    return f"<{token[:8]}-{token[8:12]}-{token[12:24]}@{domain}>"


def trace(scene: Scene, players: Cast, body: bytes) -> Iterator[tuple[str, str]]:
    """Yield the headers above the author's own, topmost first; none for mail that the seller sent."""
    if scene.sender is players.own:
        return
    route = ROUTES[scene.route]
    local, _, domain = scene.sender.address.rpartition("@")
    token = _token(scene.name)
    values = {"local": local, "domain": domain, "token": token[:24], "number": str(int(token[:2], 16) % 200 + 2)}
    host, ip, envelope = (text.format(**values) for text in (route.host, route.ip, route.envelope))
    yield "Return-Path", f"<{envelope}>"
    yield "Delivered-To", players.own.address
    arrived = format_datetime(scene.at)
    yield "Received", f"from {host} ({host} [{ip}]) by {players.server} with ESMTPS id {token[:12].upper()}; {arrived}"
    if route.stated:
        yield "Authentication-Results", _results(route, scene, players.server, envelope)
    if route.signed:
        yield "DKIM-Signature", _signature(route.signed.format(**values), scene, body)
    if scene.route in ("amazon", "relay"):
        yield "Feedback-ID", f"1.ap-northeast-1.{token[:20]}=:AmazonSES"


def written(scene: Scene) -> str:
    """Return the Date header's value: a moment before arrival, in UTC for systems, in local time for people."""
    at = scene.at - timedelta(seconds=0 if scene.folder == "Sent" else 2)
    return format_datetime(at.astimezone(UTC) if scene.route in ("amazon", "relay", "forwarded", "badsig") else at)


def _results(route: Route, scene: Scene, server: str, envelope: str) -> str:
    domain = scene.sender.address.rpartition("@")[2]
    parts = [server]
    signed = route.signed.format(domain=domain)
    parts.append(f"dkim={route.dkim}" + (f" header.d={signed} header.i=@{signed}" if signed else ""))
    parts.append(f"spf={route.spf}" + (f" smtp.mailfrom={envelope}" if envelope else ""))
    parts.append(f"dmarc={route.dmarc} header.from={domain}")
    return "; ".join(parts)


def _signature(domain: str, scene: Scene, body: bytes) -> str:
    """Return a signature in form only: its keys never existed, so that nobody can take the story for real mail."""
    value = b"".join(hashlib.sha256(f"{scene.name} {part}".encode()).digest() for part in range(4))
    at = int(_utc(scene.at).timestamp())
    return (
        f"v=1; a=rsa-sha256; q=dns/txt; c=relaxed/simple; s=demo{_token(domain)[:10]}; d={domain}; t={at}; "
        f"h={HEADERS_SIGNED}; bh={base64.b64encode(hashlib.sha256(body).digest()).decode()}; "
        f"b={base64.b64encode(value[:64]).decode()} {base64.b64encode(value[64:]).decode()}"
    )


def _token(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
