"""The configuration of the demo: an account for each story, its password by an environment variable like anybody's."""

import json
import os
from collections.abc import Iterator, Mapping
from typing import Final

from mailbot.demo import story
from mailbot.demo.inbox import DemoServer

_PREFIX: Final = "MAILBOT_DEMO_PASSWORD_"


def config_text(servers: Mapping[str, DemoServer], language: str = "ja") -> str:
    """Return a configuration file (TOML) with an account for each story of ``servers``.

    Nothing in it leaves this machine: no DNS lookups, no notifications, plain IMAP on the loopback.
    """
    lines = [f"language = {_text(language)}", "", "[delivery]", 'method = "drafts"', "", "[authentication]", "dkim_dns = false"]
    for name, server in servers.items():
        lines += ["", *_account(name, server)]
    return "\n".join(lines) + "\n"


def passwords(servers: Mapping[str, DemoServer]) -> Mapping[str, str]:
    """Return the environment variables that ``config_text`` refers to."""
    return {_variable(name): server.password for name, server in servers.items()}


def export_passwords(servers: Mapping[str, DemoServer]) -> None:
    """Put the passwords into this process's environment, where the configuration looks for them."""
    os.environ.update(passwords(servers))


def _account(name: str, server: DemoServer) -> Iterator[str]:
    players = story.players(name)
    yield "[[accounts]]"
    yield f"name = {_text(name)}"
    yield f"addresses = [{_text(players.own.address)}]"
    yield f"marketplaces = [{_text(players.marketplace)}]"
    yield f"timezone = {_text(players.zone.key)}"
    yield f"store_name = {_text(players.store)}"
    yield f"seller_name = {_text(players.seller)}"
    yield f"trusted_authserv_ids = [{_text(players.server)}]"
    yield "poll_minutes = 1"
    yield ""
    yield "[accounts.imap]"
    yield f"host = {_text(server.host)}"
    yield f"port = {server.port}"
    yield 'security = "none"'
    yield f"username = {_text(server.username)}"
    yield f"password = {{ env = {_text(_variable(name))} }}"


def _variable(name: str) -> str:
    return _PREFIX + name.upper()


def _text(value: str) -> str:
    """Return a TOML string: the basic strings of JSON and TOML are the same for what stands here."""
    return json.dumps(value, ensure_ascii=False)
