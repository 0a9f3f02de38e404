"""What is wanted, and what is merely mentioned. Wordings here are not those of the corpus."""

import pytest

from classifiers import demands
from classifiers.labels import DemandKind, Label


def read(text: str) -> list[tuple[str, int | None]]:
    return [(found.kind.value, found.age_days) for found in demands.extract(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "To reinstate your account, please send us the following information:\n\n"
            "• Copies of invoices or receipts from your supplier issued in the past 365 days. These should reflect your sales.\n"
            "• Contact information for your supplier, including name, phone number, address and website.\n\n"
            "You may remove pricing information.",
            [("invoice", 365), ("supplier_contact", None)],
        ),
        (
            "次の情報をお送りください:\n\n-- 過去365日以内に発行された、仕入れ先からの請求書のコピー。\n"
            "-- 仕入れ先の連絡先情報(名前、電話番号、住所など)。\n\n価格情報は削除していただいて構いません。",
            [("invoice", 365), ("supplier_contact", None)],
        ),
        (
            "お手数ですが、改善計画書と直近3か月以内の仕入伝票のコピーをご提出いただきますようお願いいたします。",
            [("plan", None), ("invoice", 90)],
        ),
        (
            "To appeal, you must provide a Plan of Action, invoices dated within the last 180 days, "
            "and a Letter of Authorization.",
            [("plan", None), ("invoice", 180), ("letter_of_authorization", None)],
        ),
        (
            "以下をメールに添付してご返送願います。\n（１）納品書の写し（過去１８０日以内）\n（２）商品の外観写真 ６面",
            [("delivery_note", 180), ("photos", None)],
        ),
        (
            "本人確認のため、以下の書類が必要です。\n・運転免許証またはパスポート\n・過去180日以内に発行された銀行の取引明細書\n"
            "・90日以内に発行された公共料金の領収書(電気、ガス、水道)",
            [("identity", None), ("bank", 180), ("address_proof", 90)],
        ),
        (
            "Please upload:\n1. Your passport\n2. A utility bill dated within the last 90 days\n3. A voided check",
            [("identity", None), ("address_proof", 90), ("bank", None)],
        ),
        (
            "Please submit the following:\n- Copies of invoices, contracts, delivery orders, or authorization letters from your "
            "supplier issued in the last 365 days",
            [("invoice", 365), ("delivery_note", 365), ("letter_of_authorization", None)],
        ),
        (
            "過去90日以内に発行された請求書、納品書および改善計画書をご提出ください。",
            [("invoice", 90), ("delivery_note", 90), ("plan", None)],
        ),
        ("改善計画書を改めてご提出ください。", [("plan", None)]),
        ("Please send a passport and a bank statement of the last 90 days.", [("identity", None), ("bank", 90)]),
        ("Your plan of action must cover:\n- the root cause\n- what you have done\n- how you will prevent it", [("plan", None)]),
        ("改善計画には以下を含めてください。\n・根本原因\n・実施した措置\n・再発防止策", [("plan", None)]),
        (
            "販売許可書または12か月以内の請求書を提出していただく必要があります。",
            [("letter_of_authorization", None), ("invoice", 365)],
        ),
    ],
)
def test_wanted(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We received the invoice you sent on 5 May. We could not verify your supplier.",
        "You do not need to send an invoice at this time.",
        "請求書を受け取りました。書類を確認しましたが、不十分です。",
        "お送りいただいた請求書は、仕入先に確認することができませんでした。",
        "改善計画をお送りいただき、ありがとうございます。",
        "納品書の提出は不要です。",
        "Reasons why papers are refused:\n- invoices without a date\n- receipts from a shop",
        "Amazon Adsの請求書が発行されました。広告コンソールからダウンロードできます。",
    ],
)
def test_mentioned_only(text: str) -> None:
    assert read(text) == []


def test_quote_and_asins() -> None:
    text = "B07QK4ZT1M について、過去３６５日以内の請\n求書をお送りください。"
    (found,) = demands.extract(text)
    assert found.kind is DemandKind.INVOICE
    assert found.quote in text
    assert found.asins == ("B07QK4ZT1M",)


def test_two_papers_of_one_kind_in_a_list_are_two() -> None:
    found = read("次の書類をご提出ください。\n・パスポート\n・登記簿謄本(発行後3か月以内)")
    assert found == [("identity", None), ("identity", 90)]


def test_a_paper_named_again_in_prose_is_one() -> None:
    assert read("請求書をお送りください。\n請求書は必ずメールに添付して、請求書をお送りください。") == [("invoice", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only an invoice of the maker could change our mind.", [("invoice", None)]),
        ("What we need instead is a water bill not older than 60 days.", [("address_proof", 60)]),
        ("If you send a new plan that deals with it, we will read it.", [("plan", None)]),
        ("納品書がまだ届いていません。", [("delivery_note", None)]),
        ("Submit a declaration of performance with serial numbers.", [("other", None)]),
        ("商品の入手先を説明してください。", [("explanation", None)]),
        ("口座名義と口座番号が記載された明細書を送付してください。", [("bank", None)]),
        ("Kindly upload the following there. It should not take long.\n1. a plan of action", [("plan", None)]),
        ("Please tell us:\n- what caused the delays\n- the steps you have taken", [("plan", None)]),
    ],
)
def test_wanted_in_other_words(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert read(text) == expected


def test_a_receipt_asks_for_nothing() -> None:
    text = "Please have your passport ready."
    assert demands.extract(text) != ()
    assert demands.extract(text, Label.ACKNOWLEDGEMENT) == ()


def test_a_form_prints_its_papers_on_one_line() -> None:
    found = demands.extract("４　提出書類　(1) 業務改善報告書　(2) 領収書")
    assert [one.kind for one in found] == [DemandKind.PLAN, DemandKind.INVOICE]
    assert demands.extract("提出書類 の確認が完了しました。") == ()
