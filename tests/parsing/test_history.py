"""New words, quoted words, forwarded words: as the mailers of Japan and elsewhere mark them."""

import pytest

from mailbot.parsing.history import split
from tests.parsing.mail import base64_part, build, letter, multipart, parsed, part

NEW = "改善計画を提出いたします。\nよろしくお願いいたします。\n\n--\n山田商店 山田"
OLD = "出品用アカウントを閉鎖しました。\n90日以内に申し立てをしてください。"
_MARKED = "\n".join("> " + line for line in OLD.split("\n"))

_ATTRIBUTIONS = {
    "gmail ja": "2019年3月14日(木) 10:00 Amazon <seller-performance@amazon.co.jp>:",
    "gmail ja wrapped": "2019年3月14日(木) 10:00 アカウントスペシャリスト\n<seller-performance@amazon.co.jp>:",
    "gmail ja old": "2018年8月15日 9:05 Amazon <a@amazon.co.jp>:",
    "apple ja": "2019/03/14 10:00、Amazon <a@amazon.co.jp>のメール:",
    "apple ja new": "2019/03/14 10:00、Amazon <a@amazon.co.jp>のメール：",
    "iphone": "iPhoneから送信\n\n2019/03/14 10:00、Amazon <a@amazon.co.jp>のメッセージ:",
    "gmail en": "On Thu, Mar 14, 2019 at 10:00 AM Amazon <a@amazon.com> wrote:",
    "gmail en wrapped": "On Thu, Mar 14, 2019 at 10:00 AM Amazon Seller Performance <\nseller-performance@amazon.com> wrote:",
    "thunderbird ja": "On 2019/03/14 10:00, Amazon wrote:",
    "thunderbird ja 2": "2019/03/14 10:00、Amazon さんは書きました:",
    "becky": "Amazon さんは書きました:",
    "german": "Am 14.03.2019 um 10:00 schrieb Amazon:",
    "french": "Le 14 mars 2019 à 10:00, Amazon a écrit :",
    "yahoo": "--- On Thu, 3/14/19, Amazon <a@amazon.com> wrote:",
}
_EN = "From: Amazon <a@amazon.co.jp>\nSent: Thursday, March 14, 2019 10:00 AM\nTo: shop <seller@example.jp>\nSubject: x"
_JA = "差出人: Amazon <a@amazon.co.jp>\n送信日時: 2019年3月14日 10:00\n宛先: shop\n件名: x"
_SEPARATORS = {
    "outlook en": f"-----Original Message-----\n{_EN}",
    "outlook ja": f"-----元のメッセージ-----\n{_JA}",
    "outlook web ja": "________________________________\n" + _JA,
    "outlook en bare": _EN,
    "outlook en bold": "*From:* Amazon <a@amazon.co.jp>\n*Sent:* Thursday, March 14, 2019 10:00 AM\n*To:* shop\n*Subject:* x",
    "yahoo ja": "----- Original Message -----\nFrom: Amazon <a@amazon.co.jp>\nTo: shop\nDate: 2019/3/14, Thu 10:00\nSubject: x",
    "full-width colon": "差出人： Amazon <a@amazon.co.jp>\n送信日時： 2019年3月14日 10:00\n宛先： shop\n件名： x",
    "bare": "---- Original message: ----",
}


@pytest.mark.parametrize("name", sorted(_ATTRIBUTIONS.keys() - {"becky"}))
def test_an_attribution_sends_all_below_to_history(name: str) -> None:
    found = split(f"{NEW}\n\n{_ATTRIBUTIONS[name]}\n\n{OLD}", "Re: x")
    assert found.text.removesuffix("\n\niPhoneから送信") == NEW
    assert OLD in found.quoted
    assert not found.forwarded


@pytest.mark.parametrize("name", _ATTRIBUTIONS)
def test_an_attribution_over_marked_lines(name: str) -> None:
    found = split(f"{NEW}\n\n{_ATTRIBUTIONS[name]}\n\n{_MARKED}\n\n追伸です。", "Re: x")
    assert found.text.startswith(NEW)
    assert found.text.endswith("追伸です。")
    assert OLD in found.quoted
    assert "閉鎖" not in found.text


@pytest.mark.parametrize("name", _SEPARATORS)
def test_a_copied_header_block_ends_the_new_words(name: str) -> None:
    found = split(f"{NEW}\n\n{_SEPARATORS[name]}\n\n{OLD}", "Re: x")
    assert found.text.removesuffix("\n________________________________").rstrip("\n") == NEW
    assert OLD in found.quoted
    assert not found.forwarded


def test_answers_between_quoted_lines_are_new_words() -> None:
    found = split("On 14 March 2019, Amazon wrote:\n> Why was it closed?\nBecause of the invoice.\n> And now?\nNothing.")
    assert found.text == "Because of the invoice.\nNothing."
    assert found.quoted.endswith("Why was it closed?\nAnd now?")


def test_full_width_marks() -> None:
    assert split("はい。\n＞閉鎖ですか\n＞＞以前の文\n以上").text == "はい。\n以上"


