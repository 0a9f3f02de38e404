"""The quick way to an answer gives the answer of the slow one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers import corpus, features, generator, pooling, reader
from classifiers.document import Document
from classifiers.features import Features
from classifiers.head import Floats, Row
from classifiers.inference import Grams, Quick
from classifiers.labels import Direction
from classifiers.model import Model
from classifiers.sample import Sample


@pytest.fixture(scope="module")
def model() -> Model:
    return reader.load().model


def slowly(model: Model, described: Features, direction: Direction) -> tuple[Floats, Floats]:
    """As the heads themselves answer, through scikit-learn."""
    if direction is Direction.OUTGOING:
        return model.outgoing.read(pooling.message(described))
    stated = pooling.stated_by(model.facts, [described])[0]
    return model.incoming.read(pooling.message(described, stated))


def same(model: Model, sample: Sample) -> None:
    described = features.of(Document(sample))
    _, probabilities, shares = model.read(described, sample.direction)
    expected, parts = slowly(model, described, sample.direction)
    assert np.allclose(probabilities, expected, rtol=0, atol=1e-9)
    assert np.allclose(shares, parts, rtol=0, atol=1e-9)
    assert [round(float(one), 4) for one in probabilities] == [round(float(one), 4) for one in expected]


def test_every_family_reads_alike(model: Model) -> None:
    for family in corpus.load()[::7]:
        same(model, generator.variants(family, 2, seed=5)[-1])


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize(
    "text", ["", " ", "a", "ab", "日本", "\n\n\n", "a " * 3_000, "あ" * 5_000, "x\u3000y\u00a0z", "İstanbul ſ ŉ"]
)
def test_odd_texts_read_alike(text: str, direction: Direction, model: Model) -> None:
    same(model, Sample(text=text, direction=direction))
    same(model, Sample(text="", subject=text, direction=direction))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=40), st.sampled_from(Direction))
def test_any_text_reads_alike(text: str, subject: str, direction: Direction) -> None:
    same(reader.load().model, Sample(text=text, subject=subject, direction=direction))


def test_sentences_alone_read_alike(model: Model) -> None:
    rows = [("we closed your account.", ["a", "b"]), ("", []), ("ご提出ください。", ["ev:x"]), ("a a a a", [])]
    (grams,) = Grams([model.facts]).find([text for text, _ in rows])
    found = Quick(model.facts).probabilities(grams, [signs for _, signs in rows])
    expected = model.facts.probabilities(model.facts.logits([_row(text, signs) for text, signs in rows]))
    assert np.allclose(found, expected, rtol=0, atol=1e-9)
    (none,) = Grams([model.facts]).find([])
    assert Quick(model.facts).probabilities(none, []).shape == (0, len(model.facts.labels))


def _row(text: str, signs: list[str]) -> Row:
    return Row((text,), (tuple(signs),))
