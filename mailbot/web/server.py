"""Starting the review page: a port taken at once, a fresh token, a server that ends when it is told to."""

import asyncio
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from mailbot.errors import UsageError
from mailbot.service import feed
from mailbot.service.workspace import Workspace
from mailbot.web.app import build
from mailbot.web.guard import Keys

_TICK_SECONDS = 0.1
_GRACE_SECONDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A review page that holds its port already. ``url`` carries the token: it is for the user's eyes only."""

    url: str
    serve: Callable[[threading.Event], None]
    """Serves in the calling thread until the event is set; installs no signal handler."""


def prepare(workspace: Workspace, *, port: int) -> Prepared:
    """Take the port (0: any free one) on the loopback host of the configuration; UsageError where it is taken."""
    listening = _listen(workspace.config.web.host, port)
    taken: int = listening.getsockname()[1]
    token = secrets.token_urlsafe(32)
    keys = Keys(
        token=token,
        session=secrets.token_urlsafe(32),
        csrf=secrets.token_urlsafe(32),
        feed=feed.token(workspace.data),
        port=taken,
    )
    server = _Quiet(
        uvicorn.Config(
            build(workspace, keys),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            http="h11",
            loop="asyncio",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )

    def serve(stop: threading.Event) -> None:
        asyncio.run(_until(stop, server, listening))

    return Prepared(url=f"http://{_shown(listening)}:{taken}/enter?token={token}", serve=serve)


class _Quiet(uvicorn.Server):
    """Leaves the signals to the daemon, whichever thread it runs in."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _until(stop: threading.Event, server: uvicorn.Server, listening: socket.socket) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not (stop.is_set() or serving.done()):  # noqa: ASYNC110 - the event belongs to another thread
        await asyncio.sleep(_TICK_SECONDS)
    server.should_exit = True
    await serving
    listening.close()


def _listen(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    try:
        # On Windows SO_REUSEADDR would let a second program share the port; there the exclusive option is the safe one.
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR if exclusive is None else exclusive, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise UsageError("error.port_taken", port=port) from error
    return listening


def _shown(listening: socket.socket) -> str:
    host: str = listening.getsockname()[0]
    return f"[{host}]" if listening.family == socket.AF_INET6 else host
