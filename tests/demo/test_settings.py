"""The demo's configuration is one that mailbot itself accepts."""

from mailbot import config, secrets
from mailbot.demo import settings, story
from mailbot.demo.inbox import DemoServer

SERVERS = {
    name: DemoServer(host="127.0.0.1", port=10143 + number, username=f"{name}@mailbot.example", password=f"geheim{number}")
    for number, name in enumerate(story.NAMES)
}


def test_the_configuration_is_read_without_a_problem():
    found = config.parse(settings.config_text(SERVERS, language="en"), "demo")
    assert (found.language, found.delivery, found.dkim_dns, found.notify_urls) == ("en", "drafts", False, ())
    minato, harbor = found.accounts
    assert (minato.name, minato.addresses, minato.marketplaces) == ("minato", ("shop@minato.example",), ("amazon.co.jp",))
    assert (minato.timezone, minato.store_name, minato.seller_name) == ("Asia/Tokyo", "みなと商店", "汐見 健一")
    assert minato.trusted_authserv_ids == ("mx.minato.example",)
    assert (minato.imap.host, minato.imap.port, minato.imap.security) == ("127.0.0.1", 10143, "none")
    assert (harbor.marketplaces, harbor.timezone) == (("amazon.com",), "America/Los_Angeles")


def test_passwords_stand_in_the_environment_only(monkeypatch):
    text = settings.config_text(SERVERS)
    for variable in settings.passwords(SERVERS):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.setenv(variable, "")
    settings.export_passwords(SERVERS)
    for account in config.parse(text, "demo").accounts:
        server = SERVERS[account.name]
        assert server.password not in text
        assert secrets.resolve(account.imap.password, account.imap.username) == server.password
