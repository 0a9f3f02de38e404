"""Is this message Amazon's? The decision table. Pure: keys come through the ``resolver`` argument.

In order, the first row that fits decides:

====================================================================  ===================================================
text that the user copied from the console, without any trace of mail  unproven ``pasted`` (the user's word makes it fact)
no readable single author                                              forged ``from_hostile`` where Amazon is named
From is the buyer-to-seller relay; it poses as a notice                forged ``relayed_notice``
From is the relay                                                      unproven ``relayed``, never confirmable
From is Amazon's; a signature of its own that we verified              genuine ``dkim_verified``
From is Amazon's; a trusted server says dmarc=fail                     forged ``dmarc_failed``
From is Amazon's; a trusted server says dkim=pass for its domain       genuine ``dkim_stated``
From is Amazon's; answers go to a stranger, or the brand is disguised  forged ``reply_elsewhere``, ``brand_characters``
From is Amazon's; a signature that only we could not verify            unproven, with what became of the signature
From is Amazon's; nothing else                                         unproven ``unsigned``
From is the seller's own, and poses as nobody else                     unproven ``forwarded`` or ``own``
look-alike domain, display-name trick, disguised brand, signed lure    forged, with the trick
neither from nor posing as Amazon                                      unproven ``other_sender``: it does not matter
====================================================================  ===================================================

SPF is never asked: it speaks of the envelope, which anybody may rent. A repeated Subject, Content-Type or the like
voids every proof, for a signature covers one of them and the reader sees the other.
"""

from collections.abc import Iterable
from typing import Final

from classifiers.sample import Signal
from mailbot import domains, lookalike, parsing
from mailbot.authentication import posing, signature, statements
from mailbot.authentication.signature import Outcome, Signature
from mailbot.authentication.statements import Statement
from mailbot.authentication.trust import Resolver, Trust
from mailbot.messages import Authenticity, ParsedMessage, Reason, Verdict

VERSION: Final = 2
"""Raised with every change that may judge old bytes differently."""

_HOSTILE: Final = ("from_repeated", "from_several", "from_ambiguous", "from_empty", "from_missing")
_REPEATED: Final = "repeated_"
_HARMLESS_REPEATS: Final = frozenset({"repeated_mime_version"})
_FREE_MAIL: Final = frozenset(
    """gmail.com googlemail.com yahoo.com yahoo.co.jp outlook.com outlook.jp hotmail.com hotmail.co.jp live.com live.jp
    icloud.com me.com aol.com proton.me protonmail.com gmx.com gmx.de mail.ru yandex.com yandex.ru qq.com 163.com 126.com
    excite.co.jp ezweb.ne.jp docomo.ne.jp softbank.ne.jp i.softbank.jp""".split()  # noqa: SIM905 - a word list
)
_FORMER_SENDERS: Final = ("x-original-from", "x-original-sender", "x-google-original-from")
_TRACES: Final = frozenset(
    {"received", "return-path", "delivered-to", "authentication-results", "dkim-signature", "from", "sender"}
)


def judge(parsed: ParsedMessage, content: bytes, trust: Trust, resolver: Resolver | None) -> Authenticity:
    """Return the verdict on a message, with its reasons, the weightiest first.

    ``content`` are the bytes that ``parsed`` was read from. ``resolver`` None means that we do not verify signatures
    ourselves; statements of trusted servers count all the same. The user's own word (``RawMessage.confirmed``) is the
    caller's to add.
    """
    if _is_pasted(parsed):
        return _verdict(Verdict.UNPROVEN, [Reason(code="pasted")], claims=True)
    hostile = next((code for code in _HOSTILE if code in parsed.defects), None)
    if hostile is not None and not _is_bounce(parsed):
        return _hostile(parsed, hostile)
    if domains.is_relay(parsed.sender.domain):
        return _relayed(parsed, trust)
    if domains.is_amazon(parsed.sender.domain):
        return _from_amazon(parsed, content, trust, resolver)
    return _from_other(parsed, trust)


