"""From a request to a handler and back: forms read and checked, errors turned into pages, bugs logged without mail text.

Handlers are plain functions and run in a thread: they read the store, which waits for the disk.
"""

import secrets
import traceback
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mailbot.errors import MailbotError, WorldError
from mailbot.logs import logger
from mailbot.web.views import Views

log = logger()

Shows = Callable[[Request, Views], Response]
Does = Callable[[Request, Views, FormData], Response]
Endpoint = Callable[[Request], Awaitable[Response]]

MAX_FIELDS: Final = 2_000
_MISSING: Final = frozenset({"error.no_message", "error.no_draft", "error.no_case"})


def showing(handler: Shows) -> Endpoint:
    """Make an endpoint of a handler that only reads."""

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(_guarded, request, lambda views: handler(request, views))

    return endpoint


def doing(handler: Does) -> Endpoint:
    """Make an endpoint of a handler that changes something: its form must carry our token."""

    async def endpoint(request: Request) -> Response:
        views: Views = request.app.state.views
        form = await request.form(max_fields=MAX_FIELDS)
        if not secrets.compare_digest(text(form, "csrf").encode(), views.keys.csrf.encode()):
            return views.refuse(request, 403, "csrf")
        return await run_in_threadpool(_guarded, request, lambda views: handler(request, views, form))

    return endpoint


def text(form: FormData, name: str) -> str:
    """Return a field's text, lines ending as Python's do; "" where it is missing or a file."""
    value = form.get(name, "")
    return plain(value) if isinstance(value, str) else ""


def texts(form: FormData, name: str) -> tuple[str, ...]:
    """Return every value of a repeated field."""
    return tuple(plain(value) for value in form.getlist(name) if isinstance(value, str))


def plain(value: str) -> str:
    """Undo what browsers do to line ends (HTML: a form's newlines are sent as CRLF)."""
    return value.replace("\r\n", "\n").replace("\r", "\n")


def back(path: str, done: str) -> Response:
    """Send the browser to a page that says what was done: a reload repeats nothing."""
    return RedirectResponse(f"{path}?done={done}", status_code=303)


def status_of(error: MailbotError) -> int:
    """Return the HTTP status that fits an error."""
    if error.code in _MISSING:
        return 404
    if isinstance(error, WorldError):
        return 502
    return 409 if error.exit_code == 2 else 500


def _guarded(request: Request, work: Callable[[Views], Response]) -> Response:
    views: Views = request.app.state.views
    try:
        return work(views)
    except MailbotError as error:
        return views.trouble(request, status_of(error), views.sentence(request, error))
    except HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - the last door; the error's own words may be a mail's, so only its place is logged
        frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
        log.error("page.bug", path=request.scope.get("path"), error=type(error).__name__, traceback=frames)
        return views.refuse(request, 500, "bug")
