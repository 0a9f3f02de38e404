"""Traits beside the label."""

import pytest

from classifiers import language, rules, traits
from classifiers.labels import Deficit, Direction, Label, Track
from classifiers.sample import Sample, SenderKind, Signal


def test_a_word_of_closing_is_not_final_by_itself() -> None:
    text = "出品用アカウントは閉鎖されました。再開するには、改善計画をご提出ください。"
    assert not traits.final(text, Label.CLOSURE_NOTICE)
    assert traits.appealable(text, Label.CLOSURE_NOTICE)


@pytest.mark.parametrize(
    "text",
    [
        "この決定は最終的なものであり、変更されることはございません。",
        "We have decided not to reinstate your account. This decision is final.",
        "今後の申し立ては受け付けません。",
        "We will not review further appeals. No further appeals will be considered.",
    ],
)
def test_final(text: str) -> None:
    assert traits.final(text, Label.TEMPLATE_REJECTION)
    assert not traits.final(text, Label.RESERVE_CHANGE)


def test_a_condition_is_not_final() -> None:
    assert not traits.final("If you do not appeal, the closure is final.", Label.CLOSURE_NOTICE)


@pytest.mark.parametrize(
    "text",
    [
        "請求書の原本をお送りください。ご返信をいただけない場合は、以後のお問い合わせに回答いたしかねます。",
        "Please send the invoice. If you do not reply, we will not answer further emails.",
    ],
)
def test_silence_threatened_with_silence_is_not_the_end(text: str) -> None:
    assert not traits.final(text, Label.TEMPLATE_REJECTION)
    assert traits.appealable(text, Label.TEMPLATE_REJECTION)


def test_a_last_word_that_hangs_on_a_condition_leaves_a_way_back() -> None:
    text = "改善計画書を改めてご提出ください。3回目でも不十分な場合は、以後のご連絡には回答いたしません。"
    assert traits.appealable(text, Label.TEMPLATE_REJECTION)


def test_what_amazon_will_not_answer_is_no_remedy() -> None:
    text = "出品用アカウントを再開することはできません。本決定は最終的なものです。以後のご連絡には返信いたしかねます。"
    assert traits.final(text, Label.FORGERY_ALLEGATION)
    assert not traits.appealable(text, Label.FORGERY_ALLEGATION)


def test_three_classic_deficits() -> None:
    text = (
        "Your plan does not have enough information. Please send:\n"
        "-- Greater detail on the root causes of the issue\n"
        "-- Greater detail on the actions you have taken to resolve it\n"
        "-- Greater detail on the steps you have taken to prevent it going forward"
    )
    assert traits.deficits(text) == (Deficit.ROOT_CAUSE, Deficit.ACTIONS, Deficit.PREVENTION)


@pytest.mark.parametrize(
    ("text", "deficit"),
    [
        ("ご提出いただいた書類は不鮮明で、確認できませんでした。", Deficit.DOCUMENTS),
        ("We could not verify the invoices you submitted.", Deficit.DOCUMENTS),
        ("計画に書かれた措置はまだ実行されていません。対策が実施されていないことを確認しました。", Deficit.NOT_IMPLEMENTED),
        ("This is not the correct channel for your appeal. Click Appeal on Account Health.", Deficit.WRONG_CHANNEL),
        ("アカウントの再開には至りませんでした。", Deficit.UNSPECIFIED),
    ],
)
def test_deficits(text: str, deficit: Deficit) -> None:
    assert deficit in traits.deficits(text)


def test_acts_and_tracks_of_a_closure() -> None:
    text = "アカウントを停止しました。売上金は留保されます。倉庫の在庫は30日以内に返送または廃棄をご依頼ください。"
    assert traits.secondary(text, Label.CLOSURE_NOTICE) == (Label.FUNDS_WITHHELD, Label.INVENTORY_NOTICE)
    assert traits.tracks(text, Label.CLOSURE_NOTICE) == (Track.ACCOUNT, Track.FUNDS, Track.STOCK)


def test_conditional_acts_are_none() -> None:
    text = (
        "Thank you for your appeal. It is not enough. If we can verify it, we will reinstate your account and release your funds."
    )
    assert Label.REINSTATEMENT not in traits.secondary(text, Label.TEMPLATE_REJECTION)
    assert Label.FUNDS_RELEASED not in traits.secondary(text, Label.TEMPLATE_REJECTION)


