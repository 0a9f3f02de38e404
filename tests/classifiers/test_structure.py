"""Lines, sections, sentences and what a sentence states without condition."""

import pytest

from classifiers import clauses, sections
from classifiers.document import Document
from classifiers.lines import Role
from classifiers.sample import Sample
from classifiers.sections import SectionKind

SECOND_GENERATION = """佐藤 様

アカウントを一時停止しました。

■この措置がとられた理由
偽物であるとの申し出がありました。

■アカウントを再開する方法
-- 請求書
-- 改善計画

■情報の送信方法
返信してください。

■売上金について
留保されます。

アカウントスペシャリスト"""
THIRD_GENERATION = """Dear Jo,

Your account has been deactivated.

Why is this happening?
We found a violation.

How do I reactivate my account?
Send us a plan of action.

How do I send the required information?
Use the Appeal button.

Has your account been deactivated in error?
Tell us why.

What happens if I do not send the requested information?
Your account stays closed.

WHAT ABOUT MY FUNDS
They are held.

ASIN: B07QK4ZT1M"""


def kinds(text: str) -> list[SectionKind]:
    return [section.kind for section in sections.split(text)]


def test_marked_headings() -> None:
    found = kinds(SECOND_GENERATION)
    assert found[0] is SectionKind.GREETING
    assert found[1:5] == [SectionKind.WHY, SectionKind.REOPEN, SectionKind.HOW_TO_SEND, SectionKind.FUNDS]
    assert found[-1] is SectionKind.SIGNATURE


def test_question_headings() -> None:
    found = kinds(THIRD_GENERATION)
    for kind in (
        SectionKind.WHY,
        SectionKind.REOPEN,
        SectionKind.HOW_TO_SEND,
        SectionKind.IN_ERROR,
        SectionKind.WHAT_IF_NOT,
        SectionKind.FUNDS,
    ):
        assert kind in found, kind


def test_headings_and_bodies_are_original_words() -> None:
    section = next(part for part in sections.split(SECOND_GENERATION) if part.kind is SectionKind.REOPEN)
    assert section.heading == "■アカウントを再開する方法"
    assert section.body == "-- 請求書\n-- 改善計画"


@pytest.mark.parametrize("text", ["", "\n\n\n", " "])
def test_nothing_has_no_sections(text: str) -> None:
    assert sections.split(text) == ()
    assert clauses.sentences(text) == ()


def test_sentences_of_both_languages() -> None:
    found = [
        sentence.text
        for sentence in clauses.sentences("停止しました。ご返信ください!\nWe closed it, e.g. on 5 May. Send a plan.")
    ]
    assert found == ["停止しました。", "ご返信ください!", "we closed it, e.g. on 5 may.", "send a plan."]


def test_items_lose_their_marker() -> None:
    items = [
        sentence
        for sentence in clauses.sentences("次の書類をお送りください。\n(1) 請求書\n・納品書\n① 写真")
        if sentence.role is Role.ITEM
    ]
    assert [item.text for item in items] == ["請求書", "納品書", "写真"]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("If we can confirm it, we will reinstate your account.", ""),
        ("We will reinstate your account if you send a plan.", ""),
        ("We have deactivated your account.", "we have deactivated your account."),
        ("We may close your account.", ""),
        ("確認できた場合は、アカウントを再開します。", ""),
        ("確認が取れ次第、留保を解除します。", ""),
        ("アカウントを停止しました。", "アカウントを停止しました。"),
        ("アカウントを停止することがあります。", ""),
    ],
)
def test_conditions_are_no_events(text: str, stated: str) -> None:
    (sentence,) = clauses.sentences(text)
    assert clauses.assertion(sentence) == stated


def test_a_statement_beside_a_condition_counts() -> None:
    text = "Your account has been deactivated, and unless you appeal, it will be closed."
    (sentence,) = clauses.sentences(text)
    assert sentence.conditional
    assert "has been deactivated" in clauses.assertion(sentence)
    assert "closed" not in clauses.assertion(sentence)


def test_an_empty_mail_says_what_it_forwards() -> None:
    document = Document.of(Sample(text="下記ご確認ください", forwarded=("アカウントを停止しました。",)))
    assert document.text == "アカウントを停止しました。"
    assert Document.of(document) is document
