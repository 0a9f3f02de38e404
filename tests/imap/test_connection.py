"""Logging in, and every way in which that fails."""

import logging
import threading
from pathlib import Path

import pytest

from mailbot.errors import AuthenticationError, MailbotError, TransportError, UsageError
from mailbot.i18n import LANGUAGES, load
from mailbot.imap import connect
from mailbot.settings import ImapSettings
from tests.servers.certificate import self_signed
from tests.servers.dovecot import PASSWORD, Dovecot, Mailbox, free_ports
from tests.servers.scripted import Scripted


def failure(settings: ImapSettings, password: str = PASSWORD) -> MailbotError:
    """Return what connecting raises; its sentence exists in every language, and never holds the password."""
    with pytest.raises(MailbotError) as caught, connect(settings, password):
        pass
    for language in LANGUAGES:
        assert password not in load(language)(caught.value.code, **caught.value.values)
    return caught.value


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_logs_in(mailbox: Mailbox, security: str) -> None:
    with connect(mailbox.settings(security), PASSWORD) as session:
        assert [folder.name for folder in session.folders() if folder.name == "INBOX"] == ["INBOX"]


def test_a_password_beyond_ascii_logs_in(dovecot: Dovecot) -> None:
    seller = dovecot.add_user(password="ひみつ の言葉")
    with connect(seller.settings(), "ひみつ の言葉") as session:
        assert session.examine("INBOX").exists == 0


def test_a_wrong_password_is_the_users_mistake(mailbox: Mailbox) -> None:
    error = failure(mailbox.settings(), "not this one")
    assert (error.code, error.exit_code) == ("error.login", 2)
    assert isinstance(error, AuthenticationError)
    assert error.values["username"] == mailbox.username
    assert "Authentication failed" in str(error.values["detail"])


def test_an_unknown_host(mailbox: Mailbox) -> None:
    error = failure(mailbox.settings(host="nowhere.invalid"))
    assert (error.code, error.exit_code) == ("error.unknown_host", 3)


@pytest.mark.parametrize("host", ["a..b", "x" * 70 + ".jp"])
def test_what_cannot_be_a_host(mailbox: Mailbox, host: str) -> None:
    assert failure(mailbox.settings(host=host)).code == "error.unknown_host"


def test_a_refused_port(mailbox: Mailbox) -> None:
    (port,) = free_ports(1)
    assert failure(mailbox.settings(port=port)).code == "error.refused"


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_nobody_signed_is_not_trusted(mailbox: Mailbox, security: str) -> None:
    error = failure(mailbox.settings(security, verified=False))
    assert (error.code, error.exit_code) == ("error.certificate", 3)
    assert "ca_file" in load("en")(error.code, **error.values)


def test_a_certificate_of_another_name_is_not_trusted(mailbox: Mailbox) -> None:
    # It is made out to localhost and 127.0.0.1; this is the same server by another address.
    error = failure(mailbox.settings(host="127.1"))
    assert error.code == "error.certificate_host"


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_ca_file_that_is_none(mailbox: Mailbox, tmp_path: Path, content: str | None) -> None:
    ca_file = tmp_path / "ca.pem"
    if content is not None:
        ca_file.write_text(content, encoding="utf-8")
    error = failure(mailbox.settings(ca_file=ca_file))
    assert (error.code, error.exit_code) == ("error.ca_file", 2)


def test_another_servers_ca_file_is_not_enough(mailbox: Mailbox, tmp_path: Path) -> None:
    other = self_signed(tmp_path)
    assert failure(mailbox.settings(ca_file=other.certificate)).code == "error.certificate"


def test_no_password_leaves_the_machine_unencrypted(mailbox: Mailbox) -> None:
    error = failure(mailbox.settings("none", host="imap.example.jp"))
    assert (error.code, error.exit_code) == ("error.plain_off_loopback", 2)


def test_tls_spoken_to_a_plain_port(mailbox: Mailbox, dovecot: Dovecot) -> None:
    assert failure(mailbox.settings("tls", port=dovecot.port)).code == "error.tls_mismatch"


@pytest.mark.parametrize("security", ["starttls", "none"])
def test_fm18_plain_spoken_to_a_tls_port_ends_in_time(mailbox: Mailbox, dovecot: Dovecot, security: str) -> None:
    error = failure(mailbox.settings(security, port=dovecot.tls_port, timeout_seconds=1))
    assert error.code == "error.timeout"


