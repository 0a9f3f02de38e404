"""Two invented sellers and their mailboxes: the stories that the demo plays and that tests replay.

``minato`` is a Japanese seller from July 2018 to March 2020 (inquiry, closure, refusals, the window for the money, the long
report, reopening, payment); ``harbor`` a seller on amazon.com in 2025. Every name, shop, address, ASIN and number in them is
made up, and the texts are ours. Pure: the same octets on every call.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from mailbot.demo.story import envelope, mime, paper
from mailbot.demo.story.mime import Paper, Thread
from mailbot.demo.story.scene import Cast, Scene, cast, scenes

NAMES: Final = ("minato", "harbor")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMail:
    """One mail of a story and where it lies."""

    folder: str
    received: datetime
    """Aware; its INTERNALDATE."""
    content: bytes
    name: str
    """What ``expected`` and the story's files call it."""
    message_id: str


@lru_cache
def players(name: str) -> Cast:
    """Return who takes part in a story; ValueError for a story that does not exist."""
    return cast(tomllib.loads((_place(name) / "cast.toml").read_text(encoding="utf-8")))


@lru_cache
def mails(name: str) -> tuple[DemoMail, ...]:
    """Return the mails of a story, oldest first; ValueError for a story that does not exist."""
    place, taking_part = _place(name), players(name)
    told = sorted(_told(place, taking_part), key=lambda scene: scene.at)
    papers = _papers(place / "papers")
    made: dict[str, DemoMail] = {}
    threads: dict[str, Thread] = {}
    for scene in told:
        threads[scene.name] = _thread(scene, threads, made)
        made[scene.name] = _mail(scene, taking_part, threads[scene.name], papers, made)
    return tuple(made.values())


def expected() -> Mapping[str, list[dict[str, Any]]]:
    """Return the milestones by story, in order of time.

    Each has ``mail`` (its name), ``date`` (in the story's zone), ``folder``, ``direction``, ``tracks`` (the confirmed states of
    the named tracks once the mail is in); incoming ones ``label`` (null where it does not matter) and ``verdict``, outgoing
    ones ``act``.
    """
    data: Mapping[str, list[dict[str, Any]]] = json.loads((files(__package__) / "expected.json").read_text(encoding="utf-8"))
    return data


def _place(name: str) -> Traversable:
    if name not in NAMES:
        raise ValueError(name)
    return files(__package__) / name


def _told(place: Traversable, cast_list: Cast) -> Iterator[Scene]:
    for file in sorted(place.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".txt"):
            yield from scenes(file.read_text(encoding="utf-8"), cast_list)


def _thread(scene: Scene, threads: Mapping[str, Thread], made: Mapping[str, DemoMail]) -> Thread:
    if not scene.answers:
        return Thread()
    before = threads[scene.answers].references
    return Thread(references=(*before, made[scene.answers].message_id))


def _mail(scene: Scene, taking_part: Cast, thread: Thread, papers: Mapping[str, Paper], made: Mapping[str, DemoMail]) -> DemoMail:
    returned = mime.head_of(made[scene.bounced].content) if scene.bounced else b""
    attached = [papers[key] for key in scene.attachments]
    return DemoMail(
        folder=scene.folder,
        received=scene.at,
        content=mime.compose(scene, taking_part, thread, attached, returned),
        name=scene.name,
        message_id=envelope.message_id(scene),
    )


def _papers(place: Traversable) -> Mapping[str, Paper]:
    """Read the papers: the first line is the file's name, a line of ``---`` begins a new page."""
    found = {}
    for file in place.iterdir() if place.is_dir() else ():
        filename, _, text = file.read_text(encoding="utf-8").partition("\n")
        pages = [page.strip("\n").split("\n") for page in text.split("\n---\n")]
        found[file.name.removesuffix(".txt")] = Paper(filename=filename, content=paper.pdf(pages))
    return found
