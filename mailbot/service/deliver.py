"""Putting an approved draft where the seller sends it from: the Drafts folder, or a bundle to paste and attach.

Never sends. The delivery is written down, with the Message-ID it will bear, before anything leaves: after a crash the same
draft is found in the folder by that id instead of being put there twice. The papers that it names go with it as they were
approved; those of which no file is known, or whose file changed since, are named to the seller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from classifiers.labels import ChannelKind
from mailbot import imap, secrets
from mailbot.errors import UsageError
from mailbot.messages import Address, Understanding
from mailbot.outbox import bundle, drafts_folder
from mailbot.outbox.mail import DraftMail, Enclosure, compose_mail
from mailbot.plain import from_json
from mailbot.service import enclosing
from mailbot.service.lock import one_delivery
from mailbot.service.review import decided, text_digest
from mailbot.service.workspace import Workspace
from mailbot.settings import Account
from mailbot.store import drafts, events, messages
from mailbot.store.drafts import DeliveryRow, DraftState, StoredDraft
from replies import threading

BUSY_SECONDS: Final = 90.0
"""How long to wait for another delivery to end: longer than a mail server may take to answer."""
MAIL_BYTES: Final = 14 * 2**20
"""Of all files in a mail. Base64 makes 19.2 MiB of them; of the large providers Outlook.com takes the least, 20 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """Where a draft lies now. ``already`` is True where an earlier try had put it there."""

    draft: StoredDraft
    method: str
    place: str
    already: bool
    enclosed: tuple[str, ...]
    """Names of the files that lie with it."""
    by_hand: tuple[str, ...]
    """Papers that the seller attaches: no file of that name, not as approved, or too large for a mail."""


def deliver(workspace: Workspace, key: int) -> Delivered:
    """Deliver an approved draft; again where that failed before. Raises what the mailbox or the disk raises."""
    with one_delivery(workspace.data, BUSY_SECONDS):
        return _deliver(workspace, key)


def _deliver(workspace: Workspace, key: int) -> Delivered:
    with workspace.store.read() as connection:
        stored = drafts.one(connection, key)
        approved = [found for found in events.decisions_on(connection, kind="approve") if found.data["draft"] == key]
    if stored.state not in (DraftState.APPROVED, DraftState.DELIVERED):
        raise UsageError("error.delivery_unapproved", id=key)
    if not approved or approved[-1].data["text_sha256"] != text_digest(stored.draft):
        raise UsageError("error.draft_changed", id=key)
    account = workspace.account(stored.account)
    method = _method(workspace, account, stored)
    row, number = _begin(workspace, account, stored, method)
    known = enclosing.of_draft(workspace, stored.case_id, stored.draft)
    papers = enclosing.approved(known, approved[-1].data.get("papers", ()), most=None if method == "bundle" else MAIL_BYTES)
    place, already = (_to_folder if method == "drafts" else _to_bundle)(workspace, account, stored, row, papers.files)
    enclosed = tuple(file.name for file in papers.files)
    now = workspace.now()
    with workspace.store.write() as connection:
        drafts.finish_delivery(connection, number, place, now)
        drafts.set_state(connection, key, DraftState.DELIVERED, now)
        values = {"method": method, "place": place, "enclosed": list(enclosed), "by_hand": list(papers.by_hand)}
        decided(connection, stored, "deliver", now, **values)
        return Delivered(
            draft=drafts.one(connection, key),
            method=method,
            place=place,
            already=already,
            enclosed=enclosed,
            by_hand=papers.by_hand,
        )


def _method(workspace: Workspace, account: Account, stored: StoredDraft) -> str:
    """A text for the console cannot be sent as mail, and without a mailbox there is no Drafts folder: both are bundles."""
    console = stored.draft.step.channel is ChannelKind.CONSOLE or stored.draft.to is None
    return "bundle" if console or account.imap is None else workspace.config.delivery


