"""Variants: other names, the same wording; the same seed, the same sample."""

import re

import pytest

from classifiers import corpus, features, generator
from classifiers.corpus import Family
from classifiers.labels import Direction, Label
from classifiers.sample import SenderKind, Signal

FAMILY = Family(
    id="test",
    label=Label.AUTHENTICITY_INQUIRY,
    direction=Direction.INCOMING,
    language="ja",
    era="2021-",
    sender_name="Amazon",
    sender_address="no-reply@amazon.co.jp",
    subject="{{asin}} について",
    text="{{name}} 様\n\n{{product}} ({{asin}}) の請求書をお送りください。\n\n期限は {{date}} ではなく、7日以内です。",
)


def test_every_placeholder_is_filled_and_nothing_else_changed() -> None:
    sample = generator.plain(FAMILY)
    assert "{{" not in sample.text + sample.subject
    assert sample.text.endswith("7日以内です。")
    assert sample.sender_kind is SenderKind.AMAZON


def test_the_same_seed_gives_the_same_samples() -> None:
    assert generator.variants(FAMILY, 6, seed=3) == generator.variants(FAMILY, 6, seed=3)
    assert generator.variants(FAMILY, 6, seed=3) != generator.variants(FAMILY, 6, seed=4)


def test_variants_differ_and_keep_the_wording() -> None:
    texts = {sample.text for sample in generator.variants(FAMILY, 8)}
    assert len(texts) >= 6
    for text in texts:
        assert "請求書をお送りください" in re.sub(r"\s|\u200b|\u3000", "", text)


def test_a_confirmed_message_is_kept_as_it_came() -> None:
    real = Family(**{name: getattr(FAMILY, name) for name in Family.__slots__} | {"confirmed": True, "text": "{{odd}} {{name}}"})
    (sample,) = generator.variants(real, 5)
    assert sample.text == "{{odd}} {{name}}"


@pytest.mark.parametrize(
    ("address", "kind", "signals"),
    [
        ("x+1@marketplace.amazon.co.jp", SenderKind.RELAY, {Signal.RELAYED}),
        ("{{email}}", SenderKind.OTHER, set()),
        ("", SenderKind.UNKNOWN, set()),
    ],
)
def test_senders(address: str, kind: SenderKind, signals: set[Signal]) -> None:
    family = Family(**{name: getattr(FAMILY, name) for name in Family.__slots__} | {"sender_address": address})
    sample = generator.plain(family)
    assert (sample.sender_kind, sample.signals) == (kind, frozenset(signals))


def test_without_sender() -> None:
    sample = generator.without_sender(generator.plain(FAMILY))
    assert (sample.sender_kind, sample.sender_address) == (SenderKind.UNKNOWN, "")


def test_variants_of_the_whole_corpus_can_be_described() -> None:
    for family in corpus.load()[::40]:
        for sample in generator.variants(family, 3):
            described = features.of(sample)
            assert described.units or not (sample.text.strip() or sample.subject.strip())
