"""``mailbot init``: a few questions, a real login, and a configuration that works. No password is written into it."""

import getpass
import os
from pathlib import Path

import typer

from mailbot import config, imap
from mailbot.cli.app import print_error
from mailbot.cli.language import say
from mailbot.errors import MailbotError, StorageError
from mailbot.settings import Config

PASSWORD_VARIABLE = "MAILBOT_PASSWORD"  # noqa: S105 - the name of a variable


def ask(file: Path, data: Path) -> None:
    """Ask, test the login, write ``file``; what the server says is shown, and the questions can be answered again."""
    typer.echo(say()("init.welcome"))
    while True:
        text = _questions()
        settings = config.parse(text, str(file))
        error = _try_login(settings)
        if error is None:
            typer.echo(say()("init.login_works"))
            break
        print_error(error)
        if not typer.confirm(say()("init.again"), default=True):
            break
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        detail = problem.strerror or str(problem)
        raise StorageError("error.data_folder", path=str(file), detail=detail) from problem
    typer.echo(say()("init.written", path=file, data=data, variable=PASSWORD_VARIABLE))


def _questions() -> str:
    words = say()
    address = typer.prompt(words("init.address")).strip()
    domain = address.rpartition("@")[2]
    host = typer.prompt(words("init.host"), default=f"imap.{domain}").strip()
    username = typer.prompt(words("init.username"), default=address).strip()
    marketplace = typer.prompt(words("init.marketplace"), default="amazon.co.jp").strip()
    store = typer.prompt(words("init.store"), default="", show_default=False).strip()
    zone = "Asia/Tokyo" if marketplace.endswith(".jp") else "America/Los_Angeles"
    zone = typer.prompt(words("init.timezone"), default=zone).strip()
    return config_text(
        address=address, host=host, username=username, marketplace=marketplace, store=store, zone=zone, language=words.language
    )


def config_text(*, address: str, host: str, username: str, marketplace: str, store: str, zone: str, language: str) -> str:
    """Return a configuration; every value is quoted as TOML wants it."""
    lines = [
        f"language = {_quoted(language)}",
        "",
        "[[accounts]]",
        'name = "shop"',
        f"addresses = [{_quoted(address)}]",
        f"marketplaces = [{_quoted(marketplace)}]",
        f"timezone = {_quoted(zone)}",
        *([f"store_name = {_quoted(store)}"] if store else []),
        "# `mailbot doctor` proposes these from your mail:",
        "trusted_authserv_ids = []",
        "",
        "[accounts.imap]",
        f"host = {_quoted(host)}",
        f"username = {_quoted(username)}",
        f'password = {{ env = "{PASSWORD_VARIABLE}" }}',
    ]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    escaped = "".join(
        f"\\u{ord(char):04x}" if ord(char) < 32 or char == "\x7f" else "\\" + char if char in '"\\' else char for char in value
    )
    return f'"{escaped}"'


def _try_login(settings: Config) -> MailbotError | None:
    account = settings.accounts[0]
    assert account.imap is not None
    password = os.environ.get(PASSWORD_VARIABLE) or getpass.getpass(say()("init.password"))
    try:
        with imap.connect(account.imap, password) as session:
            session.examine(account.folders.inbox)
    except MailbotError as error:
        return error
    return None