def test_a_notice_without_history_stays_whole() -> None:
    notice = (
        "ご担当者様\n\n件名: 出品用アカウントについて\n日付: 2019年3月14日\n\n"
        "なぜこのような措置が取られたのですか:\n商品: B000000001\n"
        "2019年3月14日 10:00 までに提出してください:\n請求書の写し\n\n"
        "From the date of this notice you have 17 days:\nsend a plan\n\n"
        "2019年3月14日 10:00 までに disbursement-appeals@amazon.co.jp へ次の情報をお送りください:\n口座の情報\n\n"
        "The rights owner wrote:\nThe goods are counterfeit.\n\nAmazon.co.jp"
    )
    assert split(notice, "要ご対応") == split(notice)
    assert split(notice).text == notice


_FORWARD_MARKS = {
    "gmail en": "---------- Forwarded message ---------",
    "gmail ja": "---------- 転送されたメッセージ ---------",
    "gmail ja 2": "---------- Forwarded message ---------",
    "thunderbird ja": "-------- 転送メッセージ --------",
    "thunderbird en": "-------- Forwarded Message --------",
    "apple en": "Begin forwarded message:",
    "apple ja": "転送されたメッセージ:",
}
_BLOCK = """\
From: Amazon <seller-performance@amazon.co.jp>
Date: Thu, 14 Mar 2019 10:00:00 +0900
Subject: 閉鎖のお知らせ
To: seller@example.jp"""


@pytest.mark.parametrize("name", _FORWARD_MARKS)
def test_an_inline_forward_is_kept_apart(name: str) -> None:
    found = split(f"これは本物でしょうか。\n\n{_FORWARD_MARKS[name]}\n{_BLOCK}\n\n{OLD}", "Fwd: 閉鎖のお知らせ")
    assert found.text == "これは本物でしょうか。"
    (inner,) = found.forwarded
    assert (inner.sender.address, inner.subject, inner.text) == ("seller-performance@amazon.co.jp", "閉鎖のお知らせ", OLD)
    assert inner.date is not None


@pytest.mark.parametrize("subject", ["FW: 閉鎖", "Fwd: 閉鎖", "転送: 閉鎖", "WG: closed"])
def test_the_subject_tells_outlooks_forward_from_its_reply(subject: str) -> None:
    text = f"ご確認ください。\n\n{_SEPARATORS['outlook ja']}\n\n{OLD}"
    assert split(text, subject).forwarded[0].text == OLD
    assert not split(text, "RE: 閉鎖").forwarded


def test_a_text_that_begins_with_copied_headers_was_passed_on_whole() -> None:
    found = split(f"{_BLOCK}\n\n{OLD}")
    assert found.text == ""
    assert found.forwarded[0].text == OLD


def test_a_forward_of_a_forward_is_flat_and_bounded() -> None:
    text = OLD
    for _ in range(30):
        text = f"x\n---------- Forwarded message ---------\n{_BLOCK}\n\n{text}"
    found = split(text, "Fwd: x")
    assert 2 <= len(found.forwarded) <= 20
    assert found.text == "x"


def test_a_reply_inside_a_forward_is_history() -> None:
    found = split(f"---------- Forwarded message ---------\n{_BLOCK}\n\n最新です。\n\n{_ATTRIBUTIONS['gmail ja']}\n{_MARKED}")
    assert found.forwarded[0].text == "最新です。"
    assert OLD in found.quoted


def test_an_enclosed_message_is_kept_apart() -> None:
    inner = build(("From", "Amazon <a@amazon.co.jp>"), ("Subject", "閉鎖"), ("Date", "Thu, 14 Mar 2019 10:00:00 +0900"), body=OLD)
    for more in ([], [("Content-Disposition", 'attachment; filename="mail.eml"')]):
        kind, body = multipart("mixed", part("text/plain; charset=utf-8", "転送します。"), part("message/rfc822", inner, *more))
        found = parsed(letter(body, kind))
        assert found.text == "転送します。"
        assert (found.forwarded[0].subject, found.forwarded[0].sender.address) == ("閉鎖", "a@amazon.co.jp")
        assert found.forwarded[0].text == OLD


def test_an_enclosed_message_that_was_sent_as_a_file() -> None:
    inner = build(("From", "Amazon <a@amazon.co.jp>"), ("Subject", "閉鎖"), body=OLD)
    for content_type in ("message/rfc822", "application/octet-stream"):
        attached = base64_part(content_type, inner, ("Content-Disposition", "attachment; filename=mail.eml"))
        kind, body = multipart("mixed", part("text/plain; charset=utf-8", "転送します。"), attached)
        assert [one.text for one in parsed(letter(body, kind)).forwarded] == [OLD]
    kind, body = multipart(
        "mixed", base64_part("application/octet-stream", b"\x00\x01", ("Content-Disposition", "attachment; filename=a.eml"))
    )
    found = parsed(letter(body, kind))
    assert [one.filename for one in found.attachments] == ["a.eml"]


def test_enclosed_messages_nest_without_end_but_are_read_to_a_depth() -> None:
    content = build(("From", "a@amazon.co.jp"), ("Subject", "deepest"), body="deepest")
    for level in range(10):
        content = build(("From", "a@b.jp"), ("Subject", f"level {level}"), ("Content-Type", "message/rfc822"), body=content)
    assert [one.subject for one in parsed(content).forwarded] == ["level 8", "level 7", "level 6"]
