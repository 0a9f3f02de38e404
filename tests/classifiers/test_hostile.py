"""Mail is hostile data: whatever it contains, reading it ends, soon and without an error."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifiers import channels, deadlines, demands, entities, forms, language, suspicions, traits
from classifiers.document import Document
from classifiers.labels import Label
from classifiers.sample import Sample

SECONDS = 8.0
"""Generous for a busy machine; a catastrophic pattern takes minutes."""


def read(text: str) -> None:
    document = Document.of(Sample(text=text))
    for extractor in (deadlines, demands, entities, channels, suspicions):
        for found in extractor.extract(document) if extractor is not entities else ():
            quote = getattr(found, "quote", "")
            assert quote in text
    entities.extract(document)
    forms.fingerprint(document)
    language.detect(text)
    traits.appealable(document)
    traits.final(document)
    traits.deficits(document)
    traits.tracks(document, Label.CLOSURE_NOTICE)


PIECES = [
    "1 day ", "90日以内に", "請求書を", "please send invoices ", "ASIN: B07QK4ZT1M,", "(", ", and ", " ", "\n", "a.@", "-", "十",
    "¥1,234 ", "12 december 2023 ", "2023年12月5日", "a\u200b", "case id ", "- invoice\n", "if you do not ", "場合は、", "> ",
    "「", "請求書または", "1,234,", "within the next ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_repetition_costs_no_minutes(piece: str) -> None:
    started = time.perf_counter()
    read(piece * (60_000 // len(piece)))
    assert time.perf_counter() - started < SECONDS


WORDS = st.sampled_from(
    [
        "請求書", "を", "お送り", "ください", "。", "90日以内", "停止日から", "いたします",
        "閉鎖", "まで", "2023年12月5日", "、", "「", "」",
        "if", "within", "7 days", "please", "send", "invoices", "by", "12/5/2023", "\n", " ", "- ", "ASIN:", "B07QK4ZT1M",
        "¥1,000", "(", ")", "\u200b", "ｶﾞ", "１", ":", "?", "■",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60).map("".join))
def test_every_quote_stands_in_the_text(text: str) -> None:
    read(text)
