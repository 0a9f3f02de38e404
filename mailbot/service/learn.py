"""Learning from the user: corrections join the corpus, a new model must pass the gate, and the old one can come back."""

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from classifiers import corpus, evaluation, gating, packaged, reader, training
from classifiers.corpus import Family
from classifiers.evaluation_report import Report
from classifiers.reader import Reader
from mailbot.errors import UsageError
from mailbot.service import frozen, lessons, lock
from mailbot.service.frozen import FrozenReport
from mailbot.service.workspace import Workspace, forget_reader, load_reader

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


def train(workspace: Workspace, families: Sequence[Family] | None = None) -> Trained:
    """Train on the corpus and on what the user taught; use the new model only where it is not worse on the gate set.

    Raises UsageError while another training of the same data folder goes on.
    """
    with lock.one_training(workspace.data):
        return _train(workspace, corpus.load() if families is None else families)


def _train(workspace: Workspace, families: Sequence[Family]) -> Trained:
    extra = lessons.taught(workspace)
    model = training.train(families, extra, base=reader.load().model)
    old, new = load_reader(workspace.data), Reader(model)
    assert isinstance(old, Reader)
    compared = gating.compare(gating.right(old), gating.right(new))
    passes = compared.passes and evaluation.never_worse(new, old, evaluation.items_of(corpus.load("gate")))
    if passes:
        _replace(workspace, replace(model, about=model.about | {"base": packaged.digest()}))
    lessons.note(workspace, extra, replaced=passes)
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
    lessons.note(workspace, lessons.taught(workspace), replaced=True)


def evaluate() -> Report:
    """Measure by cross-validation over the corpus, families left out whole, beside the baselines."""
    return evaluation.cross_validate(corpus.load())


def evaluate_frozen() -> FrozenReport:
    """Measure the packaged model on the frozen set."""
    return frozen.evaluate(reader.load())


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
