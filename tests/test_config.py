"""The configuration: the example is valid, and every problem is reported at once, with its path and the mend."""

from pathlib import Path

import pytest

from mailbot import config
from mailbot.errors import ConfigError, UsageError
from mailbot.settings import Secret

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"

ACCOUNT = """
[[accounts]]
name = "shop"
addresses = ["Seller@Example.jp"]
[accounts.imap]
host = "imap.example.jp"
username = "me"
password = { env = "P" }
"""


def problems(text: str) -> dict[str, str]:
    with pytest.raises(ConfigError) as caught:
        config.parse(text, "test.toml")
    return {problem.path: problem.code for problem in caught.value.values["problems"]}


def test_the_example_file_is_a_valid_configuration():
    read = config.read(EXAMPLE)
    account = read.accounts[0]
    assert account.imap is not None
    assert (account.imap.port, account.imap.security) == (993, "tls")
    assert account.imap.password == Secret(env="MAILBOT_PASSWORD")
    assert read.web.host == "127.0.0.1"


def test_the_example_names_every_option():
    """An option that the example does not explain does not exist for a user."""
    text = EXAMPLE.read_text(encoding="utf-8")
    source = Path(config.__file__).read_text(encoding="utf-8")
    import re

    asked = set(re.findall(r'\.(?:text|texts|integer|boolean|choice|optional_text|table|tables)\("([a-z_]+)"', source))
    missing = sorted(name for name in asked if not re.search(rf"\b{name}\b", text))
    assert missing == []


def test_defaults_fill_what_a_short_file_leaves_out():
    account = config.parse(ACCOUNT, "t").accounts[0]
    assert account.addresses == ("seller@example.jp",)
    assert account.timezone == "Asia/Tokyo"
    assert account.imap is not None
    assert (account.imap.port, account.imap.timeout_seconds) == (993, 30)


def test_starttls_brings_its_own_port():
    account = config.parse(ACCOUNT + 'security = "starttls"', "t").accounts[0]
    assert account.imap is not None
    assert account.imap.port == 143


def test_every_problem_is_reported_at_once():
    found = problems(
        """
        langage = "ja"
        [store]
        retention_days = 0
        [[accounts]]
        name = ""
        addresses = ["nobody"]
        marketplaces = ["amazon.xx"]
        timezone = "Tokyo"
        scope = "amazn"
        [accounts.imap]
        host = "imap.example.jp"
        security = "none"
        username = "me"
        password = "secret"
        [web]
        host = "0.0.0.0"
        """
    )
    assert found == {
        "langage": "unknown_near",
        "store.retention_days": "range",
        "accounts[1].name": "empty",
        "accounts[1].addresses": "address",
        "accounts[1].marketplaces": "marketplace",
        "accounts[1].timezone": "timezone",
        "accounts[1].scope": "choice",
        "accounts[1].imap.security": "plain_off_loopback",
        "accounts[1].imap.password": "secret_in_file",
        "web.host": "not_loopback",
    }


def test_an_unknown_key_names_the_nearest_known_one():
    with pytest.raises(ConfigError) as caught:
        config.parse(ACCOUNT + 'usrname = "x"', "t")
    (problem,) = caught.value.values["problems"]
    assert (problem.path, problem.values["near"]) == ("accounts[1].imap.usrname", "username")


def test_a_secret_names_exactly_one_place():
    both = ACCOUNT.replace('{ env = "P" }', '{ env = "P", keyring = "k" }')
    assert problems(both) == {"accounts[1].imap.password": "secret_one_of"}


def test_two_accounts_need_two_names():
    assert problems(ACCOUNT + ACCOUNT) == {"accounts": "name_twice"}


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe\x00", "error.config_encoding"), (b"language = ", "error.config_toml")],
)
def test_a_file_that_is_no_toml_is_one_clear_error(tmp_path, content, code):
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        config.read(file)
    assert caught.value.code == code


def test_a_missing_file_says_how_to_get_one(tmp_path):
    with pytest.raises(UsageError) as caught:
        config.read(tmp_path / "none.toml")
    assert caught.value.code == "error.config_missing"


def test_a_byte_order_mark_of_notepad_does_not_matter(tmp_path):
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xef\xbb\xbf" + ACCOUNT.encode())
    assert config.read(file).accounts[0].name == "shop"
