"""``init``: a few questions, a real login, a configuration that works and holds no password."""

from mailbot import config
from tests.servers.dovecot import PASSWORD

ANSWERS = ("seller@example.jp", "127.0.0.1", "seller@example.jp", "", "みなと商店", "")


def answers(*more: str) -> str:
    return "\n".join((*ANSWERS, *more)) + "\n"


def test_what_the_server_says_is_shown_and_the_answers_are_kept(mailbot, tmp_path, monkeypatch):
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)
    done = mailbot("init", stdin=answers("n"))
    assert "127.0.0.1" in done.err
    written = (tmp_path / "config.toml").read_text(encoding="utf-8")
    assert PASSWORD not in written
    (account,) = config.read(tmp_path / "config.toml").accounts
    assert account.imap is not None
    assert (account.addresses, account.imap.host, account.store_name) == (("seller@example.jp",), "127.0.0.1", "みなと商店")


def test_a_configuration_that_is_there_is_left_alone(mailbot, tmp_path):
    (tmp_path / "config.toml").write_text("# mine\n", encoding="utf-8")
    assert "config.toml" in mailbot("init", code=2).complaint
    assert (tmp_path / "config.toml").read_text(encoding="utf-8") == "# mine\n"


def test_answers_that_would_break_the_file_do_not(mailbot, tmp_path, monkeypatch):
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)
    hostile = ("a@b.example", "127.0.0.1", 'x"\\ y', "", 'みなと"]\nlanguage = "en', "Asia/Tokyo")
    mailbot("init", stdin="\n".join(hostile) + "\nn\nn\n", code=None)
    if (tmp_path / "config.toml").exists():
        (account,) = config.read(tmp_path / "config.toml").accounts
        assert account.imap is not None
        assert account.imap.username == 'x"\\ y'


def test_nobody_answers(mailbot, tmp_path):
    done = mailbot("init", stdin="", code=None)
    assert done.code != 0
    assert "Traceback" not in done.err
    assert not (tmp_path / "config.toml").exists()
