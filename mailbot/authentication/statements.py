"""What the receiving server says about a message: Authentication-Results (RFC 8601). The only importer of authres. Pure.

Anybody can write such a header into a mail. Believed is the topmost block only: the first Authentication-Results header
of the message and those right below it, as long as each carries a trusted name, none repeats a method that stands above
it, and no Received header lies between. A server that adds no header of its own must not be in the list of trusted
names: there is no telling a forged statement from a true one by its place alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import authres
from authres.core import AuthResError

from mailbot.authentication.trust import Trust

_NAME: Final = "authentication-results"
_BETWEEN: Final = frozenset(
    {"received-spf", "dkim-filter", "dmarc-filter", "arc-seal", "arc-message-signature", "arc-authentication-results"}
)
"""Headers that the filters of one server write among their statements."""
_CHARS: Final = 4_000
_DEEP: Final = 30
"""The library parses comments by recursion and copies the rest at each step: longer headers are not worth it."""

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One result: ``dkim=pass`` of a domain ("" where none is named)."""

    server: str
    method: str
    result: str
    domain: str


def trusted(headers: Headers, trust: Trust) -> tuple[Statement, ...]:
    """Return the believed statements of decoded ``headers`` (names in lower case), topmost first."""
    found: list[Statement] = []
    seen: set[str] = set()
    started = False
    for name, value in headers:
        if name != _NAME:
            if started and name not in _BETWEEN:
                break
            continue
        statements = _parse(value)
        methods = {statement.method for statement in statements}
        if not statements or not trust.believes(statements[0].server) or methods & seen:
            break
        started = True
        seen |= methods
        found.extend(statements)
    return tuple(found)


def propose_authserv_ids(messages: Iterable[Headers]) -> tuple[tuple[str, int], ...]:
    """Return the names under the topmost Authentication-Results header of each message, counted, most frequent first.

    For a person to pick from: the name on (nearly) every mail of a mailbox is its own server's.
    """
    counts: Counter[str] = Counter()
    for headers in messages:
        topmost = next((value for name, value in headers if name == _NAME), None)
        if topmost is not None and (server := _server(topmost)):
            counts[server] += 1
    return tuple(counts.most_common())


def _server(value: str) -> str:
    """Return the authserv-id, "" where the header has none (Outlook.com writes the results straight away)."""
    first = value.partition(";")[0].split("(")[0].split()
    name = first[0].lower() if first else ""
    return "" if "=" in name else name


def _parse(value: str) -> list[Statement]:
    """Return the results of one header; [] where it cannot be read: an unreadable statement states nothing."""
    if len(value) > _CHARS or value.count("(") > _DEEP or not _server(value):
        return []
    try:
        header = authres.core_features().parse_value(value.rstrip("; \t"))  # Yahoo's servers close with one more semicolon
    except (AuthResError, ValueError, AttributeError, RecursionError):
        return []
    server = str(header.authserv_id)
    results = [
        Statement(server=server, method=str(one.method), result=str(one.result), domain=_domain(one)) for one in header.results
    ]
    return results or [Statement(server=server, method="none", result="none", domain="")]


def _domain(result: authres.AuthenticationResult) -> str:
    """Return the domain that a result is about: the signer's, the envelope's or the author's."""
    wanted = {"dkim": ("d", "i"), "dmarc": ("from",), "spf": ("mailfrom", "helo")}.get(str(result.method), ())
    values = {str(one.name): str(one.value or "") for one in result.properties}
    found = next((values[name] for name in wanted if values.get(name)), "")
    return found.rpartition("@")[2].strip().lower().rstrip(".")
