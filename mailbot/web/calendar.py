"""The deadlines as a calendar feed: for the page's user, and for calendar programs that know its secret address."""

from starlette.requests import Request
from starlette.responses import Response

from mailbot.service import telling
from mailbot.web.views import Views


def feed(request: Request, views: Views) -> Response:
    """Return the deadlines of all cases; each keeps its UID, what moved has a higher SEQUENCE, what ended is cancelled."""
    written = telling.calendar(views.workspace, None, views.language(request))
    name = {"Content-Disposition": 'inline; filename="mailbot.ics"'}
    return Response(written, media_type="text/calendar; charset=utf-8", headers=name)
