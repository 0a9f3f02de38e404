"""The stories are whole, stay what they are, and hold what their milestones say."""

import email
import hashlib
import re
from email import policy

import pytest

from mailbot import authentication, domains, parsing
from mailbot.authentication import Trust
from mailbot.demo import story
from mailbot.messages import ParsedMessage, Place, RawMessage, Unparseable

INVENTED = ("rms.rakuten.co.jp", "mail.yahoo.co.jp", "walmart.com")
"""Malls whose notices stand beside Amazon's; everybody else has an address that cannot exist."""


def mail(name, key):
    return next(one for one in story.mails(name) if one.name == key)


def parsed(one):
    place = Place(account="demo", folder=one.folder)
    return parsing.parse(RawMessage(content=one.content, place=place, received=one.received))


def everything():
    return [pytest.param(name, one, id=f"{name}-{one.name}") for name in story.NAMES for one in story.mails(name)]


def test_there_is_enough_of_it():
    assert len(story.mails("minato")) >= 100
    assert len(story.mails("harbor")) >= 15


def test_nobody_knows_another_story():
    with pytest.raises(ValueError, match="akashi"):
        story.mails("akashi")


@pytest.mark.parametrize("name", story.NAMES)
def test_every_call_makes_the_same_octets(name):
    first = [one.content for one in story.mails(name)]
    story.mails.cache_clear()
    assert [one.content for one in story.mails(name)] == first


def test_the_octets_do_not_change_by_accident():
    """Screenshots and other tests rest on them; who changes a text changes this line, knowingly."""
    found = {name: hashlib.sha256(b"".join(one.content for one in story.mails(name))).hexdigest()[:12] for name in story.NAMES}
    assert found == {"minato": "e5018c2ee4fb", "harbor": "341c28c3cbe1"}


@pytest.mark.parametrize("name", story.NAMES)
def test_mails_are_in_order_and_told_apart(name):
    mails = story.mails(name)
    assert list(mails) == sorted(mails, key=lambda one: one.received)
    assert len({one.message_id for one in mails}) == len({one.name for one in mails}) == len(mails)
    assert {one.folder for one in mails} <= {"INBOX", "Sent", "Junk"}
    assert all(one.received.tzinfo is not None for one in mails)


@pytest.mark.parametrize(("name", "one"), everything())
def test_every_mail_is_made_as_servers_hand_it_out(name, one):
    assert b"\n" not in one.content.replace(b"\r\n", b"")
    assert one.content.endswith(b"\r\n")
    assert one.content.partition(b"\r\n\r\n")[0].isascii()
    long = [line for line in one.content.split(b"\r\n") if len(line) > 998]
    assert bool(long) is (one.name == "unreadable")


@pytest.mark.parametrize(("name", "one"), everything())
def test_every_mail_can_be_read_but_the_one_that_cannot(name, one):
    found = parsed(one)
    if one.name == "unreadable":
        assert isinstance(found, Unparseable)
        return
    assert isinstance(found, ParsedMessage)
    assert found.message_id == one.message_id.strip("<>") or found.message_id == one.message_id
    assert found.received == one.received
    assert found.subject
    assert found.text.strip()
    assert "\ufffd" not in found.text + found.subject + found.sender.name
    assert bool(found.defects) is (one.name in ("broken-charset", "lying-label"))


@pytest.mark.parametrize(("name", "one"), everything())
def test_nobody_real_takes_part(name, one):
    header = email.message_from_bytes(one.content, policy=policy.compat32)
    for field in ("From", "To", "Return-Path"):
        for domain in re.findall(r"@([\w.-]+)", header[field] or ""):
            assert domain.endswith(".example") or domains.root(domain) or domain in INVENTED, domain


@pytest.mark.parametrize(("name", "one"), everything())
def test_every_answer_names_mail_that_exists(name, one):
    known = {other.message_id for other in story.mails(name) if other.received < one.received}
    header = email.message_from_bytes(one.content, policy=policy.compat32)
    references = (header["References"] or "").split()
    assert set(references) <= known
    assert (header["In-Reply-To"] or "") == (references[-1] if references else "")


