"""Rendering: templates, the language of a request, dates in a zone, errors in words. The only user of Jinja2 here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mailbot.casebook.wording import Words
from mailbot.errors import MailbotError
from mailbot.i18n import LANGUAGES, Catalogue, load, system_language
from mailbot.service.workspace import Workspace
from mailbot.web import marks, tones
from mailbot.web.guard import Keys

LANGUAGE_COOKIE: Final = "mailbot-lang"
_YEAR: Final = 365 * 24 * 3600


class Views:
    """The page's face: one for the process, safe to use from several threads."""

    def __init__(self, workspace: Workspace, keys: Keys) -> None:
        self.workspace, self.keys = workspace, keys
        self._templates = Environment(
            loader=PackageLoader("mailbot.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            line=marks.one_line,
            pieces=marks.pieces,
            gap_pieces=marks.gap_pieces,
            track_tone=tones.of_track,
            clock_tone=tones.of_clock,
        )

    def language(self, request: Request) -> str:
        """Return the language asked for now, chosen before, configured, or the system's."""
        asked = (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE), self.workspace.config.language)
        return next((name for name in asked if name in LANGUAGES), None) or system_language()

    def say(self, request: Request) -> Catalogue:
        return load(self.language(request))

    def show(self, request: Request, template: str, values: Mapping[str, Any], status: int = 200) -> Response:
        """Render a page. ``?done=CODE`` says what the action before it did."""
        say = self.say(request)
        done = request.query_params.get("done", "")
        context = {
            "say": say,
            "lang": say.language,
            "path": request.url.path,
            "csrf": self.keys.csrf,
            "done": say.get(f"page_done.{done}", "") if done.isidentifier() else "",
            "alert": "",
            "known": True,
            "now": self.workspace.now(),
            "words": lambda zone: Words(say, ZoneInfo(zone)),
            "zone_of": lambda account: self.workspace.account(account).timezone,
            "local": _local,
            **values,
        }
        response = HTMLResponse(self._templates.get_template(template).render(context), status_code=status)
        if request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(LANGUAGE_COOKIE, say.language, max_age=_YEAR, httponly=True, samesite="strict")
        return response

    def refuse(self, request: Request, status: int, code: str) -> Response:
        """Return the page of a request that is not served: ``page_refused.CODE`` says why."""
        say = self.say(request)
        return self._plain(request, status, say(f"page_refused.{code}"), known=False)

    def trouble(self, request: Request, status: int, sentence: str) -> Response:
        """Return the page of something that did not work."""
        return self._plain(request, status, sentence, known=True)

    def sentence(self, request: Request, error: MailbotError) -> str:
        """Return an error in words: the page's own, where it can say better what to do than the command line's."""
        say = self.say(request)
        values = dict(error.values)
        if "state" in values:
            values["state"] = say.get(f"draft_state.{values['state']}", str(values["state"]))
        own = f"page_error.{error.code.removeprefix('error.')}"
        return say(own, **values) if own in say else say.get(error.code, str(error), **values)

    def _plain(self, request: Request, status: int, sentence: str, *, known: bool) -> Response:
        return self.show(request, "trouble.html", {"status": status, "sentence": sentence, "known": known, "done": ""}, status)


def _local(at: datetime | None) -> str:
    """Return an instant in this machine's zone, for what belongs to no account's."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at else ""
