"""No mail whatever makes the judge raise, and no damage makes a stranger genuine."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.authentication import Trust, judge
from mailbot.messages import ParsedMessage, Verdict
from mailbot.parsing import parse
from tests.authentication.keys import resolve
from tests.parsing.mail import build, raw

_TRUST = Trust(authserv_ids=("mx.example.jp",), own_addresses=("seller@example.jp",))
_HEADERS = st.sampled_from(
    ["From", "Reply-To", "Return-Path", "Subject", "DKIM-Signature", "Received", "X-Mailbot-Import", "List-Id", "Content-Type"]
)
_WORDS = st.sampled_from(
    ["Amazon", "<a@amazon.co.jp>", "a@amazon.co.jp", "<x@evil.example>", "seller@example.jp", ",", '"', "(", ")", "text", "\r\n ",
     "Аmazon", "v=1; a=rsa-sha256; d=amazon.co.jp; s=test2019; h=from; bh=AAAA; b=AAAA", "mx.example.jp", ";",
     "=?utf-8?B?QW1hem9u?=", "multipart/report", "<abc@marketplace.amazon.co.jp>", "@", "アマゾン", "x@xn--mazon-3ve.com", "\x00"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(_HEADERS, st.lists(_WORDS, max_size=6).map(" ".join)), min_size=1, max_size=8),
    st.lists(_WORDS).map(" ".join),
)
def test_headers_in_any_combination_never_become_genuine(lines: list[tuple[str, str]], body: str) -> None:
    content = build(*lines, body=body)
    parsed = parse(raw(content))
    if isinstance(parsed, ParsedMessage):
        found = judge(parsed, content, _TRUST, resolve)
        assert found.verdict is not Verdict.GENUINE
        assert found.reasons
