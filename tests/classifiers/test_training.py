"""Training and evaluation on a small part of the corpus."""

import pytest

from classifiers import corpus, evaluation, near_copies, training
from classifiers.corpus import Family
from classifiers.evaluation_report import Report
from classifiers.labels import Act, Direction, Label
from classifiers.model import Model
from classifiers.reader import Reader
from classifiers.scores import Judged


def some(families: tuple[Family, ...], count: int) -> list[Family]:
    """The first families of each label."""
    kept: list[Family] = []
    for label in (*Label, *Act):
        kept += [family for family in families if family.label is label][:count]
    return kept


@pytest.fixture(scope="module")
def families() -> list[Family]:
    return some(corpus.load(), 4)


@pytest.fixture(scope="module")
def report(families: list[Family]) -> Report:
    return evaluation.cross_validate(families, variants=1)


def test_folds_never_split_a_label_away() -> None:
    labels = ["a"] * 7 + ["b"] * 3
    parts = training.folds(labels)
    assert sorted(place for _, held in parts for place in held) == list(range(10))
    assert all({labels[place] for place in trained} == {"a", "b"} for trained, _ in parts)


def test_a_confirmed_message_is_trained_on_once_and_weighs_more(families: list[Family]) -> None:
    real = Family(**{name: getattr(families[0], name) for name in Family.__slots__} | {"confirmed": True, "id": "real"})
    prepared = training.prepare([families[0], real], None, variants=3)
    weights = [
        sum(weight for weight, owner in zip(prepared.weights, prepared.families, strict=True) if owner == place)
        for place in (0, 1)
    ]
    assert weights == pytest.approx([1.0, 2.0])
    assert prepared.families.count(1) == 2  # as it came, and without its sender


@pytest.mark.timeout(300)
def test_training_is_deterministic_and_makes_a_whole_reader(families: list[Family]) -> None:
    one, other = training.train(families, variants=1), training.train(families, variants=1)
    assert one.version == other.version
    assert set(one.incoming.labels) == {label.value for label in Label}
    assert set(one.outgoing.labels) == {act.value for act in Act}
    assert isinstance(one, Model)
    items = evaluation.items_of(families)
    assert evaluation.never_worse(Reader(one, second=None), Reader(other, second=None), items)


@pytest.mark.timeout(300)
def test_every_family_is_judged_once(families: list[Family], report: Report) -> None:
    incoming = [family.id for family in families if family.direction is Direction.INCOMING]
    assert [item.id for item in report.judged] == incoming
    assert [item.id for item in report.anonymous] == incoming
    assert len(report.outgoing) == len(families) - len(incoming)
    assert [len(item.judged) for item in report.baselines] == [len(incoming)] * 3
    assert report.distinct == len(incoming)


def test_the_report_prints_its_bounds_and_figures(report: Report) -> None:
    text = report.to_text()
    for words in (
        "macro-F1",
        "recall closure_notice",
        "abstention",
        "calibration error",
        "confusion",
        "key words",
        "sender unknown",
    ):
        assert words in text
    figures = report.figures()
    assert figures["families"] == len(report.judged)
    assert 0 <= figures["macro_f1"][1] <= figures["macro_f1"][0] <= figures["macro_f1"][2] <= 1


def test_near_copies_are_told() -> None:
    family = corpus.load("gate")[0]
    copy = Family(
        **{name: getattr(family, name) for name in Family.__slots__}
        | {"id": "copy", "text": family.text.replace("{{name}}", "{{store}}")}
    )
    other = corpus.load("gate")[-1]
    found = near_copies.pairs([family, copy, other])
    assert [(one, two) for one, two, _ in found] == [(family.id, "copy")]
    assert near_copies.distinct([family, copy, other]) == 2


def test_gate_and_corpus_share_no_wording() -> None:
    gate = {family.id for family in corpus.load("gate")}
    for one, other, _ in near_copies.pairs([*corpus.load(), *corpus.load("gate")]):
        assert (one in gate) == (other in gate), f"{one} copies {other}"


def test_the_report_names_the_surest_mistakes_first() -> None:
    made = [
        Judged(id=f"m{n}", language="en", true="closure_notice", said="not_amazon", confidence=n / 100, abstained=n > 80)
        for n in range(1, 101)
    ]
    told = Report(title="t", judged=tuple(made), limit=1.0).to_text()
    assert "read wrongly: 80, abstained on: 20" in told
    named = [line.partition(":")[0] for line in told.splitlines() if "read as" in line]
    assert named == [f"m{n}" for n in range(80, 40, -1)]
