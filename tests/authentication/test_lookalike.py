"""Disguises of brand and domain, and the honest names that must not be taken for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.lookalike import Disguise, disguise, disguises_brand, is_official, names_brand


@pytest.mark.parametrize(
    "domain",
    [
        "amazom.co.jp", "amaz0n.co.jp", "arnazon.co.jp", "amzon.co.jp", "amazn.com", "amazoon.com", "amaazon.jp",
        "amaozn.com", "anazon.co.jp", "amazno.co.jp", "xn--mazon-3ve.com", "аmazon.co.jp", "amazоn.com",
        "αmazon.com", "amazon.co.jp.evil.com", "amazon.com.account.xyz", "amazon-co-jp.com",
        "amazon.co.jp-account.xyz", "amazon-account.com", "amazon-support.jp", "account-amazon.jp",
        "security-amazon.com", "f3dven-amazon.com", "amazoncojp.com", "amazonsupport.com", "amazonservice.jp",
        "amazon-jp.xyz", "amazon.evil.example", "www.amazon.cn.com", "co.jp.amazon.top", "amazon-verify.com",
        "amazon123.com", "login.arnazon.example.jp.amaz0n.com",
    ],
)  # fmt: skip
def test_domains_that_have_no_honest_use(domain: str) -> None:
    assert disguise(domain) is Disguise.STRONG


@pytest.mark.parametrize(
    "domain",
    [
        "amazon.co.jp", "email.amazon.co.jp", "amazon.com", "sell.amazon.com", "amazon.jp", "marketplace.amazon.co.jp",
        "amazonsellerservices.com", "eu-west-1.amazonses.com", "amazonaws.com", "example.jp", "gmail.com",
        "rakuten.co.jp", "amazone.de", "amazonas.gov.br", "maison.co.jp", "mason.example", "jason.com",
    ],
)  # fmt: skip
def test_domains_that_are_amazons_or_nobodys_disguise(domain: str) -> None:
    assert disguise(domain) is not Disguise.STRONG


@pytest.mark.parametrize(
    "domain", ["amazonia.example", "amazonsellerslawyer.com", "amazon-lab.jp", "amazonas.gov.br", "amazon-zaiko.example"]
)
def test_domains_that_name_amazon_as_consultants_do(domain: str) -> None:
    assert disguise(domain) is Disguise.WEAK


@pytest.mark.parametrize(
    "name",
    [
        "Amazon", "AMAZON", "Ａｍａｚｏｎ", "アマゾン", "ｱﾏｿﾞﾝ", "Amazon.co.jp", "amazon.com",
        "Amazon カスタマーサービス", "Amazon.co.jp カスタマーサービス", "アマゾン カスタマーサービス",
        "アカウントスペシャリスト", "アカウント・スペシャリスト", "Amazon アカウントスペシャリスト", "Amazon Services",
        "Amazon Seller Performance", "Seller Performance Team", "Seller Performance", "【Amazon】",
        "[Amazon] お知らせ", "Amazon Japan", "アマゾンジャパン合同会社", "Amazonセラーセントラル", "Amazonプライム",
        "Amazon Pay", "Аmazon", "Ama\u200bzon", "amaz0n", "Arnazon Support", "αmazon.co.jp", "Amazon Seller Central",
        "カスタマーサービス Amazon", "Amazon-お知らせ", "amazon.co.jp 自動配信", "𝐀𝐦𝐚𝐳𝐨𝐧",
        "Amazоn カスタマーサポート",
    ],
)  # fmt: skip
def test_names_that_only_amazon_would_use(name: str) -> None:
    assert is_official(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "アマゾン出品コンサル協会", "AMZ Tools", "Amazon sellers forum digest", "Amazonia Travel",
        "Amazon Sellers Lawyer", "アマゾン物販大学", "山田太郎", "楽天市場", "Amazon運営代行の山田",
        "アマゾン川ツアー", "Amazon広告ラボ", "カスタマーサービス", "サポートセンター", "The Amazon Podcast",
        "Yahoo!ショッピング", "amazonギフト券買取ドットコム", "重要なお知らせ", "Account Services",
        "セラー向けセミナー事務局", "山田 - Amazonマーケットプレイス",
    ],
)  # fmt: skip
def test_names_that_others_use_honestly(name: str) -> None:
    assert not is_official(name)


@pytest.mark.parametrize(
    "text", ["Аmazon からのお知らせ", "Ama\u200bzon", "A\u00admazon", "amaz0n", "αmazon", "𝐀mazon", "Amazоn", "ᴀmazon", "Arnazon"]
)
def test_a_brand_in_disguise(text: str) -> None:
    assert disguises_brand(text)
    assert names_brand(text)


@pytest.mark.parametrize(
    "text",
    ["Amazon", "ＡＭＡＺＯＮ", "Amazonからのお知らせ", "アマゾン", "Amazon 🛍️ amazon", "普通の件名", "", "modern amazing zone"],
)
def test_a_brand_written_plainly(text: str) -> None:
    assert not disguises_brand(text)


@given(st.text(max_size=200))
def test_no_text_makes_it_raise(text: str) -> None:
    disguises_brand(text)
    names_brand(text)
    is_official(text)
    disguise(text)
