from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.store.engine import Store
from tests.store.stores import opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file of its own."""
    with opened(tmp_path / "mailbot.db") as made:
        yield made
