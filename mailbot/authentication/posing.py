"""Does a message that is not from Amazon's domains pose as Amazon? Pure.

Evidence is weighed rather than words counted: consultants, forums and law firms write about Amazon all day, and
phishing is what speaks in Amazon's own name.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from mailbot import domains, lookalike
from mailbot.lookalike import Disguise
from mailbot.messages import Address, Link, ParsedMessage, Reason
from mailbot.parsing.copied import is_forward

_ADDRESS: Final = re.compile(r"[^\s@<>\"'(),;:]{1,64}@([a-z0-9][a-z0-9.-]{1,100}[a-z0-9])", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:https?://)?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})", re.IGNORECASE)
_NOTICE: Final = re.compile(
    r"アカウント|停止|閉鎖|確認|お支払|支払い|プライム|注文|ログイン|サインイン|異常|制限|更新|重要|account|suspend"
    r"|deactivat|verif|sign.?in|log.?in|payment|prime|order|security|locked|restrict",
    re.IGNORECASE,
)
_SELLER_NOTICE: Final = re.compile(
    r"出品(?:用|者)?アカウント|アカウント健全性|アカウントスペシャリスト|セラーセントラル|seller central"
    r"|selling (?:account|privileges)|seller performance|account health|パフォーマンス通知",
    re.IGNORECASE,
)
_CLOSING_LINES: Final = 14
_SIGNATURE_LINES: Final = 6
"""Of a letter that is nothing but Amazon's; who quotes one as a sample signs below it."""
_BODY_CHARS: Final = 20_000
_OPENING: Final = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """The reasons why a message poses as Amazon, the weightiest first; empty where it does not."""

    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reasons)


def pose(parsed: ParsedMessage) -> Pose:
    """Look for tricks in a message whose From is not one of Amazon's domains."""
    found = [*_domains(parsed), *(_name(parsed.sender) or _department(parsed))]
    if lookalike.disguises_brand(parsed.sender.name) or lookalike.disguises_brand(parsed.subject):
        found.append(_brand_characters(parsed))
    found.extend(_body(parsed))
    return Pose(reasons=tuple(found))


def tricks_under_true_name(parsed: ParsedMessage) -> tuple[Reason, ...]:
    """Look for what a mail of Amazon's own domain never has: a look-alike address to answer to, its name in disguise."""
    found = _domains(parsed)
    if lookalike.disguises_brand(parsed.sender.name) or lookalike.disguises_brand(parsed.subject):
        found.append(_brand_characters(parsed))
    return tuple(found)


def relayed_notice(parsed: ParsedMessage) -> Pose:
    """Look for a notice in a message from the buyer-to-seller relay, where Amazon itself never writes one."""
    signed = signs_as_amazon(parsed.text)
    lures = _foreign_links(parsed.links)
    notices = len(set(_SELLER_NOTICE.findall(lookalike.plain(parsed.subject) + "\n" + parsed.text[:_BODY_CHARS].lower())))
    name = lookalike.is_official(re.sub(r"(?i)amazon\s?(?:マーケットプレイス|marketplace)", "", parsed.sender.name))
    if name or (signed and (notices or lures)) or (notices >= 2 and lures):
        return Pose(reasons=(Reason(code="relayed_notice", values={"address": parsed.sender.address}),))
    return Pose()


def mentions(parsed: ParsedMessage) -> bool:
    """Return whether a message names Amazon anywhere a reader looks first: sender, subject, opening of the text."""
    shown = [parsed.sender.name, parsed.sender.address, parsed.subject, parsed.text[:1_000]]
    return any(lookalike.names_brand(text) or bool(_SELLER_NOTICE.search(text)) for text in shown)


def signs_as_amazon(text: str, last: int = _CLOSING_LINES) -> bool:
    """Return whether one of the ``last`` lines of the text is one that only Amazon would sign with."""
    lines = [line.strip() for line in text[-_BODY_CHARS:].split("\n") if line.strip()]
    return any(len(line) <= 60 and lookalike.is_official(line) for line in lines[-last:])


