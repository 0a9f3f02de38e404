"""What the headers prove about the kind of mail: a bounce, a mailing list, an automatic reply.

Pure. Rules: RFC 3464 and 5321 (bounces), RFC 2369 and 2919 (lists), RFC 3834 (Auto-Submitted).
"""

import re
from collections.abc import Iterable
from typing import Final

from classifiers.sample import Signal
from mailbot import domains

_DAEMON: Final = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon)@|mailer-daemon\Z", re.IGNORECASE)
_BOUNCE_SUBJECT: Final = re.compile(
    r"undeliver|delivery (?:status|failure|has failed)|returned mail|mail delivery|failure notice|配信不能|配送でき|届けられ"
    r"|送信できま|戻され|エラーメール",
    re.IGNORECASE,
)
_AWAY: Final = re.compile(
    r"out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?repl|不在|自動返信|自動応答|休暇", re.IGNORECASE
)


def of(headers: Iterable[tuple[str, str]], sender: str, subject: str) -> frozenset[str]:
    """Return the signals of decoded headers (names in lower case): ``bounce``, ``list``, ``auto_reply``."""
    first: dict[str, str] = {}
    for name, value in headers:
        first.setdefault(name, value)
    found = set()
    if _is_bounce(first, sender, subject):
        found.add(Signal.BOUNCE.value)
    elif _is_auto_reply(first, subject):
        found.add(Signal.AUTO_REPLY.value)
    if _is_list(first, sender):
        found.add(Signal.LIST.value)
    return frozenset(found)


def _is_bounce(first: dict[str, str], sender: str, subject: str) -> bool:
    content_type = first.get("content-type", "").lower().replace(" ", "")
    if content_type.startswith("multipart/report"):
        return "disposition-notification" not in content_type
    if "x-failed-recipients" in first:
        return True
    null_path = first.get("return-path", "").strip() == "<>"
    daemon = bool(_DAEMON.search(sender or first.get("from", "")))
    return daemon and (null_path or bool(_BOUNCE_SUBJECT.search(subject)))


def _is_auto_reply(first: dict[str, str], subject: str) -> bool:
    # auto-generated is no reply: many genuine notices carry it. RFC 3834 section 5.
    submitted = first.get("auto-submitted", "").partition(";")[0].strip().lower()
    precedence = first.get("precedence", "").strip().lower()
    if submitted in ("auto-replied", "auto-notified") or precedence in ("auto_reply", "auto-reply"):
        return True
    if any(name in first for name in ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from")):
        return True
    marked = submitted not in ("", "no") or "x-auto-response-suppress" in first or precedence in ("bulk", "junk")
    return marked and bool(_AWAY.search(subject))


def _is_list(first: dict[str, str], sender: str) -> bool:
    # Amazon's own bulk mail carries List-Unsubscribe, and sometimes List-Id: that makes it no mailing list.
    if domains.is_amazon(sender.rpartition("@")[2]):
        return False
    return "list-id" in first or "list-post" in first or first.get("precedence", "").strip().lower() == "list"
