"""No bytes whatever make the parser raise; and it is quick about every one of them."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.messages import ParsedMessage, Unparseable
from mailbot.parsing import headers, parse
from tests.parsing.mail import base64_part, build, cp50221, letter, multipart, part, raw

_KIND, _BODY = multipart(
    "mixed",
    part("text/plain; charset=iso-2022-jp; format=flowed", cp50221("閉鎖①\n> 引用\nOn 1 May 2019, A wrote:\n> b")),
    part("text/html; charset=shift_jis", "<p style='color:#fff'>隠</p><a href='http://x'>表</a>".encode("cp932")),
    base64_part(
        'application/pdf; name="=?utf-8?B?6KuL5rGC?="',
        b"%PDF-1",
        ("Content-Disposition", "attachment; filename*=utf-8''a%20b.pdf"),
    ),
    part("message/rfc822", build(("From", "a@b.jp"), ("Subject", "=?iso-2022-jp?B?GyRCPVBJShsoQg==?="), body="inner")),
)
SEED = letter(
    _BODY, _KIND, ("Date", "Thu, 14 Mar 2019 10:00:00 +0900"), ("Received", "from a by b; Thu, 14 Mar 2019 10:00:00 +0900")
)
_SPICE = [
    b"\x00",
    b"\xff",
    b"\x1b$B",
    b"=?",
    b"?=",
    b"=?utf-8?B?",
    b"<",
    b">",
    b'"',
    b";",
    b"boundary=",
    b"--edge",
    b"--edge--",
    b"Content-Type: multipart/mixed\n\n",
    b"Content-Type: multipart/mixed; boundary=",
    b"message/rfc822",
    b"charset=undefined",
    b"charset=\x00",
    b"From: ",
    b"\r",
    b"\n",
    b"\n\n",
    b"Content-Transfer-Encoding: uuencode\n",
    b"begin 666 a\n",
    b"@",
    b"(",
    b"utf-7",
    b"+2AA-",
    b"filename*0*=",
    b"<!DOCTYPE",
    b"<blockquote type=cite>",
    b"\xe3\x81",
    b"Date: ",
    b"99999999999",
    b"Content-Type: text/html\n",
    b"charset*=",
    b"''%ff",
    b"=\n",
    b"\xf0\x9f",
    b"utf-16",
    b"Content-Type: message/partial",
    b"multipart/digest",
    b"unicode_escape",
]
_QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _check(content: bytes) -> None:
    found = parse(raw(content))
    assert isinstance(found, ParsedMessage | Unparseable)
    if isinstance(found, ParsedMessage):
        for text in (
            found.text,
            found.quoted,
            found.subject,
            found.sender.name,
            *(name for one in found.headers for name in one),
        ):
            text.encode("utf-8")
            assert "\x00" not in text
    headers(content)


@_QUICK
@given(st.binary(max_size=2_000))
def test_random_bytes(content: bytes) -> None:
    _check(content)


@_QUICK
@given(st.lists(st.tuples(st.integers(0, len(SEED)), st.sampled_from(_SPICE)), max_size=12), st.integers(0, 1_500))
def test_a_mail_with_bytes_thrown_in(places: list[tuple[int, bytes]], cut: int) -> None:
    content = SEED
    for place, spice in places:
        content = content[:place] + spice + content[place:]
    _check(content[: len(content) - cut] if cut < 700 else content)


@_QUICK
@given(st.randoms(use_true_random=False))
def test_a_mail_with_lines_shuffled(chance: random.Random) -> None:
    lines = SEED.split(b"\r\n")
    for _ in range(chance.randrange(1, 10)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    _check(chance.choice([b"\r\n", b"\n", b"\r"]).join(lines))


@_QUICK
@given(st.lists(st.sampled_from(_SPICE), max_size=60))
def test_nothing_but_spice(pieces: list[bytes]) -> None:
    _check(b"From: a@b.jp\n" + b"".join(pieces))
