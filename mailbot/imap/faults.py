"""What went wrong on the wire, said as one of our errors: by what the reader can do about it."""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from imapclient.exceptions import CapabilityError, IMAPClientAbortError, IMAPClientError, LoginError

from mailbot.errors import AuthenticationError, MailbotError, TransportError, UsageError

_CODE: Final = re.compile(r"\[([A-Z][A-Z-]*)")
FOR_NOW: Final = frozenset({"UNAVAILABLE", "INUSE", "LIMIT"})
"""Response codes of RFC 5530, 3, that say: another time."""
_TRANSIENT_CODES: Final = FOR_NOW | {"SERVERBUG", "OVERQUOTA"}
_REFUSED_CODES: Final = frozenset({"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED"})
_TRANSIENT_WORDS: Final = re.compile(
    r"temporar|try again|too many|maximum number of connections|rate limit|unavailable|overload|"
    r"timed? ?out|internal (server )?error|server error|maintenance|busy",
    re.IGNORECASE,
)
"""Servers that refuse for a while without a response code: Gmail and Yahoo! say it in words."""
_HOSTNAME_MISMATCH: Final = (62, 64)
_EXPIRED: Final = (9, 10)
"""X509_V_ERR codes of OpenSSL."""
_DETAIL_LENGTH: Final = 200


@contextmanager
def while_connecting(host: str, port: int) -> Iterator[None]:
    """Translate what ``connect``, the TLS handshake and the greeting raise."""
    where = {"host": host, "port": port}
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise _certificate(error, host) from error
    except ssl.SSLError as error:
        raise TransportError("error.tls_mismatch", **where, detail=_detail(error)) from error
    except (socket.gaierror, UnicodeError) as error:
        raise TransportError("error.unknown_host", host=host) from error
    except ConnectionRefusedError as error:
        raise TransportError("error.refused", **where) from error
    except TimeoutError as error:
        raise TransportError("error.timeout", **where) from error
    except CapabilityError as error:
        raise TransportError("error.no_starttls", **where) from error
    except IMAPClientAbortError as error:
        code = "error.not_imap" if "unexpected response" in str(error) else "error.connection_lost"
        raise TransportError(code, **where, detail=_detail(error)) from error
    except IMAPClientError as error:
        raise TransportError("error.server_refused", host=host, detail=_detail(error)) from error
    except OSError as error:
        raise TransportError("error.unreachable", **where, detail=_detail(error)) from error


@contextmanager
def while_logging_in(host: str, username: str) -> Iterator[None]:
    """Translate what a login raises; a refusal for the time being is no wrong password (RFC 5530)."""
    try:
        yield
    except LoginError as error:
        # imapclient calls a connection that breaks during login a failed login too.
        if isinstance(error.__context__, IMAPClientAbortError):
            raise TransportError("error.connection_lost", host=host, detail=_detail(error)) from error
        raise _login(_detail(error), host, username) from error
    except (IMAPClientError, OSError) as error:
        raise broken(error, host) from error


@contextmanager
def while_working(host: str) -> Iterator[None]:
    """Translate what any later command raises."""
    try:
        yield
    except MailbotError:
        raise
    except (IMAPClientError, OSError, ValueError) as error:
        # ValueError: imapclient on an answer that is no IMAP.
        raise broken(error, host) from error


def broken(error: Exception, host: str) -> TransportError:
    """Say why a connection that worked does not any more, or why a command was refused."""
    if isinstance(error, TimeoutError):
        return TransportError("error.timeout_reading", host=host)
    if isinstance(error, IMAPClientAbortError | OSError):
        return TransportError("error.connection_lost", host=host, detail=_detail(error))
    return TransportError("error.server_refused", host=host, detail=_detail(error))


def response_code(text: str) -> str | None:
    """Return the response code of a server's answer: ``NONEXISTENT`` of ``[NONEXISTENT] No such mailbox``."""
    match = _CODE.search(text)
    return match.group(1) if match else None


def _login(text: str, host: str, username: str) -> MailbotError:
    code = response_code(text)
    if code == "PRIVACYREQUIRED" or "LOGINDISABLED" in text:
        return UsageError("error.login_needs_tls", host=host)
    refused_for_now = code in _TRANSIENT_CODES or (code not in _REFUSED_CODES and _TRANSIENT_WORDS.search(text))
    if refused_for_now or "command error: BAD" in text:
        return TransportError("error.login_unavailable", host=host, detail=text)
    return AuthenticationError("error.login", host=host, username=username, detail=text)


def _certificate(error: ssl.SSLCertVerificationError, host: str) -> TransportError:
    if error.verify_code in _HOSTNAME_MISMATCH:
        return TransportError("error.certificate_host", host=host, detail=error.verify_message)
    if error.verify_code in _EXPIRED:
        return TransportError("error.certificate_expired", host=host, detail=error.verify_message)
    return TransportError("error.certificate", host=host, detail=error.verify_message)


def _detail(error: Exception) -> str:
    """Return the server's own words, on one line, short, without the marks of a Python bytes literal."""
    text = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    text = re.sub(r"^b(['\"])(.*)\1$", r"\2", text, flags=re.DOTALL)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_DETAIL_LENGTH]
