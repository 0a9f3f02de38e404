"""A notice that a colleague passes on, in the ways that mail programs write it, with a covering note and without."""

from email.message import EmailMessage

import pytest

from classifiers import reader
from classifiers.labels import Label
from mailbot.messages import Place, RawMessage, Understanding, Verdict
from mailbot.pipeline import Context, is_case_mail, understand

JAPANESE = (
    "出品者様\n\nお客様の出品用アカウントは停止されました。\n\n17日以内に、過去365日以内に発行された請求書と改善計画をご提出ください。\n\n"
    "出品者パフォーマンスチーム\n"
)
ENGLISH = (
    "Hello,\n\nYour selling account has been deactivated. Your listings have been removed.\n\n"
    "To appeal, send a plan of action within 17 days.\n\nSeller Performance Team\n"
)
SUBJECT = "要ご対応:出品アカウント一時停止のご連絡"
FROM = "Amazon <seller-performance@amazon.co.jp>"
WAYS = {
    "gmail": (
        f"---------- Forwarded message ---------\nFrom: {FROM}\nDate: 2018年8月15日(水) 10:00\n"
        f"Subject: {SUBJECT}\nTo: <a@shop.example>\n\n"
    ),
    "outlook, Japanese": (
        f"-----元のメッセージ-----\n差出人: {FROM}\n送信日時: 2018年8月15日 10:00\n宛先: a@shop.example\n件名: {SUBJECT}\n\n"
    ),
    "outlook, English": (
        f"-----Original Message-----\nFrom: {FROM}\nSent: Wednesday, August 15, 2018 10:00 AM\nTo: a@shop.example\n"
        f"Subject: {SUBJECT}\n\n"
    ),
    "outlook, a line": (
        f"{'_' * 32}\nFrom: {FROM}\nSent: Wednesday, August 15, 2018 10:00 AM\nTo: a@shop.example\nSubject: {SUBJECT}\n\n"
    ),
    "apple, Japanese": (
        f"転送されたメッセージを開始します:\n\n差出人: {FROM}\n件名: {SUBJECT}\n日付: 2018年8月15日 10:00:00 JST\n"
        "宛先: a@shop.example\n\n"
    ),
    "apple, English": (
        f"Begin forwarded message:\n\nFrom: {FROM}\nSubject: {SUBJECT}\nDate: August 15, 2018\nTo: a@shop.example\n\n"
    ),
    "thunderbird": (
        f"-------- Forwarded Message --------\nSubject: \t{SUBJECT}\nDate: \tWed, 15 Aug 2018\nFrom: \t{FROM}\n"
        "To: \ta@shop.example\n\n"
    ),
}
NOTES = {
    "none": "",
    "Japanese": (
        "お疲れさまです。今朝アマゾンからこのメールが届きました。どう返事をすればよいでしょうか。"
        "ご確認をお願いします。\n\n田中\n\n"
    ),
    "English": (
        "Hi, we got this from Amazon this morning. What should we do? I am out until Thursday, please have a look and "
        "call me.\n\nTom Baker\nBaker Trading Ltd\n\n"
    ),
}


@pytest.fixture(scope="module")
def context() -> Context:
    return Context(reader=reader.load())


def read(text: str, context: Context) -> Understanding:
    message = EmailMessage()
    message["From"] = "田中 <tanaka@shop.example>"
    message["To"] = "owner@shop.example"
    message["Subject"] = f"Fwd: {SUBJECT}"
    message["Message-ID"] = "<passed-on@shop.example>"
    message.set_content(text)
    raw = RawMessage(content=message.as_bytes(), place=Place(account="shop", folder="INBOX"), received=None)
    found = understand(raw, context)
    assert isinstance(found, Understanding)
    return found


@pytest.mark.parametrize("notice", [JAPANESE, ENGLISH], ids=["Japanese", "English"])
@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("way", WAYS)
def test_it_is_read_as_what_it_is_and_stays_unproven(way: str, note: str, notice: str, context: Context) -> None:
    found = read(NOTES[note] + WAYS[way] + notice, context)
    assert found.reading.label is Label.CLOSURE_NOTICE
    assert found.authenticity.verdict is Verdict.UNPROVEN
    assert [deadline.length for deadline in found.reading.deadlines] == [17]


def test_a_letter_of_a_consultant_with_a_notice_below_is_his_letter(context: Context) -> None:
    offer = (
        "アカウント復活コンサルティングのご案内です。無料相談を毎週開催しています。料金表をお送りしますので、ご検討ください。\n"
        * 6
    )
    found = read(offer + "\n\n" + WAYS["gmail"] + JAPANESE, context)
    assert found.reading.label is not Label.CLOSURE_NOTICE
    assert is_case_mail(found)
