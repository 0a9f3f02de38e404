"""Whom a verdict may rest on."""

from collections.abc import Callable
from dataclasses import dataclass

Resolver = Callable[[str], bytes | None]
"""DNS TXT lookup for signature keys: a name to its first record, None where there is none.

It raises ``mailbot.errors.TransportError`` where nobody answered. ``mailbot.dns.resolver`` makes the real one.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The user's word on their own mail server, and their own addresses (lower case)."""

    authserv_ids: tuple[str, ...] = ()
    """Names under which the receiving server writes Authentication-Results; ``*.example.jp`` stands for all below."""
    own_addresses: tuple[str, ...] = ()

    def believes(self, authserv_id: str) -> bool:
        """Return whether a statement under this name is the receiving server's."""
        name = authserv_id.strip().lower()
        return any(_covers(entry.strip().lower(), name) for entry in self.authserv_ids)


def _covers(entry: str, name: str) -> bool:
    return name.endswith(entry[1:]) if entry.startswith("*.") else bool(entry) and name == entry
