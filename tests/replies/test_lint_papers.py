"""Lint of what a letter says about its papers and its sources: how a scan was made, and purchases that the supply hides."""

import pytest

from replies import lint
from replies.lint import LintContext

CAUSE = {
    "ja": "1. 根本原因\n小売店で購入した18個を、卸から仕入れた商品と同じSKUで納品していました。\n\n2. 仕入れと納品\n",
    "en": "1. Root cause\nThe cause was that 18 units bought at retail were shipped under the same SKU.\n\n"
    "2. Sourcing and deliveries\n",
}


def rules(text: str, language: str) -> set[str]:
    return {finding.rule for finding in lint.check(text, language, LintContext())}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ja", "受領印が薄かったため、書類の読み取りの濃さを上げて保存し直しました。"),
        ("ja", "納品書のコントラストを修正しました。"),
        ("ja", "請求書の画像の傾きを修正し、PDFに変換しました。"),
        ("ja", "書類のスキャンの解像度を修正していました。"),
        ("en", "We adjusted the contrast of the scanned invoice."),
        ("en", "We changed the resolution of the document scan."),
    ],
)
def test_how_a_scan_was_made_is_no_alteration(language, sentence):
    assert "admits_alteration" not in rules(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ja", "請求書のコントラストを上げ、金額を修正しました。"),
        ("ja", "納品書の数量を読み取りの後で書き換えました。"),
        ("ja", "書類の日付を加工しました。"),
        ("en", "We changed the contrast and edited the dates of the invoice."),
        ("en", "We modified the quantities on the document after the scan."),
    ],
)
def test_what_a_paper_says_may_not_be_changed_with_it(language, sentence):
    assert "admits_alteration" in rules(sentence, language)


@pytest.mark.parametrize(
    ("language", "hidden", "shown"),
    [
        ("ja", "仕入先：株式会社サンプル商事", "ほかの仕入れ：2018年3月に小売店2店から18個を購入しました(領収書は別紙8)。"),
        ("en", "Supplier: Sample Trading Ltd", "Other source: 18 units bought at two retail stores (receipts: Annex 8)"),
    ],
)
def test_a_retail_purchase_that_the_cause_tells_must_stand_in_the_supply(language, hidden, shown):
    assert "retail_unlisted" in rules(CAUSE[language] + hidden, language)
    assert "retail_unlisted" not in rules(f"{CAUSE[language]}{hidden}\n{shown}", language)
    assert "retail_unlisted" not in rules(CAUSE[language].split("\n\n")[0], language)
