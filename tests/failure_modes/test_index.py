"""The failure modes of mail daemons, 1 to 88, as users of other programs reported them: each has a test here, or cannot occur.

The number stands in the name of the test (``test_fm31_same_message_id_two_mails``).
"""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
LAST = 88
_NUMBERS = re.compile(r"test_(fm\d+(?:_(?:fm)?\d+)*)_")

_NO_IDLE = "mailbot polls and never sends IDLE, so no connection waits for the server's word"
_NO_OAUTH = "logins are by password only; no token is held, refreshed or lost"
_NO_SENDING = "mailbot sends nothing, and nothing that runs out sends anything: an answer leaves by the seller's own hand"

CANNOT_OCCUR = {
    2: _NO_IDLE,
    3: _NO_IDLE,
    4: _NO_IDLE,
    14: _NO_IDLE,
    15: "new mail is found by UID, whatever the server announces",
    16: _NO_IDLE,
    17: _NO_IDLE,
    23: _NO_OAUTH,
    24: _NO_OAUTH,
    25: _NO_OAUTH,
    26: _NO_OAUTH,
    68: "nothing subclasses imaplib; the few inner names of imapclient in use are held by tests/imap on a real server",
    71: "the reader has no option to balance labels: its corpus is balanced, and the gate set measures each label",
    77: _NO_SENDING,
    78: _NO_SENDING,
}


@lru_cache(maxsize=1)
def covered() -> dict[int, list[str]]:
    """The tests of each failure mode, by its number."""
    found: dict[int, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (match := _NUMBERS.match(node.name)):
                for number in re.findall(r"\d+", match[1]):
                    found.setdefault(int(number), []).append(f"{path.relative_to(TESTS).as_posix()}::{node.name}")
    return found


@pytest.mark.parametrize("number", range(1, LAST + 1))
def test_each_failure_mode_is_tested_or_cannot_occur(number):
    tests, reason = covered().get(number, []), CANNOT_OCCUR.get(number)
    assert bool(tests) != bool(reason), f"{number}: {tests or reason or 'nobody thought of it'}"


def test_no_test_names_a_failure_mode_that_is_none():
    assert set(covered()) <= set(range(1, LAST + 1))
