"""Which messages are worth fetching whole, decided on their headers alone. Pure.

Recall before thrift: everything that is from Amazon, poses as Amazon, answers a known message or goes to Amazon passes;
the nineteen thousand ordinary mails of an inbox, which name Amazon in neither sender nor subject, do not. Phishing that
names Amazon only in its body cannot be seen here, and stays where it is.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from mailbot import domains, lookalike
from mailbot.lookalike import Disguise
from mailbot.messages import Address
from mailbot.parsing import ParsedHeaders

VERSION: Final = 1
"""Raised with every change that lets other messages pass: what was passed over before is then looked at again."""

_SIGNER: Final = re.compile(r"(?:^|;)\s{0,20}d\s{0,5}=\s{0,5}([a-z0-9.-]{1,253})", re.IGNORECASE)
_SELLER_WORDS: Final = re.compile(
    r"出品(?:用|者用|者)?(?:アカウント|権限|資格)|出品者パフォーマンス|セラーセントラル|アカウントスペシャリスト|アカウント健全性|真贋"
    r"|マーケットプレイス参加規約|出品(?:調査|キャンセル)のご連絡|seller\s?central|sell(?:ing|er)[\s-]?(?:account|privilege|performance)"
    r"|account health|performance notification|(?<![a-z])asin(?![a-z])|a[-\s]to[-\s]z (?:claim|guarantee)|(?<![a-z])fba(?![a-z])"
    r"|disbursement|plan of action",
    re.IGNORECASE,
)
"""Subjects of sellers' matters that do not name Amazon. Not 売上金 or 要ご対応: every other mall writes those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageContext:
    """What the decision may know beside the headers. Addresses and domains in lower case."""

    scope: str = "amazon"
    """``amazon``, or ``all``: everything is fetched."""
    own_addresses: frozenset[str] = frozenset()
    known_ids: frozenset[str] = frozenset()
    """Message-IDs, with angle brackets, of what belongs to a case: answers to them pass."""
    domains: frozenset[str] = frozenset()
    """Further domains whose mail is wanted (a lawyer's, an agent's), subdomains included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """Fetch or pass over, and why: a code of the catalogue under ``triage`` and its values."""

    fetch: bool
    reason: str
    values: dict[str, str] = field(default_factory=dict)


def decide(headers: ParsedHeaders, context: TriageContext) -> Triage:
    """Decide about one message by its headers."""
    if context.scope == "all":
        return Triage(fetch=True, reason="scope_all")
    if "headers_unreadable" in headers.defects:
        return Triage(fetch=True, reason="headers_unreadable")
    for look in (_by_sender, _by_thread, _by_recipient, _by_signer, _by_words):
        found = look(headers, context)
        if found is not None:
            return found
    return Triage(fetch=False, reason="nothing_of_amazon")


def _by_sender(headers: ParsedHeaders, context: TriageContext) -> Triage | None:
    # Half of the world's newsletters bounce to amazonses.com: as an envelope only Amazon's own domains say anything.
    bounced = (headers.return_path or "").rpartition("@")[2]
    if domains.root(bounced):
        return Triage(fetch=True, reason="from_amazon", values={"address": headers.return_path or ""})
    found = (_by_place(place, context) for place in (headers.sender, *headers.reply_to[:5], headers.sender_line))
    return next((one for one in found if one is not None), None)


def _by_place(place: Address, context: TriageContext) -> Triage | None:
    domain = place.domain
    if domains.root(domain) or domains.is_affiliated(domain):
        return Triage(fetch=True, reason="from_amazon", values={"address": place.address})
    if lookalike.disguise(domain) is not Disguise.NONE:
        return Triage(fetch=True, reason="lookalike_domain", values={"domain": domain})
    if domain and any(domain == wanted or domain.endswith("." + wanted) for wanted in context.domains):
        return Triage(fetch=True, reason="wanted_domain", values={"domain": domain})
    for shown in (place.name, place.address):
        if lookalike.names_brand(shown) or lookalike.is_official(shown):
            return Triage(fetch=True, reason="name_of_amazon", values={"name": shown[:120]})
    return None


def _by_thread(headers: ParsedHeaders, context: TriageContext) -> Triage | None:
    for known in (headers.in_reply_to, *headers.references):
        if known is not None and known in context.known_ids:
            return Triage(fetch=True, reason="known_thread", values={"message_id": known})
    return None


def _by_recipient(headers: ParsedHeaders, context: TriageContext) -> Triage | None:
    to = next((place.address for place in (*headers.to, *headers.cc) if domains.root(place.domain)), None)
    if to is None or headers.sender.address not in {address.lower() for address in context.own_addresses}:
        return None
    return Triage(fetch=True, reason="to_amazon", values={"address": to})


def _by_signer(headers: ParsedHeaders, _: TriageContext) -> Triage | None:
    for name, value in headers.headers:
        if name != "dkim-signature":
            continue
        match = _SIGNER.search(value[:2_000])
        # amazonses.com signs half of the world's newsletters: as a signer it says nothing.
        if match and domains.root(match[1]):
            return Triage(fetch=True, reason="signed_by_amazon", values={"domain": match[1].lower()})
    return None


def _by_words(headers: ParsedHeaders, _: TriageContext) -> Triage | None:
    if lookalike.names_brand(headers.subject):
        return Triage(fetch=True, reason="subject_names_amazon")
    match = _SELLER_WORDS.search(lookalike.plain(headers.subject))
    return Triage(fetch=True, reason="subject_of_sellers", values={"word": match[0]}) if match else None
