"""The papers that a draft names go with it as they were approved; what has no file is named to the seller."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from classifiers.labels import ChannelKind
from mailbot.service import deliver, evidence, page, review
from mailbot.service.workspace import Workspace
from replies.enclosures import files_meant
from tests.letters import CLOSURE, amazon
from tests.servers.dovecot import PASSWORD, Mailbox
from tests.service.making import draft, proposed
from tests.service.world import message, only_case, receive, world

LETTER = amazon(CLOSURE, "停止のお知らせ")
INVOICE, PHOTO = b"%PDF-1.4 an invoice", b"\xff\xd8\xff a photograph"
PAPERS = ("別紙1 請求書.pdf", "別紙2 棚の写真.jpg", "別紙3 契約書.pdf")


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILBOT_PASSWORD", PASSWORD)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "請求書.pdf").write_bytes(INVOICE)
    (folder / "棚の写真.JPG").write_bytes(PHOTO)
    (folder / "another.pdf").write_bytes(b"%PDF-1.4 of another case")
    return folder


@contextmanager
def proposal(
    tmp_path: Path, mailbox: Mailbox | None, papers: Path, channel: ChannelKind = ChannelKind.REPLY
) -> Iterator[tuple[Workspace, int]]:
    with world(tmp_path / "data", mailbox) as opened:
        receive(opened, LETTER)
        case = only_case(opened).id
        evidence.remember(opened, case, [papers])
        made = draft(answers=message(opened, LETTER).sha256, attachments=PAPERS, channel=channel)
        yield opened, proposed(opened, made, case_id=case)


def enclosed(content: bytes) -> dict[str, bytes]:
    found: EmailMessage = message_from_bytes(content, policy=policy.default)  # type: ignore[assignment]
    return {part.get_filename() or "": part.get_payload(decode=True) for part in found.iter_attachments()}  # type: ignore[misc]


def test_the_mail_has_the_files_and_the_rest_is_named(tmp_path, mailbox, papers):
    with proposal(tmp_path, mailbox, papers) as (opened, key):
        review.approve(opened, key)
        done = deliver.deliver(opened, key)
        (content,) = mailbox.contents("Drafts")
        assert enclosed(content) == {"請求書.pdf": INVOICE, "棚の写真.JPG": PHOTO}
        assert (done.enclosed, done.by_hand) == (("請求書.pdf", "棚の写真.JPG"), ("別紙3 契約書.pdf",))


def test_a_bundle_for_the_console_has_them_beside_the_text(tmp_path, mailbox, papers):
    with proposal(tmp_path, mailbox, papers, ChannelKind.CONSOLE) as (opened, key):
        review.approve(opened, key)
        folder = Path(deliver.deliver(opened, key).place)
        assert {path.name: path.read_bytes() for path in (folder / "attachments").iterdir()} == {
            "請求書.pdf": INVOICE,
            "棚の写真.JPG": PHOTO,
        }


def test_a_file_that_changed_since_the_approval_stays_behind(tmp_path, mailbox, papers):
    """What was approved is what leaves."""
    with proposal(tmp_path, mailbox, papers) as (opened, key):
        review.approve(opened, key)
        (papers / "請求書.pdf").write_bytes(b"%PDF-1.4 another one")
        done = deliver.deliver(opened, key)
        assert (done.enclosed, done.by_hand) == (("棚の写真.JPG",), ("別紙1 請求書.pdf", "別紙3 契約書.pdf"))
        assert page.draft(opened, key).by_hand == ("別紙1 請求書.pdf", "別紙3 契約書.pdf")


def test_a_file_that_came_after_the_approval_stays_behind(tmp_path, mailbox, papers):
    with proposal(tmp_path, mailbox, papers) as (opened, key):
        review.approve(opened, key)
        (papers / "契約書.pdf").write_bytes(b"%PDF-1.4 never seen")
        assert deliver.deliver(opened, key).by_hand == ("別紙3 契約書.pdf",)


def test_a_file_that_is_gone_does_not_stop_the_rest(tmp_path, mailbox, papers):
    with proposal(tmp_path, mailbox, papers) as (opened, key):
        review.approve(opened, key)
        (papers / "請求書.pdf").unlink()
        assert deliver.deliver(opened, key).enclosed == ("棚の写真.JPG",)


def test_a_mail_that_would_be_too_large_leaves_out_what_does_not_fit(tmp_path, mailbox, papers):
    with (papers / "請求書.pdf").open("wb") as file:
        file.truncate(deliver.MAIL_BYTES)
    with proposal(tmp_path, mailbox, papers) as (opened, key):
        review.approve(opened, key)
        done = deliver.deliver(opened, key)
        assert (done.enclosed, done.by_hand) == (("請求書.pdf",), PAPERS[1:])


def test_the_page_says_which_file_is_meant(tmp_path, papers):
    with proposal(tmp_path, None, papers) as (opened, key):
        found = {paper.name: [path.name for path in paper.files] for paper in page.draft(opened, key).papers}
        assert found == {PAPERS[0]: ["請求書.pdf"], PAPERS[1]: ["棚の写真.JPG"], PAPERS[2]: []}


def test_without_papers_nothing_is_looked_for(tmp_path):
    with world(tmp_path / "data", None) as opened:
        receive(opened, LETTER)
        key = proposed(opened, draft(answers=message(opened, LETTER).sha256), case_id=only_case(opened).id)
        assert page.draft(opened, key).papers == ()


NAMES = ("invoice.pdf", "my-invoice.pdf", "shelf/納品書.PDF", "請求書 2018.pdf", "a/x.pdf", "b/x.pdf", "別紙1.pdf")


@pytest.mark.parametrize(
    ("paper", "meant"),
    [
        ("Annex 2, Invoice.pdf", ["invoice.pdf"]),
        ("invoice", ["invoice.pdf"]),
        ("INVOICE.pdf.", ["invoice.pdf"]),
        ("my-invoice.pdf and invoice.pdf", ["my-invoice.pdf", "invoice.pdf"]),
        ("請求書はinvoice.pdfの3頁", ["invoice.pdf"]),
        ("別紙1 納品書.pdf", ["shelf/納品書.PDF"]),
        ("別紙1納品書.pdf", ["shelf/納品書.PDF"]),
        ("別紙3 納品書", ["shelf/納品書.PDF"]),
        ("別紙1.pdf", ["別紙1.pdf"]),
        ("請求書 2018.pdf(3頁)", ["請求書 2018.pdf"]),
        ("invoices.pdf", []),
        ("invoice.pdf.bak", []),
        ("別の納品書.pdf", []),
        ("請求書2018年", []),
        ("x.pdf", []),
        ("", []),
    ],
)
def test_a_name_means_one_file_or_none(paper, meant):
    assert list(files_meant(paper, NAMES)) == meant
