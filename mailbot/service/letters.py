"""Form letters across the store: each message's is compared with all that came before it, whatever order mail is read in."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from classifiers.labels import Direction
from mailbot.letters import Kinship, form_of, kinship
from mailbot.messages import Disposition, Understanding
from mailbot.pipeline import is_case_mail
from mailbot.store import forms, messages
from mailbot.store.forms import KnownForm
from mailbot.store.messages import Stored


def note(connection: Connection, understanding: Understanding, at: datetime) -> None:
    """Take note of a message's letter. One that came before others were known makes those be compared anew.

    Forged and relayed letters are nobody's model; letters that are no account matter are not compared.
    """
    letter = understanding.reading.form
    if letter is None or not letter.lines or not is_case_mail(understanding):
        return
    if understanding.direction is not Direction.INCOMING:
        return
    sha256 = understanding.parsed.sha256
    known = forms.one(connection, letter.id)
    if known is not None and known.order[:2] <= (at, sha256):
        return
    first = KnownForm(id=letter.id, lines=letter.lines, at=at, sha256=sha256, kinship=Kinship())
    others = tuple(form for form in forms.every(connection) if form.id != letter.id)
    place = bisect_left([form.order for form in others], first.order)
    forms.keep(connection, _compared((*others[:place], first, *others[place:]), place))


def _compared(ordered: tuple[KnownForm, ...], start: int) -> list[KnownForm]:
    """Return the letters from ``start`` on, each compared with all before it."""
    shapes = tuple(form_of(form.id, form.lines) for form in ordered)
    return [replace(ordered[place], kinship=kinship(shapes[place], shapes[:place])) for place in range(start, len(ordered))]


def begin_anew(connection: Connection) -> None:
    """Forget all letters: every message is about to be noted again."""
    forms.drop_all_but(connection, ())


def prune(connection: Connection) -> None:
    """Forget the letters whose words no message has any more, and compare the rest without them."""
    said = {form["id"] for stored in messages.every(connection) if (form := _form(stored)) and form.get("lines")}
    forms.drop_all_but(connection, said)
    forms.keep(connection, _compared(forms.every(connection), 0))


def _form(stored: Stored) -> Mapping[str, Any] | None:
    reading = (stored.understanding or {}).get("reading") or {}
    found: Mapping[str, Any] | None = reading.get("form")
    return found


def told(connection: Connection) -> "Told":
    """Return what is known of all letters, to be asked for each message in the order of time."""
    return Told({form.id: form for form in forms.every(connection)})


class Told:
    """Tells of each message, given in the order of time then digest, which copy of its letter it is in its account."""

    def __init__(self, known: Mapping[str, KnownForm]) -> None:
        self._known = known
        self._copies: dict[tuple[str, str], int] = {}

    def of(self, stored: Stored) -> tuple[int, Kinship] | None:
        """Return the copy's number and how the letter relates to earlier ones; None for no letter, or a forged one."""
        form = _form(stored)
        known = self._known.get(form["id"]) if form and stored.disposition is Disposition.STORED else None
        if known is None:
            return None
        key = (stored.account, known.id)
        copy = self._copies[key] = self._copies.get(key, 0) + 1
        return copy, known.kinship if stored.sha256 == known.sha256 else Kinship(similarity=1.0, nearest=known.id)
