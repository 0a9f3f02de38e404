"""The lookup of keys against a name server of our own, on the loopback."""

import socket
import threading
from collections.abc import Iterator

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from mailbot.authentication.signature import Outcome, verify
from mailbot.dns import Resolver, resolver
from mailbot.errors import TransportError
from tests.authentication.keys import SELECTOR, key, signed
from tests.parsing.mail import letter

_RECORDS = {f"{SELECTOR}._domainkey.amazon.co.jp.": key()[1].decode(), "empty.example.": None}


def _answer(query: dns.message.Message) -> dns.message.Message:
    name = query.question[0].name.to_text()
    reply = dns.message.make_response(query)
    reply.flags |= dns.flags.RA
    if name == "broken.example.":
        reply.set_rcode(dns.rcode.SERVFAIL)
    elif name not in _RECORDS:
        reply.set_rcode(dns.rcode.NXDOMAIN)
    elif (text := _RECORDS[name]) is not None:
        strings = " ".join(f'"{text[start : start + 200]}"' for start in range(0, len(text), 200))
        reply.answer.append(dns.rrset.from_text(name, 300, "IN", "TXT", strings))
    return reply


@pytest.fixture
def server() -> Iterator[tuple[str, int, list[str]]]:
    asked: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.settimeout(0.1)
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                try:
                    data, peer = listener.recvfrom(4_096)
                except TimeoutError:
                    continue
                query = dns.message.from_wire(data)
                asked.append(query.question[0].name.to_text())
                listener.sendto(_answer(query).to_wire(), peer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield ("127.0.0.1", listener.getsockname()[1], asked)
        stop.set()
        thread.join()


def _lookup(server: tuple[str, int, list[str]], timeout: float = 3.0) -> Resolver:
    return resolver(timeout, (server[0], server[1]))


def test_a_key_is_found_joined_and_kept(server: tuple[str, int, list[str]]) -> None:
    lookup = _lookup(server)
    for _ in range(3):
        assert lookup(f"{SELECTOR}._domainkey.amazon.co.jp.") == key()[1]
    assert len(server[2]) == 1
    assert [one.outcome for one in verify(signed(letter("x")), "amazon.co.jp", lookup, None)] == [Outcome.PASS]


def test_no_record_is_none_and_a_failure_is_no_answer(server: tuple[str, int, list[str]]) -> None:
    lookup = _lookup(server)
    assert lookup("missing.example.") is None
    assert lookup("empty.example.") is None
    assert lookup("x" * 300 + ".example.") is None
    assert lookup("a..b.") is None
    with pytest.raises(TransportError):
        lookup("broken.example.")


def test_nobody_waits_twice_for_a_dead_server() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        lookup = resolver(0.3, ("127.0.0.1", silent.getsockname()[1]))
        for _ in range(1_000):
            with pytest.raises(TransportError):
                lookup("any.example.")
