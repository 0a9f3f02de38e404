"""Opening a connection: encrypted, verified, with time limits; and closing it whatever happens."""

import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from mailbot.errors import UsageError
from mailbot.imap import faults
from mailbot.imap.session import Session
from mailbot.settings import ImapSettings

CONNECT_SECONDS: Final = 20
"""No server that can be worked with takes longer to answer; the read limit is the user's."""


@contextmanager
def connect(settings: ImapSettings, password: str) -> Iterator[Session]:
    """Log in, yield a Session, log out.

    Raises TransportError where the server cannot be reached or trusted, or is out of service; AuthenticationError where it
    refuses the user name or the password; UsageError where the settings cannot be used at all.
    """
    with faults.while_connecting(settings.host, settings.port):
        client = _open(settings)
    session = Session(client, settings.host)
    try:
        _log_in(client, settings, password)
        yield session
    except BaseException:
        # After a failure the dialogue may be out of step: a LOGOUT could wait for an answer that never comes.
        _drop(client)
        raise
    _leave(client)


def _open(settings: ImapSettings) -> IMAPClient:
    if settings.security == "none" and not _is_loopback(settings.host):
        raise UsageError("error.plain_off_loopback", host=settings.host)
    context = _tls(settings) if settings.security != "none" else None
    client = IMAPClient(
        settings.host,
        settings.port,
        ssl=settings.security == "tls",
        ssl_context=context,
        timeout=SocketTimeout(connect=min(CONNECT_SECONDS, settings.timeout_seconds), read=settings.timeout_seconds),
    )
    # imapclient sets 5, and imaplib then formats every literal it reads, bodies included, for a log that nobody keeps.
    client._imap.debug = 0
    client.normalise_times = False
    if settings.security == "starttls":
        try:
            client.starttls(context)
        except BaseException:
            _drop(client)
            raise
    return client


def _tls(settings: ImapSettings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)
    except OSError as error:
        raise UsageError("error.ca_file", path=str(settings.ca_file), detail=error.strerror or str(error)) from error


def _log_in(client: IMAPClient, settings: ImapSettings, password: str) -> None:
    with faults.while_logging_in(settings.host, settings.username):
        if _fits_login(settings.username) and _fits_login(password):
            client.login(settings.username, password)
        else:
            # LOGIN carries ASCII only; SASL PLAIN is UTF-8 by definition (RFC 4616).
            client.plain_login(settings.username, password)


def _fits_login(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _leave(client: IMAPClient) -> None:
    try:
        client.logout()
    except (IMAPClientError, OSError):
        _drop(client)


def _drop(client: IMAPClient) -> None:
    # A connection that is already gone cannot be closed twice; there is nothing to tell.
    with suppress(IMAPClientError, OSError):
        client.shutdown()
