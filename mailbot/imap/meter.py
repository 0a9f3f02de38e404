"""Counting what goes over the wire."""

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Meter:
    """Bytes of IMAP read and written."""

    read: int = 0
    written: int = 0

    @classmethod
    def on(cls, imap: Any) -> "Meter":
        """Count at the three places where imaplib meets its socket."""
        meter = cls()
        read, readline, send = imap.read, imap.readline, imap.send

        def counted_read(size: int) -> bytes:
            data: bytes = read(size)
            meter.read += len(data)
            return data

        def counted_readline() -> bytes:
            data: bytes = readline()
            meter.read += len(data)
            return data

        def counted_send(data: bytes) -> None:
            meter.written += len(data)
            send(data)

        imap.read, imap.readline, imap.send = counted_read, counted_readline, counted_send
        return meter
