"""Who may come in: the door in front of every page.

The page is for one person on one machine. Other programs' pages in the same browser are the danger: they can send requests
to the loopback (CSRF), rename themselves to it (DNS rebinding) and frame it. Hence: the Host must be ours, the session
cookie is ``SameSite=Strict``, a change needs our Origin and a token out of our form, and the policy allows our own files alone.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    # "no-referrer" would make browsers send "Origin: null" with our own forms (Fetch, "append a request Origin header");
    # "same-origin" tells other sites just as little.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
MAX_BODY: Final = 2_000_000
"""Bytes of a form: the longest report is a tenth of it."""
_OPEN: Final = ("/healthz", "/enter")
_STATIC: Final = "/static/"
FEED: Final = "/calendar.ics"
"""The one page that also opens to a secret in its address: calendar programs know no cookie."""
_READING: Final = ("GET", "HEAD")

Refuse = Callable[[Request, int, str], Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What tells our user from everybody else; made anew at each start."""

    token: str
    """In the address that mailbot prints."""
    session: str
    """In the cookie."""
    csrf: str
    """In every form."""
    feed: str
    """In the address of the calendar feed; the only one that outlives a restart."""
    port: int

    @property
    def cookie(self) -> str:
        """The cookie's name: a browser shares cookies among the ports of a host, so each port has its own."""
        return f"mailbot-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))


class Guard:
    """ASGI middleware: lets through what is ours, and puts the protecting headers on every answer."""

    def __init__(self, app: ASGIApp, keys: Keys, refuse: Refuse) -> None:
        self._app, self._keys, self._refuse = app, keys, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        guarded = _protecting(send)
        problem = self._problem(scope)
        if problem is None:
            await self._app(scope, receive, guarded)
            return
        status, code = problem
        await self._refuse(Request(scope), status, code)(scope, receive, guarded)

    def _problem(self, scope: Scope) -> tuple[int, str] | None:
        """Return status and code of what is wrong with a request, or None."""
        headers, method, path = Headers(scope=scope), scope["method"], scope["path"]
        if headers.get("host", "").lower() not in self._keys.hosts:
            return 403, "host"
        if path.startswith(_STATIC) or path in _OPEN:
            return None if method in _READING else (405, "method")
        if not (self._known(headers) or (path == FEED and method in _READING and self._subscribed(scope))):
            return 403, "entry"
        if method in _READING:
            return None
        return _sent_by_us(headers) if method == "POST" else (405, "method")

    def _subscribed(self, scope: Scope) -> bool:
        given = QueryParams(scope["query_string"]).get("token", "")
        return secrets.compare_digest(given.encode(), self._keys.feed.encode())

    def _known(self, headers: Headers) -> bool:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(self._keys.cookie)
        except CookieError:
            return False
        return cookie is not None and secrets.compare_digest(cookie.value.encode(), self._keys.session.encode())


def _sent_by_us(headers: Headers) -> tuple[int, str] | None:
    ours = f"http://{headers['host'].lower()}"
    origin = headers.get("origin")
    if origin is not None:
        if origin.lower() != ours:
            return 403, "origin"
    elif not headers.get("referer", "").lower().startswith(ours + "/"):
        return 403, "origin"
    length = headers.get("content-length", "")
    if not length.isdecimal() or int(length) > MAX_BODY:
        return 413, "too_large"
    return None


def _protecting(send: Send) -> Send:
    async def protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return protected
