"""A server that says what it is told to: for answers that no server in good health gives.

    with Scripted({"LOGIN": "NO [UNAVAILABLE] try later"}) as server: ...

An answer's last line is completed with the command's tag; lines before it are sent as they are. ``None`` cuts the connection.
"""

import socketserver
import threading
from collections.abc import Callable, Mapping
from types import TracebackType

from mailbot.settings import ImapSettings, Secret

Answer = bytes | str | None
Script = Mapping[str, Answer | Callable[[str], Answer]]

_USUAL: Script = {
    "CAPABILITY": "* CAPABILITY IMAP4rev1\r\nOK done",
    "LOGIN": "OK in",
    "LOGOUT": "* BYE bye\r\nOK out",
    "NOOP": "OK done",
    "LIST": '* LIST (\\HasNoChildren) "/" INBOX\r\nOK done',
    "EXAMINE": "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 31] ok\r\nOK [READ-ONLY] done",
}


class Scripted:
    """Listens on ``port`` of the loopback; ``commands`` is what it was asked."""

    def __init__(self, script: Script | None = None, *, greeting: bytes = b"* OK ready\r\n") -> None:
        self.script: Script = {**_USUAL, **(script or {})}
        self.greeting = greeting
        self.commands: list[str] = []
        outer = self

        class Dialogue(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer._talk(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Dialogue, bind_and_activate=True)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])

    def __enter__(self) -> "Scripted":
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def settings(self, **changes: object) -> ImapSettings:
        """Return how to reach it."""
        values: dict[str, object] = {
            "host": "localhost",
            "port": self.port,
            "security": "none",
            "username": "seller",
            "password": Secret(env="MAILBOT_PASSWORD"),
            "timeout_seconds": 10,
        }
        return ImapSettings(**(values | changes))  # type: ignore[arg-type]

    def _talk(self, dialogue: socketserver.StreamRequestHandler) -> None:
        dialogue.wfile.write(self.greeting)
        for line in dialogue.rfile:
            tag, _, command = line.decode("ascii").strip().partition(" ")
            self.commands.append(command)
            answer = self._answer(command)
            if answer is None:
                return
            raw = answer.encode("utf-8") if isinstance(answer, str) else answer
            *before, last = raw.split(b"\r\n")
            dialogue.wfile.write(b"".join(part + b"\r\n" for part in before) + tag.encode() + b" " + last + b"\r\n")

    def _answer(self, command: str) -> Answer:
        # The longest beginning wins: "UID FETCH 1:3" before "UID FETCH".
        for begin in sorted(self.script, key=len, reverse=True):
            if command.upper().startswith(begin.upper()):
                answer = self.script[begin]
                return answer(command) if callable(answer) else answer
        return "BAD what?"
