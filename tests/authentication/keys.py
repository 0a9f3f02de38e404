"""An RSA key of our own for the tests, made without any library, and mails signed with it."""

import base64
import random
from functools import lru_cache

import dkim

from mailbot.errors import TransportError

SELECTOR = "test2019"


@lru_cache(maxsize=1)
def key() -> tuple[bytes, bytes]:
    """Return (private key as PEM, DNS record of the public key)."""
    chance = random.Random(20190314)
    first, second = _prime(chance), _prime(chance)
    modulus, public = first * second, 65_537
    private = pow(public, -1, (first - 1) * (second - 1))
    numbers = [0, modulus, public, private, first, second, private % (first - 1), private % (second - 1), pow(second, -1, first)]
    body = base64.encodebytes(_sequence(b"".join(_integer(number) for number in numbers))).decode()
    pem = f"-----BEGIN RSA PRIVATE KEY-----\n{body}-----END RSA PRIVATE KEY-----\n".encode()  # gitleaks:allow
    rsa = bytes.fromhex("300d06092a864886f70d0101010500")
    bits = b"\x00" + _sequence(_integer(modulus) + _integer(public))
    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(_sequence(rsa + _tagged(3, bits)))
    return pem, record


def signed(content: bytes, domain: str = "amazon.co.jp", *, tags: bytes = b"", length: bool = False) -> bytes:
    """Return ``content`` with a signature of ``domain`` above it; ``tags`` are put into the signature unsigned."""
    header = dkim.sign(
        content, SELECTOR.encode(), domain.encode(), key()[0], length=length, canonicalize=(b"relaxed", b"relaxed")
    )
    return bytes(header).replace(b"v=1;", b"v=1;" + tags, 1) + content


def resolve(name: str) -> bytes | None:
    """The DNS of the tests: our key under every domain's selector."""
    return key()[1] if name.startswith(f"{SELECTOR}._domainkey.") else None


def nothing(_: str) -> bytes | None:
    return None


def unreachable(name: str) -> bytes | None:
    raise TransportError("dns.failed", name=name, error="Timeout")


def _prime(chance: random.Random) -> int:
    while True:
        number = chance.getrandbits(512) | 1 | (3 << 510)
        if all(number % small for small in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)) and _is_prime(number, chance):
            return number


def _is_prime(number: int, chance: random.Random) -> bool:
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(20):
        power = pow(chance.randrange(2, number - 1), odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def _tagged(tag: int, data: bytes) -> bytes:
    size = len(data)
    if size < 128:
        return bytes([tag, size]) + data
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + data


def _sequence(data: bytes) -> bytes:
    return _tagged(0x30, data)


def _integer(number: int) -> bytes:
    return _tagged(2, number.to_bytes(number.bit_length() // 8 + 1, "big"))