def _hostile(parsed: ParsedMessage, code: str) -> Authenticity:
    if posing.mentions(parsed) or any("amazon" in value.lower() for value in parsed.header("from")):
        return _verdict(Verdict.FORGED, [Reason(code="from_hostile", values={"defect": code})], claims=True)
    return _verdict(Verdict.UNPROVEN, [Reason(code="from_unreadable", values={"defect": code})], claims=False)


def _relayed(parsed: ParsedMessage, trust: Trust) -> Authenticity:
    failed = _dmarc_failed(statements.trusted(parsed.headers, trust), parsed)
    posed = posing.relayed_notice(parsed)
    if failed or posed:
        return _verdict(Verdict.FORGED, [*failed, *posed.reasons], claims=True, relayed=True)
    reason = Reason(code="relayed", values={"address": parsed.sender.address})
    return _verdict(Verdict.UNPROVEN, [reason], claims=True, relayed=True)


def _from_amazon(parsed: ParsedMessage, content: bytes, trust: Trust, resolver: Resolver | None) -> Authenticity:
    author = parsed.sender.domain
    stated = statements.trusted(parsed.headers, trust)
    own = signature.verify(content, author, resolver, parsed.received)
    warnings = _warnings(parsed, trust)
    void = [Reason(code="repeated_headers", values={"headers": ", ".join(_repeated(parsed))})] if _repeated(parsed) else []
    failed = _dmarc_failed(stated, parsed)
    verified = next((one for one in own if one.outcome is Outcome.PASS), None)
    if verified and not void:
        return _verdict(
            Verdict.GENUINE, [Reason(code="dkim_verified", values={"domain": verified.domain}), *warnings], claims=True
        )
    if failed:
        return _verdict(Verdict.FORGED, [*failed, *warnings], claims=True)
    passed = _dkim_stated(stated, author)
    if passed and not void:
        return _verdict(Verdict.GENUINE, [passed, *warnings], claims=True)
    tricks = posing.tricks_under_true_name(parsed)
    if tricks or _answers_go_astray(parsed, trust):
        return _verdict(Verdict.FORGED, [*tricks, *warnings, *void, *_signature_reasons(own)], claims=True)
    return _verdict(Verdict.UNPROVEN, [*void, *_signature_reasons(own), *warnings], claims=True)


def _from_other(parsed: ParsedMessage, trust: Trust) -> Authenticity:
    address = parsed.sender.address
    own = bool(address) and address in _own(trust)
    if own and any(domains.root(one.domain) for one in (*parsed.to, *parsed.cc)):
        return _verdict(Verdict.UNPROVEN, [Reason(code="own", values={"address": address})], claims=False)
    if own and (_passes_on(parsed) or _came_through_own_list(parsed)):
        return _verdict(Verdict.UNPROVEN, [Reason(code="forwarded", values={"address": address})], claims=True)
    posed = posing.pose(parsed)
    if posed and not _is_bounce(parsed):
        return _verdict(Verdict.FORGED, posed.reasons, claims=True)
    reason = Reason(code="own" if own else "other_sender", values={"address": address})
    return _verdict(Verdict.UNPROVEN, [reason], claims=False)


def _passes_on(parsed: ParsedMessage) -> bool:
    """Return whether the seller passes a mail about Amazon on, to themselves or to a helper."""
    return bool(parsed.forwarded) and (
        posing.mentions(parsed)
        or any(
            domains.root(one.sender.domain) is not None or lookalike.names_brand(one.subject + one.text[:1_000])
            for one in parsed.forwarded
        )
    )


def _came_through_own_list(parsed: ParsedMessage) -> bool:
    """Return whether a group address of the seller's rewrote Amazon's From to its own, as Google Groups does."""
    former = [value for name in _FORMER_SENDERS for value in parsed.header(name)]
    return any(domains.root(value.rpartition("@")[2].strip(" >")) for value in former) or any(
        domains.root(one.domain) for one in parsed.reply_to
    )


