"""Folding and unwrapping: what rules match against, and the way back to the words as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.normalise import LIMIT, fold, fold_line


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＳＩＮ：Ｂ０７ＱＫ４ＺＴ１Ｍ", "asin:b07qk4zt1m"),
        ("A\u200bma\u00adz\u200don", "amazon"),
        ("\u202eАmazоn\u202c", "amazon"),  # Cyrillic А and о
        ("Αmazon", "amazon"),  # Greek Alpha
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("ハ\u309aスワード", "パスワード"),
        ("９０日〜３か月", "90日~3か月"),
        ("365‑day — window", "365-day - window"),
        ("“quoted” ‘words’", "\"quoted\" 'words'"),
        ("① 請求書", "① 請求書"),
        ("❤\ufe0f 絵文字", "❤ 絵文字"),
    ],
)
def test_one_spelling(written: str, folded: str) -> None:
    assert fold_line(written) == folded
    assert fold(written).text == folded


def test_quotes_come_from_the_original() -> None:
    folded = fold("本日より\u200b１７日以内に\nご返信く\nださい。")
    start = folded.text.index("17日以内")
    assert folded.quote(start, start + len("17日以内")) == "１７日以内"
    assert "ご返信ください。" in folded.text
    begin = folded.text.index("ください")
    assert folded.quote(begin, begin + 4) == "く\nださい"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_every_quote_is_a_substring(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    for start in range(0, len(folded.text), 7):
        assert folded.quote(start, min(len(folded.text), start + 9)) in text


def test_a_wrap_of_thirty_five_characters_is_undone() -> None:
    sentence = (
        "出品の再開をご希望の場合は、改善計画書と、直近365日以内に発行された請求書の写しを添えて、"
        "本メールの送信日より17日以内に、このメールへの返信にてお送りくださいますようお願い申し上げます。"
    )
    wrapped = "\n".join(sentence[index : index + 35] for index in range(0, len(sentence), 35))
    assert fold(wrapped).text == fold(sentence).text


def test_a_wrap_of_seventy_two_columns_is_undone_and_lists_stay() -> None:
    text = (
        "We have removed your selling privileges because buyers told us that\n"
        "the items they received from you were not authentic. Please send us the\n"
        "following papers within 17 days of this message, by reply to this mail:\n"
        "\n"
        "- Invoices from your supplier issued in the\n"
        "  last 365 days\n"
        "- Contact details of the supplier\n"
        "\n"
        "Regards,\n"
        "Seller Performance Team"
    )
    lines = fold(text).text.split("\n")
    assert lines[0].startswith("we have removed")
    assert lines[0].endswith("by reply to this mail:")
    assert "- invoices from your supplier issued in the last 365 days" in lines
    assert "- contact details of the supplier" in lines


def test_lines_that_were_not_wrapped_stay_apart() -> None:
    text = "ASIN: B07QK4ZT1M\n商品名: 空気入れ\n苦情の種類: 偽物\n\n対象商品\n空気入れ\n自転車"
    assert fold(text).text.count("\n") == text.count("\n")


def test_quote_marks_of_pasted_mail_are_no_text() -> None:
    assert fold("> Provide:\n> - invoices").text == "provide:\n- invoices"


def test_long_text_is_cut() -> None:
    assert len(fold("あ" * (LIMIT + 500)).text) == LIMIT
