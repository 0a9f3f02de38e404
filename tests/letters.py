"""Mail for tests, written by us: short letters of each kind, as a server would hand them over."""

from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime

SERVER = "mx.example.jp"
SELLER = "seller@example.jp"
START = datetime(2018, 8, 15, 1, 0, tzinfo=UTC)

CLOSURE = """出品者様

お客様の出品用アカウントは停止されました。出品情報は削除され、売上金の振込は留保されます。

この措置がとられた理由
B07ABCDE12 の商品が本物ではない可能性があるとの申告を購入者から受けたためです。

アカウントを再開するにはどうすればよいですか
17日以内に、過去365日以内に発行された請求書の写しと改善計画をご提出ください。
アカウント健全性のページの「申し立て」からお送りください。
"""
REFUSAL = """出品者様

改善計画をお送りいただきありがとうございます。内容を確認しましたが、情報が不十分なため、出品用アカウントを再開することはできません。

根本的な原因、実施した措置、再発防止策について、より詳しくご説明ください。
"""
RELEASE = """出品者様

留保していた売上金のお支払い手続きが完了しました。123,456円を登録済みの銀行口座へ振り込みました。
"""
APPEAL = """アカウントスペシャリスト ご担当者様

出品用アカウントの停止について、改善計画をご提出し、再開の審査をお願い申し上げます。

根本原因: 仕入先の確認を担当者任せにしており、納品書の照合を行っていませんでした。
実施した措置: 2018年8月16日に在庫をすべて回収し、仕入先を見直しました。
再発防止策: 仕入れのたびに納品書と数量を照合します。

アカウントの再開をご検討くださいますよう、お願いいたします。
"""
ORDER = """ご注文ありがとうございます。商品の発送が完了しました。注文番号 250-1234567-1234567。"""


def amazon(text: str, subject: str, number: int = 1, *, when: datetime = START, proven: bool = True, **headers: str) -> bytes:
    """Return a mail by Amazon's domain; ``proven``: the receiving server vouches for its signature."""
    judged = f"{SERVER}; dkim=pass header.d=amazon.co.jp; dmarc=pass header.from=amazon.co.jp"
    lines = {"Authentication-Results": judged} if proven else {}
    return mail(
        text,
        subject,
        sender="Amazon.co.jp <seller-performance@amazon.co.jp>",
        message_id=f"<letter-{number}@amazon.co.jp>",
        when=when,
        **lines,
        **headers,
    )


def own(text: str, subject: str, number: int = 1, *, when: datetime = START, reply_to: str = "") -> bytes:
    """Return a mail of the seller to Amazon."""
    thread = {"In-Reply-To": reply_to, "References": reply_to} if reply_to else {}
    return mail(
        text,
        subject,
        sender=f"Shop <{SELLER}>",
        to="seller-performance@amazon.co.jp",
        message_id=f"<own-{number}@example.jp>",
        when=when,
        **thread,
    )


def noise(number: int, subject: str = "Weekend sale") -> bytes:
    """Return a mail that has nothing to do with Amazon."""
    return mail(
        "Everything must go.\n",
        f"{subject} {number}",
        sender=f"Shop {number} <info@shop{number % 50}.example>",
        message_id=f"<noise-{number}@shop.example>",
    )


def mail(
    text: str, subject: str, *, sender: str, message_id: str, to: str = SELLER, when: datetime = START, **headers: str
) -> bytes:
    """Return a mail in UTF-8; keyword arguments with underscores become headers."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += [
        f"Received: from mail.example by {SERVER}; {format_datetime(when)}",
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {Header(subject, 'utf-8').encode(linesep=chr(13) + chr(10))}",
        f"Date: {format_datetime(when)}",
        f"Message-ID: {message_id}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + text.replace("\n", "\r\n").encode()
