"""The second opinion on traits: what it is given, what comes of its word, and what it brings where no list was tuned."""

import numpy as np
import pytest

from classifiers import corpus, trait_judge, trait_training, traits
from classifiers import features as feature_parts
from classifiers.document import Document
from classifiers.labels import Deficit, Label, Track
from classifiers.model import Model
from classifiers.reader import Reader
from classifiers.sample import Sample, SenderKind
from classifiers.statements import Statements
from classifiers.trait_judge import Traits, decided
from classifiers.untuned import Compared

NOTHING = Traits(appealable=False, final=False, deficits=())
NOTICE = (
    "出品者様\n\nお客様の出品用アカウントは閉鎖されました。偽造品についての苦情を複数受領したためです。\n"
    "アカウントの再開をご希望の場合は、改善計画書と、過去365日以内に発行された請求書をご提出ください。"
)
REFUSAL = "Thank you for your plan. It doesn't tell how the mix-up came about. We can't give the account back on this footing."


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.load()


def left_open(model: Model, text: str, label: Label) -> Traits:
    document = Document.of(text)
    described = feature_parts.of(document)
    stated = Statements.by(model, described).stated
    return model.judge_of_traits(described, stated, label, traits.ruled(document, label, Statements.by(model, described)))


def test_what_a_label_cannot_leave_open_is_not_said() -> None:
    sure = dict.fromkeys(trait_judge.NAMES, 1.0)
    assert decided(sure, Label.FUNDS_RELEASED, NOTHING).appealable is False
    assert decided(sure, Label.CLOSURE_NOTICE, NOTHING).deficits == ()
    assert Label.CLOSURE_NOTICE not in decided(sure, Label.CLOSURE_NOTICE, NOTHING).further
    assert decided(sure, Label.TEMPLATE_REJECTION, NOTHING).deficits == trait_judge.NAMED


def test_a_window_is_always_open_and_a_refusal_without_a_reason_unspecified() -> None:
    unsure = dict.fromkeys(trait_judge.NAMES, 0.0)
    assert decided(unsure, Label.FUNDS_APPEAL_WINDOW, NOTHING) == Traits(appealable=True, final=False, deficits=())
    assert decided(unsure, Label.TEMPLATE_REJECTION, NOTHING).deficits == (Deficit.UNSPECIFIED,)


def test_a_row_keeps_the_lists_out_where_they_are_not_trusted(model: Model) -> None:
    described = feature_parts.of(Document.of(REFUSAL))
    stated = Statements.by(model, described).stated
    ruled = Traits(appealable=True, final=True, deficits=(Deficit.DOCUMENTS,))
    told = trait_judge.row(described, stated, Label.TEMPLATE_REJECTION, ruled)
    kept = trait_judge.row(described, stated, Label.TEMPLATE_REJECTION, ruled, trusted=False)
    assert told.dense is not None
    assert kept.dense is not None
    assert told.dense.size == trait_judge.WIDTH
    said = slice(-len(trait_judge.NAMES) - 1, None)
    assert told.dense[said].tolist() == [1, 1, 0, 0, 0, 1, 0, 0, *[0] * len(trait_judge.FURTHER), 1]
    assert not kept.dense[said].any()
    assert np.array_equal(told.dense[: said.start], kept.dense[: said.start])


def test_reading_and_training_judge_alike(model: Model) -> None:
    """``Quick`` answers as the head does."""
    document = Document.of(REFUSAL)
    described = feature_parts.of(document)
    stated = Statements.by(model, described).stated
    ruled = traits.ruled(document, Label.TEMPLATE_REJECTION, Statements.by(model, described))
    slow = model.traits.probabilities(model.traits.logits([trait_judge.row(described, stated, Label.TEMPLATE_REJECTION, ruled)]))[
        0
    ]
    expected = decided(dict(zip(model.traits.labels, map(float, slow), strict=True)), Label.TEMPLATE_REJECTION, ruled)
    assert left_open(model, REFUSAL, Label.TEMPLATE_REJECTION) == expected


def test_who_sent_it_does_not_matter(model: Model) -> None:
    """The annotated texts have no sender: one of Amazon's must not shift what was learned from them."""
    reader = Reader(model, second=None)
    bare = reader.read(Sample(text=NOTICE))
    sent = reader.read(
        Sample(text=NOTICE, sender_address="seller-performance@amazon.co.jp", sender_kind=SenderKind.AMAZON, subject="お知らせ")
    )
    assert bare.label is sent.label is Label.CLOSURE_NOTICE
    assert (bare.secondary, bare.tracks, bare.appealable, bare.final) == ((), (Track.ACCOUNT,), True, False)
    assert (sent.secondary, sent.tracks, sent.appealable, sent.final) == ((), (Track.ACCOUNT,), True, False)


def test_it_knows_what_no_list_knows(model: Model) -> None:
    said = "Your report was read by two people. Both say no, and it stays so. The file has been put away for good."
    assert not traits.final(said, Label.TEMPLATE_REJECTION)
    assert left_open(model, said, Label.TEMPLATE_REJECTION).final


def test_compared_out_of_fold(model: Model) -> None:
    """On some hundred families, so that it is quick: the whole comparison stands in the model card."""
    families = [family for family in corpus.load() if family.label in {Label.CLOSURE_NOTICE, Label.TEMPLATE_REJECTION}]
    found = trait_training.compare(families[::4], model.facts)
    assert set(found) == set(trait_training.NAMES)
    for name in ("appealable", "deficits"):
        assert _f1(found[name], judged=True) > _f1(found[name], judged=False), name
    assert found["final"].judged.recall > found["final"].ruled.recall


def _f1(compared: Compared, *, judged: bool) -> float:
    tally = compared.judged if judged else compared.ruled
    return 2 * tally.precision * tally.recall / (tally.precision + tally.recall)
