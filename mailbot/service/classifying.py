"""Saying what messages are, without a store."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mailbot import parsing
from mailbot.authentication import Trust
from mailbot.codec import Letter, public, public_unreadable
from mailbot.errors import UsageError
from mailbot.letters import Register
from mailbot.messages import RawMessage, Understanding, Unparseable
from mailbot.pipeline import Context, is_case_mail, understand
from mailbot.service import importing
from mailbot.service.workspace import DKIM_DNS_DAYS, load_reader
from mailbot.settings import Config


def classify(
    paths: Sequence[Path], config: Config, data: Path, *, text: bool, clock: Callable[[], datetime] | None
) -> Iterator[dict[str, Any]]:
    """Yield ``classify --json`` of each message, in input order; what cannot be read is an object too."""
    context = _context(config, data, (clock or (lambda: datetime.now(UTC)))())
    register = Register()
    for source, raw, problem in _texts(paths) if text else importing.raw_messages(paths):
        if raw is None:
            yield {"source": source, "sha256": None, "unreadable": problem}
            continue
        found = understand(raw, context)
        if isinstance(found, Unparseable):
            yield public_unreadable(source, found)
        else:
            yield public(source, found, _letter(found, register))


def _letter(found: Understanding, register: Register) -> Letter | None:
    """Which copy of its letter a message is among those before it on the command line."""
    letter = found.reading.form
    return register.meet(letter) if letter is not None and letter.lines and is_case_mail(found) else None


def _texts(paths: Sequence[Path]) -> Iterator[tuple[str, RawMessage | None, str]]:
    for path in paths:
        if not path.exists():
            raise UsageError("error.no_path", path=str(path))
        yield str(path), parsing.pasted(importing.read_text(path), confirmed=False), ""


def _context(config: Config, data: Path, now: datetime) -> Context:
    """All accounts' servers are trusted and all their addresses are the seller's: a file does not say whose it is."""
    from mailbot import dns  # noqa: PLC0415 - only here is a look-up possible

    accounts = config.accounts
    trust = Trust(
        authserv_ids=tuple(name for account in accounts for name in account.trusted_authserv_ids),
        own_addresses=tuple(address for account in accounts for address in account.addresses),
    )
    fresh = now - timedelta(days=DKIM_DNS_DAYS)
    resolve = dns.resolver() if config.dkim_dns else None
    return Context(
        reader=load_reader(data),
        trust=trust,
        resolver=lambda received: resolve if received is not None and received >= fresh else None,
        timezone=accounts[0].timezone if accounts else None,
    )
