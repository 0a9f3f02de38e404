"""The listener: its slopes against differences, what it can tell that no sum can, the same twice, and its files."""

import numpy as np
import pytest

from classifiers import attention_training
from classifiers.adam import kept
from classifiers.attention import PARTS, Heard, Listener
from classifiers.attention_training import Batch, Hearing
from classifiers.softmax import softmax

PLAIN = Hearing(channels=8, hidden=8, drop_sentence=0, drop_whole=0, drop_channels=0, drop_hidden=0, epochs=60)


def messages(count: int, seed: int = 5) -> tuple[list[Heard], list[str]]:
    """A sentence that is marked (its first number) says by its second which message it is; all the others mislead."""
    random = np.random.default_rng(seed)
    found, labels = [], []
    for _ in range(count):
        sentences = random.normal(size=(int(random.integers(1, 7)), 3)).astype(np.float32)
        sentences[:, 0] = 0
        told = int(random.integers(len(sentences)))
        sentences[told, 0] = 3
        labels.append("up" if sentences[told, 1] > 0 else "down")
        found.append(Heard(sentences, np.zeros(1, np.float32)))
    return found, labels


def said(listener: Listener, heard: list[Heard]) -> list[str]:
    return [listener.labels[int(listener.logits(message).argmax())] for message in heard]


def test_it_listens_to_the_sentence_that_counts() -> None:
    heard, labels = messages(1500)
    listener = attention_training.train([heard], labels, PLAIN)
    unseen, truth = messages(300, seed=6)
    assert np.mean([one == other for one, other in zip(said(listener, unseen), truth, strict=True)]) > 0.93


def test_the_order_of_the_sentences_alone_says_nothing() -> None:
    heard, labels = messages(300)
    listener = attention_training.train([heard], labels, Hearing(8, 8, epochs=2))
    turned = Heard(heard[0].sentences[::-1], heard[0].whole)
    assert listener.logits(turned) == pytest.approx(listener.logits(heard[0]), abs=1e-5)


def test_the_same_messages_give_the_same_listener_and_another_seed_another() -> None:
    heard, labels = messages(200)
    one, other, third = (attention_training.train([heard], labels, Hearing(4, 4, epochs=2), seed=seed) for seed in (1, 1, 2))
    assert all(np.array_equal(getattr(one, name), getattr(other, name)) for name in PARTS)
    assert not np.array_equal(one.finds, third.finds)


def test_every_way_of_a_message_is_learned() -> None:
    """The number of the whole tells the two ways apart, and the label with it: only who sees both ways learns it."""
    heard, labels = messages(400)
    blank = [Heard(np.zeros((1, 3), np.float32), np.array([float(label == "up")], np.float32)) for label in labels]
    listener = attention_training.train([heard, blank], labels, PLAIN)
    assert said(listener, blank) == labels


def test_slopes_are_those_of_the_loss() -> None:
    heard, labels = messages(40)
    batch, random = Batch.of(heard), np.random.default_rng(1)
    heard = [Heard(message.sentences, random.normal(size=1).astype(np.float32)) for message in heard]
    batch = Batch.of(heard)
    wanted = np.array([[label == "down", label == "up"] for label in labels], np.float32)
    training = attention_training._Training.begin((3, 1, 2), PLAIN, random, steps=10)
    for part in training.parts:
        part.value = part.value.astype(np.float64)

    def loss() -> float:
        listener = Listener(("down", "up"), *(part.value for part in training.parts))
        shares = softmax(np.array([listener.logits(message) for message in heard]))
        return float(-np.log((shares * wanted).sum(axis=1)).mean())

    slopes = training.slopes(batch, wanted)
    for part, slope in zip(training.parts, slopes, strict=True):
        assert slope.shape == part.value.shape
        for place in list(np.ndindex(part.value.shape))[:30]:
            before = part.value[place]
            part.value[place] = before + 1e-5
            above = loss()
            part.value[place] = before - 1e-5
            below = loss()
            part.value[place] = before
            assert slope[place] == pytest.approx((above - below) / 2e-5, abs=1e-4)


def test_what_a_step_leaves_out_it_does_not_change() -> None:
    """The masks are drawn in one order: of the sentences' numbers, then of the channels."""
    hearing = Hearing(channels=16, hidden=8, drop_sentence=0, drop_whole=0, drop_channels=0.5, drop_hidden=0)
    heard, _ = messages(1)
    training = attention_training._Training.begin((3, 1, 2), hearing, np.random.default_rng(1), steps=10)
    training.random, again = np.random.default_rng(7), np.random.default_rng(7)
    kept(again, heard[0].sentences.shape, 0.0)
    mask = kept(again, (1, 16), 0.5)
    finds, _, weighs, *_ = training.slopes(Batch.of(heard), np.array([[1, 0]], np.float32))
    left_out = mask[0] == 0
    assert left_out.any()
    assert not finds[:, left_out].any()
    assert not weighs[:, left_out].any()
    assert finds[:, ~left_out].any()


def test_the_way_ends_in_small_steps() -> None:
    heard, labels = messages(60)
    wanted = np.array([[label == "down", label == "up"] for label in labels], np.float32)
    training = attention_training._Training.begin((3, 1, 2), PLAIN, np.random.default_rng(1), steps=20)
    moved = []
    for _ in range(20):
        before = training.parts[0].value.copy()
        training.step(Batch.of(heard), wanted)
        moved.append(float(np.abs(training.parts[0].value - before).max()))
    assert moved[-1] < moved[0] / 10


def test_what_was_kept_comes_back() -> None:
    heard, labels = messages(100)
    listener = attention_training.train([heard], labels, Hearing(4, 4, epochs=2))
    back = Listener.restore(listener.labels, listener.arrays("x"), "x", sentence=3, whole=1)
    assert back.logits(heard[0]) == pytest.approx(listener.logits(heard[0]), abs=1e-2)


@pytest.mark.parametrize("damage", ["missing", "shape", "nan", "other"])
def test_parts_that_do_not_fit_are_refused(damage: str) -> None:
    heard, labels = messages(50)
    listener = attention_training.train([heard], labels, Hearing(4, 4, epochs=1))
    arrays = listener.arrays("x")
    if damage == "missing":
        del arrays["x_weighs"]
    if damage == "shape":
        arrays["x_hidden"] = arrays["x_hidden"][:-1]
    if damage == "nan":
        arrays["x_lean"] = arrays["x_lean"] * np.float16("nan")
    with pytest.raises((KeyError, ValueError)):
        Listener.restore(listener.labels, arrays, "x", sentence=4 if damage == "other" else 3, whole=1)
