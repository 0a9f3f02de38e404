"""The decision table, row by row; and the spoofs that it is there for."""

import base64
from datetime import UTC, datetime

import pytest

from mailbot import i18n
from mailbot.authentication import Resolver, Trust, judge
from mailbot.messages import Authenticity, Verdict
from mailbot.parsing import pasted
from tests.authentication.keys import nothing, resolve, signed, unreachable
from tests.parsing.mail import Header, build, cp50221, multipart, parsed, part

TRUST = Trust(authserv_ids=("mx.example.jp",), own_addresses=("Seller@example.jp",))
RECEIVED = ("Received", "from x by mx.example.jp; Thu, 14 Mar 2019 10:00:00 +0900")
AMAZON = ("From", "Amazon <seller-performance@amazon.co.jp>")
NOTICE = (
    "出品者様\n\n出品用アカウントを停止しました。\n90日以内に申し立てをしてください。\n\nAmazon.co.jp アカウントスペシャリスト"
)
LURE = """<p>お客様</p>
<p><a href="https://login.evil.example/x">https://www.amazon.co.jp/signin</a></p>
<p>Amazon カスタマーサービス</p>"""


def _mail(*lines: Header, body: str = NOTICE, kind: str = "text/plain; charset=utf-8") -> bytes:
    more = [("To", "seller@example.jp"), ("MIME-Version", "1.0"), ("Content-Type", kind)]
    return build(*lines, *more, body=body)


def _judged(content: bytes, resolver: Resolver | None = None, trust: Trust = TRUST) -> Authenticity:
    found = judge(parsed(content), content, trust, resolver)
    for reason in found.reasons:
        for language in i18n.LANGUAGES:
            assert i18n.load(language)(f"reason.{reason.code}", **reason.values)
    assert found.reasons
    return found


def _codes(found: Authenticity) -> list[str]:
    return [reason.code for reason in found.reasons]


def _stated(result: str) -> Header:
    return ("Authentication-Results", f"mx.example.jp; {result}")


# Genuine: an aligned DKIM pass, and nothing else.


def test_a_signature_that_we_verified_is_genuine() -> None:
    found = _judged(signed(_mail(AMAZON)), resolve)
    assert (found.verdict, _codes(found), found.claims_amazon) == (Verdict.GENUINE, ["dkim_verified"], True)


@pytest.mark.parametrize("domain", ["amazon.co.jp", "email.amazon.co.jp"])
def test_a_signature_that_the_trusted_server_verified_is_genuine(domain: str) -> None:
    found = _judged(_mail(_stated(f"dkim=pass header.d={domain}; dmarc=pass header.from=amazon.co.jp"), RECEIVED, AMAZON))
    assert (found.verdict, _codes(found)) == (Verdict.GENUINE, ["dkim_stated"])


@pytest.mark.parametrize(
    "stated",
    [
        "spf=pass smtp.mailfrom=amazon.co.jp",
        "spf=pass smtp.mailfrom=amazon.co.jp; dmarc=pass header.from=amazon.co.jp",
        "dkim=pass header.d=evil.example",
        "dkim=pass header.d=amazonses.com; spf=pass smtp.mailfrom=amazonses.com",
        "dkim=pass header.d=amazon.com",
        "dkim=fail header.d=amazon.co.jp",
        "dkim=pass",
        "none",
    ],
)
def test_everything_less_is_unproven(stated: str) -> None:
    found = _judged(_mail(_stated(stated), RECEIVED, AMAZON))
    assert (found.verdict, _codes(found)) == (Verdict.UNPROVEN, ["unsigned"])
    assert found.claims_amazon


def test_a_statement_of_a_server_that_nobody_trusts_is_nothing() -> None:
    content = _mail(_stated("dkim=pass header.d=amazon.co.jp"), RECEIVED, AMAZON)
    assert _judged(content, trust=Trust()).verdict is Verdict.UNPROVEN


def test_dmarc_fail_is_forged() -> None:
    found = _judged(_mail(_stated("dkim=none; dmarc=fail header.from=amazon.co.jp"), RECEIVED, AMAZON))
    assert (found.verdict, _codes(found)) == (Verdict.FORGED, ["dmarc_failed"])
    contradiction = _mail(_stated("dkim=pass header.d=amazon.co.jp; dmarc=fail header.from=amazon.co.jp"), RECEIVED, AMAZON)
    assert _judged(contradiction).verdict is Verdict.FORGED


