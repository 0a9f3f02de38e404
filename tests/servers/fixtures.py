"""Fixtures on real servers: import them into a conftest.

``dovecot`` lives as long as the test session; ``mailbox`` is a new user on it. A test that stops the server starts its own.
"""

from collections.abc import Iterator

import pytest

from tests.servers.dovecot import Dovecot, Mailbox

__all__ = ["dovecot", "mailbox"]

SPECIAL_USE = (("Sent", r"\Sent"), ("Drafts", r"\Drafts"), ("Junk", r"\Junk"))


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A server whose folders carry SPECIAL-USE attributes."""
    with Dovecot.running(special_use=SPECIAL_USE) as server:
        yield server


@pytest.fixture
def mailbox(dovecot: Dovecot) -> Mailbox:
    """A new user with an empty mailbox."""
    return dovecot.add_user()
