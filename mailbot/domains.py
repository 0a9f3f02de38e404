"""Which domains are Amazon's: dated data of ``domains.toml``, and the questions that are asked about it. Pure.

All functions take a domain in any case, with or without a trailing dot; Unicode domains are never Amazon's.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Final

_SECOND_LEVEL: Final = frozenset({"ac", "co", "com", "edu", "ed", "gob", "go", "gov", "gr", "lg", "ne", "net", "or", "org"})
"""Labels under a country that registries sell below, as in co.jp: enough of the public suffix list to align mail domains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domains:
    """The data file: ``stores`` maps a domain of Amazon's to its store ("" for none)."""

    as_of: date
    source: str
    stores: dict[str, str]
    zones: dict[str, str]
    """IANA zone of each store."""
    envelope_only: frozenset[str]
    affiliated: frozenset[str]
    relay_labels: frozenset[str]


@lru_cache(maxsize=1)
def load() -> Domains:
    """Read the data file of this package, once."""
    data = tomllib.loads(files("mailbot").joinpath("domains.toml").read_text(encoding="utf-8"))
    return Domains(
        as_of=data["as_of"],
        source=data["source"],
        stores={entry["name"]: entry["store"] for entry in data["domain"]},
        zones=dict(data["zones"]),
        envelope_only=frozenset(data["envelope_only"]),
        affiliated=frozenset(data["affiliated"]),
        relay_labels=frozenset(data["relay_labels"]),
    )


def is_amazon(domain: str) -> bool:
    """Return whether mail from ``domain`` could be Amazon's own words: listed or below a listed one, and no relay."""
    return root(domain) is not None and not is_relay(domain)


def is_relay(domain: str) -> bool:
    """Return whether ``domain`` is Amazon's relay between buyers and sellers: its signature, a stranger's words."""
    found = root(domain)
    if found is None:
        return False
    below = _plain(domain)[: -len(found)].rstrip(".").split(".")
    return not load().relay_labels.isdisjoint(below)


def is_envelope(domain: str) -> bool:
    """Return whether ``domain`` is one that Amazon's mail may bounce to: its own, or the rented envelope's."""
    return root(domain) is not None or any(_below(_plain(domain), name) for name in load().envelope_only)


def is_affiliated(domain: str) -> bool:
    """Return whether ``domain`` is Amazon's without being one that seller mail comes from."""
    return any(_below(_plain(domain), name) for name in load().affiliated)


def root(domain: str) -> str | None:
    """Return the listed domain that ``domain`` is or stands below, relay included; None where there is none."""
    name = _plain(domain)
    while name:
        if name in load().stores:
            return name
        name = name.partition(".")[2]
    return None


def marketplace_of(domain: str) -> str | None:
    """Return the store that ``domain`` belongs to (``amazon.jp`` → ``amazon.co.jp``), None where it tells none."""
    found = root(domain)
    return (load().stores[found] or None) if found else None


def zone_of(domain: str) -> str | None:
    """Return the IANA zone of the store that ``domain`` belongs to, None where it tells none."""
    return load().zones.get(marketplace_of(domain) or "")


def stores() -> tuple[str, ...]:
    """Return Amazon's stores, each once, in the order of the data file."""
    return tuple(dict.fromkeys(store for store in load().stores.values() if store))


def organizational(domain: str) -> str:
    """Return the domain that its owner registered (RFC 7489 section 3.2), for relaxed alignment."""
    name = _plain(domain)
    found = root(name)
    if found is not None:
        return found
    labels = name.split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-keep:])


def aligned(one: str, other: str) -> bool:
    """Return whether two domains belong to one organization (relaxed alignment of RFC 7489 section 3.1)."""
    return bool(one and other) and organizational(one) == organizational(other)


def _below(domain: str, parent: str) -> bool:
    return domain == parent or domain.endswith("." + parent)


def _plain(domain: str) -> str:
    return domain.strip().lower().rstrip(".")
