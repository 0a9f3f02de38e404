"""Training of a listener (see ``attention``), with dropout, by Adam: plain numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifiers.adam import Floats32, Part, kept
from classifiers.attention import Heard, Listener
from classifiers.softmax import softmax

Ints = NDArray[np.int_]
_BATCH: Final = 128
_RATE: Final = 3e-3
_DECAY: Final = 3e-5
SEED: Final = 20_190_315


@dataclass(frozen=True, slots=True)
class Hearing:
    """How large a listener is and how it is trained; chosen by cross-validation by family."""

    channels: int = 128
    hidden: int = 128
    drop_sentence: float = 0.2
    """Share of a sentence's numbers that a step leaves out."""
    drop_whole: float = 0.2
    drop_channels: float = 0.3
    drop_hidden: float = 0.5
    epochs: int = 40


@dataclass(frozen=True, eq=False, slots=True)
class Batch:
    """Some messages at once: their sentences one below the other, and where each message begins."""

    sentences: Floats32
    lengths: Ints
    whole: Floats32

    @classmethod
    def of(cls, messages: Sequence[Heard]) -> "Batch":
        """Put messages together."""
        lengths = np.array([len(message.sentences) for message in messages])
        return cls(np.vstack([message.sentences for message in messages]), lengths, np.array([m.whole for m in messages]))

    @property
    def starts(self) -> Ints:
        """The first sentence of each message."""
        return np.concatenate([[0], np.cumsum(self.lengths)[:-1]])

    def sums(self, numbers: NDArray[Any]) -> Floats32:
        """Sum rows of sentences, message by message."""
        added: Floats32 = np.add.reduceat(numbers, self.starts, axis=0)
        return added

    def spread(self, numbers: NDArray[Any]) -> Floats32:
        """Repeat the row of each message for each of its sentences."""
        return np.repeat(numbers, self.lengths, axis=0)


def train(
    ways: Sequence[Sequence[Heard]], labels: Sequence[str], hearing: Hearing | None = None, *, seed: int = SEED
) -> Listener:
    """Train a listener. ``ways``: the same messages as they may be sent (with their sender, without); a step draws one of them.

    Deterministic: the same messages and seed give the same listener.
    """
    hearing = hearing or Hearing()
    names, truth = np.unique(np.asarray(labels), return_inverse=True)
    wanted = np.eye(len(names), dtype=np.float32)[truth]
    random = np.random.default_rng(seed)
    widths = (ways[0][0].sentences.shape[1], len(ways[0][0].whole), len(names))
    steps = hearing.epochs * -(-len(labels) // _BATCH)
    training = _Training.begin(widths, hearing, random, steps)
    for _ in range(hearing.epochs):
        order = random.permutation(len(labels))
        drawn = random.integers(0, len(ways), len(labels))
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            training.step(Batch.of([ways[drawn[place]][place] for place in chosen]), wanted[chosen])
    return Listener(tuple(map(str, names)), *(part.value for part in training.parts))


@dataclass(slots=True)
class _Training:
    """A listener on its way; ``parts`` in the order of ``attention.PARTS``."""

    parts: tuple[Part, ...]
    hearing: Hearing
    random: np.random.Generator
    steps: int
    done: int = 0

    @classmethod
    def begin(cls, widths: tuple[int, int, int], hearing: Hearing, random: np.random.Generator, steps: int) -> "_Training":
        """``widths``: the numbers of a sentence, of a message as a whole, of labels."""
        sentence, whole, labels = widths
        channels, units = hearing.channels, hearing.hidden

        def drawn(rows: int, columns: int, gain: float) -> Part:
            return Part.of(random.standard_normal((rows, columns)) * np.sqrt(gain / rows))

        parts = (
            drawn(sentence, channels, 2),
            Part.of(np.zeros(channels)),
            drawn(sentence, channels, 0.3),
            drawn(whole + channels, units, 2),
            Part.of(np.zeros(units)),
            drawn(units, labels, 1),
            Part.of(np.zeros(labels)),
        )
        return cls(parts, hearing, random, steps)

    def step(self, batch: Batch, wanted: Floats32) -> None:
        """Move the parts a little toward what is wanted of some messages."""
        self.done += 1
        left = 1 - (self.done - 1) / self.steps
        for part, slope in zip(self.parts, self.slopes(batch, wanted), strict=True):
            part.move(slope, self.done, left, rate=_RATE, decay=_DECAY)

    def slopes(self, batch: Batch, wanted: Floats32) -> tuple[NDArray[Any], ...]:
        """How the loss rises with each part."""
        finds, least, weighs, hidden, lean, decides, intercept = (part.value for part in self.parts)
        seen = batch.sentences * self._kept(batch.sentences.shape, self.hearing.drop_sentence)
        reached = seen @ finds + least
        found = np.maximum(reached, 0)
        asked = seen @ weighs
        raised = np.exp(asked - batch.spread(np.maximum.reduceat(asked, batch.starts, axis=0)))
        shares = raised / batch.spread(batch.sums(raised))
        heard = self._kept((len(wanted), len(least)), self.hearing.drop_channels)
        pooled = batch.sums(shares * found)
        whole = batch.whole * self._kept(batch.whole.shape, self.hearing.drop_whole)
        given = np.hstack([whole, pooled * heard])
        leaning = given @ hidden + lean
        alive = (leaning > 0) * self._kept(leaning.shape, self.hearing.drop_hidden)
        units = leaning * alive
        wrong = (softmax(units @ decides + intercept) - wanted) / len(wanted)
        back = (wrong @ decides.T) * alive
        toward = batch.spread((back @ hidden[batch.whole.shape[1] :].T) * heard)
        to_found = toward * shares * (reached > 0)
        to_asked = toward * shares * (found - batch.spread(pooled))
        return (
            seen.T @ to_found,
            to_found.sum(axis=0),
            seen.T @ to_asked,
            given.T @ back,
            back.sum(axis=0),
            units.T @ wrong,
            wrong.sum(axis=0),
        )

    def _kept(self, shape: tuple[int, ...], dropped: float) -> Floats32:
        return kept(self.random, shape, dropped)
