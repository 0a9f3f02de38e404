"""Where this notice wants its answer."""

import pytest

from classifiers import channels


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please do not reply to this message. Go to Account Health and click Appeal.", [("console", None)]),
        ("Report suspicious mail to stop-spoofing@amazon.com.", []),
        ("Write to disbursement-appeals@amazon.co.uk about your funds.", [("email", "disbursement-appeals@amazon.co.uk")]),
        ("The rights owner can be reached at owner@brand.example.", []),
        ("Ask the rights owner to send a retraction to notice-retraction@amazon.com.", []),
        ("Reply to this email with the invoices.", [("reply", None)]),
        ("本メールは送信専用です。「アカウント健全性」ページから申し立てを送信してください。", [("console", None)]),
        ("このメールにご返信ください。", [("reply", None)]),
        ("担当者よりご連絡いたします。本メールへの返信は不要です。", []),
        ("We reply within 7 days of an appeal.", []),
        ("Please reply within 7 days.", [("reply", None)]),
        (
            "書類は seller-performance@amazon.co.jp までお送りください。",
            [("email", "seller-performance@amazon.co.jp")],
        ),
        ("このメールに返信いただいてもお答えできません。", []),
    ],
)
def test_channels(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(found.kind.value, found.address) for found in channels.extract(text)] == expected
