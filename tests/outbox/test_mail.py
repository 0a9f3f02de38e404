"""Writing a draft as a mail."""

import email
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.errors import UsageError
from mailbot.messages import Address
from mailbot.outbox.mail import DraftMail, Enclosure, compose_mail

JST = timezone(timedelta(hours=9))
LONG_ID = f"<{'0101018c' * 18}-000000@us-west-2.amazonses.com>"


def draft(**changes: Any) -> DraftMail:
    values: dict[str, Any] = {
        "message_id": "<draft-1@example.jp>",
        "date": datetime(2018, 11, 15, 9, 0, tzinfo=JST),
        "sender": Address(name="見本商店", address="seller@example.jp"),
        "to": "seller-performance@amazon.co.jp",
        "subject": "出品用アカウントの再開について",
        "body": "ご担当者様\n\n①調査の結果をお送りします。\n",
    }
    return DraftMail(**(values | changes))


def parsed(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text(message: EmailMessage) -> str:
    part = message.get_body()
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_japanese_mail_reads_as_it_was_written() -> None:
    content = compose_mail(draft())
    message = parsed(content)
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert message["Subject"] == "出品用アカウントの再開について"
    assert message["From"].addresses[0].display_name == "見本商店"
    assert message["From"].addresses[0].addr_spec == "seller@example.jp"
    assert message["To"] == "seller-performance@amazon.co.jp"
    assert message["Date"].datetime == datetime(2018, 11, 15, 9, 0, tzinfo=JST)
    assert message["Message-ID"] == "<draft-1@example.jp>"
    assert text(message) == draft().body
    assert message["X-Unsent"] is None


def test_the_same_values_give_the_same_bytes() -> None:
    values = draft(enclosures=(Enclosure(name="a.pdf", content=b"x"),))
    assert compose_mail(values) == compose_mail(values)


def test_fm74_a_long_message_id_keeps_the_answer_in_its_thread() -> None:
    content = compose_mail(draft(in_reply_to=LONG_ID, references=(LONG_ID, "<b@amazon.co.jp>")))
    assert f"In-Reply-To: {LONG_ID}\r\n".encode() in content
    assert f"References: {LONG_ID}\r\n <b@amazon.co.jp>\r\n".encode() in content


def test_references_that_are_none_are_left_out_and_many_cut() -> None:
    many = tuple(f"<{number}@amazon.co.jp>" for number in range(100))
    message = parsed(compose_mail(draft(references=("not one", "<a b@c>", *many, many[0]))))
    kept = message["References"].split()
    assert len(kept) == 30
    assert (kept[0], kept[1], kept[-1]) == (many[0], many[71], many[-1])


@given(st.text(max_size=200))
def test_no_subject_can_add_a_header(subject: str) -> None:
    message = parsed(compose_mail(draft(subject=subject.encode("utf-8", "ignore").decode())))
    assert message.keys() == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    ]


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\x00"])
def test_line_breaks_in_names_become_spaces(break_: str) -> None:
    evil = f"x{break_}Bcc: evil@example.com"
    message = parsed(compose_mail(draft(subject=evil, sender=Address(name=evil, address="seller@example.jp"))))
    assert message["Bcc"] is None
    assert message["Subject"] == "x Bcc: evil@example.com"
    assert message["From"].addresses[0].display_name == "x Bcc: evil@example.com"


@pytest.mark.parametrize(
    "address",
    ["", "amazon", "a@b@c", "a b@c.jp", "a@c.jp\r\nBcc: x@y.z", "a@c.jp, x@y.z", "<a@c.jp>", "店@example.jp"],
)
def test_what_cannot_be_an_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        compose_mail(draft(to=address))
    assert caught.value.code == "error.draft_address"


def test_identifiers_and_times_that_cannot_stand() -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        compose_mail(draft(message_id="no brackets"))
    with pytest.raises(ValueError, match="Message-ID"):
        compose_mail(draft(in_reply_to="<a@b>\r\nBcc: <x@y>"))
    with pytest.raises(ValueError, match="time zone"):
        compose_mail(draft(date=datetime(2018, 1, 1)))  # noqa: DTZ001 - the point of it


def test_attachments_arrive_byte_for_byte() -> None:
    files = (
        Enclosure(name="請求書①.pdf", content=bytes(range(256)) * 50),
        Enclosure(name="納品書.txt", content=b"a\nb\r\nc\xff\x00"),
        Enclosure(name="notice.eml", content=b"From: x\n\nFrom y\n"),
        Enclosure(name="../../etc/pass\r\nwd", content=b""),
        Enclosure(name="a.csv.gz", content=b"\x1f\x8b"),
    )
    message = parsed(compose_mail(draft(enclosures=files)))
    parts = list(message.iter_attachments())
    assert [part.get_filename() for part in parts] == ["請求書①.pdf", "納品書.txt", "notice.eml", "passwd", "a.csv.gz"]
    assert [part.get_payload(decode=True) for part in parts] == [file.content for file in files]
    assert parts[0].get_content_type() == "application/pdf"
    assert text(message) == draft().body


def test_a_line_that_looks_like_a_boundary_stays_text() -> None:
    body = "--=_" + "0" * 40 + "\nFrom here\n.\n" + "長い行" * 2000
    message = parsed(compose_mail(draft(body=body, enclosures=(Enclosure(name="a.pdf", content=b"x"),))))
    assert text(message) == body + "\n"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_names_come_back(name: str) -> None:
    message = parsed(compose_mail(draft(sender=Address(name=name, address="seller@example.jp"))))
    assert message["From"].addresses[0].addr_spec == "seller@example.jp"


def test_a_draft_for_outlook_opens_unsent() -> None:
    assert parsed(compose_mail(draft(unsent=True)))["X-Unsent"] == "1"
