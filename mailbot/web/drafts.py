"""Drafts: the list, and one draft to be filled in, changed, approved or rejected."""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from mailbot.errors import MailbotError
from mailbot.messages import Understanding
from mailbot.service import deliver as delivery
from mailbot.service import linting, page, review
from mailbot.service.page import DraftView, Saved, Written
from mailbot.store.drafts import OPEN, DraftState
from mailbot.web import mail, marks
from mailbot.web.forms import back, plain, status_of, text, texts
from mailbot.web.views import Views
from replies.facts import hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the user has in the form. ``left_over`` are answers to gaps that the text no longer has."""

    expected: str
    subject: str
    body: str
    left_over: tuple[tuple[str, str], ...] = ()

    @property
    def written(self) -> Written:
        return Written(expected=self.expected, subject=self.subject, body=self.body)


def listed(request: Request, views: Views) -> Response:
    """List the drafts that wait; with ``?all=1`` the others as well."""
    everything = tuple(reversed(review.listed(views.workspace)))
    waiting = tuple(item for item in everything if item.state in page.WAITING)
    chosen = request.query_params.get("all") == "1"
    values = {"drafts": everything if chosen else waiting, "hidden": len(everything) - len(waiting), "all": chosen}
    return views.show(request, "drafts.html", values)


def show(request: Request, views: Views) -> Response:
    """Show one draft beside the notice it answers."""
    return _shown(request, views, request.path_params["draft"])


def save(request: Request, views: Views, form: FormData) -> Response:
    """Keep the user's text, with the gaps they filled in."""
    key: int = request.path_params["draft"]
    typed = _typed(form)
    try:
        outcome = page.save(views.workspace, key, typed.written)
    except MailbotError as error:
        return _again(request, views, error, typed)
    return _after(request, views, typed, "unchanged" if outcome is Saved.UNCHANGED else "saved")


def approve(request: Request, views: Views, form: FormData) -> Response:
    """Approve the text that the user saw, and put it where they send it from; never sends."""
    key: int = request.path_params["draft"]
    typed = _typed(form)
    try:
        if page.approve(views.workspace, key, typed.written) is Saved.SAVED:
            return _after(request, views, typed, "saved_first")
        delivery.deliver(views.workspace, key)
    except MailbotError as error:
        return _again(request, views, error, typed)
    return back(f"/drafts/{key}", "approved")


def reject(request: Request, views: Views, form: FormData) -> Response:
    """Reject a draft, with the user's reason."""
    key: int = request.path_params["draft"]
    try:
        review.reject(views.workspace, key, text(form, "reason").strip())
    except MailbotError as error:
        return _again(request, views, error)
    return back(f"/drafts/{key}", "rejected")


def deliver(request: Request, views: Views, _form: FormData) -> Response:
    """Put an approved draft in its place again, where that failed."""
    key: int = request.path_params["draft"]
    try:
        done = delivery.deliver(views.workspace, key)
    except MailbotError as error:
        return _again(request, views, error)
    return back(f"/drafts/{key}", "already_there" if done.already else "delivered")


def _typed(form: FormData) -> Typed:
    body, left = marks.filled(text(form, "body"), tuple(zip(texts(form, "gap"), texts(form, "fill"), strict=False)))
    subject = " ".join(text(form, "subject").split())
    return Typed(expected=text(form, "expected"), subject=subject, body=body, left_over=tuple(left))


def _after(request: Request, views: Views, typed: Typed, done: str) -> Response:
    """Go back to the draft; an answer whose gap is gone is shown instead of being lost."""
    key: int = request.path_params["draft"]
    if typed.left_over:
        say = views.say(request)
        lost = "\n".join(f"{gap} {words}" for gap, words in typed.left_over)
        return _shown(request, views, key, alert=say("page_error.gap_gone", answers=lost), status=409)
    return back(f"/drafts/{key}", done)


def _again(request: Request, views: Views, error: MailbotError, typed: Typed | None = None) -> Response:
    """Show the draft once more, with what went wrong and with the user's words as they typed them."""
    if error.code == "error.no_draft":
        raise error
    sentence = views.sentence(request, error)
    return _shown(request, views, request.path_params["draft"], alert=sentence, typed=typed, status=status_of(error))


def _shown(  # noqa: PLR0913 - a page and what happened on it
    request: Request, views: Views, key: int, *, alert: str = "", typed: Typed | None = None, status: int = 200
) -> Response:
    found = page.draft(views.workspace, key)
    stored = found.stored
    differs = typed is not None and (typed.subject, typed.body) != (stored.draft.subject, stored.draft.body)
    mine = typed if typed is not None and differs else None
    values = {
        "view": found,
        "draft": stored.draft,
        "open": stored.state in OPEN,
        "ready": stored.state is DraftState.READY,
        "subject": mine.subject if mine else stored.draft.subject,
        "body": mine.body if mine else stored.draft.body,
        "against": marks.changes(stored.draft.body, mine.body) if mine else [],
        "blockers": [item for item in stored.draft.blockers if item.code != "missing_fact"],
        "gaps": [item for item in stored.draft.blockers if item.code == "missing_fact"],
        "hints": {item.what: hint(item.key, stored.draft.language) for item in stored.draft.blockers if item.key},
        "history": _history(found),
        "since_last": _compared(review.last_round(views.workspace, key), found),
        "since_edited": _compared(review.edited_before(views.workspace, key), found),
        "findings": [linting.line(item, views.say(request)) for item in linting.of_draft(views.workspace, key)],
        "alert": alert,
        **_notice(found),
    }
    return views.show(request, "draft.html", values, status)


def _compared(before: str, found: DraftView) -> list[marks.Change]:
    """What the letter says otherwise than an earlier text; nothing where there is none."""
    return marks.changes(plain(before), plain(found.stored.draft.body)) if before else []


def _notice(found: DraftView) -> dict[str, Any]:
    read = found.notice.read if found.notice else None
    if not isinstance(read, Understanding):
        return {"notice": None, "quotes": []}
    return {"notice": read, "quotes": list(mail.quotes(read.reading))}


def _history(found: DraftView) -> list[dict[str, Any]]:
    """Return the draft's texts, the newest first, each with what it changed."""
    texts_ = found.revisions
    return [
        {
            "number": number + 1,
            "revision": revision,
            "changes": marks.changes(plain(texts_[number - 1].body), plain(revision.body)) if number else [],
            "subject_changed": bool(number) and texts_[number - 1].subject != revision.subject,
        }
        for number, revision in reversed(list(enumerate(texts_)))
    ]
