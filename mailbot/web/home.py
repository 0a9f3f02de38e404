"""The first page, where things stand, and how the accounts do."""

from starlette.requests import Request
from starlette.responses import Response

from mailbot import __version__
from mailbot.service import lessons, page
from mailbot.service import status as service
from mailbot.web.guard import FEED
from mailbot.web.views import Views


def show(request: Request, views: Views) -> Response:
    """Show what waits for the user, what is due, and where each case stands."""
    found = page.standing(views.workspace)
    address = f"http://{request.headers['host']}{FEED}?token={views.keys.feed}"
    return views.show(request, "home.html", {"standing": found, "feed": address})


def status(request: Request, views: Views) -> Response:
    """Show how the accounts do, and what the store holds."""
    found = page.standing(views.workspace)
    totals = service.totals(views.workspace)
    return views.show(
        request,
        "status.html",
        {"standing": found, "totals": totals, "learning": lessons.learning(views.workspace), "version": __version__},
    )
