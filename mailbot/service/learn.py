"""Learning from the user: corrections join the corpus, a new model must pass the gate, and the old one can come back."""

import shutil
from dataclasses import asdict, dataclass
from typing import Any

from classifiers import corpus, evaluation, gating, reader, training
from classifiers.corpus import Family
from classifiers.evaluation_report import Report
from classifiers.labels import Direction, Label
from classifiers.reader import Reader
from mailbot.errors import UsageError
from mailbot.messages import Understanding, Verdict
from mailbot.service import frozen
from mailbot.service.frozen import FrozenReport
from mailbot.service.overview import understanding_of
from mailbot.service.workspace import Workspace, load_reader
from mailbot.store import events, messages
from mailbot.store.messages import Stored

MODEL = "model"
PREVIOUS = "model.previous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What training came to: shares of the gate set read right, before and now."""

    replaced: bool
    old: float
    new: float
    low: float
    high: float
    families: int
    corrections: int

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def train(workspace: Workspace) -> Trained:
    """Train on the corpus and on what the user taught; use the new model only where it is not worse on the gate set."""
    extra = taught(workspace)
    families = corpus.load()
    model = training.train(families, extra)
    old, new = load_reader(workspace.data), Reader(model)
    assert isinstance(old, Reader)
    compared = gating.compare(gating.right(old), gating.right(new))
    passes = compared.passes and evaluation.never_worse(new, old, evaluation.items_of(corpus.load("gate")))
    if passes:
        _replace(workspace, model)
    return Trained(
        replaced=passes,
        old=compared.old,
        new=compared.new,
        low=compared.low,
        high=compared.high,
        families=len(families),
        corrections=len(extra),
    )


def revert(workspace: Workspace) -> None:
    """Go back to the model before the last training; UsageError where there is none."""
    current, previous = workspace.data / MODEL, workspace.data / PREVIOUS
    if not previous.exists() and not current.exists():
        raise UsageError("error.no_previous_model")
    if current.exists():
        shutil.rmtree(current)
    if previous.exists():
        previous.rename(current)
    forget_reader()


def taught(workspace: Workspace) -> tuple[Family, ...]:
    """Return the messages whose label a person gave or confirmed, newest word first."""
    with workspace.store.read() as connection:
        corrected = {found.message: found.data["label"] for found in events.decisions_on(connection, kind="correct")}
        confirmed = {found.message for found in events.decisions_on(connection, kind="confirm")}
        known = [stored for stored in messages.every(connection) if stored.sha256 in corrected.keys() | confirmed]
    families = (_family(stored, corrected.get(stored.sha256)) for stored in known)
    return tuple(family for family in families if family is not None)


def evaluate() -> Report:
    """Measure by cross-validation over the corpus, families left out whole, beside the baselines."""
    return evaluation.cross_validate(corpus.load())


def evaluate_frozen() -> FrozenReport:
    """Measure the packaged model on the frozen set."""
    return frozen.evaluate(reader.load())


def forget_reader() -> None:
    """Let the next reading load the model anew."""
    load_reader.cache_clear()
    reader.load.cache_clear()


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


def _replace(workspace: Workspace, model: training.TrainedModel) -> None:
    """Put the new model in place and keep the old one beside it; a crash leaves one of the two whole."""
    fresh, current, previous = (workspace.data / name for name in ("model.new", MODEL, PREVIOUS))
    shutil.rmtree(fresh, ignore_errors=True)
    model.save(fresh)
    if current.exists():
        shutil.rmtree(previous, ignore_errors=True)
        current.rename(previous)
    fresh.rename(current)
    forget_reader()