def test_fm18_a_server_that_says_nothing_ends_in_time() -> None:
    with Scripted(greeting=b"") as server:
        assert failure(server.settings(timeout_seconds=1)).code == "error.timeout"


def test_starttls_stripped_on_the_way_sends_no_password() -> None:
    with Scripted() as server:
        assert failure(server.settings(security="starttls")).code == "error.no_starttls"
        assert not any("LOGIN" in command for command in server.commands)


@pytest.mark.parametrize(
    ("greeting", "code"),
    [
        (b"* BYE Too many connections, try later\r\n", "error.server_refused"),
        (b"220 mail.example.jp ESMTP\r\n", "error.not_imap"),
        (b"HTTP/1.1 400 Bad Request\r\n", "error.not_imap"),
        (b"* OK half a lin", "error.timeout"),
    ],
)
def test_greetings_that_are_none(greeting: bytes, code: str) -> None:
    with Scripted(greeting=greeting) as server:
        assert failure(server.settings(timeout_seconds=1)).code == code


@pytest.mark.parametrize(
    "answer",
    [
        "NO [UNAVAILABLE] Internal authentication failure",
        "NO [INUSE] Mailbox in use",
        "NO [LIMIT] LOGIN Rate limit hit",
        "NO [SERVERBUG] oops",
        "NO [ALERT] Too many simultaneous connections. (Failure)",
        "NO Temporary authentication failure, please try again later",
        "NO Server Unavailable. 15",
        "BAD Command Error. 12",
        "* BYE shutting down\r\nNO bye",
        None,
    ],
)
def test_fm22_a_login_refused_for_now_is_no_wrong_password(answer: str | None) -> None:
    with Scripted({"LOGIN": answer}) as server:
        error = failure(server.settings())
    assert isinstance(error, TransportError)


@pytest.mark.parametrize(
    "answer",
    [
        "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
        "NO [AUTHENTICATIONFAILED] Too many login failures",
        "NO [AUTHORIZATIONFAILED] no such user",
        "NO [EXPIRED] password expired",
        "NO [ALERT] Application-specific password required (Failure)",
        "NO LOGIN failed.",
        "NO [CONTACTADMIN] account disabled",
    ],
)
def test_refusals_that_need_the_user(answer: str) -> None:
    with Scripted({"LOGIN": answer}) as server:
        error = failure(server.settings())
    assert isinstance(error, AuthenticationError)


def test_a_server_that_wants_tls_for_the_login() -> None:
    with Scripted({"LOGIN": "NO [PRIVACYREQUIRED] Plaintext authentication disallowed"}) as server:
        error = failure(server.settings())
    assert (error.code, type(error)) == ("error.login_needs_tls", UsageError)


def test_fm19_a_connection_that_ends_at_login_is_no_wrong_password() -> None:
    with Scripted({"LOGIN": None}) as server:
        assert failure(server.settings()).code == "error.connection_lost"


def test_fm20_too_many_connections_of_one_user() -> None:
    with Dovecot.running(connections=1) as server:
        seller = server.add_user()
        with connect(seller.settings(), PASSWORD):
            error = failure(seller.settings())
    assert isinstance(error, TransportError)


def test_fm5_a_server_that_falls_silent_ends_in_time() -> None:
    quiet = threading.Event()
    script = {"NOOP": lambda _: "OK" if quiet.wait(20) else None}
    with Scripted(script) as server:
        settings = server.settings(timeout_seconds=1)
        with pytest.raises(TransportError) as caught, connect(settings, PASSWORD) as session:
            session.noop()
        quiet.set()
    assert caught.value.code == "error.timeout_reading"


def test_the_caller_s_own_error_passes_through(mailbox: Mailbox) -> None:
    with pytest.raises(KeyError), connect(mailbox.settings(), PASSWORD):
        raise KeyError("mine")


def test_imaplib_formats_no_log_of_what_it_reads(mailbox: Mailbox, caplog: pytest.LogCaptureFixture) -> None:
    """With ``debug`` at 5, as imapclient sets it, bodies are fetched three to five times slower, and stand in the log."""
    caplog.set_level(logging.DEBUG)
    mailbox.deliver(b"Subject: x\r\n\r\nprivate words\r\n")
    with connect(mailbox.settings(), PASSWORD) as session:
        assert session._client._imap.debug == 0
        session.examine("INBOX")
        assert [body.content for body in session.bodies([1])] == [b"Subject: x\r\n\r\nprivate words\r\n"]
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "private words" not in logged
    assert PASSWORD not in logged