@pytest.mark.parametrize("name", story.NAMES)
def test_the_milestones_are_in_the_story(name):
    mails = {one.name: one for one in story.mails(name)}
    rows = story.expected()[name]
    assert [row["mail"] for row in rows] == [key for key in mails if key in {row["mail"] for row in rows}]
    for row in rows:
        one = mails[row["mail"]]
        assert (row["date"], row["folder"]) == (one.received.date().isoformat(), one.folder)
        assert (row["direction"] == "outgoing") is (one.folder == "Sent") is ("act" in row)


@pytest.mark.parametrize("name", story.NAMES)
def test_every_verdict_is_as_expected(name):
    players = story.players(name)
    trust = Trust(authserv_ids=(players.server,), own_addresses=(players.own.address,))
    for row in story.expected()[name]:
        if row["direction"] == "incoming":
            one = mail(name, row["mail"])
            assert authentication.judge(parsed(one), one.content, trust, None).verdict == row["verdict"], one.name


def test_the_dates_of_the_founding_story():
    dates = {key: mail("minato", key).received.date().isoformat() for key in (
        "inquiry", "report-1", "closure", "funds-question", "refusal-first", "funds-window", "reinstatement", "funds-released"
    )}  # fmt: skip
    assert dates == {
        "inquiry": "2018-08-06",
        "report-1": "2018-08-13",
        "closure": "2018-08-15",
        "funds-question": "2018-11-15",
        "refusal-first": "2018-11-19",
        "funds-window": "2019-06-20",
        "reinstatement": "2020-02-05",
        "funds-released": "2020-03-14",
    }


def test_one_form_letter_comes_six_times_and_once_revised():
    letters = [parsed(mail("minato", f"form-{number}")).text for number in range(1, 7)]
    bodies = {re.sub(r"\d{10}|.+ ?様\n|(山根|堀|今井)\n", "", text) for text in letters}
    assert len(set(letters)) == 6
    assert len(bodies) == 1
    revised = parsed(mail("minato", "form-7-revised")).text
    assert letters[0].split("\n\n")[1] in revised
    assert "申し立て" in revised


def test_the_perfect_copy_differs_only_where_it_leads():
    closure, copy = parsed(mail("minato", "closure")), parsed(mail("minato", "closure-copy"))
    assert (copy.subject, copy.sender) == (closure.subject, closure.sender)
    assert closure.text in copy.text or copy.text.split("https://")[0] == closure.text.split("https://")[0]
    assert [link.shown for link in copy.links] == [link.shown for link in closure.links]
    assert [link.target for link in copy.links] != [link.target for link in closure.links]


def test_vendor_characters_in_seven_bits():
    one = mail("minato", "hamakaze-delivery")
    assert one.content.isascii()
    assert "①" in parsed(one).text
    assert parsed(one).sender.name == "㈱浜風トレーディング 受注係"


def test_the_long_report_has_22_pages_and_23_sections():
    pypdf = pytest.importorskip("pypdf")
    import io

    message = email.message_from_bytes(mail("minato", "long-report").content, policy=policy.default)
    report = next(part for part in message.iter_attachments() if part.get_filename() == "改善報告書_みなと商店.pdf")
    pages = pypdf.PdfReader(io.BytesIO(report.get_payload(decode=True)), strict=True).pages
    assert len(pages) == 22
    shown = b"".join(page.get_contents().get_data() for page in pages)
    text = "\n".join(bytes.fromhex(line.decode()).decode("utf-16-be") for line in re.findall(rb"<([0-9a-f]*)> Tj", shown))
    assert re.findall(r"^(\d+)\. ", text, re.MULTILINE) == [str(number) for number in range(1, 24)]


def test_the_bounce_brings_back_the_header():
    message = email.message_from_bytes(mail("minato", "bounce").content)
    assert message.get_content_type() == "multipart/report"
    assert mail("minato", "appeal-6").message_id in message.as_string()
    assert "Final-Recipient: rfc822; seller-appeals@amazon.co.jp" in message.as_string()
