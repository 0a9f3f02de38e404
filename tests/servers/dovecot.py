"""Debian's Dovecot (2.3), run from one temporary folder by an ordinary user.

with Dovecot.running() as server:
    seller = server.add_user()
    seller.deliver(b"From: ...")
"""

import base64
import grp
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import monotonic

from mailbot.settings import ImapSettings, Secret
from tests.servers.certificate import Certificate, self_signed
from tests.servers.need import need

HOST = "127.0.0.1"
PASSWORD = "secret"
_READY_WITHIN = 20.0
_FALLBACK_USER = "nobody"

_CONFIG = """\
protocols = imap
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
instance_name = {name}
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
listen = {host}
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = {connections}
first_valid_uid = 1
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
{mailboxes}
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users/%u
}}
userdb {{
  driver = static
  args = home={home}/home/%u
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """One user's mail, reached past the server: what other people's mail systems and programs do to it."""

    server: "Dovecot"
    username: str
    password: str = PASSWORD

    @property
    def root(self) -> Path:
        """The Maildir."""
        return self.server.home / "home" / self.username / "Maildir"

    def settings(self, security: str = "tls", *, verified: bool = True, **changes: object) -> ImapSettings:
        """Return how to reach it; ``verified``: the server's certificate is its own authority."""
        values: dict[str, object] = {
            "host": "localhost",
            "port": self.server.tls_port if security == "tls" else self.server.port,
            "security": security,
            "username": self.username,
            "password": Secret(env="MAILBOT_PASSWORD"),
            "ca_file": self.server.certificate if verified else None,
            "timeout_seconds": 20,
        }
        return ImapSettings(**(values | changes))  # type: ignore[arg-type]

    def folder(self, name: str = "INBOX") -> Path:
        """Return a folder's directory (Maildir++), made where it does not exist; ``name`` is written with the separator."""
        path = self.root if name == "INBOX" else self.root / f".{_utf7(self._below_prefix(name))}"
        for part in ("", "cur", "new", "tmp"):
            self._own(path / part)
        return path

    def deliver(self, content: bytes, folder: str = "INBOX", *, when: datetime | None = None, flags: str = "") -> Path:
        """Put a message into a folder; ``when`` becomes its INTERNALDATE, ``flags`` are Maildir letters such as ``S``."""
        place = self.folder(folder) / "cur" / f"{next(self.server.numbers):010}.test:2,{flags}"
        place.write_bytes(content)
        self.server.give(place)
        if when is not None:
            os.utime(place, (when.timestamp(), when.timestamp()))
        return place

    def flags(self, folder: str = "INBOX") -> list[str]:
        """Return the Maildir letters of each message, in order of its delivery."""
        directory = self.folder(folder)
        found = [path.name for part in ("cur", "new") for path in (directory / part).iterdir()]
        return [name.partition(":2,")[2] for name in sorted(found)]

    def contents(self, folder: str = "INBOX") -> list[bytes]:
        """Return the bytes of each message, in order of delivery."""
        directory = self.folder(folder)
        found = [path for part in ("cur", "new") for path in (directory / part).iterdir()]
        return [path.read_bytes() for path in sorted(found, key=lambda path: path.name)]

    def forget_uids(self, folder: str = "INBOX") -> None:
        """Lose the folder's index, as a restore from backup does: its UIDVALIDITY changes, its messages stay."""
        directory = self.folder(folder)
        for file in directory.glob("dovecot*"):
            if file.name.startswith(("dovecot-uidlist", "dovecot.index")):
                file.unlink()

    def _own(self, path: Path) -> None:
        for missing in reversed([path, *itertools.takewhile(lambda up: up != self.server.home, path.parents)]):
            if not missing.exists():
                missing.mkdir()
                self.server.give(missing)

    def _below_prefix(self, name: str) -> str:
        return name.removeprefix(self.server.prefix).replace(self.server.separator, ".")


