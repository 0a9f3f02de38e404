"""What is fetched whole, and what of an ordinary inbox is passed over."""

import random

import pytest

from mailbot import i18n
from mailbot.parsing import headers
from mailbot.triage import Triage, TriageContext, decide
from tests.parsing.mail import Header, build, cp50221

CONTEXT = TriageContext(own_addresses=frozenset({"seller@example.jp"}), known_ids=frozenset({"<known@amazon.co.jp>"}))


def _decided(*lines: Header, context: TriageContext = CONTEXT) -> Triage:
    found = decide(headers(build(*lines)), context)
    for language in i18n.LANGUAGES:
        assert i18n.load(language)(f"triage.{found.reason}", **found.values)
    return found


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([("From", "Amazon <a@amazon.co.jp>")], "from_amazon"),
        ([("From", "a@email.amazon.co.jp")], "from_amazon"),
        ([("From", "donotreply@amazon.com")], "from_amazon"),
        ([("From", "x <abc@marketplace.amazon.co.jp>")], "from_amazon"),
        ([("From", "a@amazonsellerservices.com")], "from_amazon"),
        ([("From", "list@example.com"), ("Reply-To", "a@amazon.co.jp")], "from_amazon"),
        ([("From", "list@example.com"), ("Sender", "a@amazon.co.jp")], "from_amazon"),
        ([("From", "x@example.com"), ("Return-Path", "<1@bounces.amazon.co.jp>")], "from_amazon"),
        ([("From", "x@amaz0n.co.jp")], "lookalike_domain"),
        ([("From", "x@amazon-lab.jp")], "lookalike_domain"),
        ([("From", "x@amazon.co.jp.evil.com")], "lookalike_domain"),
        ([("From", "x@evil.example"), ("Reply-To", "y@xn--mazon-3ve.com")], "lookalike_domain"),
        ([("From", "Amazon <x@evil.example>")], "name_of_amazon"),
        ([("From", "アマゾン <x@evil.example>")], "name_of_amazon"),
        ([("From", b"=?iso-2022-jp?B?GyRCJSIlXiU+JXMbKEI=?= <x@evil.example>")], "name_of_amazon"),
        ([("From", cp50221("アマゾン") + b" <x@evil.example>")], "name_of_amazon"),
        ([("From", "アカウントスペシャリスト <x@evil.example>")], "name_of_amazon"),
        ([("From", "Ama\u200bzon <x@evil.example>")], "name_of_amazon"),
        ([("From", "Аmazоn <x@evil.example>")], "name_of_amazon"),
        ([("From", "amazon.support@gmail.com")], "name_of_amazon"),
        ([("From", "x@evil.example"), ("Subject", "【Amazon】お支払いの確認")], "subject_names_amazon"),
        ([("From", "x@evil.example"), ("Subject", "Your Аmazоn account")], "subject_names_amazon"),
        ([("From", "x@evil.example"), ("Subject", "A m a z o n".replace(" ", "\u200b"))], "subject_names_amazon"),
        ([("From", "x@evil.example"), ("Subject", "アマゾンからのお知らせ")], "subject_names_amazon"),
        ([("From", "x@evil.example"), ("Subject", "出品用アカウント停止のお知らせ")], "subject_of_sellers"),
        ([("From", "x@evil.example"), ("Subject", "要ご対応:出品調査のご連絡")], "subject_of_sellers"),
        ([("From", "x@evil.example"), ("Subject", "Your selling account has been suspended")], "subject_of_sellers"),
        ([("From", "x@evil.example"), ("Subject", "Seller Central sign-in alert")], "subject_of_sellers"),
        ([("From", "x@evil.example"), ("In-Reply-To", "<known@amazon.co.jp>")], "known_thread"),
        ([("From", "x@evil.example"), ("References", "<a@b> <known@amazon.co.jp> <c@d>")], "known_thread"),
        ([("From", "Seller@example.jp"), ("To", "x@example.com"), ("Cc", "disbursement-appeals@amazon.co.jp")], "to_amazon"),
        ([("From", "x@evil.example"), ("DKIM-Signature", "v=1; a=rsa-sha256; d=amazon.co.jp; s=x")], "signed_by_amazon"),
        ([("From", "x@b.jp"), ("Subject", "x"), ("X-Long", "x" * 400_000)], "headers_unreadable"),
    ],
)  # fmt: skip
def test_what_is_fetched(lines: list[Header], reason: str) -> None:
    found = _decided(*lines)
    assert (found.fetch, found.reason) == (True, reason)


_SHOPS = [
    "rakuten.example",
    "yodobashi.example",
    "mercari.example",
    "post.japanpost.example",
    "news.example.co.jp",
    "bank.example.jp",
    "gmail.com",
]
_SUBJECTS = [
    "ご注文の確認（自動配信メール）", "発送のお知らせ", "【楽天】ポイント還元祭", "売上金の振込が完了しました",
    "【重要】アカウント停止のお知らせ", "Your order has shipped", "アカウントのセキュリティ通知",
    "要ご対応: お支払い方法", "必要なアクション", "出品した商品が購入されました", "Weekly newsletter",
    "Re: 打ち合わせの件", "請求書送付の件", "Payment received", "Verify your account", "アマチュア無線", "ゾーン30",
    "maison sale", "ご当選おめでとうございます", "Sign-in from a new device", "FBI warning", "asian food",
]  # fmt: skip


@pytest.mark.parametrize("subject", _SUBJECTS)
@pytest.mark.parametrize("shop", _SHOPS)
def test_an_ordinary_inbox_is_passed_over(shop: str, subject: str) -> None:
    lines = [
        ("Return-Path", "<01010170@ap-northeast-1.amazonses.com>"),
        ("Received", "from a by mx.example.jp; Thu, 14 Mar 2019 10:00:00 +0900"),
        ("DKIM-Signature", "v=1; a=rsa-sha256; d=amazonses.com; s=x; h=from; b=AAAA"),
        ("DKIM-Signature", f"v=1; a=rsa-sha256; d={shop}; s=x; h=from; b=AAAA"),
        ("From", f"お店 <info@{shop}>"),
        ("To", "seller@example.jp"),
        ("Subject", subject),
        ("Message-ID", "<x@ap-northeast-1.amazonses.com>"),
        ("References", "<y@example.com>"),
    ]
    assert _decided(*lines) == Triage(fetch=False, reason="nothing_of_amazon")


def test_the_sellers_mail_to_others_is_passed_over() -> None:
    assert not _decided(("From", "seller@example.jp"), ("To", "friend@example.com"), ("Subject", "お礼")).fetch


def test_scope_all_fetches_everything() -> None:
    assert _decided(("From", "x@example.com"), context=TriageContext(scope="all")).reason == "scope_all"


def test_further_domains_are_wanted() -> None:
    context = TriageContext(domains=frozenset({"lawyer.example"}))
    assert _decided(("From", "a@mail.lawyer.example"), context=context).reason == "wanted_domain"
    assert not _decided(("From", "a@notlawyer.example"), context=context).fetch


def test_ordinary_headers_do_not_pass() -> None:
    chance = random.Random(1)
    mails = [
        build(
            ("Received", "from a by b; Thu, 14 Mar 2019 10:00:00 +0900"),
            ("From", f"=?utf-8?B?44GK5bqX?= <info{number}@{chance.choice(_SHOPS)}>"),
            ("To", "seller@example.jp"),
            ("Subject", chance.choice(_SUBJECTS)),
            ("Date", "Thu, 14 Mar 2019 10:00:00 +0900"),
        )
        for number in range(400)
    ]
    assert not [mail for mail in mails if decide(headers(mail), CONTEXT).fetch]
