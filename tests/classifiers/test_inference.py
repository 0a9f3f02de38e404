"""The quick way to an answer gives the answer of the slow one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers import corpus, features, generator, pooling, reader
from classifiers.document import Document
from classifiers.features import Features
from classifiers.head import Floats, Head, Row
from classifiers.inference import Grams, Quick
from classifiers.labels import Direction
from classifiers.model import Model
from classifiers.sample import Sample
from classifiers.statements import Statements

ROUNDED = 1e-5
"""The head multiplies in single precision."""


@pytest.fixture(scope="module")
def model() -> Model:
    return reader.load().model


def rows(model: Model, described: Features, direction: Direction) -> tuple[Head, Row]:
    if direction is Direction.OUTGOING:
        return model.outgoing, pooling.message(described)
    return model.incoming, pooling.message(described, pooling.stated_by(model.facts, [described])[0])


def centred(scores: Floats) -> Floats:
    found: Floats = scores - scores.mean()
    return found


def unexplained(head: Head, row: Row, reached: Floats) -> Floats:
    """What no unit adds: the bias, and numbers that come from no unit."""
    rest = head.decides.bias.copy()
    if row.dense is not None and row.owners is not None:
        first = head.decides.rows(slice(-len(row.dense), None)) * (row.dense * head.settings.dense_weight)[:, None]
        rest += first[(row.owners < 0) | (row.owners >= len(row.signs))].sum(axis=0)
    effect = head.decides.effect(reached)
    return rest if effect is None else rest @ effect + head.decides.intercept


def same(model: Model, sample: Sample) -> None:
    """The head itself, through scikit-learn, gives the same probabilities; what the units add makes up the scores."""
    described = features.of(Document(sample))
    _, probabilities, shares = model.read(described, sample.direction)
    head, row = rows(model, described, sample.direction)
    logits = head.logits([row])
    expected = head.probabilities(logits)[0]
    assert np.allclose(probabilities, expected, rtol=0, atol=ROUNDED)
    reached = head.reached([row])[0]
    assert np.allclose(shares.sum(axis=0), centred(logits[0] - unexplained(head, row, reached)), rtol=0, atol=10 * ROUNDED)


def test_every_family_reads_alike(model: Model) -> None:
    for family in corpus.load()[::13]:
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
    assert np.allclose(found, expected, rtol=0, atol=ROUNDED)
    (none,) = Grams([model.facts]).find([])
    assert Quick(model.facts).probabilities(none, []).shape == (0, len(model.facts.labels))


def _row(text: str, signs: list[str]) -> Row:
    return Row((text,), (tuple(signs),))


def test_a_model_and_its_head_state_alike(model: Model) -> None:
    for family in corpus.load()[::97]:
        document = Document.of(generator.plain(family))
        slow, quick = Statements.of(model.facts, document), Statements.by(model, features.of(document))
        assert slow.stances == quick.stances
        assert np.allclose(slow.stated, quick.stated, rtol=0, atol=ROUNDED)
