"""One classifier: what it learns and keeps. Its reasons: ``test_inference``."""

import numpy as np
import pytest

from classifiers.head import Head, Row, Settings
from classifiers.softmax import softmax

ROWS = [
    Row(("アカウントを停止しました", ""), (("ACCOUNT", "STOP"), ("sender:amazon",)), np.array([1.0, 0.0]), np.array([0, -1])),
    Row(("アカウントを再開しました", ""), (("ACCOUNT", "RESTORE"), ("sender:amazon",)), np.array([0.0, 1.0]), np.array([-1, 0])),
    Row(("your account was closed", ""), (("ACCOUNT", "STOP"), ("sender:amazon",)), np.array([0.9, 0.1]), np.array([0, 0])),
    Row(("your account is open again", ""), (("ACCOUNT", "RESTORE"), ("sender:amazon",)), np.array([0.1, 0.9]), np.array([0, 0])),
]
LABELS = ["stopped", "restored", "stopped", "restored"]
SETTINGS = Settings(ngrams=(1, 3))
MORE = [*ROWS, Row(("請求書をお送りください", ""), (("INVOICE", "SEND"), ()), np.array([0.0, 0.0]), np.array([-1, -1]))]


@pytest.fixture(scope="module")
def head() -> Head:
    return Head.fit(MORE, [*LABELS, "wanted"], [1.0] * len(MORE), SETTINGS)


def test_it_learns(head: Head) -> None:
    shares = head.probabilities(head.logits(MORE))
    assert [head.labels[place] for place in shares.argmax(axis=1)] == [*LABELS, "wanted"]
    assert np.allclose(shares.sum(axis=1), 1.0)


def test_it_comes_back_from_arrays(head: Head) -> None:
    back = Head.restore(head.description(), head.arrays("x"), "x", dense=2)
    assert np.allclose(back.logits(MORE), head.logits(MORE), atol=2e-2)


@pytest.mark.parametrize(
    ("dense", "change", "words"),
    [(3, {}, "shapes"), (2, {"x_bias": np.array([np.nan, 0, 0])}, "numbers that are none")],
)
def test_arrays_that_do_not_fit_are_refused(head: Head, dense: int, change: dict[str, np.ndarray], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Head.restore(head.description(), head.arrays("x") | change, "x", dense=dense)


def test_words_that_nobody_knows_say_nothing(head: Head) -> None:
    shares = head.probabilities(head.logits([Row(("",), (("UNKNOWN",),), np.zeros(2), np.array([-1, -1]))]))
    assert np.isfinite(shares).all()
    assert shares.max() < 0.9


def test_softmax_of_large_scores() -> None:
    assert np.allclose(softmax(np.array([[1000.0, 1000.0]])), 0.5)
