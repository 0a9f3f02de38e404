"""DKIM signatures (RFC 6376), verified by ourselves. The only importer of dkimpy. Pure: keys come through the argument.

dkimpy reads the clock for the tags t= and x=; they are taken away from it and x= is held against the time of arrival,
so that old mail is judged as it would have been then.
"""

import binascii
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import dkim
from dkim.asn1 import ASN1FormatError
from dkim.crypto import DigestTooLargeError, UnparsableKeyError
from dkim.util import InvalidTagValueList, parse_tag_value

from mailbot import domains
from mailbot.authentication.trust import Resolver
from mailbot.errors import TransportError

_KEY_BITS: Final = 1024
_SIGNATURES: Final = 4
_HEADER_BYTES: Final = 8_000
_RUN: Final = b" " * 400
"""dkimpy's patterns are quadratic in runs of white space: a mail with longer ones is not verified."""
_SIGNED_BYTES: Final = 40 * 1024 * 1024
_SLACK: Final = 36_000
_BROKEN: Final = (
    dkim.DKIMException, InvalidTagValueList, UnparsableKeyError, DigestTooLargeError, ASN1FormatError, binascii.Error,
    ValueError, KeyError, IndexError, TypeError, AssertionError, OverflowError,
)  # fmt: skip


class Outcome(StrEnum):
    """What came of one signature; the values are codes of the catalogue."""

    PASS = "signature_pass"  # noqa: S105 - a verdict, no password
    BODY_CHANGED = "signature_body_changed"
    WRONG = "signature_wrong"
    NO_KEY = "signature_no_key"
    DNS_FAILED = "signature_dns_failed"
    PARTIAL = "signature_partial"
    EXPIRED = "signature_expired"
    UNCHECKED = "signature_unchecked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature whose domain is aligned with the author's."""

    domain: str
    outcome: Outcome


def verify(content: bytes, author: str, resolver: Resolver | None, at: datetime | None) -> tuple[Signature, ...]:
    """Check the signatures of ``content`` whose d= belongs to the organization of the domain ``author``.

    Without a ``resolver`` each is ``UNCHECKED``. ``at`` is when the message arrived (aware), None where nobody knows.
    """
    try:
        signer = dkim.DKIM(content.lstrip(b"\r\n"), minkey=_KEY_BITS)
    except _BROKEN:
        return ()
    lines = [value for name, value in signer.headers if name.lower() == b"dkim-signature"]
    found: list[Signature] = []
    for index, value in enumerate(lines[:20]):
        tags = _tags(value)
        domain = tags.get(b"d", b"").decode("ascii", "replace").lower()
        if domains.aligned(domain, author) and len(found) < _SIGNATURES:
            found.append(Signature(domain=domain, outcome=_outcome(signer, index, content, resolver, at)))
    return tuple(found)


def _outcome(signer: Any, index: int, content: bytes, resolver: Resolver | None, at: datetime | None) -> Outcome:
    name, value = [header for header in signer.headers if header[0].lower() == b"dkim-signature"][index]
    if resolver is None or len(content) > _SIGNED_BYTES or _RUN in content.replace(b"\t", b" ") or _winding(value):
        return Outcome.UNCHECKED
    tags = _tags(value)
    signed = [field.strip().lower() for field in tags.get(b"h", b"").split(b":")]
    if b"from" not in signed or tags.get(b"a") != b"rsa-sha256":
        return Outcome.WRONG  # RFC 6376 section 5.4; RFC 8301 retired SHA-1
    if b"l" in tags:
        return Outcome.PARTIAL  # anybody can append below what is signed
    if _expired(tags.pop(b"x", None), at):
        return Outcome.EXPIRED
    tags.pop(b"t", None)
    return _checked(signer, tags, signed, (name, value), resolver)


def _checked(
    signer: Any, tags: dict[bytes, bytes], signed: list[bytes], header: tuple[bytes, bytes], resolver: Resolver
) -> Outcome:
    keys: list[bytes | None] = []

    def lookup(name: bytes, timeout: float = 0) -> bytes | None:  # noqa: ARG001 - dkimpy passes it
        keys.append(resolver(name.decode("ascii")))
        return keys[-1]

    try:
        dkim.validate_signature_fields(tags)
        if signer.verify_sig(tags, signed, header, lookup):
            return Outcome.PASS
    except TransportError:
        return Outcome.DNS_FAILED
    except dkim.ValidationError as error:
        return Outcome.BODY_CHANGED if "body hash" in str(error) else Outcome.WRONG
    except _BROKEN:
        return Outcome.WRONG
    return Outcome.WRONG if keys and keys[-1] else Outcome.NO_KEY


def _tags(value: bytes) -> dict[bytes, bytes]:
    if len(value) > _HEADER_BYTES:
        return {}
    try:
        tags: dict[bytes, bytes] = parse_tag_value(value)
    except _BROKEN:
        return {}
    return tags


def _winding(value: bytes) -> bool:
    return re.search(rb"\s{60}", value) is not None


def _expired(until: bytes | None, at: datetime | None) -> bool:
    if until is None or at is None or not until.isdigit() or len(until) > 12:
        return False
    return int(until) + _SLACK < at.timestamp()