def _begin(workspace: Workspace, account: Account, stored: StoredDraft, method: str) -> tuple[DeliveryRow, int]:
    digest = text_digest(stored.draft)
    with workspace.store.write() as connection:
        for earlier in drafts.deliveries_of(connection, stored.id):
            if earlier.method == method and earlier.text_sha256 == digest:
                return earlier, earlier.id
        row = DeliveryRow(
            id=0,
            draft=stored.id,
            started_at=workspace.now(),
            finished_at=None,
            method=method,
            message_id=f"<mailbot.{stored.id}.{digest[:24]}@{_domain(account)}>",
            place="",
            text_sha256=digest,
        )
        return row, drafts.begin_delivery(connection, row)


def _domain(account: Account) -> str:
    return account.addresses[0].rpartition("@")[2] if account.addresses else "mailbot.invalid"


def _to_folder(
    workspace: Workspace, account: Account, stored: StoredDraft, row: DeliveryRow, papers: Sequence[Enclosure]
) -> tuple[str, bool]:
    assert account.imap is not None
    password = secrets.resolve(account.imap.password, account.imap.username)
    content = _mail(workspace, account, stored, row, papers)
    with imap.connect(account.imap, password) as session:
        roles = session.roles(account.folders)
        if roles.drafts is None:
            raise UsageError("error.no_drafts_folder", account=account.name)
        elsewhere = (roles.sent,) if roles.sent else ()
        done = drafts_folder.deliver(session, roles.drafts, content, row.message_id, when=row.started_at, elsewhere=elsewhere)
    return done.folder, done.already


def _to_bundle(
    workspace: Workspace, account: Account, stored: StoredDraft, row: DeliveryRow, papers: Sequence[Enclosure]
) -> tuple[str, bool]:
    base = workspace.config.bundle_folder or workspace.data / "bundles"
    inside = papers if sum(len(file.content) for file in papers) <= MAIL_BYTES else ()
    mail = _mail(workspace, account, stored, row, inside) if stored.draft.to and account.addresses else None
    text = f"{stored.draft.subject}\n\n{stored.draft.body}" if mail is None and stored.draft.subject else stored.draft.body
    target = base / f"{stored.case_id}-draft-{stored.id}-{row.text_sha256[:8]}"
    written = bundle.write_bundle(target, text=text, mail=mail, enclosures=papers)
    return str(written.path), written.already


def _mail(workspace: Workspace, account: Account, stored: StoredDraft, row: DeliveryRow, papers: Sequence[Enclosure]) -> bytes:
    draft = stored.draft
    in_reply_to, references = _thread(workspace, stored)
    return compose_mail(
        DraftMail(
            message_id=row.message_id,
            date=row.started_at,
            sender=Address(name=account.store_name or "", address=account.addresses[0] if account.addresses else ""),
            to=draft.to or "",
            subject=draft.subject,
            body=draft.body,
            in_reply_to=in_reply_to,
            references=tuple(references),
            enclosures=tuple(papers),
            unsent=True,
        )
    )


def _thread(workspace: Workspace, stored: StoredDraft) -> tuple[str | None, Sequence[str]]:
    """Return In-Reply-To and References of an answer to the message that the draft answers."""
    if stored.answers is None or stored.draft.step.channel is ChannelKind.CONSOLE:
        return None, ()
    with workspace.store.read() as connection:
        found = messages.by_digest(connection, stored.answers, stored.account)
    if not found or found[0].understanding is None:
        return None, ()
    parsed = from_json(found[0].understanding, Understanding).parsed
    reply = threading.reply_headers(parsed.message_id, parsed.references, parsed.subject, in_reply_to=parsed.in_reply_to)
    if reply.in_reply_to is None or not _writable(reply.in_reply_to):
        return None, ()
    return reply.in_reply_to, [name for name in reply.references if _writable(name)]


def _writable(message_id: str) -> bool:
    """Say whether a Message-ID that came in can go out: some mailers put raw 8-bit characters into theirs."""
    return message_id.isascii() and message_id.isprintable()
