"""The application: which address leads where, and the guard in front of all of them."""

import secrets
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from mailbot.service.workspace import Workspace
from mailbot.web import calendar, cases, drafts, home, mail
from mailbot.web.forms import Does, Shows, doing, showing
from mailbot.web.guard import FEED, Guard, Keys
from mailbot.web.views import Views


def build(workspace: Workspace, keys: Keys) -> Starlette:
    """Return the ASGI application of the review page."""
    views = Views(workspace, keys)
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Guard, keys=keys, refuse=views.refuse)],
        exception_handlers={HTTPException: _refused},
    )
    app.state.views = views
    return app


def _routes() -> list[Route | Mount]:
    static = str(files("mailbot.web") / "static")
    return [
        Route("/enter", _enter),
        Route("/healthz", _health),
        Mount("/static", StaticFiles(directory=static)),
        _page("/", home.show),
        _page("/status", home.status),
        _page("/messages", mail.listed),
        _act("/messages/confirm", mail.confirm),
        _page("/messages/{message:int}", mail.show),
        _act("/messages/{message:int}/correct", mail.correct),
        _act("/messages/{message:int}/move", mail.move),
        _page(FEED, calendar.feed),
        _page("/cases", cases.listed),
        _page("/cases/{case}", cases.show),
        _page("/cases/{case}/timeline.{kind}", cases.download),
        _act("/cases/{case}/rounds", cases.add_round),
        _act("/cases/{case}/clocks", cases.decide_clock),
        _page("/drafts", drafts.listed),
        _page("/drafts/{draft:int}", drafts.show),
        _act("/drafts/{draft:int}/save", drafts.save),
        _act("/drafts/{draft:int}/approve", drafts.approve),
        _act("/drafts/{draft:int}/reject", drafts.reject),
        _act("/drafts/{draft:int}/deliver", drafts.deliver),
    ]


def _page(path: str, handler: Shows) -> Route:
    return Route(path, showing(handler), methods=["GET"])


def _act(path: str, handler: Does) -> Route:
    return Route(path, doing(handler), methods=["POST"])


async def _enter(request: Request) -> Response:
    """Let in who knows the printed address; the cookie lasts until the browser or mailbot ends."""
    views: Views = request.app.state.views
    token = request.query_params.get("token", "")
    if not secrets.compare_digest(token.encode(), views.keys.token.encode()):
        return views.refuse(request, 403, "entry")
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(views.keys.cookie, views.keys.session, httponly=True, samesite="strict")
    return response


async def _health(_request: Request) -> Response:
    return PlainTextResponse("ok\n")


async def _refused(request: Request, error: Exception) -> Response:
    """Turn Starlette's own refusals (no such address, no such method, a form with too many fields) into a page."""
    views: Views = request.app.state.views
    status = error.status_code if isinstance(error, HTTPException) else 500
    code = {404: "address", 405: "method", 400: "form"}.get(status, "bug")
    return views.refuse(request, status, code)