def test_our_own_proof_outweighs_a_servers_dmarc_fail() -> None:
    assert _judged(signed(_mail(_stated("dmarc=fail"), RECEIVED, AMAZON)), resolve).verdict is Verdict.GENUINE


@pytest.mark.parametrize(
    ("content", "resolver", "code"),
    [
        (signed(_mail(AMAZON)), nothing, "signature_no_key"),
        (signed(_mail(AMAZON)), unreachable, "signature_dns_failed"),
        (signed(_mail(AMAZON)), None, "signature_unchecked"),
        (signed(_mail(AMAZON)) + b"footer of a list\r\n", resolve, "signature_body_changed"),
        (signed(_mail(AMAZON, ("Subject", "one"))).replace(b"Subject: one", b"Subject: [list] one"), resolve, "signature_wrong"),
    ],
)
def test_a_signature_that_only_we_could_not_verify_is_unproven(content: bytes, resolver: Resolver | None, code: str) -> None:
    found = _judged(content, resolver)
    assert (found.verdict, _codes(found)) == (Verdict.UNPROVEN, [code])


def test_nothing_at_all_is_unproven() -> None:
    assert _codes(_judged(_mail(AMAZON), resolve)) == ["unsigned"]


@pytest.mark.parametrize("name", ["Subject", "Content-Type", "Date", "Reply-To"])
def test_a_second_header_above_the_signed_one_voids_the_proof(name: str) -> None:
    sound = signed(_mail(AMAZON, ("Subject", "a"), ("Date", "Thu, 14 Mar 2019 10:00:00 +0900"), ("Reply-To", "a@amazon.co.jp")))
    content = f"{name}: b@amazon.co.jp\r\n".encode() + sound
    found = _judged(content, resolve)
    assert (found.verdict, found.reasons[0].code) == (Verdict.UNPROVEN, "repeated_headers")
    stated = _mail(_stated("dkim=pass header.d=amazon.co.jp"), RECEIVED, (name, "b"), (name, "b"), AMAZON)
    assert _judged(stated).verdict is Verdict.UNPROVEN


# Warnings, and when they turn into a verdict.


def test_a_genuine_mail_keeps_its_warnings() -> None:
    lines = [AMAZON, ("Reply-To", "x@gmail.com"), ("Return-Path", "<x@evil.example>")]
    found = _judged(signed(build(*lines, ("To", "other@example.com"), body=NOTICE)), resolve)
    assert found.verdict is Verdict.GENUINE
    assert _codes(found) == ["dkim_verified", "reply_elsewhere", "bounces_elsewhere", "addressed_elsewhere"]


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ([("Reply-To", "amazon.support@gmail.com")], Verdict.FORGED),
        ([("Reply-To", "x@evil.example"), ("Return-Path", "<x@evil.example>")], Verdict.FORGED),
        ([("Reply-To", "x@evil.example")], Verdict.UNPROVEN),
        ([("Return-Path", "<srs0=x@forwarder.example>")], Verdict.UNPROVEN),
        ([("Return-Path", "<x@ap-northeast-1.amazonses.com>")], Verdict.UNPROVEN),
        ([("Reply-To", "answers@amazon.co.jp"), ("Return-Path", "<x@forwarder.example>")], Verdict.UNPROVEN),
        ([("Reply-To", "seller@example.jp")], Verdict.UNPROVEN),
    ],
)
def test_answers_that_would_go_to_a_stranger(lines: list[Header], verdict: Verdict) -> None:
    assert _judged(_mail(AMAZON, *lines)).verdict is verdict


# The relay, the seller's own, and pasted text.