def _domains(parsed: ParsedMessage) -> list[Reason]:
    places = (parsed.sender, *parsed.reply_to[:3])
    strong = dict.fromkeys(place.domain for place in places if lookalike.disguise(place.domain) is Disguise.STRONG)
    return [Reason(code="lookalike_domain", values={"domain": _cut(domain)}) for domain in strong]


def _brand_characters(parsed: ParsedMessage) -> Reason:
    text = parsed.sender.name if lookalike.disguises_brand(parsed.sender.name) else parsed.subject
    return Reason(code="brand_characters", values={"text": _cut(text)})


def _name(sender: Address) -> list[Reason]:
    shown = lookalike.plain(sender.name)
    if sender.address.rpartition("@")[0].strip('"') in domains.load().stores:
        return [Reason(code="name_address", values={"name": _cut(sender.address), "address": _cut(sender.address)})]
    for match in _ADDRESS.finditer(shown):
        if domains.root(match[1]) is not None:
            return [Reason(code="name_address", values={"name": _cut(sender.name), "address": _cut(sender.address)})]
    if shown.strip(" .\"'<>") in domains.load().stores or lookalike.is_official(sender.name):
        return [Reason(code="name_poses", values={"name": _cut(sender.name), "address": _cut(sender.address)})]
    return []


def _department(parsed: ParsedMessage) -> list[Reason]:
    """A department's name alone is anybody's; above words about a seller's account at Amazon it is Amazon's."""
    if not lookalike.is_department(parsed.sender.name) or parsed.forwarded or is_forward(parsed.subject):
        return []
    words = f"{parsed.subject}\n{parsed.text[:_OPENING]}"
    if not (lookalike.names_brand(words) and _SELLER_NOTICE.search(words)):
        return []
    return [Reason(code="name_poses", values={"name": _cut(parsed.sender.name), "address": _cut(parsed.sender.address)})]


def _body(parsed: ParsedMessage) -> list[Reason]:
    """Weigh what the text says: a signature or a masked link alone may be a quotation, two signs are not."""
    subject = lookalike.skeleton(parsed.subject)
    named = lookalike.names_brand(parsed.subject) and bool(_NOTICE.search(parsed.subject) or _NOTICE.search(subject))
    signed = signs_as_amazon(parsed.text)
    masked = _masked_link(parsed.links)
    weak = lookalike.disguise(parsed.sender.domain) is Disguise.WEAK
    lured = bool(_foreign_links(parsed.links))
    # Newsletters count clicks: there, an address shown over another one is no lure.
    bulk = bool(parsed.header("list-unsubscribe") or parsed.header("list-id"))
    found: list[Reason] = []
    if masked is not None and (signed or weak or (named and not bulk)):
        found.append(Reason(code="link_mismatch", values={"shown": _cut(masked.shown), "target": _cut(_host(masked.target))}))
    # A letter of Amazon's about a seller's account, whole, as a stranger's own words: only a forward has a right to it.
    notice = named or bool(_SELLER_NOTICE.search(lookalike.plain(parsed.subject)))
    letter = notice and not (bulk or parsed.forwarded or parsed.quoted or is_forward(parsed.subject))
    whole = letter and signs_as_amazon(parsed.text, _SIGNATURE_LINES) and _SELLER_NOTICE.search(parsed.text[:_BODY_CHARS])
    if signed and ((named and lured) or weak or whole):
        found.append(Reason(code="signed_as_amazon", values={"address": _cut(parsed.sender.address)}))
    return found


def _masked_link(links: tuple[Link, ...]) -> Link | None:
    """Return a link that shows an address of Amazon's and leads elsewhere."""
    for link in links:
        shown = _HOST.match(link.shown.strip())
        if shown and domains.root(shown[1]) is not None and _is_foreign(link.target):
            return link
    return None


def _foreign_links(links: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(link for link in links if _is_foreign(link.target))


def _is_foreign(target: str) -> bool:
    host = _host(target)
    return bool(host) and domains.root(host) is None and not domains.is_affiliated(host)


def _host(target: str) -> str:
    try:
        parts = urlsplit(target.strip())
        return (parts.hostname or "") if parts.scheme.lower() in ("http", "https") else ""
    except ValueError:
        return target[:100]


def _cut(text: str) -> str:
    return text if len(text) <= 120 else text[:119] + "…"