def test_listing_or_account() -> None:
    assert traits.tracks("Your listing has been reinstated. Your account is in good standing.", Label.REINSTATEMENT) == (
        Track.LISTING,
    )
    assert traits.tracks("Your account has been reinstated.", Label.REINSTATEMENT) == (Track.ACCOUNT,)
    assert traits.tracks("Your order was shipped.", Label.OTHER_AMAZON) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("アカウントを停止しました。", "ja"),
        ("Your account has been deactivated by our team.", "en"),
        ("Wir haben Ihr Verkäuferkonto gesperrt und bitten Sie um die Rechnung.", "de"),
        ("Votre compte vendeur est suspendu pour une raison que nous vous expliquons.", "fr"),
        ("Il tuo account è stato sospeso per una violazione delle norme.", "it"),
        ("Hemos desactivado su cuenta por una infracción de las políticas.", "es"),
        ("您的卖家账户已被停用。", "zh"),
        ("", "und"),
        ("B07QK4ZT1M 250-1234567-7654321", "und"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language.detect(text) == code


def test_rules_decide_only_what_headers_prove() -> None:
    assert rules.certain(Sample(text="x", sender_kind=SenderKind.RELAY)) == (Label.OTHER_AMAZON, "relay")
    assert rules.certain(Sample(text="x", signals=frozenset({Signal.BOUNCE}))) == (Label.NOT_AMAZON, "bounce")
    assert rules.certain(Sample(text="停止しました", sender_kind=SenderKind.AMAZON)) == (None, "")
    outgoing = Sample(text="x", signals=frozenset({Signal.LIST}), direction=Direction.OUTGOING)
    assert rules.certain(outgoing) == (None, "")


@pytest.mark.parametrize(
    "text",
    [
        "We will not accept an appeal. The account is closed.",
        "On account of this, no appeal of yours will be read any more.",
        "Both of the appeals you had are used up. There won't be a third.",
        "No reply is necessary and none will be given.",
        "本件に関しまして、今後お便りを頂戴いたしましてもお返事いたしかねます。",
        "再審査は今回をもって終了とし、以後のご依頼はお受けいたしかねます。",
        "結論は確定しており、異議を受け付ける手続きは設けていません。",
    ],
)
def test_what_is_not_read_any_more_is_final(text: str) -> None:
    assert traits.final(text, Label.TEMPLATE_REJECTION)


@pytest.mark.parametrize(
    "text",
    [
        "At this time your account will not be reinstated.",
        "The account was permanently closed. Send us a plan of action to have it looked at again.",
        "この窓口では申し立てを受け付けておりません。",
        "アカウントは現時点では再開できません。",
    ],
)
def test_refusals_for_the_time_being_and_wrong_places_are_not_final(text: str) -> None:
    assert not traits.final(text, Label.TEMPLATE_REJECTION)


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Please upload a passport. Otherwise selling will be limited.", Label.IDENTITY_VERIFICATION, True),
        ("Please send invoices for the item, or the listing will be removed.", Label.AUTHENTICITY_INQUIRY, True),
        ("We received your documents. Please send nothing more.", Label.ACKNOWLEDGEMENT, False),
        ("A court order obliges us to remove the listing. You may appeal to the court.", Label.POLICY_WARNING, False),
        ("返信は不要です。規約をご確認ください。", Label.POLICY_WARNING, False),
        ("倉庫の在庫は30日以内に返送または廃棄をご依頼ください。", Label.INVENTORY_NOTICE, False),
        ("残高はお支払いできません。書類をお送りください。", Label.FUNDS_WITHHELD, False),
    ],
)
def test_appealable_by_label(text: str, label: Label, *, expected: bool) -> None:
    assert traits.appealable(text, label) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("改善策は今後の心がけにとどまり、すでにご迷惑をおかけした件への対処が見当たりません。", (Deficit.ACTIONS,)),
        ("It is silent about how incoming stock is checked nowadays.", (Deficit.PREVENTION,)),
        ("原因と対策を書き直した計画を再度お送りください。", (Deficit.ROOT_CAUSE, Deficit.ACTIONS)),
        ("電話での申し立ては認められておりません。", (Deficit.WRONG_CHANNEL,)),
    ],
)
def test_what_a_clause_says_is_missing(text: str, expected: tuple[Deficit, ...]) -> None:
    assert traits.deficits(text) == expected
