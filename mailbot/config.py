"""Reading the configuration: one TOML file, read once, refused whole with every problem at once."""

import ipaddress
import tomllib
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from classifiers.labels import ChannelKind
from mailbot import domains
from mailbot.errors import ConfigError, UsageError
from mailbot.i18n import LANGUAGES
from mailbot.settings import Account, Config, FolderSettings, ImapSettings, Secret, WebSettings
from mailbot.toml_table import Problem, TomlTable

SECURITY: Final = ("tls", "starttls", "none")
_SHORTEST: Final = 200
"""A limit below this leaves no room for an answer."""
PORTS: Final = {"tls": 993, "starttls": 143, "none": 143}


def read(file: Path) -> Config:
    """Read a configuration file.

    Raises UsageError where it cannot be read at all, ConfigError with every problem where it says something unusable.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("error.config_encoding", path=str(file)) from error
    except FileNotFoundError as error:
        raise UsageError("error.config_missing", path=str(file)) from error
    except OSError as error:
        raise UsageError("error.config_unreadable", path=str(file), detail=error.strerror or str(error)) from error
    return parse(text, str(file))


def parse(text: str, name: str) -> Config:
    """Read a configuration from its text; ``name`` stands in messages."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError("error.config_toml", path=name, detail=str(error)) from error
    problems: list[Problem] = []
    config = _config(TomlTable(data, "", problems))
    if problems:
        raise ConfigError("error.config_problems", path=name, count=len(problems), problems=tuple(problems))
    return config


def _config(top: TomlTable) -> Config:
    store, notify, delivery, web = (top.table(key) for key in ("store", "notify", "delivery", "web"))
    authentication, limits, learning = top.table("authentication"), top.table("limits"), top.table("learning")
    accounts = tuple(_account(table) for table in top.tables("accounts"))
    _unique_names(top, accounts)
    folder = delivery.text("bundle_folder")
    config = Config(
        language=_language(top),
        store_url=store.optional_text("url"),
        retention_days=store.integer("retention_days", 90, 1, 3650),
        accounts=accounts,
        notify_urls=notify.texts("urls"),
        awake_from=notify.integer("awake_from", 8, 0, 23),
        awake_until=notify.integer("awake_until", 21, 1, 24),
        delivery=delivery.choice("method", "drafts", ("drafts", "bundle")),
        bundle_folder=Path(folder).expanduser() if folder else None,
        web=_web(web),
        dkim_dns=authentication.boolean("dkim_dns", True),
        train_automatically=learning.boolean("automatic", True),
        limits=_limits(limits),
    )
    if config.awake_until <= config.awake_from:
        notify.problem("awake_until", "awake")
    for table in (store, notify, delivery, web, authentication, limits, learning, top):
        table.finish()
    return config


def _limits(table: TomlTable) -> dict[str, int]:
    """By channel; Amazon publishes none, so none is set unless the user does."""
    return {kind.value: table.integer(kind.value, 0, _SHORTEST, 100_000) for kind in ChannelKind if table.has(kind.value)}


def _language(table: TomlTable) -> str | None:
    if table.has("language"):
        return table.choice("language", "ja", LANGUAGES)
    return table.optional_text("language")


def _unique_names(top: TomlTable, accounts: tuple[Account, ...]) -> None:
    names = [account.name for account in accounts]
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        top.problem("accounts", "name_twice", name=name)


def _web(table: TomlTable) -> WebSettings:
    host = table.checked("host", table.text("host", "127.0.0.1"), is_loopback, "not_loopback")
    return WebSettings(enabled=table.boolean("enabled", True), host=host, port=table.integer("port", 8025, 0, 65535))


def _account(table: TomlTable) -> Account:
    account = Account(
        name=table.text("name", required=True),
        addresses=_addresses(table),
        marketplaces=_marketplaces(table),
        timezone=table.checked("timezone", table.text("timezone", "Asia/Tokyo"), _is_zone, "timezone"),
        language=_language(table),
        store_name=table.optional_text("store_name"),
        seller_name=table.optional_text("seller_name"),
        trusted_authserv_ids=tuple(name.lower() for name in table.texts("trusted_authserv_ids")),
        poll_minutes=table.integer("poll_minutes", 5, 1, 1440),
        scope=table.choice("scope", "amazon", ("amazon", "all")),
        folders=_folders(table.table("folders")),
        imap=_imap(table),
    )
    table.finish()
    return account


def _addresses(table: TomlTable) -> tuple[str, ...]:
    addresses = table.texts("addresses")
    if not addresses:
        table.problem("addresses", "no_addresses")
    for address in addresses:
        table.checked("addresses", address, lambda text: "@" in text[1:-1], "address")
    return tuple(address.lower() for address in addresses)


def _marketplaces(table: TomlTable) -> tuple[str, ...]:
    names = tuple(name.lower() for name in table.texts("marketplaces", ("amazon.co.jp",)))
    for name in names:
        if name not in domains.stores():
            table.problem("marketplaces", "marketplace", value=name, choices=", ".join(sorted(domains.stores())))
    return names or ("amazon.co.jp",)


def _folders(table: TomlTable) -> FolderSettings:
    folders = FolderSettings(
        inbox=table.text("inbox", "INBOX"),
        sent=table.text("sent"),
        drafts=table.text("drafts"),
        junk=table.text("junk"),
        extra=table.texts("extra"),
    )
    table.finish()
    return folders


def _imap(account: TomlTable) -> ImapSettings | None:
    table = account.table("imap")
    if not account.has("imap"):
        return None
    security = table.choice("security", "tls", SECURITY)
    host = table.text("host", required=True)
    if security == "none" and host and not is_loopback(host):
        table.problem("security", "plain_off_loopback", host=host)
    ca_file = table.text("ca_file")
    settings = ImapSettings(
        host=host,
        port=table.integer("port", PORTS[security], 1, 65535),
        security=security,
        username=table.text("username", required=True),
        password=_secret(table, "password"),
        ca_file=Path(ca_file).expanduser() if ca_file else None,
        timeout_seconds=table.integer("timeout_seconds", 30, 1, 600),
    )
    table.finish()
    return settings


def _secret(parent: TomlTable, key: str) -> Secret:
    if not parent.has(key):
        parent.text(key, required=True)
        return Secret()
    if isinstance(parent.peek(key), str):
        parent.text(key)
        parent.problem(key, "secret_in_file")
        return Secret()
    table = parent.table(key)
    secret = Secret(env=table.optional_text("env"), command=table.texts("command"), keyring=table.optional_text("keyring"))
    if sum(map(bool, (secret.env, secret.command, secret.keyring))) != 1:
        parent.problem(key, "secret_one_of")
    table.finish()
    return secret


def is_loopback(host: str) -> bool:
    """Say whether a host name or address never leaves this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