def test_the_relay_is_a_strangers_words_whatever_is_signed() -> None:
    content = signed(_mail(("From", "山田 - Amazonマーケットプレイス <abc@marketplace.amazon.co.jp>"), body="商品が届きません。"))
    found = _judged(content, resolve)
    assert (found.verdict, _codes(found), found.relayed) == (Verdict.UNPROVEN, ["relayed"], True)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Amazon", "確認してください"),
        ("アカウントスペシャリスト", "確認してください"),
        ("山田 - Amazonマーケットプレイス", NOTICE),
        ("Buyer", "Your selling account was deactivated.\n\nSeller Performance Team\nAmazon.com"),
    ],
)
def test_a_notice_through_the_relay_is_forged(name: str, body: str) -> None:
    found = _judged(signed(_mail(("From", f"{name} <abc@marketplace.amazon.co.jp>"), body=body)), resolve)
    assert (found.verdict, _codes(found), found.relayed) == (Verdict.FORGED, ["relayed_notice"], True)


@pytest.mark.parametrize(
    "body",
    [
        "Amazonで買った商品が壊れています。返金してください。",
        "あなたの出品アカウントを停止するようAmazonに言います。",
        "Please refund my order. Thanks, Tom",
    ],
)
def test_an_angry_buyer_is_no_notice(body: str) -> None:
    found = _judged(_mail(("From", "山田 - Amazonマーケットプレイス <abc@marketplace.amazon.co.jp>"), body=body))
    assert found.verdict is Verdict.UNPROVEN


def test_a_mail_that_the_seller_forwards_to_himself() -> None:
    text = f"---------- Forwarded message ---------\nFrom: Amazon <a@amazon.co.jp>\nDate: x\nSubject: 閉鎖\nTo: me\n\n{NOTICE}"
    forward = _mail(("From", "seller@example.jp"), ("Subject", "Fwd: 閉鎖"), body=text)
    assert _codes(_judged(forward)) == ["forwarded"]
    assert _judged(forward).verdict is Verdict.UNPROVEN
    assert _judged(forward).claims_amazon


def test_the_sellers_own_mail() -> None:
    answer = build(
        ("From", "seller@example.jp"),
        ("To", "seller-performance@amazon.co.jp"),
        ("Subject", "Fwd: 改善計画"),
        body=f"計画です。\n\n{NOTICE}",
    )
    assert _codes(_judged(answer)) == ["own"]
    assert not _judged(answer).claims_amazon


def test_a_group_of_the_sellers_that_rewrites_from() -> None:
    content = _mail(("From", "'Amazon.co.jp' via shop <seller@example.jp>"), ("X-Original-From", "Amazon.co.jp <a@amazon.co.jp>"))
    found = _judged(content)
    assert (found.verdict, _codes(found), found.claims_amazon) == (Verdict.UNPROVEN, ["forwarded"], True)


def test_a_lure_under_the_sellers_own_address_is_forged() -> None:
    assert _judged(_mail(("From", "Amazon <seller@example.jp>"))).verdict is Verdict.FORGED
    html = _mail(("From", "seller@example.jp"), ("Subject", "Amazonアカウントの確認"), body=LURE, kind="text/html; charset=utf-8")
    assert _judged(html).verdict is Verdict.FORGED


def test_pasted_text_is_the_users_word() -> None:
    raw = pasted(NOTICE, "閉鎖のお知らせ", datetime(2019, 3, 14, tzinfo=UTC))
    found = _judged(raw.content)
    assert (found.verdict, _codes(found), found.claims_amazon) == (Verdict.UNPROVEN, ["pasted"], True)
    assert parsed(raw.content).text == NOTICE
    sent = b"Received: from evil by mx.example.jp; Thu, 14 Mar 2019 10:00:00 +0900\r\n" + raw.content
    assert _judged(sent).verdict is Verdict.FORGED


# Spoofs.


@pytest.mark.parametrize(
    "sender",
    [
        "a@amazon.co.jp, x@evil.example",
        "<a@amazon.co.jp> <x@evil.example>",
        "a@amazon.co.jp)x@evil.example",
        "Amazon <>",
        "Amazon",
        '"Amazon" <a@amazon.co.jp',
    ],
)
def test_fm57_a_from_line_that_means_two_things_is_forged(sender: str) -> None:
    found = _judged(signed(_mail(("From", sender))), resolve)
    assert (found.verdict, _codes(found)) == (Verdict.FORGED, ["from_hostile"])


