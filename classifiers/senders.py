"""Who a From address names: a claim of the message, not a verdict on it."""

import re
from typing import Final

from classifiers.sample import SenderKind

_RELAY: Final = re.compile(r"(?:^|\.)marketplace\.amazon\.[a-z.]{2,6}$")
_AMAZON: Final = re.compile(
    r"(?:^|\.)(?:amazon\.(?:com(?:\.[a-z]{2})?|co\.[a-z]{2}|[a-z]{2})|amazonsellerservices\.com|amazonses\.com|amazonaws\.com)$"
)


def kind_of(address: str) -> SenderKind:
    """Tell which kind of sender an address is, by its domain: no look-alike passes, ``x.amazon.co.jp.example`` does not."""
    domain = address.rpartition("@")[2].strip().strip(".").lower()
    if not domain:
        return SenderKind.UNKNOWN
    if _RELAY.search(domain):
        return SenderKind.RELAY
    return SenderKind.AMAZON if _AMAZON.search(domain) else SenderKind.OTHER
