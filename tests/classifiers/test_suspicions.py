"""Codes of content that speaks for a lure; never a verdict."""

from classifiers import suspicions
from classifiers.sample import Sample

CONSOLE = "https://sellercentral.amazon.co.jp/performance/dashboard"


def test_a_genuine_notice_is_clean() -> None:
    notice = Sample(
        text=f"アカウントを停止しました。7日以内に請求書を「アカウント健全性」から送信してください。{CONSOLE}",
        subject="重要なお知らせ",
        links=((CONSOLE, CONSOLE), ("申し立て", CONSOLE)),
        attachment_names=("guide.pdf",),
    )
    assert suspicions.extract(notice) == ()


def test_a_buyers_lure() -> None:
    lure = Sample(
        text="アカウントが停止されました。24時間以内に下記のリンクからログインし、お支払い方法を更新してください。",
        subject="【Аmazon】緊急のお知らせ",
        links=(("https://www.amazon.co.jp/ap/signin", "https://amazon-jp.example.cn/login"),),
        attachment_names=("明細.HTML",),
    )
    assert suspicions.extract(lure) == (
        "login_demanded",
        "link_mismatch",
        "brand_lookalike",
        "short_threat",
        "odd_attachment",
        "card_or_bank_data_wanted",
    )


def test_money_ready_and_hidden_letters() -> None:
    lure = (
        "A\u200bm\u200ba\u200bzon: your payout is ready. Sign in to confirm your bank account within 48 hours or it is cancelled."
    )
    found = suspicions.extract(lure)
    assert "zero_width_brand" in found
    assert "money_ready_lure" in found
    assert "short_threat" in found


def test_an_emoji_hides_nothing() -> None:
    assert suspicions.extract("Amazon ❤\ufe0f セラーの皆様へ") == ()


def test_shown_and_target_host() -> None:
    plain = Sample(text="x", links=(("amazon.co.jp", "https://www.amazon.co.jp/help"), ("ヘルプ", "https://forms.example.org/q")))
    assert suspicions.extract(plain) == ()
    turned = Sample(text="x", links=(("www.amazon.com", "https://example.org/amazon"),))
    assert suspicions.extract(turned) == ("link_mismatch",)