def test_fm57_two_from_headers_are_forged_even_with_a_sound_signature() -> None:
    assert _judged(b"From: x@evil.example\r\n" + signed(_mail(AMAZON)), resolve).verdict is Verdict.FORGED
    assert _judged(_mail(AMAZON, AMAZON)).verdict is Verdict.FORGED
    assert _judged(_mail(("Subject", "Amazon アカウント"))).verdict is Verdict.FORGED


@pytest.mark.parametrize(
    ("sender", "code"),
    [
        ('"account-update@amazon.co.jp" <x@evil.example>', "name_address"),
        ("account-update@amazon.co.jp <x@evil.example>", "name_address"),
        ("=?utf-8?Q?a=40amazon.co.jp?= <x@evil.example>", "name_address"),
        ('"amazon.co.jp" <x@evil.example>', "name_poses"),
        ("Amazon <x@evil.example>", "name_poses"),
        ("Amazon.co.jp カスタマーサービス <x@evil.example>", "name_poses"),
        ("アカウントスペシャリスト <x@evil.example>", "name_poses"),
        ("Seller Performance Team <x@evil.example>", "name_poses"),
        ("Amazon <x@amazonses.com>", "name_poses"),
        ("お知らせ <x@amaz0n.co.jp>", "lookalike_domain"),
        ("お知らせ <x@amazon.co.jp.evil.com>", "lookalike_domain"),
        ("お知らせ <x@xn--mazon-3ve.com>", "lookalike_domain"),
        ("お知らせ <x@amazon.co.jp-account.xyz>", "lookalike_domain"),
        ("Аmazоn倶楽部 <x@evil.example>", "brand_characters"),
        ("Ama\u200bzon 通信 <x@evil.example>", "brand_characters"),
    ],
)
def test_fm57_tricks_of_name_and_domain_are_forged(sender: str, code: str) -> None:
    found = _judged(signed(_mail(("From", sender)), "evil.example"), resolve)
    assert found.verdict is Verdict.FORGED
    assert code in _codes(found)
    assert found.claims_amazon


def test_fm57_tricks_in_old_charsets() -> None:
    name = b"=?iso-2022-jp?B?" + base64.b64encode(cp50221("アマゾン カスタマーサービス")) + b"?="
    assert _judged(_mail(("From", name + b" <x@evil.example>"))).verdict is Verdict.FORGED
    assert _judged(_mail(("From", "アマゾン <x@evil.example>".encode("cp932")))).verdict is Verdict.FORGED


def test_fm57_the_answer_address_gives_it_away() -> None:
    found = _judged(_mail(("From", "お知らせ <x@list.example>"), ("Reply-To", "x@amaz0n.co.jp")))
    assert _codes(found) == ["lookalike_domain"]


def test_fm58_headers_of_the_senders_choice_prove_nothing() -> None:
    content = _mail(
        ("Verdict", "genuine"),
        ("X-Authentication-Results", "mx.example.jp; dkim=pass header.d=amazon.co.jp"),
        ("Defects", "none"),
        AMAZON,
    )
    assert _judged(content).verdict is Verdict.UNPROVEN


@pytest.mark.parametrize(
    ("subject", "body", "code"),
    [
        ("Amazon.co.jp アカウントの確認", LURE, "link_mismatch"),
        ("【重要】お支払い方法の確認", LURE, "link_mismatch"),
        ("Аmazon プライム会費", "<p>x</p>", "brand_characters"),
        (
            "Amazonプライムの自動更新",
            '<p><a href="https://evil.example">確認</a></p><p>Amazon カスタマーサービス</p>',
            "signed_as_amazon",
        ),
    ],
)
def test_a_lure_from_a_strangers_domain_is_forged(subject: str, body: str, code: str) -> None:
    found = _judged(
        _mail(("From", "お客様センター <x@evil.example>"), ("Subject", subject), body=body, kind="text/html; charset=utf-8")
    )
    assert found.verdict is Verdict.FORGED
    assert code in _codes(found)


