"""Reading the story's files: one mail after the other, as a person would write them down.

A file holds many mails. ``=== name`` begins one; ``key: value`` lines follow, then an empty line, then the text. Keys:

``at`` (local time of the story's zone), ``from`` and ``to`` (people of ``cast.toml``), ``subject``, ``folder``,
``answers`` (name of the mail it replies to), ``body`` (plain, html, both), ``charset``, ``encoding``, ``label`` (a charset
that the mail claims and does not use), ``route`` (how it came, see ``envelope``), ``attach`` (papers of ``papers.toml``),
``header`` (one more header line), ``fill`` (name and length of an oversized header), ``bounced`` (name of the mail that came
back). ``header`` and ``attach`` may stand several times. In a text ``[[shown|target]]`` is a link. Pure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

_SINGLE: Final = frozenset(
    {"at", "from", "to", "subject", "folder", "answers", "body", "charset", "encoding", "label", "route", "fill", "bounced"}
)
_SEVERAL: Final = ("attach", "header")
_BEGIN: Final = re.compile(r"^=== *(\S+) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who writes, and how their mail is made where a scene does not say otherwise."""

    name: str
    address: str
    route: str = "plain"
    body: str = "plain"
    charset: str = "utf-8"
    encoding: str = "base64"
    mailer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who takes part in a story. ``people["own"]`` is the seller."""

    zone: ZoneInfo
    server: str
    """The seller's mail server: the authserv-id of its Authentication-Results."""
    marketplace: str
    store: str
    seller: str
    people: Mapping[str, Person]

    @property
    def own(self) -> Person:
        return self.people["own"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One mail of the story, before it is bytes."""

    name: str
    at: datetime
    """When it arrived or was sent, aware, in the story's zone."""
    sender: Person
    recipient: Person
    subject: str
    text: str
    folder: str
    route: str
    body: str
    charset: str
    encoding: str
    label: str = ""
    answers: str = ""
    bounced: str = ""
    fill: str = ""
    attachments: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


def cast(data: Mapping[str, Any]) -> Cast:
    """Return the cast that a ``cast.toml`` describes."""
    people = {key: Person(**value) for key, value in data["people"].items()}
    texts = {key: data[key] for key in ("server", "marketplace", "store", "seller")}
    return Cast(zone=ZoneInfo(data["zone"]), people=people, **texts)


def scenes(text: str, players: Cast) -> Iterator[Scene]:
    """Read one file of the story; ValueError, naming the mail, where a line cannot be understood."""
    pieces = _BEGIN.split(text)[1:]
    for name, piece in zip(pieces[::2], pieces[1::2], strict=True):
        head, _, body = piece.lstrip("\n").partition("\n\n")
        try:
            yield _scene(name, _keys(head), body.strip("\n"), players)
        except (KeyError, ValueError) as error:
            raise ValueError(f"{name}: {error!r}") from error


def _keys(head: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon or (key not in _SINGLE and key not in _SEVERAL) or (key in found and key in _SINGLE):
            raise ValueError(line)
        found.setdefault(key, []).append(value.strip())
    return found


def _scene(name: str, keys: Mapping[str, list[str]], text: str, players: Cast) -> Scene:
    only = {key: values[0] for key, values in keys.items()}
    sender = players.people[only["from"]]
    sent = sender is players.own
    return Scene(
        name=name,
        at=datetime.fromisoformat(only["at"]).replace(tzinfo=players.zone),
        sender=sender,
        recipient=players.people[only.get("to", "own")],
        subject=only.get("subject", ""),
        text=text,
        folder=only.get("folder", "Sent" if sent else "INBOX"),
        route=only.get("route", sender.route),
        body=only.get("body", sender.body),
        charset=only.get("charset", sender.charset),
        encoding=only.get("encoding", sender.encoding),
        label=only.get("label", ""),
        answers=only.get("answers", ""),
        bounced=only.get("bounced", ""),
        fill=only.get("fill", ""),
        attachments=tuple(keys.get("attach", ())),
        headers=tuple(keys.get("header", ())),
    )
