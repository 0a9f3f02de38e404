"""The configuration's values: frozen, checked, complete. ``mailbot.config`` reads them from TOML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

DEFAULT_POLL_MINUTES: Final = 5
DEFAULT_RETENTION_DAYS: Final = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """Where a password is kept; never the password itself. Exactly one field is set."""

    env: str | None = None
    command: tuple[str, ...] = ()
    keyring: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapSettings:
    """How to reach a mailbox. ``security``: tls, starttls, or none (loopback only)."""

    host: str
    port: int
    security: str
    username: str
    password: Secret
    ca_file: Path | None = None
    timeout_seconds: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSettings:
    """Folder names where SPECIAL-USE and the table of names do not find them. Empty: find it."""

    inbox: str = "INBOX"
    sent: str = ""
    drafts: str = ""
    junk: str = ""
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One mailbox of one seller."""

    name: str
    addresses: tuple[str, ...] = ()
    marketplaces: tuple[str, ...] = ("amazon.co.jp",)
    timezone: str = "Asia/Tokyo"
    language: str | None = None
    store_name: str | None = None
    seller_name: str | None = None
    trusted_authserv_ids: tuple[str, ...] = ()
    poll_minutes: int = DEFAULT_POLL_MINUTES
    scope: str = "amazon"
    folders: FolderSettings = field(default_factory=FolderSettings)
    imap: ImapSettings | None = None

    @property
    def marketplace(self) -> str:
        """The first marketplace: gives zone and language where a notice names none."""
        return self.marketplaces[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """The review page: loopback only."""

    enabled: bool = True
    host: str = "127.0.0.1"
    port: int = 8025


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that a user may choose."""

    language: str | None = None
    store_url: str | None = None
    retention_days: int = DEFAULT_RETENTION_DAYS
    accounts: tuple[Account, ...] = ()
    notify_urls: tuple[str, ...] = ()
    awake_from: int = 8
    awake_until: int = 21
    delivery: str = "drafts"
    bundle_folder: Path | None = None
    web: WebSettings = field(default_factory=WebSettings)
    dkim_dns: bool = True
    train_automatically: bool = True
    """The daemon trains a model of the user's own, once there is something to learn."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """Characters that a text for ``console``, ``reply`` or ``email`` may have, where the user set any."""

    def account(self, name: str) -> Account | None:
        """Return the account of that name."""
        return next((account for account in self.accounts if account.name == name), None)
