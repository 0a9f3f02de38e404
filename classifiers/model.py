"""The model: linear classifiers over character n-grams and signs, kept as plain arrays, never as a pickle.

A model file is a distrusted input: format, versions, label sets, shapes and digest are checked before anything is used.
"""

import hashlib
import json
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import numpy as np
import sklearn
from numpy.typing import NDArray

from classifiers import concepts, demand_judge, pooling, time_judge, trait_judge
from classifiers.abstention import Policy
from classifiers.demand_judge import DemandJudge
from classifiers.features import Features
from classifiers.head import Floats, Head
from classifiers.inference import Grams, Quick
from classifiers.labels import Act, DemandKind, Direction, Label
from classifiers.phrases import Fact
from classifiers.time_judge import TimeJudge
from classifiers.trait_judge import TraitJudge

FORMAT: Final = 10
ARRAYS: Final = "model.bin"
ABOUT: Final = "model.json"
_LIMIT: Final = 64 * 1024 * 1024
"""Bytes of a model file that are read at most, in a folder of the user's as in the package."""


class ModelError(ValueError):
    """The model file cannot be used; the message says why. Train a new one, or go back to the packaged one."""


@dataclass(frozen=True, kw_only=True)
class Model:
    """What reads: heads for what sentences state, messages in and out, times, demands and traits; and when to abstain."""

    facts: Head
    incoming: Head
    outgoing: Head
    times: Head
    demands: Head
    traits: Head
    policy: Policy
    outgoing_floor: float
    """An outgoing act less probable than this is not said."""
    about: dict[str, Any] = field(default_factory=dict)
    """What it was trained on: families, confirmed messages, seed, figures."""
    version: str = "untrained"
    """A digest of the arrays: two models of one version read alike."""

    def read(self, message: Features, direction: Direction) -> tuple[tuple[str, ...], Floats, Floats]:
        """Return the labels, their probabilities, and what each unit of the message adds to each label's score.

        The last has a row for each unit and one more for the marks of the whole message.
        """
        texts = [*(unit.text for unit in message.units), ""]
        if direction is Direction.OUTGOING:
            grams, outgoing = self._sent
            return outgoing.labels, *outgoing.read(grams.find(texts)[0], pooling.message(message))
        grams, facts, incoming = self._received
        in_facts, in_incoming = grams.find(texts)
        stated = facts.probabilities(in_facts, [*(unit.said for unit in message.units), ()])[:-1]
        return incoming.labels, *incoming.read(in_incoming, pooling.message(message, stated))

    def stated(self, message: Features) -> Floats:
        """Return the probability of each fact (a column, in the order of ``facts.labels``) in each unit (a row)."""
        grams, facts, _ = self._received
        return facts.probabilities(grams.find([unit.text for unit in message.units])[0], [unit.said for unit in message.units])

    @cached_property
    def judge_of_times(self) -> TimeJudge:
        """What decides which times are deadlines."""
        return TimeJudge.of(self.times)

    @cached_property
    def judge_of_demands(self) -> DemandJudge:
        """What decides which papers are asked for."""
        return DemandJudge.of(self.demands)

    @cached_property
    def judge_of_traits(self) -> TraitJudge:
        """What decides what a notice leaves open."""
        return TraitJudge.of(self.traits)

    @cached_property
    def _received(self) -> tuple[Grams, Quick, Quick]:
        return Grams([self.facts, self.incoming]), Quick(self.facts), Quick(self.incoming)

    @cached_property
    def _sent(self) -> tuple[Grams, Quick]:
        return Grams([self.outgoing]), Quick(self.outgoing)

    def save(self, folder: Path) -> None:
        """Write ``model.bin`` and ``model.json`` into a folder, each atomically, the description last.

        The first holds the arrays one after the other, the second says where each stands and bears a seal over both: a crash
        between the two leaves a pair that ``load`` refuses.
        """
        folder.mkdir(parents=True, exist_ok=True)
        packed, places = _packed(_all_arrays(self))
        described = json.dumps(_description(self, places), ensure_ascii=False, indent=1).encode("utf-8")
        _replace(folder / ARRAYS, packed)
        _replace(folder / ABOUT, described.replace(_UNSEALED, _seal(packed, described), 1))

    @classmethod
    def load(cls, folder: Path | None = None) -> "Model":
        """Read a model from a folder, or the packaged one. Trains nothing. Raises ModelError."""
        place: Traversable = folder if folder is not None else _packaged()
        described, packed = content(place, ABOUT), content(place, ARRAYS)
        about = _about(described)
        try:
            arrays = _arrays(packed, about["arrays"])
            model = cls(
                facts=_head(about, arrays, "facts", [fact.value for fact in Fact]),
                incoming=_head(about, arrays, "incoming", [label.value for label in Label], pooling.WIDTH),
                outgoing=_head(about, arrays, "outgoing", [act.value for act in Act]),
                times=_head(about, arrays, "times", time_judge.VERDICTS, time_judge.WIDTH),
                demands=_head(about, arrays, "demands", [kind.value for kind in DemandKind], demand_judge.WIDTH),
                traits=_head(about, arrays, "traits", trait_judge.NAMES, trait_judge.WIDTH),
                policy=Policy(limit=float(about["policy"]["limit"])),
                outgoing_floor=float(about["outgoing_floor"]),
                about=dict(about["about"]),
                version=str(about["digest"])[:12],
            )
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise ModelError(f"the model's description and its arrays do not fit: {error}") from error
        # Over the bytes as they are: making the description anew out of the heads would take as long as loading them.
        seal = str(about.get("seal")).encode("utf-8")
        if _seal(packed, described.replace(seal, _UNSEALED, 1)) != seal:
            raise ModelError(f"{ARRAYS} and {ABOUT} do not belong together")
        return model