@pytest.mark.parametrize(
    ("sender", "subject", "body"),
    [
        (
            "アマゾン出品コンサル協会 <info@example.jp>",
            "Amazonアカウント停止を防ぐ5つの方法",
            "セミナーのご案内です。\n\nアマゾン出品コンサル協会",
        ),
        ("AMZ Tools <news@amztools.example>", "How to appeal an Amazon suspension", "Read our blog.\n\nThe AMZ Tools team"),
        (
            "Amazon sellers forum digest <digest@forum.example>",
            "Account deactivated - what now?",
            "Today on the forum\nSeller Performance\nreplied",
        ),
        ("Info <info@amazonia.example>", "River tours", "Come and see"),
        ("Smith <s@amazonsellerslawyer.com>", "Your Amazon account suspension", "We can help.\n\nSmith Law"),
        ("楽天市場 <order@rakuten.example>", "ご注文の確認", "ありがとうございます。"),
        ("田中 <tanaka@supplier.example>", "Re: Amazon納品分の請求書", "請求書をお送りします。\n\n田中商事"),
        ("yahoo <x@yahoo.example>", "アカウント停止のお知らせ", "ヤフーです"),
        ("友人 <friend@gmail.com>", "Amazonから来たメール、本物？", NOTICE),
        (
            "物販ラボ <lab@example.jp>",
            "Amazonアカウント停止の実例",
            f"実際に届いた通知をご紹介します。\n\n{NOTICE}\n\n以上です。\nこのような通知が届いたら、まず落ち着いてください。\n"
            "原因を調べ、書類をそろえましょう。\nご相談はお気軽にどうぞ。\n\n物販ラボ\n電話 03-0000-0000\nhttps://lab.example.jp/",
        ),
        ("Seller Support <help@mall.example>", "Your order at our mall", "We shipped it.\n\nSeller Support"),
        ("AMZN Tools <news@amzntools.example>", "Seller Central now has a new report", "Read more.\n\nThe AMZN Tools team"),
        ("カスタマーサービス <cs@shop.example>", "ご注文の確認", "ありがとうございます。\n\nカスタマーサービス"),
        (
            "Buyer <b@gmail.com>",
            "注文について",
            '<a href="https://www.amazon.co.jp/dp/B000000001">https://www.amazon.co.jp/dp/B000000001</a>',
        ),
    ],
)
def test_writing_about_amazon_is_not_posing_as_amazon(sender: str, subject: str, body: str) -> None:
    found = _judged(
        _mail(
            ("From", sender),
            ("Subject", subject),
            body=body,
            kind="text/html; charset=utf-8" if body.startswith("<") else "text/plain; charset=utf-8",
        )
    )
    assert (found.verdict, _codes(found), found.claims_amazon) == (Verdict.UNPROVEN, ["other_sender"], False)


def test_a_newsletter_that_counts_clicks_is_no_lure() -> None:
    body = '<p>手順</p><a href="https://clicks.news.example/1">https://sellercentral.amazon.co.jp/</a><p>物販ラボ</p>'
    lines = [
        ("From", "物販ラボ <n@news.example>"),
        ("Subject", "Amazonアカウント停止の対策"),
        ("List-Unsubscribe", "<mailto:x@news.example>"),
    ]
    assert _judged(_mail(*lines, body=body, kind="text/html; charset=utf-8")).verdict is Verdict.UNPROVEN


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([("Reply-To", "x@amazon-support.xyz")], "lookalike_domain"),
        ([("Subject", "Your Аmazon account")], "brand_characters"),
    ],
)
def test_amazon_does_not_disguise_itself(lines: list[Header], code: str) -> None:
    found = _judged(_mail(AMAZON, *lines))
    assert (found.verdict, found.reasons[0].code) == (Verdict.FORGED, code)


def test_a_stranger_without_a_readable_address_does_not_matter() -> None:
    found = _judged(_mail(("From", "cron"), ("Subject", "backup done"), body="ok"))
    assert (found.verdict, _codes(found), found.claims_amazon) == (Verdict.UNPROVEN, ["from_unreadable"], False)


def test_a_bounce_of_the_sellers_appeal_is_no_forgery() -> None:
    kind, body = multipart(
        "report; report-type=delivery-status", part("text/plain", "Could not deliver to seller-performance@amazon.co.jp")
    )
    for sender in ("MAILER-DAEMON@mx.example.jp", "MAILER-DAEMON (Mail Delivery System)"):
        content = build(
            ("From", sender), ("Return-Path", "<>"), ("Subject", "Undelivered: Amazon"), ("Content-Type", kind), body=body
        )
        assert _judged(content).verdict is Verdict.UNPROVEN
