"""Messages: the list, one message with what was understood of it, and the user's word on it."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from classifiers.labels import Label
from classifiers.reading import Reading
from mailbot.messages import Disposition, Understanding, Unparseable, Verdict
from mailbot.service import casefile, doubts, linking, overview, page
from mailbot.web.forms import back, text, texts
from mailbot.web.views import Views

SIZE: Final = 50
_FILTERS: Final = ("case", "label", "verdict", "disposition")


def listed(request: Request, views: Views) -> Response:
    """List messages, the newest first, as the filters in the address say."""
    query = request.query_params
    chosen = {name: query.get(name, "") for name in _FILTERS}
    number = query.get("page", "1")
    at = max(int(number), 1) if number.isdecimal() and len(number) < 6 else 1
    found = page.listing(views.workspace, page.Filter(**chosen), (at - 1) * SIZE, SIZE)
    kept = {name: value for name, value in chosen.items() if value}
    values = {
        "listing": found,
        "chosen": chosen,
        "at": at,
        "last": max((found.found + SIZE - 1) // SIZE, 1),
        "link": lambda to: "/messages?" + urlencode({**kept, "page": to}),
        "verdicts": tuple(Verdict),
        "dispositions": tuple(Disposition),
    }
    return views.show(request, "messages.html", values)


def show(request: Request, views: Views) -> Response:
    """Show one message: what it is, whose it is, why, and its text with the words that decided."""
    found = page.message(views.workspace, str(request.path_params["message"]))
    read = found.read
    values = {
        "view": found,
        "read": read if isinstance(read, Understanding) else None,
        "unreadable": read if isinstance(read, Unparseable) else None,
        "reasons": overview.reasons(views.workspace, found.stored.id, views.say(request)),
        "quotes": list(quotes(read.reading)) if isinstance(read, Understanding) else [],
        "drafts": page.drafts_answering(views.workspace, found.stored),
        "labels": tuple(Label),
        "cases": casefile.rows(views.workspace),
    }
    return views.show(request, "message.html", values)


def confirm(_request: Request, views: Views, form: FormData) -> Response:
    """Make messages facts: the user saw them in Performance Notifications."""
    chosen = tuple(name for name in texts(form, "message") if name.isdecimal())
    where = text(form, "back")
    path = where if where in (f"/messages/{name}" for name in chosen) else "/"
    if not chosen:
        return back(path, "none_chosen")
    doubts.confirm(views.workspace, chosen)
    return back(path, "confirmed")


def correct(request: Request, views: Views, form: FormData) -> Response:
    """Give a message its right label."""
    number = str(request.path_params["message"])
    doubts.correct(views.workspace, number, text(form, "label"))
    return back(f"/messages/{number}", "corrected")


def move(request: Request, views: Views, form: FormData) -> Response:
    """Put a message on another case."""
    number = str(request.path_params["message"])
    linking.move(views.workspace, number, text(form, "case"))
    return back(f"/messages/{number}", "moved")


def quotes(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the words that decided, as (kind, quote): deadlines and demands before the sentences that gave the label."""
    yield from (("deadline", item.quote) for item in reading.deadlines)
    yield from (("demand", item.quote) for item in reading.demands)
    yield from (("because", item.quote) for item in reading.because if item.weight > 0)