def _packaged() -> Traversable:
    return files("classifiers").joinpath("model")


def finished(model: Model) -> Model:
    """Give a trained model its version."""
    return replace(model, version=_digest(model)[:12])


_HEADS: Final = ("facts", "incoming", "outgoing", "times", "demands", "traits")


def _heads(model: Model) -> dict[str, Head]:
    return {name: getattr(model, name) for name in _HEADS}


def _all_arrays(model: Model) -> "dict[str, NDArray[Any]]":
    return {name: array for prefix, head in _heads(model).items() for name, array in head.arrays(prefix).items()}


def _packed(arrays: "dict[str, NDArray[Any]]") -> tuple[bytes, dict[str, Any]]:
    """Return the arrays' bytes one after the other, and where each stands: its kind, its shape, its first byte."""
    parts: list[bytes] = []
    places: dict[str, Any] = {}
    start = 0
    for name, array in sorted(arrays.items()):
        content = array.astype(array.dtype.newbyteorder("<")).tobytes()
        places[name] = {"kind": array.dtype.newbyteorder("<").str, "shape": list(array.shape), "start": start}
        padded = content + bytes(-len(content) % _ALIGNED)
        parts.append(padded)
        start += len(padded)
    return b"".join(parts), places


_ALIGNED: Final = 64
_KINDS: Final = ("<f2", "<f4", "|i1")
_UNSEALED: Final = b"0" * 64


def _seal(packed: bytes, described: bytes) -> bytes:
    """SHA-256 of both files, the place of the seal itself left empty."""
    return hashlib.sha256(hashlib.sha256(packed).digest() + described).hexdigest().encode("utf-8")


def _digest(model: Model) -> str:
    """SHA-256 of everything that decides how the model reads."""
    return _digest_of(_all_arrays(model), [_limits(model), *(head.description() for head in _heads(model).values())])


def _limits(model: Model) -> dict[str, float]:
    return {"policy": model.policy.limit, "floor": model.outgoing_floor}


def _digest_of(arrays: "dict[str, NDArray[Any]]", descriptions: Sequence[dict[str, Any]]) -> str:
    digest = hashlib.sha256()
    for name, array in sorted(arrays.items()):
        digest.update(f"{name} {array.dtype} {array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data)
    digest.update(json.dumps(descriptions, ensure_ascii=False, sort_keys=True).encode("utf-8"))
    return digest.hexdigest()


def _description(model: Model, places: dict[str, Any]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "seal": _UNSEALED.decode("utf-8"),
        "sklearn": sklearn.__version__,
        "digest": _digest(model),
        "policy": {"limit": model.policy.limit},
        "outgoing_floor": model.outgoing_floor,
        "about": model.about,
        "lexicon": concepts.digest(),
        "arrays": places,
        **{name: head.description() for name, head in _heads(model).items()},
    }


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _about(content: bytes) -> dict[str, Any]:
    try:
        about = json.loads(content.decode("utf-8"))
    except ValueError as error:
        raise ModelError(f"{ABOUT} is no JSON: {error}") from error
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        found = about.get("format") if isinstance(about, dict) else None
        raise ModelError(f"format {found} of {ABOUT}: this program reads format {FORMAT}")
    trained, running = str(about.get("sklearn", "")), str(sklearn.__version__)
    if trained.split(".")[:2] != running.split(".")[:2]:
        raise ModelError(f"trained with scikit-learn {trained}, running with {running}: train it again")
    if about.get("lexicon") != concepts.digest():
        raise ModelError("trained with another lexicon: train it again")
    return about


def _arrays(packed: bytes, places: dict[str, Any]) -> "dict[str, NDArray[Any]]":
    """Look at the arrays where they stand in the file. Raises KeyError, TypeError or ValueError for places that are none."""
    found: dict[str, NDArray[Any]] = {}
    for name, place in places.items():
        if place["kind"] not in _KINDS:
            raise ValueError(f"{name} holds {place['kind']}")
        shape = [int(length) for length in place["shape"]]
        count = math.prod(shape)
        found[name] = np.frombuffer(packed, place["kind"], count, int(place["start"])).reshape(shape)
    return found


def content(place: Traversable, name: str) -> bytes:
    """Read a model file. Raises ModelError where it cannot be read or is larger than any model."""
    try:
        with place.joinpath(name).open("rb") as stream:
            # Asked for the limit itself, Python would first make room for as many bytes.
            if (length := stream.seek(0, os.SEEK_END)) > _LIMIT:
                raise ModelError(f"{name} is larger than {_LIMIT} bytes")
            stream.seek(0)
            found: bytes = stream.read(length)
    except OSError as error:
        raise ModelError(f"{name} cannot be opened: {error}") from error
    return found


def _head(about: dict[str, Any], arrays: "dict[str, NDArray[Any]]", prefix: str, labels: Sequence[str], dense: int = 0) -> Head:
    """``labels``: those that there are; only verdicts on times that no text ever called for may be missing."""
    known = set(about[prefix]["labels"])
    if not known <= set(labels) or (prefix != "times" and len(known) != len(labels)):
        raise ModelError(f"the label set of {prefix} is not this program's")
    return Head.restore(about[prefix], arrays, prefix, dense)