def _own(trust: Trust) -> frozenset[str]:
    return frozenset(address.strip().lower() for address in trust.own_addresses)


def _dmarc_failed(stated: Iterable[Statement], parsed: ParsedMessage) -> list[Reason]:
    author = parsed.sender.domain
    for one in stated:
        if (
            one.method == "dmarc"
            and one.result in ("fail", "permerror")
            and (not one.domain or domains.aligned(one.domain, author))
        ):
            return [Reason(code="dmarc_failed", values={"server": one.server, "domain": author})]
    return []


def _dkim_stated(stated: Iterable[Statement], author: str) -> Reason | None:
    for one in stated:
        if one.method == "dkim" and one.result == "pass" and domains.aligned(one.domain, author):
            return Reason(code="dkim_stated", values={"server": one.server, "domain": one.domain})
    return None


def _signature_reasons(own: tuple[Signature, ...]) -> list[Reason]:
    if not own:
        return [Reason(code="unsigned")]
    codes = dict.fromkeys(one.outcome.value for one in own if one.outcome is not Outcome.PASS)
    return [Reason(code=code, values={"domain": own[0].domain}) for code in codes]


def _warnings(parsed: ParsedMessage, trust: Trust) -> list[Reason]:
    """Return what looks odd without deciding anything."""
    found: list[Reason] = []
    astray = _foreign_reply(parsed, trust)
    if astray:
        found.append(Reason(code="reply_elsewhere", values={"address": astray}))
    if parsed.return_path and not domains.is_envelope(parsed.return_path.rpartition("@")[2]):
        found.append(Reason(code="bounces_elsewhere", values={"address": parsed.return_path}))
    recipients = {one.address for one in (*parsed.to, *parsed.cc)}
    if trust.own_addresses and recipients and recipients.isdisjoint(_own(trust)):
        found.append(Reason(code="addressed_elsewhere", values={"address": min(recipients)}))
    return found


def _foreign_reply(parsed: ParsedMessage, trust: Trust) -> str:
    for one in parsed.reply_to:
        if one.address and domains.root(one.domain) is None and one.address not in _own(trust):
            return one.address
    return ""


def _answers_go_astray(parsed: ParsedMessage, trust: Trust) -> bool:
    """Return whether an unproven mail from Amazon's domain would be answered to a stranger.

    A foreign Reply-To alone may be a mailing list's doing, a foreign Return-Path a forwarder's; a free-mail address, or
    both of them without any signature of Amazon's to go with it, is neither.
    """
    astray = _foreign_reply(parsed, trust)
    if not astray or Signal.LIST in parsed.signals:
        return False
    if astray.rpartition("@")[2] in _FREE_MAIL:
        return True
    return bool(parsed.return_path) and not domains.is_envelope((parsed.return_path or "").rpartition("@")[2])


def _repeated(parsed: ParsedMessage) -> list[str]:
    codes = [code for code in parsed.defects if code.startswith(_REPEATED) and code not in _HARMLESS_REPEATS]
    return [code.removeprefix(_REPEATED).replace("_", "-") for code in codes]


def _is_pasted(parsed: ParsedMessage) -> bool:
    """Return whether it is text that was imported: no server ever handled it, whatever a header may claim."""
    names = {name for name, _ in parsed.headers}
    return parsing.IMPORT_HEADER.lower() in names and names.isdisjoint(_TRACES)


def _is_bounce(parsed: ParsedMessage) -> bool:
    """Return whether a mail server reports on a mail of the seller's; it quotes Amazon without posing as it."""
    return Signal.BOUNCE in parsed.signals and not any("amazon" in value.lower() for value in parsed.header("from"))


def _verdict(verdict: Verdict, reasons: Iterable[Reason], *, claims: bool, relayed: bool = False) -> Authenticity:
    return Authenticity(verdict=verdict, reasons=tuple(reasons), claims_amazon=claims, relayed=relayed)
