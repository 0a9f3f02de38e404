"""Cases: where each stands, the story of one, and what was sent where no mail shows it."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from classifiers.labels import Act, ChannelKind
from mailbot.casebook.by_hand import ClockAction
from mailbot.casebook.clocks import name_of
from mailbot.casebook.picture import picture
from mailbot.errors import UsageError
from mailbot.service import casefile, linking, page, telling, told
from mailbot.web.forms import back, text
from mailbot.web.views import Views

_TYPES: Final = {
    "md": "text/markdown; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "png": "image/png",
}
_TYPED: Final = ("text", "at", "act", "channel", "clock", "action", "until")
ACTS: Final = tuple(act for act in Act if act is not Act.OTHER)


def listed(request: Request, views: Views) -> Response:
    """List the cases, the one that moved last first."""
    return views.show(request, "cases.html", {"standing": page.standing(views.workspace)})


def show(request: Request, views: Views) -> Response:
    """Tell a case: the summary first, then phases, table, clocks, rounds and drafts."""
    return _told(request, views, request.path_params["case"])


def _told(  # noqa: PLR0913 - a page and what happened on it
    request: Request, views: Views, case: str, *, alert: str = "", typed: FormData | None = None, status: int = 200
) -> Response:
    say = views.say(request)
    found = page.told(views.workspace, case, say)
    now = views.workspace.now()
    values = {
        "view": found,
        # The drawing is ours, without scripts or styles, and escapes every word of a mail itself.
        "picture": Markup(picture(found.case, say.language, now)),  # noqa: S704
        "acts": ACTS,
        "channels": tuple(ChannelKind),
        "here": now.astimezone(ZoneInfo(found.case.timezone)),
        "typed": {name: text(typed, name) for name in _TYPED} if typed else {},
        "clock_actions": tuple(ClockAction),
        "clock_name": name_of,
        "alert": alert,
    }
    return views.show(request, "case.html", values, status)


def download(request: Request, views: Views) -> Response:
    """Return the timeline as a file: words, data, a document to print, or the picture."""
    kind: str = request.path_params["kind"]
    if kind not in _TYPES:
        raise HTTPException(404)
    case = casefile.load(views.workspace, request.path_params["case"])
    tell = telling.tell_file if kind in telling.FILES else telling.tell
    told = tell(views.workspace, case.id, kind, language=views.language(request), detail="full")
    name = {"Content-Disposition": f'inline; filename="{case.id}.{kind}"'}
    return Response(told, media_type=_TYPES[kind], headers=name)


def add_round(request: Request, views: Views, form: FormData) -> Response:
    """Note a text that was pasted into the console, or sent where mailbot does not see it."""
    case: str = request.path_params["case"]
    try:
        zone = ZoneInfo(views.workspace.account(linking.account_of(views.workspace, case)).timezone)
        words = text(form, "text").strip()
        if not words:
            raise UsageError("error.round_text")
        at = _moment(text(form, "at"), zone)
        linking.add_round(views.workspace, case, text=words, at=at, channel=text(form, "channel"), act=text(form, "act"))
    except UsageError as error:
        if error.code == "error.no_case":
            raise
        return _told(request, views, case, alert=views.sentence(request, error), typed=form, status=409)
    return back(f"/cases/{case}", "round_added")


def decide_clock(request: Request, views: Views, form: FormData) -> Response:
    """Say what became of a deadline: met, moot, moved, reminders stopped, or all of that taken back."""
    case: str = request.path_params["case"]
    try:
        zone = ZoneInfo(casefile.load(views.workspace, case).timezone)
        action = text(form, "action")
        if action not in set(ClockAction):
            raise UsageError("error.bad_choice", value=action, choices=", ".join(ClockAction))
        at = _moment(text(form, "at"), zone) if text(form, "at") else views.workspace.now()
        until = _moment(text(form, "until"), zone) if text(form, "until") else None
        last = until.replace(hour=23, minute=59, second=59) if until else None
        told.clock(views.workspace, case, text(form, "clock"), action=ClockAction(action), at=at, until=last)
    except UsageError as error:
        if error.code == "error.no_case":
            raise
        return _told(request, views, case, alert=views.sentence(request, error), typed=form, status=409)
    return back(f"/cases/{case}", "clock_decided")


def _moment(value: str, zone: ZoneInfo) -> datetime:
    """Read what a ``datetime-local`` field sends: the case's wall clock."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise UsageError("error.bad_time", value=value) from error
    return at.replace(tzinfo=zone) if at.tzinfo is None else at
