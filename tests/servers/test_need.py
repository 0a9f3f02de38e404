"""What is missing is skipped at home and fails in CI."""

import pytest

from tests.servers.need import need


def test_what_is_there_is_found() -> None:
    assert need("sh").endswith("sh")


def test_what_is_missing_is_skipped_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        need("no-such-program-anywhere")


def test_what_is_missing_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        need("no-such-program-anywhere")
