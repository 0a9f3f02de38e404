"""Notices of our own in both languages, and the mail around them: what tricks are played with, and what servers deliver."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header as EncodedHeader
from email.utils import format_datetime

from tests.parsing.mail import Header, build

SERVER = "mx.example.jp"
SELLER = "seller@example.jp"
WHEN = datetime(2019, 3, 14, 1, 0, tzinfo=UTC)
DATE = format_datetime(WHEN)
EVIL = "evil.example"
"""Where everything that is not Amazon's comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One letter as Amazon would write it."""

    key: str
    domain: str
    name: str
    subject: str
    body: str

    @property
    def address(self) -> str:
        return f"seller-performance@{self.domain}"

    @property
    def sender(self) -> str:
        return f"{encoded(self.name)} <{self.address}>"


NOTICES = (
    Notice(
        key="closure-ja",
        domain="amazon.co.jp",
        name="Amazon.co.jp",
        subject="【重要】出品用アカウントの一時停止について",
        body="出品者様\n\nお客様の出品用アカウントを一時停止いたしました。出品情報は削除され、売上金のお支払いは保留されます。\n\n"
        "B07ABCDE12 について、真正性に関する申告を受けております。\n\n"
        "本通知から17日以内に、過去365日以内に発行された請求書の写しと改善計画書をご提出ください。\n\n"
        "Amazon.co.jp\nアカウントスペシャリスト",
    ),
    Notice(
        key="refusal-ja",
        domain="amazon.co.jp",
        name="アカウントスペシャリスト",
        subject="出品用アカウントの審査結果",
        body="出品者様\n\n改善計画をお送りいただきありがとうございます。内容を確認いたしましたが、情報が不十分なため、"
        "アカウントの利用を再開することはできません。\n\n根本的な原因と再発防止策について、より詳しくご説明ください。\n\n"
        "Amazon.co.jp\nアカウントスペシャリスト",
    ),
    Notice(
        key="closure-en",
        domain="amazon.com",
        name="Amazon Seller Performance",
        subject="Your Amazon.com selling account has been deactivated",
        body="Hello,\n\nWe have deactivated your Amazon.com selling account because we received a complaint about the"
        " authenticity of B07ABCDE12. Funds will not be transferred to you.\n\nTo reactivate it, please submit invoices from the"
        " last 365 days and a plan of action within 17 days.\n\nSincerely,\n\nSeller Performance Team\nAmazon.com",
    ),
    Notice(
        key="funds-en",
        domain="amazon.com",
        name="Amazon",
        subject="Funds in your Amazon.com account",
        body="Hello,\n\nYour selling account remains deactivated. We are withholding the funds in your account, $1,234.56."
        " You may appeal this decision within 90 days by replying to this message with proof of your sourcing.\n\n"
        "Seller Performance Team\nAmazon.com",
    ),
)


def encoded(text: str, charset: str = "utf-8") -> str:
    """Return a name or subject as a header carries it."""
    return text if text.isascii() else EncodedHeader(text, charset).encode(linesep="\r\n")


def mail(
    notice: Notice,
    *,
    sender: str | bytes | None = None,
    subject: str | None = None,
    body: str | bytes | None = None,
    kind: str = "text/plain; charset=utf-8",
    above: Sequence[Header] = (),
    lines: Sequence[Header] = (),
    date: bool = True,
) -> bytes:
    """Return a notice as it lies in the seller's mailbox; ``above`` are the headers of the receiving server."""
    shown = notice.subject if subject is None else subject
    return build(
        *above,
        ("Received", f"from mail.{EVIL} by {SERVER} with ESMTPS; {DATE}"),
        *([("Date", DATE)] if date else []),
        ("From", notice.sender if sender is None else sender),
        ("To", SELLER),
        ("Subject", encoded(shown)),
        ("Message-ID", f"<{notice.key}@{notice.domain}>"),
        *lines,
        ("MIME-Version", "1.0"),
        ("Content-Type", kind),
        body=notice.body.replace("\n", "\r\n") if body is None else body,
    )
