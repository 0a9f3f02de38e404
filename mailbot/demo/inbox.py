"""A mail server for the demo: real IMAP on the loopback, in this process, filled with a story and gone without a trace.

The one importer of pymap (extra ``demo``) and of proxyprotocol, which it comes with. pymap keeps mail in memory; what it
lacks (SPECIAL-USE, CONDSTORE, custom keywords that last) the demo does without: folders are found by their names. It gives
every mail back octet for octet, as long as an empty line ends its header.
"""

import asyncio
import secrets
import socket
import ssl
import threading
from argparse import Namespace
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, Protocol

from mailbot.errors import UsageError, WorldError

HOST: Final = "127.0.0.1"
FOLDERS: Final = ("Sent", "Drafts", "Junk")
"""Beside INBOX. Names that mailbot finds without SPECIAL-USE."""
_STOP_SECONDS: Final = 10

_Connected = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Mail(Protocol):
    """What is put into a folder."""

    @property
    def folder(self) -> str: ...
    @property
    def received(self) -> datetime: ...
    @property
    def content(self) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoServer:
    """How to reach the running server."""

    host: str
    port: int
    username: str
    password: str


@contextmanager
def demo_inbox(mails: Iterable[Mail], username: str = "demo@mailbot.example") -> Iterator[DemoServer]:
    """Run an IMAP server with ``mails`` in its folders for as long as the block lasts.

    It speaks plain IMAP on a free port of 127.0.0.1; the password is made up anew each time. Raises UsageError where the
    extra ``demo`` is not installed, WorldError where no port can be had.
    """
    _need_pymap()
    listening = _listen()
    port, password = listening.getsockname()[1], secrets.token_urlsafe(18)
    server = DemoServer(host=HOST, port=port, username=username, password=password)
    with listening, _running(_Loop(server, listening, tuple(mails))):
        yield server


def _need_pymap() -> None:
    try:
        import pymap.backend.dict  # noqa: F401, PLC0415 - an extra, and the only place that knows it
    except ImportError as error:
        raise UsageError("error.demo_extra") from error


def _listen() -> socket.socket:
    try:
        return socket.create_server((HOST, 0))
    except OSError as error:
        raise WorldError("demo.no_port", detail=error.strerror or str(error)) from error


class _Loop:
    """The server's thread: an event loop of its own, so that callers need none."""

    def __init__(self, server: DemoServer, listening: socket.socket, mails: Sequence[Mail]) -> None:
        self._server = server
        self._listening = listening
        self._mails = mails
        self._ready = threading.Event()
        self._stop: Callable[[], object] = lambda: None
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="demo-inbox", daemon=True)

    def start(self) -> None:
        """Return when the server answers; raise what kept it from it."""
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def stop(self) -> None:
        """Close every connection and return when the thread is gone; raise what it failed on meanwhile."""
        self._stop()
        self._thread.join(_STOP_SECONDS)
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - raised again in the thread of the caller
            self._failure = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        connected = await _backend(self._server, self._mails)
        serving = await asyncio.start_server(connected, sock=self._listening)
        self._stop = partial(loop.call_soon_threadsafe, over.set)
        self._ready.set()
        await over.wait()
        # Not ``async with``: from Python 3.12 it would wait for clients to go; leaving the loop cancels their tasks.
        serving.close()


@contextmanager
def _running(loop: _Loop) -> Iterator[None]:
    loop.start()
    try:
        yield
    finally:
        loop.stop()


async def _backend(server: DemoServer, mails: Sequence[Mail]) -> _Connected:
    """Return what pymap does with a connection, over a user and folders that are ready."""
    from proxyprotocol.reader import ProxyProtocolReader  # noqa: PLC0415
    from pymap.backend.dict import Config, DictBackend, Login  # noqa: PLC0415
    from pymap.backend.dict.filter import FilterSet  # noqa: PLC0415
    from pymap.backend.dict.mailbox import MailboxSet  # noqa: PLC0415
    from pymap.concurrent import Subsystem  # noqa: PLC0415
    from pymap.imap import IMAPServer  # noqa: PLC0415

    class Quiet(Config):
        @property
        def greeting(self) -> bytes:
            # pymap would ask DNS for this machine's name, which takes seconds where there is no DNS.
            return b"mailbot demo"

    config = Quiet(
        Namespace(passlib_cfg=None, proxy_protocol=None),
        demo_data=False,
        demo_user=server.username,
        demo_password=server.password,
        host=server.host,
        port=str(server.port),
        debug=False,
        tls_enabled=False,
        ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER),  # never used; else it looks for certificates
        cpu_subsystem=Subsystem.for_asyncio(),  # else threads that outlive the server
        invalid_user_sleep=0,
    )
    config.apply_context()
    login = Login(config)
    await DictBackend._add_demo_user(config, login)
    folders = MailboxSet()
    await _fill(folders, mails)
    config.set_cache[server.username] = (folders, FilterSet())
    callback: _Connected = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(login, config))
    return callback


async def _fill(folders: Any, mails: Sequence[Mail]) -> None:
    r"""File the mail as APPEND would, with ``\Seen`` and its date: 40 ms of waiting for the network less each."""
    from pymap.parsing.message import AppendMessage  # noqa: PLC0415
    from pymap.parsing.specials.flag import Seen  # noqa: PLC0415

    for name in FOLDERS:
        await folders.add_mailbox(name)
    for mail in mails:
        folder = await folders.get_mailbox(mail.folder)
        await folder.append(AppendMessage(mail.content, mail.received, frozenset({Seen})), recent=False)