@dataclass(slots=True, kw_only=True)
class Dovecot:
    """A server: plain and STARTTLS on ``port``, TLS on ``tls_port``, its own authority in ``certificate``."""

    home: Path
    port: int
    tls_port: int
    certificate: Path
    separator: str
    prefix: str
    host: str = HOST
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _process: "subprocess.Popen[bytes] | None" = None

    @classmethod
    @contextmanager
    def running(
        cls,
        *,
        special_use: Sequence[tuple[str, str]] = (),
        separator: str = "/",
        prefix: str = "",
        connections: int = 50,
    ) -> Iterator["Dovecot"]:
        """Start a server. ``special_use``: folders made for every user, each with its attribute (``\\\\Sent``) or ""."""
        need("dovecot")
        home = Path(tempfile.mkdtemp(prefix="dc"))
        try:
            port, tls_port = free_ports(2)
            made = self_signed(home)
            server = cls(
                home=home, port=port, tls_port=tls_port, certificate=made.certificate, separator=separator, prefix=prefix
            )
            server._write(made, special_use, connections)
            server.start()
            try:
                yield server
            finally:
                server.stop()
        finally:
            shutil.rmtree(home, ignore_errors=True)

    def start(self) -> None:
        """Start, and wait until it answers; ports and mail are those of before."""
        user, group = _identity()
        self._process = subprocess.Popen(
            [need("dovecot"), "-F", "-c", str(self.home / "dovecot.conf")],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **({"user": user, "group": group, "extra_groups": []} if os.geteuid() == 0 else {}),  # type: ignore[arg-type]
        )
        self._wait_until_ready()

    def stop(self) -> None:
        """Stop in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Die: every connection breaks."""
        self._end(signal.SIGKILL)

    def add_user(self, username: str | None = None, password: str = PASSWORD) -> Mailbox:
        """Make a user with an empty mailbox."""
        username = username or f"user{next(self.numbers)}@example.jp"
        # A file for each: Dovecot looks for changes of a password file once a second only.
        (self.home / "users" / username).write_text(f"{username}:{{PLAIN}}{password}\n", encoding="utf-8")
        mailbox = Mailbox(server=self, username=username, password=password)
        mailbox.folder()
        return mailbox

    def log(self) -> str:
        """Return what the server wrote into its log."""
        return (self.home / "log").read_text(encoding="utf-8", errors="replace")

    def give(self, path: Path) -> None:
        """Make the server's user the owner."""
        if os.geteuid() == 0:
            os.chown(path, *_identity())

    def _write(self, made: Certificate, special_use: Sequence[tuple[str, str]], connections: int) -> None:
        user, group = (str(number) for number in _identity())
        names = {"user": pwd.getpwuid(int(user)).pw_name, "group": _group_name(int(group))}
        text = _CONFIG.format(
            home=self.home,
            name=self.home.name,
            host=self.host,
            separator=self.separator,
            prefix=self.prefix,
            port=self.port,
            tls_port=self.tls_port,
            connections=connections,
            mailboxes="\n".join(_mailbox(name.removeprefix(self.prefix), attribute) for name, attribute in special_use),
            **names,
        )
        (self.home / "dovecot.conf").write_text(text, encoding="utf-8")
        for name in ("run", "state", "home", "users"):
            (self.home / name).mkdir()
        for path in (self.home, *self.home.iterdir(), made.key):
            self.give(path)

    def _wait_until_ready(self) -> None:
        assert self._process is not None
        end = monotonic() + _READY_WITHIN
        while monotonic() < end and self._process.poll() is None:
            try:
                with socket.create_connection((self.host, self.port), timeout=1) as probe:
                    if probe.recv(64).startswith(b"* OK"):
                        return
            except OSError:
                # Refused until it listens; waiting for the process lets a crash be seen at once.
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(0.02)
        raise AssertionError(f"dovecot does not answer: {self.log()}")

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, how)
        self._process.wait(_READY_WITHIN)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process = None


def _identity() -> tuple[int, int]:
    """Return user and group to run as: ourselves, or nobody where we are root (Dovecot's login refuses root)."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    entry = pwd.getpwnam(_FALLBACK_USER)
    return entry.pw_uid, entry.pw_gid


def _group_name(number: int) -> str:
    return grp.getgrgid(number).gr_name


def _mailbox(name: str, attribute: str) -> str:
    line = f"    special_use = {attribute}\n" if attribute else ""
    return f'  mailbox "{name}" {{\n    auto = create\n{line}  }}'


def free_ports(count: int) -> list[int]:
    """Return ports that are free now, taken together so that they differ."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((HOST, 0))
        return [int(one.getsockname()[1]) for one in sockets]


def _utf7(name: str) -> str:
    """Encode a folder name as RFC 3501, 5.1.3 says: independent of the library under test."""
    encoded = ""
    for plain, run in itertools.groupby(unicodedata.normalize("NFC", name), key=lambda sign: " " <= sign <= "~"):
        text = "".join(run)
        if plain:
            encoded += text.replace("&", "&-")
        else:
            packed = base64.b64encode(text.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
            encoded += f"&{packed}-"
    return encoded
