"""When to train: once what the user taught has settled, at most once a day, and after an upgrade."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from classifiers import packaged
from classifiers.corpus import Family
from classifiers.labels import Direction, Label
from mailbot.messages import Understanding, Verdict
from mailbot.service.overview import understanding_of
from mailbot.service.workspace import Workspace
from mailbot.store import events, messages
from mailbot.store.messages import Stored

AT_MOST_EVERY: Final = timedelta(hours=24)
SETTLED: Final = timedelta(hours=1)
"""Who corrects one message often corrects the next: training waits until nothing was said for so long."""
_KIND: Final = "train"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """How learning stands."""

    taught: int
    """Messages that the user confirmed or corrected."""
    last: datetime | None
    """When a model was last trained, or an earlier one brought back."""
    replaced: bool | None
    """Whether that model came into use; None before the first."""
    aside: bool = False
    """This mailbot brought another packaged model, which reads until one of the user's own has been trained beside it."""

    @property
    def code(self) -> str:
        """Under which the catalogue's ``learning`` tells it."""
        if self.replaced and self.aside:
            return "aside"
        if self.replaced is not None:
            return "kept" if self.replaced else "put_away"
        return "nothing" if self.taught else "none"

    def to_json(self) -> dict[str, Any]:
        return {"taught": self.taught, "last": self.last.isoformat() if self.last else None, "replaced": self.replaced}


def note(workspace: Workspace, families: Iterable[Family], *, replaced: bool) -> None:
    """Write down that a model was trained on what was taught so far, and whether it came into use."""
    values = {"lessons": _digest(families), "base": packaged.digest(), "replaced": replaced}
    with workspace.store.write() as connection:
        events.decide(connection, _KIND, workspace.now(), **values)


def taught(workspace: Workspace) -> tuple[Family, ...]:
    """Return the messages whose label a person gave or confirmed, newest word first."""
    with workspace.store.read() as connection:
        corrected = {found.message: found.data["label"] for found in events.decisions_on(connection, kind="correct")}
        confirmed = {found.message for found in events.decisions_on(connection, kind="confirm")}
        known = [stored for stored in messages.every(connection) if stored.sha256 in corrected.keys() | confirmed]
    families = (_family(stored, corrected.get(stored.sha256)) for stored in known)
    return tuple(family for family in families if family is not None)


def learning(workspace: Workspace) -> Learning:
    """Return how learning stands; loads no model."""
    with workspace.store.read() as connection:
        past = events.decisions_on(connection, kind=_KIND)
        words = _words(connection)
    last = past[-1] if past else None
    return Learning(
        taught=len({word.message for word in words}),
        last=last.at if last else None,
        replaced=bool(last.data["replaced"]) if last else None,
        aside=last is not None and last.data["base"] != packaged.digest(),
    )


def due(workspace: Workspace) -> bool:
    """Say whether there is something to learn that the last training did not know, and whether it is time."""
    now = workspace.now()
    with workspace.store.read() as connection:
        past = events.decisions_on(connection, kind=_KIND)
        words = _words(connection)
    if not words or now - max(word.at for word in words) < SETTLED:
        return False
    if not past:
        return True
    if past[-1].data["base"] != packaged.digest():
        return True
    return now - past[-1].at >= AT_MOST_EVERY and past[-1].data["lessons"] != _digest(taught(workspace))


def _words(connection: Any) -> tuple[events.Decision, ...]:
    return (*events.decisions_on(connection, kind="correct"), *events.decisions_on(connection, kind="confirm"))


def _family(stored: Stored, label: str | None) -> Family | None:
    read = understanding_of(stored)
    if not isinstance(read, Understanding) or read.direction is not Direction.INCOMING:
        return None
    if read.authenticity.verdict is Verdict.FORGED or not read.parsed.text.strip():
        return None
    word = Label(label) if label else read.reading.label
    if word is None:
        return None
    return Family(
        id=f"taught-{stored.sha256[:16]}",
        label=word,
        direction=Direction.INCOMING,
        language=read.reading.language if read.reading.language in ("ja", "en") else "mixed",
        era="",
        sender_name=read.parsed.sender.name,
        sender_address=read.parsed.sender.address,
        subject=read.parsed.subject,
        text=read.parsed.text,
        source="user",
        confirmed=True,
    )


def _digest(families: Iterable[Family]) -> str:
    """The same for the same messages under the same labels."""
    lines = sorted(f"{family.id} {family.label}" for family in families)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
