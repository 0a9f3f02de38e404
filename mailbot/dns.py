"""DNS at the edge: the lookup of signature keys. The only importer of dnspython."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import dns.exception
import dns.name
import dns.resolver

from mailbot.errors import TransportError

Resolver = Callable[[str], bytes | None]
"""Takes a domain name (a trailing dot is allowed) and returns its first TXT record, None where there is none.

Raises TransportError where nobody answered: asking again later may help.
"""

_ABSENT: Final = (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer)
_KEPT: Final = 500
_REST_SECONDS: Final = 60.0
"""After a name server failed to answer, nobody waits for it again so long: a first poll asks for thousands of keys."""


@lru_cache(maxsize=4)
def resolver(timeout: float = 5.0, server: tuple[str, int] | None = None) -> Resolver:
    """Return a lookup through the system's name servers (or ``server``: address and port).

    It waits at most ``timeout`` seconds for each name.

    Answers are kept as long as DNS allows; the same lookup is handed out to every caller, and may be shared by threads.
    """
    servers = _servers(server)
    failed_at = [float("-inf")]

    def lookup(name: str) -> bytes | None:
        if servers is None:
            raise TransportError("dns.unconfigured", name=name)
        try:
            asked = dns.name.from_text(name)
        except (dns.exception.DNSException, ValueError):
            return None  # the sender chose it: no such name can be
        if time.monotonic() - failed_at[0] < _REST_SECONDS:
            raise TransportError("dns.failed", name=name, error="resting")
        try:
            answer = servers.resolve(asked, "TXT", lifetime=timeout, search=False)
        except _ABSENT:
            return None
        except dns.exception.DNSException as error:
            if isinstance(error, dns.exception.Timeout):
                failed_at[0] = time.monotonic()
            raise TransportError("dns.failed", name=name, error=type(error).__name__) from error
        # A key is one record of several strings; a second record would be no key (RFC 6376 section 3.6.2.2).
        return next((b"".join(record.strings) for record in answer), None)

    return lookup


def _servers(server: tuple[str, int] | None) -> dns.resolver.Resolver | None:
    try:
        found = dns.resolver.Resolver(configure=server is None)
    except dns.exception.DNSException:
        return None  # no resolv.conf: a container without a network
    if server is not None:
        found.nameservers, found.port = [server[0]], server[1]
    found.cache = dns.resolver.LRUCache(_KEPT)
    return found
