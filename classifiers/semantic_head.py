"""The trained part of the second opinion: what sentences state, who listens, how two opinions become one; and its files."""

import io
import json
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifiers import demand_judge, semantic_numbers, time_judge, time_meaning
from classifiers.attention import Listener
from classifiers.decider import Decider
from classifiers.head import Floats
from classifiers.labels import DemandKind, Label
from classifiers.model import ModelError, content
from classifiers.semantic_numbers import STANDING, WHOLE, WIDTH, Encoded
from classifiers.softmax import logs, softmax

FORMAT: Final = 6
ABOUT: Final = "semantic.json"
ARRAYS: Final = "semantic.npz"


@dataclass(frozen=True, kw_only=True)
class Blend:
    """How two opinions become one; each number is derived from out-of-fold predictions."""

    weight: float
    """Share of the second opinion in the mean of the log-probabilities."""
    heat: float
    """Temperature of the second opinion alone."""
    blended_heat: float
    """Temperature of the mean."""
    unsure: float
    """The second opinion is asked where the first model's likeliest label is less probable than this."""
    limit: float
    """Expected cost above which the reader abstains, see ``abstention``."""


@dataclass(frozen=True, eq=False)
class SemanticHead:
    """What was trained."""

    marks: tuple[str, ...]
    facts: Decider
    """What the vector of a sentence states."""
    listeners: tuple[Listener, ...]
    """Alike but for the seed: their mean is better calibrated than one of them."""
    demands: Decider
    """What the vectors of sentences ask for, see ``demand_meaning``."""
    times: Decider
    """What the vectors of the words around a time make of it, see ``time_meaning``."""
    blend: Blend
    encoder: str
    """Version of the encoder whose vectors it was trained on."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns of its scores."""
        return self.listeners[0].labels

    def logits(self, message: Encoded, found: Sequence[str]) -> Floats:
        """Scores of one message, whose marks as a whole are ``found``."""
        heard = semantic_numbers.heard(message, found, self.marks, self.facts)
        return together([listener.logits(heard) for listener in self.listeners])


def together(scores: Sequence[NDArray[Any]]) -> Floats:
    """What several listeners say of a message: the mean of their log-probabilities."""
    mean: Floats = np.mean([logs(softmax(row.astype(np.float64))) for row in scores], axis=0)
    return mean


def blended(first: Floats, second: Floats, blend: Blend) -> Floats:
    """Weighted mean of log-probabilities, row by row. ``first``: probabilities; ``second``: raw scores, same columns."""
    mean = (1.0 - blend.weight) * logs(first) + blend.weight * logs(softmax(second / blend.heat))
    return softmax(mean / blend.blended_heat)


def save(head: SemanticHead, folder: Path) -> None:
    """Write ``semantic.npz`` and ``semantic.json`` into a folder."""
    buffer = io.BytesIO()
    arrays = head.facts.arrays(_FACTS) | head.demands.arrays(_DEMANDS) | head.times.arrays(_TIMES)
    for number, listener in enumerate(head.listeners):
        arrays |= listener.arrays(f"{_LISTENER}{number}")
    np.savez(buffer, allow_pickle=False, **arrays)
    about = {
        "format": FORMAT,
        "encoder": head.encoder,
        "labels": head.labels,
        "marks": head.marks,
        "facts": head.facts.labels,
        "listeners": len(head.listeners),
        "demands": head.demands.labels,
        "times": head.times.labels,
        "blend": {name: getattr(head.blend, name) for name in Blend.__dataclass_fields__},
    }
    (folder / ARRAYS).write_bytes(buffer.getvalue())
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


_FACTS: Final = "facts"
_DEMANDS: Final = "demands"
_TIMES: Final = "times"
_LISTENER: Final = "listener"
_MOST: Final = 9
"""Listeners."""


def load(folder: Path | None = None) -> SemanticHead:
    """Read the trained head from a folder, or the packaged one. Raises ModelError for files that do not fit."""
    place: Traversable = folder if folder is not None else files("classifiers").joinpath("model")
    try:
        about = json.loads(content(place, ABOUT).decode("utf-8"))
        if about["format"] != FORMAT:
            raise ModelError(f"format {about['format']} of {ABOUT}: this program reads format {FORMAT}")
        with np.load(io.BytesIO(content(place, ARRAYS)), allow_pickle=False) as archive:
            return _checked(about, {name: archive[name] for name in archive.files})
    except ModelError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"{ABOUT} and {ARRAYS} cannot be used: {error}") from error


def _checked(about: dict[str, Any], arrays: "dict[str, NDArray[Any]]") -> SemanticHead:
    labels, marks, stated = (tuple(map(str, about[name])) for name in ("labels", "marks", "facts"))
    if sorted(labels) != sorted(Label):
        raise ModelError(f"the label set of {ABOUT} is not this program's")
    count = int(about["listeners"])
    if not 1 <= count <= _MOST:
        raise ModelError(f"{ABOUT} names {count} listeners")
    facts = Decider.restore(stated, arrays, _FACTS, WIDTH)
    sentence, whole = WIDTH + STANDING + len(stated), WHOLE + len(marks)
    listeners = tuple(
        Listener.restore(labels, arrays, f"{_LISTENER}{number}", sentence=sentence, whole=whole) for number in range(count)
    )
    kinds = tuple(map(str, about["demands"]))
    if sorted(kinds) != sorted(DemandKind):
        raise ModelError(f"the kinds of paper of {ABOUT} are not this program's")
    demands = Decider.restore(kinds, arrays, _DEMANDS, demand_judge.WIDTH + WIDTH)
    verdicts = tuple(map(str, about["times"]))
    if not {time_judge.NOTHING} <= set(verdicts) <= set(time_judge.VERDICTS):
        raise ModelError(f"the verdicts on times of {ABOUT} are not this program's")
    times = Decider.restore(verdicts, arrays, _TIMES, time_judge.WIDTH + time_meaning.WINDOWS * WIDTH)
    return SemanticHead(marks, facts, listeners, demands, times, _blend(about["blend"]), str(about["encoder"]))


def _blend(about: dict[str, Any]) -> Blend:
    blend = Blend(**{name: float(about[name]) for name in Blend.__dataclass_fields__})
    if not 0 <= blend.weight <= 1 or not np.isfinite([getattr(blend, name) for name in Blend.__dataclass_fields__]).all():
        raise ModelError(f"{ABOUT} holds numbers that are none")
    if min(blend.heat, blend.blended_heat) <= 0:
        raise ModelError(f"{ABOUT} holds a temperature that is none")
    return blend
